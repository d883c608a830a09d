// The view "Statements": who said what, as a table, a matrix or a timeline.

const SHAPES_OF_SAID = [["table", "Table"], ["matrix", "Matrix"], ["timeline", "Timeline"]];
const LONGEST_CELL = 240; // characters of a statement in a row that is not open

/**
 * What the view shows; `speaker`, `topic` and `period` are what a cell of the matrix or a bar of the timeline left. They hold
 * for all three shapes, so that the picture, the count, the chips and the CSV are about the same statements.
 */
function saidState(app) {
  const own = app.state.statements;
  if (own.shape) return own;
  return Object.assign(own, {
    search: "", order: { column: "", falling: false }, shape: "table", speaker: null, topic: null, period: "", step: "", of: null,
  });
}

function buildStatements(app) {
  const view = { app, waiting: 0 };
  view.rows = createRows({
    label: "Statements", columns: saidColumns(app.data), cells: (number, open) => statementCells(app, number, open),
    sorted: (column) => sortStatements(view, column), chosen: (number, { key }) => chooseStatement(view, number, key),
  });
  view.switch = make("div", { class: "switch", role: "group", "aria-label": "Show statements as" }, ...SHAPES_OF_SAID.map(([id, label]) => (
    make("button", { type: "button", id: `said-${id}`, onclick: () => changeStatements(view, { shape: id }) }, label))));
  view.input = make("input", {
    type: "text", id: "said-search", "aria-label": "Search the words of statements", placeholder: "Search the words of statements",
    autocomplete: "off", spellcheck: "false", oninput: () => searchStatements(view),
  });
  view.count = make("p", { class: "said-count", role: "status" });
  view.save = make("button", { type: "button", class: "button", id: "said-csv", onclick: () => saveStatements(app) }, "Download CSV");
  view.chips = make("div", { class: "said-chips", role: "group", "aria-label": "Narrowed to" });
  view.body = make("div", { class: "said-body" }, view.rows.element);
  view.root = make("section", { id: "statements", class: "statements", "aria-label": "Statements" },
    make("div", { class: "said-tools" }, view.switch, make("div", { class: "said-find" }, drawn("M11.5 7a4.5 4.5 0 1 1-9 0a4.5 4.5 0 1 1 9 0M10.5 10.5l4 4", ""), view.input), view.count, view.save),
    view.chips, view.body);
  app.saidView = view;
  return view.root;
}

function changeStatements(view, changes, { stay = false } = {}) {
  Object.assign(saidState(view.app), changes);
  drawStatements(view, { stay });
  view.app.remember();
}

function searchStatements(view) {
  saidState(view.app).search = view.input.value;
  drawStatements(view);
  clearTimeout(view.waiting);
  view.waiting = setTimeout(() => view.app.remember(), 300); // browsers limit how often an address may change
}

function sortStatements(view, column) {
  const { order } = saidState(view.app);
  const again = order.column === column;
  changeStatements(view, { order: again && order.falling ? { column: "", falling: false } : { column, falling: again } });
}

function chooseStatement(view, number, key) {
  view.app.select({ kind: "statement", number });
  view.back = key;
  if (key) byId("panel").focus({ preventScroll: true });
}

function drawStatements(view, { stay = false } = {}) {
  const { app, rows } = view;
  const own = saidState(app);
  const numbers = statementsLeft(app);
  for (const [id] of SHAPES_OF_SAID) view.switch.querySelector(`#said-${id}`).setAttribute("aria-pressed", String(own.shape === id));
  if (view.input.value !== own.search) view.input.value = own.search;
  view.count.textContent = `${numbers.length.toLocaleString("en-GB")} of ${counted(app.data.statements.length, "statement")}`;
  view.save.disabled = !numbers.length;
  drawChips(view, own);
  const shape = !numbers.length ? emptyStatements(view, own)
    : { table: () => rows.element, matrix: () => drawMatrix(view, numbers), timeline: () => drawTimeline(view, numbers) }[own.shape]();
  if (view.body.firstChild !== shape || view.body.childNodes.length > 1) view.body.replaceChildren(shape);
  if (shape !== rows.element) return;
  showRows(rows, numbers, { order: own.order, stay });
  openSelected(view);
}

/** The row of the statement that the panel shows stands open. */
function openSelected(view) {
  const { selected } = view.app.state;
  openRow(view.rows, selected?.kind === "statement" ? selected.number : null);
  if (!selected && view.back && document.activeElement === document.body) focusRow(view.rows); // from where Enter came
}

function emptyStatements(view, own) {
  const { app } = view;
  if (!app.data.statements.length) return make("p", { class: "said-none" }, "No statement was found in the documents.");
  const text = own.search ? "No statement that the filters leave holds these words." : "The filters leave no statement.";
  const clear = make("button", { type: "button", class: "button", onclick: () => {
    changeStatements(view, { search: "", speaker: null, topic: null, period: "" });
    view.input.focus();
  } }, "Show all statements again");
  const narrow = own.search || own.speaker !== null || own.topic !== null || own.period;
  return make("div", { class: "said-none" }, make("p", {}, text), narrow ? clear : null);
}

