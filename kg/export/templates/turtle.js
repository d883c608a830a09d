// The visible part as Turtle: the terms, ids and places of graph.ttl, so that the two can be read together.

const SAFE_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/; // a name that Turtle takes as it is
const PLAIN_WORDS = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/; // most literals: nothing to escape
const WEB_ADDRESS = /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:[/?#][A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*)?$/i;

function turtleOf(data, part) {
  const out = turtleWriter(data.terms);
  for (const number of part.entities) writeEntity(out, data, number);
  writeSuccessors(out, data, part);
  const shown = new Set(part.relationships);
  for (const number of part.relationships) writeRelationship(out, data, number);
  for (const claim of data.terms.implied) if (shown.has(claim.by)) writeImplied(out, data, claim);
  for (const number of part.statements) writeStatement(out, data, number);
  for (const place of documentsOf(data, part)) writeDocument(out, data, place, part);
  return out.text();
}

/** Collects triples by subject; objects and predicates come as Turtle writes them. */
function turtleWriter(terms) {
  const spaces = new Map(terms.prefixes.map(([prefix, space]) => [space, prefix]));
  const subjects = new Map();
  const known = new Map(); // an id is written again and again
  return {
    id(id) {
      if (!known.has(id)) known.set(id, turtleIri(terms.base, spaces, id));
      return known.get(id);
    },
    add(subject, ...pairs) {
      if (!subjects.has(subject)) subjects.set(subject, new Set());
      for (const [predicate, object] of pairs) subjects.get(subject).add(`${predicate} ${object}`);
    },
    text() {
      const heads = terms.prefixes.map(([prefix, space]) => `@prefix ${prefix}: <${space}> .\n`);
      const blocks = [...subjects].map(([subject, pairs]) => `${subject} ${[...pairs].join(" ;\n\t")} .\n`);
      return [...heads, ...blocks].join("");
    },
  };
}

/** The IRI of an id: percent-encoded segment by segment, with a prefix where the name allows it. */
function turtleIri(base, spaces, id) {
  const [kind, ...rest] = id.split("/");
  const prefix = spaces.get(`${base}${kind}/`);
  if (prefix && rest.length === 1 && SAFE_NAME.test(rest[0])) return `${prefix}:${rest[0]}`;
  return `<${base}${id.split("/").map(iriSegment).join("/")}>`;
}

function iriSegment(text) {
  const encoded = [...text].map((letter) => (/\p{Cs}/u.test(letter) ? halfPair(letter.charCodeAt(0)) : encodeURIComponent(letter))).join("");
  const strict = encoded.replace(/[!'()*]/g, (sign_) => percent(sign_.charCodeAt(0)));
  return strict.replace(/\.+$/, (dots) => "%2E".repeat(dots.length));
}

/** Half a pair of surrogates, which `encodeURIComponent` refuses, as three bytes. */
function halfPair(code) {
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)].map(percent).join("");
}

function percent(byte) {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Words as a literal, whatever they hold; what not every reader takes becomes U+FFFD (kg/export/terms.py). */
function turtleLiteral(text, after = "") {
  if (PLAIN_WORDS.test(text)) return `"${text}"${after}`;
  const escaped = text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\ufffd").replace(/["\\]/g, "\\$&")
    .replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t");
  return `"${escaped}"${after}`;
}

/** An IRI where the words are an address of the web, else a literal: a document may claim any address. */
function turtleAddress(text) {
  const fine = WEB_ADDRESS.test(text) && !/%(?![0-9a-f]{2})/i.test(text) && !/#.*[#[\]]|[?/].*[[\]]/.test(text);
  return fine ? `<${text}>` : turtleLiteral(text);
}

/** Up to three places and none that is empty, as Oxigraph gives decimals back; a whole number has to say what it is. */
function turtleDecimal(number) {
  const digits = String(Number(number.toFixed(3)));
  return digits.includes(".") ? digits : `"${digits}"^^xsd:decimal`;
}

