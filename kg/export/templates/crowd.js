// A crowded drawing: thousands of lines a stroke at a time would take seconds, and any way longer than a frame. So they
// are drawn a hundred to a stroke, and while the view moves, the last picture is moved and scaled as a whole.

const CROWDED = 400; // nodes and lines; with fewer vis-network draws everything anew at every step
const REST = 120; // milliseconds without a movement, until the picture is drawn anew
const DETAILS_FROM = 0.35; // the scale below which arrows and dashes are finer than a pixel or two
const STROKE = 100; // lines to a stroke: a path of all of them is slower again

function easeCrowd(canvas) {
  const { renderer } = canvas.network;
  const still = { picture: document.createElement("canvas"), view: null, timer: 0, draw: renderer._redraw.bind(renderer) };
  const forget = () => { still.view = null; };
  canvas.nodes.on("*", forget);
  canvas.edges.on("*", forget);
  canvas.network.on("resize", forget);
  renderer._redraw = (hidden) => {
    if (canvas.held) return;
    if (!hidden && crowded(canvas) && inMotion(canvas, still)) movePicture(canvas, still);
    else drawAnew(canvas, still, hidden);
  };
  inBulk(canvas, "_drawEdges", drawLines);
  inBulk(canvas, "_drawArrows", drawArrows);
}

/** Several changes and one picture at the end: vis-network would draw anew after each of them. */
function drawOnce(canvas, change) {
  canvas.held = true;
  try {
    change();
  } finally {
    canvas.held = false;
  }
  canvas.network.body.emitter.emit("_requestRedraw");
}

function inBulk(canvas, step, draw) {
  const { renderer } = canvas.network;
  const usual = renderer[step].bind(renderer);
  renderer[step] = (context, ...rest) => (crowded(canvas) ? draw(canvas, context) : usual(context, ...rest));
}

function crowded(canvas) {
  return canvas.nodes.length + canvas.edges.length > CROWDED;
}

function viewNow(canvas) {
  const { scale, translation } = canvas.network.body.view;
  return { scale, x: translation.x, y: translation.y };
}

function inMotion(canvas, { view }) {
  const now = viewNow(canvas);
  return view !== null && (now.scale !== view.scale || now.x !== view.x || now.y !== view.y);
}

function drawAnew(canvas, still, hidden) {
  clearTimeout(still.timer);
  still.draw(hidden);
  if (hidden || canvas.network.renderer.dragging || !crowded(canvas)) return; // while a node is dragged its lines are not drawn
  const screen = canvas.network.canvas.frame.canvas;
  if (!screen.width || !screen.height) return;
  Object.assign(still.picture, { width: screen.width, height: screen.height });
  still.picture.getContext("2d").drawImage(screen, 0, 0);
  still.view = viewNow(canvas);
}

function movePicture(canvas, still) {
  const screen = canvas.network.canvas.frame.canvas;
  const context = screen.getContext("2d");
  const { view, picture } = still;
  const now = viewNow(canvas);
  const by = now.scale / view.scale;
  const ratio = screen.width / (screen.clientWidth || 1);
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, screen.width, screen.height);
  context.drawImage(picture, (now.x - view.x * by) * ratio, (now.y - view.y * by) * ratio, picture.width * by, picture.height * by);
  context.restore();
  clearTimeout(still.timer);
  still.timer = setTimeout(() => drawAtRest(canvas, still), REST);
}

/** Draws the lines too, even where the button of the mouse is still down. */
function drawAtRest(canvas, still) {
  const { renderer } = canvas.network;
  const { dragging } = renderer;
  renderer.dragging = false;
  drawAnew(canvas, still, false);
  renderer.dragging = dragging;
}

/** The lines that can be seen, those of one colour and dash together; hovered and chosen ones are drawn one by one. */
function drawLines(canvas, context) {
  const alike = new Map();
  const strong = [];
  for (const edge of linesInSight(canvas)) {
    if (edge.selected || edge.hover) {
      strong.push(edge);
      continue;
    }
    const dashes = canvas.network.body.view.scale < DETAILS_FROM ? false : edge.options.dashes;
    const key = `${edge.options.color.color} ${dashes}`;
    if (!alike.has(key)) alike.set(key, { color: edge.options.color.color, dashes, edges: [] });
    alike.get(key).edges.push(edge);
  }
  context.save();
  context.globalAlpha = canvas.crowd;
  for (const group of alike.values()) strokeTogether(context, group);
  context.restore();
  for (const edge of strong) edge.draw(context);
}

function strokeTogether(context, { color, dashes, edges }) {
  context.strokeStyle = color;
  context.lineWidth = edges[0].options.width;
  context.setLineDash(dashes || []);
  for (let first = 0; first < edges.length; first += STROKE) {
    context.beginPath();
    for (const { from, to, edgeType } of edges.slice(first, first + STROKE)) {
      const via = edgeType.getViaNode?.();
      context.moveTo(from.x, from.y);
      if (via) context.quadraticCurveTo(via.x, via.y, to.x, to.y);
      else context.lineTo(to.x, to.y);
    }
    context.stroke();
  }
}

function drawArrows(canvas, context) {
  if (canvas.network.body.view.scale < DETAILS_FROM) return;
  const sight = sightOf(canvas);
  context.save();
  context.globalAlpha = canvas.crowd;
  for (const edge of linesInSight(canvas)) if (within(sight, edge.to)) edge.drawArrows(context);
  context.restore();
}

function sightOf(canvas) {
  const { network, container } = canvas;
  const from = network.DOMtoCanvas({ x: -60, y: -60 });
  const to = network.DOMtoCanvas({ x: container.clientWidth + 60, y: container.clientHeight + 60 });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

function within(sight, { x, y }) {
  return x > sight.left && x < sight.right && y > sight.top && y < sight.bottom;
}

/** All but those of which both ends lie beyond the same side. */
function linesInSight(canvas) {
  const { edges, edgeIndices } = canvas.network.body;
  const { left, top, right, bottom } = sightOf(canvas);
  return edgeIndices.map((id) => edges[id]).filter(({ connected, from, to }) => connected
    && Math.max(from.x, to.x) > left && Math.min(from.x, to.x) < right
    && Math.max(from.y, to.y) > top && Math.min(from.y, to.y) < bottom);
}
