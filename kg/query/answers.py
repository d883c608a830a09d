"""Answers as rows of text, for the screen, spreadsheets and notebooks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query.engine import evaluate
from kg.query.errors import one_line
from kg.query.formats import Reply
from kg.query.questions import LITERAL_TYPES, Question, find_question
from kg.query.words import keywords

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """What a query gives; every cell is text and an unbound one is empty.

    `kind` is "select"; "ask", with one cell "true" or "false"; or "construct" (DESCRIBE too), a row for each triple.
    `datatypes` has the shape of `rows`: a literal's datatype IRI, and nothing for IRIs and unbound cells.
    """

    kind: str
    variables: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    datatypes: tuple[tuple[str, ...], ...]


def run(
    store: ox.Store, query: str, ontology: Ontology, *,
    files: bool = True, parameters: Mapping[str, str] = NO_PARAMETERS,
) -> Answer:
    """The answer to a query: the name of a question, a `.rq` file, or SPARQL.

    The prefixes of `kg.ontology.PREFIXES` need no declaration, and the vocabulary is there to be asked beside the
    graph, for labels and sub-properties. Rows come in the order that the query asks for, else sorted.

    Args:
        store: What `read_store` gives; the vocabulary is added to it, as a named graph, on the first question.
        query: A name, a path or the text.
        ontology: Where names are looked up.
        files: Whether a path is read; not if somebody else's machine asks.
        parameters: Values by the names that the question declares, in the asker's words.

    Raises:
        QueryError: The query is unknown, not SPARQL, or cannot be answered; one line, with line and column if known.
    """
    found = evaluate(store, find_question(query, ontology, files=files), ontology, parameters)
    try:
        return to_answer(found.results, keep_order=found.ordered, dropped=found.parameters)
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {one_line(str(error))}") from error


def to_answer(
    found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], *,
    keep_order: bool, dropped: frozenset[str] = frozenset(),
) -> Answer:
    """The rows of what Oxigraph found, without the columns of `dropped`."""
    if isinstance(found, ox.QueryBoolean):
        return _table("ask", ["answer"], [(ox.Literal(bool(found)),)])
    if not isinstance(found, ox.QuerySolutions):
        return _table("construct", ["subject", "predicate", "object"], sorted(found, key=str))
    names = [variable.value for variable in found.variables]
    kept = [place for place, name in enumerate(names) if name not in dropped]
    rows: list[tuple[_Term, ...]] = [tuple(solution[place] for place in kept) for solution in found]
    if not keep_order:
        rows.sort(key=lambda row: [str(cell or "") for cell in row])
    return _table("select", [names[place] for place in kept], rows)


def read_answer(reply: Reply, question: Question) -> Answer:
    """The rows of a reply; those in CSV have lost what is an IRI and what is a number, and are not read."""
    if reply.kind == "construct":
        triples = (quad.triple for quad in ox.parse(reply.body, ox.RdfFormat.from_media_type(reply.media_type)))
        return to_answer(triples, keep_order=False)
    found = ox.parse_query_results(reply.body, ox.QueryResultsFormat.from_media_type(reply.media_type))
    return to_answer(found, keep_order="ORDER" in keywords(question.text))


def readable(answer: Answer, question: Question) -> Answer:
    """Without the columns that a question declares to be IRIs, if others remain: those stand beside names."""
    iris = {variable.name for variable in question.variables if variable.type not in LITERAL_TYPES}
    kept = [place for place, name in enumerate(answer.variables) if name not in iris]
    if not kept:
        return answer
    return Answer(
        answer.kind, tuple(answer.variables[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in answer.rows),
        tuple(tuple(row[place] for place in kept) for row in answer.datatypes),
    )


def iris(answer: Answer) -> set[str]:
    """Cells that can be IRIs."""
    pairs = (pair for lines in zip(answer.rows, answer.datatypes, strict=True) for pair in zip(*lines, strict=True))
    return {cell for cell, datatype in pairs if cell and not datatype and not cell.startswith("_:")}


def _table(kind: str, variables: Iterable[str], rows: Iterable[Iterable[_Term]]) -> Answer:
    kept = [tuple(row) for row in rows]
    return Answer(
        kind, tuple(variables),
        tuple(tuple(_cell(term) for term in row) for row in kept),
        tuple(tuple(_datatype(term) for term in row) for row in kept),
    )


def _cell(term: _Term) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _datatype(term: _Term) -> str:
    return term.datatype.value if isinstance(term, ox.Literal) else ""
