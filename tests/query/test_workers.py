"""Questions to processes: limits of time, rows and memory, many askers at once, and graphs that are replaced."""

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest

from kg.errors import FormatError, QueryError
from kg.ontology import Ontology
from kg.query import BusyError, TimeLimitError, UnacceptableError, Workers

# Every subject with every other and every third: more rows than a test waits for.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a foaf:name ?name }"


def turtle(*names: str) -> str:
    lines = [f'<https://example.org/{place}> foaf:name "{name}" .' for place, name in enumerate(names)]
    return "\n".join(["@prefix foaf: <http://xmlns.com/foaf/0.1/> .", *lines, ""])


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("asked") / "graph.ttl"
    file.write_text(turtle(*(f"name {number}" for number in range(300))), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def workers(graph: Path, ontology: Ontology) -> Iterator[Workers]:
    with Workers(graph.parent, ontology, count=2) as made:
        yield made


def number(workers: Workers) -> str:
    return json.loads(workers.ask(COUNT).body)["results"]["bindings"][0]["n"]["value"]


@pytest.mark.parametrize(("query", "accept", "kind", "media_type", "body"), [
    ("SELECT ?n { <https://example.org/7> foaf:name ?n }", "csv", "select",
     "text/csv; charset=utf-8", b"n\r\nname 7\r\n"),
    ("SELECT ?n { <https://example.org/7> foaf:name ?n }", "tsv", "select",
     "text/tab-separated-values; charset=utf-8", b'?n\n"name 7"\n'),
    ("SELECT ?n { <https://example.org/7> foaf:name ?n }", "json", "select", "application/sparql-results+json",
     b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"name 7"}}]}}'),
    ("ASK { ?s ?p 'name 8' }", "json", "ask", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
    ("ASK { ?s ?p 'name 8' }", ("ttl", "xml"), "ask", "application/sparql-results+xml",
     b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
     b"<boolean>true</boolean></sparql>"),
    ("CONSTRUCT { ?s rdfs:label ?n } { ?s foaf:name ?n FILTER(?n = 'name 9') }", ("json", "nt"), "construct",
     "application/n-triples",
     b'<https://example.org/9> <http://www.w3.org/2000/01/rdf-schema#label> "name 9" .\n'),
])
def test_answers_come_in_the_first_format_that_fits(
    workers: Workers, query: str, accept: str, kind: str, media_type: str, body: bytes,
) -> None:
    reply = workers.ask(query, accept=accept)
    assert (reply.kind, reply.media_type, reply.body, reply.truncated) == (kind, media_type, body, False)


@pytest.mark.parametrize(("query", "accept", "message"), [
    ("ASK {}", ("ttl",), "the question gives true or false: expected json, xml, csv, tsv, got ttl"),
    ("SELECT * { ?a foaf:name ?b }", ("nt", "rdf"),
     "the question gives rows: expected json, xml, csv, tsv, got nt, rdf"),
    ("DESCRIBE <a:b>", ("csv",), "the question gives triples: expected ttl, nt, jsonld, rdf, got csv"),
])
def test_a_format_that_cannot_hold_the_answer_is_told(
    workers: Workers, query: str, accept: tuple[str, ...], message: str,
) -> None:
    with pytest.raises(UnacceptableError) as error:
        workers.ask(query, accept=accept)
    assert str(error.value) == message


def test_errors_arrive_as_they_are_raised(workers: Workers) -> None:
    with pytest.raises(QueryError, match=r"^not valid SPARQL near line 1, column "):
        workers.ask("SELECT * { ?a }")
    with pytest.raises(QueryError, match=r"^SERVICE is not allowed"):
        workers.ask("SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }")
    with pytest.raises(QueryError, match=r"^no question is called 'who': "):
        workers.ask("who")
    assert number(workers) == "300"


@pytest.mark.parametrize(("rows", "lines", "truncated"), [(299, 300, True), (300, 301, False), (0, 1, True)])
def test_rows_over_the_limit_are_left_out_and_told(workers: Workers, rows: int, lines: int, truncated: bool) -> None:
    reply = workers.ask("SELECT ?s ?n { ?s foaf:name ?n }", accept="tsv", rows=rows)
    assert (reply.body.count(b"\n"), reply.truncated) == (lines, truncated)
    again = json.loads(workers.ask("SELECT ?s ?n { ?s foaf:name ?n }", rows=rows).body)
    assert len(again["results"]["bindings"]) == lines - 1


def test_triples_over_the_limit_are_left_out_and_told(workers: Workers) -> None:
    reply = workers.ask("CONSTRUCT WHERE { ?s foaf:name ?n }", accept="nt", rows=5)
    assert (reply.body.count(b"\n"), reply.truncated) == (5, True)


