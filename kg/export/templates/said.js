// Who said what, as a list of numbers that is searched, narrowed and sorted. Nothing here touches the page.

const NOBODY = -1; // in the place of a speaker whom the documents do not name, and of a topic where a statement has none
const FAR = 70; // characters into a statement, where a row may have cut it
const saidCaches = new WeakMap();

const SAID_COLUMNS = [
  { id: "speaker", label: "Speaker", narrow: true, width: "minmax(130px, 1.3fr)", value: (data, made) => speakerName(data, made) },
  { id: "words", label: "Statement", narrow: true, width: "minmax(220px, 3.6fr)", value: (data, made, number) => plainWords(data)[number], plain: true },
  { id: "kind", label: "Kind", width: "62px", value: (data, made) => made.kind },
  { id: "about", label: "About", narrow: true, width: "minmax(100px, 1.2fr)", value: (data, made) => made.about.map((entity) => data.entities[entity].name).join(", ") },
  { id: "topics", label: "Topic", width: "minmax(90px, 0.9fr)", value: (data, made) => made.topics.map((topic) => topicLabel(data, topic)).join(", ") },
  { id: "document", label: "Document", width: "minmax(110px, 1.2fr)", value: (data, made) => titleOf(data.documents[made.document]) },
  { id: "date", label: "Date", narrow: true, width: "78px", value: (data, made) => data.documents[made.document].date },
];

/** The columns that hold anything: without a date in any document there is no column for it. */
function saidColumns(data) {
  const rare = ["about", "topics", "date"];
  return SAID_COLUMNS.filter(({ id, value }) => !rare.includes(id) || data.statements.some((made, number) => value(data, made, number)));
}

/** What is worked out once for the statements of a page: 50,000 of them are searched with each letter typed. */
function saidCache(data) {
  if (!saidCaches.has(data)) saidCaches.set(data, { plain: [], orders: new Map() });
  return saidCaches.get(data);
}

/** The speaker's name or, where no entity spoke, the document's words for the source. */
function speakerName(data, made) {
  return made.speaker >= 0 ? data.entities[made.speaker].name : made.source;
}

function topicLabel(data, topic) {
  return topic === NOBODY ? "No topic" : data.topics[topic].label;
}

function plainWords(data) {
  const { plain: found } = saidCache(data);
  while (found.length < data.statements.length) found.push(quickPlain(contentOf(data, data.statements[found.length])));
  return found;
}

/** Works the words out a piece at a time before anyone types, so that the first letter is as quick as the others. */
function warmWords(data) {
  const { plain: found } = saidCache(data);
  const end = Math.min(found.length + 2000, data.statements.length);
  while (found.length < end) found.push(quickPlain(contentOf(data, data.statements[found.length])));
  if (end < data.statements.length) setTimeout(() => warmWords(data), 20);
}

function quickPlain(text) {
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : plain(text);
}

/** What one looks for: words, and words in quotation marks that must stand together. */
function soughtParts(query) {
  return [...quickPlain(query).matchAll(/["“”]([^"“”]+)["“”]?|([^\s"“”]+)/g)].map(([, phrase, word]) => (phrase ?? word).trim()).filter(Boolean);
}

/** All statements by a column, those without a value apart: they come last, whichever way one sorts. */
function saidOrder(data, column) {
  const { orders } = saidCache(data);
  if (!orders.has(column)) orders.set(column, sortedStatements(data, SAID_COLUMNS.find(({ id }) => id === column)));
  return orders.get(column);
}

function sortedStatements(data, { value, plain: isPlain }) {
  const values = data.statements.map((made, number) => value(data, made, number));
  const compare = isPlain ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : new Intl.Collator("en", { numeric: true }).compare;
  const ranks = new Map([...new Set(values)].sort(compare).map((text, rank) => [text, rank]));
  const rank = Int32Array.from(values, (text) => ranks.get(text));
  const filled = data.statements.map((_, number) => number).filter((number) => values[number]);
  return {
    filled: filled.sort((a, b) => rank[a] - rank[b] || a - b),
    empty: data.statements.map((_, number) => number).filter((number) => !values[number]),
  };
}

function everyStatement(data, { column, falling }) {
  if (!column) return data.statements.map((_, number) => number);
  const { filled, empty } = saidOrder(data, column);
  return [...(falling ? [...filled].reverse() : filled), ...empty];
}

/** The numbers of the statements that the filters, the words sought, and a cell or a bar leave. */
function statementsLeft(app) {
  const { data, seen } = app;
  const own = saidState(app);
  const sought = soughtParts(own.search);
  const texts = sought.length ? plainWords(data) : null;
  return everyStatement(data, own.order).filter((number) => (
    seen.statements.has(number) && (!texts || sought.every((part) => texts[number].includes(part)))
    && isNarrowed(data, data.statements[number], own)));
}

function isNarrowed(data, made, { speaker, topic, period }) {
  if (speaker !== null && made.speaker !== speaker) return false;
  if (topic !== null && !(topic === NOBODY ? !made.topics.length : made.topics.includes(topic))) return false;
  return !period || data.documents[made.document].date.startsWith(period);
}

/** Text as children in which what is sought is marked; letters are compared without case and accents. */
function marked(text, sought) {
  if (!sought.length) return [text];
  const { folded, places } = foldedPlaces(text);
  const ranges = sought.flatMap((part) => occurrences(folded, part)).sort((a, b) => a[0] - b[0]);
  const children = [];
  let end = 0;
  for (const [first, last] of ranges.map((range) => range.map((place) => places[place]))) {
    if (last <= end) continue;
    children.push(text.slice(end, Math.max(first, end)), make("mark", {}, text.slice(Math.max(first, end), last)));
    end = last;
  }
  return [...children, text.slice(end)].filter((child) => child !== "");
}

/** The text from a little before the first of what is sought, if that stands far from the beginning. */
function fromFirst(text, sought) {
  if (!sought.length || text.length < FAR) return text;
  const { folded, places } = foldedPlaces(text);
  const first = Math.min(...sought.map((part) => folded.indexOf(part)).filter((place) => place >= 0));
  if (!(first > FAR)) return text;
  const space = text.indexOf(" ", places[first] - FAR / 2);
  return `… ${text.slice(space < places[first] ? space + 1 : places[first])}`;
}

function occurrences(text, part) {
  const found = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found.push([at, at + part.length]);
  return found;
}

/** The plain form of a text and, for each of its characters, where that stands in the text. */
function foldedPlaces(text) {
  let folded = "";
  let place = 0;
  const places = [];
  for (const character of text) {
    const own = quickPlain(character);
    for (let unit = 0; unit < own.length; unit += 1) places.push(place);
    folded += own;
    place += character.length;
  }
  return { folded, places: [...places, text.length] };
}

/** Statements of others about the same entities or topics, those that share most first. */
function othersOnThis(data, number) {
  const made = data.statements[number];
  const shared = new Map();
  const add = (other, weight) => shared.set(other, (shared.get(other) ?? 0) + weight);
  for (const entity of made.about) for (const other of data.entities[entity].about) add(other, 1000);
  const topics = new Set(made.topics);
  if (topics.size) {
    data.statements.forEach((item, other) => {
      const common = item.topics.filter((topic) => topics.has(topic)).length;
      if (common) add(other, common);
    });
  }
  const isOther = (item) => (made.speaker >= 0 ? item.speaker !== made.speaker : item.speaker >= 0 || item.source !== made.source);
  return [...shared.keys()].filter((other) => other !== number && isOther(data.statements[other]))
    .sort((a, b) => shared.get(b) - shared.get(a) || a - b);
}
