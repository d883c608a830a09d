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
    statements: {}, document: {}, expanded: new Set(), called: new Set(), everything: data.entities.length <= data.start,
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
  const reasons = reasonsOf(data, state);
  const seen = {
    reasons, listed: leftOf(reasons.entities), relationships: leftOf(reasons.relationships),
    statements: leftOf(reasons.statements), documents: leftOf(reasons.documents),
  };
  if (state.filters.topics.size || state.filters.speakers.size) keepSpeaking(data, seen);
  const wanted = drawnOf(data, state, seen);
  Object.assign(seen, linesBetween(data, state, wanted, reasons));
  seen.loose = wanted.size - seen.linked.size;
  const called = [...state.called, ...state.pinned].filter((number) => wanted.has(number));
  seen.entities = state.filters.other.has("loose") ? new Set([...seen.linked, ...called]) : wanted;
  return seen;
}

function leftOf(reasons) {
  const found = new Set();
  for (let number = 0; number < reasons.length; number += 1) if (!reasons[number]) found.add(number);
  return found;
}

/** With topics or speakers chosen, the documents in which none of their statements stands are out too. */
function keepSpeaking(data, seen) {
  const speaking = new Set([...seen.statements].map((number) => data.statements[number].document));
  for (const place of seen.documents) if (!speaking.has(place)) seen.documents.delete(place);
}

/** The most central of the entities that the filters leave, and those that were brought in. */
function drawnOf(data, state, seen) {
  const limits = scopes.map((scope) => scope(data, state, seen)).filter(Boolean);
  const allowed = limits.length ? [...seen.listed].filter((number) => limits.every((limit) => limit.has(number))) : [...seen.listed];
  if (state.everything || limits.length) return new Set(allowed);
  const drawn = new Set(allowed.slice(0, data.start));
  const neighbours = [...state.expanded].flatMap((number) => [...data.entities[number].neighbours]);
  for (const number of [...neighbours, ...state.called, ...state.pinned]) if (seen.listed.has(number)) drawn.add(number);
  return drawn;
}

/** A line is drawn where both of its ends are and at least one of the things behind it is left. */
function linesBetween(data, state, wanted, reasons) {
  const lines = new Set();
  const linked = new Set();
  const said = !state.filters.other.has("said");
  for (const line of data.lines) {
    if (!wanted.has(line.from) || !wanted.has(line.to)) continue;
    if (line.relation < 0 && !said) continue;
    const out = line.relation < 0 ? reasons.statements : reasons.relationships;
    if (line.items.every((item) => out[item])) continue;
    lines.add(line.number);
    linked.add(line.from).add(line.to);
  }
  return { lines, linked };
}
