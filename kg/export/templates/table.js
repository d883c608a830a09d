// The same entities as a table: for a screen reader, and for whoever prefers to read.

const COLUMNS = [
  { label: "Name", value: (entity) => entity.name, text: true },
  { label: "Type", class: "kind", value: (entity, data) => data.types[entity.type].label, text: true },
  { label: "Relationships", class: "number", value: (entity) => entity.relationships.length },
  { label: "Statements", class: "number optional", value: (entity) => entity.said.length + entity.about.length },
  { label: "Mentions", class: "number optional", value: (entity) => entity.mentions },
];

const tableOrder = { column: null, down: true };

registerView({
  id: "entities", label: "Entities",
  element: () => make("div", { id: "table", class: "table" }),
  show: (app) => drawTable(app),
});

function drawTable(app) {
  const root = document.getElementById("table");
  const rows = sorted(app, tableOrder);
  const body = make("tbody");
  const table = make("table", {}, make("caption", {}, `${counted(rows.length, "entity", "entities")}, as the filters leave them`), headRow(tableOrder, () => drawTable(app)), body);
  root.replaceChildren(table);
  appendRows(app, root, body, rows, 0);
}

function sorted(app, { column, down }) {
  const rows = [...app.seen.listed].sort((a, b) => a - b).map((number) => app.data.entities[number]);
  if (column === null) return rows;
  const { value, text } = COLUMNS[column];
  const compare = (a, b) => (text ? value(b, app.data).localeCompare(value(a, app.data), "en") : value(a) - value(b));
  return rows.sort((a, b) => (down ? -compare(a, b) : compare(a, b)) || a.number - b.number);
}

function headRow(order, draw) {
  const cells = COLUMNS.map((column, place) => {
    const chosen = order.column === place;
    const rising = column.text ? order.down : !order.down;
    const turn = () => {
      order.down = chosen ? !order.down : true;
      order.column = place;
      draw();
    };
    const arrow = chosen ? (rising ? " ↑" : " ↓") : "";
    const button = make("button", { type: "button", onclick: turn }, `${column.label}${arrow}`);
    return make("th", { scope: "col", class: column.class ?? "", "aria-sort": chosen && (rising ? "ascending" : "descending") }, button);
  });
  return make("thead", {}, make("tr", {}, ...cells));
}

function appendRows(app, root, body, rows, from) {
  const end = from + 200;
  body.append(...rows.slice(from, end).map((entity) => make("tr", {}, ...COLUMNS.map((column, place) => make(
    "td", { class: column.class ?? "" }, place ? String(column.value(entity, app.data)) : entityButton(app, entity.number))))));
  if (end >= rows.length) return;
  const more = make("button", { type: "button", class: "button more" }, `Show ${Math.min(200, rows.length - end)} more`);
  more.addEventListener("click", () => {
    more.remove();
    appendRows(app, root, body, rows, end);
  });
  root.append(more);
}
