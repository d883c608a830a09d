// The reader: a document's text with its mentions, passages and statements, each a way back to the graph.

const NEAR = 900; // pixels beyond the screen within which a block gets its highlights
const MARK_CLASSES = new Map([[2, "content"], [3, "cue"], [4, "speaker"]]);
const MARGIN_CHIPS = 4; // beside a block, before "more"
const FIRST_WORDS = 70; // characters of what was said, so that notes on one speaker differ

/** The reader of document `number`: its blocks stand there as plain words and get their highlights as they come near. */
function createReader(app, number) {
  const item = app.data.documents[number];
  const reader = { app, number, item, text: item.text, blocks: blocksOf(item.text), hop: null, seen: null };
  reader.article = make("article", { class: "text", "aria-label": clipped(titleOf(item), 200) }, readerHead(reader));
  for (const block of reader.blocks) {
    block.element = make("div", { class: `text-block ${block.kind}${block.apart ? " apart" : ""}` }, plainBlock(reader, block));
    reader.article.append(block.element);
  }
  if (!reader.blocks.length) reader.article.append(make("p", { class: "hint" }, "This document has no words."));
  reader.scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Text of the document" }, reader.article);
  reader.scroll.addEventListener("click", (event) => readerClick(reader, event));
  reader.ticks = drawn("", "ticks", "0 0 10 1000");
  reader.ticks.addEventListener("click", (event) => tickClick(reader, event));
  reader.element = make("div", { class: "reader" }, readerBar(reader), reader.scroll, reader.ticks);
  reader.byElement = new Map(reader.blocks.map((block) => [block.element, block]));
  return reader;
}

function plainBlock(reader, block) {
  const tag = block.kind === "heading" ? "h3" : "p";
  return make(tag, { dir: "auto" }, reader.text.slice(block.start, block.end));
}

function readerHead(reader) {
  const { item, text, blocks } = reader;
  const first = blocks.length ? text.slice(blocks[0].start, blocks[0].end) : "";
  const facts = [item.date, item.title.trim() ? item.id : "", `${text.length.toLocaleString("en-GB")} characters`].filter(Boolean).join(" · ");
  return make(
    "header", {}, first === titleOf(item).trim() ? null : words("h2", titleOf(item)),
    make("p", { class: "about" }, words("span", facts), item.address ? " · " : null, item.address ? webLink(item.address, hostOf(item.address)) : null),
    make("p", { class: "key" }, make("span", { class: "mention" }, "who or what is named"), make("span", { class: "content" }, "what was said"),
      make("span", { class: "relationship" }, "a relationship is stated")),
  );
}

/** What is highlighted follows the filters: at once on the screen, elsewhere when it comes near again. */
function refreshReader(reader) {
  const { app, blocks } = reader;
  reader.seen = app.seen;
  reader.passages = passagesIn(app, reader.number);
  reader.mentions = reader.item.mentions.filter(([entity]) => app.seen.listed.has(entity)).map(([entity, start, end]) => ({ entity, start, end }));
  spreadOver(blocks, reader.mentions, "mentions");
  spreadOver(blocks, reader.passages, "passages");
  const { top, bottom } = reader.scroll.getBoundingClientRect();
  for (const block of blocks.filter(({ filled }) => filled)) {
    const box = block.element.getBoundingClientRect();
    if (box.bottom > top && box.top < bottom) fillBlock(reader, block);
    else {
      block.filled = false;
      reader.near.unobserve(block.element);
      reader.near.observe(block.element);
    }
  }
  showSelection(reader);
}

/** The passages of a document that the filters leave, in text order: {kind, number, start, end, marks}. */
function passagesIn(app, number) {
  const { data, seen } = app;
  const item = data.documents[number];
  const found = [];
  for (const claim of item.relationships) {
    if (!seen.relationships.has(claim)) continue;
    for (const { document: place, at } of data.relationships[claim].passages) {
      if (place === number && at) found.push({ kind: "relationship", number: claim, start: at[1], end: at[2], marks: [] });
    }
  }
  for (const made of item.statements) {
    const { at, marks } = data.statements[made];
    if (at && seen.statements.has(made)) found.push({ kind: "statement", number: made, start: at[1], end: at[2], marks });
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end || a.number - b.number);
}

/** Watches which blocks come near; called once the reader stands in the page. */
function watchBlocks(reader) {
  reader.near = new IntersectionObserver((entries) => {
    const waiting = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => reader.byElement.get(target)).filter(({ filled }) => !filled);
    for (const block of waiting) fillBlock(reader, block);
    showChosen(reader, waiting);
  }, { root: reader.scroll, rootMargin: `${NEAR}px 0px` });
  for (const block of reader.blocks) reader.near.observe(block.element);
}

