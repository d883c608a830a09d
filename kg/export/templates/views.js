// The views of the page (the drawing, lists, documents): each registers itself, the switch in the header is made from them.

const VIEW_ORDER = ["graph", "entities", "statements", "documents"];
const views = [];

/**
 * A view is {id, label, element(app), show(app, options), hide(app)}. `element` is asked once, `show` whenever the view is
 * opened and after each change of what the filters leave (without `options` then), `hide` when another view is opened.
 */
function registerView(view) {
  views.push(view);
  views.sort((a, b) => VIEW_ORDER.indexOf(a.id) - VIEW_ORDER.indexOf(b.id));
}

function viewOf(id) {
  return views.find((view) => view.id === id) ?? views[0];
}

/** Puts the elements of all views into the page, and their switch into the header. */
function buildViews(app) {
  const main = document.getElementById("main");
  const bar = document.getElementById("views");
  for (const view of views) {
    view.root = view.element(app);
    view.root.hidden = true;
    if (!view.root.isConnected) main.append(view.root);
    view.button = make("button", { type: "button", id: `view-${view.id}`, "aria-pressed": "false", onclick: () => app.open(view.id) }, view.label);
    bar.append(view.button);
  }
}

/** Shows the view `id` and no other. */
function openView(app, id, options = {}) {
  const wanted = viewOf(id);
  for (const view of views) {
    if (view !== wanted && !view.root.hidden) view.hide?.(app);
    view.root.hidden = view !== wanted;
    view.button.setAttribute("aria-pressed", String(view === wanted));
  }
  app.state.view = wanted.id;
  document.body.dataset.view = wanted.id;
  wanted.show?.(app, options);
}
