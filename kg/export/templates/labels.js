// Names on the drawing, always the same size on the screen: the most central first, and none over another.

const LABELS = 160;
const SEEN = 1500; // nodes that names keep clear of: the most central that are on the screen
const FIRST = 12; // these may stand over nodes where nothing is free, the others stand beside them or not at all
const CELL = 64;
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g; // marks that turn the direction of writing

function drawLabels(canvas) {
  const texts = canvas.data.entities.map((entity) => clipped(entity.name.replace(TURNS, "").replace(/\s+/g, " "), 30));
  canvas.network.on("afterDrawing", (context) => {
    drawVeil(canvas, context);
    const ratio = context.canvas.width / Math.max(context.canvas.clientWidth, 1);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const board = { context, taken: new Map(), written: [], canvas, texts, width: freePart(canvas).right, height: context.canvas.clientHeight };
    canvas.written = board.written;
    const order = [...labelOrder(canvas)];
    for (const number of canvas.nodes.getIds().filter((id) => !faded(canvas, id)).slice(0, SEEN)) keepFree(board, number);
    for (const number of order.slice(0, 2000)) labelEntity(board, number);
    for (const number of lineOrder(canvas)) labelLine(board, number);
    context.restore();
  });
}

function labelOrder(canvas) {
  const first = [];
  if (canvas.hovered !== null) first.push(canvas.hovered);
  if (canvas.selected?.kind === "entity") first.push(canvas.selected.number);
  first.push(...pointedAt(canvas));
  const near = canvas.near ? [...canvas.near.entities].sort((a, b) => a - b) : [];
  const rest = canvas.near ? [] : canvas.nodes.getIds().sort((a, b) => a - b);
  return new Set([...first, ...near, ...rest]);
}

/** The ends of the line that the pointer is on or that is selected: what the line says needs their names. */
function pointedAt(canvas) {
  const lines = [canvas.hoveredLine, canvas.selected?.kind === "line" ? canvas.selected.number : null];
  return lines.filter((number) => number !== null).flatMap((number) => [canvas.data.lines[number].from, canvas.data.lines[number].to]);
}

function lineOrder(canvas) {
  const found = canvas.hoveredLine === null ? [] : [canvas.hoveredLine];
  if (canvas.hovered !== null && canvas.data.entities[canvas.hovered].lines.length <= 12) found.push(...canvas.data.entities[canvas.hovered].lines);
  if (canvas.near && canvas.near.lines.size <= 40) found.push(...canvas.near.lines);
  return new Set(found.filter((number) => canvas.edges.get(number)));
}

function labelEntity(board, number) {
  const node = board.canvas.network.body.nodes[number];
  if (!node || board.written.length >= LABELS) return;
  const { x, y } = board.canvas.network.canvasToDOM({ x: node.x, y: node.y });
  if (x < 0 || y < 0 || x > board.width || y > board.height) return;
  const radius = node.options.size * board.canvas.network.getScale();
  const { hovered, selected } = board.canvas;
  const wanted = number === hovered || (selected?.kind === "entity" && number === selected.number) || pointedAt(board.canvas).includes(number);
  const small = board.canvas.data.entities[number].lines.length ? 1.6 : 5;
  if (radius < small && !wanted && number > 60) return;
  const size = number < FIRST ? 13 : 12;
  write(board, { text: board.texts[number], entity: number, size, bold: wanted || number < FIRST, wanted, over: wanted || number < (board.width < 500 ? FIRST / 3 : FIRST) }, (half) => sides(x, y, radius, half, size));
}

/** Beneath a node, above it, to its right, to its left; then beneath and above, but to one side. */
function sides(x, y, radius, half, size) {
  const away = radius + size * 0.5 + 4;
  const aside = half * 0.7;
  return [
    [x, y + away], [x, y - away], [x + radius + half + 2, y], [x - radius - half - 2, y],
    [x + aside, y + away], [x - aside, y + away], [x + aside, y - away], [x - aside, y - away],
  ];
}

