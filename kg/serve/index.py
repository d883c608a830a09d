"""What pages and JSON answers are made of: the graph as records in an SQLite database in memory, words findable.

Made once for each version of a folder, when it is first asked for. A record is the JSON that the API gives; beside it
stand the columns that one searches, sorts and pages by. `kg.serve.search` asks it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg.export.terms import DEFAULT_BASE_IRI, Ids
from kg.ontology import PREFIXES, Ontology
from kg.query.store import base_iri

_SCHEMA = """
CREATE TABLE entities (number INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, weight INTEGER, name TEXT, record TEXT);
CREATE TABLE names (words TEXT, entity TEXT);
CREATE INDEX names_by_words ON names (words);
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT UNIQUE, date TEXT, record TEXT);
CREATE TABLE mentions (document TEXT, entity TEXT, PRIMARY KEY (entity, document)) WITHOUT ROWID;
CREATE INDEX mentions_by_document ON mentions (document);
CREATE TABLE relationships (number INTEGER PRIMARY KEY, id TEXT UNIQUE, subject TEXT, object TEXT, record TEXT);
CREATE INDEX relationships_by_subject ON relationships (subject);
CREATE INDEX relationships_by_object ON relationships (object);
CREATE TABLE stated (relationship TEXT, document TEXT, PRIMARY KEY (document, relationship)) WITHOUT ROWID;
CREATE TABLE statements (number INTEGER PRIMARY KEY, id TEXT UNIQUE, document TEXT, date TEXT, start INTEGER,
  speaker TEXT, record TEXT);