function fillBlock(reader, block) {
  const tag = block.kind === "heading" ? "h3" : "p";
  const chips = marginOf(reader, block);
  block.pieces = [];
  const line = make(tag, { dir: "auto" }, ...runsOf(block).map((run) => runElement(reader, block, run)));
  block.element.replaceChildren(line, ...(chips ? [chips] : []));
  block.filled = true;
}

function runElement(reader, block, run) {
  const text = reader.text.slice(run.start, run.end);
  const { mention, passages, marks } = run;
  if (!mention && !passages.length) return text;
  const classes = [...new Set([...passages.map(({ kind }) => kind), ...marks.map(({ kind }) => MARK_CLASSES.get(kind))])];
  const begins = mention && (mention.start === run.start || block.start === run.start);
  const element = mention
    ? make("a", { class: ["mention", `type-${reader.app.data.entities[mention.entity].type % 7}`, ...classes].join(" "), href: entityHref(reader, mention.entity), tabindex: begins ? null : "-1" }, text)
    : make("span", { class: classes.join(" ") }, text);
  block.pieces.push({ run, element });
  return element;
}

/** The address of an entity, so that a mention can be opened beside or passed on. */
function entityHref(reader, entity) {
  return `#${new URLSearchParams([["entity", reader.app.data.entities[entity].id]])}`;
}

/** A click on a mention opens the entity, one on other words of a passage the shortest passage there. */
function readerClick(reader, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
  const element = event.target.closest("a.mention, .text-block span");
  const block = reader.byElement.get(event.target.closest(".text-block"));
  const piece = element && block?.pieces?.find((one) => one.element === element);
  if (!piece) return;
  event.preventDefault();
  const { mention, passages } = piece.run;
  if (mention) reader.hop = mention.start;
  if (mention) reader.app.select({ kind: "entity", number: mention.entity });
  else selectPassage(reader.app, shortest(passages));
}

/** Opens what a passage stands for: a statement, or the line that its relationship is drawn as. */
function selectPassage(app, { kind, number }) {
  if (kind === "relationship") app.select({ kind: "line", number: lineOfClaim(app.data, number) });
  else if (kinds.has("statement")) app.select({ kind: "statement", number });
}

function lineOfClaim(data, claim) {
  return data.lines.findIndex((line) => line.relation >= 0 && line.items.includes(claim));
}

/** Beside a block: who speaks in it and which relationships it states, as buttons that the keyboard reaches. */
function marginOf(reader, block) {
  const beginning = block.passages.filter(({ start }) => start >= block.start);
  if (!beginning.length) return null;
  const chips = beginning.map((passage) => marginChip(reader, passage));
  const box = make("div", { class: "beside" }, ...chips.slice(0, MARGIN_CHIPS));
  const rest = chips.slice(MARGIN_CHIPS);
  const more = make("button", { type: "button", class: "more-beside", onclick: () => more.replaceWith(...rest) }, `${rest.length} more`);
  if (rest.length > 1) box.append(more);
  else box.append(...rest);
  return box;
}

function marginChip(reader, passage) {
  const { data } = reader.app;
  const choose = { type: "button", class: `beside-${passage.kind}`, onclick: () => selectPassage(reader.app, passage) };
  if (passage.kind === "relationship") {
    const claim = data.relationships[passage.number];
    const relation = data.relations[claim.type];
    const names = [data.entities[claim.from].name, relation.label, data.entities[claim.to].name].map((name) => clipped(name, 80));
    return make("button", { ...choose, title: names.join(" "), "aria-label": `Relationship: ${names.join(" ")}` },
      lineSign(null, `relation-${claim.type % RELATION_COLOURS}`), make("span", { class: "name" }, `${relation.label} `, words("bdi", names[2])));
  }
  const made = data.statements[passage.number];
  const name = clipped((made.speaker >= 0 ? data.entities[made.speaker].name : made.source) || "source not named", 80);
  const first = clipped(contentOf(data, made), FIRST_WORDS);
  return make("button", { ...choose, title: made.cue ? `${name}: ${made.cue}` : name, "aria-label": [`Statement of ${name}`, first].filter(Boolean).join(": ") },
    made.speaker >= 0 ? sign(data.types[data.entities[made.speaker].type]) : drawn("M3 4h10v6H8l-3 3v-3H3z", "swatch"),
    words("span", name, { class: "name" }), made.cue ? words("i", clipped(made.cue, 30)) : null, first ? words("span", first, { class: "first" }) : null);
}
