// What is shown: the entities brought in so far, less what the legend switches off.

function startState(data) {
  const hidden = { types: new Set(), relations: new Set(), statuses: new Set(), other: new Set() };
  const state = {
    shown: new Set(data.entities.slice(0, data.start).map((entity) => entity.number)), called: new Set(), hidden,
    everything: data.entities.length <= data.start, view: "graph", selected: null,
  };
  state.atFirst = manyLoose(data, state) ? ["loose"] : [];
  state.atFirst.forEach((value) => hidden.other.add(value));
  return state;
}

/** Many entities without a line would take the room of those that the drawing is about: they wait for a tick. */
function manyLoose(data, state) {
  const { entities, linked } = visible(data, state);
  const loose = entities.size - linked.size;
  return linked.size > 0 && loose >= 20 && loose * 4 >= entities.size;
}

/**
 * What the filters leave, as sets of numbers: the entities and lines of the drawing, the entities with a line, and all
 * entities, which the table lists. Whoever was called by name is drawn without a line too.
 */
function visible(data, state) {
  const { types, relations, statuses, other } = state.hidden;
  const entities = new Set([...state.shown].filter((number) => !types.has(data.entities[number].type)));
  const lines = new Set();
  const linked = new Set();
  for (const line of data.lines) {
    if (!entities.has(line.from) || !entities.has(line.to)) continue;
    if (line.relation < 0 ? other.has("said") : relations.has(line.relation) || statuses.has(line.status)) continue;
    lines.add(line.number);
    linked.add(line.from).add(line.to);
  }
  const called = [...state.called].filter((number) => entities.has(number));
  return { entities: other.has("loose") ? new Set([...linked, ...called]) : entities, lines, linked, listed: entities };
}

/** The legend: one group of switches for each list; `changed` is called after every switch. */
function buildLegend(root, data, state, changed) {
  const rows = [];
  const group = (title, key, items) => {
    const set = make("fieldset", {}, make("legend", {}, title));
    for (const item of items) set.append(switchRow(item, state.hidden[key], rows, changed));
    root.append(set);
  };
  group("Entities", "types", data.types.map((type, value) => ({
    value, label: type.label, picture: sign(type), test: { entity: (entity) => entity.type === value },
  })));
  group("Relationships", "relations", data.relations.map((relation, value) => ({
    value, label: relation.label, picture: lineSign(null, `relation-${value % RELATION_COLOURS}`), test: { line: (line) => line.relation === value },
  })));
  group("Status of a relationship", "statuses", data.statuses.map((label, value) => ({
    value, label, picture: lineSign(dashesOf(data, value)), test: { line: (line) => line.status === value },
  })));
  group("Also drawn", "other", [
    { value: "said", label: "spoke about", picture: lineSign([1, 4], "said"), test: { line: (line) => line.relation < 0 } },
    { value: "loose", label: "without a line", picture: make("span"), test: { loose: true } },
  ]);
  const reset = make("button", { type: "button", class: "button reset", onclick: () => clearFilters(root, state, changed) });
  reset.append("Reset filters");
  root.append(reset);
  return (seen) => rows.forEach((row) => countRow(row, data, seen));
}

function dashesOf(data, status) {
  const line = data.lines.findIndex((item) => item.status === status);
  const known = { former: [2, 4], planned: [9, 5] };
  return line >= 0 ? data.network.edges[line].dashes || null : known[data.statuses[status]] || null;
}

function switchRow(item, hidden, rows, changed) {
  const box = make("input", { type: "checkbox" });
  box.checked = !hidden.has(item.value);
  box.dataset.value = item.value;
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(item.value);
    else hidden.add(item.value);
    changed();
  });
  const count = make("span", { class: "count" });
  rows.push({ ...item, count });
  return make("label", {}, box, item.picture, make("span", { class: "label" }, item.label), count);
}

function countRow(row, data, seen) {
  const [some, all] = countsOf(row.test, data, seen).map((number) => number.toLocaleString("en-GB"));
  row.count.textContent = some === all ? some : `${some}/${all}`;
  row.count.setAttribute("aria-label", `${some} of ${all} shown`);
}

/** How many are shown, of how many: entities, or the relationships and statements behind lines. */
function countsOf({ entity, line, loose }, data, seen) {
  if (loose) {
    const all = seen.listed.size - seen.linked.size;
    return [all - (seen.listed.size - seen.entities.size), all];
  }
  const items = line ? data.lines.filter(line) : data.entities.filter(entity);
  const behind = (found) => (line ? new Set(found.flatMap((item) => item.items)).size : found.length);
  const set = line ? seen.lines : seen.entities;
  return [behind(items.filter((item) => set.has(item.number))), behind(items)];
}

function clearFilters(root, state, changed) {
  for (const hidden of Object.values(state.hidden)) hidden.clear();
  state.atFirst.forEach((value) => state.hidden.other.add(value));
  for (const box of root.querySelectorAll("input")) box.checked = !state.atFirst.includes(box.dataset.value);
  changed();
}
