// The filters as one sees them: one group for each list of the data, with counts; all of them say what they are about here.

const LONG = 8; // choices of a long list that are there at first, and that come with each "Show more"
const SEARCHED = 12; // from this many choices on, a list can be searched

/**
 * A group is {key, title, units, choices(data) -> [{value, name, label, picture}], open}. What its switches switch off is in
 * the sets OFF, what they choose in the sets CHOSEN (filters.js); `name` is what stands in the address.
 */
const FACETS = [
  { key: "types", title: "Entities", units: ["entity", "entities"], open: true, choices: (data) => data.types.map((type, value) => (
    { value, name: type.name, label: type.label, picture: () => sign(type) })) },
  { key: "relations", title: "Relationships", units: ["relationship"], open: true, choices: (data) => data.relations.map((relation, value) => (
    { value, name: relation.name, label: relation.label, picture: () => lineSign(null, `relation-${value % RELATION_COLOURS}`) })) },
  { key: "statuses", title: "Status of a relationship", units: ["relationship"], open: true, choices: (data) => data.statuses.map((label, value) => (
    { value, name: label, label, picture: () => lineSign(dashesOf(data, value)) })) },
  { key: "other", title: "Also drawn", units: ["line"], open: true, choices: () => [
    { value: "said", name: "said", label: "spoke about", picture: () => lineSign([1, 4], "said") },
    { value: "loose", name: "loose", label: "without a line", picture: () => make("span") },
    { value: "regions", name: "regions", label: "communities", picture: () => make("span", { class: "region" }) }] },
  { key: "topics", title: "Topics", units: ["statement"], choices: (data) => data.topics.map((topic, value) => (
    { value, name: topic.name, label: topic.label })) },
  { key: "speakers", title: "Speakers", units: ["statement"], choices: (data) => [
    { value: -1, name: "-", label: "no entity named" },
    ...data.entities.filter((entity) => entity.said.length).map((entity) => (
      { value: entity.number, name: entity.id, label: entity.name || "(no name)", picture: () => sign(data.types[entity.type]) }))] },
  { key: "documents", title: "Documents", units: ["relationship or statement", "relationships and statements"], choices: (data) => data.documents.map((item, value) => (
    { value, name: item.id, label: titleOf(item) })) },
];

function dashesOf(data, status) {
  const line = data.lines.findIndex((item) => item.status === status);
  const known = { former: [2, 4], planned: [9, 5] };
  return line >= 0 ? data.network.edges[line].dashes || null : known[data.statuses[status]] || null;
}

/** The choices of a group, which stay the same. */
function choicesOf(app, facet) {
  app.choices ??= new Map();
  if (!app.choices.has(facet.key)) app.choices.set(facet.key, facet.choices(app.data));
  return app.choices.get(facet.key);
}

/** All of the filters; gives a function that brings them to the state of the page. */
function buildFilters(app) {
  const facets = byId("facets");
  const updates = [buildFacets(app, facets), buildRanges(app, facets), buildCommunities(app, facets), buildFiltered(app, byId("legend"))];
  return () => updates.forEach((update) => update());
}

/** After a change of a filter. */
function applyFilters(app) {
  app.refresh();
  follow(app.canvas);
  app.remember();
}

/** On a phone the filters are a sheet over the page. */
function toggleFilters(open = !byId("legend").classList.contains("open")) {
  const legend = byId("legend");
  const inside = legend.contains(document.activeElement);
  legend.classList.toggle("open", open);
  byId("filters-toggle").setAttribute("aria-expanded", String(open));
  if (open) byId("filters-close").focus();
  else if (inside) byId("filters-toggle").focus();
}

/** Builds the groups; gives a function that brings their counts and switches to the state of the page. */
function buildFacets(app, root) {
  const all = app.allCounts;
  const groups = FACETS.map((facet) => {
    const choices = choicesOf(app, facet).map((choice) => ({ ...choice, all: totalOf(facet, choice, all) }));
    const chosen = CHOSEN.includes(facet.key);
    const kept = chosen ? choices.filter((choice) => choice.all > 0).sort((a, b) => b.all - a.all) : choices;
    return createGroup(app, { ...facet, chosen, choices: kept });
  }).filter(Boolean);
  root.append(...groups.map((group) => group.box));
  return () => groups.forEach(updateGroup);
}

function totalOf({ key }, { value }, counts) {
  return key === "other" ? null : counts[key][key === "speakers" ? value + 1 : value];
}

