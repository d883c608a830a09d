// The words of passages and statements: places in the text of their document, which the page holds once.

const AROUND = 0;
const PASSAGE = 1;
const CONTENT = 2;
const PART_NAMES = ["around", "passage", "content", "cue", "speaker"];
const LONGEST_PART = 1500; // characters; one "passage" can be a whole document

/** A passage or statement as [what it is, words], in its surroundings; `parts` are there where no text holds it. */
function partsOf(data, { document: number, at, marks = [], parts }) {
  if (!at) return parts;
  const { text } = data.documents[number];
  const [from, start, end, to] = at;
  const found = [[AROUND, cutOpen(text.slice(from, start), true)]];
  let place = start;
  for (const [kind, first, last] of marks) {
    found.push([PASSAGE, text.slice(place, first)], [kind, text.slice(first, last)]);
    place = last;
  }
  found.push([PASSAGE, text.slice(place, end)], [AROUND, cutOpen(text.slice(end, to), false)]);
  return found.filter(([, words_]) => words_).map(([kind, words_]) => [kind, clipped(words_, LONGEST_PART)]);
}

/** Surroundings that begin or end with a space were cut out of a longer sentence. */
function cutOpen(words_, before) {
  if (before) return words_.startsWith(" ") ? `…${words_}` : words_;
  return words_.endsWith(" ") && words_.trim() ? `${words_}…` : words_;
}

/** What was said, without the words that report it. */
function contentOf(data, made) {
  if (!made.at) return made.parts.filter(([kind]) => kind === CONTENT).map(([, words_]) => words_).join(" … ");
  const { text } = data.documents[made.document];
  return made.marks.filter(([kind]) => kind === CONTENT).map(([, first, last]) => text.slice(first, last)).join(" … ");
}

/** Passages and statements answer `parts` when asked, so that thousands of them cost nothing before that. */
function giveParts(data) {
  const give = (item) => {
    if (item.at) Object.defineProperty(item, "parts", { get: () => partsOf(data, { ...item, parts: null }) });
  };
  for (const claim of data.relationships) claim.passages.forEach(give);
  data.statements.forEach(give);
}
