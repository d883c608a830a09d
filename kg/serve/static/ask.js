// The page that asks in SPARQL: questions on the left, the editor, and what the server answers.

import { draw, drop } from "./drawing.js";
import { createEditor } from "./editor.js";
import { fieldsOf, listQuestions, showFields } from "./questions.js";
import { answerTable } from "./table.js";
import { pageOf, parseTriples, prefixed } from "./terms.js";

const FIRST = "SELECT ?person ?name WHERE {\n  ?person a kg:Person ; foaf:name ?name\n} ORDER BY ?name LIMIT 50";
const ROWS = [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "json"],
  ["XML", "application/sparql-results+xml", "xml"]];
const TRIPLES = [["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"], ["JSON-LD", "application/ld+json", "jsonld"]];

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const state = { question: null, running: null, answer: null, asked: null, name: "answer", shown: "table" };

const editor = createEditor({
  parent: byId("editor"), text: FIRST, label: "The question in SPARQL", nonce: data.nonce, words: data.words, run,
  changed: forget,
});

function say(words, wrong = false) {
  byId("said").textContent = words;
  byId("said").classList.toggle("wrong", wrong);
}

/** Whether the text is still that of the question that was chosen. */
function isNamed() {
  return state.question !== null && editor.text().trimEnd() === state.question.sparql.trimEnd();
}

/** Takes away what belongs to another text: the answer, what was said of it, and the fields of a named question. */
function forget() {
  state.running?.abort();
  state.running = null;
  busy(false);
  editor.mark(null);
  say("");
  clear();
  byId("fields").hidden = !isNamed() || state.question.parameters.length === 0;
}

function clear() {
  state.answer = null;
  drop();
  byId("answer-bar").hidden = true;
  byId("downloads").replaceChildren();
  byId("table").replaceChildren();
  byId("graph").replaceChildren();
}

