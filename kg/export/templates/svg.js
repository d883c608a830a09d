// The view as a picture: SVG drawn anew from the data, and PNG from the canvas at twice its size.

const SIGN_OF = { current: "", former: "2 4", planned: "9 5" };

/** What every part of the picture needs: places on the screen, and the scale that sizes go with. */
function pictureOf(app) {
  const { canvas, data, seen } = app;
  const { clientWidth: width, clientHeight: height } = canvas.container;
  const at = ({ x, y }) => canvas.network.canvasToDOM({ x, y });
  const places = canvas.network.getPositions([...seen.entities].filter((number) => canvas.nodes.get(number)));
  const spots = new Map(Object.entries(places).map(([number, place]) => [Number(number), at(place)]));
  return { app, canvas, data, seen, width, height, at, spots, scale: canvas.network.getScale() };
}

function svgOf(app) {
  const picture = pictureOf(app);
  const legend = svgLegend(picture);
  const { canvas, width } = picture;
  const height = Math.max(picture.height, legend.height);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width + legend.width}" height="${height}" viewBox="0 0 ${width + legend.width} ${height}" font-family="${xml(canvas.colours.font)}">`,
    `<title>${xml(document.title)}</title>`, `<desc>${xml(inWords(app))}</desc>`,
    `<rect width="100%" height="100%" fill="${canvas.colours.paper}"/>`,
    `<svg width="${width}" height="${picture.height}" overflow="hidden">`,
    ...svgRegions(picture), ...[...picture.seen.lines].sort((a, b) => a - b).map((number) => svgLine(picture, number)),
    ...[...picture.spots.keys()].sort((a, b) => b - a).map((number) => svgNode(picture, number)),
    ...svgLabels(picture), "</svg>", ...legend.parts, "</svg>", "",
  ].filter(Boolean).join("\n");
}

function inWords(app) {
  const { entities, lines } = app.seen;
  return `${counted(entities.size, "entity", "entities")} and ${counted(lines.size, "line")} of a knowledge graph of policy documents`;
}

function rounded(number) {
  return String(Math.round(number * 10) / 10);
}

function points(list) {
  return list.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" ");
}

/** What a selection does not lift out is faint, as on the screen. */
function faintness(inside) {
  return inside ? "" : ' opacity="0.2"';
}

/** Communities as the drawing has them: their hulls, with an edge that goes around the nodes. */
function svgRegions({ app, canvas, at, scale }) {
  if (app.state.filters.other.has("regions")) return [];
  return hullsOf(app).map(({ number, hull }) => {
    const colour = canvas.colours.regions[number % REGION_COLOURS];
    const corners = points(hull.map(at).map(({ x, y }) => [x, y]));
    return `<polygon points="${corners}" fill="${colour}" stroke="${colour}" stroke-width="${rounded(REGION_EDGE * 2 * scale)}" stroke-linejoin="round"/>`;
  });
}

function svgLine(picture, number) {
  const { canvas, data, spots, scale, width, height } = picture;
  const line = data.lines[number];
  const [from, to] = [spots.get(line.from), spots.get(line.to)];
  if (!from || !to || line.from === line.to || outside(from, to, width, height)) return "";
  const bend = canvas.network.body.edges[number]?.edgeType.getViaNode?.();
  const via = bend && picture.at(bend);
  const colour = line.relation < 0 ? canvas.colours.said : canvas.colours.relations[line.relation];
  const { dashes, arrows } = data.network.edges[number];
  const dash = dashes ? ` stroke-dasharray="${dashes.map((length) => rounded(length * scale)).join(" ")}"` : "";
  const faint = faintness(!canvas.near || canvas.near.lines.has(number));
  const path = via ? `Q${points([[via.x, via.y]])} ` : "L";
  const head = arrows ? svgArrow(picture, line, via ?? from, to, colour) : "";
  return `<g${faint}><path d="M${points([[from.x, from.y]])} ${path}${points([[to.x, to.y]])}" fill="none" stroke="${colour}"`
    + ` stroke-opacity="${canvas.crowd}" stroke-width="${rounded(Math.max(1.5 * scale, 0.4))}"${dash}/>${head}</g>`;
}

function outside(from, to, width, height) {
  return Math.max(from.x, to.x) < 0 || Math.min(from.x, to.x) > width || Math.max(from.y, to.y) < 0 || Math.min(from.y, to.y) > height;
}

/** A head at the edge of the node that a line leads to. */
function svgArrow({ data, scale, canvas }, line, before, to, colour) {
  const angle = Math.atan2(to.y - before.y, to.x - before.x);
  const back = (away, turn = 0) => [to.x - away * Math.cos(angle + turn), to.y - away * Math.sin(angle + turn)];
  const edge = data.network.nodes[line.to].size * scale;
  const length = Math.max(11 * scale, 3);
  const [x, y] = back(edge + length);
  const aside = [Math.sin(angle), -Math.cos(angle)].map((part) => part * length * 0.36);
  const corners = [back(edge), [x + aside[0], y + aside[1]], [x - aside[0], y - aside[1]]];
  return `<polygon points="${points(corners)}" fill="${colour}" fill-opacity="${canvas.crowd}"/>`;
}

