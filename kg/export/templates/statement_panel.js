// The panel of one statement: who said it, its words in the passage, what it is about, and what others say on this.

function statementPanel(app, number) {
  const { data } = app;
  const made = data.statements[number];
  const others = othersOnThis(data, number);
  return [
    topLine(app, make("span", {}, "Statement")),
    made.speaker >= 0 ? make("h2", {}, entityButton(app, made.speaker)) : words("h2", made.source || "Source not named"),
    make("p", { class: "head" }, make("span", { class: "chip" }, `${made.kind} speech`), made.cue ? words("span", `“${made.cue}”`, { class: "role" }) : null),
    make("div", { class: "statement" }, make("figure", {}, quotation(made.parts), sourceLine(app, made.document, ...inTextButton(app, made)))),
    actionRow(app, "statement", number),
    section("About", made.about.length, make("div", { class: "said-about" }, ...made.about.map((entity) => entityButton(app, entity)))),
    section("Topics", made.topics.length, make("div", { class: "actions" }, ...made.topics.map((topic) => topicButton(app, topic)))),
    section("Others on this", others.length, paged(others, (other) => otherStatement(app, number, other))),
  ].filter(Boolean);
}

function topicButton(app, topic) {
  const title = "All statements on this topic";
  return words("button", topicLabel(app.data, topic), { type: "button", class: "said-chip", title, onclick: () => app.open("statements", { narrow: { topic } }) });
}

/** What someone else said, and what it has in common with the statement above. */
function otherStatement(app, number, other) {
  const { data } = app;
  const [made, item] = [data.statements[number], data.statements[other]];
  const common = [
    ...item.about.filter((entity) => made.about.includes(entity)).map((entity) => data.entities[entity].name),
    ...item.topics.filter((topic) => made.topics.includes(topic)).map((topic) => topicLabel(data, topic)),
  ];
  const text = clipped(contentOf(data, item), 300) || "(no words)";
  const speaker = item.speaker >= 0 ? entityButton(app, item.speaker) : words("span", item.source || "source not named");
  return make("div", { class: "entry statement" },
    make("div", { class: "head" }, speaker, words("span", `on ${named(common)}`, { class: "about" })),
    words("button", text, { type: "button", class: "plain said-words", onclick: () => app.select({ kind: "statement", number: other }) }),
    sourceLine(app, item.document));
}

/** Who speaks, if it is an entity, and whom it is about. */
function statementEnds(data, number) {
  const { speaker, about } = data.statements[number];
  return [...new Set(speaker >= 0 ? [speaker, ...about] : about)];
}

/** A statement lifts out its ends, and the lines that stand on it. */
function statementSurroundings(data, number) {
  const ends = statementEnds(data, number);
  const lines = ends.flatMap((end) => data.entities[end].lines).filter((line) => data.lines[line].relation < 0 && data.lines[line].items.includes(number));
  return ends.length ? { entities: new Set(ends), lines: new Set(lines) } : null;
}

/** From a statement in a list to its own panel. */
function statementButton(app, made) {
  const open = () => app.select({ kind: "statement", number: app.data.statements.indexOf(made) });
  return [make("button", { type: "button", class: "in-text", onclick: open }, "Who else speaks on this")];
}

registerKind({
  kind: "statement", render: statementPanel, near: statementSurroundings,
  write: ({ data }, number) => [["statement", data.terms.statements[number]]],
  find: ({ data }, params) => (params.has("statement") ? data.terms.statements.indexOf(params.get("statement")) : -1),
});

registerAction({
  id: "statements-of", where: "entity", label: ({ data }, number) => `Its ${counted(data.entities[number].said.length, "statement")} in the table`,
  shown: ({ data }, number) => data.entities[number].said.length > 0, run: (app, number) => app.open("statements", { narrow: { speaker: number } }),
});

registerAction({
  id: "statements-of-speaker", where: "statement", shown: ({ data }, number) => data.statements[number].speaker >= 0,
  label: ({ data }, number) => `All ${counted(data.entities[data.statements[number].speaker].said.length, "statement")} of this speaker`,
  run: (app, number) => app.open("statements", { narrow: { speaker: app.data.statements[number].speaker } }),
});

registerAction({
  id: "statement-in-table", where: "statement", label: "Show in the table", shown: (app) => app.state.view !== "statements",
  run: (app) => app.open("statements", { narrow: {} }),
});
