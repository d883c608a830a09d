// Terms of RDF: read from N-Triples, and shown to people.

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/y;
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };
const PARTS = ["subject", "predicate", "object"];

/** The triples of a text in N-Triples, with terms as SPARQL's results in JSON have them. */
export function parseTriples(text) {
  return text.split("\n").filter((line) => line.trim()).map(parseLine);
}

function parseLine(line) {
  const triple = {};
  TERM.lastIndex = 0;
  for (const part of PARTS) {
    triple[part] = parseTerm(TERM.exec(line));
    TERM.lastIndex += 1; // the space between
  }
  return triple;
}

function parseTerm([, iri, blank, words, language, datatype]) {
  if (iri !== undefined) return { type: "uri", value: plain(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return { type: "literal", value: plain(words), "xml:lang": language, datatype };
}

function plain(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, letter) => (
    letter ? ESCAPES[letter] ?? letter : String.fromCodePoint(parseInt(short ?? long, 16))
  ));
}

/** An IRI with its prefix where one is known; what is left must be a name. */
export function prefixed(iri, prefixes) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const name = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(name)) return `${prefix}:${name}`;
  }
  return iri;
}

/** Where this server shows a thing under its base; a browser takes dots for steps up the path, so those go another way. */
export function pageOf(iri, base) {
  if (!iri.startsWith(base) || iri.length === base.length) return null;
  const [tail, place] = iri.slice(base.length).split("#");
  const steps = tail.split("/").map((step) => step.replace(/%2e/gi, "."));
  const path = steps.includes(".") || steps.includes("..") ? `/thing?${new URLSearchParams({ id: decodeURIComponent(tail) })}` : `/id/${tail}`;
  return place ? `${path}#${place}` : path;
}
