// Puts the parts together and keeps them in step.

const byId = (id) => document.getElementById(id);

function start() {
  const data = readData(byId("data").textContent);
  const app = { data, state: startState(data), seen: null, canvas: null };
  Object.assign(app, actions(app));
  byId("totals").textContent = totals(data);
  app.canvas = createCanvas(byId("graph"), data, {
    entity: (number) => app.select({ kind: "entity", number }), line: (number) => app.select({ kind: "line", number }),
    nothing: () => app.select(null), expand: (number) => app.expand(number),
  });
  app.count = buildLegend(byId("legend"), data, app.state, () => app.refresh());
  app.drawTable = buildTable(app);
  app.search = buildSearch(app);
  setPlaces(app.canvas, app.state.everything);
  app.refresh();
  fit(app.canvas);
  byId("view").hidden = false;
  wireButtons(app);
  wireKeys(app);
  addEventListener("hashchange", () => restore(app));
  restore(app);
  byId("graph").firstChild?.setAttribute("role", "application");
  byId("graph").firstChild?.setAttribute("aria-label", "Drawing of the graph; the table lists the same entities");
  document.documentElement.dataset.ready = "true";
  globalThis.explorer = app; // for the browser's console
}

function totals(data) {
  return [
    counted(data.entities.length, "entity", "entities"), counted(data.relationships.length, "relationship"),
    counted(data.statements.length, "statement"), counted(data.documents.length, "document"),
  ].join(" · ");
}

function actions(app) {
  const { state } = app;
  return {
    refresh() {
      app.seen = visible(app.data, state);
      showVisible(app.canvas, app.seen);
      app.count(app.seen);
      if (state.view === "table") app.drawTable();
      describe(app);
    },
    /** Shows an entity, a line or a document in the panel; `null` closes it. */
    select(selected) {
      if (selected && !state.selected) app.before = document.activeElement;
      state.selected = selected;
      bringIn(app, selected);
      highlight(app.canvas, selected);
      if (selected) renderPanel(app, selected);
      else closePanel(app);
      if (selected && document.activeElement?.closest("#panel, #table, .search, body > .skip")) byId("panel").focus({ preventScroll: true });
      if (selected) reveal(app.canvas, selected);
      app.remember();
    },
    expand(number) {
      for (const other of app.data.entities[number].neighbours) state.shown.add(other);
      app.refresh();
      app.select({ kind: "entity", number });
    },
    centre(number) {
      setView(app, "graph");
      centreOn(app.canvas, number);
    },
    remember: () => remember(app),
  };
}

/** Whoever is selected is drawn, and so are the ends of a line. */
function bringIn(app, selected) {
  if (!selected || selected.kind === "document") return;
  const { from, to } = selected.kind === "line" ? app.data.lines[selected.number] : { from: selected.number, to: selected.number };
  const missing = [from, to].filter((number) => !app.seen.entities.has(number));
  if (!missing.length) return;
  for (const number of missing) {
    app.state.shown.add(number);
    app.state.called.add(number);
  }
  app.refresh();
}

function closePanel(app) {
  document.body.classList.remove("detailed");
  const inside = byId("panel").contains(document.activeElement);
  byId("panel").hidden = true;
  byId("panel").replaceChildren();
  if (inside && app.before?.isConnected) app.before.focus();
}

/** What is on the screen, in words; and what to do when that is nothing. */
function describe(app) {
  const { data, seen, state } = app;
  const left = seen.listed.size - seen.entities.size;
  byId("shown").textContent = `${seen.entities.size.toLocaleString("en-GB")} of ${counted(data.entities.length, "entity", "entities")} shown`
    + (left ? ` · ${left.toLocaleString("en-GB")} without a line left out` : "");
  const all = byId("show-all");
  all.hidden = data.entities.length <= data.start;
  all.textContent = state.everything ? `Show the ${data.start} most central` : "Show all";
  if (!data.entities.length) notice("There is nothing to show: no entity was found in the documents.");
  else if (!seen.entities.size) notice("The filters leave nothing to show.");
  else notice("");
}

function notice(text, wrong = false) {
  const place = byId("notice");
  place.textContent = text;
  place.hidden = !text;
  place.classList.toggle("wrong", wrong);
}

