// Why each thing is filtered out, as bits, and from these what each filter would leave by itself.

const WHY = { types: 1, relations: 2, statuses: 4, confidence: 8, documents: 16, dates: 32, topics: 64, speakers: 128, hidden: 256 };
const SURE_STEPS = 20; // bars of the confidences: one for each 0.05

/** The date of a document to the precision that it has; "" where it has none. */
function dateOf(item) {
  return /^\d{4}(-\d\d){0,2}$/.test(item.date) ? item.date : "";
}

/** Whether a date lies in a range; "2024" and "2024-05" lie in a range that holds one of their days. */
function dateInRange(date, [from, to]) {
  if (!from && !to) return true;
  return date !== "" && date >= from.slice(0, date.length) && (!to || date <= to.slice(0, date.length));
}

/** For each entity, relationship, statement and document the filters that keep it out; 0 is left. */
function reasonsOf(data, state) {
  const documents = Uint16Array.from(data.documents, (item, place) => (
    (state.filters.documents.size && !state.filters.documents.has(place) ? WHY.documents : 0)
    | (dateInRange(dateOf(item), state.filters.dates) ? 0 : WHY.dates)));
  const statements = Uint16Array.from(data.statements, (made) => talkReason(made, state.filters) | documents[made.document]);
  const entities = entityReasons(data, state, documents, statements);
  data.statements.forEach((made, number) => {
    if (made.speaker >= 0) statements[number] |= entities[made.speaker] & (WHY.types | WHY.hidden);
  });
  return { entities, statements, documents, relationships: relationshipReasons(data, state.filters, documents, entities) };
}

function talkReason(made, { topics, speakers }) {
  return (speakers.size && !speakers.has(made.speaker) ? WHY.speakers : 0)
    | (topics.size && !made.topics.some((topic) => topics.has(topic)) ? WHY.topics : 0);
}

/** Where things stand that have more than one place: out only if all of their documents are. */
function placesReason(places, documents, place = (item) => item) {
  let common = WHY.documents | WHY.dates;
  let least = common;
  for (const item of places) {
    const reason = documents[place(item)];
    if (!reason) return 0;
    common &= reason;
    least = Math.min(least, reason);
  }
  return common || least;
}

/**
 * Topics and speakers are those of statements. With some chosen, the entities that these statements come from or are about
 * are left, and the relationships between these.
 */
function entityReasons(data, { filters, hidden }, documents, statements) {
  const narrowed = filters.documents.size > 0 || filters.dates.some(Boolean);
  const talk = WHY.topics | WHY.speakers;
  const reasons = new Uint16Array(data.entities.length).fill(filters.topics.size || filters.speakers.size ? talk : 0);
  if (filters.topics.size || filters.speakers.size) data.statements.forEach((made, number) => {
    if (statements[number] & talk) return;
    if (made.speaker >= 0) reasons[made.speaker] = 0;
    for (const entity of made.about) reasons[entity] = 0;
  });
  for (const entity of data.entities) {
    if (filters.types.has(entity.type)) reasons[entity.number] |= WHY.types;
    if (hidden.has(entity.number)) reasons[entity.number] |= WHY.hidden;
    if (narrowed) reasons[entity.number] |= placesReason(entity.documents, documents, ([place]) => place);
  }
  return reasons;
}

function relationshipReasons(data, { relations, statuses, confidence: [low, high] }, documents, entities) {
  return Uint16Array.from(data.relationships, (claim) => (
    (relations.has(claim.type) ? WHY.relations : 0) | (statuses.has(claim.status) ? WHY.statuses : 0)
    | (claim.confidence < low || claim.confidence > high ? WHY.confidence : 0)
    | (entities[claim.from] | entities[claim.to]) & (WHY.types | WHY.hidden | WHY.topics | WHY.speakers)
    | placesReason(claim.passages, documents, (passage) => passage.document)));
}

