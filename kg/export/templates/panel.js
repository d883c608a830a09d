// The panel: what is known about an entity, a line or a document, with the passages behind it.

function renderPanel(app, selected) {
  const root = document.getElementById("panel");
  root.replaceChildren(...kinds.get(selected.kind).render(app, selected.number));
  root.hidden = false;
  document.body.classList.add("detailed");
  root.scrollTop = 0;
}

function topLine(app, ...children) {
  const close = make("button", { type: "button", class: "button icon", "aria-label": "Close the panel", onclick: () => app.select(null) });
  close.append(drawn("M4 4l8 8M12 4l-8 8", ""));
  return make("div", { class: "top" }, ...children, close);
}

function section(title, count, ...children) {
  return count ? make("section", {}, make("h3", {}, title, make("span", { class: "count" }, String(count))), ...children) : null;
}

function entityPanel(app, number) {
  const { data } = app;
  const entity = data.entities[number];
  const type = data.types[entity.type];
  const named = `Named ${counted(entity.mentions, "time")} in ${counted(entity.documents.length, "document")}`;
  return [
    topLine(app, sign(type), make("span", {}, entity.subtype ? `${type.label} · ${entity.subtype}` : type.label)),
    words("h2", entity.name || "(no name)"),
    entity.aliases.length ? make("p", { class: "aliases" }, "Also called ", ...joined(entity.aliases.map((alias) => words("span", alias)))) : null,
    make("p", { class: "about" }, named), reasonList(entity),
    codeList(app, entity), ...historyOf(app, number),
    hiddenHint(app, number), pickHint(app, number), actionRow(app, "entity", number),
    section("Relationships", entity.relationships.length, ...relationGroups(app, entity)),
    section("What it said", entity.said.length, statementList(app, entity.said, false)),
    section("What was said about it", entity.about.length, statementList(app, entity.about, true)),
    section("Documents", entity.documents.length, documentList(app, entity.documents)),
    emptyHint(entity),
  ].filter(Boolean);
}

/** Why names in several documents were taken for one entity. */
function reasonList({ reasons }) {
  if (!reasons.length) return null;
  const rows = paged(reasons, (reason) => words("p", reason), 10);
  return make("details", { class: "about" }, make("summary", {}, "Why these names are one"), rows);
}

function joined(elements) {
  return elements.flatMap((element, index) => (index ? [", ", element] : [element]));
}

function hiddenHint(app, number) {
  const { seen, state } = app;
  if (seen.entities.has(number)) return null;
  if (state.hidden.has(number)) return make("p", { class: "hint" }, "You have hidden this.");
  if (state.around && seen.listed.has(number)) return make("p", { class: "hint" }, "This is not around what the drawing is limited to.");
  return make("p", { class: "hint" }, "The filters keep this out of the drawing.");
}

function emptyHint(entity) {
  if (entity.relationships.length || entity.said.length || entity.about.length) return null;
  return make("p", { class: "hint" }, "No relationship and no statement: the documents only name it.");
}

/** Relationships of an entity by what they say, read from its side. */
function relationGroups(app, entity) {
  const groups = new Map();
  for (const number of entity.relationships) {
    const claim = app.data.relationships[number];
    const relation = app.data.relations[claim.type];
    const outwards = claim.from === entity.number;
    const label = outwards || relation.symmetric ? relation.label : relation.inverse;
    groups.set(label, [...(groups.get(label) ?? []), [claim, outwards ? claim.to : claim.from]]);
  }
  return [...groups].flatMap(([label, items]) => [
    make("h4", {}, label), paged(items, ([claim, other]) => claimEntry(app, claim, entityButton(app, other))),
  ]);
}

function claimEntry(app, claim, ...head) {
  const status = app.data.statuses[claim.status];
  const sure = `${status} · confidence ${claim.confidence.toFixed(2)}`;
  return make(
    "div", { class: "entry" },
    make("div", { class: "head" }, ...head, claim.role ? words("span", claim.role, { class: "role" }) : null,
      make("span", { class: "chip", title: "The confidence of its best passage" }, sure)),
    ...passageList(app, claim.passages),
  );
}

function statementList(app, numbers, speaker) {
  return paged(numbers, (number) => statementEntry(app, app.data.statements[number], { speaker }));
}

function documentList(app, documents) {
  return paged(documents, ([place, count]) => {
    const entry = make("div", { class: "entry" }, documentButton(app, place));
    entry.append(make("p", { class: "about" }, [app.data.documents[place].date, `named ${counted(count, "time")}`].filter(Boolean).join(" · ")));
    return entry;
  });
}

function documentButton(app, place) {
  const title = clipped(titleOf(app.data.documents[place]), 200);
  return words("button", title, { type: "button", class: "plain", onclick: () => app.select({ kind: "document", number: place }) });
}

function linePanel(app, number) {
  const { data } = app;
  const line = data.lines[number];
  const said = line.relation < 0;
  const entries = said
    ? statementList(app, line.items, false)
    : paged(line.items, (item) => claimEntry(app, data.relationships[item]));
  return [
    topLine(app, make("span", {}, said ? "Statements" : "Relationship")),
    make("h2", {}, entityButton(app, line.from)),
    make("p", { class: "about" }, lineLabel(data, line)),
    make("h2", {}, entityButton(app, line.to)),
    actionRow(app, "line", number),
    section(said ? "What was said" : "What it stands on", passagesBehind(data, line), entries),
  ].filter(Boolean);
}

function passagesBehind(data, line) {
  if (line.relation < 0) return line.items.length;
  return line.items.reduce((sum, item) => sum + data.relationships[item].passages.length, 0);
}

function documentPanel(app, number) {
  const item = app.data.documents[number];
  const entities = [...item.entities].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const claims = [...item.relationships].map((claim) => app.data.relationships[claim]);
  return [
    topLine(app, make("span", {}, "document")),
    words("h2", titleOf(item)),
    make("p", { class: "about" }, [item.date, item.title.trim() ? item.id : ""].filter(Boolean).join(" · ")),
    item.address ? make("p", {}, webLink(item.address)) : null,
    actionRow(app, "document", number),
    section("Entities", entities.length, paged(entities, ([entity, count]) => make(
      "div", { class: "head" }, entityButton(app, entity), make("span", { class: "about" }, `× ${count}`)))),
    section("Relationships", claims.length, paged(claims, (claim) => claimEntry(
      app, { ...claim, passages: claim.passages.filter((passage) => passage.document === number) },
      entityButton(app, claim.from), app.data.relations[claim.type].label, entityButton(app, claim.to)))),
    section("Statements", item.statements.length, statementList(app, item.statements, true)),
  ].filter(Boolean);
}
