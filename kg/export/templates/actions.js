// What one can do with an entity, a line, a document or the view: each action registers itself, buttons are made from them.

const FIRST_ACTIONS = 3; // in the panel, before "More": whatever it is about comes before what can be done with it
const registeredActions = [];
let moreOf = ""; // what the panel shows all actions of; it is drawn anew after many of them

/**
 * An action is {id, label, where, run(app, number), shown(app, number)}. `where` is "entity", "line", "document" or "view";
 * `label` is words or a function of (app, number) that gives them; without `shown` it is always there.
 */
function registerAction(action) {
  registeredActions.push(action);
}

/** The buttons for one thing, in the order in which the actions registered themselves. */
function actionButtons(app, where, number = null) {
  return registeredActions
    .filter((action) => action.where === where && (!action.shown || action.shown(app, number)))
    .map((action) => make(
      "button", { type: "button", class: "button", id: `action-${action.id}`, onclick: () => action.run(app, number) },
      typeof action.label === "function" ? action.label(app, number) : action.label,
    ));
}

/** The row of an entity, a line or a document in the panel; nothing where there is nothing to do. */
function actionRow(app, where, number) {
  const buttons = actionButtons(app, where, number);
  if (buttons.length > FIRST_ACTIONS + 1) return manyActions(`${where} ${number}`, buttons);
  return buttons.length ? make("div", { class: "actions" }, ...buttons) : null;
}

function manyActions(of, buttons) {
  const [first, rest] = [buttons.slice(0, FIRST_ACTIONS), buttons.slice(FIRST_ACTIONS)];
  if (moreOf === of) return make("div", { class: "actions" }, ...buttons);
  for (const button of rest) button.hidden = true;
  const more = make("button", { type: "button", class: "button more-actions", "aria-expanded": "false", onclick: () => {
    moreOf = of;
    for (const button of rest) button.hidden = false;
    rest[0].focus();
    more.remove();
  } }, "More");
  return make("div", { class: "actions" }, ...first, more, ...rest);
}

/** The actions of the view, drawn anew because what they say and whether they are there changes. */
function showViewActions(app) {
  const box = document.getElementById("view-actions");
  const focused = box.contains(document.activeElement) ? document.activeElement.id : null;
  box.replaceChildren(...actionButtons(app, "view"));
  if (focused) document.getElementById(focused)?.focus();
}
