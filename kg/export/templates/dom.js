// Elements from words: text only ever enters the page as text nodes.

/** An element with attributes, listeners (`onclick`), and children that are elements or words. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An element for words of a document or a register: `dir=auto` keeps their direction marks from turning ours. */
function words(tag, text, attributes = {}) {
  return make(tag, { dir: "auto", ...attributes }, text);
}

/** A link where `address` is one of the web; anything else, `javascript:` first of all, stays words. */
function webLink(address, text = address) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return words("span", text);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return words("span", text);
  return words("a", text, { href: url.href, target: "_blank", rel: "noopener noreferrer" });
}

/** The host of a web address, or the address itself. */
function hostOf(address) {
  try {
    return new URL(address).hostname.replace(/^www\./, "") || address;
  } catch {
    return address;
  }
}

/** At most `length` characters; never half of a pair of surrogates. */
function clipped(text, length) {
  const characters = [...text.slice(0, length * 2 + 2)];
  return characters.length > length ? `${characters.slice(0, length).join("").trimEnd()}…` : text;
}

const FIGURES = new Intl.NumberFormat("en-GB"); // toLocaleString would make one at every call

function digits(number) {
  return FIGURES.format(number);
}

function counted(number, one, many = `${one}s`) {
  return `${digits(number)} ${number === 1 ? one : many}`;
}

const OUTLINES = {
  square: "M2 2h12v12H2z", dot: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", triangle: "M8 1.5l7 12.5H1z",
  triangleDown: "M8 14.5l7-12.5H1z", diamond: "M8 .5l7.5 7.5L8 15.5L.5 8z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
  star: "M8 1l2.1 4.7 5 .5-3.8 3.4 1.1 5L8 12l-4.4 2.6 1.1-5L.9 6.2l5-.5z",
};

function drawn(path, classes, box = "0 0 16 16") {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", box);
  picture.setAttribute("class", classes);
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}

/** The sign of an entity type, as it is drawn in the graph. */
function sign(type) {
  return drawn(OUTLINES[type.shape], `swatch filled type-${type.number % 7}`);
}

/** The sign of a line. */
function lineSign(dashes, classes = "") {
  const picture = drawn("M1 8h24", `swatch line ${classes}`, "0 0 26 16");
  if (dashes) picture.firstChild.setAttribute("stroke-dasharray", dashes.join(" "));
  return picture;
}
