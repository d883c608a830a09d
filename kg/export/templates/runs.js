// The text of a document cut up: into blocks as it stands on the page, and these into runs that look alike.

const LONG_BLOCK = 3000; // characters; a text without paragraphs comes in pieces of this length
const ENDED_LINE = 60; // a line shorter than this was ended on purpose, not by the margin
const HEADING = 110; // characters of a heading, at most

/** Paragraphs, headings and lines of a text as {start, end, kind, apart}; `apart` ones follow a blank line. */
function blocksOf(text) {
  const blocks = [];
  let start = text.length - text.trimStart().length;
  let apart = true;
  const close = (end, nextStart, nextApart) => {
    for (const [first, last] of pieces(text, start, end)) {
      blocks.push({ number: blocks.length, start: first, end: last, apart: apart && first === start, kind: "paragraph" });
    }
    [start, apart] = [nextStart, nextApart];
  };
  for (const match of text.matchAll(/[^\S\n]*\n\s*/g)) {
    const next = match.index + match[0].length;
    if (match.index <= start || next >= text.length) continue;
    const blank = match[0].split("\n").length > 2;
    if (blank || isOwnLine(text, match.index, next)) close(match.index, next, blank);
  }
  if (start < text.length) close(text.trimEnd().length, text.length, true);
  blocks.forEach((block, number) => { block.kind = kindOfBlock(text, block, blocks[number + 1]); });
  return blocks;
}

function isOwnLine(text, end, next) {
  const line = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
  const following = text.slice(next, next + 2);
  return /^[•‣▪●◦·*\-–—]/.test(following) || (line.length < ENDED_LINE && !/^\p{Ll}/u.test(following));
}

function* pieces(text, start, end) {
  let first = start;
  while (end - first > LONG_BLOCK) {
    const space = text.lastIndexOf(" ", first + LONG_BLOCK);
    const last = space > first ? space + 1 : first + LONG_BLOCK;
    yield [first, last];
    first = last;
  }
  if (first < end) yield [first, end];
}

/** A short line of its own that no sentence ends is a heading; the first of a document is its title. */
function kindOfBlock(text, block, next) {
  const line = text.slice(block.start, block.end);
  if (/^[•‣▪●◦·*\-–—]\s/.test(line)) return "item";
  const alone = block.apart && (!next || next.apart);
  return alone && next && line.length <= HEADING && !/[.!:;,…]["'”’)\]]*$/.test(line) ? "heading" : "paragraph";
}

/** The block that holds a place, or the last before it. */
function blockAt(blocks, place) {
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (blocks[middle].start <= place) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
}

/** Puts each stretch ({start, end}) into the list `key` of every block that it touches. */
function spreadOver(blocks, stretches, key) {
  for (const block of blocks) block[key] = [];
  for (const stretch of stretches) {
    if (!blocks.length) return;
    for (let number = blockAt(blocks, stretch.start).number; number < blocks.length && blocks[number].start < stretch.end; number += 1) {
      if (blocks[number].end > stretch.start) blocks[number][key].push(stretch);
    }
  }
}

/** A block as runs {start, end, mention, passages, marks}: wherever something begins or ends, a new run begins. */
function runsOf(block) {
  const marks = block.passages.flatMap((passage) => passage.marks.map(([kind, start, end]) => ({ kind, start, end })));
  const ends = new Set([block.start, block.end]);
  for (const { start, end } of [...block.mentions, ...block.passages, ...marks]) {
    if (start > block.start && start < block.end) ends.add(start);
    if (end > block.start && end < block.end) ends.add(end);
  }
  const places = [...ends].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const covers = (stretch) => stretch.start <= start && stretch.end >= places[index + 1];
    return { start, end: places[index + 1], mention: shortest(block.mentions.filter(covers)), passages: block.passages.filter(covers), marks: marks.filter(covers) };
  });
}

function shortest(stretches) {
  return stretches.length ? stretches.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a)) : null;
}
