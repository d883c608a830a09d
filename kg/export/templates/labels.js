// Names on the drawing, always the same size on the screen: the most central first, and none over another.

const LABELS = 160;
const FIRST = 12; // these may stand over nodes, the others only beside the large ones
const CELL = 64;
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g; // marks that turn the direction of writing

function drawLabels(canvas) {
  const texts = canvas.data.entities.map((entity) => clipped(entity.name.replace(TURNS, "").replace(/\s+/g, " "), 30));
  canvas.network.on("afterDrawing", (context) => {
    drawVeil(canvas, context);
    const ratio = context.canvas.width / Math.max(context.canvas.clientWidth, 1);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const board = { context, taken: new Map(), count: 0, canvas, texts, width: context.canvas.clientWidth, height: context.canvas.clientHeight };
    const order = [...labelOrder(canvas)];
    for (const number of order.slice(0, FIRST)) labelEntity(board, number);
    for (const number of canvas.nodes.getIds().filter((id) => id < 40 && !faded(canvas, id))) keepFree(board, number);
    for (const number of order.slice(FIRST, 2000)) labelEntity(board, number);
    for (const number of lineOrder(canvas)) labelLine(board, number);
    context.restore();
  });
}

function labelOrder(canvas) {
  const first = [];
  if (canvas.hovered !== null) first.push(canvas.hovered);
  if (canvas.selected?.kind === "entity") first.push(canvas.selected.number);
  const near = canvas.near ? [...canvas.near.entities].sort((a, b) => a - b) : [];
  const rest = canvas.near ? [] : canvas.nodes.getIds().sort((a, b) => a - b);
  return new Set([...first, ...near, ...rest]);
}

function lineOrder(canvas) {
  const found = canvas.hoveredLine === null ? [] : [canvas.hoveredLine];
  if (canvas.near && canvas.near.lines.size <= 40) found.push(...canvas.near.lines);
  return new Set(found.filter((number) => canvas.edges.get(number)));
}

function labelEntity(board, number) {
  const node = board.canvas.network.body.nodes[number];
  if (!node || board.count >= LABELS) return;
  const { x, y } = board.canvas.network.canvasToDOM({ x: node.x, y: node.y });
  if (x < 0 || y < 0 || x > board.width || y > board.height) return;
  const radius = node.options.size * board.canvas.network.getScale();
  const { hovered, selected } = board.canvas;
  const wanted = number === hovered || (selected?.kind === "entity" && number === selected.number);
  const small = board.canvas.data.entities[number].lines.length ? 1.6 : 5;
  if (radius < small && !wanted && number > 60) return;
  const size = number < FIRST ? 13 : 12;
  write(board, { text: board.texts[number], x, y: y + radius + size * 0.5 + 4, size, bold: wanted || number < FIRST, wanted });
}

/** Names do not lie over the large nodes. */
function keepFree(board, number) {
  const node = board.canvas.network.body.nodes[number];
  const { x, y } = board.canvas.network.canvasToDOM({ x: node.x, y: node.y });
  const reach = node.options.size * board.canvas.network.getScale() * 0.7;
  const box = { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  if (x > 0 && y > 0 && x < board.width && y < board.height) take(board, box, cellsOf(box));
}

function take(board, box, cells) {
  for (const cell of cells) board.taken.set(cell, [...(board.taken.get(cell) ?? []), box]);
}

function labelLine(board, number) {
  const { canvas } = board;
  const edge = canvas.network.body.edges[number];
  if (!edge?.connected) return;
  const middle = canvas.network.canvasToDOM(edge.edgeType.getPoint(0.5));
  const text = lineLabel(canvas.data, canvas.data.lines[number]);
  write(board, { text, ...middle, size: 11, colour: canvas.colours.accent, wanted: number === canvas.hoveredLine });
}

/** Writes a text centred on (x, y) unless another stands there; a wanted one is written all the same. */
function write(board, { text, x, y, size, bold = false, wanted = false, colour = board.canvas.colours.ink }) {
  const { context } = board;
  context.font = `${bold ? 600 : 400} ${size}px ${board.canvas.colours.font}`;
  const half = context.measureText(text).width / 2 + 3;
  const middle = Math.max(half, Math.min(x, board.width - half)); // not cut off at the edge
  const box = { left: middle - half, right: middle + half, top: y - size * 0.7, bottom: y + size * 0.7 };
  const cells = cellsOf(box);
  const meets = cells.some((cell) => (board.taken.get(cell) ?? []).some((other) => overlaps(box, other)));
  if (meets && !wanted) return;
  take(board, box, cells);
  board.count += 1;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = board.canvas.colours.paper;
  context.strokeText(text, middle, y);
  context.fillStyle = colour;
  context.fillText(text, middle, y);
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
