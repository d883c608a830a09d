"""The vocabulary as one HTML page for people: each term with what it means, an example and what it leads to.

Anchors are the local names of terms, so that the IRI of a term, with its "#", leads to it where the page is published
under the namespace. It asks for nothing: no script, no font, no picture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
from jinja2 import Environment, StrictUndefined

from kg.export.files import write_whole
from kg.export.infer import rules
from kg.ontology import NAMESPACE, PREFIXES, Ontology

# (title, what introduces it, pattern of its terms)
_SECTIONS = (
    ("Relations", "What a plain edge of a graph can be, with a kg:Relationship beside it.",
     "?term a owl:ObjectProperty ; skos:notation ?name"),
    ("Classes", "What the nodes of a graph can be.", "?term a owl:Class"),
    ("Other properties that lead to nodes", "What a graph says of its relationships, statements and documents.",
     "?term a owl:ObjectProperty FILTER NOT EXISTS { ?term skos:notation ?name }"),
    ("Properties that lead to words and numbers", "Their values are literals.", "?term a owl:DatatypeProperty"),
    ("Datatypes", "Of the codes that registers give.", "?term a rdfs:Datatype"),
    ("How the vocabulary describes itself", "What the extraction and the export read of the terms.",
     "?term a owl:AnnotationProperty"),
)
_MEMBER = "(owl:unionOf/rdf:rest*/rdf:first)?"

# (caption, path from the term)
_ROWS = (
    ("version", "owl:versionInfo"),
    ("is a kind of", "rdfs:subClassOf"),
    ("kinds of it", "^rdfs:subClassOf"),
    ("goes from", f"rdfs:domain/{_MEMBER}"),
    ("leads to", f"rdfs:range/{_MEMBER}"),
    ("is narrower than", "rdfs:subPropertyOf"),
    ("is wider than", "^rdfs:subPropertyOf"),
    ("is the inverse of", "owl:inverseOf|^owl:inverseOf"),
    ("reads backwards", "kg:inverseLabel"),
    ("name in annotations", "skos:notation"),
    ("ids begin with", "kg:idPrefix"),
    ("names end in", "kg:nameEnding"),
    ("has", "^(rdfs:domain/(owl:unionOf/rdf:rest*/rdf:first)?)"),
    ("is led to by", "^(rdfs:range/(owl:unionOf/rdf:rest*/rdf:first)?)"),
    ("is near to", "rdfs:seeAlso"),
    ("example", "skos:example"),
)


@dataclass(frozen=True)
class Value:
    """Words, and where they lead if they are a term."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Term:
    """A term and its rows, each a caption with its values."""

    name: str
    iri: str
    label: str
    comment: str
    marks: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class Theme:
    """A topic, with those that are parts of it."""

    name: str
    label: str
    definition: str
    words: tuple[str, ...]
    parts: tuple["Theme", ...]


def write_page(path: Path, ontology: Ontology) -> None:
    """Writes `to_page` to `path`, whole or not at all."""
    write_whole(path, to_page(ontology))


def to_page(ontology: Ontology) -> str:
    """The page of a vocabulary; the same files give the same bytes.

    Raises:
        OntologyError: The vocabulary has no rules, or a file is not Turtle.
    """
    reading = _Reading(ontology)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_template("vocabulary.html"))
    return template.render(
        style=_template("vocabulary.css"), about=reading.about(), namespace=NAMESPACE,
        sections=[(title, _slug(title), intro, list(reading.terms(where))) for title, intro, where in _SECTIONS],
        disjoint=reading.disjoint(), registers=reading.registers(), themes=reading.themes(), rules=rules(ontology),
        prefixes=sorted(reading.prefixes.items()),
    )