function svgNode(picture, number) {
  const { canvas, data, spots, scale, app } = picture;
  const { x, y } = spots.get(number);
  const entity = data.entities[number];
  const { shape, size } = data.network.nodes[number];
  const selected = canvas.selected?.kind === "entity" && canvas.selected.number === number;
  const border = selected ? canvas.colours.ink : canvas.colours.paper;
  const look = `fill="${canvas.colours.types[entity.type]}" stroke="${border}" stroke-width="${selected ? 3 : 1}"`;
  const name = `<title>${xml(entity.name)}</title>`;
  const pin = app.state.pinned.has(number) ? svgPin(canvas, x + size * scale * 0.6, y - size * scale * 0.6) : "";
  return `<g${faintness(!faded(canvas, number))}>${svgShape(shape, x, y, size * scale, look, name)}${pin}</g>`;
}

function svgPin({ colours }, x, y) {
  const needle = `<path d="M${points([[x, y]])} l6,-7" stroke="${colours.ink}" stroke-width="2"/>`;
  return `${needle}<circle cx="${rounded(x + 7)}" cy="${rounded(y - 8)}" r="4.5" fill="${colours.ink}" stroke="${colours.paper}"/>`;
}

/** The shapes as the canvas draws them: each has a size of its own, so that all look equally large. */
function svgShape(shape, x, y, size, look, inside = "") {
  if (shape === "dot") return `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(size)}" ${look}>${inside}</circle>`;
  const around = (count, radius, turn) => Array.from({ length: count }, (_, place) => {
    const angle = turn + (place * 2 * Math.PI) / count;
    const reach = typeof radius === "function" ? radius(place) : radius;
    return [x + reach * Math.sin(angle), y - reach * Math.cos(angle)];
  });
  const corners = {
    square: () => around(4, size * Math.SQRT2, Math.PI / 4), diamond: () => around(4, size, 0), hexagon: () => around(6, size, Math.PI / 2),
    triangle: () => around(3, size * 1.33, 0), triangleDown: () => around(3, size * 1.33, Math.PI),
    star: () => around(10, (place) => size * (place % 2 ? 0.41 : 1.07), 0),
  }[shape];
  return `<polygon points="${points(corners())}" ${look}>${inside}</polygon>`;
}

/** The names that stand on the screen, where they stand. */
function svgLabels({ canvas }) {
  return canvas.written.map(({ text, x, y, size, bold, colour }) => (
    `<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="middle" dominant-baseline="central" font-size="${size}"${bold ? ' font-weight="600"' : ""}`
    + ` fill="${colour}" stroke="${canvas.colours.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${xml(text)}</text>`));
}

/** What shapes, colours and dashes mean, of those that are in the picture. */
function svgLegend(picture) {
  const { canvas, data, seen, width } = picture;
  const lines = [...seen.lines].map((number) => data.lines[number]);
  const types = new Set([...seen.entities].map((number) => data.entities[number].type));
  const relations = new Set(lines.map((line) => line.relation));
  const statuses = new Set(lines.filter((line) => line.relation >= 0).map((line) => line.status));
  const rows = [
    ...ascending(types).map((type) => [data.types[type].label, (x, y) => svgShape(data.types[type].shape, x + 12, y, 6, `fill="${canvas.colours.types[type]}"`)]),
    ...ascending(relations).filter((one) => one >= 0).map((one) => [data.relations[one].label, legendStroke(canvas.colours.relations[one], "")]),
    ...(relations.has(-1) ? [["spoke about", legendStroke(canvas.colours.said, "1 4")]] : []),
    ...ascending(statuses).map((one) => [data.statuses[one], legendStroke(canvas.colours.quiet, SIGN_OF[data.statuses[one]] ?? "")]),
  ];
  const parts = rows.map(([label, drawSign], row) => {
    const y = 30 + row * 24;
    return `${drawSign(width + 16, y)}<text x="${width + 48}" y="${y}" dominant-baseline="central" font-size="12" fill="${canvas.colours.ink}">${xml(label.charAt(0).toUpperCase() + label.slice(1))}</text>`;
  });
  return { width: 190, height: 36 + rows.length * 24, parts: [`<g>${parts.join("\n")}</g>`] };
}

function legendStroke(colour, dashes) {
  return (x, y) => `<path d="M${x} ${y}h24" stroke="${colour}" stroke-width="2"${dashes ? ` stroke-dasharray="${dashes}"` : ""}/>`;
}

/** The canvas drawn once at twice its size, on the colour of the page; a Promise of the file. */
function pngOf(app) {
  const { canvas } = app;
  const { network, container } = canvas;
  const inner = network.canvas.frame.canvas;
  const before = { width: inner.width, height: inner.height, ratio: network.canvas.pixelRatio };
  Object.assign(inner, { width: container.clientWidth * 2, height: container.clientHeight * 2 });
  network.canvas.pixelRatio = 2;
  network.renderer._redraw();
  const sheet = make("canvas", { width: inner.width, height: inner.height });
  const context = sheet.getContext("2d");
  context.fillStyle = canvas.colours.paper;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(inner, 0, 0);
  Object.assign(inner, { width: before.width, height: before.height });
  network.canvas.pixelRatio = before.ratio;
  network.renderer._redraw();
  return new Promise((done) => { sheet.toBlob(done, "image/png"); });
}
