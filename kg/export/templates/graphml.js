// The visible part as GraphML for Gephi, Cytoscape and networkx, with the keys of kg/export/graphml.py.

const GRAPH_KEYS = [
  ["node", "label", "string"], ["node", "type", "string"], ["node", "subtype", "string"], ["node", "aliases", "string"],
  ["node", "mentions", "long"], ["node", "documents", "long"], ["node", "relationships", "long"], ["node", "said", "long"],
  ["node", "about", "long"], ["edge", "edgelabel", "string"], ["edge", "relation", "string"], ["edge", "role", "string"],
  ["edge", "status", "string"], ["edge", "confidence", "double"], ["edge", "symmetric", "boolean"], ["edge", "weight", "long"],
];
const PLAIN_XML = /^(?:[!#-%'-;=?-~]+(?: [!#-%'-;=?-~]+)*)?$/; // most texts: nothing to escape, no two spaces
const NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // XML 1.0, section 2.2

/** Words as text or an attribute of XML; what XML forbids is left out, and any run of white space is a space. */
function xml(text) {
  if (PLAIN_XML.test(text)) return String(text);
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text).replace(NOT_XML, " ").trim().replace(/\s+/g, " ").replace(/[&<>"]/g, (sign_) => signs[sign_]);
}

function graphmlOf(data, part) {
  const keys = GRAPH_KEYS.map(([kind, name, type]) => `  <key id="${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>`);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
      + ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ...keys, '  <graph edgedefault="directed">',
    ...part.entities.flatMap((number) => graphmlNode(data, number)),
    ...part.relationships.flatMap((number) => graphmlEdge(data, number)),
    ...talkBetween(data, part).flatMap((talk) => graphmlTalk(data, talk)),
    "  </graph>", "</graphml>", "",
  ].join("\n");
}

function graphmlValues(values) {
  return Object.entries(values).map(([key, value]) => `      <data key="${key}">${xml(value)}</data>`);
}

function graphmlNode(data, number) {
  const entity = data.entities[number];
  const values = {
    label: entity.name, type: data.types[entity.type].label, subtype: entity.subtype, aliases: entity.aliases.join(" | "),
    mentions: entity.mentions, documents: entity.documents.length, relationships: entity.relationships.length,
    said: entity.said.length, about: entity.about.length,
  };
  return [`    <node id="${xml(entity.id)}">`, ...graphmlValues(values), "    </node>"];
}

function graphmlEdge(data, number) {
  const claim = data.relationships[number];
  const relation = data.relations[claim.type];
  const values = {
    edgelabel: relation.label, relation: relation.name, role: claim.role, status: data.statuses[claim.status],
    confidence: claim.confidence, symmetric: relation.symmetric, weight: claim.passages.length,
  };
  const id = `relationship/${data.terms.relationships[number]}`;
  return [graphmlEnds(data, id, claim.from, claim.to), ...graphmlValues(values), "    </edge>"];
}

function graphmlEnds(data, id, from, to) {
  return `    <edge id="${xml(id)}" source="${xml(data.entities[from].id)}" target="${xml(data.entities[to].id)}">`;
}

/** Who spoke about whom, as [speaker, about, number of statements]. */
function talkBetween(data, part) {
  const inside = new Set(part.entities);
  const pairs = new Map();
  for (const number of part.statements) {
    const { speaker, about } = data.statements[number];
    for (const other of new Set(about)) {
      if (!inside.has(speaker) || !inside.has(other)) continue;
      const key = speaker * data.entities.length + other;
      pairs.set(key, [speaker, other, (pairs.get(key)?.[2] ?? 0) + 1]);
    }
  }
  return [...pairs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function graphmlTalk(data, [speaker, about, count]) {
  const id = `talk/${data.entities[speaker].id} ${data.entities[about].id}`;
  const values = { edgelabel: "spoke about", relation: "spoke about", weight: count };
  return [graphmlEnds(data, id, speaker, about), ...graphmlValues(values), "    </edge>"];
}
