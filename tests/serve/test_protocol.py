"""The SPARQL 1.1 Protocol: over HTTP with clients that are not ours, and request by request."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from served import HOSTILE, running
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from starlette.testclient import TestClient

from kg.query import read_store

NAMES = "SELECT DISTINCT ?name { ?document kg:mentions ?x . ?x foaf:name ?name } ORDER BY ?name"
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
FOUR = sorted(["Ira Holm", "Quay Trust", "Tide Plan", HOSTILE])
FORM = "application/x-www-form-urlencoded"


def wrapper(address: str, query: str, **settings: object) -> SPARQLWrapper:
    made = SPARQLWrapper(f"{address}/sparql")
    made.setQuery(query)
    made.setMethod(settings.get("method", GET))
    made.setRequestMethod(settings.get("request", URLENCODED))
    made.setReturnFormat(settings.get("format", JSON))
    return made


@pytest.mark.parametrize(("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_in_every_way(address: str, method: str, request_method: str) -> None:
    found = wrapper(address, NAMES, method=method, request=request_method).queryAndConvert()
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == FOUR


def test_sparqlwrapper_reads_every_format_of_rows(address: str) -> None:
    answers = {format_: wrapper(address, NAMES, format=format_).query() for format_ in (XML, CSV, TSV, JSON)}
    types = [answer.info()["content-type"].split(";")[0] for answer in answers.values()]
    assert types == [
        "application/sparql-results+xml", "text/csv", "text/tab-separated-values", "application/sparql-results+json",
    ]
    cells = answers[XML].convert().getElementsByTagName("literal")
    assert [cell.firstChild.data for cell in cells] == FOUR
    assert answers[CSV].convert().decode().splitlines()[0] == "name"
    assert len(answers[TSV].convert().decode().splitlines()) == 5


@pytest.mark.parametrize("format_", [TURTLE, N3, XML, JSONLD])
def test_sparqlwrapper_reads_every_format_of_triples(address: str, format_: str) -> None:
    found = wrapper(address, "DESCRIBE ?x { ?x foaf:name 'Ira Holm' }", format=format_).queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found)
    assert rdflib.Literal("Ira Holm") in set(graph.objects())


def test_sparqlwrapper_learns_what_is_wrong(address: str) -> None:
    with pytest.raises(QueryBadFormed, match="not valid SPARQL near line 1"):
        wrapper(address, "SELECT ?x { ?x ").query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_the_store_of_rdflib_asks(address: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", method=method), bind_namespaces="none")
    foaf = rdflib.Namespace("http://xmlns.com/foaf/0.1/")
    assert set(FOUR) <= set(map(str, graph.objects(None, foaf.name)))
    bound = {"name": rdflib.Literal("Quay Trust")}
    rows = graph.query("SELECT ?x { ?x <http://xmlns.com/foaf/0.1/name> ?name }", initBindings=bound)
    assert [str(row.x) for row in rows] == ["https://w3id.org/policykg/id/org/quay-trust"]
    assert (None, foaf.name, rdflib.Literal("Nobody")) not in graph


def test_all_triples_come_back_as_they_are_in_the_file(address: str, folder: Path) -> None:
    answer = httpx2.post(f"{address}/sparql", data={"query": ALL}, headers={"accept": "application/n-triples"})
    there = {quad.triple for quad in read_store(folder)}
    assert len(there) > 100
    assert {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)} == there


def test_a_select_of_everything_round_trips(address: str, folder: Path) -> None:
    query = "SELECT * { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
    there = {tuple(quad.triple) for quad in read_store(folder)}
    for format_ in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.TSV):
        answer = httpx2.get(f"{address}/sparql", params={"query": query}, headers={"accept": format_.media_type})
        rows = ox.parse_query_results(answer.content, format_)
        assert {(row["s"], row["p"], row["o"]) for row in rows} == there


@pytest.mark.parametrize(("accept", "media_type"), [
    ("", "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("application/json", "application/json"),
    ("text/xml", "text/xml; charset=utf-8"),
    ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values; charset=utf-8"),
    ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),  # rows cannot be Turtle
])
def test_rows_come_as_they_are_liked_best(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get("/sparql", params={"query": NAMES}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize("media_type", [
    "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml",
])
def test_triples_come_as_they_are_liked_best(client: TestClient, media_type: str) -> None:
    query = "DESCRIBE <https://w3id.org/policykg/id/org/quay-trust>"
    response = client.get("/sparql", params={"query": query}, headers={"accept": media_type})
    assert response.headers["content-type"].split(";")[0] == media_type
    triples = {quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.from_media_type(media_type))}
    assert any(triple.object == ox.Literal("Quay Trust") for triple in triples)


def test_ask_is_true_or_false(client: TestClient) -> None:
    queries = [f"ASK {{ ?x foaf:name '{name}' }}" for name in ("Ira Holm", "No")]
    assert [client.get("/sparql", params={"query": query}).json()["boolean"] for query in queries] == [True, False]


@pytest.mark.parametrize(("accept", "query"), [
    ("image/png", NAMES), ("text/turtle", NAMES), ("text/csv", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
])
def test_what_cannot_be_written_so_is_not_acceptable(client: TestClient, accept: str, query: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert response.status_code == 406
    assert "expected" in response.json()["detail"]


def requests() -> Iterator[tuple[str, int, str]]:
    """(what is wrong, status, words of the reason); the key is that of `SENT`."""
    yield "no query", 400, "expected one query, got none"
    yield "empty query", 400, "expected one query, got none"
    yield "two queries", 400, "expected one query, got 2"
    yield "not SPARQL", 400, "not valid SPARQL near line 1, column 8: { hello"
    yield "update in a query", 400, "it may read the graph but not change it"
    yield "update by form", 403, "only answers queries"
    yield "update by body", 403, "only answers queries"
    yield "update by address", 403, "only answers queries"
    yield "default graph", 400, "no default-graph-uri: there is one graph"
    yield "named graph by form", 400, "no named-graph-uri"
    yield "service", 400, "SERVICE is not allowed"
    yield "hidden service", 400, "SERVICE is not allowed"
    yield "another graph", 400, "FROM is not allowed: there is one graph here"
    yield "a file", 400, "not valid SPARQL"
    yield "a file of questions", 400, "not valid SPARQL"
    yield "an unknown question", 400, "no question is called"
    yield "another type", 415, "expected a body of application/x-www-form-urlencoded"
    yield "no type", 415, "got none"
    yield "another charset", 415, "expected a body in UTF-8"
    yield "not UTF-8", 400, "got byte 0xff"
    yield "too long", 413, "at most 1,000,000 bytes"
    yield "too many fields", 400, "at most 100 fields"
    yield "unknown parameter", 400, "has no parameter 'who'"


def post(body: str | bytes, kind: str = FORM) -> dict[str, object]:
    return {"method": "POST", "content": body, "headers": {"content-type": kind} if kind else {}}


def get(**fields: str) -> dict[str, object]:
    return {"method": "GET", "params": fields}


SENT = {
    "no query": get(), "empty query": get(query=" "), "two queries": post(f"query={quote(NAMES)}&query={quote(NAMES)}"),
    "not SPARQL": get(query="{ hello"),
    "update in a query": get(query="DELETE WHERE { ?s ?p ?o }"),
    "update by form": post(urlencode({"update": "CLEAR ALL"})),
    "update by body": post("CLEAR ALL", "application/sparql-update"),
    "update by address": get(update="CLEAR ALL"),
    "default graph": get(**{"query": NAMES, "default-graph-uri": "http://a.example/"}),
    "named graph by form": post(urlencode({"query": NAMES, "named-graph-uri": "http://a.example/"})),
    "service": get(query="SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    "hidden service": get(query="SELECT * { \\u0053ERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    "another graph": get(query="SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"),
    "a file": get(query="/etc/passwd"), "a file of questions": get(query="../ontology/queries/roles.rq"),
    "an unknown question": get(query="who chairs wat"),
    "another type": post("{}", "application/json"), "no type": post("x", ""),
    "another charset": post(NAMES, "application/sparql-query; charset=latin-1"),
    "not UTF-8": post(b"\xff", "application/sparql-query"),
    "too long": post(b"x" * 1_000_001, "application/sparql-query"),
    "too many fields": post("&".join("a=1" for _ in range(101))),
    "unknown parameter": get(**{"query": NAMES, "$who": "x"}),
}


@pytest.mark.parametrize(("wrong", "status", "reason"), list(requests()))
def test_what_is_wrong_is_told(client: TestClient, wrong: str, status: int, reason: str) -> None:
    response = client.request(url="/sparql", **SENT[wrong])
    problem = response.json()
    assert (response.status_code, problem["status"]) == (status, status)
    assert response.headers["content-type"] == "application/problem+json"
    assert reason in problem["detail"]
    assert "root:" not in response.text


def test_every_wrong_request_is_tried() -> None:
    assert [wrong for wrong, _, _ in requests()] == list(SENT)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_other_methods_are_refused_or_empty(client: TestClient, method: str) -> None:
    response = client.request(method, "/sparql", params={"query": NAMES})
    assert response.status_code == (200 if method == "HEAD" else 405)
    assert method == "HEAD" or set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_the_place_of_an_error_is_told(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "SELECT ?x {\n  ?x foo:bar ?y\n}"}).json()
    assert (problem["line"], problem["title"]) == (2, "Bad Request")


def test_a_named_question_may_be_asked_by_its_name(client: TestClient) -> None:
    rows = client.get("/sparql", params={"query": "who chairs what"}).json()["results"]["bindings"]
    assert [row["person"]["value"] for row in rows] == ["Ira Holm"]


def test_rows_over_the_limit_are_cut_and_it_is_told(folder: Path) -> None:
    with running(folder, "--limit", "2") as address:
        response = httpx2.get(f"{address}/sparql", params={"query": NAMES})
    assert len(json.loads(response.text)["results"]["bindings"]) == 2
    assert response.headers["kg-truncated"] == "true"


def test_an_address_of_too_many_fields_is_refused(client: TestClient) -> None:
    fields = [("query", "ASK {}"), *((f"f{number}", "") for number in range(100))]
    assert "at most 100 fields" in client.get("/sparql", params=fields).json()["detail"]


@pytest.mark.parametrize("accept", [
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
])
def test_a_misspelt_term_is_told_where_nothing_is_found(client: TestClient, accept: str) -> None:
    def hint(query: str) -> str | None:
        return client.get("/sparql", params={"query": query}, headers={"accept": accept}).headers.get("kg-hint")

    assert "did you mean kg:chairs?" in hint("SELECT ?a { ?a kg:chiars ?b }")
    assert hint("SELECT ?a { ?a kg:chairs ?b OPTIONAL { ?a kg:chiars ?c } }") is None
    assert hint("SELECT ?a { ?a foaf:name 'Nobody' }") is None


@pytest.mark.parametrize("accept", [
    "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml",
])
def test_the_same_where_no_triples_are_found(client: TestClient, accept: str) -> None:
    query = "CONSTRUCT { ?a foaf:name 'x' } WHERE { ?a kg:%s ?b }"
    hints = [
        client.get("/sparql", params={"query": query % name}, headers={"accept": accept}).headers.get("kg-hint", "")
        for name in ("chiars", "chairs")
    ]
    assert "did you mean kg:chairs?" in hints[0]
    assert hints[1] == ""


def test_a_parameter_that_is_missing_is_told_with_its_words(client: TestClient) -> None:
    query = "# Who?\n#\n# Parameters:\n#   ?one entity: the one to begin with\nASK { ?one ?b ?c }"
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == 400
    assert response.json()["detail"] == "the question needs 'one': the one to begin with"
