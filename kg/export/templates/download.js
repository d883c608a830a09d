// Files that one takes away: what is on the screen as lists of numbers, and how a file gets to the reader.

/** Hands a file to the browser to keep; `content` is text or a Blob. */
function download(name, type, content) {
  const file = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(file);
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000); // some browsers begin to read it later
}

/**
 * What one sees, as lists of numbers: in the graph what is drawn, in a list all that the filters leave. A statement goes
 * with its speaker and with whom it is about.
 */
function visiblePart(app) {
  const { data, seen, state } = app;
  const drawn = state.view === "graph";
  const inside = drawn ? seen.entities : seen.listed;
  const lines = drawn ? [...seen.lines].map((number) => data.lines[number]) : [];
  const claims = drawn ? lines.filter((line) => line.relation >= 0).flatMap((line) => line.items) : [...seen.relationships];
  const said = [...seen.statements].filter((number) => !drawn || speaksHere(data.statements[number], inside));
  return {
    entities: ascending(inside), relationships: ascending(claims.filter((number) => seen.relationships.has(number))),
    statements: ascending(said), documents: ascending(seen.documents),
  };
}

function speaksHere(made, inside) {
  return inside.has(made.speaker) || made.about.some((number) => inside.has(number));
}

function ascending(numbers) {
  return [...numbers].sort((a, b) => a - b);
}

/** Where a passage stands in its document's text, counted in UTF-16 units; `null` where the text does not hold it. */
function placeOfPassage(data, passage) {
  return passage.at ? spanIn(data, passage.document, passage.at[1], passage.at[2]) : null;
}

/** A stretch of a text with its words and its ends in code points, as files count them. */
function spanIn(data, place, from, to) {
  const item = data.documents[place];
  return { document: place, text: item.text.slice(from, to), start: codePoints(item, from), end: codePoints(item, to) };
}

/** A place of a script (UTF-16 units) as one of a file (code points): less one for each pair of surrogates before it. */
function codePoints(item, place) {
  item.pairs ??= [...item.text.matchAll(/[\u{10000}-\u{10ffff}]/gu)].map((match) => match.index);
  let [low, high] = [0, item.pairs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (item.pairs[middle] < place) low = middle + 1;
    else high = middle;
  }
  return place - low;
}

/** The words of a passage, wherever they stand. */
function wordsOfPassage(data, passage) {
  return placeOfPassage(data, passage)?.text ?? (passage.parts ?? []).filter(([kind]) => kind > 0).map(([, text]) => text).join(" ");
}
