// The view of documents: a list to search and sort, and the reader of the one that is open.

const DOCUMENT_PAGE = 200; // rows before "show more"
const FIRST_SCREEN = 3000; // characters that are more than a screen holds
const FOUND_AROUND = 60; // characters beside the words that were searched for

const DOCUMENT_COLUMNS = [
  { key: "title", label: "Title", value: titleOf, text: true },
  { key: "date", label: "Date", class: "date", value: (item) => item.date, text: true },
  { key: "publisher", label: "Published at", class: "kind optional", value: (item) => hostOf(item.address), text: true },
  { key: "entities", label: "Entities", class: "number optional", value: (item) => item.entities.length },
  { key: "relationships", label: "Relationships", class: "number optional", value: (item) => item.relationships.size },
  { key: "statements", label: "Statements", class: "number", value: (item) => item.statements.length },
];

const reading = { root: null, input: null, list: null, reader: null, pages: 1 };

registerView({
  id: "documents", label: "Documents", element: documentsElement, show: showDocuments,
  selected: () => { if (reading.reader) afterSelection(reading.reader); },
});

registerState({
  key: "read", moves: true, write: (app) => app.data.documents[documentState(app).open]?.id ?? "",
  read: (app, text) => {
    documentState(app).open = text ? app.data.documents.findIndex((item) => item.id === text) : -1;
  },
});

registerState({
  key: "at", moves: true, write: (app) => documentState(app).at?.join("-") ?? "",
  read: (app, text) => {
    const found = /^(\d{1,9})-(\d{1,9})$/.exec(text);
    documentState(app).at = found ? [Number(found[1]), Number(found[2])] : null;
  },
});

registerState({
  key: "in", write: (app) => documentState(app).words,
  read: (app, text) => { documentState(app).words = text; },
});

registerState({
  key: "documents-by", write: (app) => (documentState(app).by ? `${documentState(app).rising ? "" : "-"}${documentState(app).by}` : ""),
  read: (app, text) => {
    const by = text.replace(/^-/, "");
    const known = DOCUMENT_COLUMNS.some(({ key }) => key === by);
    Object.assign(documentState(app), { by: known ? by : "", rising: !text.startsWith("-") });
  },
});

registerAction({ id: "read", label: "Read the document", where: "document", run: (app, number) => readAt(app, number) });

function documentState(app) {
  if (!("open" in app.state.document)) Object.assign(app.state.document, { open: -1, at: null, words: "", by: "", rising: true });
  return app.state.document;
}

/** Opens a document at a place of its text, or the list where `number` is -1. */
function readAt(app, number, at = null) {
  const back = number < 0 ? documentState(app).open : -1;
  Object.assign(documentState(app), { open: number, at });
  app.open("documents", { jump: true });
  if (back >= 0) reading.list.querySelector(`[data-document="${back}"]`)?.focus();
}

function documentsElement(app) {
  reading.input = make("input", {
    type: "text", class: "field", "aria-label": "Search titles and texts", placeholder: "Search titles and texts", autocomplete: "off", spellcheck: "false",
    oninput: () => {
      documentState(app).words = reading.input.value;
      reading.pages = 1;
      showList(app);
      app.remember();
    },
  });
  reading.list = make("div", { class: "table documents-list" });
  reading.root = make("section", { class: "documents", "aria-label": "Documents" }, reading.list);
  document.addEventListener("keydown", (event) => readerKey(app, event));
  addEventListener("beforeprint", () => { if (reading.reader) for (const block of reading.reader.blocks) fillBlock(reading.reader, block); });
  return reading.root;
}

function showDocuments(app, { jump = false } = {}) {
  const { open, at } = documentState(app);
  reading.list.hidden = open >= 0;
  if (open < 0) {
    closeReader();
    showList(app);
    return;
  }
  const fresh = reading.reader?.number !== open;
  if (fresh) openReader(app, open);
  if (fresh || reading.reader.seen !== app.seen) refreshReader(reading.reader);
  if (fresh) firstBlocks(reading.reader);
  if (at && (fresh || jump || reading.reader.at !== String(at))) jumpTo(reading.reader, at[0], at[1]);
  reading.reader.at = String(at);
}

function openReader(app, number) {
  closeReader();
  reading.reader = createReader(app, number);
  reading.root.append(reading.reader.element);
  watchBlocks(reading.reader);
}

/** What the screen shows first has its highlights at once, not a moment later. */
function firstBlocks(reader) {
  for (const block of reader.blocks) {
    if (block.start > FIRST_SCREEN) break;
    fillBlock(reader, block);
  }
  showChosen(reader);
}

function closeReader() {
  clearTimeout(reading.reader?.waiting);
  reading.reader?.near.disconnect();
  reading.reader?.element.remove();
  reading.reader = null;
}

