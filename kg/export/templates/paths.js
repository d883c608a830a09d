// The shortest paths between two entities, over what the filters leave: found, chosen, listed with their passages.

const PATHS = 30; // the most that are told apart
let pathApp = null; // a path depends on the filters, other things that are selected only on the data

function startPaths(app) {
  pathApp = app;
}

/** For each entity its neighbours and the lines to them that the filters leave, as a Map of Maps. */
function linksLeft(data, seen, said) {
  const links = new Map();
  const join = (from, to, line) => {
    if (!links.has(from)) links.set(from, new Map());
    if (!links.get(from).has(to)) links.get(from).set(to, []);
    links.get(from).get(to).push(line);
  };
  for (const line of data.lines) {
    const left = line.relation < 0 ? seen.statements : seen.relationships;
    if (line.from === line.to || (line.relation < 0 && !said) || !line.items.some((item) => left.has(item))) continue;
    if (!seen.listed.has(line.from) || !seen.listed.has(line.to)) continue;
    join(line.from, line.to, line.number);
    join(line.to, line.from, line.number);
  }
  return links;
}

/** The steps from `from` to each entity, up to those of `to`. */
function stepsFrom(links, from, to) {
  const steps = new Map([[from, 0]]);
  let edge = [from];
  while (edge.length && !steps.has(to)) {
    const next = [];
    for (const one of edge) {
      for (const other of links.get(one)?.keys() ?? []) {
        if (steps.has(other)) continue;
        steps.set(other, steps.get(one) + 1);
        next.push(other);
      }
    }
    edge = next;
  }
  return steps;
}

/**
 * The shortest paths, each a list of entities, the surest first: a path is as sure as the product of its steps, a step as
 * its surest relationship. A step of talk alone counts as nothing known, so that a path of relationships comes before it.
 */
function shortestPaths(data, seen, said, from, to) {
  const links = linksLeft(data, seen, said);
  const steps = stepsFrom(links, from, to);
  if (from === to || !steps.has(to)) return [];
  const sure = (lines) => Math.max(0.01, ...lines.flatMap((line) => confidencesOf(data, seen, line)));
  const best = new Map([[from, [{ sureness: 1, entities: [from] }]]]);
  const pathsTo = (entity) => {
    if (best.has(entity)) return best.get(entity);
    const found = [];
    for (const [before, lines] of links.get(entity)) {
      if (steps.get(before) !== steps.get(entity) - 1) continue;
      for (const path of pathsTo(before)) found.push({ sureness: path.sureness * sure(lines), entities: [...path.entities, entity] });
    }
    found.sort((a, b) => b.sureness - a.sureness || compareLists(a.entities, b.entities));
    best.set(entity, found.slice(0, PATHS));
    return best.get(entity);
  };
  return pathsTo(to).map(({ entities }) => ({ entities, lines: stepLines(links, entities) }));
}

function confidencesOf(data, seen, number) {
  const line = data.lines[number];
  if (line.relation < 0) return [];
  return line.items.filter((item) => seen.relationships.has(item)).map((item) => data.relationships[item].confidence);
}

function compareLists(a, b) {
  const place = a.findIndex((value, at) => value !== b[at]);
  return place < 0 ? 0 : a[place] - b[place];
}

function stepLines(links, entities) {
  return entities.slice(1).map((entity, place) => links.get(entities[place]).get(entity));
}

/** The paths between the ends that the state names, found again only when the filters or the ends change. */
function pathsNow(app) {
  const { data, seen, state } = app;
  const kept = app.paths;
  if (kept?.seen === seen && kept.ends === state.path) return kept.found;
  const said = !state.filters.other.has("said");
  app.paths = { seen, ends: state.path, found: state.path ? shortestPaths(data, seen, said, ...state.path) : [] };
  return app.paths.found;
}

function openPath(app, from, to, number = 0) {
  app.select({ kind: "path", number: bringPath(app, [from, to], number) });
  framePath(app);
}

/** Shows the path as large as the free part of the screen allows. */
function framePath(app) {
  if (app.state.selected?.kind !== "path") return;
  const ids = [...pathNear(app, app.state.selected.number).entities].filter((entity) => app.canvas.nodes.get(entity));
  if (ids.length) fit(app.canvas, { animated: true, ids });
}

/** Makes a path the one of the state and draws all of it; gives its number, or 0 where there are fewer. */
function bringPath(app, ends, number) {
  app.state.path = ends;
  const found = pathsNow(app);
  const kept = found[number] ? number : 0;
  const missing = (found[kept]?.entities ?? ends).filter((entity) => !app.seen.entities.has(entity));
  if (missing.length) {
    for (const entity of missing) app.state.called.add(entity);
    app.refresh();
  }
  return kept;
}

/** What is lifted out of the drawing: the path, with all lines that join its steps. */
function pathNear(app, number) {
  const path = pathsNow(app)[number];
  return { entities: new Set(path?.entities ?? app.state.path), lines: new Set(path?.lines.flat() ?? []) };
}

