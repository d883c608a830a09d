// The menu "Share": the address of what one sees, a picture of it, and its data.

const FILE_NAME = "knowledge-graph";
const SHARES = [
  { id: "copy-link", label: "Copy link", hint: "to this very view", run: (app, say) => copyLink(app, say) },
  { title: "Picture of the graph" },
  { id: "take-png", label: "PNG", hint: "at twice the size", run: async (app) => { download(`${FILE_NAME}.png`, "image/png", await ofGraph(app, pngOf)); } },
  { id: "take-svg", label: "SVG", hint: "with its legend", run: async (app) => { download(`${FILE_NAME}.svg`, "image/svg+xml", await ofGraph(app, svgOf)); } },
  { title: "Data", id: "share-part" },
  { id: "take-turtle", label: "Turtle", hint: "RDF", run: (app) => download(`${FILE_NAME}.ttl`, "text/turtle", turtleOf(app.data, visiblePart(app))) },
  { id: "take-graphml", label: "GraphML", hint: "Gephi, Cytoscape", run: (app) => download(`${FILE_NAME}.graphml`, "application/xml", graphmlOf(app.data, visiblePart(app))) },
  { id: "take-entities", label: "Entities", hint: "CSV", run: (app) => download("entities.csv", "text/csv", entitiesCsv(app.data, visiblePart(app))) },
  { id: "take-relationships", label: "Relationships", hint: "CSV, a row a passage", run: (app) => download("relationships.csv", "text/csv", relationshipsCsv(app.data, visiblePart(app))) },
  { id: "take-statements", label: "Statements", hint: "CSV", run: (app) => download("statements.csv", "text/csv", statementsCsv(app.data, visiblePart(app).statements)) },
];

/** A picture of the drawing, which is opened for that if a list is open. */
async function ofGraph(app, draw) {
  if (app.state.view !== "graph") {
    app.open("graph");
    await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
  }
  app.canvas.network.redraw();
  return draw(app);
}

function buildShare(app) {
  const root = document.getElementById("share");
  const button = make("button", { type: "button", class: "button", id: "share-toggle", "aria-expanded": "false", "aria-controls": "share-menu" }, "Share");
  const said = make("p", { class: "said", role: "status" });
  const menu = make("div", { id: "share-menu", class: "menu", role: "group", "aria-label": "Share", hidden: true }, ...SHARES.map((item) => shareRow(app, item, said)), said);
  root.append(button, menu);
  const open = (wanted) => {
    menu.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    said.textContent = wanted ? partInWords(app) : "";
    byId("share-part").textContent = app.state.view === "graph" ? "Data of what is drawn" : "Data of what the filters leave";
  };
  button.addEventListener("click", () => open(menu.hidden));
  root.addEventListener("keydown", (event) => shareKey(event, { button, menu, open }));
  root.addEventListener("focusout", (event) => { if (event.relatedTarget && !root.contains(event.relatedTarget)) open(false); });
  document.addEventListener("pointerdown", (event) => { if (!root.contains(event.target)) open(false); });
}

/** A list can be narrowed further than the files are, and the drawing holds less than the filters leave: so it says which. */
function partInWords(app) {
  const part = visiblePart(app);
  const counts = [
    counted(part.entities.length, "entity", "entities"), counted(part.relationships.length, "relationship"), counted(part.statements.length, "statement"),
  ].join(", ");
  return app.state.view === "graph" ? `Drawn: ${counts}` : `Left by the filters: ${counts}`;
}

function shareRow(app, item, said) {
  if (item.title) return make("p", { class: "title", id: item.id ?? null }, item.title);
  const run = async () => {
    said.textContent = "";
    await item.run(app, (text) => { said.textContent = text; });
    if (!said.textContent) said.textContent = `The file is ready: ${[item.label, item.hint].join(", ")}.`;
  };
  return make("button", { type: "button", id: item.id, onclick: run }, item.label, make("span", { class: "quiet" }, item.hint));
}

/** The arrows move through the menu, Escape closes it. */
function shareKey(event, { button, menu, open }) {
  const rows = [...menu.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && !menu.hidden) {
    event.stopPropagation();
    open(false);
    button.focus();
  } else if (step) {
    event.preventDefault();
    if (menu.hidden) open(true);
    const place = rows.indexOf(document.activeElement);
    rows[place < 0 ? (step > 0 ? 0 : rows.length - 1) : (place + step + rows.length) % rows.length].focus();
  }
}

/** The clipboard may be refused to a page from a file: then the old way, and at worst the address itself to copy. */
async function copyLink(app, say) {
  app.remember();
  const written = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
  say(written || copiedByHand(location.href) ? "The link is copied." : `Copy the address of this page: ${location.href}`);
}

function copiedByHand(text) {
  const before = document.activeElement;
  const field = make("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus();
  return done;
}