function afterSelection(reader) {
  if (hopsOf(reader).name && !hopsOf(reader).places.some(({ start }) => start === reader.hop)) reader.hop = null;
  showSelection(reader);
}

/** `n` and `p` go to the next and the previous mention of what is selected, or passage. */
function readerKey(app, event) {
  if (app.state.view !== "documents" || !reading.reader || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select")) return;
  if (event.key === "n" || event.key === "p") hop(reading.reader, event.key === "n" ? 1 : -1, { focus: true });
}

/** The documents that the filters leave and that hold all the words, with the place of the first of them in the text. */
function documentsFound(app) {
  const wanted = documentState(app).words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [];
  for (const number of app.seen.documents) {
    const item = app.data.documents[number];
    item.folded ??= [`${item.title}\n${item.id}\n${item.address}`.toLowerCase(), item.text.toLowerCase()];
    const [head, text] = item.folded;
    if (!wanted.every((word) => head.includes(word) || text.includes(word))) continue;
    const inText = wanted.find((word) => !head.includes(word));
    found.push({ number, item, at: inText ? [text.indexOf(inText), inText.length] : null });
  }
  return found;
}

/** The columns that say something: without any date or address they would stand empty. */
function columnsOf(app) {
  return DOCUMENT_COLUMNS.filter(({ key, value, text }) => !text || key === "title" || app.data.documents.some((item) => value(item)));
}

function sortedDocuments(found, { by, rising }) {
  const column = DOCUMENT_COLUMNS.find(({ key }) => key === by);
  const order = rising ? 1 : -1;
  if (!column) return found.sort((a, b) => a.number - b.number);
  const compare = (a, b) => (column.text ? column.value(a).localeCompare(column.value(b), "en") : column.value(a) - column.value(b));
  return found.sort((a, b) => order * compare(a.item, b.item) || a.number - b.number);
}

function showList(app) {
  const state = documentState(app);
  if (reading.input.value !== state.words) reading.input.value = state.words;
  const found = sortedDocuments(documentsFound(app), state);
  const typing = document.activeElement === reading.input;
  const rows = found.slice(0, DOCUMENT_PAGE * reading.pages).map((one) => documentRow(app, one));
  const caption = `${counted(found.length, "document")} of ${app.data.documents.length.toLocaleString("en-GB")}`;
  const none = app.data.documents.length ? "No document is left: change the words or the filters." : "There is no document.";
  reading.list.replaceChildren(
    make("div", { class: "documents-top" }, reading.input, make("p", { class: "about", role: "status" }, caption)),
    rows.length ? make("table", { "aria-label": "Documents" }, documentHead(app), make("tbody", {}, ...rows)) : make("p", { class: "hint" }, none),
  );
  if (rows.length < found.length) reading.list.append(moreDocuments(app, found.length - rows.length));
  if (typing) reading.input.focus();
}

function moreDocuments(app, left) {
  const more = () => {
    reading.pages += 1;
    showList(app);
  };
  return make("button", { type: "button", class: "button more", onclick: more }, `Show ${Math.min(DOCUMENT_PAGE, left)} more of ${left}`);
}

function documentHead(app) {
  const state = documentState(app);
  return make("thead", {}, make("tr", {}, ...columnsOf(app).map((column) => {
    const chosen = state.by === column.key;
    const turn = () => {
      Object.assign(state, { by: column.key, rising: chosen ? !state.rising : column.text === true });
      showList(app);
      reading.list.querySelector(`th.by-${column.key} button`).focus();
      app.remember();
    };
    const arrow = chosen ? (state.rising ? " ↑" : " ↓") : "";
    return make("th", { scope: "col", class: `${column.class ?? ""} by-${column.key}`, "aria-sort": chosen && (state.rising ? "ascending" : "descending") },
      make("button", { type: "button", onclick: turn }, `${column.label}${arrow}`));
  })));
}

function documentRow(app, { number, item, at }) {
  const title = words("button", clipped(titleOf(item), 300), {
    type: "button", class: "plain", "data-document": number, onclick: () => readAt(app, number, at && [at[0], at[0] + at[1]]),
  });
  const cells = columnsOf(app).slice(1).map((column) => make("td", { class: column.class ?? "", dir: "auto" }, clipped(String(column.value(item)), 80)));
  return make("tr", {}, make("td", {}, title, at ? foundWords(item, at) : null), ...cells);
}

/** The first of the words in the text, with what stands beside it; lower case can be longer than what it is made from. */
function foundWords({ text, folded }, [start, length]) {
  if (folded[1].length !== text.length) return null;
  const before = text.slice(Math.max(start - FOUND_AROUND, 0), start).replace(/^\S*\s+/, "");
  const after = text.slice(start + length, start + length + FOUND_AROUND).replace(/\s+\S*$/, "");
  return make("p", { class: "about", dir: "auto" }, `… ${before}`, make("mark", {}, text.slice(start, start + length)), `${after} …`);
}
