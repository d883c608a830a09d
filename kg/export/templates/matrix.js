// Who speaks on what: the most frequent speakers by the most frequent topics, as a table of counts.

const MOST = 20; // speakers and topics; more would not fit on a screen
const FEW = 9; // topics; their names then stand upright

/**
 * Counts of statements: those without a named speaker, and those without a topic, stand in the last row and column. Where
 * the statements are narrowed to one topic, that is the only column: another would promise what a click does not give.
 */
function matrixOf(data, numbers, only) {
  const all = { speakers: new Map(), onTopics: new Map(), topics: new Map(), cells: new Map() };
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const width = data.topics.length + 1;
  const cellKey = (speaker, topic) => (speaker + 1) * width + topic + 1;
  for (const number of numbers) {
    const { speaker, topics } = data.statements[number];
    add(all.speakers, speaker);
    if (topics.length) add(all.onTopics, speaker);
    for (const topic of only !== null ? [only] : topics.length ? topics : [NOBODY]) {
      add(all.topics, topic);
      add(all.cells, cellKey(speaker, topic));
    }
  }
  const speakers = mostFrequent(all.speakers, all.onTopics);
  const topics = mostFrequent(all.topics, all.topics);
  const count = (speaker, topic) => all.cells.get(cellKey(speaker, topic)) ?? 0;
  const shaded = speakers.flatMap((speaker) => topics.filter((topic) => speaker >= 0 && topic >= 0).map((topic) => count(speaker, topic)));
  return { speakers, topics, count, said: (speaker) => all.speakers.get(speaker), on: (topic) => all.topics.get(topic), largest: Math.max(1, ...shaded) };
}

/** Those that `first` counts most often, then those of `counts`; at the end whatever has no name. */
function mostFrequent(counts, first) {
  const often = (key) => (first.get(key) ?? 0) * 1e6 + counts.get(key);
  const found = [...counts.keys()].filter((key) => key !== NOBODY).sort((a, b) => often(b) - often(a) || a - b).slice(0, MOST);
  return counts.has(NOBODY) ? [...found, NOBODY] : found;
}

function drawMatrix(view, numbers) {
  const { data } = view.app;
  const matrix = matrixOf(data, numbers, saidState(view.app).topic);
  const go = (changes) => () => narrowTo(view, changes);
  const columns = matrix.topics.map((topic) => make("th", { scope: "col", class: topic < 0 ? "none" : "" },
    make("button", { type: "button", class: "plain", onclick: go({ topic }) }, words("span", clipped(topicLabel(data, topic), 40)))));
  const body = matrix.speakers.map((speaker) => make("tr", {},
    make("th", { scope: "row", class: speaker < 0 ? "none" : "" }, speaker < 0 ? "Speakers not named" : entityButton(view.app, speaker)),
    ...matrix.topics.map((topic) => matrixCell(view, matrix, speaker, topic)),
    make("td", { class: "all" }, matrixButton(matrix.said(speaker), `${counted(matrix.said(speaker), "statement")} of ${speakerLabel(data, speaker)}`, go({ speaker })))));
  const caption = make("caption", {}, make("span", {}, captionOf(data, matrix, numbers, saidState(view.app).topic)));
  const table = make("table", { class: matrix.topics.length <= FEW ? "matrix few" : "matrix" }, caption,
    make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "corner" }, "Speaker"), ...columns, make("th", { scope: "col", class: "all" }, make("span", {}, "All")))),
    make("tbody", {}, ...body));
  const box = make("div", { class: "said-scroll" }, table);
  arrowKeys(box, "td button", matrix.topics.length + 1);
  return box;
}

function captionOf(data, matrix, numbers, only) {
  const speakers = matrix.speakers.filter((speaker) => speaker >= 0).length;
  const topics = matrix.topics.filter((topic) => topic >= 0).length;
  const all = new Set(numbers.map((number) => data.statements[number].speaker).filter((speaker) => speaker >= 0)).size;
  return `${speakers < all ? `The ${speakers} of ${all} speakers who say most on topics` : counted(speakers, "speaker")}, by ${only !== null || topics === data.topics.length ? counted(topics, "topic") : `the ${topics} most frequent of ${data.topics.length} topics`}.`
    + " A statement on two topics counts under both. Choose a number to see the statements.";
}

function speakerLabel(data, speaker) {
  return speaker === NOBODY ? "speakers not named" : clipped(data.entities[speaker].name, 80);
}

function matrixCell(view, matrix, speaker, topic) {
  const { data } = view.app;
  const number = matrix.count(speaker, topic);
  const label = `${counted(number, "statement")} of ${speakerLabel(data, speaker)}, ${topicLabel(data, topic)}`;
  const cell = make("td", {}, matrixButton(number, label, () => narrowTo(view, { speaker, topic })));
  const share = speaker < 0 || topic < 0 ? 0 : Math.sqrt(number / Math.max(matrix.largest, 4));
  if (number) cell.firstChild.style.setProperty("--share", `${Math.round(share * 50)}%`);
  return cell;
}

function matrixButton(number, label, onclick) {
  if (!number) return make("button", { type: "button", class: "zero", "aria-label": label, disabled: true }, "·");
  return make("button", { type: "button", "aria-label": label, title: label, onclick }, number.toLocaleString("en-GB"));
}

/** From a cell or a bar to the statements behind it; what narrowed them before still does. */
function narrowTo(view, changes) {
  changeStatements(view, { shape: "table", ...changes });
  view.chips.querySelector("button")?.focus();
}

/** One stop of the tabulator for many buttons: the arrows move between them, `width` to a row. */
function arrowKeys(root, selector, width) {
  const buttons = [...root.querySelectorAll(selector)];
  const first = buttons.find((button) => !button.disabled);
  for (const button of buttons) button.tabIndex = button === first ? 0 : -1;
  root.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: width, ArrowUp: -width, Home: -1e6, End: 1e6 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = Math.abs(step) === 1e6 ? endOfRow(buttons, at, step, width) : nextButton(buttons, at, step);
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

function nextButton(buttons, at, step) {
  for (let place = at + step; place >= 0 && place < buttons.length; place += step) if (!buttons[place].disabled) return buttons[place];
  return null;
}

function endOfRow(buttons, at, step, width) {
  const start = at - (at % width);
  const row = buttons.slice(start, start + width).filter((button) => !button.disabled);
  return step < 0 ? row[0] : row[row.length - 1];
}
