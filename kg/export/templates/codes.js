// What public registers call an entity: its codes as links, and who it was before or became.

/** What the register calls its codes and the code, or the host of an address that belongs to no register we know. */
function codeList(app, entity) {
  if (!entity.links.length) return null;
  return make("p", { class: "codes" }, ...entity.links.map((link) => codeLink(app.data, entity, link)));
}

function codeLink(data, entity, link) {
  const register = registerOf(data, link, entity.type);
  if (!register) return webLink(link, hostOf(link));
  const code = codeIn(register, link);
  const shown = register.code ? code : code.split("/").pop();
  const element = webLink(link, clipped(`${register.label} ${readable(shown)}`, 80));
  element.title = `${register.name}: ${link}`;
  return element;
}

function readable(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Who took over from an entity, and from whom it took over, as a register tells. */
function historyOf(app, number) {
  const found = (own, other) => app.data.terms.successors.filter((pair) => pair[own] === number).map((pair) => pair[other]);
  const line = (label, others) => (others.length
    ? make("p", { class: "history" }, `${label} `, ...joined(others.map((other) => entityButton(app, other)))) : null);
  return [line("Replaced by", found(0, 1)), line("Took over from", found(1, 0))];
}
