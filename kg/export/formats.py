"""The formats in which triples are written, and Turtle that is read back to be written in another.

Each gives the same bytes for the same triples, whatever their order: sorted, with the prefixes declared. The lines of
N-Triples are in the order of their bytes, as `LC_ALL=C sort` has them, so that comm and join can read them. Turtle,
N-Triples and JSON-LD hold one graph; TriG has one for each document.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FormatError, UsageError
from kg.export.jsonld import to_jsonld
from kg.export.named_graphs import quads
from kg.export.terms import term
from kg.ontology import PREFIXES, Ontology

_PREFIXES = re.compile(rb"(?:@prefix [^\n]*\n)*")
_NUMBER = re.compile(r" \(os error \d+\)")  # as Rust tells it
_BATCH = 10_000  # lines that are read back at once
_TRIPLE = attrgetter("triple")
_TYPE = f" {term('rdf:type')} "


class Format(StrEnum):
    """A format; its name is what the name of such a file ends in."""

    turtle = "ttl"
    ntriples = "nt"
    jsonld = "jsonld"
    trig = "trig"


def parse_format(name: str) -> Format:
    """The format of a name.

    Raises:
        UsageError: There is none.
    """
    if name not in list(Format):
        *most, last = Format
        raise UsageError(f"expected the format {', '.join(most)} or {last}, got {str(name)!r}")
    return Format(name)


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
    if not path.exists():
        raise FormatError(f"there is no file {path}: name the output folder of a build, or run kg build first")
    try:
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        found = [quad.triple for quad in parser]
    except SyntaxError as error:
        raise FormatError(f"{path} is not valid Turtle: {' '.join(error.msg.split())}") from error
    except OSError as error:
        why = _NUMBER.sub("", error.strerror or str(error)).lower()
        raise FormatError(f"{path} cannot be read: {why}; kg build writes such a file") from error
    if any(isinstance(triple.object, ox.Triple) for triple in found):
        raise FormatError(f"{path} holds a triple within a triple, which no graph of kg does")
    return found, dict(parser.prefixes)


def in_order(found: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Each triple once, by subject, its type first.

    What is kept of a million triples is their text, which takes half the memory and less time: Python frees triples
    more slowly than Oxigraph reads them again. The mark of a type stands in place of rdf:type, before all other
    properties; no text of a triple holds a NUL.
    """
    lines = [str(triple).replace(_TYPE, "\0", 1) for triple in found]
    lines.sort()  # much of it comes in order: sorting all is quicker than a set of them
    lines = [line for line, _ in groupby(lines)]
    for start in range(0, len(lines), _BATCH):
        text = "".join(f"{line} .\n" for line in lines[start:start + _BATCH]).replace("\0", _TYPE)
        yield from map(_TRIPLE, ox.parse(text, format=ox.RdfFormat.N_TRIPLES, lenient=True))


def _turtle(ordered: Iterable[ox.Triple], _: Ontology, prefixes: Mapping[str, str]) -> bytes:
    return _with_sorted_prefixes(ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)))


def _ntriples(ordered: Iterable[ox.Triple], _: Ontology, __: Mapping[str, str]) -> bytes:
    lines = ox.serialize(ordered, format=ox.RdfFormat.N_TRIPLES).split(b"\n")[:-1]
    return b"".join(line + b"\n" for line in sorted(lines))


def _jsonld(ordered: Iterable[ox.Triple], _: Ontology, prefixes: Mapping[str, str]) -> bytes:
    return to_jsonld(list(ordered), prefixes)


def _trig(ordered: Iterable[ox.Triple], ontology: Ontology, prefixes: Mapping[str, str]) -> bytes:
    """By graph, the default one first; within each in the order of the triples, as sorting keeps it."""
    found = sorted(quads(ordered, ontology), key=lambda quad: getattr(quad.graph_name, "value", ""))
    return _with_sorted_prefixes(ox.serialize(found, format=ox.RdfFormat.TRIG, prefixes=dict(prefixes)))


def _with_sorted_prefixes(turtle: bytes) -> bytes:
    """Oxigraph promises no order of its prefixes; the first line that is none ends them."""
    head = _PREFIXES.match(turtle)[0]
    return b"".join(sorted(head.splitlines(keepends=True))) + turtle[len(head):]


_WRITERS: Mapping[Format, Callable[[Iterable[ox.Triple], Ontology, Mapping[str, str]], bytes]] = {
    Format.turtle: _turtle, Format.ntriples: _ntriples, Format.jsonld: _jsonld, Format.trig: _trig,
}
