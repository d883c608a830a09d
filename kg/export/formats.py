"""The formats in which triples are written, and Turtle that is read back to be written in another.

Each gives the same bytes for the same triples, whatever their order: sorted, with the prefixes declared. Turtle,
N-Triples and JSON-LD hold one graph; TriG has one for each document.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FormatError
from kg.export.jsonld import to_jsonld
from kg.export.named_graphs import quads
from kg.export.terms import term
from kg.ontology import PREFIXES, Ontology

_TYPE = f" {term('rdf:type')} "


class Format(StrEnum):
    """A format; its name is what the name of such a file ends in."""

    turtle = "ttl"
    ntriples = "nt"
    jsonld = "jsonld"
    trig = "trig"


def serialise(
    found: Iterable[ox.Triple], format: Format, *, ontology: Ontology, prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """The triples, each once, in UTF-8; `ontology` tells which edges a relationship stands for."""
    return _WRITERS[format](in_order(found), ontology, prefixes)


def read_turtle(path: Path) -> tuple[list[ox.Triple], dict[str, str]]:
    """The triples of a file and its prefixes.

    Raises:
        FormatError: There is no such file, or it is not Turtle; the message names the line.
    """
    try:
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        found = [quad.triple for quad in parser]
    except SyntaxError as error:
        raise FormatError(f"{path} is not valid Turtle: {' '.join(error.msg.split())}") from error
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror or error}; kg build writes such a file") from error
    if any(isinstance(triple.object, ox.Triple) for triple in found):
        raise FormatError(f"{path} holds a triple within a triple, which no graph of kg does")
    return found, dict(parser.prefixes)


def in_order(found: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Each triple once, by subject, its type first.

    A triple is asked for its text and nothing else, because all of a million of them are: the text with the mark of a
    type in place of rdf:type is both what makes it one and its place. No text of a triple holds a NUL.
    """
    by_place = {str(triple).replace(_TYPE, "\0", 1): triple for triple in found}
    return [by_place[place] for place in sorted(by_place)]


def _turtle(ordered: list[ox.Triple], _: Ontology, prefixes: Mapping[str, str]) -> bytes:
    return _with_sorted_prefixes(ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)))


def _ntriples(ordered: list[ox.Triple], _: Ontology, __: Mapping[str, str]) -> bytes:
    return ox.serialize(ordered, format=ox.RdfFormat.N_TRIPLES)


def _jsonld(ordered: list[ox.Triple], _: Ontology, prefixes: Mapping[str, str]) -> bytes:
    return to_jsonld(ordered, prefixes)


def _trig(ordered: list[ox.Triple], ontology: Ontology, prefixes: Mapping[str, str]) -> bytes:
    """By graph, the default one first; within each in the order of the triples, as sorting keeps it."""
    found = sorted(quads(ordered, ontology), key=lambda quad: getattr(quad.graph_name, "value", ""))
    return _with_sorted_prefixes(ox.serialize(found, format=ox.RdfFormat.TRIG, prefixes=dict(prefixes)))


def _with_sorted_prefixes(turtle: bytes) -> bytes:
    """Oxigraph promises no order of its prefixes; the first line that is none ends them."""
    lines = turtle.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])


_WRITERS: Mapping[Format, Callable[[list[ox.Triple], Ontology, Mapping[str, str]], bytes]] = {
    Format.turtle: _turtle, Format.ntriples: _ntriples, Format.jsonld: _jsonld, Format.trig: _trig,
}