function showAll(app) {
  const { state, data, canvas } = app;
  state.everything = !state.everything;
  state.shown.clear();
  for (const entity of state.everything ? data.entities : data.entities.slice(0, data.start)) state.shown.add(entity.number);
  setPlaces(canvas, state.everything);
  app.refresh();
  fit(canvas);
}

function setView(app, view) {
  app.state.view = view;
  byId("graph").hidden = view !== "graph";
  byId("table").hidden = view !== "table";
  document.body.classList.toggle("tabular", view === "table");
  byId("view-graph").setAttribute("aria-pressed", String(view === "graph"));
  byId("view-table").setAttribute("aria-pressed", String(view === "table"));
  if (view === "table") app.drawTable();
}

function wireButtons(app) {
  const click = (id, action) => byId(id).addEventListener("click", action);
  click("show-all", () => showAll(app));
  click("zoom-in", () => zoom(app.canvas, 1.4));
  click("zoom-out", () => zoom(app.canvas, 1 / 1.4));
  click("zoom-fit", () => fit(app.canvas, { animated: true }));
  click("view-graph", () => setView(app, "graph"));
  click("view-table", () => setView(app, "table"));
  click("theme", () => switchTheme(app));
  click("filters-toggle", () => toggleFilters());
  click("skip", () => {
    setView(app, "table");
    byId("table").querySelector("tbody button")?.focus();
  });
  screen.orientation?.addEventListener("change", () => setTimeout(() => turn(app), 300)); // when the new size is there
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => recolour(app));
}

/** A phone turned on its side gets the drawing turned too. */
function turn(app) {
  setPlaces(app.canvas, app.state.everything);
  fit(app.canvas);
}

function toggleFilters(open = !byId("legend").classList.contains("open")) {
  byId("legend").classList.toggle("open", open);
  byId("filters-toggle").setAttribute("aria-expanded", String(open));
}

function switchTheme(app) {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  recolour(app);
}

function recolour(app) {
  readColours(app.canvas);
  restyle(app.canvas);
}

function wireKeys(app) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input[type=text]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      app.search.focus();
      app.search.select();
    } else if (event.key === "Escape") {
      if (byId("legend").classList.contains("open")) toggleFilters(false);
      else app.select(null);
    }
  });
}

/** Selection and search stand in the address, so that a view can be passed on and the back button works. */
function remember(app) {
  const { selected } = app.state;
  const words_ = new URLSearchParams();
  if (selected?.kind === "entity") words_.set("entity", app.data.entities[selected.number].id);
  if (selected?.kind === "document") words_.set("document", app.data.documents[selected.number].id);
  if (selected?.kind === "line") for (const [key, value] of Object.entries(lineAddress(app.data, selected.number))) words_.set(key, value);
  if (app.search.value) words_.set("search", app.search.value);
  const hash = `#${words_}`;
  if (hash === (location.hash || "#")) return;
  const before = new URLSearchParams(location.hash.slice(1));
  const moved = ["entity", "document", "relation", "status", "from", "to"].some((key) => before.get(key) !== words_.get(key));
  if (moved && selected) history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
}

function restore(app) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (wanted.get("search") !== null) app.search.value = wanted.get("search");
  const number = app.data.entities.findIndex((entity) => entity.id === wanted.get("entity"));
  const place = app.data.documents.findIndex((item) => item.id === wanted.get("document"));
  const line = wanted.has("from") ? lineAt(app.data, wanted) : -1;
  if (number >= 0) app.select({ kind: "entity", number });
  else if (place >= 0) app.select({ kind: "document", number: place });
  else if (line >= 0) app.select({ kind: "line", number: line });
  else if (app.state.selected) app.select(null);
}

/** What a line is in an address: ids and names stay the same when a graph is built again. */
function lineAddress(data, number) {
  const { relation, status, from, to } = data.lines[number];
  const ends = { from: data.entities[from].id, to: data.entities[to].id };
  return relation < 0 ? ends : { relation: data.relations[relation].name, status: data.statuses[status], ...ends };
}

function lineAt(data, wanted) {
  return data.lines.findIndex((_, number) => {
    const address = lineAddress(data, number);
    return ["relation", "status", "from", "to"].every((key) => (address[key] ?? null) === wanted.get(key));
  });
}

addEventListener("error", (event) => notice(`The page could not be drawn: ${event.message}`, true));
addEventListener("popstate", () => { if (globalThis.explorer) restore(globalThis.explorer); });
requestAnimationFrame(() => setTimeout(start));