function createGroup(app, facet) {
  if (!facet.choices.length) return null;
  const note = make("span", { class: "note" });
  const list = make("fieldset", {}, make("legend", { class: "unseen" }, facet.title));
  const box = make("details", { class: `facet ${facet.chosen ? "long" : ""}` }, make("summary", {}, make("span", { class: "title" }, facet.title), note), list);
  box.open = Boolean(facet.open);
  const group = { app, facet, box, note, list, rows: [], shown: LONG, words: "" };
  if (facet.chosen && facet.choices.length >= SEARCHED) list.append(searchOf(group));
  group.more = make("button", { type: "button", class: "button more", onclick: () => {
    group.shown += LONG * 3;
    fillGroup(group);
  } });
  group.none = make("p", { class: "small", role: "status" });
  list.append(group.more);
  if (facet.chosen) list.append(group.none);
  fillGroup(group);
  box.addEventListener("toggle", () => updateGroup(group));
  return group;
}

function searchOf(group) {
  const input = make("input", { type: "search", class: "find", "aria-label": `Search ${group.facet.title.toLowerCase()}`, placeholder: `Search ${group.facet.choices.length.toLocaleString("en-GB")}`, autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => {
    group.words = input.value;
    group.shown = LONG;
    fillGroup(group);
  });
  return input;
}

/** The choices that are there now: those that the words leave, and what is chosen in any case. */
function fillGroup(group) {
  const { facet, app } = group;
  const parts = plain(group.words).split(/\s+/).filter(Boolean);
  const found = parts.length ? facet.choices.filter((choice) => parts.every((part) => plain(choice.label.slice(0, 500)).includes(part))) : facet.choices;
  const limit = facet.chosen ? group.shown : found.length;
  const set = app.state.filters[facet.key];
  const there = found.filter((choice, place) => place < limit || set.has(choice.value));
  group.rows.forEach(({ row }) => row.remove());
  group.rows = there.map((choice) => createRow(group, choice));
  group.more.before(...group.rows.map(({ row }) => row));
  group.none.textContent = found.length ? "" : "None is called like this.";
  group.more.hidden = there.length >= found.length;
  group.more.textContent = `Show ${Math.min(LONG * 3, found.length - there.length)} more of ${(found.length - there.length).toLocaleString("en-GB")}`;
  updateGroup(group);
}

function createRow(group, choice) {
  const { app, facet } = group;
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => {
    const set = app.state.filters[facet.key];
    if (box.checked === facet.chosen) set.add(choice.value);
    else set.delete(choice.value);
    applyFilters(app);
  });
  const count = make("span", { class: "count" });
  const label = words("span", clipped(choice.label, 90), { class: "label", title: choice.label.length > 30 ? clipped(choice.label, 300) : null });
  return { choice, box, count, row: make("label", {}, box, choice.picture ? choice.picture() : null, label, count) };
}

function updateGroup(group) {
  const { app, facet } = group;
  const set = app.state.filters[facet.key];
  group.note.textContent = facet.chosen ? (set.size ? `${set.size} of ${facet.choices.length.toLocaleString("en-GB")}` : facet.choices.length.toLocaleString("en-GB"))
    : (set.size && facet.key !== "other" ? `${facet.choices.length - set.size} of ${facet.choices.length}` : "");
  if (!group.box.open || !app.counts) return;
  if ([...set].some((value) => !group.rows.some(({ choice }) => choice.value === value)) && !group.filling) {
    group.filling = true; // what the address chose is not among the rows yet
    fillGroup(group);
    group.filling = false;
    return;
  }
  for (const { choice, box, count } of group.rows) {
    box.checked = set.has(choice.value) === facet.chosen;
    const [some, all, units = facet.units] = countOf(app, facet, choice);
    showCount(count, some, all, units);
  }
}

function countOf(app, facet, choice) {
  if (facet.key !== "other") return [totalOf(facet, choice, app.counts), choice.all];
  if (choice.value === "regions") return [app.data.network.communities.length, app.data.network.communities.length, ["community", "communities"]];
  if (choice.value === "loose") return [app.seen.loose, app.seen.loose, ["entity", "entities"]];
  const lines = app.data.lines.filter((line) => line.relation < 0);
  return [lines.filter((line) => line.items.some((item) => !app.seen.reasons.statements[item])).length, lines.length];
}

function showCount(element, some, all, units) {
  const [few, many] = [some, all].map(digits);
  element.textContent = few === many ? few : `${few}/${many}`;
  const [one, more = `${one}s`] = units;
  element.title = `${few} of ${many} ${all === 1 ? one : more}`;
  element.classList.toggle("none", some === 0);
}
