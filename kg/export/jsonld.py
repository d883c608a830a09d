"""Triples as JSON-LD that people can read: a @context with the prefixes and what the values of each property are.

Oxigraph writes JSON-LD without a context: every IRI in full and every value an object. Here a property whose values are
all of one kind (IRIs, dates, English words) says so once, in the context, and each value is a plain string.
"""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import pyoxigraph as ox

from kg.export.terms import term

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Kind = tuple[str, str]  # what a context says of the values of a property: ("@type", "@id"), ("@language", "en")

_PLAIN: Kind = ("", "")  # nothing: strings
_PREFIX = re.compile(r"[^@:/?#\[\]][^:/?#\[\]]*")  # a name that JSON-LD takes for a prefix
_SMALL = re.compile(r"0|-?[1-9][0-9]{0,14}")  # integers that a number of JSON holds and gives back as written


def to_jsonld(ordered: Sequence[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """UTF-8 with an object in each line for each subject; the triples come each once and sorted by subject."""
    kinds = _kinds(ordered)
    names = _Names(prefixes, taken=_schemes(ordered))
    context = {**names.prefixes, **{
        names.short(iri): {kind[0]: names.short(kind[1]) if kind[1] != "@id" else "@id"}
        for iri, kind in sorted(kinds.items()) if kind and kind != _PLAIN
    }}
    nodes = (_node(subject, list(about), names, kinds) for subject, about in groupby(ordered, attrgetter("subject")))
    lines = ",\n".join(_json(node) for node in nodes)
    return f'{{\n"@context": {json.dumps(context, indent=1)},\n"@graph": [\n{lines}\n]\n}}\n'.encode()


class _Names:
    """Shortens IRIs by the prefixes that JSON-LD can use."""

    def __init__(self, prefixes: Mapping[str, str], *, taken: set[str]) -> None:
        """`taken` are the schemes of all IRIs: where one is called like a prefix, it could not be told from it."""
        self.prefixes = {
            prefix: namespace for prefix, namespace in sorted(prefixes.items())
            if prefix not in taken and _PREFIX.fullmatch(prefix) and namespace.endswith(("/", "#"))
        }
        self._by_namespace = {namespace: prefix for prefix, namespace in self.prefixes.items()}

    def short(self, iri: str) -> str:
        """`kg:Person`, or the IRI where no prefix has what stands before its last "/" or "#"."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri

    def node(self, node: ox.NamedNode | ox.BlankNode) -> str:
        return self.short(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _schemes(found: Sequence[ox.Triple]) -> set[str]:
    nodes = (part for triple in found for part in triple if isinstance(part, ox.NamedNode))
    return {node.value.partition(":")[0] for node in nodes}


def _kinds(found: Sequence[ox.Triple]) -> dict[str, Kind | None]:
    """What the values of each property are; None where they are of several kinds."""
    kinds: dict[str, Kind | None] = {}
    for triple in found:
        if triple.predicate != term("rdf:type"):
            kind = _kind(triple.object)
            if kinds.setdefault(triple.predicate.value, kind) != kind:
                kinds[triple.predicate.value] = None
    return kinds


def _kind(part: Term) -> Kind:
    if not isinstance(part, ox.Literal):
        return "@type", "@id"
    if part.language:
        return "@language", part.language
    return _PLAIN if part.datatype == term("xsd:string") else ("@type", part.datatype.value)


def _node(subject: ox.NamedNode, about: Sequence[ox.Triple], names: _Names, kinds: Mapping) -> dict[str, Any]:
    values: dict[str, list] = {}
    for triple in about:
        if triple.predicate == term("rdf:type") and not isinstance(triple.object, ox.Literal):
            values.setdefault("@type", []).append(names.node(triple.object))
        else:
            known = kinds.get(triple.predicate.value)
            values.setdefault(names.short(triple.predicate.value), []).append(_value(triple.object, known, names))
    return {"@id": names.node(subject), **{key: _one_or_all(found) for key, found in values.items()}}


def _value(part: Term, known: Kind | None, names: _Names) -> str | int | dict[str, str]:
    """A value as bare as its property allows."""
    if not isinstance(part, ox.Literal):
        bare = names.node(part)
        return bare if known else {"@id": bare}
    kind = _kind(part)
    if known and kind[1] == term("xsd:integer").value and _SMALL.fullmatch(part.value):
        return int(part.value)
    if known or kind == _PLAIN:
        return part.value
    return {kind[0]: names.short(kind[1]), "@value": part.value}


def _one_or_all(found: list) -> Any:
    return found[0] if len(found) == 1 else found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