/** How many things each choice of each filter leaves when all the other filters are as they are; without `reasons`, of how many. */
function countsOf(data, periods, reasons = null) {
  const counts = {
    types: new Uint32Array(data.types.length), relations: new Uint32Array(data.relations.length),
    statuses: new Uint32Array(data.statuses.length), documents: new Uint32Array(data.documents.length),
    topics: new Uint32Array(data.topics.length), speakers: new Uint32Array(data.entities.length + 1), // the first: nobody named
    confidence: new Uint32Array(SURE_STEPS), dates: new Uint32Array(periods.count),
  };
  const passes = (list, number, key) => !reasons || !(reasons[list][number] & ~WHY[key]);
  data.entities.forEach(({ type }, number) => { if (passes("entities", number, "types")) counts.types[type] += 1; });
  data.relationships.forEach((claim, number) => countRelationship(claim, counts, (key) => passes("relationships", number, key)));
  data.statements.forEach((made, number) => countStatement(made, counts, (key) => passes("statements", number, key)));
  countPlaces(data, counts, periods, reasons, passes);
  return counts;
}

function countRelationship(claim, counts, passes) {
  if (passes("relations")) counts.relations[claim.type] += 1;
  if (passes("statuses")) counts.statuses[claim.status] += 1;
  if (passes("confidence")) counts.confidence[sureStep(claim.confidence)] += 1;
}

function countStatement(made, counts, passes) {
  if (passes("speakers")) counts.speakers[made.speaker + 1] += 1;
  if (passes("topics")) for (const topic of made.topics) counts.topics[topic] += 1;
}

/** Relationships and statements by document and by period; one with several passages counts once in each. */
function countPlaces(data, counts, periods, reasons, passes) {
  const count = (list, number, places) => {
    const inDocuments = passes(list, number, "documents");
    const inDates = passes(list, number, "dates");
    if (!inDocuments && !inDates) return;
    for (const place of places) {
      const reason = reasons ? reasons.documents[place] : 0;
      if (inDocuments && !(reason & WHY.dates)) counts.documents[place] += 1;
    }
    if (inDates) for (const period of new Set(places.filter((place) => !reasons || !(reasons.documents[place] & WHY.documents)).map((place) => periods.of[place]))) {
      if (period >= 0) counts.dates[period] += 1;
    }
  };
  data.relationships.forEach((claim, number) => count("relationships", number, [...new Set(claim.passages.map((passage) => passage.document))]));
  data.statements.forEach((made, number) => count("statements", number, [made.document]));
}

function sureStep(confidence) {
  return Math.max(0, Math.min(SURE_STEPS - 1, Math.floor(confidence * SURE_STEPS + 1e-9)));
}

/** The bars of the dates: years, or months where all dates lie within two years; `of` says in which each document is. */
function periodsOf(data) {
  const dates = data.documents.map(dateOf);
  const known = dates.filter(Boolean).sort();
  if (!known.length) return { count: 0, of: dates.map(() => -1), name: () => "" };
  const [first, last] = [known[0], known[known.length - 1]];
  const monthly = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) < 2 && known.every((date) => date.length > 4);
  const step = monthly
    ? (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
    : (date) => Number(date.slice(0, 4));
  const wide = Math.max(1, Math.ceil((step(last) - step(first) + 1) / 30)); // thirty bars at most
  const of = dates.map((date) => (date ? Math.floor((step(date) - step(first)) / wide) : -1));
  return { count: Math.max(...of) + 1, of, monthly, wide, start: step(first), name: (period) => periodEnds({ monthly, wide, start: step(first) }, period) };
}

/** The first and the last day of a bar. */
function periodEnds({ monthly, wide, start }, period) {
  const [low, high] = [start + period * wide, start + (period + 1) * wide - 1];
  const two = (number) => String(number).padStart(2, "0");
  const four = (number) => String(number).padStart(4, "0");
  if (!monthly) return [`${four(low)}-01-01`, `${four(high)}-12-31`];
  const days = new Date(Date.UTC(2000, 0, 1));
  days.setUTCFullYear(Math.floor(high / 12), (high % 12) + 1, 0);
  return [`${four(Math.floor(low / 12))}-${two((low % 12) + 1)}-01`, `${four(Math.floor(high / 12))}-${two((high % 12) + 1)}-${two(days.getUTCDate())}`];
}
