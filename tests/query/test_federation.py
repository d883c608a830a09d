"""No question leaves the machine, however SERVICE is written; and texts are read in time that grows with them."""

import socket
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import ferry
import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.export.rdf import write_turtle
from kg.ontology import Ontology
from kg.query import Workers, read_store, run
from kg.query.federation import may_federate
from kg.query.words import keywords

TOLD = "SERVICE is not allowed: a question stays on this machine"
ASKED = "{?a ?b ?c}"
LEAVING = [
    f"SELECT * {{ SERVICE <U> {ASKED} }}",
    f"SELECT * {{ ?s ?p 1SERVICE <U> {ASKED} }}",
    f"SELECT * {{ ?s ?p 1.0service<U>{ASKED} }}",
    f"SELECT * {{ ?s a kg:.SERVICE <U> {ASKED} }}",
    f"SELECT * {{ ?s a kg:a.SERVICE <U> {ASKED} }}",
    f"SELECT * {{ ?s a kg:a.b.SERVICE <U> {ASKED} }}",
    f"PREFIX : <U> SELECT * {{ SERVICE: {ASKED} }}",
    f"PREFIX e: <U> SELECT * {{ SERVICEe: {ASKED} }}",
    f"SELECT * {{ SERVICESILENT<U> {ASKED} }}",
    f"SELECT * {{ ?s a 'x'SERVICE<U> {ASKED} }}",
    f"SELECT * {{ ?s a 'x'@enSERVICE<U> {ASKED} }}",
    f"PREFIX p: <http://a:80> SELECT * {{ ?s a p:SERVICE <U> {ASKED} }}",
    f"SELECT * {{ BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\n<U> {ASKED} }}",
    f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<kg:c#>'''\n)SERVICE <U> {ASKED} }} #'''",
    f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE <U> {ASKED} VALUES ?y {{ 'b''' }} }}",
    f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<http:b)SERVICE#>\n<U> {ASKED} }}",
    f"SELECT * {{ \\u0053ERVICE <U> {ASKED} }}",
    f"SELECT * {{ #\\u000a SERVICE <U> {ASKED}\n}}",
    rf"""SELECT * {{ BIND(<http://a/\u0041'> AS ?i) BIND("\u0022" AS ?x) SERVICE <U> {ASKED} """
    r"""BIND("\u0022" AS ?y) BIND("'" AS ?z)}""",
]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def file(ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("federation") / "graph.ttl"
    write_turtle(ferry.GRAPH, made, ontology=ontology)
    return made


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def addressed(text: str, listener: socket.socket) -> str:
    return text.replace("<U>", f"<http://127.0.0.1:{listener.getsockname()[1]}/sparql>")


def was_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("text", LEAVING)
def test_no_question_leaves_this_process(text: str, file: Path, ontology: Ontology, listener: socket.socket) -> None:
    with pytest.raises(QueryError, match=TOLD):
        run(read_store(file), addressed(text, listener), ontology)
    assert not was_called(listener)


def test_no_question_leaves_a_worker(file: Path, ontology: Ontology, listener: socket.socket) -> None:
    told = []
    with Workers(file, ontology, count=1) as workers:
        for text in LEAVING:
            with pytest.raises(QueryError) as error:
                workers.ask(addressed(text, listener))
            told.append(str(error.value))
    assert told == [TOLD] * len(LEAVING)
    assert not was_called(listener)


def test_a_worker_cannot_open_a_connection_even_if_a_query_is_let_through(
    file: Path, ontology: Ontology, listener: socket.socket, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.query.engine.may_federate", lambda *_: False)
    with (
        Workers(file, ontology, count=1, method="fork") as workers,
        pytest.raises(QueryError, match="cannot be answered"),
    ):
        workers.ask(addressed(LEAVING[0], listener), seconds=5)
    assert not was_called(listener)


@pytest.mark.parametrize("text", [
    "SELECT ?service { ?service foaf:name 'Health service' } # a service",
    "ASK { ?a ?b <https://example.org/service> ; kg:service 'it''s' }",
    "PREFIX s: <https://example.org/service#> ASK { ?a s:is \"\"\"a service\"\"\" FILTER(?x < 3 && ?y > 2) }",
    "ASK { <http://example.org/a-service> ?b 3 }",
    "ASK { ?a ?b kg:probation-service , kg:service-level }",
    "ASK { $services ?b '\\u0022service' }",
])
def test_service_may_stand_in_names_literals_and_comments(text: str) -> None:
    assert not may_federate(text)


def test_no_named_question_is_refused(ontology: Ontology) -> None:
    assert len(ontology.queries) > 20
    assert [name for name, text in ontology.queries.items() if may_federate(text)] == []


@pytest.mark.parametrize("text", ["SELECT * FROM <urn:x> { ?a ?b ?c }", "ASK FROM NAMED <urn:x> { ?a ?b ?c }"])
def test_another_graph_is_refused(text: str, ontology: Ontology) -> None:
    with pytest.raises(QueryError, match=r"^FROM is not allowed: there is one graph here$"):
        run(ox.Store(), text, ontology)


@pytest.mark.parametrize("part", [".", "a.", "a-", "<a", '\\"', "'''\\'", '"', "prefix ", ":", "?"])
def test_a_long_text_is_read_once(part: str) -> None:
    before = process_time()
    keywords(part * (1_000_000 // len(part)))
    assert process_time() - before < 3  # a second try at each place takes hours


def test_a_long_query_that_speaks_of_a_service_is_read_once() -> None:
    before = process_time()
    assert may_federate("service " + "<" * 1_000_000)
    assert may_federate("service " + "<a'" * 30_000)
    assert process_time() - before < 3