function choose(question) {
  state.question = question;
  showFields(byId("fields"), question.parameters, run);
  editor.setText(question.sparql.trimEnd());
  forget(); // the text may be what it was
  for (const button of byId("names").querySelectorAll("button")) {
    if (button.dataset.name === question.name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  history.replaceState(null, "", `#${new URLSearchParams({ question: question.name })}`);
  if (matchMedia("(max-width: 900px)").matches) byId("questions").open = false;
  const missing = question.parameters.some((parameter) => !parameter.optional);
  if (missing) byId("fields").querySelector("input, select").focus();
  else run();
}

/** What is asked now; parameters only go along while the text is that of a question which declares them. */
function asked() {
  const body = new URLSearchParams({ query: editor.text() });
  for (const [name, value] of fieldsOf(byId("fields"))) if (value) body.set(`$${name}`, value);
  return body;
}

async function run() {
  state.running?.abort();
  const controller = new AbortController();
  state.running = controller;
  busy(true);
  say("Asking…");
  editor.mark(null);
  const began = performance.now();
  try {
    const body = asked();
    const name = isNamed() ? state.question.name : "answer";
    const response = await fetch("/sparql", {
      method: "POST", body, signal: controller.signal, headers: { accept: "application/sparql-results+json, application/n-triples;q=0.9" },
    });
    const seconds = (performance.now() - began) / 1000;
    if (response.ok) await show(response, { body, name, seconds, controller });
    else {
      clear();
      await complain(response);
    }
  } catch (error) {
    if (state.running === controller) {
      clear();
      say(error.name === "AbortError" ? "Stopped." : "The server does not answer: is kg serve still running?", error.name !== "AbortError");
    }
  } finally {
    if (state.running === controller) {
      state.running = null;
      busy(false);
    }
  }
}

function busy(on) {
  byId("run").disabled = on;
  byId("stop").hidden = !on;
  byId("table").setAttribute("aria-busy", String(on));
}

async function complain(response) {
  const problem = await response.json();
  say(problem.detail, true);
  if (problem.line) editor.mark({ line: problem.line, column: problem.column, message: problem.detail });
}

async function show(response, { body, name, seconds, controller }) {
  const triples = response.headers.get("content-type").startsWith("application/n-triples");
  const answer = triples ? { triples: parseTriples(await response.text()) } : await response.json();
  if (state.running !== controller) return; // another question was asked while this answer came in
  Object.assign(state, { answer, asked: body, name });
  const took = `${seconds < 0.995 ? `${Math.max(Math.round(seconds * 1000), 1)} ms` : `${seconds.toFixed(1)} s`}`;
  const cut = response.headers.get("kg-truncated") ? ", cut at the limit of the server" : "";
  const hint = response.headers.get("kg-hint");
  say(`${counted(state.answer)}${cut} in ${took}${hint ? `. ${hint}` : ""}`, Boolean(hint));
  byId("answer-bar").hidden = false;
  byId("as-graph").disabled = state.answer.boolean !== undefined;
  offer(triples ? TRIPLES : ROWS);
  present(state.answer.boolean === undefined ? state.shown : "table");
}

function counted(answer) {
  if (answer.boolean !== undefined) return "Answered";
  const [number, word] = answer.triples ? [answer.triples.length, "triple"] : [answer.results.bindings.length, "row"];
  return `${number.toLocaleString("en-GB")} ${word}${number === 1 ? "" : "s"}`;
}

function present(as) {
  state.shown = as;
  byId("as-table").setAttribute("aria-pressed", String(as === "table"));
  byId("as-graph").setAttribute("aria-pressed", String(as === "graph"));
  byId("table").hidden = as !== "table";
  byId("graph").hidden = as !== "graph";
  if (as === "graph") draw(byId("graph"), state.answer, shown);
  else byId("table").replaceChildren(answerTable(state.answer, shown));
}

/** What an IRI is shown as, and the page it has here. */
function shown(iri) {
  const page = pageOf(iri, data.base);
  const short = prefixed(iri, data.prefixes);
  return { page, words: page && short === iri ? nameOf(decoded(iri.slice(data.base.length))) : short, kind: data.kinds[kindOf(iri)] };
}

/** The kind of a thing is the first step of its path; one whose name is a hash is called by that. */
function kindOf(iri) {
  return iri.startsWith(data.base) ? iri.slice(data.base.length).split("/")[0] : "";
}

function nameOf(id) {
  return /^[a-z]+\/[0-9a-f]{16}$/.test(id) ? id.split("/")[0] : id;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a base that is not ours may hold a bare %
  }
}

/** Buttons that ask again for another format, and hand over the file. */
function offer(formats) {
  byId("downloads").replaceChildren("Save as", ...formats.map(([label, type, ending]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => save(type, `${state.name}.${ending}`));
    return button;
  }));
}

async function save(type, name) {
  const response = await fetch("/sparql", { method: "POST", body: state.asked, headers: { accept: type } });
  if (!response.ok) {
    await complain(response);
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function restore() {
  const params = new URLSearchParams(location.hash.slice(1));
  const named = data.questions.find((question) => question.name === params.get("question"));
  if (named) choose(named);
  else if (params.get("query")) editor.setText(params.get("query"));
}

byId("run").addEventListener("click", run);
byId("stop").addEventListener("click", () => state.running?.abort());
byId("as-table").addEventListener("click", () => present("table"));
byId("as-graph").addEventListener("click", () => present("graph"));
document.documentElement.addEventListener("themechange", () => state.answer && state.shown === "graph" && present("graph"));
if (matchMedia("(max-width: 900px)").matches) byId("questions").open = false;
listQuestions({ list: byId("names"), find: byId("find"), none: byId("no-names"), questions: data.questions, choose });
byId("table").replaceChildren(Object.assign(document.createElement("p"), {
  className: "empty", textContent: "Choose a question, or write one and run it.",
}));
restore();
document.documentElement.dataset.ready = "true";
