// A grid of many rows of which only those in sight are in the page. Each row is as high as the next, so that its place is
// known without drawing it, and cuts its words; one row, the open one, is as high as its words need.

const ROWS_BEYOND = 5; // drawn above and below what is in sight, so that scrolling shows no gap

/**
 * `columns`: [{id, label, width}]; `cells(item, open)`: the contents of a row, for each id of a column a list
 * of children; `chosen(item)`: Enter or a click; `sorted(id)`: a head was pressed.
 */
function createRows({ label, columns, cells, chosen, sorted }) {
  const body = make("div", { role: "rowgroup", class: "rows-body" });
  const head = make("div", { role: "row", class: "rows-row", "aria-rowindex": 1 });
  const element = make("div", { role: "grid", class: "rows", "aria-label": label, "aria-colcount": columns.length },
    make("div", { role: "rowgroup", class: "rows-head" }, head), body);
  element.style.setProperty("--columns", columns.map(({ width }) => width).join(" "));
  element.style.setProperty("--columns-narrow", columns.filter(({ narrow }) => narrow).map(({ width }) => width).join(" "));
  const rows = { element, body, head, columns, cells, chosen, sorted, items: [], drawn: new Map(), active: 0, open: -1, extra: 0, height: 0 };
  let waiting = false;
  element.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      drawRows(rows);
    });
  }, { passive: true });
  body.addEventListener("keydown", (event) => rowKey(rows, event));
  body.addEventListener("click", (event) => rowClick(rows, event));
  new ResizeObserver(() => {
    settleRows(rows);
    if (rows.open >= 0) bringRow(rows, rows.open); // the panel beside or below may have come over it
  }).observe(element);
  return rows;
}

/** Shows other items; whoever reads begins at the top again, unless `stay`. */
function showRows(rows, items, { order, stay = false } = {}) {
  const focused = rows.body.contains(document.activeElement);
  const open = rows.open >= 0 ? rows.items[rows.open] : null;
  rows.items = items;
  rows.open = open === null ? -1 : items.indexOf(open);
  rows.active = stay ? Math.min(rows.active, Math.max(items.length - 1, 0)) : 0;
  rows.element.setAttribute("aria-rowcount", String(items.length + 1));
  drawHead(rows, order);
  forgetRows(rows);
  if (!stay) rows.element.scrollTop = 0;
  drawRows(rows);
  if (focused) focusRow(rows);
}

function drawHead(rows, order) {
  const focused = [...rows.head.children].findIndex((cell) => cell.contains(document.activeElement));
  rows.head.replaceChildren(...rows.columns.map(({ id, label }, place) => {
    const mine = order?.column === id;
    const arrow = mine ? (order.falling ? " ↓" : " ↑") : "";
    const button = make("button", { type: "button", onclick: () => rows.sorted(id) }, label, make("span", { "aria-hidden": "true" }, arrow));
    return make("div", {
      role: "columnheader", class: `cell ${id}`, "aria-colindex": place + 1, "aria-sort": mine && (order.falling ? "descending" : "ascending"),
    }, button);
  }));
  if (focused >= 0) rows.head.children[focused].firstChild.focus();
}

/** Opens the row of `item`, or none; the others move down by what it needs more. */
function openRow(rows, item) {
  const place = item === null ? -1 : rows.items.indexOf(item);
  if (place === rows.open) return;
  const focused = rows.body.contains(document.activeElement);
  for (const changed of [rows.open, place]) {
    rows.drawn.get(changed)?.remove();
    rows.drawn.delete(changed);
  }
  rows.open = place;
  rows.extra = 0;
  if (place >= 0) activate(rows, place);
  settleRows(rows);
  if (focused) focusRow(rows);
  else if (place >= 0) bringRow(rows, place);
}

/** Draws what is in sight and, where heights have changed, puts all rows in their new places. */
function settleRows(rows) {
  rows.height = rowHeight(rows);
  drawRows(rows);
  for (const [place, row] of rows.drawn) row.style.top = `${rowTop(rows, place)}px`;
}

function forgetRows(rows) {
  rows.drawn.clear();
  rows.body.replaceChildren();
  rows.extra = 0;
}

/** The height of a row is said in the style, which knows how wide the grid is. */
function rowHeight(rows) {
  return parseFloat(getComputedStyle(rows.body).getPropertyValue("--row-height")) || 56;
}

