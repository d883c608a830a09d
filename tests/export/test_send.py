"""Sending, against a store that is made to fail: what is tried again, what is not, and what is told."""

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SendError, UsageError
from kg.export import send
from kg.export.terms import literal, term
from kg.export.wire import TRIES, Credentials, Wire, checked_address, credentials_from, said

TO, UPDATES = "https://store.example/data", "https://store.example/update"
GRAPH = "urn:example:graph"
TRIPLES = [ox.Triple(ox.NamedNode(f"urn:example:{n}"), term("foaf:name"), literal(f"Ana {n}")) for n in range(5)]
WHO = Credentials("ana", "tide & quay")

Answer = Callable[[httpx.Request], httpx.Response]


class Fake:
    """A store over `ox.Store`; `failures` are what it answers first to a method, in turn."""

    def __init__(self, *, graph_store: bool = True, failures: dict[str, list[Answer]] | None = None) -> None:
        self.store, self.graph_store = ox.Store(), graph_store
        self.failures = failures or {}
        self.requests: list[httpx.Request] = []
        self.signed: list[str] = []  # at that time: httpx adds to a request
        self.waits: list[float] = []

    def wire(self, credentials: Credentials | None = None) -> Wire:
        return Wire(credentials, transport=httpx.MockTransport(self._answer), sleep=self.waits.append)

    def send(self, triples: list[ox.Triple] = TRIPLES, to: str = TO, **options: object) -> send.Sent:
        return send.send(triples, to, wire=self.wire(), **{"graph": GRAPH, **options})

    @property
    def methods(self) -> list[str]:
        return [request.method for request in self.requests]

    def triples(self, graph: str = GRAPH) -> set[ox.Triple]:
        return {quad.triple for quad in self.store.quads_for_pattern(None, None, None, ox.NamedNode(graph))}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        self.signed.append(request.headers.get("Authorization", ""))
        if self.failures.get(request.method):
            return self.failures[request.method].pop(0)(request)
        if request.url.path == "/update" and request.method == "POST":
            return self._update(request)
        if request.url.path != "/data" or not self.graph_store:
            return httpx.Response(405)
        return self._graph_store(request)

    def _update(self, request: httpx.Request) -> httpx.Response:
        try:
            self.store.update(request.content.decode())
        except SyntaxError as error:
            return httpx.Response(400, text=str(error))
        return httpx.Response(204)

    def _graph_store(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404, text="no such graph")
        graph = ox.NamedNode(request.url.params["graph"]) if "graph" in request.url.params else ox.DefaultGraph()
        self.store.clear_graph(graph)
        for quad in ox.parse(request.content, format=ox.RdfFormat.TURTLE):
            self.store.add(ox.Quad(*quad.triple, graph))
        return httpx.Response(201)