function pathPanel(app, number) {
  const [from, to] = app.state.path;
  const found = pathsNow(app);
  const path = found[number];
  const title = path ? `Shortest path · ${counted(path.lines.length, "step")}` : "Path";
  return [
    topLine(app, make("span", {}, title)),
    make("h2", { class: "path-ends" }, entityButton(app, from), make("span", { class: "quiet" }, " to "), entityButton(app, to)),
    path ? pathTurns(app, number, found.length) : noPath(app),
    actionRow(app, "path", number),
    path ? make("ol", { class: "steps" }, ...path.lines.map((lines, place) => pathStep(app, path.entities, lines, place))) : null,
  ].filter(Boolean);
}

function noPath(app) {
  const filtered = chipsOf(app).length > 0;
  return make("p", { class: "hint", role: "status" }, filtered ? "No path joins these two over what the filters leave." : "Nothing joins these two in this graph.");
}

/** "2 of 5", with buttons to the one before and the one after. */
function pathTurns(app, number, count) {
  const more = count === PATHS ? " or more" : "";
  if (count < 2) return make("p", { class: "about" }, "There is no other path as short as this one.");
  const turn = (step) => () => {
    openPath(app, ...app.state.path, (number + step + count) % count);
    document.getElementById(step < 0 ? "path-before" : "path-after")?.focus();
  };
  return make(
    "div", { class: "turns" },
    make("span", { role: "status" }, `Path ${number + 1} of ${count}${more}, the surest first`),
    make("button", { type: "button", class: "button", id: "path-before", onclick: turn(-1) }, "Previous"),
    make("button", { type: "button", class: "button", id: "path-after", onclick: turn(1) }, "Next"),
  );
}

/** One step: whom it leads from and to, and all that the documents say of the two. */
function pathStep(app, entities, lines, place) {
  const { data, seen } = app;
  const items = lines.map((number) => data.lines[number]);
  const claims = items.filter((line) => line.relation >= 0).flatMap((line) => line.items).filter((item) => seen.relationships.has(item));
  const said = items.filter((line) => line.relation < 0).flatMap((line) => line.items).filter((item) => seen.statements.has(item));
  const written = claims.map((item) => data.relationships[item]).sort((a, b) => b.confidence - a.confidence).map((claim) => claimEntry(
    app, claim, entityButton(app, claim.from), make("span", { class: "about" }, data.relations[claim.type].label), entityButton(app, claim.to)));
  const head = make("h3", {}, clipped(data.entities[entities[place]].name, 60), " – ", clipped(data.entities[entities[place + 1]].name, 60));
  return make("li", {}, head, ...written, said.length ? statementList(app, said, true) : null);
}

/** Asks for the other end of a path: the next entity that one chooses, by search or in the drawing, is it. */
function startPick(app, number) {
  const input = app.search;
  app.picking = { from: number, search: input.value, placeholder: input.placeholder };
  input.value = "";
  input.placeholder = `Path from ${clipped(app.data.entities[number].name, 40)} to …`;
  app.open("graph");
  app.select({ kind: "entity", number });
  fit(app.canvas, { animated: true }); // the other end may be anywhere
  input.focus();
}

function endPick(app) {
  const { search, placeholder } = app.picking;
  app.picking = null;
  Object.assign(app.search, { value: search, placeholder });
  app.state.search = search;
}

/** Whether the choice was the other end of a path (or the end of asking for one), so that nothing is left to do. */
function picked(app, selected) {
  if (!app.picking || (selected?.kind === "entity" && selected.number === app.picking.from)) return false;
  const { from } = app.picking;
  endPick(app);
  if (selected?.kind === "entity") openPath(app, from, selected.number);
  else if (!selected) app.select({ kind: "entity", number: from });
  return !selected || selected.kind === "entity";
}

function pickHint(app, number) {
  if (app.picking?.from !== number) return null;
  const stop = make("button", { type: "button", class: "button", onclick: () => app.select(null) }, "Cancel");
  return make("p", { class: "hint picking", role: "status" }, "Choose the other end of the path: search for it above, or click it in the drawing. ", stop);
}

/** After the filters have changed: the path that is shown may be another one, or none. */
function keepPath(app) {
  const { selected } = app.state;
  if (selected?.kind !== "path" || app.paths?.seen === app.seen) return;
  selected.number = Math.min(selected.number, Math.max(pathsNow(app).length - 1, 0));
  renderPanel(app, selected);
  highlight(app.canvas, selected, nearOf(app));
}

registerAction({
  id: "path", label: "Path to …", where: "entity", shown: (app, number) => app.picking?.from !== number,
  run: (app, number) => startPick(app, number),
});

registerAction({
  id: "path-turn", label: "From the other end", where: "path", shown: (app) => pathsNow(app).length > 0,
  run: (app, number) => openPath(app, ...[...app.state.path].reverse(), number),
});

registerKind({
  kind: "path", render: pathPanel, near: (data, number) => pathNear(pathApp, number),
  write: (app, number) => [
    ["path", joinNames(app.state.path.map((end) => app.data.entities[end].id))], ...(number ? [["way", String(number + 1)]] : []),
  ],
  find(app, params) {
    const ends = splitNames(params.get("path")).map((id) => app.data.entities.findIndex((entity) => entity.id === id));
    if (ends.length !== 2 || ends.includes(-1)) return -1;
    requestAnimationFrame(() => framePath(app)); // when the panel is there, which takes room
    return bringPath(app, ends, Number(params.get("way") ?? 1) - 1);
  },
});
