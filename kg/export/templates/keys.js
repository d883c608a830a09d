// The drawing by keyboard: from one entity to the next, into the panel, and what is selected said aloud.

const DRAWING_KEYS = "N and P go to the next and the previous entity, Enter into its details, the arrow keys move the drawing";

/** The keys of the drawing, once it has the focus; vis-network has its own for moving and zooming. */
function wireDrawing(app) {
  const drawing = byId("graph").firstChild;
  if (!drawing) return;
  drawing.setAttribute("role", "application");
  drawing.setAttribute("aria-label", `Drawing of the graph. ${DRAWING_KEYS}; the table lists the same entities`);
  const said = make("p", { id: "drawing-said", class: "unseen", role: "status", dir: "auto" });
  byId("main").append(said);
  drawing.addEventListener("keydown", (event) => drawingKey(app, said, event));
}

function drawingKey(app, said, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { n: 1, p: -1 }[event.key.toLowerCase()];
  if (step) stepDrawn(app, said, step);
  else if (event.key === "Enter" && app.state.selected) byId("panel").focus({ preventScroll: true });
  else return;
  event.preventDefault();
}

/** Entities have their numbers by centrality; while one picks the end of a path, a step would be a choice. */
function stepDrawn(app, said, step) {
  const drawn = [...app.seen.entities].sort((a, b) => a - b);
  if (!drawn.length || app.picking) return;
  const { selected } = app.state;
  const at = selected?.kind === "entity" ? selected.number : -1;
  const next = step > 0 ? drawn.find((number) => number > at) ?? drawn[0] : drawn.findLast((number) => at < 0 || number < at) ?? drawn[drawn.length - 1];
  app.select({ kind: "entity", number: next });
  said.textContent = inShort(app, next);
}

/** "Harbour Trust, organisation, 11 lines", of the lines that are drawn. */
function inShort({ data, seen }, number) {
  const { name, type, lines } = data.entities[number];
  return [clipped(name, 120) || "(no name)", data.types[type].label, counted(lines.filter((line) => seen.lines.has(line)).length, "line")].join(", ");
}
