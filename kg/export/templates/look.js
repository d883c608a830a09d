// Where one looks: after a hand has moved or scaled the drawing, its middle and scale stand in the address.

const LOOK_RESTS = 250; // milliseconds after the last movement

/** Puts what one looks at into the address once the drawing rests. */
function startLook(app) {
  const { network } = app.canvas;
  network.on("dragEnd", ({ nodes }) => { if (!nodes.length) rememberLook(app); });
  network.on("zoom", () => rememberLook(app));
  network.on("animationFinished", () => { if (app.canvas.moved) rememberLook(app); });
}

function rememberLook(app) {
  app.canvas.moved = true;
  clearTimeout(app.lookTimer);
  app.lookTimer = setTimeout(() => { if (app.canvas.moved) app.remember(); }, LOOK_RESTS);
}

registerState({
  key: "look",
  write({ canvas }) {
    if (!canvas.moved) return "";
    const { x, y } = canvas.network.getViewPosition();
    return [Math.round(x), Math.round(y), canvas.network.getScale().toPrecision(3)].join(",");
  },
  read(app, text) {
    const [x, y, scale] = text.split(",").map(Number);
    app.looked = text && Number.isFinite(x) && Number.isFinite(y) && scale > 0 ? { position: { x, y }, scale } : null;
  },
  after({ canvas, looked }) {
    if (looked) canvas.network.moveTo({ ...looked, animation: false });
    else if (canvas.moved) fit(canvas);
    canvas.moved = looked !== null;
    canvas.fitted = canvas.fitted && !looked;
  },
});
