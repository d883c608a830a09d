"""Reads `ontology/` into one `Ontology`: the only module that knows its files and its terms.

Everything else asks the `Ontology` it is given which types, relations, cues and names there are, so that another field
is another folder (`Ontology.load(folder)`), not another version of the code.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.vocabulary import EntityType, Register, RegisterEntry, RelationType, Subtype, Topic

NAMESPACE = "https://w3id.org/policykg/ns#"

_TYPES = """
SELECT ?name ?iri ?prefix ?label ?comment WHERE {
  ?iri a owl:Class ; skos:notation ?name ; kg:idPrefix ?prefix ; rdfs:label ?label ; rdfs:comment ?comment
} ORDER BY ?name"""

_SUBTYPES = """
SELECT ?type ?iri ?label ?ending WHERE {
  ?iri rdfs:subClassOf ?class ; rdfs:label ?label ; kg:nameEnding ?ending . ?class skos:notation ?type
} ORDER BY ?iri ?ending"""

_RELATIONS = """
SELECT ?name ?iri ?label ?inverse ?comment ?example ?symmetric ?parent WHERE {
  ?iri a owl:ObjectProperty ; skos:notation ?name ; rdfs:label ?label ; rdfs:comment ?comment ; skos:example ?example .
  OPTIONAL { ?iri kg:inverseLabel ?inverse }
  OPTIONAL { ?iri rdfs:subPropertyOf ?super . ?super skos:notation ?parent }
  BIND(EXISTS { ?iri a owl:SymmetricProperty } AS ?symmetric)
} ORDER BY ?name"""

_ENDS = """
SELECT ?name ?end ?type WHERE {
  ?iri a owl:ObjectProperty ; skos:notation ?name ; ?end ?class .
  VALUES ?end { rdfs:domain rdfs:range }
  ?class (owl:unionOf/rdf:rest*/rdf:first)? ?member . ?member skos:notation ?type
}"""

_TOPICS = """
SELECT ?iri ?label ?word WHERE {
  ?iri a skos:Concept ; skos:prefLabel ?label . OPTIONAL { ?iri skos:altLabel|skos:hiddenLabel ?word }
} ORDER BY ?iri ?word"""

_REGISTERS = """
SELECT ?address ?property ?type ?code_type ?label ?code_label WHERE {
  ?register a kg:Register ; kg:addressPrefix ?address ; kg:linkProperty ?property ; rdfs:label ?label .
  OPTIONAL { ?register kg:codeType ?code_type . ?code_type rdfs:label ?code_label }
  OPTIONAL { ?register kg:ofType/skos:notation ?type }
} ORDER BY DESC(STRLEN(?address)) ?address DESC(?type)"""

PREFIXES: Mapping[str, str] = MappingProxyType({
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
})


class Ontology:
    """The vocabulary of one field; nothing of it changes after loading. Parts are read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "kg.ttl").is_file():
            raise OntologyError(f"no vocabulary in {folder}: expected a file kg.ttl there")

    @classmethod
    def load(cls, folder: str | Path | None = None) -> "Ontology":
        """The vocabulary in `folder`, or the one that comes with the package.

        Raises:
            OntologyError: There is no `kg.ttl`, or it does not hold together.
        """
        ontology = cls(Path(folder) if folder is not None else default_folder())
        _check(ontology)
        return ontology

    @cached_property
    def _store(self) -> ox.Store:
        store = ox.Store()
        store.extend(ox.Quad(*triple) for triple in self.triples())
        return store

    def _select(self, query: str) -> list[dict[str, str]]:
        solutions = self._store.query(query, prefixes=dict(PREFIXES))
        names = [variable.value for variable in solutions.variables]
        return [{n: row[n].value if row[n] is not None else "" for n in names} for row in solutions]

    @cached_property
    def types(self) -> Mapping[str, EntityType]:
        """Entity types by name (`"ORG"`)."""
        subtypes: dict[str, dict[str, Subtype]] = {}
        for row in self._select(_SUBTYPES):
            known = subtypes.setdefault(row["type"], {})
            endings = known[row["iri"]].endings if row["iri"] in known else ()
            known[row["iri"]] = Subtype(_local(row["iri"]), row["iri"], row["label"], (*endings, row["ending"]))
        return MappingProxyType({
            row["name"]: EntityType(**row, subtypes=tuple(subtypes.get(row["name"], {}).values()))
            for row in self._select(_TYPES)
        })

    @cached_property
    def relations(self) -> Mapping[str, RelationType]:
        """Relation types by name (`"partners_with"`)."""
        ends: dict[tuple[str, str], set[str]] = {}
        for row in self._select(_ENDS):
            ends.setdefault((row["name"], _local(row["end"])), set()).add(row["type"])
        return MappingProxyType({
            row["name"]: RelationType(
                name=row["name"], iri=row["iri"], label=row["label"], inverse_label=row["inverse"] or row["label"],
                comment=row["comment"], example=row["example"], symmetric=row["symmetric"] == "true",
                parent=row["parent"],
                domain=frozenset(ends.get((row["name"], "domain"), ())),
                range=frozenset(ends.get((row["name"], "range"), ())),
            )
            for row in self._select(_RELATIONS)
        })

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Themes in the order of their ids."""
        found: dict[str, Topic] = {}
        for row in self._select(_TOPICS):
            known = found.get(row["iri"])
            words = known.words if known else (row["label"].casefold(),)
            extra = (row["word"].casefold(),) if row["word"] else ()
            found[row["iri"]] = Topic(_local(row["iri"]), row["iri"], row["label"], tuple(dict.fromkeys(words + extra)))
        return tuple(found.values())

    @cached_property
    def registers(self) -> tuple[Register, ...]:
        """Registers that links lead to; the narrower one comes first."""
        return tuple(Register(**row) for row in self._select(_REGISTERS))

    def register_of(self, link: str, type_: str) -> Register | None:
        """The register that an address of an entity of a type belongs to."""
        fitting = (one for one in self.registers if link.startswith(one.address) and one.type in {"", type_})
        return next(fitting, None)

    @cached_property
    def patterns(self) -> Mapping[str, Mapping[str, Any]]:
        """How each relation is said: the content of `patterns/<relation>.json`."""
        return MappingProxyType({path.stem: _read_json(path) for path in sorted(self.folder.glob("patterns/*.json"))})

    @cached_property
    def confidence(self) -> Mapping[str, Any]:
        """How often patterns were right: the content of `confidence.json`, or nothing where that is missing."""
        path = self.folder / "confidence.json"
        return MappingProxyType(_read_json(path) if path.exists() else {})

    @cached_property
    def cues(self) -> Mapping[str, Any]:
        """Words that report speech: the content of `cues/*.json` by file name without suffix."""
        return MappingProxyType({path.stem: _read_json(path) for path in sorted(self.folder.glob("cues/*.json"))})

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """What names look like: the content of `names/*.json` by file name without suffix."""
        return MappingProxyType({path.stem: _read_json(path) for path in sorted(self.folder.glob("names/*.json"))})

    @cached_property
    def queries(self) -> Mapping[str, str]:
        """Named questions in SPARQL, by name; the first line of each is a comment that says what it asks."""
        return MappingProxyType({
            path.stem: path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("queries/*.rq"))
        })

    @property
    def files(self) -> tuple[Path, ...]:
        """The terms and the topics in Turtle, for those who load them beside a graph."""
        return tuple(path for path in (self.folder / "kg.ttl", self.folder / "topics.ttl") if path.exists())

    def triples(self) -> list[ox.Triple]:
        """The terms and the topics; blank nodes have other names each time, and none of those of another file.

        Raises:
            OntologyError: A file is not Turtle.
        """
        found: list[ox.Triple] = []
        for path in self.files:
            try:
                quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
                found += [quad.triple for quad in quads]
            except SyntaxError as error:
                raise OntologyError(f"{path} is not valid Turtle: {error}") from error
        return found

    @property
    def shapes(self) -> Path:
        """The SHACL file that every exported graph satisfies."""
        return self.folder / "shapes.ttl"

    @property
    def rules(self) -> Path:
        """The SHACL file of what follows from a graph."""
        return self.folder / "rules.ttl"

    def register(self) -> Iterator[RegisterEntry]:
        """Rows of the gazetteer, file by file."""
        for path in sorted(self.folder.glob("gazetteer/*.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    yield RegisterEntry(
                        row["name"], row["type"], _split(row["aliases"]), _split(row["links"]), row["source"],
                        _split(row.get("replaced_by", "")), _split(row.get("abroad", "")),
                    )

    @cached_property
    def digest(self) -> str:
        """A hash over every file of the folder: equal vocabularies, equal digests."""
        whole = hashlib.sha256()
        for path in sorted(p for p in self.folder.rglob("*") if p.suffix in {".ttl", ".json", ".csv", ".rq"}):
            whole.update(str(path.relative_to(self.folder).as_posix()).encode() + b"\0" + path.read_bytes() + b"\0")
        return whole.hexdigest()[:16]


def default_folder() -> Path:
    """Where the vocabulary lies: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    packed = package / "_ontology"
    return packed if packed.is_dir() else package.parent / "ontology"


def _check(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        if not relation.domain or not relation.range:
            needed = "an rdfs:domain and an rdfs:range of known types"
            raise OntologyError(f"relation {relation.name} in kg.ttl needs {needed}")
    for name in ontology.patterns:
        if name not in ontology.relations:
            raise OntologyError(f"patterns/{name}.json: no relation in kg.ttl has the notation {name!r}")


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise OntologyError(f"{path} is not valid JSON: {error}") from error
