"""One question put to one store, in this process and without a limit of time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import PREFIXES, Ontology
from kg.query.errors import is_update, one_line
from kg.query.formats import Reply, write_results
from kg.query.names import terms
from kg.query.questions import Question
from kg.query.store import add_vocabulary
from kg.query.words import keywords

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SHOWN = 80  # characters of the line that an error is in
_REASONS = {
    "Prefix not found": "a prefix is not declared",
    "SELECT contains a variable that is unbound": "SELECT has a variable that the query does not bind or group by",
}


@dataclass(frozen=True)
class Found:
    """What Oxigraph found; `parameters` are columns that only hold what was asked with."""

    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    ordered: bool
    parameters: frozenset[str]


def ask(
    store: ox.Store, question: Question, ontology: Ontology, *,
    parameters: Mapping[str, str], accept: Sequence[str], rows: int,
) -> Reply:
    """The answer to a question as bytes; see `Workers.ask`.

    Raises:
        QueryError: The query is not SPARQL, or cannot be answered.
    """
    found = evaluate(store, question, ontology, parameters)
    try:
        return write_results(found.results, accept, rows=rows, dropped=found.parameters)
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {one_line(str(error))}") from error


def evaluate(store: ox.Store, question: Question, ontology: Ontology, parameters: Mapping[str, str]) -> Found:
    """Puts a question to a store; the vocabulary is there to be asked beside the graph.

    Raises:
        QueryError: The query is not SPARQL, or a parameter is wrong; one line, with line and column if known.
    """
    text = question.text
    words = keywords(text)
    if "SERVICE" in words:
        raise QueryError("SERVICE is not allowed: a question stays on this machine")
    graphs = [ox.DefaultGraph(), add_vocabulary(store, ontology)]
    bound = terms(store, question, parameters, ontology)
    try:
        results = store.query(text, prefixes=dict(PREFIXES), default_graph=graphs, substitutions=bound or None)
    except SyntaxError as error:
        raise QueryError(_explain(error.msg, text)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {one_line(str(error))}") from error
    taken = {parameter.variable for parameter in question.parameters}
    return Found(results, "ORDER" in words, frozenset(taken - {variable.name for variable in question.variables}))


def _explain(message: str, text: str) -> str:
    """Oxigraph's message, without the dozens of characters that it would have liked to see instead.

    Its column is where the longest keyword that it tried ends, so the line is shown and not the word at that column.
    """
    if is_update(text):
        return "not a question: it may read the graph but not change it"
    match = _PLACE.match(message)
    if not match:
        return f"not valid SPARQL: {one_line(message)}"
    line, column = int(match[1]), int(match[2])
    place = f"not valid SPARQL near line {line}, column {column}"
    for phrase, reason in _REASONS.items():
        if phrase in match[3]:
            return f"{place}: {reason}"
    lines = text.split("\n")
    shown = one_line(lines[line - 1])[:_SHOWN] if line <= len(lines) else ""
    return f"{place}: {shown}" if shown else f"{place}: the query ends too early"
