"""How answers are written: the formats of SPARQL for rows and truth values, those of RDF for triples.

Oxigraph writes all of them. Rows go through TSV, which has one line a row and escapes every line break inside a cell:
there they are counted, cut and rid of columns, which no other format lets one do without reading it whole.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.ontology import PREFIXES
from kg.query.errors import UnacceptableError

RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLE_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}

LARGEST = 100_000_000
"""Bytes of an answer's rows; what is more is cut like rows over the limit."""

_TSV = ox.QueryResultsFormat.TSV


@dataclass(frozen=True)
class Reply:
    """An answer as bytes in a format: `kind` is "select", "ask" or "construct" (DESCRIBE too).

    `truncated` says that rows (or triples) over the limit were left out.
    """

    kind: str
    media_type: str
    body: bytes
    truncated: bool = False


def media_type(name: str) -> str:
    """What HTTP calls a format.

    >>> media_type("json"), media_type("ttl")
    ('application/sparql-results+json', 'text/turtle')
    """
    return {**RESULT_FORMATS, **TRIPLE_FORMATS}[name].media_type


def write_results(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    accept: Sequence[str],
    *,
    rows: int,
    dropped: Collection[str] = (),
) -> Reply:
    """The answer in the first format of `accept` that its kind can be written in.

    Args:
        found: What `Store.query` gives.
        accept: Names of formats, the preferred one first.
        rows: How many rows or triples there may be.
        dropped: Names of variables to leave out.

    Raises:
        UnacceptableError: No format of `accept` can hold the answer.
    """
    if isinstance(found, ox.QueryTriples):
        return _triples(found, _choose("construct", accept, TRIPLE_FORMATS), rows)
    if isinstance(found, ox.QueryBoolean):
        name = _choose("ask", accept, RESULT_FORMATS)
        return Reply("ask", media_type(name), found.serialize(format=RESULT_FORMATS[name]))
    name = _choose("select", accept, RESULT_FORMATS)
    table, truncated = _table(found, rows)
    if dropped:
        table = _without(table, {f"?{variable}" for variable in dropped})
    body = table if name == "tsv" else ox.parse_query_results(table, _TSV).serialize(format=RESULT_FORMATS[name])
    return Reply("select", media_type(name), body, truncated)


def _choose(kind: str, accept: Sequence[str], formats: Iterable[str]) -> str:
    chosen = next((name for name in accept if name in formats), None)
    if chosen is None:
        given = "triples" if kind == "construct" else "rows" if kind == "select" else "true or false"
        raise UnacceptableError(f"the question gives {given}: expected {', '.join(formats)}, got {', '.join(accept)}")
    return chosen


def _triples(found: Iterable[ox.Triple], name: str, rows: int) -> Reply:
    """Sorted, as the order in which triples are found says nothing; more than a limit's worth are not looked for."""
    kept = list(islice(found, rows + 1))
    shown = sorted(set(kept[:rows]), key=str)
    format_ = TRIPLE_FORMATS[name]
    body = ox.serialize(shown, format=format_, prefixes=dict(PREFIXES) if name in ("ttl", "rdf") else None)
    return Reply("construct", format_.media_type, body, len(kept) > rows)


class _Full(Exception):
    """Raised inside a writer to end a query whose answer is long enough."""


class _Lines:
    """A file that holds a heading and so many lines; it ends what writes more."""

    def __init__(self, rows: int) -> None:
        self.parts: list[bytes] = []
        self._left = rows + 1
        self._room = LARGEST

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        self._left -= data.count(b"\n")
        self._room -= len(data)
        if self._left < 0 or self._room < 0:
            raise _Full
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _table(found: ox.QuerySolutions, rows: int) -> tuple[bytes, bool]:
    """TSV with at most so many rows, and whether there were more."""
    file = _Lines(rows)
    try:
        found.serialize(file, _TSV)
    except _Full:
        lines = b"".join(file.parts).split(b"\n")[:-1]  # what follows the last line break is no whole row
        return b"\n".join(lines[:rows + 1]) + b"\n", True
    return b"".join(file.parts), False


def _without(table: bytes, dropped: Collection[str]) -> bytes:
    lines = [line.split(b"\t") for line in table.split(b"\n")[:-1]]
    kept = [place for place, cell in enumerate(lines[0]) if cell.decode() not in dropped]
    return b"".join(b"\t".join(line[place] for place in kept) + b"\n" for line in lines)
