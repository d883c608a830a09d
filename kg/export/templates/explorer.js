// Puts the parts together and keeps them in step.

const byId = (id) => document.getElementById(id);

function start() {
  const data = readData(byId("data").textContent);
  const app = { data, state: startState(data), seen: null, canvas: null, counts: null, periods: periodsOf(data) };
  app.allCounts = countsOf(data, app.periods);
  Object.assign(app, actionsOf(app));
  byId("totals").textContent = totals(data);
  buildViews(app);
  app.canvas = createCanvas(byId("graph"), data, {
    entity: (number) => app.select({ kind: "entity", number }), line: (number) => app.select({ kind: "line", number }),
    nothing: () => app.select(null), expand: (number) => app.expand(number),
  });
  drawRegions(app);
  app.showFilters = buildFilters(app);
  app.search = buildSearch(app);
  startPaths(app);
  startPins(app);
  startLook(app);
  buildShare(app);
  openView(app, "graph");
  setPlaces(app.canvas, app.state.everything);
  app.refresh();
  fit(app.canvas);
  byId("view").hidden = false;
  wireButtons(app);
  wireKeys(app);
  addEventListener("popstate", () => restoreState(app)); // an address that someone changes by hand comes this way too
  restoreState(app);
  byId("graph").firstChild?.setAttribute("role", "application");
  byId("graph").firstChild?.setAttribute("aria-label", "Drawing of the graph; the table lists the same entities");
  document.documentElement.dataset.ready = "true";
  globalThis.explorer = app; // for the browser's console
}

registerView({ id: "graph", label: "Graph", element: () => byId("graph"), show: drawGraph });

/** What is lifted out with the selection: nothing while one looks for another entity, or where all of it is around it. */
function nearOf(app) {
  const { selected, around } = app.state;
  if (!selected || app.picking || (selected.kind === "entity" && selected.number === around?.number)) return null;
  return kinds.get(selected.kind).near(app.data, selected.number);
}

/** Brings the drawing to what the filters leave; while a list is open it waits, as it takes longest of all. */
function drawGraph(app) {
  const { canvas, seen, state } = app;
  if (!seen || canvas.seen === seen) return;
  canvas.seen = seen;
  drawOnce(canvas, () => {
    if (canvas.everything !== state.everything) setPlaces(canvas, state.everything);
    showVisible(canvas, seen);
    highlight(canvas, state.selected, nearOf(app));
  });
  if (state.selected) reveal(canvas, state.selected);
}

registerState({
  key: "view", moves: true, write: (app) => (app.state.view === "graph" ? "" : app.state.view),
  read: (app, text) => { app.state.view = viewOf(text).id; },
});

registerState({
  key: "search", write: (app) => app.state.search,
  read: (app, text) => {
    app.state.search = text;
    app.search.value = text;
  },
});

registerKind({
  kind: "entity", render: entityPanel, near: entitySurroundings,
  write: (app, number) => [["entity", app.data.entities[number].id]],
  find: (app, params) => app.data.entities.findIndex((entity) => entity.id === params.get("entity")),
});

registerKind({
  kind: "document", render: documentPanel, near: documentSurroundings,
  write: (app, number) => [["document", app.data.documents[number].id]],
  find: (app, params) => app.data.documents.findIndex((item) => item.id === params.get("document")),
});

registerKind({
  kind: "line", render: linePanel, near: lineSurroundings,
  write: (app, number) => Object.entries(lineAddress(app.data, number)),
  find: (app, params) => (params.has("from") ? lineAt(app.data, params) : -1),
});

registerAction({ id: "centre", label: "Centre in the graph", where: "entity", run: (app, number) => app.centre(number) });

registerAction({
  id: "expand", label: (app, number) => `Show ${counted(missingNeighbours(app, number).length, "more neighbour")}`, where: "entity",
  shown: (app, number) => missingNeighbours(app, number).length > 0, run: (app, number) => app.expand(number),
});

function missingNeighbours(app, number) {
  return [...app.data.entities[number].neighbours].filter((other) => app.seen.listed.has(other) && !app.seen.entities.has(other));
}

function totals(data) {
  return [
    counted(data.entities.length, "entity", "entities"), counted(data.relationships.length, "relationship"),
    counted(data.statements.length, "statement"), counted(data.documents.length, "document"),
  ].join(" · ");
}

