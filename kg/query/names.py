"""What an asker's words mean to a store: values of parameters become terms, which are bound and never pasted.

A thing may be called by its name, another name of it, its acronym, its id or its IRI, in capitals or not. Words that
mean nothing, or several things, are told with those that are near.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.terms import is_iri, term
from kg.ontology import PREFIXES, Ontology
from kg.query.questions import Parameter, Question
from kg.query.store import vocabulary_name

_Term = ox.NamedNode | ox.Literal
_Graph = ox.NamedNode | ox.DefaultGraph

_NEAR = 3  # names that an error lists for how they are spelt
_LISTED = 5  # names that an error lists in all
_BEGINNING = 4  # letters of a word by which near names are looked for
_LOOKED_AT = 2_000  # labels that are compared letter by letter


@dataclass(frozen=True)
class _Kind:
    """How things of a kind are found: what they are, what they are called first, and by which properties else."""

    pattern: str
    names: tuple[str, ...]
    in_vocabulary: bool = False


_KINDS = {
    "entity": _Kind("?term foaf:name ?shown", ("foaf:name", "skos:altLabel")),
    "document": _Kind("?term a kg:Document ; dcterms:identifier ?shown", ("dcterms:identifier", "dcterms:title")),
    "topic": _Kind(
        "?term a skos:Concept ; skos:prefLabel ?shown", ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"), True,
    ),
    "relation": _Kind(
        "?term a owl:ObjectProperty ; skos:notation ?code ; rdfs:label ?shown", ("rdfs:label", "skos:notation"), True,
    ),
}


def terms(
    store: ox.Store, question: Question, values: Mapping[str, str], ontology: Ontology,
) -> dict[ox.Variable, _Term]:
    """The terms to bind to the variables of a question.

    Raises:
        QueryError: A value is missing, not asked for, or means nothing in this graph.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            raise QueryError(_unknown(name, question))
    for parameter in question.parameters:
        if parameter.name not in values and not parameter.optional:
            raise QueryError(f"{_called(question)} needs --{option(parameter.name)}, {parameter.words}")
    return {
        ox.Variable(known[name].variable): _term(store, known[name], value, ontology) for name, value in values.items()
    }


def option(name: str) -> str:
    """How a parameter is written on a command line.

    >>> option("at_least")
    'at-least'
    """
    return name.replace("_", "-")


def _term(store: ox.Store, parameter: Parameter, value: str, ontology: Ontology) -> _Term:
    if parameter.type in _READERS:
        return _READERS[parameter.type](parameter, value)
    return _resolve(store, parameter, value.strip(), ontology)


def _date(parameter: Parameter, value: str) -> ox.Literal:
    try:
        day = date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise QueryError(_wrong(parameter, "a date such as 2024-01-31", value)) from error
    return ox.Literal(day, datatype=ox.NamedNode(f"{PREFIXES['xsd']}date"))


def _number(parameter: Parameter, value: str) -> ox.Literal:
    words = value.strip()
    if not (words.isascii() and words.isdecimal() and len(words) < 16):
        raise QueryError(_wrong(parameter, "a whole number", value))
    return ox.Literal(int(words))


def _text(parameter: Parameter, value: str) -> ox.Literal:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise QueryError(_wrong(parameter, "text in UTF-8", ascii(value))) from error
    return ox.Literal(value)


_READERS: Mapping[str, Callable[[Parameter, str], ox.Literal]] = {"date": _date, "number": _number, "text": _text}


def _resolve(store: ox.Store, parameter: Parameter, value: str, ontology: Ontology) -> ox.NamedNode:
    kind = _KINDS[parameter.type]
    graph = vocabulary_name(ontology) if kind.in_vocabulary else ox.DefaultGraph()
    _text(parameter, value)
    found = _exact(store, kind, value, graph) or _folded(store, kind, value, graph)
    if len(found) == 1:
        return next(iter(found))
    if found:
        names = sorted(f"{shown} ({node.value})" for node, shown in found.items())
        raise QueryError(f"--{option(parameter.name)}: {value!r} may be {' or '.join(names[:_LISTED])}: give the IRI")
    near = list(dict.fromkeys([*_containing(store, kind, value, graph), *_near(store, kind, value, graph)]))[:_LISTED]
    hint = f"did you mean {' or '.join(near)}?" if near else f"there is nothing like it in {_where(kind)}"
    raise QueryError(f"--{option(parameter.name)}: no {parameter.type} is called {value!r}: {hint}")


def _exact(store: ox.Store, kind: _Kind, value: str, graph: _Graph) -> dict[ox.NamedNode, str]:
    """What alone bears exactly this name, or this IRI: an index answers at once, whatever the graph's size."""
    literal = ox.Literal(value)
    names = kind.names[:1] if kind.in_vocabulary else kind.names
    found = {quad.subject for name in names for quad in store.quads_for_pattern(None, term(name), literal, graph)}
    if not found and ":" in value and is_iri(value):
        node = ox.NamedNode(value)
        found = {node} if any(True for _ in store.quads_for_pattern(node, term(kind.names[0]), None, graph)) else set()
    firsts = (store.quads_for_pattern(node, term(kind.names[0]), None, graph) for node in found)
    is_first = all(any(True for _ in quads) for quads in firsts)
    return dict.fromkeys(found, value) if len(found) == 1 and is_first else {}