function turtleDay(text) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`);
  const real = day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return turtleLiteral(text, real ? "^^xsd:date" : "");
}

function writeEntity(out, data, number) {
  const entity = data.entities[number];
  const node = out.id(entity.id);
  const { term, subtypes } = data.terms.types[entity.type];
  const narrower = subtypes.find(([label]) => label === entity.subtype);
  if (term) out.add(node, ["a", term]);
  if (narrower) out.add(node, ["a", narrower[1]]);
  out.add(node, ["foaf:name", turtleLiteral(entity.name)], ["skos:prefLabel", turtleLiteral(entity.name, "@en")]);
  for (const alias of entity.aliases) if (alias !== entity.name) out.add(node, ["skos:altLabel", turtleLiteral(alias, "@en")]);
  for (const reason of entity.reasons) out.add(node, ["kg:joinedBecause", turtleLiteral(reason)]);
  for (const link of entity.links) writeLink(out, data, node, entity, link);
}

/** The register that an address belongs to says what it is to the entity, and whose code it holds (kg/export/links.py). */
function writeLink(out, data, node, entity, link) {
  const object = turtleAddress(link);
  const register = registerOf(data, link, entity.type);
  if (object.startsWith('"')) return out.add(node, ["dcterms:identifier", object]);
  if (!register) return out.add(node, ["rdfs:seeAlso", object]);
  out.add(node, [register.property, object]);
  if (register.property === "kg:servesArea") out.add(object, ["a", "kg:Area"]);
  const bearer = ["owl:sameAs", "skos:exactMatch"].includes(register.property) ? node : object;
  if (register.code) out.add(bearer, ["skos:notation", turtleLiteral(codeIn(register, link), `^^${register.code}`)]);
  return node;
}

function registerOf(data, link, type) {
  return data.terms.registers.find((one) => link.startsWith(one.address) && (one.type < 0 || one.type === type));
}

function codeIn(register, link) {
  return link.slice(register.address.length).replace(/\/+$/, "");
}

function writeSuccessors(out, data, part) {
  const shown = new Set(part.entities);
  for (const [number, later] of data.terms.successors) {
    if (!shown.has(number) || !shown.has(later)) continue;
    const [before, after] = [number, later].map((one) => out.id(data.entities[one].id));
    out.add(before, ["dcterms:isReplacedBy", after]);
    out.add(after, ["dcterms:replaces", before]);
  }
}

function writeRelationship(out, data, number) {
  const { relationships, role } = data.terms;
  const claim = data.relationships[number];
  writeClaim(out, data, { ...claim, id: relationships[number], spoken: role[number] });
}

/** A claim that the page leaves out because a narrower one says the same: who chairs a body holds a post there. */
function writeImplied(out, data, { by, id, type, role, confidence, passages }) {
  const claim = data.relationships[by];
  writeClaim(out, data, { ...claim, id, type, confidence, spoken: role, passages: passages.map((place) => claim.passages[place]) });
}

function writeClaim(out, data, claim) {
  const chain = data.terms.relations[claim.type];
  if (!chain.length) return;
  const [from, to] = [claim.from, claim.to].map((end) => out.id(data.entities[end].id));
  for (const term of chain) out.add(from, [term, to]);
  if (data.relations[claim.type].symmetric) out.add(to, [chain[0], from]);
  const node = out.id(`relationship/${claim.id}`);
  out.add(
    node, ["a", "kg:Relationship"], ["rdf:subject", from], ["rdf:predicate", chain[0]], ["rdf:object", to],
    ["kg:status", turtleLiteral(data.statuses[claim.status])], ["kg:confidence", turtleDecimal(claim.confidence)],
  );
  for (const passage of claim.passages) {
    out.add(node, ["prov:wasDerivedFrom", documentIri(out, data, passage.document)]);
    writePassage(out, data, node, "kg:passage", placeOfPassage(data, passage));
  }
  if (claim.spoken >= 0) writeMembership(out, data, node, from, to, data.terms.roles[claim.spoken]);
}

function writeMembership(out, data, node, member, body, [role, id, label]) {
  const post = out.id(`role/${id}`);
  out.add(node, ["a", "org:Membership"], ["org:member", member], ["org:organization", body], ["org:role", post], ["kg:role", turtleLiteral(role)]);
  out.add(post, ["a", "org:Role"], ["skos:prefLabel", turtleLiteral(label, "@en")]);
}

function documentIri(out, data, place) {
  return out.id(`document/${data.documents[place].id}`);
}

/** A passage's IRI is the document's with the fragment of RFC 5147, which counts code points. */
function writePassage(out, data, node, link, span) {
  if (!span) return;
  const source = documentIri(out, data, span.document);
  const mark = data.terms.base.endsWith("#") ? ";" : "#";
  const place = `${source.slice(0, -1)}${mark}char=${span.start},${span.end}>`;
  out.add(node, [link, place]);
  out.add(place, ["a", "kg:Passage"], ["oa:hasSource", source], ["oa:exact", turtleLiteral(span.text)], ["kg:start", span.start], ["kg:end", span.end]);
}

function writeStatement(out, data, number) {
  const made = data.statements[number];
  const node = out.id(`statement/${data.terms.statements[number]}`);
  const { evidence, speaker, contents } = spansOfStatement(data, number);
  const said = contents.length ? contents.map((span) => span.text) : [wordsOfPassage(data, made)];
  out.add(
    node, ["a", "kg:Statement"], ["prov:wasQuotedFrom", documentIri(out, data, made.document)],
    ["kg:kind", turtleLiteral(made.kind)], ["kg:content", turtleLiteral(said.join(" … "))],
  );
  if (made.cue) out.add(node, ["kg:cue", turtleLiteral(made.cue)]);
  if (made.speaker >= 0) out.add(node, ["kg:speaker", out.id(data.entities[made.speaker].id)]);
  else if (made.source) out.add(node, ["kg:speakerText", turtleLiteral(made.source)]);
  for (const other of made.about) out.add(node, ["kg:about", out.id(data.entities[other].id)]);
  for (const topic of made.topics) if (data.terms.topics[topic]) out.add(node, ["kg:topic", data.terms.topics[topic]]);
  writePassage(out, data, node, "kg:passage", evidence);
  for (const span of contents) writePassage(out, data, node, "kg:contentPassage", span);
  writePassage(out, data, node, "kg:speakerPassage", speaker);
}

/** Where a statement, its speaker's words and what was said stand; the marks tell it unless some of them overlap. */
function spansOfStatement(data, number) {
  const made = data.statements[number];
  const span = ([from, to]) => spanIn(data, made.document, from, to);
  const [evidence, speaker, ...contents] = data.terms.spans[number];
  if (evidence) return { evidence: span(evidence), speaker: speaker.length ? span(speaker) : null, contents: contents.map(span) };
  if (!made.at) return { evidence: null, speaker: null, contents: [] };
  const marked = (wanted) => made.marks.filter(([kind]) => kind === wanted).map(([, from, to]) => span([from, to]));
  return { evidence: span(made.at.slice(1, 3)), speaker: marked(4)[0] ?? null, contents: marked(2) };
}

/** The documents that name what is visible, or that it stands on. */
function documentsOf(data, part) {
  const left = new Set(part.documents);
  const named = part.entities.flatMap((number) => data.entities[number].documents.map(([place]) => place)).filter((place) => left.has(place));
  const behind = part.relationships.flatMap((number) => data.relationships[number].passages.map((passage) => passage.document));
  return ascending(new Set([...named, ...behind, ...part.statements.map((number) => data.statements[number].document)]));
}

function writeDocument(out, data, place, part) {
  const item = data.documents[place];
  const [sha256, author] = data.terms.documents[place];
  const node = documentIri(out, data, place);
  out.add(node, ["a", "kg:Document"], ["dcterms:identifier", turtleLiteral(item.id)], ["kg:sha256", turtleLiteral(sha256)]);
  if (item.title) out.add(node, ["dcterms:title", turtleLiteral(item.title)]);
  if (author) out.add(node, ["kg:author", turtleLiteral(author)]);
  if (item.date) out.add(node, ["dcterms:date", turtleDay(item.date)]);
  if (item.address) out.add(node, ["dcterms:source", turtleAddress(item.address)]);
  const inside = new Set(part.entities);
  for (const [entity] of item.entities) if (inside.has(entity)) out.add(node, ["kg:mentions", out.id(data.entities[entity].id)]);
}