function actionsOf(app) {
  const { state } = app;
  return {
    /** After a change of the state: what is left, the drawing, the counts and the view that is open. */
    refresh() {
      app.seen = visible(app.data, state);
      app.counts = countsOf(app.data, app.periods, app.seen.reasons);
      app.showFilters();
      keepPath(app);
      viewOf(state.view).show?.(app);
      describe(app);
      showViewActions(app);
    },
    open(view, options) {
      openView(app, view, options);
      app.remember();
    },
    /** Shows an entity, a line, a document or another kind of thing in the panel; `null` closes it. */
    select(selected) {
      if (picked(app, selected)) return;
      if (selected && !state.selected) app.before = document.activeElement;
      state.selected = selected;
      bringIn(app, selected);
      highlight(app.canvas, selected, nearOf(app));
      if (selected) renderPanel(app, selected);
      else closePanel(app);
      if (selected && document.activeElement?.closest("#panel, #table, .documents, .search, body > .skip")) byId("panel").focus({ preventScroll: true });
      if (selected) reveal(app.canvas, selected);
      viewOf(state.view).selected?.(app);
      app.closing = !selected; // closing the panel is no step to go back from
      app.remember();
      app.closing = false;
    },
    expand(number) {
      state.expanded.add(number);
      app.refresh();
      app.select({ kind: "entity", number });
    },
    centre(number) {
      app.open("graph");
      centreOn(app.canvas, number);
    },
    remember: () => rememberState(app),
  };
}

/** Whoever is selected is drawn, and so are the ends of a line and, while one sees the drawing, those of a statement. */
function bringIn(app, selected) {
  const missing = endsToDraw(app, selected).filter((number) => app.seen.listed.has(number) && !app.seen.entities.has(number));
  if (!missing.length) return;
  for (const number of missing) app.state.called.add(number);
  app.refresh();
}

function endsToDraw({ data, state }, selected) {
  if (selected?.kind === "entity") return [selected.number];
  if (selected?.kind === "line") return [data.lines[selected.number].from, data.lines[selected.number].to];
  return selected?.kind === "statement" && state.view === "graph" ? statementEnds(data, selected.number) : [];
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
  const left = seen.loose + seen.linked.size - seen.entities.size;
  byId("shown").textContent = `${seen.entities.size.toLocaleString("en-GB")} of ${counted(data.entities.length, "entity", "entities")} shown`
    + (left ? ` · ${left.toLocaleString("en-GB")} without a line left out` : "");
  const all = byId("show-all");
  all.hidden = data.entities.length <= data.start;
  all.textContent = state.everything ? `Show the ${data.start} most central` : "Show all";
  if (!data.entities.length) notice("There is nothing to show: no entity was found in the documents.");
  else if (!seen.entities.size && seen.loose) notice(looseWords(seen.loose), { button: showLoose(app) });
  else if (!seen.entities.size) notice("The filters leave nothing to show.");
  else notice("");
}

function looseWords(count) {
  return count === 1 ? "One entity is left, and it has no line here. " : `${count.toLocaleString("en-GB")} entities are left, and no line joins them. `;
}

function showLoose(app) {
  const show = () => {
    app.state.filters.other.delete("loose");
    applyFilters(app);
  };
  return make("button", { type: "button", class: "button", onclick: show }, "Show without a line too");
}

function notice(text, { wrong = false, button = null } = {}) {
  const place = byId("notice");
  place.replaceChildren(...[text, button].filter(Boolean));
  place.hidden = !text;
  place.classList.toggle("wrong", wrong);
}

function showAll(app) {
  const { state, canvas } = app;
  state.everything = !state.everything;
  state.expanded.clear();
  app.refresh();
  fit(canvas);
  app.remember();
}

function wireButtons(app) {
  const click = (id, action) => byId(id).addEventListener("click", action);
  click("show-all", () => showAll(app));
  for (const [id, factor] of [["zoom-in", 1.4], ["zoom-out", 1 / 1.4]]) {
    click(id, () => {
      zoom(app.canvas, factor);
      rememberLook(app);
    });
  }
  click("zoom-fit", () => {
    fit(app.canvas, { animated: true });
    app.remember();
  });
  click("theme", () => switchTheme(app));
  click("filters-toggle", () => toggleFilters());
  click("filters-close", () => toggleFilters(false));
  click("skip", () => {
    app.open("entities");
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

addEventListener("error", (event) => notice(`The page could not be drawn: ${event.message}`, { wrong: true }));
requestAnimationFrame(() => setTimeout(start));
