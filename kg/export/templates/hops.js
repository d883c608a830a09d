// Moving about in a document: to a place, to the next mention or passage, and ticks that show where they are.

/** Brings a stretch of the text to the middle of the screen and lights it up for a moment. */
function jumpTo(reader, start, end = start + 1, { focus = false } = {}) {
  if (!reader.blocks.length) return;
  const block = blockAt(reader.blocks, start);
  for (const near of reader.blocks.slice(Math.max(0, block.number - 3), block.number + 4)) if (!near.filled) fillBlock(reader, near);
  reader.here = { start, end };
  showChosen(reader);
  showHops(reader);
  const pieces = reader.blocks.slice(block.number, block.number + 8).flatMap((near) => near.pieces ?? []);
  const lit = pieces.filter(({ run }) => run.start < end && run.end > start).map(({ element }) => element);
  const target = lit[0] ?? block.element;
  const centre = () => target.scrollIntoView({ block: "center" });
  centre();
  requestAnimationFrame(centre); // what was not drawn before has its height only now
  if (focus && target.tagName === "A") target.focus({ preventScroll: true });
}

/** What one goes through: the mentions of the selected entity, or else all passages. */
function hopsOf(reader) {
  const { selected } = reader.app.state;
  const own = selected?.kind === "entity" ? reader.item.mentions.filter(([entity]) => entity === selected.number).map(([, start, end]) => ({ start, end })) : [];
  return own.length ? { name: reader.app.data.entities[selected.number].name, places: own } : { name: "", places: reader.passages };
}

/** To the next (1) or the previous (-1) of them, around the end. */
function hop(reader, step, options) {
  const { places } = hopsOf(reader);
  if (!places.length) return;
  const here = reader.hop ?? placeOnScreen(reader);
  const index = step > 0 ? places.findIndex(({ start }) => start > here) : places.findLastIndex(({ start }) => start < here);
  const next = index >= 0 ? index : step > 0 ? 0 : places.length - 1;
  reader.hop = places[next].start;
  jumpTo(reader, places[next].start, places[next].end, options);
  showHops(reader);
  keepPlace(reader, places[next]);
}

/** The place goes into the address, so that it can be sent; each step through a text is none to go back from. */
function keepPlace(reader, { start, end }) {
  documentState(reader.app).at = [start, end];
  reader.at = String([start, end]);
  clearTimeout(reader.waiting);
  reader.waiting = setTimeout(() => rememberState(reader.app, { step: false }), 200); // browsers limit how often an address may change
}

/** The place in the text just before what the screen shows. */
function placeOnScreen(reader) {
  const top = reader.scroll.getBoundingClientRect().top;
  const first = reader.blocks.find((block) => block.element.getBoundingClientRect().bottom > top);
  return first ? first.start - 1 : -1;
}

/** The bar above the text: the way back to the list, and from one highlight to the next. */
function readerBar(reader) {
  const { app } = reader;
  const back = make("button", { type: "button", class: "button back", onclick: () => readAt(app, -1) }, drawn("M10 3L5 8l5 5", ""), "All documents");
  reader.hops = make("span", { class: "hops", role: "status" });
  const step = (label, path, by) => {
    const button = make("button", { type: "button", class: "button icon", "aria-label": label, title: `${label} (${by > 0 ? "n" : "p"})`, onclick: () => hop(reader, by) });
    button.append(drawn(path, ""));
    return button;
  };
  return make(
    "div", { class: "reader-bar" }, back, words("span", titleOf(reader.item), { class: "title" }),
    reader.hops, step("Previous", "M3 10l5-5 5 5", -1), step("Next", "M3 6l5 5 5-5", 1),
  );
}

function showHops(reader) {
  const { name, places } = hopsOf(reader);
  const at = places.findIndex(({ start }) => start === reader.hop);
  const count = at >= 0 ? `${at + 1} of ${places.length}` : name ? counted(places.length, "mention") : counted(places.length, "passage");
  reader.hops.replaceChildren(...(name ? [words("b", clipped(name, 60)), " "] : []), count);
}

/** Marks what is selected, and where one has gone to, in those of the blocks that have their highlights. */
function showChosen(reader, blocks = reader.blocks) {
  const { selected } = reader.app.state;
  const items = chosenItems(reader.app.data, selected);
  const isHere = ({ start, end }) => Boolean(reader.here) && start < reader.here.end && end > reader.here.start;
  for (const block of blocks) {
    for (const { run, element } of block.pieces ?? []) {
      element.classList.toggle("current", selected?.kind === "entity" && run.mention?.entity === selected.number);
      element.classList.toggle("chosen", run.passages.some(({ kind, number }) => kind === items?.kind && items.numbers.has(number)));
      element.classList.toggle("here", isHere(run));
    }
    block.element.classList.toggle("here", isHere(block) && !block.pieces?.some(({ run }) => isHere(run)));
  }
}

function chosenItems(data, selected) {
  if (selected?.kind === "statement") return { kind: "statement", numbers: new Set([selected.number]) };
  if (selected?.kind !== "line") return null;
  const line = data.lines[selected.number];
  return { kind: line.relation < 0 ? "statement" : "relationship", numbers: new Set(line.items) };
}

/** What depends on the selection: marks in the text, the count in the bar, and the ticks. */
function showSelection(reader) {
  showChosen(reader);
  showHops(reader);
  showTicks(reader);
}

/** Ticks along the edge: where in the text something is said, where a relationship is stated, where the selected is named. */
function showTicks(reader) {
  const { name, places } = hopsOf(reader);
  const of = (kind) => reader.passages.filter((passage) => passage.kind === kind);
  const layers = [["relationship", of("relationship")], ["statement", of("statement")], ["mention", name ? places : []]];
  const length = Math.max(reader.text.length, 1);
  reader.ticks.setAttribute("preserveAspectRatio", "none");
  reader.ticks.replaceChildren(...layers.map(([layer, stretches]) => {
    const tick = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const rows = new Set(stretches.map(({ start }) => Math.round((start / length) * 1000)));
    tick.setAttribute("d", [...rows].map((row) => `M0 ${row}h10`).join(""));
    tick.setAttribute("class", layer);
    return tick;
  }));
}

function tickClick(reader, event) {
  const box = reader.ticks.getBoundingClientRect();
  const wanted = ((event.clientY - box.top) / box.height) * reader.text.length;
  const { name, places } = hopsOf(reader);
  const all = name ? [...places, ...reader.passages] : reader.passages;
  if (!all.length) return;
  const away = ({ start }) => Math.abs(start - wanted);
  const nearest = all.reduce((a, b) => (away(b) < away(a) ? b : a));
  jumpTo(reader, nearest.start, nearest.end);
}
