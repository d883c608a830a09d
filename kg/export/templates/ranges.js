// Filters from … to …: dates of documents and confidences of relationships, each over a small picture of how many there are.

const RANGES = [
  {
    key: "dates", title: "Dates", input: { type: "date" }, whole: ["", ""], units: ["relationship or statement", "relationships and statements"],
    ends: (app, bar) => app.periods.name(bar),
    note: (app) => datesNote(app.data), bars: (app) => app.periods.count,
  },
  {
    key: "confidence", title: "Confidence of a relationship", input: { type: "number", min: 0, max: 1, step: 0.05 }, whole: [0, 1], units: ["relationship"],
    ends: (app, bar) => [bar / SURE_STEPS, bar === SURE_STEPS - 1 ? 1 : (bar + 1) / SURE_STEPS - 0.001].map((end) => Number(end.toFixed(3))),
    note: () => "", bars: () => SURE_STEPS,
  },
];

function datesNote(data) {
  const without = data.documents.filter((item) => !dateOf(item)).length;
  if (!without) return "";
  if (without === data.documents.length) return "No document has a date.";
  return `${counted(without, "document has no date", "documents have no date")} and ${without === 1 ? "is" : "are"} left out of any range.`;
}

function buildRanges(app, root) {
  const groups = RANGES.map((range) => createRange(app, range));
  root.append(...groups.map((group) => group.box));
  return () => groups.forEach((group) => updateRange(app, group));
}

function createRange(app, range) {
  const note = make("span", { class: "note" });
  const inputs = ["from", "to"].map((end) => make("input", { ...range.input, "aria-label": `${range.title}: ${end}` }));
  const bars = Array.from({ length: range.bars(app) }, (_, bar) => createBar(app, range, bar));
  const picture = bars.length ? make("div", { class: "bars", "aria-hidden": "true" }, ...bars.map(({ box }) => box)) : null;
  const words_ = range.note(app);
  const word = (text) => make("span", { "aria-hidden": "true" }, text);
  const ends = range.key === "dates" ? [word("from"), inputs[0], word("to"), inputs[1]] : [inputs[0], word("to"), inputs[1]];
  const from = bars.length ? make("div", { class: `ends ${range.key}` }, ...ends) : null;
  const list = make("fieldset", {}, make("legend", { class: "unseen" }, range.title), picture, from, words_ ? make("p", { class: "small" }, words_) : null);
  const box = make("details", { class: "facet" }, make("summary", {}, make("span", { class: "title" }, range.title), note), list);
  const group = { range, box, note, inputs, bars };
  inputs.forEach((input) => input.addEventListener("change", () => setRange(app, range, inputs.map((one) => one.value))));
  box.addEventListener("toggle", () => updateRange(app, group));
  return group;
}

/** A bar of all, and over it one of what the other filters leave; a click on it sets the range to it. */
function createBar(app, range, bar) {
  const left = make("i", { class: "left" });
  const all = make("i", { class: "all" });
  const box = make("b", { onclick: () => setRange(app, range, range.ends(app, bar)) }, all, left);
  return { box, all, left };
}

/** What is written may be half a date or no number: then that end is open. */
function setRange(app, range, values) {
  app.state.filters[range.key] = range.key === "dates" ? values.map((value) => (/^\d{4}(-\d\d){0,2}$/.test(value) ? value : "")) : sureRange(values);
  applyFilters(app);
}

function sureRange([low, high]) {
  const number = (value, otherwise) => (value === "" || !Number.isFinite(Number(value)) ? otherwise : Math.min(1, Math.max(0, Number(value))));
  return [number(low, 0), number(high, 1)];
}

function isWhole(app, key) {
  const { whole } = RANGES.find((range) => range.key === key);
  return app.state.filters[key].every((end, place) => end === whole[place]);
}

function updateRange(app, { range, box, note, inputs, bars }) {
  const values = app.state.filters[range.key];
  note.textContent = isWhole(app, range.key) ? "" : rangeWords(range.key, values);
  if (!box.open || !app.counts) return;
  inputs.forEach((input, place) => { input.value = String(values[place]); });
  const [some, all] = [app.counts[range.key], app.allCounts[range.key]];
  const most = Math.max(1, ...all);
  bars.forEach((bar, place) => {
    const ends = range.ends(app, place);
    bar.all.style.height = `${(100 * all[place]) / most}%`;
    bar.left.style.height = `${(100 * some[place]) / most}%`;
    bar.left.classList.toggle("out", ends[1] < values[0] || (values[1] !== "" && ends[0] > values[1]));
    const units = all[place] === 1 ? range.units[0] : range.units[1] ?? `${range.units[0]}s`;
    bar.box.title = `${ends.join(" to ")}: ${digits(some[place])} of ${digits(all[place])} ${units}`;
  });
}

function rangeWords(key, [low, high]) {
  if (key === "confidence") return `${low} to ${high}`;
  if (low && high) return low === high ? low : `${low} to ${high}`;
  return low ? `from ${low}` : `to ${high}`;
}
