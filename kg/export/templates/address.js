// What one sees stands in the address, so that it can be passed on, and going back and forward works.

const addressParts = [];
const kinds = new Map();

/**
 * A part of the state is {key, write(app) -> string or "", read(app, string), after(app), moves}: `read` gets "" where the
 * address does not have it and must then go back to what the page shows at first; `after` comes when all is read and drawn.
 * A change of a part with `moves` is a step that one can go back from; any other change takes the place of the address before.
 */
function registerState(part) {
  addressParts.push(part);
}

/**
 * A kind of thing that can be selected is {kind, render(app, number) -> elements, near(data, number) -> {entities, lines} or
 * null, write(app, number) -> [[key, value]], find(app, params) -> number or -1}. `near` is what is lifted out of the
 * drawing; `params` is a URLSearchParams of the address.
 */
function registerKind(kind) {
  kinds.set(kind.kind, kind);
}

/** Words as one text and back: a comma within one is written with a backslash. */
function joinNames(names) {
  return names.map((name) => name.replace(/[\\,]/g, "\\$&")).join(",");
}

function splitNames(text) {
  if (!text) return [];
  return [...text.matchAll(/(?:^|,)((?:[^\\,]|\\.)*)/gsu)].map((match) => match[1].replace(/\\(.)/gsu, "$1"));
}

function addressOf(app) {
  const params = new URLSearchParams();
  const { selected } = app.state;
  for (const [key, value] of selected ? kinds.get(selected.kind).write(app, selected.number) : []) params.set(key, value);
  for (const part of addressParts) {
    const value = part.write(app);
    if (value) params.set(part.key, value);
  }
  return `#${params}`.replaceAll("%2C", ",");
}

/** Whether the way from one address to another is a step that one can go back from. */
function isStep(app, before, after) {
  const kept = new Set(addressParts.filter((part) => !part.moves).map((part) => part.key));
  const moving = (address) => String(new URLSearchParams([...new URLSearchParams(address.slice(1))].filter(([key]) => !kept.has(key))));
  return moving(before) !== moving(after) && !app.closing;
}

function rememberState(app) {
  if (app.restoring) return;
  const address = addressOf(app);
  const before = location.hash || "#";
  if (address === before) return;
  if (isStep(app, before, address)) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** Brings the page to what its address says. */
function restoreState(app) {
  if (location.hash && addressOf(app) === location.hash) return;
  const params = new URLSearchParams(location.hash.slice(1));
  app.restoring = true;
  for (const part of addressParts) part.read(app, params.get(part.key) ?? "");
  app.refresh();
  app.open(app.state.view);
  app.select(selectedIn(app, params));
  for (const part of addressParts) part.after?.(app);
  app.restoring = false;
}

function selectedIn(app, params) {
  for (const { kind, find } of kinds.values()) {
    const number = find(app, params);
    if (number >= 0) return { kind, number };
  }
  return null;
}
