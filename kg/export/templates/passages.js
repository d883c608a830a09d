// Passages and statements as the panel shows them: the documents' words in serif, ours beside them.

function quotation(parts) {
  return make("blockquote", { dir: "auto" }, ...parts.map(([kind, text]) => words("span", text, { class: PART_NAMES[kind] })));
}

function sourceLine(app, document_, ...more) {
  const item = app.data.documents[document_];
  const title = words("button", clipped(titleOf(item), 160), { type: "button", class: "plain", onclick: () => app.select({ kind: "document", number: document_ }) });
  return make("figcaption", {}, title, item.date ? ` · ${item.date}` : null, more.length ? make("span", { class: "ways" }, ...more) : null);
}

function passageFigure(app, passage) {
  return make("figure", {}, quotation(passage.parts), sourceLine(app, passage.document, ...inTextButton(app, passage)));
}

/** The way from a passage or statement to its place in the document. */
function inTextButton(app, { document: number, at }) {
  if (!at) return [];
  const open = () => readAt(app, number, [at[1], at[2]]);
  return [make("button", { type: "button", class: "in-text", onclick: open }, "Open in the document")];
}

/** The first passage, and the others behind a summary. */
function passageList(app, passages) {
  const [first, ...rest] = passages.map((passage) => passageFigure(app, passage));
  if (!rest.length) return first ? [first] : [];
  return [first, make("details", {}, make("summary", {}, `${counted(rest.length, "more passage")}`), ...rest)];
}

/** One statement: who (unless they are named above it), what, how it was reported, and about whom. */
function statementEntry(app, made, { speaker }) {
  const head = make("div", { class: "head" });
  if (speaker && made.speaker >= 0) head.append(entityButton(app, made.speaker));
  else if (speaker) head.append(words("span", made.source || "source not named"));
  head.append(make("span", { class: "chip" }, `${made.kind} speech`));
  if (made.cue) head.append(words("span", `“${made.cue}”`, { class: "role" }));
  const about = make("div", { class: "head about" }, made.about.length ? "About " : null, ...made.about.map((number) => entityButton(app, number)));
  const topics = made.topics.map((topic) => words("span", app.data.topics[topic].label, { class: "chip" }));
  return make("div", { class: "entry statement" }, head, make("figure", {}, quotation(made.parts), sourceLine(app, made.document, ...inTextButton(app, made), ...statementButton(app, made))), about, ...topics);
}

function entityButton(app, number) {
  const entity = app.data.entities[number];
  return make(
    "button", { type: "button", class: "entity", "data-entity": number, onclick: () => app.select({ kind: "entity", number }) },
    sign(app.data.types[entity.type]), words("span", clipped(entity.name, 200) || "(no name)", { class: "name" }),
  );
}

/** A long list a page at a time. */
function paged(items, render, size = 20) {
  const box = make("div", {}, ...items.slice(0, size).map(render));
  let end = size;
  const more = make("button", { type: "button", class: "button more" });
  const name = () => { more.textContent = `Show ${Math.min(size, items.length - end)} more of ${items.length - end}`; };
  more.addEventListener("click", () => {
    more.before(...items.slice(end, end + size).map(render));
    end += size;
    if (end >= items.length) more.remove();
    else name();
  });
  if (items.length > size) {
    name();
    box.append(more);
  }
  return box;
}
