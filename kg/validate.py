"""Checks an exported graph against the shapes of the vocabulary (SHACL)."""

from dataclasses import dataclass
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import FormatError, OntologyError
from kg.export.formats import read_turtle
from kg.export.rdf import as_rdflib
from kg.ontology import NAMESPACE, PREFIXES, Ontology


@dataclass(frozen=True, order=True)
class Violation:
    """One place where a graph breaks a shape: the node, the property (empty if the node itself) and what is wrong."""

    focus: str
    path: str
    message: str


def validate(path: str | Path, ontology: Ontology) -> tuple[Violation, ...]:
    """What is wrong with the Turtle file, sorted; nothing if it satisfies `ontology.shapes`.

    The vocabulary is read beside the graph, so that the shapes can ask it for subclasses, domains and ranges.

    Raises:
        FormatError: There is no such file, or it is not Turtle; the message names the line.
        OntologyError: The vocabulary has no shapes, or they are not SHACL in Turtle.
    """
    graph = _read(Path(path))
    for file in ontology.files:  # not as ont_graph: of that pySHACL takes no annotations
        graph += _read(file)
    _, report, _ = pyshacl.validate(graph, shacl_graph=_read_shapes(ontology), inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise OntologyError(f"{ontology.shapes} cannot be applied: {report}")
    return tuple(sorted({_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)}))


def _read(path: Path) -> rdflib.Graph:
    """Oxigraph reads ten times as fast as rdflib, and its errors name the line."""
    return as_rdflib(read_turtle(path)[0])


def _read_shapes(ontology: Ontology) -> rdflib.Graph:
    if not ontology.shapes.exists():
        raise OntologyError(f"{ontology.shapes} cannot be read: a vocabulary needs this file")
    try:
        return _read(ontology.shapes)
    except FormatError as error:
        raise OntologyError(str(error)) from error


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    focus = str(report.value(result, SH.focusNode))
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    return Violation(
        # A rule over the whole graph has a class of the vocabulary in focus, and the node as the value.
        focus=str(report.value(result, SH.value)) if focus.startswith(NAMESPACE) else focus,
        path=_short(report.value(result, SH.resultPath)),
        message="; ".join(messages),
    )


def _short(path: rdflib.term.Node | None) -> str:
    """The prefixed name of a property of the vocabulary, else its IRI."""
    iri = str(path or "")
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