class _Reading:
    """What the page needs to know of a vocabulary, asked of its files."""

    def __init__(self, ontology: Ontology) -> None:
        self._store = ox.Store()
        self.prefixes: dict[str, str] = dict(PREFIXES)
        for file in ontology.files:
            parser = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            self._store.extend(list(parser))
            self.prefixes |= parser.prefixes

    def about(self) -> Term:
        """The vocabulary itself."""
        return next(self.terms("?term a owl:Ontology"))

    def terms(self, where: str) -> Iterator[Term]:
        """The terms for which a pattern holds, by label."""
        named = f"{where} . ?term rdfs:label ?label FILTER(isIRI(?term))"
        for row in self._select(f"SELECT DISTINCT ?term ?label {{ {named} }} ORDER BY ?label"):
            yield self._term(row["term"])

    def _term(self, term: ox.NamedNode) -> Term:
        rows = ((caption, self._values(term, path)) for caption, path in _ROWS)
        comments = self._values(term, "rdfs:comment")
        return Term(
            name=term.value.removeprefix(NAMESPACE), iri=term.value, label=self._label(term),
            comment=" ".join(value.text for value in comments), marks=self._marks(term),
            rows=tuple((caption, values) for caption, values in rows if values),
        )

    def _marks(self, term: ox.NamedNode) -> tuple[str, ...]:
        symmetric = f"ASK {{ {term} a owl:SymmetricProperty }}"
        return ("both ways",) if self._store.query(symmetric, prefixes=self.prefixes) else ()

    def _values(self, term: ox.NamedNode, path: str) -> tuple[Value, ...]:
        rows = self._select(f"SELECT DISTINCT ?value {{ {term} {path} ?value FILTER(!isBlank(?value)) }}")
        return tuple(sorted((self._value(row["value"]) for row in rows), key=_place))

    def _value(self, node: ox.NamedNode | ox.Literal) -> Value:
        if isinstance(node, ox.Literal):
            return Value(node.value)
        if node.value.startswith(NAMESPACE):
            return Value(self._label(node), f"#{node.value.removeprefix(NAMESPACE)}")
        homes = [(prefix, home) for prefix, home in self.prefixes.items() if node.value.startswith(home)]
        return Value(f"{homes[0][0]}:{node.value.removeprefix(homes[0][1])}" if homes else node.value, node.value)

    def _label(self, term: ox.NamedNode) -> str:
        row = next(iter(self._select(f"SELECT ?label {{ {term} rdfs:label ?label }}")), None)
        return row["label"].value if row else term.value.removeprefix(NAMESPACE)

    def disjoint(self) -> list[tuple[Value, ...]]:
        """Lists of classes of which no thing is two."""
        lists: dict[ox.NamedNode | ox.BlankNode, list[Value]] = {}
        for row in self._select("SELECT ?all ?one { ?all owl:members/rdf:rest*/rdf:first ?one }"):
            lists.setdefault(row["all"], []).append(self._value(row["one"]))
        return sorted((tuple(sorted(found, key=_place)) for found in lists.values()), key=str)

    def registers(self) -> list[dict[str, Value]]:
        """Each register with what its addresses are."""
        rows = self._select("""
            SELECT ?label ?address ?property ?code {
              ?register a kg:Register ; rdfs:label ?label ; kg:addressPrefix ?address ; kg:linkProperty ?property .
              OPTIONAL { ?register kg:codeType ?code }
            } ORDER BY ?label""")
        names = ("label", "address", "property", "code")
        return [{name: self._value(row[name]) if row[name] else Value("") for name in names} for row in rows]

    def themes(self, broader: ox.NamedNode | None = None) -> tuple[Theme, ...]:
        """The topics under one, by label; under none, the widest."""
        where = f"?t skos:broader {broader}" if broader else "FILTER NOT EXISTS { ?t skos:broader ?any }"
        topics = f"?t a skos:Concept ; skos:prefLabel ?label . {where}"
        rows = self._select(f"SELECT ?t ?label {{ {topics} }} ORDER BY ?label")
        return tuple(self._theme(row["t"], row["label"].value) for row in rows)

    def _theme(self, topic: ox.NamedNode, label: str) -> Theme:
        definition = " ".join(value.text for value in self._values(topic, "skos:definition"))
        words = tuple(value.text for value in self._values(topic, "skos:altLabel"))
        return Theme(topic.value.rpartition("/")[2], label, definition, words, self.themes(topic))

    def _select(self, query: str) -> list[ox.QuerySolution]:
        return list(self._store.query(query, prefixes=self.prefixes))


def _place(value: Value) -> tuple[str, str]:
    return value.text.casefold(), value.href


def _template(name: str) -> str:
    return (files("kg.export") / "templates" / name).read_text(encoding="utf-8")


def _slug(title: str) -> str:
    return "section-" + re.sub(r"\W+", "-", title.casefold())
