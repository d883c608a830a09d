// Search in names and aliases as one types; the arrows move, Enter jumps.

const FOUND = 12;

/** Letters without case and accents, so that "Zoe" finds "Zoë". */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Entities whose name or alias holds all the words, those that begin with them first: [number, alias or null]. */
function findEntities(index, query) {
  const parts = plain(query).split(/\s+/).filter(Boolean);
  if (!parts.length) return [];
  const found = [];
  for (const { number, names } of index) {
    const best = names.map((name, place) => [score(name, parts), place]).reduce((a, b) => (b[0] > a[0] ? b : a));
    if (best[0] > 0) found.push([best[0], number, best[1]]);
  }
  return found.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, FOUND).map(([, number, place]) => [number, place]);
}

function score(name, parts) {
  if (!parts.every((part) => name.includes(part))) return 0;
  if (name.startsWith(parts.join(" "))) return 3;
  return parts.every((part) => name.startsWith(part) || name.includes(` ${part}`)) ? 2 : 1;
}

function buildSearch(app) {
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  const index = app.data.entities.map(({ number, name, aliases }) => ({ number, names: [name, ...aliases].map((text) => plain(text.slice(0, 500))) }));
  const box = { app, input, list, found: [], at: -1 };
  input.addEventListener("input", () => {
    box.found = findEntities(index, input.value);
    box.at = box.found.length ? 0 : -1;
    showResults(box);
    app.state.search = input.value;
    app.remember();
  });
  input.addEventListener("keydown", (event) => searchKey(box, event));
  input.addEventListener("focus", () => { if (input.value) input.dispatchEvent(new Event("input")); });
  input.addEventListener("blur", () => setTimeout(() => closeResults(box), 150));
  return input;
}

function searchKey(box, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && box.found.length) {
    event.preventDefault();
    box.at = (box.at + step + box.found.length) % box.found.length;
    showResults(box);
  } else if (event.key === "Enter" && box.at >= 0) {
    choose(box, box.found[box.at][0]);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (box.list.hidden) box.input.blur();
    closeResults(box);
  }
}

function choose(box, number) {
  closeResults(box);
  const { app } = box;
  app.select({ kind: "entity", number });
  if (app.state.view === "graph" && app.state.selected?.kind === "entity") centreOn(app.canvas, number);
}

function closeResults(box) {
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}

function showResults(box) {
  const { app, input, list, found, at } = box;
  if (!input.value.trim()) return closeResults(box);
  list.replaceChildren(...found.map(([number, place], row) => resultRow(box, number, place, row)));
  if (!found.length) list.append(make("li", { class: "none", role: "option", "aria-disabled": "true" }, "No name or alias like this"));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  if (at >= 0) input.setAttribute("aria-activedescendant", `result-${at}`);
  list.children[at]?.scrollIntoView({ block: "nearest" });
  return app;
}

function resultRow(box, number, place, row) {
  const entity = box.app.data.entities[number];
  const type = box.app.data.types[entity.type];
  return make(
    "li", { role: "option", id: `result-${row}`, "aria-selected": String(row === box.at), onmousedown: (event) => {
      event.preventDefault();
      choose(box, number);
    } },
    sign(type), words("span", clipped(entity.name, 120), { class: "name" }), make("span", { class: "kind" }, type.label),
    place > 0 ? words("span", clipped(entity.aliases[place - 1], 120), { class: "alias" }) : null,
  );
}
