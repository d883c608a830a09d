"""A store over `ox.Store` that is made to fail, for the tests of sending."""

from collections.abc import Callable

import httpx
import pyoxigraph as ox

from kg.export import send
from kg.export.terms import literal, term
from kg.export.wire import Credentials, Wire

TO, UPDATES = "https://store.example/data", "https://store.example/update"
GRAPH = "urn:example:graph"
TRIPLES = [ox.Triple(ox.NamedNode(f"urn:example:{n}"), term("foaf:name"), literal(f"Ana {n}")) for n in range(5)]

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
