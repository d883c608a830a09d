// Communities as faint regions behind the drawing, and a list of them to look at one after the other.

const REGION_COLOURS = 4; // in filters.css; neighbours may have the same
const REGION_FEWEST = 4; // entities that are drawn, for a region to be
const REGION_EDGE = 24; // units of the drawing from a node to the edge of its region
const REGION_FAR = 2.6; // times the usual distance from the middle: whoever stands further off is left out

function drawRegions(app) {
  const { canvas } = app;
  let hulls = null;
  const forget = () => { hulls = null; };
  canvas.nodes.on("*", forget);
  canvas.network.on("dragEnd", forget);
  canvas.network.on("beforeDrawing", (context) => {
    if (app.state.filters.other.has("regions")) return;
    hulls ??= hullsOf(app);
    hulls.forEach((hull) => drawHull(context, hull, canvas.colours));
  });
}

function hullsOf({ data, canvas }) {
  const { nodes } = canvas.network.body;
  return data.network.communities.flatMap((members, number) => {
    const places = together(members.filter((id) => nodes[id]).map((id) => nodes[id]));
    if (places.length < REGION_FEWEST) return [];
    const hull = hullOf(places);
    return isOwn(hull, places, Object.values(nodes)) ? [{ number, hull }] : [];
  });
}

/** Whether most of those who stand in a region belong to it: one that lies over half the drawing would say nothing. */
function isOwn(hull, places, nodes) {
  const { left, right, top, bottom } = boundsOf(hull);
  const own = new Set(places);
  const others = nodes.filter((node) => node.x >= left && node.x <= right && node.y >= top && node.y <= bottom && !own.has(node));
  return others.filter((node) => isInside(hull, node)).length < own.size;
}

function isInside(hull, node) {
  return hull.every((corner, place) => !turnsRight(corner, hull[(place + 1) % hull.length], node));
}

/** Without those that stand far off: a region is to show what is close together. */
function together(places) {
  if (places.length < REGION_FEWEST) return [];
  const middle = (key) => places.map((place) => place[key]).sort((a, b) => a - b)[Math.floor(places.length / 2)];
  const [x, y] = [middle("x"), middle("y")];
  const away = places.map((place) => Math.hypot(place.x - x, place.y - y));
  const usual = [...away].sort((a, b) => a - b)[Math.floor(away.length / 2)];
  return places.filter((_, place) => away[place] <= usual * REGION_FAR + REGION_EDGE);
}

/** The convex hull, by Andrew's monotone chain. */
function hullOf(places) {
  const sorted_ = [...places].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list) => {
    const chain = [];
    for (const place of list) {
      while (chain.length > 1 && turnsRight(chain[chain.length - 2], chain[chain.length - 1], place)) chain.pop();
      chain.push(place);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted_), ...half(sorted_.reverse())].map(({ x, y }) => ({ x, y }));
}

function turnsRight(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) <= 0;
}

function drawHull(context, { number, hull }, colours) {
  context.save();
  context.beginPath();
  hull.forEach(({ x, y }, place) => (place ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.lineJoin = "round";
  context.lineWidth = REGION_EDGE * 2;
  context.fillStyle = colours.regions[number % REGION_COLOURS];
  context.strokeStyle = context.fillStyle;
  context.stroke();
  context.fill();
  context.restore();
}

/** A community is called by its two most central entities. */
function communityName(data, members) {
  return members.slice(0, 2).map((number) => clipped(data.entities[number].name, 40) || "(no name)").join(" · ");
}

/** The list of communities among the filters; gives a function that brings it to the state of the page. */
function buildCommunities(app, root) {
  const { communities } = app.data.network;
  if (!communities.length) return () => {};
  const list = make("div", { class: "communities" });
  const box = make("details", { class: "facet" }, make("summary", {}, make("span", { class: "title" }, "Communities"), make("span", { class: "note" }, communities.length.toLocaleString("en-GB"))), list);
  const rows = [];
  const row = (members, number) => {
    const count = make("span", { class: "count" });
    rows.push({ members, count });
    return make("button", { type: "button", class: "community", onclick: () => lookAtCommunity(app, members) },
      make("span", { class: `region region-${number % REGION_COLOURS}` }), words("span", communityName(app.data, members), { class: "label" }), count);
  };
  list.append(paged(communities.map((members, number) => [members, number]), (item) => row(...item), LONG));
  root.append(box);
  const update = () => {
    if (box.open) rows.forEach(({ members, count }) => showCount(count, members.filter((id) => app.seen.entities.has(id)).length, members.length, ["entity", "entities"]));
  };
  box.addEventListener("toggle", update);
  list.addEventListener("click", update);
  return update;
}

/** Shows a community as large as the screen allows; who of it is not drawn yet is brought in. */
function lookAtCommunity(app, members) {
  const missing = members.filter((number) => app.seen.listed.has(number) && !app.seen.entities.has(number));
  if (missing.length) {
    missing.forEach((number) => app.state.called.add(number));
    app.refresh();
  }
  app.open("graph");
  toggleFilters(false);
  const ids = members.filter((number) => app.seen.entities.has(number));
  if (ids.length) fit(app.canvas, { animated: true, ids });
}
