// Only what is around an entity: everything else leaves the drawing until one goes back.

const FURTHEST = 2; // steps; three reach most of a graph

/** The entities within `steps` of `number`, over what the filters leave. */
function withinSteps(links, number, steps) {
  const found = new Set([number]);
  let edge = [number];
  for (let step = 0; step < steps; step += 1) {
    edge = edge.flatMap((one) => [...links.get(one)?.keys() ?? []]).filter((other) => !found.has(other) && found.add(other));
  }
  return found;
}

registerScope((data, state, seen) => {
  if (!state.around) return null;
  const links = linksLeft(data, seen, !state.filters.other.has("said"));
  return new Set([...withinSteps(links, state.around.number, state.around.steps), ...state.pinned]);
});

function showAround(app, around) {
  app.state.around = around;
  if (around) app.state.called.add(around.number);
  app.refresh();
  if (app.state.selected) app.select(app.state.selected); // what the panel offers has changed
  fit(app.canvas, { animated: true });
  app.remember();
}

function isAround(app, number, steps) {
  const { around } = app.state;
  return around?.number === number && around.steps === steps;
}

for (const steps of [1, FURTHEST]) {
  registerAction({
    id: `around-${steps}`, where: "entity", label: steps === 1 ? "Show only what is around" : `Around to ${steps} steps`,
    shown: (app, number) => app.data.entities[number].neighbours.size > 0 && !isAround(app, number, steps),
    run: (app, number) => showAround(app, { number, steps }),
  });
}

registerAction({
  id: "around-entity-end", where: "entity", label: "Back to the whole graph",
  shown: (app, number) => app.state.around?.number === number, run: (app) => showAround(app, null),
});

registerChips(({ data, state }) => (state.around ? [{
  text: `only around ${clipped(data.entities[state.around.number].name, 40)}, ${counted(state.around.steps, "step")}`,
  remove() { state.around = null; },
}] : []));

registerAction({
  id: "around-end", where: "view", shown: (app) => app.state.around !== null, run: (app) => showAround(app, null),
  label: "Back to the whole graph",
});

registerState({
  key: "around", moves: true,
  write: ({ data, state }) => (state.around ? joinNames([data.entities[state.around.number].id, String(state.around.steps)]) : ""),
  read(app, text) {
    const [id, steps] = splitNames(text);
    const number = text ? app.data.entities.findIndex((entity) => entity.id === id) : -1;
    const around = number < 0 ? null : { number, steps: Math.min(Math.max(Number(steps) || 1, 1), FURTHEST) };
    if (Boolean(around) !== Boolean(app.state.around)) app.canvas.fitted = true; // so that the view follows
    app.state.around = around;
  },
});
