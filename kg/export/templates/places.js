// Where things stand on the screen: fitted to its shape, and moved only where they would be hidden.

const ROW = { width: 180, height: 58 }; // of the rows of entities without a line: room for a name each
const STRETCHED = 2; // the most that a drawing is drawn out to fill the screen
const CLOSEST = 1.5;
const TOOLS = 48; // pixels that the buttons take at the lower edge
const MARGIN = { x: 64, y: 34 }; // pixels around what is shown: names stand there

/** The places of a view: of the first entities alone, or of everything. */
function setPlaces(canvas, everything) {
  const { first, nodes } = canvas.data.network;
  canvas.everything = everything;
  const laid = everything ? nodes.map(({ x, y }) => (x === undefined ? null : [x, y])) : first;
  const linked = laid.flatMap((place, id) => (place ? [[id, place]] : []));
  const shape = shapeOf(canvas);
  canvas.places.clear();
  for (const [id, place] of fitted(linked, shape)) canvas.places.set(id, place);
  const loose = laid.flatMap((place, id) => (place ? [] : [id]));
  placeRows(canvas, loose.sort((a, b) => canvas.data.entities[a].type - canvas.data.entities[b].type || a - b), shape);
  for (const [id, place] of canvas.fixed) canvas.places.set(id, place);
  canvas.nodes.update(canvas.nodes.getIds().filter((id) => canvas.places.has(id)).map((id) => ({ id, ...canvas.places.get(id) })));
}

/** Width to height of the drawing's part of the screen. */
function shapeOf(canvas) {
  const { clientWidth, clientHeight } = canvas.container;
  return clientWidth && clientHeight ? clientWidth / clientHeight : 1.4;
}

/** Turned on its side where the screen is the other way, and drawn out along one side; nothing comes closer by that. */
function fitted(linked, shape) {
  const wide = boundsOf(linked.map(([, [x, y]]) => ({ x, y })));
  const turned = (wide.width > wide.height) !== (shape > 1);
  const [width, height] = turned ? [wide.height, wide.width] : [wide.width, wide.height];
  const missing = shape / (Math.max(width, 1) / Math.max(height, 1));
  const [across, down] = [missing, 1 / missing].map((factor) => Math.min(Math.max(factor, 1), STRETCHED));
  return linked.map(([id, [x, y]]) => [id, { x: Math.round((turned ? y : x) * across), y: Math.round((turned ? x : y) * down) }]);
}

/** Entities without a line in rows beneath the others: quiet, and each with its name. */
function placeRows(canvas, loose, shape) {
  const box = boundsOf([...canvas.places.values()]);
  const even = Math.sqrt((box.width * box.height + loose.length * ROW.width * ROW.height) * shape);
  const columns = Math.max(1, Math.min(loose.length, Math.ceil(Math.max(box.width, even) / ROW.width)));
  const left = box.x - ((columns - 1) * ROW.width) / 2;
  const top = canvas.places.size ? box.bottom + ROW.height * 1.6 : 0;
  loose.forEach((id, place) => canvas.places.set(id, {
    x: Math.round(left + (place % columns) * ROW.width), y: Math.round(top + Math.floor(place / columns) * ROW.height),
  }));
}

