"""One question put to one store, in this process and without a limit of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import PREFIXES, Ontology
from kg.query.errors import one_line
from kg.query.explain import explain, undeclared
from kg.query.federation import may_federate
from kg.query.formats import Reply, write_results
from kg.query.names import terms
from kg.query.questions import Question
from kg.query.store import add_vocabulary, base_iri
from kg.query.words import keywords


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
    prefixes = _prefixes(store, text, ontology)
    if may_federate(text, prefixes):
        raise QueryError("SERVICE is not allowed: a question stays on this machine")
    if "FROM" in words:
        raise QueryError("FROM is not allowed: there is one graph here")
    graphs = [ox.DefaultGraph(), add_vocabulary(store, ontology)]
    bound = terms(store, question, parameters, ontology)
    try:
        results = store.query(text, prefixes=prefixes, default_graph=graphs, substitutions=bound or None)
    except SyntaxError as error:
        raise QueryError(explain(error.msg, text)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {one_line(str(error))}") from error
    taken = {parameter.variable for parameter in question.parameters}
    return Found(results, "ORDER" in words, frozenset(taken - {variable.name for variable in question.variables}))


def _prefixes(store: ox.Store, text: str, ontology: Ontology) -> dict[str, str]:
    """Those that need no declaration; those of ids too, as `graph.ttl` has them, where the text uses another."""
    if not any(True for _ in undeclared(text)):
        return dict(PREFIXES)
    from kg.export.rdf import id_prefixes  # few questions need it, and it reads the vocabulary

    base = base_iri(store)
    return dict(PREFIXES) | (id_prefixes(ontology, base) if base else {})
