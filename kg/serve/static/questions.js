// The named questions: a list to choose from, and fields for what a question is asked with.

const INPUTS = { date: "date", number: "number" };

/** Fills `list` with the questions, narrowed by the words in `find`. */
export function listQuestions({ list, find, none, questions, choose }) {
  const items = questions.map((question) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.name = question.name;
    button.textContent = question.words;
    button.title = question.name;
    button.addEventListener("click", () => choose(question));
    const item = document.createElement("li");
    item.append(button);
    return { item, words: `${question.name} ${question.words}`.toLowerCase() };
  });
  list.replaceChildren(...items.map(({ item }) => item));
  find.addEventListener("input", () => {
    const wanted = find.value.toLowerCase().split(/\s+/);
    for (const { item, words } of items) item.hidden = !wanted.every((word) => words.includes(word));
    none.hidden = items.some(({ item }) => !item.hidden);
  });
}

/** Shows a field for each parameter; Enter in one of them runs. */
export function showFields(form, parameters, run) {
  form.hidden = parameters.length === 0;
  form.onsubmit = (event) => {
    event.preventDefault();
    run();
  };
  const button = Object.assign(document.createElement("button"), { type: "submit", hidden: true });
  form.replaceChildren(...parameters.map(field), button);
}

function field(parameter) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.name = parameter.name;
  input.type = INPUTS[parameter.type] ?? "text";
  input.required = !parameter.optional;
  input.autocomplete = "off";
  if (parameter.type === "entity") suggest(label, input);
  label.prepend(`${parameter.words}${parameter.optional ? " (optional)" : ""}`, input);
  return label;
}

/** Offers names of entities while one types. */
function suggest(label, input) {
  const offers = document.createElement("datalist");
  offers.id = `offers-${input.name}`;
  input.setAttribute("list", offers.id);
  label.append(offers);
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const response = await fetch(`/api/entities?${new URLSearchParams({ q: input.value, limit: 12 })}`);
      if (!response.ok) return; // what was typed may still be right
      const { items } = await response.json();
      offers.replaceChildren(...items.map((item) => Object.assign(document.createElement("option"), { value: item.name, label: item.kind })));
    }, 150);
  });
}

/** Names and values of the fields that are shown. */
export function fieldsOf(form) {
  return form.hidden ? [] : [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
}