/** Names do not lie over nodes. */
function keepFree(board, number) {
  const node = board.canvas.network.body.nodes[number];
  if (!node) return;
  const { x, y } = board.canvas.network.canvasToDOM({ x: node.x, y: node.y });
  const reach = node.options.size * board.canvas.network.getScale() * 0.9;
  const box = { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach, node: true };
  if (x > 0 && y > 0 && x < board.width && y < board.height) take(board, box, cellsOf(box));
}

function take(board, box, cells) {
  for (const cell of cells) {
    if (board.taken.has(cell)) board.taken.get(cell).push(box);
    else board.taken.set(cell, [box]);
  }
}

function labelLine(board, number) {
  const { canvas } = board;
  const edge = canvas.network.body.edges[number];
  if (!edge?.connected) return;
  const text = lineLabel(canvas.data, canvas.data.lines[number]);
  const wanted = number === canvas.hoveredLine || (canvas.selected?.kind === "line" && number === canvas.selected.number);
  write(board, { text, size: 11, wanted, over: wanted, colour: canvas.colours.accent }, (half) => alongLine(canvas, edge, half));
}

/** The middle of a line, other places on it, then close beside it: further off it would seem another's. */
function alongLine(canvas, edge, half) {
  const points = [0.5, 0.4, 0.6, 0.3, 0.7].map((part) => canvas.network.canvasToDOM(edge.edgeType.getPoint(part)));
  const [{ x: middle, y: level }] = points;
  return [
    ...points.map(({ x, y }) => [x, y]), [middle + half + 6, level], [middle - half - 6, level],
    ...points.slice(0, 3).flatMap(({ x, y }) => [[x, y - 10], [x, y + 10]]),
  ];
}

/**
 * Writes a text at the first of `places` (given half its width) where nothing else stands. One that may lie `over` nodes
 * then takes the one without another text where least of them is covered; one that is `wanted` is written all the same.
 */
function write(board, { text, size, bold = false, wanted = false, over = false, colour = board.canvas.colours.ink, entity = null }, places) {
  const { context } = board;
  context.font = `${bold ? 600 : 400} ${size}px ${board.canvas.colours.font}`;
  const half = context.measureText(text).width / 2 + 3;
  const boxes = places(half).map(([x, y]) => boxAt(board, x, y, half, size));
  const box = boxes.find((one) => isFree(board, one, () => true)) ?? (over ? leastOver(board, boxes) : null)
    ?? (wanted ? boxes[0] : null);
  if (!box) return;
  take(board, box, cellsOf(box));
  board.written.push({ text, size, bold, colour, entity, ...box });
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = board.canvas.colours.paper;
  context.strokeText(text, box.x, box.y);
  context.fillStyle = colour;
  context.fillText(text, box.x, box.y);
}

/** Where a text centred on (x, y) stands: not cut off at the edge. */
function boxAt(board, x, y, half, size) {
  const middle = Math.max(half, Math.min(x, board.width - half));
  return { x: middle, y, left: middle - half, right: middle + half, top: y - size * 0.7, bottom: y + size * 0.7 };
}

function leastOver(board, boxes) {
  const free = boxes.filter((box) => isFree(board, box, (other) => !other.node));
  const covered = new Map(free.map((box) => [box, coveredBy(board, box)]));
  return free.reduce((best, box) => (best && covered.get(best) <= covered.get(box) ? best : box), null);
}

/** How much of the nodes a box would cover, in square pixels. */
function coveredBy(board, box) {
  const others = new Set(cellsOf(box).flatMap((cell) => board.taken.get(cell) ?? []));
  const both = (other, low, high) => Math.max(0, Math.min(box[high], other[high]) - Math.max(box[low], other[low]));
  return [...others].reduce((sum, other) => sum + both(other, "left", "right") * both(other, "top", "bottom"), 0);
}

/** The entity whose name stands at a place of the screen: names are larger to hit than their nodes. */
function namedAt(canvas, { x, y }) {
  const name = (canvas.written ?? []).find((box) => box.entity !== null && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  return name?.entity ?? null;
}

function isFree(board, box, counts) {
  return cellsOf(box).every((cell) => !(board.taken.get(cell) ?? []).some((other) => counts(other) && overlaps(box, other)));
}

function cellsOf({ left, right, top, bottom }) {
  const cells = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) cells.push(x * 4096 + y);
  }
  return cells;
}

function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