def _folded(store: ox.Store, kind: _Kind, value: str, graph: _Graph) -> dict[ox.NamedNode, str]:
    """What has the name in any case of letters, or else an IRI that ends in it.

    In a vocabulary a first name goes before another's second; in a graph, where nobody chose the names, both are meant.
    """
    lower = value.lower()
    found: dict[ox.NamedNode, str] = {}
    for name in kind.names:
        query = f"""SELECT DISTINCT ?term ?shown ?wanted {{
            {kind.pattern} . ?term {name} ?label FILTER(LCASE(STR(?label)) = ?wanted) }}"""
        found.update(_terms_of(store, query, graph, wanted=lower))
        if found and kind.in_vocabulary:
            return found
    if found:
        return found
    query = f"SELECT DISTINCT ?term ?shown ?wanted {{ {kind.pattern} FILTER(STRENDS(LCASE(STR(?term)), ?wanted)) }}"
    return _terms_of(store, query, graph, wanted=f"/{lower}") or _terms_of(store, query, graph, wanted=f"#{lower}")


def _terms_of(
    store: ox.Store, query: str, graph: _Graph, **values: str,
) -> dict[ox.NamedNode, str]:
    return {row["term"]: row["shown"].value for row in _select(store, query, graph, values)}


def _containing(store: ox.Store, kind: _Kind, value: str, graph: _Graph) -> list[str]:
    """First names of what has all the words in a name of it, in any case of letters; the shortest names first."""
    words = re.findall(r"\w+", value.lower())
    if not words:
        return []
    shown: dict[str, None] = {}
    for name in kind.names:
        query = f"""SELECT DISTINCT ?label ?shown ?wanted {{
            {kind.pattern} . ?term {name} ?label FILTER(CONTAINS(LCASE(STR(?label)), ?wanted))
        }} ORDER BY STRLEN(?label) ?label LIMIT {_LOOKED_AT}"""
        for row in _select(store, query, graph, {"wanted": max(words, key=len)}):
            if set(words) <= set(re.findall(r"\w+", row["label"].value.lower())):
                shown[row["shown"].value] = None
    return list(shown)[:_LISTED]


def _near(store: ox.Store, kind: _Kind, value: str, graph: _Graph) -> list[str]:
    """First names of what is called nearly so: labels that share the beginning of a word are compared in full.

    A vocabulary is small: there all are.
    """
    starts = {word[:_BEGINNING] for word in value.lower().split()}
    beginnings = [""] if kind.in_vocabulary else sorted(starts, key=lambda start: (-len(start), start))[:3]
    wanted = {f"part{place}": part for place, part in enumerate(beginnings)}
    if not wanted:
        return []
    tests = " || ".join(f"CONTAINS(LCASE(STR(?label)), ?{name})" for name in wanted)
    shown: dict[str, str] = {}
    for name in kind.names:
        query = f"""SELECT DISTINCT ?label ?shown ?{' ?'.join(wanted)} {{
            {kind.pattern} . ?term {name} ?label FILTER({tests}) }} ORDER BY ?label LIMIT {_LOOKED_AT}"""
        for row in _select(store, query, graph, wanted):
            shown.setdefault(row["label"].value.lower(), row["shown"].value)
    close = get_close_matches(value.lower(), shown, n=_NEAR, cutoff=0.6)
    return list(dict.fromkeys(shown[label] for label in close))


def _select(
    store: ox.Store, query: str, graph: _Graph, values: Mapping[str, str],
) -> Iterable[ox.QuerySolution]:
    bound = {ox.Variable(name): ox.Literal(value) for name, value in values.items()}
    return store.query(query, prefixes=dict(PREFIXES), default_graph=[graph], substitutions=bound)


def _where(kind: _Kind) -> str:
    return "the vocabulary" if kind.in_vocabulary else "the graph"


def _called(question: Question) -> str:
    return f"the question {question.name}" if question.name else "the question"


def _wrong(parameter: Parameter, expected: str, value: str) -> str:
    return f"--{option(parameter.name)}: expected {expected}, got {value!r}"


def _unknown(name: str, question: Question) -> str:
    taken = [parameter.name for parameter in question.parameters]
    if not taken:
        return f"{_called(question)} takes no parameter, got --{option(name)}"
    close = get_close_matches(name, taken, n=1)
    hint = f"did you mean --{option(close[0])}?" if close else f"expected {', '.join('--' + option(t) for t in taken)}"
    return f"{_called(question)} takes no --{option(name)}: {hint}"
