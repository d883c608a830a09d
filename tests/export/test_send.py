"""Sending to a store that refuses: which protocol is taken, what a failure leaves, and that words stay words."""

import re

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from fake_store import GRAPH, TO, TRIPLES, UPDATES, Answer, Fake, status
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SendError, UsageError
from kg.export import send
from kg.export.terms import literal, term


def test_one_put_replaces_the_graph() -> None:
    store = Fake()
    store.store.add(ox.Quad(*TRIPLES[0], ox.NamedNode("urn:example:other")))
    assert store.send() == send.Sent(5, GRAPH, "Graph Store Protocol")
    assert store.send(TRIPLES[:2] * 2).triples == 2
    assert store.triples() == set(TRIPLES[:2])
    assert store.triples("urn:example:other") == {TRIPLES[0]}
    assert store.methods == ["GET", "PUT"] * 2
    assert store.requests[1].headers["Content-Type"] == "text/turtle"
    assert int(store.requests[1].headers["Content-Length"]) == len(store.requests[1].content)


def test_the_parameters_of_an_address_stay_and_the_default_graph_is_a_word() -> None:
    store = Fake()
    assert store.send(to=f"{TO}?infer=no#here", graph=send.DEFAULT_GRAPH).graph == ""
    assert store.requests[1].url.query == b"infer=no&default"
    store.send(to=f"{TO}?infer=no")
    assert dict(store.requests[3].url.params) == {"infer": "no", "graph": GRAPH}


def test_without_a_name_the_graph_is_what_the_triples_say_they_are() -> None:
    store, described = Fake(), ox.Triple(ox.NamedNode("urn:example:own"), term("rdf:type"), term("kg:Graph"))
    assert store.send([*TRIPLES, described], graph="").graph == "urn:example:own"
    with pytest.raises(UsageError, match=r"does not say which graph it is: name one with --graph"):
        store.send(graph="")
    with pytest.raises(UsageError, match=r"^expected an absolute IRI or the word default for the graph, got 'a b'$"):
        store.send(graph="a b")


@pytest.mark.parametrize("code", [400, 404, 405, 411, 413, 415, 501])
def test_where_put_is_missing_updates_do_it(code: int) -> None:
    store = Fake(failures={"PUT": [status(code)]})
    assert store.send(update_url=UPDATES).way == "SPARQL Update"
    assert store.triples() == set(TRIPLES)
    assert list(store.store.named_graphs()) == [ox.NamedNode(GRAPH)]


@pytest.mark.parametrize("probe", [status(200, "<p>hello", Content_Type="text/html"), status(400, "no query")])
def test_an_address_that_is_no_graph_store_gets_no_graph(probe: Answer) -> None:
    store = Fake(failures={"GET": [probe]})
    assert store.send(update_url=UPDATES).way == "SPARQL Update"
    assert "PUT" not in store.methods


def test_updates_go_in_batches_that_are_copied_over_when_all_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send, "batches", lambda triples: iter([[str(t) + " .\n"] for t in triples]))
    store = Fake(graph_store=False, failures={})
    store.store.add(ox.Quad(*TRIPLES[0], ox.NamedNode(GRAPH)))
    seen = []
    store.send(TRIPLES[1:], UPDATES, progress=lambda *told: seen.append((*told, store.triples())))
    assert [told[:3] for told in seen] == [("send", n, 4) for n in (1, 2, 3, 4)]
    assert all(told[3] == {TRIPLES[0]} for told in seen)  # nobody sees half
    assert store.triples() == set(TRIPLES[1:])
    assert list(store.store.named_graphs()) == [ox.NamedNode(GRAPH)]


def test_what_fails_on_the_way_leaves_the_graph_as_it_was() -> None:
    def refuse_copies(request: httpx.Request) -> httpx.Response:
        if request.content.startswith(b"COPY"):
            return httpx.Response(400, text="no copies\nhere")
        return store._update(request)

    store = Fake(failures={"POST": [refuse_copies] * 9})
    store.store.add(ox.Quad(*TRIPLES[0], ox.NamedNode(GRAPH)))
    copy = f"COPY GRAPH <urn:kg:sending:urn%3Aexample%3Agraph> TO GRAPH <{GRAPH}>"
    told = rf"did not do {copy}: it answers 400 Bad Request \(no copies here\)$"
    with pytest.raises(SendError, match=told):
        store.send(TRIPLES[1:], UPDATES, update_url=UPDATES)
    assert store.triples() == {TRIPLES[0]}
    assert list(store.store.named_graphs()) == [ox.NamedNode(GRAPH)]


