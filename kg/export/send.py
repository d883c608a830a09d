"""Sends a graph to any store that speaks SPARQL 1.1, and leaves the store with it once, however often that is done.

First by the Graph Store HTTP Protocol: one PUT replaces the graph whole. Where a store has none, by SPARQL Update:
batches of INSERT DATA into a graph of a name of its own, which is then copied over the one that was asked for, so that
a failure on the way leaves that as it was. Each request may be made twice with the same result. That name is the same
each time: what a send that was killed has left there, the next one of the same graph removes. So no two may send the
same graph at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid4, uuid5

import httpx
import pyoxigraph as ox

from kg.errors import OntologyError, SendError, UsageError
from kg.export.terms import term
from kg.export.wire import Credentials, Wire, checked_address, said, shown
from kg.ontology import PREFIXES, Ontology

DEFAULT_GRAPH = "default"
"""In place of an IRI: the graph of a store that has no name; some have none (Virtuoso)."""

MOST_TRIPLES, MOST_BYTES = 1000, 1 << 17
"""Of one INSERT DATA. Virtuoso's compiler runs out of memory at 5,000 triples."""

_TURTLE = {"Content-Type": "text/turtle"}
_UPDATE = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
_RDF_TYPES = {
    "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig",
    "application/n-quads", "text/n3",
}
_NO_GRAPH_STORE = {400, 404, 405, 406, 411, 413, 415, 501}
_SPLIT = {400, 413}  # a batch that is refused so may be too long
_ESCAPABLE = re.compile(r"(?<!\\)((?:\\\\)+)([uU])")

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Sent:
    """What a store was given; `graph` is empty for its default graph, `way` names the protocol."""

    triples: int
    graph: str
    way: str


def send(
    found: Iterable[ox.Triple],
    to: str,
    *,
    graph: str = "",
    update_url: str = "",
    credentials: Credentials | None = None,
    progress: Progress | None = None,
    wire: Wire | None = None,
) -> Sent:
    """Replaces a graph of a store with these triples.

    Args:
        found: The triples.
        to: The address of the Graph Store or, where there is none, of the updates.
        graph: The IRI of the graph to replace, or "default"; empty for the one that the triples describe.
        update_url: The address of the updates, where it is another than `to`.
        credentials: For a store that asks who sends.
        progress: Called with a stage, what is done of it and how much there is.
        wire: In place of a new connection.

    Raises:
        UsageError: An address or the graph's IRI is none, or the triples describe no graph and none is named.
        SendError: The store cannot be reached or refuses; what it said is in the message.
    """
    address, triples = checked_address(to), list(dict.fromkeys(found))
    updates = checked_address(update_url) if update_url else address
    target = _named(graph, triples)
    tell: Progress = progress or (lambda stage, done, total: None)
    with wire or Wire(credentials) as opened:
        refused = _put(triples, opened, address, target, tell)
        if refused:
            _update(triples, opened, updates, target, tell, why=f"{shown(address)} is no Graph Store ({refused})")
    return Sent(len(triples), target.value if target else "", "SPARQL Update" if refused else "Graph Store Protocol")


def own_graph(triples: Iterable[ox.Triple]) -> str:
    """The IRI of the graph that the triples say they are, or nothing."""
    rdf_type, kind = term("rdf:type"), term("kg:Graph")
    return next((t.subject.value for t in triples if t.predicate == rdf_type and t.object == kind), "")


def staging_graph(target: ox.NamedNode | None) -> ox.NamedNode:
    """The graph that holds what is being sent until all of it is there; None is the default graph.

    >>> staging_graph(ox.NamedNode("https://example.org/id/"))
    <NamedNode value=urn:kg:sending:https%3A%2F%2Fexample.org%2Fid%2F>
    """
    return ox.NamedNode(f"urn:kg:sending:{quote(target.value, safe='') if target else DEFAULT_GRAPH}")


def vocabulary(ontology: Ontology) -> tuple[list[ox.Triple], str]:
    """The terms and topics of a vocabulary, and the IRI that `kg.ttl` gives itself, which is that of their graph.

    Raises:
        OntologyError: It gives itself none.
    """
    triples = ontology.triples()
    rdf_type, kind = term("rdf:type"), term("owl:Ontology")
    named = sorted(t.subject.value for t in triples if t.predicate == rdf_type and t.object == kind)
    if not named:
        raise OntologyError(f"{ontology.folder / 'kg.ttl'} has no name: expected an owl:Ontology with an IRI")
    return triples, named[0]


