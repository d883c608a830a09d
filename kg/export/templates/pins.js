// Entities that one holds in place, and entities that one puts aside.

/** Wires what a pin needs of the drawing: it goes along when its entity is dragged, and has its sign there. */
function startPins(app) {
  const { network } = app.canvas;
  network.on("dragEnd", ({ nodes }) => {
    for (const number of nodes) { // who is moved by hand stays where the hand has put them
      app.state.pinned.add(number);
      app.canvas.fixed.set(number, placeNow(app.canvas, number));
    }
    if (nodes.length) app.remember();
  });
  network.on("afterDrawing", (context) => drawPins(app, context));
}

function placeNow(canvas, number) {
  const { x, y } = canvas.nodes.get(number) ? canvas.network.getPositions([number])[number] : placeOf(canvas, number);
  return { x: Math.round(x), y: Math.round(y) };
}

function drawPins(app, context) {
  const { canvas, state } = app;
  if (!state.pinned.size) return;
  const ratio = context.canvas.width / Math.max(context.canvas.clientWidth, 1);
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const number of state.pinned) {
    const node = canvas.network.body.nodes[number];
    if (node && !faded(canvas, number)) drawPin(canvas, context, node);
  }
  context.restore();
}

/** A drawing pin at the upper right of its node: a head and a needle, the same size at any scale. */
function drawPin(canvas, context, node) {
  const centre = canvas.network.canvasToDOM({ x: node.x, y: node.y });
  const reach = Math.max(node.options.size * canvas.network.getScale() * 0.6, 4);
  const [x, y] = [centre.x + reach, centre.y - reach];
  context.lineCap = "round";
  for (const [colour, width] of [[canvas.colours.paper, 5], [canvas.colours.ink, 2]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 6, y - 7);
    context.stroke();
  }
  context.fillStyle = canvas.colours.ink;
  context.strokeStyle = canvas.colours.paper;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x + 7, y - 8, 4.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function setPin(app, number, held) {
  const { canvas, state } = app;
  if (held) {
    state.pinned.add(number);
    canvas.fixed.set(number, placeNow(canvas, number));
  } else {
    state.pinned.delete(number);
    state.called.add(number); // it does not leave the drawing only because nothing holds it any more
    canvas.fixed.delete(number);
  }
  app.refresh();
  app.select({ kind: "entity", number });
  document.getElementById("action-pin")?.focus({ preventScroll: true });
}

/** Where pinned entities stand, whatever the layout says. */
function placePins(canvas) {
  for (const [number, place] of canvas.fixed) canvas.places.set(number, place);
  canvas.nodes.update([...canvas.fixed].filter(([number]) => canvas.nodes.get(number)).map(([id, place]) => ({ id, ...place })));
}

function hideEntity(app, number) {
  app.state.hidden.add(number);
  if (app.state.around?.number === number) app.state.around = null; // what is around it is nothing without it
  app.refresh();
  app.select(null);
  document.getElementById("action-show-hidden")?.focus({ preventScroll: true });
}

function showHidden(app, number = null) {
  if (number === null) app.state.hidden.clear();
  else app.state.hidden.delete(number);
  app.refresh();
  if (number !== null) app.select({ kind: "entity", number });
  app.remember();
}

registerAction({
  id: "pin", where: "entity", label: (app, number) => (app.state.pinned.has(number) ? "Unpin" : "Pin"),
  shown: (app, number) => !app.state.hidden.has(number), run: (app, number) => setPin(app, number, !app.state.pinned.has(number)),
});

registerAction({
  id: "hide", where: "entity", label: (app, number) => (app.state.hidden.has(number) ? "Show it again" : "Hide"),
  run: (app, number) => (app.state.hidden.has(number) ? showHidden(app, number) : hideEntity(app, number)),
});

registerChips(({ state }) => (state.hidden.size ? [{
  text: `${counted(state.hidden.size, "entity", "entities")} hidden by you`, remove() { state.hidden.clear(); },
}] : []));

registerAction({
  id: "show-hidden", where: "view", label: (app) => `Show hidden (${app.state.hidden.size})`,
  shown: (app) => app.state.hidden.size > 0, run: (app) => showHidden(app),
});

/** Numbers of the entities that have these ids; ids that the graph does not have are passed over. */
function entitiesCalled(data, ids) {
  const wanted = new Set(ids);
  return data.entities.filter((entity) => wanted.has(entity.id)).map((entity) => entity.number);
}

registerState({
  key: "pinned", moves: true,
  write: ({ data, state, canvas }) => joinNames([...state.pinned].sort((a, b) => a - b).flatMap((number) => {
    const { x, y } = canvas.fixed.get(number);
    return [data.entities[number].id, String(x), String(y)];
  })),
  read(app, text) {
    const { canvas, data, state } = app;
    const names = splitNames(text);
    state.pinned.clear();
    canvas.fixed.clear();
    for (let at = 0; at + 2 < names.length; at += 3) {
      const [x, y] = [Number(names[at + 1]), Number(names[at + 2])];
      const [number] = entitiesCalled(data, [names[at]]);
      if (number === undefined || !Number.isFinite(x) || !Number.isFinite(y)) continue;
      state.pinned.add(number);
      canvas.fixed.set(number, { x, y });
    }
    placePins(canvas);
  },
});

registerState({
  key: "hidden", moves: true,
  write: ({ data, state }) => joinNames([...state.hidden].sort((a, b) => a - b).map((number) => data.entities[number].id)),
  read(app, text) {
    app.state.hidden.clear();
    for (const number of entitiesCalled(app.data, splitNames(text))) app.state.hidden.add(number);
  },
});
