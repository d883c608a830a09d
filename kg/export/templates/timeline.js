// When it was said: statements by the month or year of their documents, each bar stacked by who speaks.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const LONGEST_BY_MONTH = 48; // months; a longer time is shown by year at first
const LONGEST_TIME = 600; // bars; beyond that the periods without a statement are left out
const SPEAKERS_TO_CHOOSE = 100;

/** "2024-03" as "March 2024". */
function periodLabel(period) {
  const [year, month] = period.split("-");
  return month ? `${MONTHS[Number(month) - 1] ?? month} ${year}` : year;
}

/** {periods: [{period, counts}], groups: [{label, type}], undated, step}: how many statements of each group in each period. */
function timelineOf(data, numbers, { step, of }) {
  const dates = numbers.map((number) => data.documents[data.statements[number].document].date);
  const known = dates.filter((date) => /^\d{4}/.test(date));
  const byMonth = known.every((date) => /^\d{4}-\d\d/.test(date));
  const used = step === "year" || !byMonth ? "year" : step || (spanOf(known, "month").length > LONGEST_BY_MONTH ? "year" : "month");
  const length = used === "year" ? 4 : 7;
  const groups = speakerGroups(data, of);
  const counts = new Map(spanOf(known, used).map((period) => [period, groups.map(() => 0)]));
  numbers.forEach((number, place) => {
    const row = counts.get(dates[place].slice(0, length));
    if (row) row[groups.findIndex((group) => group.has(data.statements[number]))] += 1;
  });
  const periods = [...counts].map(([period, row]) => ({ period, counts: row, all: row.reduce((sum, count) => sum + count, 0) }));
  return { periods, groups, undated: dates.length - known.length, step: used, byMonth };
}

/** What a bar is stacked of: types of speakers, or one speaker and the others. */
function speakerGroups(data, of) {
  if (of !== null) {
    const label = of === NOBODY ? "Speakers not named" : data.entities[of].name;
    return [{ label, colour: "chosen", has: (made) => made.speaker === of }, { label: "All others", colour: "others", has: () => true }];
  }
  const types = data.types.map((type) => ({ label: type.label, type, colour: `type-${type.number % 7}`, has: (made) => made.speaker >= 0 && data.entities[made.speaker].type === type.number }));
  return [...types, { label: "not named", colour: "others", has: () => true }];
}

/** All months or years from the first to the last. */
function spanOf(dates, step) {
  if (!dates.length) return [];
  const length = step === "year" ? 4 : 7;
  const there = [...new Set(dates.map((date) => date.slice(0, length)))].sort();
  const place = (period) => (step === "year" ? Number(period) : Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1);
  const [first, last] = [place(there[0]), place(there[there.length - 1])];
  if (last - first >= LONGEST_TIME) return there;
  const name = (at) => (step === "year" ? String(at).padStart(4, "0") : `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`);
  return Array.from({ length: last - first + 1 }, (_, index) => name(first + index));
}

function drawTimeline(view, numbers) {
  const own = saidState(view.app);
  const time = timelineOf(view.app.data, numbers, own);
  if (!time.periods.length) return make("p", { class: "said-none" }, "No document of these statements has a date, so there is no timeline.");
  const box = make("div", { class: "said-scroll timeline" }, timelineTools(view, time, numbers), plotOf(view, time), timelineNote(time));
  arrowKeys(box, ".bars > button", 1e5);
  return box;
}

function timelineNote(time) {
  const text = [
    "The date of a statement is that of its document. Choose a bar to see its statements.",
    time.undated ? `${counted(time.undated, "statement")} of documents without a date ${time.undated === 1 ? "is" : "are"} not shown.` : "",
  ].filter(Boolean).join(" ");
  return make("p", { class: "timeline-note" }, text);
}

