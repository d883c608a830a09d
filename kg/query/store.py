"""The graph of a build, or of a file, as a store of Oxigraph."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import FormatError, QueryError
from kg.export.terms import term
from kg.ontology import Ontology
from kg.query.errors import one_line

GRAPH_FILE = "graph.ttl"

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_NUMBERED = re.compile(r" \(os error \d+\)|\[Errno \d+\] ")


def graph_file(path: str | Path) -> Path:
    """The file that a path means: itself, or the `graph.ttl` of a folder."""
    return Path(path) / GRAPH_FILE if Path(path).is_dir() else Path(path)


def read_store(path: str | Path) -> ox.Store:
    """The graph of a file, or of the `graph.ttl` of a folder that a build wrote, in memory.

    Quads of named graphs (TriG, JSON-LD) are read as triples of one graph: which document they come from, the triples
    say themselves.

    Raises:
        FormatError: There is no such file, or it is not in its format; the message names the line.
    """
    file, store = graph_file(path), ox.Store()
    if not file.exists():
        raise FormatError(f"there is no file {file}: name the output folder of a build, or run kg build first")
    read_into(store, file)
    return store


def read_into(store: ox.Store, file: Path) -> None:
    """Adds what a file holds to a store.

    Raises:
        FormatError: It is not in its format, or cannot be read.
    """
    format_ = _FORMATS.get(file.suffix.lower(), ox.RdfFormat.TURTLE)
    try:
        _load(store, file, format_)
    except SyntaxError as error:
        told = f"{file} is not valid {format_.name}: {one_line(error.msg)}"
        raise FormatError(f"{told}; is it a graph.ttl of kg build?") from error
    except OSError as error:
        raise FormatError(f"{file} cannot be read: {reason(error)}; kg build writes such a file") from error


def base_iri(store: ox.Store) -> str:
    """What the IRIs of a graph start with: it says so itself, or its documents tell; empty where neither does."""
    said = (quad.subject.value for quad in store.quads_for_pattern(None, term("rdf:type"), term("kg:Graph"), None))
    return min(said, default="") or next(_bases_of_documents(store), "")


def _bases_of_documents(store: ox.Store) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, term("dcterms:identifier"), None, None):
        iri, tail = quad.subject.value, f"document/{quad.object.value}"
        for match in re.finditer("document/", iri):
            if unquote(iri[match.start():]) == tail:
                yield iri[:match.start()]


def vocabulary_name(ontology: Ontology) -> ox.NamedNode:
    """The named graph that holds the terms and topics of a vocabulary; another vocabulary has another name."""
    whole = hashlib.sha256(b"\0".join(path.read_bytes() for path in ontology.files))
    return ox.NamedNode(f"urn:kg:vocabulary:{whole.hexdigest()[:16]}")


def add_vocabulary(store: ox.Store, ontology: Ontology) -> ox.NamedNode:
    """The named graph of the vocabulary, filled in one step if it is not there yet: others may be asking too.

    Raises:
        OntologyError: The vocabulary is not Turtle.
        QueryError: The store is a kept one, which cannot be written, and holds another vocabulary.
    """
    name = vocabulary_name(ontology)
    if not store.contains_named_graph(name):
        quads = [ox.Quad(*triple, name) for triple in ontology.triples()]
        try:
            store.extend(quads)
        except (OSError, RuntimeError) as error:
            raise QueryError("the store holds another vocabulary: open it with the one that is asked") from error
    return name


def reason(error: OSError) -> str:
    """The system's words without its numbers."""
    return _NUMBERED.sub("", one_line(error.strerror or str(error))).lower()


def _load(store: ox.Store, file: Path, format_: ox.RdfFormat) -> None:
    if format_.supports_datasets:
        quads = ox.parse(path=str(file), format=format_)
        store.bulk_extend(ox.Quad(*quad.triple) for quad in quads)
    else:
        store.bulk_load(path=str(file), format=format_)
