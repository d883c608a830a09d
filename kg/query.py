"""Questions to an exported graph: SPARQL, in the asker's words or under a name of `ontology/queries/`.

A question reads; it never writes and never leaves the machine: updates are no queries, and SERVICE is refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from kg.errors import FormatError, QueryError
from kg.ontology import PREFIXES, Ontology

GRAPH_FILE = "graph.ttl"

# The tokens in which a keyword may stand without being one, longest first; words come last.
_TOKENS = re.compile(
    r"""(?s)"{3}(?:\\.|(?!"{3}).)*"{3} | '{3}(?:\\.|(?!'{3}).)*'{3}
    | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*'
    | <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]* | [?$]\w+ | [\w.-]*:(?:[\w.:%-]|\\.)*
    | (?P<word>\w+)""",
    re.VERBOSE,
)
_NAME = re.compile(r"[\w-]+(?: +[\w-]+)*")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_NUMBERED = re.compile(r" \(os error \d+\)|\[Errno \d+\] ")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}
_SHOWN = 80  # characters of the line that an error is in
_REASONS = {
    "Prefix not found": "a prefix is not declared",
    "SELECT contains a variable that is unbound": "SELECT has a variable that the query does not bind or group by",
}


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


def read_store(path: str | Path) -> ox.Store:
    """The graph of a Turtle file, or of the `graph.ttl` of a folder that a build wrote.

    Raises:
        FormatError: There is no such file, or it is not Turtle; the message names the line.
    """
    file = Path(path) / GRAPH_FILE if Path(path).is_dir() else Path(path)
    if not file.exists():
        raise FormatError(f"there is no file {file}: name the output folder of a build, or run kg build first")
    store = ox.Store()
    try:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        told = f"{file} is not valid Turtle: {_one_line(error.msg)}"
        raise FormatError(f"{told}; is it a graph.ttl of kg build?") from error
    except OSError as error:
        raise FormatError(f"{file} cannot be read: {_reason(error)}; kg build writes such a file") from error
    return store


def run(store: ox.Store, query: str, ontology: Ontology, *, files: bool = True) -> Answer:
    """The answer to a query: the name of a question, a `.rq` file, or SPARQL.

    The prefixes of `kg.ontology.PREFIXES` need no declaration, and the vocabulary is there to be asked beside the
    graph, for labels and sub-properties. Rows come in the order that the query asks for, else sorted.

    Args:
        store: What `read_store` gives; the vocabulary is added to it, as a named graph, on the first question.
        query: A name, a path or the text.
        ontology: Where names are looked up.
        files: Whether a path is read; not if somebody else's machine asks.

    Raises:
        QueryError: The query is unknown, not SPARQL, or cannot be answered; one line, with line and column if known.
    """
    text = find(query, ontology, files=files)
    words = _keywords(text)
    if "SERVICE" in words:
        raise QueryError("SERVICE is not allowed: a question stays on this machine")
    graphs = [ox.DefaultGraph(), _vocabulary(store, ontology)]
    try:
        return _answer(store.query(text, prefixes=dict(PREFIXES), default_graph=graphs), keep_order="ORDER" in words)
    except SyntaxError as error:
        raise QueryError(_explain(error.msg, text)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {_one_line(str(error))}") from error


def find(query: str, ontology: Ontology, *, files: bool = True) -> str:
    """The SPARQL of a query that is a name, a path or SPARQL itself; "who chairs what" is who-chairs-what too.

    Raises:
        QueryError: No question has the name, or no file is there.
    """
    name = query.strip()
    if files and name.endswith(".rq") and "\n" not in name:
        return _read(Path(name))
    if not _NAME.fullmatch(name):
        return query
    slug = re.sub(r"[\s_]+", "-", name.casefold())
    if slug not in ontology.queries:
        raise QueryError(_unknown(name, slug, ontology))
    return ontology.queries[slug]


def describe(ontology: Ontology) -> Mapping[str, str]:
    """The named questions, each with what it asks: the comment in its first line."""
    return {name: text.splitlines()[0].lstrip("# ") for name, text in ontology.queries.items()}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise QueryError(f"there is no file {path}: write SPARQL into one, or ask kg query --list for names") from error
    except (OSError, ValueError) as error:
        why = _reason(error) if isinstance(error, OSError) else "it is not text in UTF-8"
        raise QueryError(f"{path} cannot be read as a query: {why}") from error


def _unknown(name: str, slug: str, ontology: Ontology) -> str:
    close = get_close_matches(slug, ontology.queries, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(close)}?" if close else "kg query --list shows those that have names"
    return f"no question is called {name!r}: {hint}"


def _keywords(text: str) -> set[str]:
    """Words outside literals, IRIs, comments and names, in capitals; read both with and without escapes like \\u0053.

    >>> sorted(_keywords("select * { ?service kg:service 'service' } # order"))
    ['SELECT']
    """
    readings = (text, _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text))
    return {match["word"].upper() for reading in readings for match in _TOKENS.finditer(reading) if match["word"]}


def _vocabulary(store: ox.Store, ontology: Ontology) -> ox.NamedNode:
    """The named graph of the vocabulary, filled in one step if it is not there yet: others may be asking too."""
    name = ox.NamedNode(f"urn:kg:vocabulary:{ontology.digest}")
    if not store.contains_named_graph(name):
        turtle = {"format": ox.RdfFormat.TURTLE, "rename_blank_nodes": True}
        quads = [quad for file in ontology.files for quad in ox.parse(path=str(file), **turtle)]
        store.extend([ox.Quad(*quad.triple, name) for quad in quads])
    return name


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, *, keep_order: bool) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return _table("ask", ["answer"], [(ox.Literal(bool(found)),)])
    if isinstance(found, ox.QueryTriples):
        return _table("construct", ["subject", "predicate", "object"], sorted(found, key=str))
    rows: list[Iterable] = [tuple(solution) for solution in found]
    if not keep_order:
        rows.sort(key=lambda row: [str(cell or "") for cell in row])
    return _table("select", [variable.value for variable in found.variables], rows)


def _table(kind: str, variables: Iterable[str], rows: Iterable[Iterable]) -> Answer:
    kept = [tuple(row) for row in rows]
    return Answer(
        kind, tuple(variables),
        tuple(tuple(_cell(term) for term in row) for row in kept),
        tuple(tuple(_datatype(term) for term in row) for row in kept),
    )


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _datatype(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return term.datatype.value if isinstance(term, ox.Literal) else ""


def _explain(message: str, text: str) -> str:
    """Oxigraph's message, without the dozens of characters that it would have liked to see instead.

    Its column is where the longest keyword that it tried ends, so the line is shown and not the word at that column.
    """
    if _UPDATES & _keywords(text):
        return "not a question: it may read the graph but not change it"
    match = _PLACE.match(message)
    if not match:
        return f"not valid SPARQL: {_one_line(message)}"
    line, column = int(match[1]), int(match[2])
    place = f"not valid SPARQL near line {line}, column {column}"
    for phrase, reason in _REASONS.items():
        if phrase in match[3]:
            return f"{place}: {reason}"
    lines = text.split("\n")
    shown = _one_line(lines[line - 1])[:_SHOWN] if line <= len(lines) else ""
    return f"{place}: {shown}" if shown else f"{place}: the query ends too early"


def _reason(error: OSError) -> str:
    """The system's words without its numbers."""
    return _NUMBERED.sub("", _one_line(error.strerror or str(error))).lower()


def _one_line(text: str) -> str:
    return " ".join(text.split())