def batches(
    triples: Iterable[ox.Triple], *, most: int = MOST_TRIPLES, most_bytes: int = MOST_BYTES,
) -> Iterator[list[str]]:
    """The triples as lines that INSERT DATA takes, in lists of at most so many and of at most so many bytes.

    A single triple that is longer than `most_bytes` makes a list of its own.
    """
    batch: list[str] = []
    size = 0
    for triple in triples:
        line = _line(triple)
        length = len(line.encode())
        if batch and (len(batch) == most or size + length > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += length
    if batch:
        yield batch


def _named(graph: str, triples: list[ox.Triple]) -> ox.NamedNode | None:
    """The graph to replace; None is the default graph."""
    if graph == DEFAULT_GRAPH:
        return None
    name = graph or own_graph(triples)
    if not name:
        raise UsageError("the file does not say which graph it is: name one with --graph, an IRI or the word default")
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise UsageError(f"expected an absolute IRI or the word default for the graph, got {name!r}") from error


def _put(triples: list[ox.Triple], wire: Wire, url: httpx.URL, target: ox.NamedNode | None, tell: Progress) -> str:
    """Replaces the graph at once; gives why the address is no Graph Store, if it is none.

    An address is first asked for a graph that nobody has, which also lets a store ask who we are before it gets much:
    Virtuoso's addresses for queries do not answer to Turtle at all.
    """
    probe = wire.ask("GET", _of(url, ox.NamedNode(f"urn:uuid:{uuid4()}")), headers={"Accept": "text/turtle"})
    kind = probe.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
    if not (probe.status_code in {204, 404} or (probe.is_success and kind in _RDF_TYPES)):
        return said(probe) if not probe.is_success else f"it answers with {kind or 'nothing'}"
    # Turtle with prefixes: by these Virtuoso tells that it is Turtle, whatever the header says.
    body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    answer = wire.ask(
        "PUT", _of(url, target), headers=_TURTLE, content=body, told=lambda done, total: tell("send", done, total),
    )
    if answer.status_code in _NO_GRAPH_STORE:
        return said(answer)
    if not answer.is_success:
        raise SendError(f"{shown(url)} did not take the graph: {said(answer)}")
    return ""


def _of(url: httpx.URL, graph: ox.NamedNode | None) -> httpx.URL:
    if graph:
        return url.copy_merge_params({"graph": graph.value})
    return url.copy_with(query=b"&".join(filter(None, (url.query, b"default"))))  # the word alone, without a "="


def _update(
    triples: list[ox.Triple], wire: Wire, url: httpx.URL, target: ox.NamedNode | None, tell: Progress, *, why: str,
) -> None:
    """By way of a graph of its own name, which COPY, unlike MOVE, may take twice."""
    staging = staging_graph(target)
    place = f"GRAPH {target}" if target else "DEFAULT"
    named = _without_blanks(triples)
    try:
        _check_updates(wire, url, staging, why=why)
        done = 0
        for batch in batches(named):
            _insert(wire, url, staging, batch)
            done += len(batch)
            tell("send", done, len(named))
        # Nothing was inserted of an empty graph, and a graph without triples cannot be copied.
        _must(wire, url, f"COPY GRAPH {staging} TO {place}" if named else f"DROP SILENT {place}")
    finally:
        with suppress(SendError):  # what went wrong before is what has to be told
            _run(wire, url, f"DROP SILENT GRAPH {staging}")


def _check_updates(wire: Wire, url: httpx.URL, staging: ox.NamedNode, *, why: str) -> None:
    """An address that is content with what is no update would be so with the graph too, and keep nothing of it."""
    if _run(wire, url, "not an update").is_success:
        raise SendError(f"{why}, and {shown(url)} takes no updates: it answers to anything")
    first = _run(wire, url, f"DROP SILENT GRAPH {staging}")
    if not first.is_success:
        raise SendError(f"{why}, and {shown(url)} takes no updates: {said(first)}")


def _insert(wire: Wire, url: httpx.URL, graph: ox.NamedNode, batch: list[str]) -> None:
    """A batch that is too long for the store goes in halves, down to the triple that it does not take."""
    answer = _run(wire, url, f"INSERT DATA {{ GRAPH {graph} {{\n{''.join(batch)}}} }}")
    if answer.is_success:
        return
    if answer.status_code not in _SPLIT or len(batch) == 1:
        what = f" {batch[0].strip()[:100]}" if len(batch) == 1 else f" a batch of {len(batch)} triples"
        raise SendError(f"{shown(url)} did not take{what}: {said(answer)}")
    middle = len(batch) // 2
    _insert(wire, url, graph, batch[:middle])
    _insert(wire, url, graph, batch[middle:])


def _must(wire: Wire, url: httpx.URL, update: str) -> None:
    answer = _run(wire, url, update)
    if not answer.is_success:
        raise SendError(f"{shown(url)} did not do {update}: {said(answer)}")


def _run(wire: Wire, url: httpx.URL, update: str) -> httpx.Response:
    return wire.ask("POST", url, headers=_UPDATE, content=update.encode())


def _line(triple: ox.Triple) -> str:
    r"""A triple as a line of an update.

    Some stores resolve \u0022 in the whole text before they read it, after a backslash that stands for itself too: a
    document with these characters could end its literal there and go on in SPARQL. So the letter is written as an
    escape itself, which every store reads as that letter.

    >>> print(_line(ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.Literal(r"\u0022 C:\x"))), end="")
    <a:b> <a:c> "\\\U000000750022 C:\\x" .
    """
    return _ESCAPABLE.sub(lambda match: f"{match[1]}\\U{ord(match[2]):08X}", f"{triple} .\n")


def _without_blanks(triples: list[ox.Triple]) -> list[ox.Triple]:
    """The same IRI each time for a blank node, if there are any: one in two requests would be two, or be refused."""
    if not any(isinstance(node, ox.BlankNode) for triple in triples for node in (triple.subject, triple.object)):
        return triples
    whole = ox.Dataset(ox.Quad(*triple) for triple in triples)
    whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    key = sha256("".join(sorted(map(str, whole))).encode()).hexdigest()
    return [ox.Triple(_iri(quad.subject, key), quad.predicate, _iri(quad.object, key)) for quad in whole]


def _iri(node: Node, key: str) -> Node:
    if isinstance(node, ox.BlankNode):
        return ox.NamedNode(f"urn:uuid:{uuid5(NAMESPACE_URL, key + node.value)}")
    return node
