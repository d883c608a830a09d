// The answer as a table that can be sorted by any column.

const FIRST = 500; // rows at first; the rest on demand
const LONG = 220; // letters from which a cell is folded
const NUMBER = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** An element that shows `answer`; `show` gives words and page of an IRI. */
export function answerTable(answer, show) {
  if (answer.boolean !== undefined) return make("p", { className: "verdict" }, answer.boolean ? "Yes" : "No");
  const [columns, rows] = answer.triples
    ? [["subject", "predicate", "object"], answer.triples] : [answer.head.vars, answer.results.bindings];
  if (!rows.length) return make("p", { className: "empty" }, "Nothing in the graph fits the question.");
  return new Sorted(columns, rows, show).element;
}

class Sorted {
  /** A column of names with one of IRIs beside it (?body and ?body_iri) is one column of links. */
  constructor(columns, rows, show) {
    this.shown = columns.filter((column) => !columns.includes(column.replace(/_iri$/, "")) || !column.endsWith("_iri"));
    Object.assign(this, { columns, rows, show, by: null, rising: true, most: FIRST });
    this.element = make("div");
    this.render();
  }

  render() {
    const head = make("tr", {}, ...this.shown.map((column) => this.heading(column)));
    const body = this.ordered().slice(0, this.most).map((row) => make("tr", {}, ...this.shown.map((column) => cell(row[column], this.show, this.pageBeside(row, column)))));
    const left = this.rows.length - this.most;
    this.element.replaceChildren(
      make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)),
      left > 0 ? make("button", { type: "button", className: "button", onclick: () => this.more() }, `Show ${Math.min(left, FIRST * 4)} more of ${left}`) : "",
    );
  }

  pageBeside(row, column) {
    const beside = row[`${column}_iri`];
    return beside?.type === "uri" ? this.show(beside.value).page : null;
  }

  heading(column) {
    const chosen = this.by === column;
    const button = make("button", { type: "button", onclick: () => this.sort(column) }, `${column.replace(/_iri$/, "").replaceAll("_", " ")}${chosen ? (this.rising ? " ↑" : " ↓") : ""}`);
    const heading = make("th", { scope: "col", className: this.rows.some((row) => row[column] && isNumber(row[column])) ? "number" : "" }, button);
    if (chosen) heading.setAttribute("aria-sort", this.rising ? "ascending" : "descending");
    return heading;
  }

  sort(column) {
    this.rising = this.by === column ? !this.rising : true;
    this.by = column;
    this.render();
    [...this.element.querySelectorAll("th button")][this.shown.indexOf(column)].focus();
  }

  more() {
    this.most += FIRST * 4;
    this.render();
  }

  ordered() {
    if (!this.by) return this.rows;
    const turn = this.rising ? 1 : -1;
    return [...this.rows].sort((one, other) => turn * compare(one[this.by], other[this.by]));
  }
}

/** Numbers by their value, words as a dictionary has them, what is missing last. */
function compare(one, other) {
  if (!one || !other) return Number(!one) - Number(!other);
  if (isNumber(one) && isNumber(other)) return Number(one.value) - Number(other.value);
  return one.value.localeCompare(other.value, "en", { numeric: true });
}

function isNumber(term) {
  return NUMBER.test(term.datatype ?? "");
}

function cell(term, show, page) {
  if (!term) return make("td");
  if (page) return make("td", { dir: "auto" }, make("a", { href: page }, term.value));
  if (term.type === "uri") return make("td", {}, linked(term.value, show));
  const words = typeof term.value === "string" ? term.value : JSON.stringify(term.value);
  if (isNumber(term)) return make("td", { className: "number" }, words);
  return words.length > LONG ? folded(words) : make("td", { dir: "auto" }, words);
}

function linked(iri, show) {
  const { words, page } = show(iri);
  return page ? make("a", { href: page, title: iri }, words) : make("span", { title: iri }, words);
}

function folded(words) {
  const text = make("span", { className: "folded", dir: "auto" }, words);
  const button = make("button", { type: "button", className: "unfold", "aria-expanded": "false" }, "more");
  button.addEventListener("click", () => {
    const open = text.classList.toggle("folded");
    button.textContent = open ? "more" : "less";
    button.setAttribute("aria-expanded", String(!open));
  });
  return make("td", {}, text, button);
}
