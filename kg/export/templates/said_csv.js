// The statements of the table as CSV, with the columns of a build's `statements.csv`, and the date.

const SAID_CELLS = [
  "speaker", "kind", "cue", "content", "about", "topics", "passage", "document", "title", "start", "end",
  "speaker_words", "speaker_id", "about_ids", "statement_id", "date",
];

function saveStatements(app) {
  download("statements.csv", "text/csv;charset=utf-8", statementsCsv(app.data, statementsLeft(app)));
}

function statementsCsv(data, numbers) {
  return toCsv(SAID_CELLS, numbers.map((number) => {
    const made = data.statements[number];
    const item = data.documents[made.document];
    const about = made.about.map((entity) => data.entities[entity]);
    const { evidence, speaker, contents } = spansOfStatement(data, number);
    return [
      speakerName(data, made), made.kind, made.cue, contents.length ? contents.map(({ text }) => text).join(" … ") : contentOf(data, made), about.map(({ name }) => name).join(BETWEEN),
      made.topics.map((topic) => topicLabel(data, topic)).join(BETWEEN), evidence?.text ?? wordsOfPassage(data, made), item.id, item.title,
      evidence?.start ?? "", evidence?.end ?? "", speaker?.text ?? made.source, made.speaker >= 0 ? data.entities[made.speaker].id : "",
      about.map(({ id }) => id).join(BETWEEN), `statement/${data.terms.statements[number]}`, item.date,
    ];
  }));
}