function rowTop(rows, place) {
  return place * rows.height + (rows.open >= 0 && place > rows.open ? rows.extra : 0);
}

function rowAt(rows, pixels) {
  if (rows.open < 0 || pixels < rows.open * rows.height) return Math.floor(pixels / rows.height);
  return Math.max(rows.open, Math.floor((pixels - rows.extra) / rows.height));
}

function drawRows(rows) {
  const { element, body, items, drawn } = rows;
  if (!element.clientHeight) return;
  if (!drawn.size) rows.height = rowHeight(rows);
  const wanted = rowsInSight(rows);
  for (const [place, row] of drawn) {
    if (wanted.includes(place)) continue;
    row.remove();
    drawn.delete(place);
  }
  let next = body.firstChild;
  for (const place of wanted) {
    if (drawn.has(place)) next = drawn.get(place).nextSibling;
    else body.insertBefore(newRow(rows, place), next);
  }
  if (measureOpen(rows)) for (const [place, row] of drawn) row.style.top = `${rowTop(rows, place)}px`;
  body.style.height = `${rowTop(rows, items.length)}px`;
}

/** The rows in sight and the active one, which has the focus and must stay. */
function rowsInSight(rows) {
  const { element, items, active } = rows;
  const first = Math.max(rowAt(rows, element.scrollTop) - ROWS_BEYOND, 0);
  const last = Math.min(rowAt(rows, element.scrollTop + element.clientHeight) + ROWS_BEYOND, items.length - 1);
  const found = [];
  for (let place = first; place <= last; place += 1) found.push(place);
  if (active < first && active < items.length) found.unshift(active);
  if (active > last && active < items.length) found.push(active);
  return found;
}

function newRow(rows, place) {
  const open = place === rows.open;
  const contents = rows.cells(rows.items[place], open);
  const cells = rows.columns.map(({ id }, column) => make("div", { role: "gridcell", class: `cell ${id}`, "aria-colindex": column + 1 }, ...contents[id]));
  const row = make("div", {
    role: "row", class: open ? "rows-row open" : "rows-row", "aria-rowindex": place + 2, "aria-selected": String(open),
    tabindex: place === rows.active ? 0 : -1,
  }, ...cells);
  row.dataset.place = place;
  row.style.top = `${rowTop(rows, place)}px`;
  rows.drawn.set(place, row);
  return row;
}

function measureOpen(rows) {
  const row = rows.drawn.get(rows.open);
  const extra = row ? row.offsetHeight - rows.height : rows.extra;
  const changed = extra !== rows.extra;
  rows.extra = extra;
  return changed;
}

/** Moves to a row: it comes into sight and gets the focus. */
function goToRow(rows, place) {
  activate(rows, Math.max(0, Math.min(place, rows.items.length - 1)));
  bringRow(rows, rows.active);
  focusRow(rows);
}

function activate(rows, place) {
  const before = rows.drawn.get(rows.active);
  if (before) before.tabIndex = -1;
  rows.active = place;
  const row = rows.drawn.get(place);
  if (row) row.tabIndex = 0;
}

function bringRow(rows, place) {
  const { element } = rows;
  const head = rows.head.offsetHeight;
  const top = rowTop(rows, place);
  const end = rowTop(rows, place + 1) + head;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (end > element.scrollTop + element.clientHeight) element.scrollTop = Math.min(top, end - element.clientHeight);
  drawRows(rows);
}

function focusRow(rows) {
  const row = rows.drawn.get(rows.active);
  if (!row) return;
  row.focus({ preventScroll: true });
}

function rowKey(rows, event) {
  const page = Math.max(Math.floor((rows.element.clientHeight - rows.head.offsetHeight) / rows.height) - 1, 1);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  if (event.ctrlKey && step !== -Infinity && step !== Infinity) return;
  if (step !== undefined && !event.altKey && !event.metaKey) {
    event.preventDefault();
    goToRow(rows, rows.active + step);
  } else if (event.key === "Enter" && event.target.matches(".rows-row")) {
    event.preventDefault();
    rows.chosen(rows.items[rows.active], { key: true });
  }
}

function rowClick(rows, event) {
  const row = event.target.closest(".rows-row");
  if (!row || event.target.closest("button, a") || String(getSelection())) return; // who marks words wants to copy them
  goToRow(rows, Number(row.dataset.place));
  rows.chosen(rows.items[rows.active], { key: false });
}