function boundsOf(places) {
  if (!places.length) return { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0, x: 0, y: 0 };
  const ends = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const [left, right] = ends(places.map(({ x }) => x));
  const [top, bottom] = ends(places.map(({ y }) => y));
  return { left, right, top, bottom, width: right - left, height: bottom - top, x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** Where an entity stands; one that has no place yet gets a free one beside its neighbours. */
function placeOf(canvas, number) {
  if (!canvas.places.has(number)) {
    const beside = [...canvas.data.entities[number].neighbours].filter((other) => canvas.places.has(other));
    canvas.places.set(number, freePlace(canvas, number, beside[0]));
  }
  return canvas.places.get(number);
}

function freePlace(canvas, number, beside) {
  const centre = beside === undefined ? { x: 0, y: 0 } : canvas.places.get(beside);
  const size = canvas.data.network.nodes[number].size + 34;
  const taken = [...canvas.places.values()];
  for (let step = 3; ; step += 1) {
    const away = size * Math.sqrt(step);
    const place = { x: Math.round(centre.x + away * Math.cos(step * 2.4)), y: Math.round(centre.y + away * Math.sin(step * 2.4)) };
    if (taken.every((other) => Math.hypot(other.x - place.x, other.y - place.y) > size)) return place;
  }
}

/** The part of the drawing that the panel leaves free, in pixels: it lies over the right or, on a phone, over the lower part. */
function freePart(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas.container;
  const panel = document.getElementById("panel");
  if (panel.hidden) return { right: width, bottom: height - TOOLS };
  const beneath = panel.offsetWidth >= width;
  return { right: width - (beneath ? 0 : panel.offsetWidth), bottom: height - (beneath ? panel.offsetHeight : TOOLS) };
}

/** Shows all that is drawn, or these entities, in the part that is free. */
function fit(canvas, { animated = false, ids = canvas.nodes.getIds() } = {}) {
  const { box, scale, free } = fittingView(canvas, ids);
  look(canvas, box, { x: free.right / 2, y: free.bottom / 2 }, { scale, animated });
  canvas.fitted = ids.length === canvas.nodes.length;
  canvas.moved = false;
}

function fittingView(canvas, ids) {
  const box = boundsOf(Object.values(canvas.network.getPositions(ids)));
  const free = freePart(canvas);
  const room = { width: Math.max(free.right - 2 * Math.min(MARGIN.x, free.right / 10), 60), height: Math.max(free.bottom - 2 * MARGIN.y, 60) };
  return { box, free, scale: Math.min(room.width / Math.max(box.width, 1), room.height / Math.max(box.height, 1), CLOSEST) };
}

/** After a filter: as long as nobody has moved the view, it follows what is left, but only where that makes a difference. */
function follow(canvas) {
  const ids = canvas.nodes.getIds();
  if (!canvas.fitted || !ids.length || canvas.container.hidden) return;
  const by = fittingView(canvas, ids).scale / canvas.network.getScale();
  if (by > 1.35 || by < 0.95) fit(canvas, { animated: true });
}

/** Brings a place of the drawing to a place of the screen. */
function look(canvas, place, pixel, { scale = canvas.network.getScale(), animated = true } = {}) {
  const { clientWidth, clientHeight } = canvas.container;
  const position = { x: place.x + (clientWidth / 2 - pixel.x) / scale, y: place.y + (clientHeight / 2 - pixel.y) / scale };
  canvas.fitted = false;
  const animation = animated && !calm() ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  canvas.network.moveTo({ position, scale, animation });
}

/** Moves the drawing, as little as possible and never its scale, if what is selected, or what is around it, would be hidden. */
function reveal(canvas, selected) {
  const ends = endsOf(canvas, selected);
  if (!ends.length || canvas.container.hidden) return;
  const free = freePart(canvas);
  const around = pixelsOf(canvas, [...(canvas.near?.entities ?? ends)].filter((id) => canvas.nodes.get(id)));
  const fits = around.width < free.right - 2 * MARGIN.x && around.height < free.bottom - 2 * MARGIN.y;
  const box = fits ? around : pixelsOf(canvas, ends);
  const by = { x: shift(box.left, box.right, free.right, MARGIN.x), y: shift(box.top, box.bottom, free.bottom, MARGIN.y) };
  if (!by.x && !by.y) return;
  const middle = { x: box.x + by.x, y: box.y + by.y };
  look(canvas, canvas.network.DOMtoCanvas({ x: box.x, y: box.y }), middle);
}

function pixelsOf(canvas, ids) {
  return boundsOf(ids.map((id) => canvas.network.canvasToDOM(canvas.network.getPositions([id])[id])));
}

function endsOf(canvas, selected) {
  if (selected.kind === "statement") return statementEnds(canvas.data, selected.number).filter((id) => canvas.nodes.get(id));
  if (selected.kind !== "entity" && selected.kind !== "line") return [];
  const { from, to } = selected.kind === "line" ? canvas.data.lines[selected.number] : { from: selected.number, to: selected.number };
  return [...new Set([from, to])].filter((id) => canvas.nodes.get(id));
}

/** How far to move a stretch so that it lies between 0 and `end`; where it is too long, its middle goes to theirs. */
function shift(low, high, end, margin) {
  if (high - low > end - 2 * margin) return low < 0 || high > end ? end / 2 - (low + high) / 2 : 0;
  return Math.max(margin - low, 0) || Math.min(end - margin - high, 0);
}

function centreOn(canvas, number) {
  if (!canvas.nodes.get(number)) return;
  const free = freePart(canvas);
  const scale = Math.max(canvas.network.getScale(), 0.9);
  look(canvas, canvas.network.getPositions([number])[number], { x: free.right / 2, y: free.bottom / 2 }, { scale });
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function zoom(canvas, factor) {
  canvas.fitted = false;
  canvas.network.moveTo({ scale: canvas.network.getScale() * factor, animation: calm() ? false : { duration: 150 } });
}
