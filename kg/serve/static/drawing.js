// The answer as a graph: things are nodes; a row joins the things that stand in it, a triple its two ends.

const MOST = 300; // nodes; more are no picture

const NAMES = "SELECT ?thing ?name { VALUES ?thing { $ } ?thing foaf:name|skos:prefLabel|dcterms:title ?name }";

let turn = 0; // of drawing: one that has waited for the library may no longer be wanted
let network = null;
let library = null;

/** Ends the drawing that is there, and those on their way: each holds a loop of its own. */
export function drop() {
  turn += 1;
  network?.destroy();
  network = null;
}

/** Draws `answer` into `parent`; the library is only fetched when it is needed. */
export async function draw(parent, answer, show) {
  drop();
  const mine = turn;
  const { nodes, edges, left } = answer.triples ? ofTriples(answer.triples, show) : ofRows(answer, show);
  if (!nodes.length) {
    parent.replaceChildren(paragraph("empty", "No things in this answer: a graph needs IRIs, such as ?person beside ?name."));
    return;
  }
  const { DataSet, Network } = await vis();
  if (mine !== turn) return;
  const holder = document.createElement("div");
  holder.style.height = "100%";
  const note = left ? `${nodes.length} things are drawn, ${left} are left out` : `${nodes.length} things`;
  parent.replaceChildren(holder, paragraph("note", note));
  const things = new DataSet(nodes);
  network = new Network(holder, { nodes: things, edges: new DataSet(edges) }, options());
  network.on("doubleClick", ({ nodes: [id] }) => {
    const page = id && show(id).page;
    if (page) location.assign(page);
  });
  const named = await namesOf(nodes.filter(({ id, title }) => title === show(id).words && show(id).page));
  if (mine === turn) things.update(named.map(({ thing, name }) => ({ id: thing.value, label: short(name.value), title: name.value })));
}

/** Names in the graph of nodes that the answer has no name for; without an answer they keep the words of their IRIs. */
async function namesOf(nodes) {
  if (!nodes.length) return [];
  const query = NAMES.replace("$", () => nodes.map(({ id }) => `<${id}>`).join(" "));
  try {
    const response = await fetch("/sparql", {
      method: "POST", body: new URLSearchParams({ query }), headers: { accept: "application/sparql-results+json" },
    });
    return response.ok ? (await response.json()).results.bindings : [];
  } catch {
    return [];
  }
}

function paragraph(className, textContent) {
  return Object.assign(document.createElement("p"), { className, textContent });
}

/** vis-network, which puts itself into `window.vis`. */
function vis() {
  library ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: "/static/vis-network.js", onload: () => resolve(window.vis), onerror: reject });
    document.head.append(script);
  }).catch((error) => {
    library = null; // so that the next drawing tries again
    throw error;
  });
  return library;
}

class Picture {
  constructor(show) {
    Object.assign(this, { show, nodes: new Map(), edges: new Map(), left: new Set() });
  }

  node(iri, name) {
    if (this.nodes.has(iri)) {
      if (name) this.nodes.get(iri).label = short(name);
      return true;
    }
    if (this.nodes.size >= MOST) {
      this.left.add(iri);
      return false;
    }
    const { words, kind } = this.show(iri);
    this.nodes.set(iri, { id: iri, label: short(name ?? words.split("/").pop()), title: name ?? words, ...look(kind) });
    return true;
  }

  edge(from, to, label) {
    if (from === to || !this.nodes.has(from) || !this.nodes.has(to)) return;
    this.edges.set(`${from}\n${to}\n${label}`, { from, to, label });
  }

  get parts() {
    return { nodes: [...this.nodes.values()], edges: [...this.edges.values()], left: this.left.size };
  }
}

function ofTriples(triples, show) {
  const picture = new Picture(show);
  const names = new Map(triples.filter(({ predicate }) => /[/#](name|prefLabel|label|title)$/.test(predicate.value))
    .map(({ subject, object }) => [subject.value, object.value]));
  for (const { subject, predicate, object } of triples) {
    if (object.type !== "uri" || predicate.value.endsWith("#type")) continue;
    const both = picture.node(subject.value, names.get(subject.value)) && picture.node(object.value, names.get(object.value));
    if (both) picture.edge(subject.value, object.value, show(predicate.value).words.split(":").pop());
  }
  return picture.parts;
}

/** The first thing of a row is joined to the others in it, under the names of their columns. */
function ofRows({ head, results }, show) {
  const picture = new Picture(show);
  for (const row of results.bindings) {
    const things = head.vars.filter((name) => row[name]?.type === "uri" && show(row[name].value).page);
    for (const name of things) picture.node(row[name].value, nameOf(row, name, head.vars));
    for (const name of things.slice(1)) picture.edge(row[things[0]].value, row[name].value, name.replace(/_iri$/, "").replaceAll("_", " "));
  }
  return picture.parts;
}

/** What a row calls one of its things: ?body for ?body_iri, or ?person_name for ?person; else the words of its IRI. */
function nameOf(row, name, columns) {
  const beside = [name.replace(/_?iri$/i, ""), `${name}_name`, `${name}Name`, `${name}_label`, `${name}Label`]
    .find((other) => other !== name && row[other]?.type === "literal");
  if (beside) return row[beside].value;
  const only = columns.filter((other) => row[other]?.type === "uri").length === 1 && row.name?.type === "literal";
  return only ? row.name.value : undefined;
}

/** Colour and shape as the explorer has them; what is no entity is a small dot. */
function look(kind) {
  const colour = getComputedStyle(document.documentElement).getPropertyValue(kind ? `--type-${kind.colour}` : "--faint").trim();
  return { shape: kind?.shape ?? "dot", size: kind ? 11 : 7, color: { background: colour, border: colour } };
}

function short(words) {
  return words.length > 40 ? `${words.slice(0, 38)}…` : words;
}

function options() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    nodes: {
      font: { color: colour("ink"), size: 14, strokeWidth: 3, strokeColor: colour("surface") },
    },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.6 } }, color: { color: colour("line"), highlight: colour("accent") },
      font: { color: colour("quiet"), size: 11, strokeWidth: 3, strokeColor: colour("surface") }, smooth: { type: "continuous" },
    },
    layout: { randomSeed: 7 },
    physics: { stabilization: { iterations: 250 }, barnesHut: { springLength: 130, gravitationalConstant: -4000 }, minVelocity: still ? 50 : 0.75 },
    interaction: { hover: false, keyboard: { enabled: false } },
  };
}
