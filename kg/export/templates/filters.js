// What is shown: the entities brought in so far, less what the legend switches off.

function startState(data) {
  return {
    shown: new Set(data.entities.slice(0, data.start).map((entity) => entity.number)),
    hidden: { types: new Set(), relations: new Set(), statuses: new Set(), other: new Set() },
    everything: data.entities.length <= data.start,
    view: "graph", selected: null,
  };
}

/** The numbers of the entities and lines that the filters leave, and the entities with a line, as sets. */
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
  return { entities: other.has("loose") ? linked : entities, lines, linked };
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
  group("Relations", "relations", data.relations.map((relation, value) => ({
    value, label: relation.label, picture: lineSign(null), test: { line: (line) => line.relation === value },
  })));
  group("Status of a relation", "statuses", data.statuses.map((label, value) => ({
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
  box.checked = true;
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
  const { entity, line } = row.test;
  if (row.test.loose) {
    row.count.textContent = (seen.entities.size - seen.linked.size).toLocaleString("en-GB");
    return;
  }
  const items = line ? data.lines.filter(line) : data.entities.filter(entity);
  const set = line ? seen.lines : seen.entities;
  const here = items.filter((item) => set.has(item.number)).length;
  const [some, all] = [here, items.length].map((number) => number.toLocaleString("en-GB"));
  row.count.textContent = some === all ? some : `${some}/${all}`;
  row.count.setAttribute("aria-label", `${some} of ${all} shown`);
}

function clearFilters(root, state, changed) {
  for (const hidden of Object.values(state.hidden)) hidden.clear();
  for (const box of root.querySelectorAll("input")) box.checked = true;
  changed();
}