function drawChips(view, own) {
  const { data } = view.app;
  const chips = [
    own.speaker === null ? null : ["Speaker", own.speaker === NOBODY ? "not named" : clipped(data.entities[own.speaker].name, 80), { speaker: null }],
    own.topic === null ? null : ["Topic", own.topic === NOBODY ? "none" : topicLabel(data, own.topic), { topic: null }],
    own.period ? ["Date", periodLabel(own.period), { period: "" }] : null,
  ].filter(Boolean);
  view.chips.hidden = !chips.length;
  view.chips.replaceChildren(...chips.map(([label, name, changes]) => {
    const button = make("button", { type: "button", class: "said-chip", "aria-label": `Remove: ${label} ${name}`, onclick: () => {
      changeStatements(view, changes);
      view.input.focus();
    } }, `${label}: `, words("span", name));
    button.append(drawn("M4 4l8 8M12 4l-8 8", ""));
    return button;
  }));
}

/** The contents of a row. */
function statementCells(app, number, open) {
  const { data } = app;
  const made = data.statements[number];
  const name = speakerName(data, made);
  const item = data.documents[made.document];
  const sought = soughtParts(saidState(app).search);
  const said = contentOf(data, made);
  const text = open ? clipped(said, 5000) : clipped(fromFirst(said, sought), LONGEST_CELL);
  const speaker = made.speaker >= 0
    ? [sign(data.types[data.entities[made.speaker].type]), words("span", clipped(name, 120) || "(no name)", { class: "clamp" })]
    : [words("span", clipped(name, 120) || "not named", { class: "clamp source" })];
  return {
    speaker, kind: [make("span", {}, made.kind)], date: [make("span", {}, item.date)],
    words: [make("span", { dir: "auto", class: "clamp quote" }, ...marked(text, sought))],
    about: [words("span", named(made.about.map((entity) => data.entities[entity].name)), { class: "clamp" })],
    topics: [words("span", named(made.topics.map((topic) => topicLabel(data, topic))), { class: "clamp" })],
    document: [words("span", clipped(titleOf(item), 160), { class: "clamp" })],
  };
}

function named(names) {
  const first = names.slice(0, 4).map((name) => clipped(name, 80)).join(", ");
  return names.length > 4 ? `${first} and ${names.length - 4} more` : first;
}

registerView({
  id: "statements", label: "Statements", element: buildStatements,
  show(app, options) {
    const view = app.saidView;
    warmWords(app.data);
    if (options?.narrow) Object.assign(saidState(app), { shape: "table", speaker: null, topic: null, period: "", search: "" }, options.narrow);
    drawStatements(view, { stay: !options });
  },
  selected: (app) => openSelected(app.saidView),
});

/** An entity or a topic by what stays the same when a graph is built again. */
function saidNumber(items, name, written) {
  if (!written) return null;
  if (written === "none") return NOBODY;
  const number = items.findIndex((item) => name(item) === written);
  return number < 0 ? null : number;
}

function registerSaid(key, { moves = false, write, read }) {
  registerState({ key, moves, write: (app) => write(saidState(app), app.data), read: (app, text) => Object.assign(saidState(app), read(text, app.data)) });
}

registerSaid("said", {
  moves: true, write: ({ shape }) => (shape === "table" ? "" : shape),
  read: (text) => ({ shape: SHAPES_OF_SAID.some(([id]) => id === text) ? text : "table" }),
});
registerSaid("said-words", { write: ({ search }) => search, read: (search) => ({ search }) });
registerSaid("said-order", {
  write: ({ order }) => (order.falling ? `-${order.column}` : order.column),
  read: (text) => {
    const column = text.replace(/^-/, "");
    return { order: SAID_COLUMNS.some(({ id }) => id === column) ? { column, falling: text.startsWith("-") } : { column: "", falling: false } };
  },
});
registerSaid("said-by", {
  moves: true, write: ({ speaker }, { entities }) => (speaker === null ? "" : entities[speaker]?.id ?? "none"),
  read: (text, { entities }) => ({ speaker: saidNumber(entities, ({ id }) => id, text) }),
});
registerSaid("said-on", {
  moves: true, write: ({ topic }, { topics }) => (topic === null ? "" : topics[topic]?.name ?? "none"),
  read: (text, { topics }) => ({ topic: saidNumber(topics, ({ name }) => name, text) }),
});
registerSaid("said-in", { moves: true, write: ({ period }) => period, read: (text) => ({ period: /^\d{4}(-\d\d)?$/.test(text) ? text : "" }) });
registerSaid("said-of", {
  write: ({ of }, { entities }) => (of === null ? "" : entities[of]?.id ?? "none"), read: (text, { entities }) => ({ of: saidNumber(entities, ({ id }) => id, text) }),
});
registerSaid("said-step", { write: ({ step }) => step, read: (text) => ({ step: ["month", "year"].includes(text) ? text : "" }) });
