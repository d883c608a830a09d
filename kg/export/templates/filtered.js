// What is filtered now, in words: each filter with a button that takes it away, and each in the address.

const MANY = 4; // from more than this many choices of one list on, one button stands for all
const chipMakers = [];

/** A maker is a function of app that gives [{text, remove()}] for what else is left out now. */
function registerChips(maker) {
  chipMakers.push(maker);
}

/** The foot of the filters; gives a function that brings it to the state of the page. */
function buildFiltered(app, root) {
  const list = make("ul", { class: "chips" });
  const reset = make("button", { type: "button", class: "button reset", onclick: () => resetFilters(app) }, "Reset filters");
  const foot = make("section", { class: "filtered", "aria-label": "What is filtered" }, list, reset);
  root.append(foot);
  return () => {
    const chips = chipsOf(app);
    list.replaceChildren(...chips.map((chip) => chipRow(app, chip, list, foot)));
    foot.hidden = !chips.length;
    byId("filters-count").textContent = chips.length ? String(chips.length) : "";
    byId("filters-toggle").setAttribute("aria-label", chips.length ? `Filters, ${chips.length} in use` : "Filters");
  };
}

function chipRow(app, { text, whole = text, remove }, list, foot) {
  const button = make("button", { type: "button", class: "removable", title: whole, "aria-label": `Remove the filter: ${text}`, onclick: () => {
    const place = [...list.children].indexOf(button.parentNode);
    remove();
    applyFilters(app);
    const next = list.children[Math.min(place, list.children.length - 1)]?.firstChild;
    (next ?? foot.parentNode.querySelector("summary"))?.focus();
  } }, words("span", text), drawn("M5 5l6 6M11 5l-6 6", ""));
  return make("li", {}, button);
}

function chipsOf(app) {
  return [...FACETS.flatMap((facet) => facetChips(app, facet)), ...RANGES.flatMap((range) => rangeChip(app, range)), ...chipMakers.flatMap((maker) => maker(app))];
}

function facetChips(app, facet) {
  if (facet.key === "other") return otherChips(app);
  const set = app.state.filters[facet.key];
  const before = CHOSEN.includes(facet.key) ? "only" : "without";
  if (set.size > MANY) return [{ text: `${before} ${set.size} of the ${facet.title.toLowerCase()}`, remove: () => set.clear() }];
  return choicesOf(app, facet).filter((choice) => set.has(choice.value)).map(({ value, label }) => (
    { text: `${before} ${clipped(label, 60)}`, whole: `${before} ${clipped(label, 300)}`, remove: () => set.delete(value) }));
}

/** What is left out at first needs no word; bringing it in does. */
function otherChips({ state: { filters: { other }, atFirst } }) {
  const names = new Map([["said", "lines of “spoke about”"], ["loose", "entities without a line"], ["regions", "communities as regions"]]);
  return [...names].filter(([value]) => other.has(value) !== atFirst.includes(value)).map(([value, name]) => (
    other.has(value) ? { text: `without ${name}`, remove: () => other.delete(value) } : { text: `with ${name}`, remove: () => other.add(value) }));
}

function rangeChip(app, range) {
  if (isWhole(app, range.key)) return [];
  const text = range.key === "dates" ? `dated ${rangeWords("dates", app.state.filters.dates)}` : `confidence ${rangeWords("confidence", app.state.filters.confidence)}`;
  return [{ text, remove: () => { app.state.filters[range.key] = [...range.whole]; } }];
}

function resetFilters(app) {
  const { filters, atFirst } = app.state;
  for (const key of [...OFF, ...CHOSEN]) filters[key].clear();
  atFirst.forEach((value) => filters.other.add(value));
  for (const range of RANGES) filters[range.key] = [...range.whole];
  for (const chip of chipMakers.flatMap((maker) => maker(app))) chip.remove();
  applyFilters(app);
}

/** In the address: `without-types=PERSON,PLACE`, `speakers=org/harbour-trust`. */
for (const facet of FACETS) registerState({
  key: OFF.includes(facet.key) ? `without-${facet.key}` : facet.key, moves: true,
  write: (app) => writeFacet(app, facet), read: (app, text) => readFacet(app, facet, text),
});

function writeFacet(app, facet) {
  const set = app.state.filters[facet.key];
  if (facet.key === "other" && app.state.atFirst.every((value) => set.has(value)) && set.size === app.state.atFirst.length) return "";
  if (facet.key === "other" && !set.size) return "nothing";
  return set.size ? joinNames(choicesOf(app, facet).filter((choice) => set.has(choice.value)).map((choice) => choice.name)) : "";
}

function readFacet(app, facet, text) {
  const set = app.state.filters[facet.key];
  const names = new Set(facet.key === "other" && !text ? app.state.atFirst : splitNames(text));
  set.clear();
  if (names.size) for (const { name, value } of choicesOf(app, facet)) if (names.has(name)) set.add(value);
}

for (const range of RANGES) registerState({
  key: range.key, moves: true, write: (app) => (isWhole(app, range.key) ? "" : app.state.filters[range.key].join("..")),
  read: (app, text) => {
    const ends = text.split("..");
    const values = ends.length === 2 ? ends : ["", ""];
    app.state.filters[range.key] = range.key === "dates" ? values.map((value) => dateOf({ date: value })) : sureRange(values);
  },
});

registerState({
  key: "all", moves: true, write: (app) => (app.state.everything && app.data.entities.length > app.data.start ? "1" : ""),
  read: (app, text) => { app.state.everything = text === "1" || app.data.entities.length <= app.data.start; },
});

for (const key of ["expanded", "called"]) registerState({
  key, write: (app) => joinNames([...app.state[key]].sort((a, b) => a - b).map((number) => app.data.entities[number].id)),
  read: (app, text) => {
    const ids = new Set(splitNames(text));
    app.state[key] = new Set(ids.size ? app.data.entities.filter((entity) => ids.has(entity.id)).map((entity) => entity.number) : []);
  },
});