function timelineTools(view, time, numbers) {
  const { data } = view.app;
  const own = saidState(view.app);
  const select = make("select", { id: "said-of", onchange: () => {
    changeStatements(view, { of: select.value === "" ? null : Number(select.value) });
    byId("said-of").focus();
  } });
  select.append(make("option", { value: "" }, "All speakers, by type"), ...speakersToChoose(data, numbers, own.of).map((speaker) => (
    make("option", { value: speaker, selected: speaker === own.of }, clipped(speakerLabel(data, speaker), 60)))));
  const steps = make("div", { class: "switch", role: "group", "aria-label": "Bars for each" }, ...[["month", "Month"], ["year", "Year"]].map(([id, label]) => (
    make("button", { type: "button", id: `said-by-${id}`, "aria-pressed": String(time.step === id), disabled: id === "month" && !time.byMonth, onclick: () => {
      changeStatements(view, { step: id });
      byId(`said-by-${id}`).focus();
    } }, label))));
  const shown = time.groups.map((group, place) => [group, time.periods.reduce((sum, { counts }) => sum + counts[place], 0)]).filter(([, count]) => count);
  const key = make("ul", { class: "timeline-key" }, ...shown.map(([group, count]) => make("li", {},
    make("span", { class: `block ${group.colour}`, "aria-hidden": "true" }), words("span", clipped(group.label, 60)), make("span", { class: "count" }, count.toLocaleString("en-GB")))));
  return make("div", { class: "timeline-tools" }, make("label", {}, "Speakers ", select), steps, key);
}

function speakersToChoose(data, numbers, of) {
  const counts = new Map();
  for (const number of numbers) counts.set(data.statements[number].speaker, (counts.get(data.statements[number].speaker) ?? 0) + 1);
  const found = [...counts.keys()].sort((a, b) => (a < 0) - (b < 0) || counts.get(b) - counts.get(a) || a - b).slice(0, SPEAKERS_TO_CHOOSE);
  return of === null || found.includes(of) ? found : [of, ...found];
}

function plotOf(view, time) {
  const largest = Math.max(...time.periods.map(({ all }) => all));
  const top = roundUp(largest);
  const scale = make("div", { class: "scale", "aria-hidden": "true" }, ...[top, top / 2, 0].map((count) => make("span", {}, Number.isInteger(count) ? count.toLocaleString("en-GB") : "")));
  const bars = make("div", { class: "bars", role: "group", "aria-label": `Statements by ${time.step}` }, ...time.periods.map((item, place) => bar(view, time, item, place, top)));
  return make("div", { class: "plot" }, scale, make("div", { class: "bars-scroll" }, bars));
}

/** The next number with one figure that counts, and even, so that half of it is a number too. */
function roundUp(number) {
  const unit = 10 ** Math.max(Math.floor(Math.log10(number)), 0);
  const up = Math.ceil(number / unit) * unit;
  return up % 2 ? up + 1 : up;
}

function bar(view, time, { period, counts, all }, place, top) {
  const parts = counts.map((count, group) => [count, time.groups[group]]).filter(([count]) => count);
  const label = `${periodLabel(period)}: ${counted(all, "statement")}${all ? ` (${parts.map(([count, { label: name }]) => `${count.toLocaleString("en-GB")} ${clipped(name, 60)}`).join(", ")})` : ""}`;
  const stack = make("span", { class: "stack" }, ...parts.map(([count, { colour }]) => {
    const block = make("span", { class: `block ${colour}` });
    block.style.height = `${(count / top) * 100}%`;
    return block;
  }));
  const button = make("button", {
    type: "button", "aria-label": label, title: label, disabled: !all, onclick: () => narrowTo(view, { period: withinPeriod(view, period) }),
  }, stack, make("span", { class: "tick" }, tickOf(time, period, place)));
  return button;
}

/** A year chosen where a month of it is chosen already stays that month: the bar counts no more than it. */
function withinPeriod({ app }, period) {
  const { period: chosen } = saidState(app);
  return chosen.startsWith(period) ? chosen : period;
}

/** Below a bar: the year, and between years the month as far as there is room. */
function tickOf({ step, periods }, period, place) {
  if (step === "year") return periods.length <= 40 || Number(period) % 5 === 0 ? period : "";
  const month = Number(period.slice(5));
  if (month === 1 || place === 0) return period.slice(0, 4);
  return periods.length <= 24 ? MONTHS[month - 1].slice(0, 3) : "";
}