@pytest.mark.parametrize("graph", [GRAPH, send.DEFAULT_GRAPH])
def test_what_a_killed_send_has_left_the_next_one_removes(graph: str) -> None:
    def kill(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    store = Fake(graph_store=False)
    store.failures["POST"] = [store._update] * 3 + [kill] * 2  # the copy, and what would tidy up
    with pytest.raises(KeyboardInterrupt):
        store.send(to=UPDATES, graph=graph)
    [left] = store.store.named_graphs()
    assert left == send.staging_graph(None if graph == send.DEFAULT_GRAPH else ox.NamedNode(graph))
    store.failures = {}
    store.send(TRIPLES[:2], UPDATES, graph=graph)
    assert left not in list(store.store.named_graphs())
    assert {quad.triple for quad in store.store} == set(TRIPLES[:2])


@pytest.mark.parametrize("failures", [
    {"GET": [status(401)]}, {"PUT": [status(403)]}, {"PUT": [status(409)]},
    {"GET": [status(307, Location="/x?key=hush")]},
    {"GET": [status(400)], "POST": [status(200)] * 2}, {"GET": [status(400)], "POST": [status(400)] * 3},
    {"GET": [status(400)], "POST": [status(400), status(200), status(409), status(200)]},
    {"GET": [status(400)], "POST": [status(400), status(200), status(200), status(409), status(200)]},
])
def test_no_message_holds_the_query_of_an_address(failures: dict[str, list[Answer]]) -> None:
    with pytest.raises(SendError, match=r"https://store\.example/data") as told:
        Fake(failures=failures).send(to=f"{TO}?key=hush")
    assert "hush" not in str(told.value)


def test_batches_that_are_too_long_go_in_halves() -> None:
    def short_ones(request: httpx.Request) -> httpx.Response:
        few = request.content.count(b"Ana") <= 2
        return store._update(request) if few else httpx.Response(413)

    store = Fake(graph_store=False, failures={"POST": [short_ones] * 30})
    store.send(to=UPDATES)
    assert store.triples() == set(TRIPLES)


def test_the_triple_that_a_store_does_not_take_is_named() -> None:
    def picky(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, text="not this") if b"Ana 3" in request.content else store._update(request)

    store = Fake(graph_store=False, failures={"POST": [picky] * 30})
    with pytest.raises(SendError, match=r'not take <urn:example:3> \S+ "Ana 3" \.: it answers 400 .* \(not this\)$'):
        store.send(to=UPDATES)
    assert list(store.store.named_graphs()) == []


def test_who_takes_anything_for_an_update_takes_none() -> None:
    store = Fake(graph_store=False, failures={"POST": [status(200, "<p>welcome", Content_Type="text/html")] * 9})
    with pytest.raises(SendError, match=rf"and {UPDATES} takes no updates: it answers to anything$"):
        store.send(to=UPDATES)


def test_an_empty_graph_empties() -> None:
    for to, graph_store in ((TO, True), (UPDATES, False)):
        store = Fake(graph_store=graph_store)
        store.send(to=to)
        store.send([], to=to)
        assert (len(store.triples()), store.methods[-1]) == (0, "PUT" if graph_store else "POST")


def test_blank_nodes_get_the_same_iris_each_time() -> None:
    blank, other = ox.BlankNode(), ox.BlankNode()
    linked = [ox.Triple(blank, term("rdf:first"), other), ox.Triple(other, term("foaf:name"), literal("Ana"))]
    store = Fake(graph_store=False)
    store.send(linked, UPDATES)
    first = store.triples()
    store.send(linked, UPDATES)
    assert store.triples() == first
    [(outer, _, inner)] = [tuple(t) for t in first if t.predicate == term("rdf:first")]
    assert {type(outer), type(inner)} == {ox.NamedNode}
    assert ox.Triple(inner, term("foaf:name"), literal("Ana")) in first


@pytest.mark.parametrize("words", [
    "\\u0022 . } } ; DROP ALL #", "\\\\u0022", "\\\\\\U00000022 x", '" . } } ; DROP ALL # \\', "'''\n\"\"\"",
    "\u0001\\u", "C:\\users",
])
@pytest.mark.parametrize("reader", ["oxigraph", "rdflib"])
def test_words_stay_words_in_an_update_even_where_escapes_are_resolved_first(words: str, reader: str) -> None:
    said_so = ox.Triple(ox.NamedNode("urn:example:a"), term("foaf:name"), ox.Literal(words))
    [[line]] = send.batches([said_so])
    if reader == "oxigraph":
        store = ox.Store()
        store.update(f"INSERT DATA {{ {line} }}")
        assert {quad.triple for quad in store} == {said_so}
    else:
        graph = rdflib.Graph()
        graph.update(f"INSERT DATA {{ {line} }}")
        assert [str(value) for value in graph.objects()] == [words]


PARTS = st.sampled_from(["\\", "\\u0022", "\\U00000022", "u", '"', " . } } ; DROP ALL #", "\n"]) | st.text(max_size=3)


@given(words=st.lists(PARTS, max_size=9).map("".join))
def test_any_words_stay_words_in_an_update(words: str) -> None:
    said_so = ox.Triple(ox.NamedNode("urn:example:a"), term("foaf:name"), ox.Literal(words))
    [[line]] = send.batches([said_so])
    store = ox.Store()
    store.update(f"INSERT DATA {{ {resolved(line)} }}")
    assert {quad.triple for quad in store} == {said_so}


def resolved(update: str) -> str:
    """What a store reads that resolves escapes in the whole text first, whatever stands before them."""
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda escape: chr(int(escape[1] or escape[2], 16)), update,
    )


def test_batches_hold_so_many_triples_and_bytes() -> None:
    assert [len(batch) for batch in send.batches(TRIPLES, most=2)] == [2, 2, 1]
    long = [ox.Triple(t.subject, t.predicate, literal("é" * 500)) for t in TRIPLES]
    assert [len(batch) for batch in send.batches(long, most_bytes=2500)] == [2, 2, 1]
    assert [len(batch) for batch in send.batches(long, most_bytes=10)] == [1] * 5
    assert list(send.batches([])) == []
