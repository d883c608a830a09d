// What is shown: what the filters leave of the whole data, and how much of that the drawing holds.

const OFF = ["types", "relations", "statuses", "other"]; // sets of what is switched off
const CHOSEN = ["documents", "topics", "speakers"]; // sets of what is chosen; an empty one leaves everything
const scopes = [];

/** A scope is a function of (data, state, seen) that gives the only entities to be drawn, as a Set, or null. */
function registerScope(scope) {
  scopes.push(scope);
}

function startState(data) {
  const filters = { confidence: [0, 1], dates: ["", ""] };
  for (const key of [...OFF, ...CHOSEN]) filters[key] = new Set();
  const state = {
    view: "graph", selected: null, filters, pinned: new Set(), hidden: new Set(), path: null, around: null, search: "",
    statements: {}, document: {}, shown: new Set(), called: new Set(), everything: data.entities.length <= data.start,
  };
  state.atFirst = manyLoose(data, state) ? ["loose"] : [];
  state.atFirst.forEach((value) => filters.other.add(value));
  return state;
}

/** Many entities without a line would take the room of those that the drawing is about: they wait for a tick. */
function manyLoose(data, state) {
  const { entities, linked } = visible(data, state);
  const loose = entities.size - linked.size;
  return linked.size > 0 && loose >= 20 && loose * 4 >= entities.size;
}

/**
 * What the filters leave, as Sets of numbers. Of the whole data: `listed` (entities), `relationships`, `statements` and
 * `documents`. Of the drawing: `entities`, `lines` and, of those entities, the `linked` ones that have a line.
 */
function visible(data, state) {
  const pass = passing(data, state);
  const seen = { listed: numbersOf(pass.entities), relationships: numbersOf(pass.relationships), statements: numbersOf(pass.statements), documents: numbersOf(pass.documents) };
  const wanted = drawnOf(data, state, seen);
  Object.assign(seen, linesBetween(data, state, wanted, pass));
  seen.loose = wanted.size - seen.linked.size;
  const called = [...state.called, ...state.pinned].filter((number) => wanted.has(number));
  seen.entities = state.filters.other.has("loose") ? new Set([...seen.linked, ...called]) : wanted;
  return seen;
}

function numbersOf(flags) {
  const found = new Set();
  for (let number = 0; number < flags.length; number += 1) if (flags[number]) found.add(number);
  return found;
}

/** The most central of the entities that the filters leave, and those that were brought in. */
function drawnOf(data, state, seen) {
  const limits = scopes.map((scope) => scope(data, state, seen)).filter(Boolean);
  const allowed = limits.length ? [...seen.listed].filter((number) => limits.every((limit) => limit.has(number))) : [...seen.listed];
  if (state.everything || limits.length) return new Set(allowed);
  const drawn = new Set(allowed.slice(0, data.start));
  for (const number of [...state.shown, ...state.called, ...state.pinned]) if (seen.listed.has(number)) drawn.add(number);
  return drawn;
}

/** A line is drawn where both of its ends are and at least one of the things behind it is left. */
function linesBetween(data, state, wanted, pass) {
  const lines = new Set();
  const linked = new Set();
  const said = !state.filters.other.has("said");
  for (const line of data.lines) {
    if (!wanted.has(line.from) || !wanted.has(line.to)) continue;
    if (line.relation < 0 && !said) continue;
    const left = line.relation < 0 ? pass.statements : pass.relationships;
    if (!line.items.some((item) => left[item])) continue;
    lines.add(line.number);
    linked.add(line.from).add(line.to);
  }
  return { lines, linked };
}

function dateInRange(date, [from, to]) {
  if (!from && !to) return true;
  return date !== "" && (!from || date >= from) && (!to || date.slice(0, to.length) <= to);
}

/** Of each list of the data, which items pass all filters: a 1 or 0 for each number. */
function passing(data, { filters, hidden }) {
  const talk = talkOf(data, filters);
  const documents = documentsLeft(data, filters);
  const narrowed = filters.documents.size > 0 || filters.dates.some(Boolean);
  const entities = Uint8Array.from(data.entities, (entity) => Number(
    !filters.types.has(entity.type) && !hidden.has(entity.number) && (!talk || talk.entities.has(entity.number))
    && (!narrowed || entity.documents.some(([place]) => documents[place]))));
  const statements = Uint8Array.from(data.statements, (made, number) => Number(
    documents[made.document] && (!talk || talk.statements[number]) && (made.speaker < 0 || entities[made.speaker])));
  const [low, high] = filters.confidence;
  const relationships = Uint8Array.from(data.relationships, (claim) => Number(
    !filters.relations.has(claim.type) && !filters.statuses.has(claim.status) && claim.confidence >= low && claim.confidence <= high
    && entities[claim.from] && entities[claim.to] && claim.passages.some((passage) => documents[passage.document])));
  return { entities, relationships, statements, documents };
}

function documentsLeft(data, filters) {
  return Uint8Array.from(data.documents, (item, place) => Number(
    (!filters.documents.size || filters.documents.has(place)) && dateInRange(item.date, filters.dates)));
}

/**
 * With topics or speakers chosen: the statements on them and by them, and the entities that these come from or are about.
 * Relationships have no topic of their own; those between these entities stay.
 */
function talkOf(data, { topics, speakers }) {
  if (!topics.size && !speakers.size) return null;
  const entities = new Set();
  const statements = Uint8Array.from(data.statements, (made) => Number(
    (!speakers.size || speakers.has(made.speaker)) && (!topics.size || made.topics.some((topic) => topics.has(topic)))));
  data.statements.forEach((made, number) => {
    if (!statements[number]) return;
    if (made.speaker >= 0) entities.add(made.speaker);
    for (const entity of made.about) entities.add(entity);
  });
  return { entities, statements };
}
