// The drawing: vis-network with our colours, our places and no labels of its own (labels.js writes them).

const RELATION_COLOURS = 6; // in theme.css; with more relations they begin again
const TWICE = 500; // milliseconds between the clicks of a double click, at the most

function createCanvas(container, data, act) {
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const canvas = {
    container, data, nodes, edges, places: new Map(), fixed: new Map(), hovered: null, hoveredLine: null, selected: null, near: null, colours: null, crowd: 1, seen: null, held: false, moved: false,
    network: new vis.Network(container, { nodes, edges }, data.network.options),
  };
  readColours(canvas);
  listen(canvas, act);
  drawLabels(canvas);
  easeCrowd(canvas);
  return canvas;
}

function listen(canvas, act) {
  const { network } = canvas;
  const never = { time: -Infinity, x: NaN, y: NaN, entity: null };
  let [before, last] = [never, never]; // clicks
  const isBeside = (one, other) => Math.hypot(one.x - other.x, one.y - other.y) < 8;
  network.on("click", ({ nodes, edges, pointer, event }) => {
    const { timeStamp: time } = event.srcEvent;
    if (time - last.time < TWICE && isBeside(pointer.DOM, last)) return; // the drawing may have moved since the first
    const entity = nodes[0] ?? (edges.length ? null : namedAt(canvas, pointer.DOM));
    [before, last] = [last, { ...pointer.DOM, time, entity }];
    if (entity !== null) act.entity(entity);
    else if (edges.length) act.line(edges[0]);
    else act.nothing();
  });
  canvas.container.addEventListener("dblclick", () => {
    const first = isBeside(before, last) && before.entity !== null ? before : last;
    if (first.entity !== null) act.expand(first.entity);
  });
  network.on("hoverNode", ({ node }) => { canvas.hovered = node; });
  network.on("blurNode", () => { canvas.hovered = null; });
  network.on("hoverEdge", ({ edge }) => { canvas.hoveredLine = edge; });
  network.on("blurEdge", () => { canvas.hoveredLine = null; });
  for (const moved of ["dragStart", "zoom"]) network.on(moved, () => { canvas.fitted = false; });
  network.on("dragEnd", ({ nodes }) => {
    for (const [id, place] of Object.entries(network.getPositions(nodes))) canvas.places.set(Number(id), place);
  });
}

/** Colours come from the style, so that light and dark are said in one place. */
function readColours(canvas) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  canvas.colours = {
    relations: canvas.data.relations.map((_, number) => colour(`relation-${number % RELATION_COLOURS}`)),
    types: canvas.data.types.map((type) => colour(`type-${type.number % 7}`)),
    ...Object.fromEntries(["paper", "ink", "quiet", "accent", "line"].map((name) => [name, colour(name)])),
    regions: Array.from({ length: REGION_COLOURS }, (_, number) => colour(`region-${number}`)), said: colour("line-said"), font: colour("sans"),
  };
}

function nodeLook(canvas, number) {
  const background = canvas.colours.types[canvas.data.entities[number].type];
  const colour = { background, border: canvas.colours.paper };
  const strong = { background, border: canvas.colours.ink };
  return { color: { ...colour, highlight: strong, hover: strong } };
}

function edgeLook(canvas, number) {
  const line = canvas.data.lines[number];
  const own = line.relation < 0 ? canvas.colours.said : canvas.colours.relations[line.relation];
  return { color: { color: `${own}ff`, highlight: own, hover: own, inherit: false } };
}

function faded(canvas, number) {
  return canvas.near !== null && !canvas.near.entities.has(number);
}

/** Brings the drawing to what is visible: what is filtered out leaves it. */
function showVisible(canvas, seen) {
  const { nodes, edges, data } = canvas;
  const crowd = seen.lines.size > 4000 ? 0.14 : seen.lines.size > 1500 ? 0.45 : 1; // thousands of lines turn into a wall
  const changed = crowd !== canvas.crowd;
  canvas.crowd = crowd;
  edges.remove(edges.getIds().filter((id) => !seen.lines.has(id)));
  nodes.remove(nodes.getIds().filter((id) => !seen.entities.has(id)));
  const there = { nodes: new Set(nodes.getIds()), edges: new Set(edges.getIds()) };
  nodes.add([...seen.entities].filter((id) => !there.nodes.has(id)).map((id) => (
    { ...data.network.nodes[id], ...placeOf(canvas, id), ...nodeLook(canvas, id) })));
  if (changed) restyleLines(canvas, there.edges);
  edges.add([...seen.lines].filter((id) => !there.edges.has(id)).map((id) => ({ ...data.network.edges[id], ...edgeLook(canvas, id) })));
}

/** Marks what is selected and lifts out what is `near` it ({entities, lines}); without that nothing fades. */
function highlight(canvas, selected, near) {
  canvas.selected = selected;
  canvas.near = near;
  canvas.network.unselectAll();
  if (selected?.kind === "entity" && canvas.nodes.get(selected.number)) canvas.network.selectNodes([selected.number], false);
  if (selected?.kind === "line" && canvas.edges.get(selected.number)) canvas.network.selectEdges([selected.number]);
  canvas.network.body.emitter.emit("_requestRedraw");
}

function entitySurroundings(data, number) {
  const entity = data.entities[number];
  return { entities: new Set([number, ...entity.neighbours]), lines: new Set(entity.lines) };
}

function lineSurroundings(data, number) {
  const { from, to } = data.lines[number];
  return { entities: new Set([from, to]), lines: new Set([number]) };
}

function documentSurroundings(data, number) {
  const entities = new Set(data.documents[number].entities.map(([entity]) => entity));
  const inside = data.lines.filter((line) => entities.has(line.from) && entities.has(line.to));
  return { entities, lines: new Set(inside.map((line) => line.number)) };
}

function restyle(canvas) {
  canvas.nodes.update(canvas.nodes.getIds().map((id) => ({ id, ...nodeLook(canvas, id) })));
  restyleLines(canvas, canvas.edges.getIds());
}

function restyleLines(canvas, numbers) {
  const { edges } = canvas.network.body;
  canvas.edges.update([...numbers].filter((id) => edges[id]).map((id) => ({ id, ...edgeLook(canvas, id) })));
}

function drawStrong(edge, context) {
  const { selected } = edge;
  edge.selected = true;
  edge.draw(context);
  edge.drawArrows(context);
  edge.selected = selected;
}

/** A veil over the drawing and, again above it, what is lifted out: quicker than to restyle thousands of nodes. */
function drawVeil(canvas, context) {
  if (!canvas.near) return;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 0.8;
  context.fillStyle = canvas.colours.paper;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
  const { nodes, edges } = canvas.network.body;
  for (const number of canvas.near.lines) if (edges[number]?.connected) drawStrong(edges[number], context);
  for (const number of canvas.near.entities) nodes[number]?.draw(context);
}