CREATE INDEX statements_by_speaker ON statements (speaker);
CREATE INDEX statements_by_document ON statements (document);
CREATE TABLE about (entity TEXT, statement INTEGER, PRIMARY KEY (entity, statement)) WITHOUT ROWID;
CREATE TABLE topics (topic TEXT, statement INTEGER, PRIMARY KEY (topic, statement)) WITHOUT ROWID;
CREATE VIRTUAL TABLE statement_words USING fts5 (content, passage, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE entity_words
  USING fts5 (name, aliases, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
"""

_DOCUMENTS = """SELECT ?iri ?id ?title ?date ?address ?sha256 WHERE {
  ?iri a kg:Document ; dcterms:identifier ?id OPTIONAL { ?iri kg:sha256 ?sha256 }
  OPTIONAL { ?iri dcterms:title ?title } OPTIONAL { ?iri dcterms:date ?date } OPTIONAL { ?iri dcterms:source ?address }
} ORDER BY ?iri"""
_NAMES = "SELECT ?iri ?name ?class WHERE { ?iri foaf:name ?name ; a ?class } ORDER BY ?iri ?class"
_ALIASES = "SELECT ?iri ?alias WHERE { ?iri skos:altLabel ?alias } ORDER BY ?iri ?alias"
_MENTIONS = "SELECT DISTINCT ?document ?entity WHERE { ?document kg:mentions ?entity } ORDER BY ?entity ?document"
_RELATIONSHIPS = """SELECT ?iri ?relation ?subject ?object ?status ?confidence ?role WHERE {
  ?iri a kg:Relationship ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:status ?status
  OPTIONAL { ?iri kg:confidence ?confidence } OPTIONAL { ?iri kg:role ?role }
} ORDER BY ?iri"""
_PASSAGES = """SELECT ?iri ?passage ?document ?start ?end ?text WHERE {
  ?iri kg:passage ?passage . ?passage oa:hasSource ?document ; kg:start ?start ; kg:end ?end ; oa:exact ?text
} ORDER BY ?iri ?document ?start"""
_CONTENTS = """SELECT ?iri ?start ?end WHERE {
  ?iri kg:contentPassage ?passage . ?passage kg:start ?start ; kg:end ?end
} ORDER BY ?iri ?start"""
_STATEMENTS = """SELECT ?iri ?document ?kind ?content ?cue ?speaker ?source WHERE {
  ?iri a kg:Statement ; prov:wasQuotedFrom ?document ; kg:kind ?kind ; kg:content ?content
  OPTIONAL { ?iri kg:cue ?cue } OPTIONAL { ?iri kg:speaker ?speaker } OPTIONAL { ?iri kg:speakerText ?source }
} ORDER BY ?iri"""
_ABOUT = "SELECT ?iri ?entity WHERE { ?iri kg:about ?entity } ORDER BY ?iri ?entity"
_TOPICS = "SELECT ?iri ?topic WHERE { ?iri kg:topic ?topic } ORDER BY ?iri ?topic"

Row = dict[str, str]

_ELSEWHERE = f"{PREFIXES['rdfs']}seeAlso"  # how an address of no known register is linked


def make_index(store: ox.Store, ontology: Ontology) -> sqlite3.Connection:
    """The database of a graph; it may be asked from any thread, one at a time."""
    made = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    made.executescript(_SCHEMA)
    made.execute("BEGIN")
    _Maker(store, ontology, made).fill()
    made.execute("COMMIT")
    made.execute("PRAGMA query_only = ON")
    return made


class _Maker:
    def __init__(self, store: ox.Store, ontology: Ontology, made: sqlite3.Connection) -> None:
        self._store, self._ontology, self._made = store, ontology, made
        self._ids = Ids(base_iri(store) or DEFAULT_BASE_IRI)
        self._kinds = {type_.iri: (type_.name, "") for type_ in ontology.types.values()} | {
            sub.iri: (type_.name, sub.label) for type_ in ontology.types.values() for sub in type_.subtypes
        }
        self._type_labels = {type_.name: type_.label for type_ in ontology.types.values()}
        self._relations = {relation.iri: relation for relation in ontology.relations.values()}
        self._topics = {topic.iri: topic for topic in ontology.topics}
        self._entities: dict[str, dict[str, Any]] = {}
        self._documents: dict[str, dict[str, Any]] = {}

    def fill(self) -> None:
        self._find_documents()
        self._find_entities()
        passages = self._grouped(_PASSAGES)
        self._put_relationships(passages)
        self._put_statements(passages)
        self._put_mentions()
        self._put_documents()
        self._put_entities()

    def _find_documents(self) -> None:
        for row in _select(self._store, _DOCUMENTS):
            self._documents.setdefault(row["iri"], {
                "id": row["id"], "iri": row["iri"], "title": row["title"] or row["id"],
                "date": row["date"] or None, "address": row["address"] or None, "sha256": row["sha256"],
                "entities": 0, "statements": 0,
            })

    def _find_entities(self) -> None:
        for row in _select(self._store, _NAMES):
            type_, subtype = self._kinds.get(row["class"], ("", ""))
            if not type_:
                continue
            made = self._entities.setdefault(row["iri"], {
                "id": self._ids.id_of(row["iri"]), "iri": row["iri"], "name": row["name"], "type": type_,
                "type_label": self._type_labels[type_], "kind": self._type_labels[type_], "aliases": [], "links": [],
                "documents": 0, "relationships": 0, "statements_by": 0, "statements_about": 0,
            })
            made["kind"] = subtype or made["kind"]
        for iri, found in self._grouped(_ALIASES).items():
            if iri in self._entities:
                self._entities[iri]["aliases"] = [row["alias"] for row in found]
        self._find_links()

    def _find_links(self) -> None:
        for name in sorted({_ELSEWHERE, *(register.property for register in self._ontology.registers)}):
            found = self._store.quads_for_pattern(None, ox.NamedNode(name), None, ox.DefaultGraph())
            for quad in sorted(found, key=str):
                entity = self._entities.get(quad.subject.value)
                if entity and isinstance(quad.object, ox.NamedNode) and quad.object.value not in entity["links"]:
                    entity["links"].append(quad.object.value)

    def _put_relationships(self, passages: Mapping[str, list[Row]]) -> None:
        for row in _unique(_select(self._store, _RELATIONSHIPS)):
            known = self._relations.get(row["relation"])
            name, label, inverse = (known.name, known.label, known.inverse_label) if known else [row["relation"]] * 3
            subject, object_ = self._named(row["subject"]), self._named(row["object"])
            places = [self._passage(found) for found in passages.get(row["iri"], ())]
            record = {
                "id": self._ids.id_of(row["iri"]), "iri": row["iri"], "relation": name, "label": label,
                "inverse_label": inverse, "subject": subject, "object": object_, "status": row["status"],
                "confidence": float(row["confidence"]) if row["confidence"] else None, "role": row["role"] or None,
                "passages": places,
            }
            self._put("relationships", (None, record["id"], subject["id"], object_["id"], _json(record)))
            for document in sorted({place["document"]["id"] for place in places}):
                self._put("stated", (record["id"], document))
            for end in {row["subject"], row["object"]} & self._entities.keys():
                self._entities[end]["relationships"] += 1

    def _put_statements(self, passages: Mapping[str, list[Row]]) -> None:
        about, topics, contents = map(self._grouped, (_ABOUT, _TOPICS, _CONTENTS))
        for number, row in enumerate(_unique(_select(self._store, _STATEMENTS)), start=1):
            iri, found = row["iri"], passages.get(row["iri"], [])
            themes = [self._topic(one["topic"]) for one in topics.get(iri, ())]
            spoken_of = [one["entity"] for one in about.get(iri, ())]
            record = {
                "id": self._ids.id_of(iri), "iri": iri, "content": row["content"], "kind": row["kind"],
                "cue": row["cue"] or None, "speaker": self._named(row["speaker"]) if row["speaker"] else None,
                "source": row["source"] or None, "about": [self._named(one) for one in spoken_of], "topics": themes,
                "document": self._document(row["document"]),
                "passage": self._passage(found[0]) if found else None,
                "content_places": [[int(one["start"]), int(one["end"])] for one in contents.get(iri, ())],
            }
            self._put_statement(number, record)
            self._count_statement(row["speaker"], spoken_of, row["document"])

    def _put_statement(self, number: int, record: dict[str, Any]) -> None:
        document, passage = record["document"], record["passage"] or {"start": 0, "text": ""}
        speaker = record["speaker"]["id"] if record["speaker"] else None
        row = (number, record["id"], document["id"], document["date"], passage["start"], speaker, _json(record))
        self._put("statements", row)
        self._put("about", *((one["id"], number) for one in record["about"]))
        self._put("topics", *((one["id"], number) for one in record["topics"]))
        self._made.execute(
            "INSERT INTO statement_words (rowid, content, passage) VALUES (?, ?, ?)",
            (number, record["content"], passage["text"]),
        )

    def _count_statement(self, speaker: str, about: Iterable[str], document: str) -> None:
        if speaker in self._entities:
            self._entities[speaker]["statements_by"] += 1
        for entity in about:
            if entity in self._entities:
                self._entities[entity]["statements_about"] += 1
        if document in self._documents:
            self._documents[document]["statements"] += 1

    def _put_mentions(self) -> None:
        for row in _select(self._store, _MENTIONS):
            document, entity = self._documents.get(row["document"]), self._entities.get(row["entity"])
            if document and entity:
                document["entities"] += 1
                entity["documents"] += 1
                self._put("mentions", (document["id"], entity["id"]))

    def _put_documents(self) -> None:
        for number, record in enumerate(self._documents.values(), start=1):
            self._put("documents", (number, record["id"], record["date"], _json(record)))

    def _put_entities(self) -> None:
        for number, record in enumerate(self._entities.values(), start=1):
            weight = record["relationships"] + record["statements_by"] + record["statements_about"]
            self._put("entities", (number, record["id"], record["type"], weight, record["name"], _json(record)))
            words = (number, record["name"], "\n".join(record["aliases"]))
            self._made.execute("INSERT INTO entity_words (rowid, name, aliases) VALUES (?, ?, ?)", words)
            names = {folded(name) for name in (record["name"], *record["aliases"], record["id"], record["iri"])}
            self._put("names", *((name, record["id"]) for name in sorted(names)))

    def _named(self, iri: str) -> dict[str, str]:
        """An entity as far as one needs to name it and to link to it."""
        known = self._entities.get(iri)
        name, type_ = (known["name"], known["type"]) if known else (self._ids.id_of(iri), "")
        return {"id": self._ids.id_of(iri), "iri": iri, "name": name, "type": type_}

    def _document(self, iri: str) -> dict[str, str | None]:
        known = self._documents.get(iri, {"id": self._ids.id_of(iri), "title": self._ids.id_of(iri), "date": None})
        return {"id": known["id"], "iri": iri, "title": known["title"], "date": known["date"]}

    def _passage(self, row: Row) -> dict[str, Any]:
        place = {"iri": row["passage"], "start": int(row["start"]), "end": int(row["end"]), "text": row["text"]}
        return place | {"document": self._document(row["document"])}

    def _topic(self, iri: str) -> dict[str, str]:
        known = self._topics.get(iri)
        return {"id": known.id, "label": known.label} if known else {"id": iri, "label": iri}

    def _grouped(self, query: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in _select(self._store, query):
            found[row["iri"]].append(row)
        return found

    def _put(self, table: str, *rows: tuple[Any, ...]) -> None:
        for row in rows:
            places = ", ".join("?" * len(row))
            self._made.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)  # noqa: S608 - our own names


def folded(name: str) -> str:
    """A name as one looks it up: without regard to case and spaces.

    >>> folded(" Health  and CARE ")
    'health and care'
    """
    return " ".join(name.casefold().split())


def _select(store: ox.Store, query: str) -> list[Row]:
    """All rows at once: what Oxigraph finds must not be left half read, as only the thread that asked may drop it."""
    found = store.query(query, prefixes=dict(PREFIXES))
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value if row[name] is not None else "" for name in names} for row in found]


def _unique(rows: Iterable[Row]) -> Iterator[Row]:
    """The first row of each IRI: a graph that says two things of one kind has one record for it."""
    last = None
    for row in rows:
        if row["iri"] != last:
            yield row
        last = row["iri"]


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=True)