def status(code: int, words: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: httpx.Response(code, text=words, headers=named)


def broken(error: type[httpx.TransportError]) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("the line is cut", request=request)
    return answer


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
    told = rf"did not do COPY GRAPH <urn:uuid:.*> TO GRAPH <{GRAPH}>: it answers 400 Bad Request \(no copies here\)$"
    with pytest.raises(SendError, match=told):
        store.send(TRIPLES[1:], UPDATES, update_url=UPDATES)
    assert store.triples() == {TRIPLES[0]}
    assert list(store.store.named_graphs()) == [ox.NamedNode(GRAPH)]


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


@pytest.mark.parametrize("failure", [
    status(503), status(500), status(502), status(504), status(429), broken(httpx.ConnectError),
    broken(httpx.ReadError), broken(httpx.RemoteProtocolError), broken(httpx.ConnectTimeout),
])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_may_pass_is_tried_again(failure: Answer, method: str) -> None:
    store = Fake(failures={method: [failure, failure]})
    store.send()
    assert store.triples() == set(TRIPLES)
    assert store.methods.count(method) == 3
    assert store.waits == [0.5, 1.0]


@pytest.mark.parametrize("failure", [status(503), broken(httpx.ReadError)])
def test_each_update_is_tried_again(failure: Answer) -> None:
    def lost(request: httpx.Request) -> httpx.Response:
        store._update(request)  # done, but nobody hears of it
        return failure(request)

    store = Fake(graph_store=False)
    expected = [b"not an", b"DROP S", b"INSERT", b"COPY G", b"DROP S"]
    store.failures["POST"] = [lost, store._update] * len(expected)
    store.send(to=UPDATES)
    assert [request.content[:6] for request in store.requests[1:]] == [start for start in expected for _ in "12"]
    assert store.triples() == set(TRIPLES)


def test_a_store_says_how_long_to_wait() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    store = Fake(failures={"PUT": [status(429, Retry_After="7"), status(503, Retry_After=later)]})
    store.send()
    assert store.waits[0] == 7.0
    assert 20 < store.waits[1] <= 30


@pytest.mark.parametrize(("failure", "tries", "message"), [
    (status(503, "closed\x1b[31m for\n the night"), TRIES,
     r"did not take the graph: it answers 503 Service Unavailable \(closed \[31m for the night\)$"),
    (status(503, Retry_After="3600"), 1, "did not take the graph: it answers 503"),
    (status(507), 1, "did not take the graph: it answers 507 Insufficient Storage$"),
    (broken(httpx.ConnectError), TRIES, rf"^{TO} cannot be reached: the line is cut$"),
    (broken(httpx.ReadTimeout), 1, rf"^{TO} cannot be reached: no answer within 600 seconds$"),
    (status(403, "readers only"), 1, r"does not let us in: it answers 403 Forbidden \(readers only\)$"),
    (status(401), 1, "401 Unauthorized; set KG_USER and KG_PASSWORD in the environment$"),
    (status(302, Location="http://elsewhere.example/"), 1, "redirects to http://elsewhere.example/: give that address"),
])
def test_what_does_not_pass_is_told_in_one_line(failure: Answer, tries: int, message: str) -> None:
    store = Fake(failures={"PUT": [failure] * 9})
    with pytest.raises(SendError, match=message) as told:
        store.send()
    assert store.methods.count("PUT") == tries
    assert len(str(told.value).splitlines()) == 1


def challenge(*schemes: str) -> Answer:
    """Asks who it is, once for each request that has not signed in."""
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(401, headers=[("WWW-Authenticate", scheme) for scheme in schemes])
    return answer


BASIC, DIGEST = 'Basic realm="store"', 'Digest realm="store", nonce="abc", qop="auth", algorithm="MD5"'


@pytest.mark.parametrize(("schemes", "scheme"), [
    ((BASIC,), "Basic"), ((DIGEST,), "Digest"), ((BASIC, DIGEST), "Digest"),
])
def test_who_is_asked_signs_in_and_goes_on_so(schemes: tuple[str, ...], scheme: str) -> None:
    store = Fake(failures={"GET": [challenge(*schemes)]})
    with store.wire(WHO) as wire:
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)
    assert [header.partition(" ")[0] for header in store.signed] == ["", scheme, scheme]
    assert store.triples() == set(TRIPLES)
    if scheme == "Basic":
        assert base64.b64decode(store.signed[1][6:]) == b"ana:tide & quay"
    else:
        assert 'username="ana"' in store.signed[1]
        assert "tide" not in store.signed[1] + store.signed[2]


def test_who_is_not_asked_tells_nothing() -> None:
    store = Fake()
    with store.wire(WHO) as wire:
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)
    assert store.signed == ["", ""]


def test_a_redirect_gets_neither_credentials_nor_graph() -> None:
    store = Fake(failures={"GET": [challenge(BASIC), status(307, Location="http://elsewhere.example/data")]})
    with store.wire(WHO) as wire, pytest.raises(SendError, match=r"redirects to http://elsewhere\.example/data"):
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)
    assert {request.url.host for request in store.requests} == {"store.example"}
    assert store.methods == ["GET", "GET"]


def test_wrong_credentials_are_told_without_them() -> None:
    store = Fake(failures={"GET": [challenge(BASIC)] * 9})
    with store.wire(WHO) as wire, pytest.raises(SendError) as told:
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)
    assert str(told.value) == f"{TO} does not let us in: it answers 401 Unauthorized"
    assert "tide" not in repr(WHO)


@pytest.mark.parametrize(("environment", "expected"), [
    ({}, None), ({"KG_USER": "ana", "KG_PASSWORD": ""}, Credentials("ana", "")),
])
def test_credentials_come_from_the_environment(environment: dict[str, str], expected: Credentials | None) -> None:
    assert credentials_from(environment) == expected


@pytest.mark.parametrize("environment", [
    {"KG_USER": "ana"}, {"KG_PASSWORD": "x"}, {"KG_USER": "a:b", "KG_PASSWORD": "x"},
])
def test_half_of_them_are_none(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"^expected both KG_USER \(without a colon\) and KG_PASSWORD"):
        credentials_from(environment)


@pytest.mark.parametrize(("address", "message"), [
    ("http://ana:secret@store.example/", "holds a user or a password: set KG_USER and KG_PASSWORD instead$"),
    ("https://ana@store.example/", "holds a user or a password"),
    ("file:///etc/passwd", "^expected an address like http://localhost:7878/store, got 'file:///etc/passwd'$"),
    ("store", "^expected an address like"), ("http://", "^expected an address like"),
    ("http://store.example:port/", "^the address of the store is none"),
])
def test_what_is_no_address_of_a_store_is_told(address: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as told:
        checked_address(address)
    assert "secret" not in str(told.value)


def test_what_a_store_says_is_one_short_line() -> None:
    page = "<html><head><title>x</title><style>p {}</style></head><body><h1>No</h1><xmp>line 3</xmp></body></html>"
    assert said(httpx.Response(500, html=page)) == "it answers 500 Internal Server Error (No line 3)"
    assert said(httpx.Response(500, html=" ")) == "it answers 500 Internal Server Error"
    assert len(said(httpx.Response(400, text="no " * 9000))) < 250