def test_a_question_past_its_time_is_ended_and_the_next_is_answered(graph: Path, ontology: Ontology) -> None:
    with Workers(graph, ontology, count=1) as workers:
        assert number(workers) == "300"
        for _ in range(2):
            start = monotonic()
            with pytest.raises(TimeLimitError) as error:
                workers.ask(ENDLESS, seconds=0.3)
            assert str(error.value) == (
                "answering took longer than 0.3 seconds: narrow the question, or give it more time"
            )
            assert monotonic() - start < 10
            assert number(workers) == "300"


def test_who_waits_too_long_for_a_process_is_told(graph: Path, ontology: Ontology) -> None:
    with Workers(graph, ontology, count=1) as workers, ThreadPoolExecutor(1) as pool:
        number(workers)
        long = pool.submit(workers.ask, ENDLESS, seconds=3)
        while not workers._free.empty():
            pass
        with pytest.raises(BusyError, match=r"^all processes are busy: none became free in 0\.1 seconds"):
            workers.ask(COUNT, seconds=0.1)
        with pytest.raises(TimeLimitError):
            long.result()
        assert number(workers) == "300"


def test_sixteen_askers_all_get_their_own_answer_while_some_are_ended(workers: Workers) -> None:
    def ask(place: int) -> str:
        if place % 40 == 7:
            with pytest.raises((TimeLimitError, BusyError)):  # busy with what the others ask
                workers.ask(ENDLESS, seconds=0.2)
            return f"name {place}"
        query = f"SELECT ?n {{ <https://example.org/{place}> foaf:name ?n }}"
        return workers.ask(query, accept="csv", seconds=60).body.decode().split("\r\n")[1]

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(160))) == [f"name {place}" for place in range(160)]


def test_a_query_that_needs_more_memory_than_there_is_ends_only_itself(graph: Path, ontology: Ontology) -> None:
    wide = "SELECT (GROUP_CONCAT(?n) AS ?all) { ?s foaf:name ?n . ?t foaf:name ?m . ?u foaf:name ?o }"
    with Workers(graph, ontology, count=1, memory=300_000_000) as workers:
        with pytest.raises(QueryError) as error:
            workers.ask(wide, seconds=120)
        assert str(error.value) == (
            "the process that answers ended before it was done: the query may need more memory than it is given"
        )
        assert number(workers) == "300"


def test_a_replaced_graph_is_seen_by_the_next_question(tmp_path: Path, ontology: Ontology) -> None:
    file, new = tmp_path / "graph.ttl", tmp_path / "new"
    file.write_text(turtle("one"), encoding="utf-8")
    with Workers(tmp_path, ontology, count=1) as workers:
        assert number(workers) == "1"
        new.write_text(turtle("one", "two"), encoding="utf-8")
        os.replace(new, file)
        assert number(workers) == "2"
        file.unlink()
        with pytest.raises(FormatError, match=r"^there is no file "):
            number(workers)
        shutil.copy(Path(__file__), file)
        with pytest.raises(FormatError, match=" is not valid Turtle: "):
            number(workers)
        file.write_text(turtle("a", "b", "c"), encoding="utf-8")
        assert number(workers) == "3"


def test_closing_ends_the_processes_and_what_they_do(graph: Path, ontology: Ontology) -> None:
    workers = Workers(graph, ontology, count=2)
    number(workers)
    processes = [worker._process for worker in workers._all]
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(workers.ask, ENDLESS)
        while workers._free.qsize() == 2:
            pass
        workers.close()
        assert isinstance(asking.exception(timeout=20), QueryError)
    assert [process.is_alive() for process in processes] == [False, False]
    with pytest.raises(QueryError, match=r"^the processes that answer were closed$"):
        workers.ask(COUNT)


def test_a_forked_process_answers_too(graph: Path, ontology: Ontology) -> None:
    with Workers(graph, ontology, count=1, method="fork") as workers:
        assert number(workers) == "300"


def test_a_process_that_could_not_be_started_is_started_at_the_next_question(
    graph: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with Workers(graph, ontology, count=1) as workers:
        number(workers)
        with monkeypatch.context() as patch:
            patch.setattr("kg.query.workers._Worker", refuse)
            with pytest.raises(TimeLimitError):
                workers.ask(ENDLESS, seconds=0.2)
            with pytest.raises(QueryError, match=r"^no process can be started to answer: resource temporarily "):
                workers.ask(COUNT)
        assert number(workers) == "300"


def test_a_process_that_ended_while_it_was_idle_is_asked_for_again(graph: Path, ontology: Ontology) -> None:
    with Workers(graph, ontology, count=1) as workers:
        number(workers)
        (worker,) = workers._all
        worker.kill()
        assert number(workers) == "300"


def test_an_unexpected_error_is_told_and_the_process_lives(
    graph: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.setattr("kg.query.worker.ask", fail)
    with Workers(graph, ontology, count=1, method="fork") as workers:
        for _ in range(2):
            (before,) = workers._all
            with pytest.raises(QueryError, match=r"^the query cannot be answered: LookupError: no such thing$"):
                workers.ask(COUNT)
            assert workers._all == {before}
