// The data of the page, and who is linked to what. Everything refers to everything by number.

/** Reads the data and adds to each entity what leads from it. */
function readData(text) {
  const data = JSON.parse(text);
  data.types.forEach((type, number) => { type.number = number; });
  data.entities.forEach((entity, number) => {
    entity.number = number;
    entity.mentions = entity.documents.reduce((sum, [, count]) => sum + count, 0);
    Object.assign(entity, { relationships: [], said: [], about: [], lines: [], neighbours: new Set() });
  });
  data.documents.forEach((item) => Object.assign(item, { entities: [], statements: [], relationships: new Set() }));
  linkLines(data);
  linkPassages(data);
  giveParts(data);
  return data;
}

function linkLines(data) {
  data.lines.forEach((line, number) => {
    const { from, to } = data.network.edges[number];
    Object.assign(line, { number, from, to });
    for (const [end, other] of from === to ? [[from, to]] : [[from, to], [to, from]]) {
      data.entities[end].lines.push(number);
      if (other !== end) data.entities[end].neighbours.add(other);
    }
  });
}

function linkPassages(data) {
  data.relationships.forEach((claim, number) => {
    data.entities[claim.from].relationships.push(number);
    if (claim.to !== claim.from) data.entities[claim.to].relationships.push(number);
    for (const passage of claim.passages) data.documents[passage.document].relationships.add(number);
  });
  data.statements.forEach((made, number) => {
    if (made.speaker >= 0) data.entities[made.speaker].said.push(number);
    for (const entity of made.about) data.entities[entity].about.push(number);
    data.documents[made.document].statements.push(number);
  });
  for (const entity of data.entities) {
    for (const [place, count] of entity.documents) data.documents[place].entities.push([entity.number, count]);
  }
}

/** The title of a document, or the path it was read from. */
function titleOf(item) {
  return item.title.trim() || item.id;
}

/** What a line says, in words. */
function lineLabel(data, line) {
  return line.relation < 0 ? "spoke about" : data.relations[line.relation].label;
}
