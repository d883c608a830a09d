// Entities and relationships as CSV for a spreadsheet: the columns, the quotation and the care of kg/export/tables.py.

const CELL_LIMIT = 32767; // characters in a cell of Excel
const PLAIN_CELL = /^[A-Za-z0-9][\x20-\x7e]*$/; // most cells, seen quickly
const BETWEEN = " | "; // between several names in one cell

/** RFC 4180 with a byte order mark, without which Excel takes it for another encoding. */
function toCsv(columns, rows) {
  const cell = (value) => (typeof value === "number" ? String(value) : `"${defused(value).replaceAll('"', '""')}"`);
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** The text as a spreadsheet shows it and never computes it. */
function defused(text) {
  if (PLAIN_CELL.test(text) && text.length <= CELL_LIMIT) return text;
  const kept = text.replace(/[^\P{Cc}\t\r\n]|\p{Cs}/gu, "");
  const marked = computes(kept) ? `'${kept}` : kept;
  return marked.length <= CELL_LIMIT ? marked : `${marked.slice(0, CELL_LIMIT - 1).replace(/\p{Cs}$/u, "")}…`;
}

function computes(text) {
  if (/^[\t\r\n]/.test(text)) return true;
  const visible = text.match(/[^\p{Z}\p{C}]/u);
  return visible !== null && /^[=+\-@]/.test(visible[0].normalize("NFKC"));
}

const ENTITY_CELLS = ["id", "name", "type", "subtype", "aliases", "mentions", "documents", "relationships", "said", "about", "links"];
const CLAIM_CELLS = [
  "subject", "relation", "object", "role", "status", "confidence", "passage", "document", "title", "start", "end",
  "subject_id", "object_id", "relationship_id",
];

function entitiesCsv(data, part) {
  return toCsv(ENTITY_CELLS, part.entities.map((number) => {
    const entity = data.entities[number];
    return [
      entity.id, entity.name, data.types[entity.type].label, entity.subtype, entity.aliases.join(BETWEEN), entity.mentions,
      entity.documents.length, entity.relationships.length, entity.said.length, entity.about.length, entity.links.join(BETWEEN),
    ];
  }));
}

/** A row for each passage. */
function relationshipsCsv(data, part) {
  return toCsv(CLAIM_CELLS, part.relationships.flatMap((number) => data.relationships[number].passages.map((passage) => {
    const claim = data.relationships[number];
    const item = data.documents[passage.document];
    const [from, to] = [data.entities[claim.from], data.entities[claim.to]];
    const place = placeOfPassage(data, passage);
    return [
      from.name, data.relations[claim.type].label, to.name, claim.role, data.statuses[claim.status], claim.confidence,
      wordsOfPassage(data, passage), item.id, item.title, place?.start ?? "", place?.end ?? "", from.id, to.id,
      `relationship/${data.terms.relationships[number]}`,
    ];
  })));
}
