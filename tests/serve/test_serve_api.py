"""The JSON API: what it finds, and what it says of questions that it cannot answer."""

import pytest
from served import HOSTILE, IRA, LOCK, QUAY
from starlette.testclient import TestClient


def test_the_summary_counts(client: TestClient) -> None:
    found = client.get("/api/summary").json()
    assert {key: found[key] for key in ("documents", "entities", "relationships", "statements")} == {
        "documents": 2, "entities": 4, "relationships": 3, "statements": 3,
    }
    assert found["base_iri"] == "https://w3id.org/policykg/id/"
    assert {one["id"]: one["count"] for one in found["types"]} == {"PERSON": 1, "ORG": 2, "POLICY": 1}
    assert found["topics"][0]["count"] == 1


@pytest.mark.parametrize(("query", "ids"), [
    ({"q": "qua"}, [QUAY]), ({"type": "person"}, [IRA]), ({"q": "ira", "type": "ORG"}, []), ({"q": "<script>"}, [LOCK]),
])
def test_entities_are_found(client: TestClient, query: dict[str, str], ids: list[str]) -> None:
    assert [one["id"] for one in client.get("/api/entities", params=query).json()["items"]] == ids


def test_lists_come_page_by_page(client: TestClient) -> None:
    whole = client.get("/api/entities").json()
    pages = [client.get("/api/entities", params={"limit": 1, "offset": offset}).json() for offset in range(4)]
    assert [page["items"][0]["id"] for page in pages] == [one["id"] for one in whole["items"]]
    assert {page["total"] for page in pages} == {4}
    beyond = client.get("/api/entities", params={"offset": 100}).json()
    assert (beyond["items"], beyond["total"]) == ([], 4)


@pytest.mark.parametrize("path", [f"/api/entities/{IRA}", "/api/entities/person%2Fira-holm"])
def test_an_entity_comes_whole(client: TestClient, path: str) -> None:
    found = client.get(path).json()
    assert found["entity"]["name"] == "Ira Holm"
    assert [claim["object"]["id"] for claim in found["relationships"]] == [QUAY]
    assert [said["content"] for said in found["statements_by"]] == ["Every ferry was late,"]
    assert [document["id"] for document in found["documents"]] == ["logs/../May 1"]


def test_hostile_ids_and_names_stay_words(client: TestClient) -> None:
    found = client.get("/api/entities/org%2Flock-%26-weir-%3Cb%3Eco")
    assert found.json()["entity"]["name"] == HOSTILE
    assert found.headers["content-type"] == "application/json"


@pytest.mark.parametrize(("query", "contents"), [
    ({"q": "ferry", "speaker": "dr holm"}, ["Every ferry was late,"]),
    ({"about": "Tide Plan"}, ["Every ferry was late,"]),
    ({"topic": "Transport"}, ["Every ferry was late,"]),
    ({"topic": "public transport"}, ["Every ferry was late,"]),
    ({"topic": "workforce"}, []),
    ({"topic": "transport", "since": "2032-01-01"}, []),
    ({"since": "2032-01-31"}, ["ferries are running again"]),
    ({"document": "letter", "speaker": QUAY}, ["ferries are running again"]),
])
def test_statements_are_found(client: TestClient, query: dict[str, str], contents: list[str]) -> None:
    assert [one["content"] for one in client.get("/api/statements", params=query).json()["items"]] == contents


def test_documents_are_listed_and_shown(client: TestClient) -> None:
    listed = client.get("/api/documents").json()["items"]
    assert [one["id"] for one in listed] == ["letter", "logs/../May 1"]
    assert client.get("/api/documents/logs%2F..%2FMay%201").json() == listed[1]
    assert (listed[1]["entities"], listed[1]["statements"]) == (4, 2)


def test_questions_are_listed_and_asked(client: TestClient) -> None:
    listed = {one["name"]: one for one in client.get("/api/questions").json()["items"]}
    assert listed["who-chairs-what"]["words"].endswith("?")
    rows = client.get("/api/questions/who-chairs-what").json()["results"]["bindings"]
    assert [row["person"]["value"] for row in rows] == ["Ira Holm"]
    table = client.get("/api/questions/who-chairs-what", headers={"accept": "text/csv"})
    assert table.text.splitlines()[1].startswith("Ira Holm,Quay Trust,")


@pytest.mark.parametrize(("path", "status", "reason"), [
    ("/api/entities?limit=0", 400, "'limit'"),
    ("/api/entities?limit=501", 400, "less than or equal to 500"),
    ("/api/entities?limit=many", 400, "valid integer"),
    ("/api/entities?offset=-1", 400, "'offset'"),
    ("/api/entities?colour=red", 400, "expected one of limit, offset, q, type"),
    ("/api/entities?q=a&q=b", 400, "expected 'q' once, got it 2 times"),
    ("/api/summary?" + "&".join(f"f{number}=" for number in range(101)), 400, "at most 100 fields, got 101"),
    ("/api/entities?type=SHIP", 404, "expected one of"),
    ("/api/entities/person/nobody", 404, "the graph has no entity 'person/nobody'"),
    ("/api/documents/nothing", 404, "the graph has no document 'nothing'"),
    ("/api/statements?since=yesterday", 400, "'since'"),
    ("/api/statements?speaker=Ira+Hulm", 404, "did you mean Ira Holm?"),
    ("/api/statements?topic=knitting", 404, "no topic is called"),
    ("/api/summary?x=1", 400, "expected one of none"),
    ("/api/questions/nothing", 404, "no question is called"),
    ("/api/questions/who-chairs-what?x=1", 400, "no parameter 'x'"),
    ("/api/nowhere", 404, "no such address"),
])
def test_what_cannot_be_answered_is_told_in_one_shape(
    client: TestClient, path: str, status: int, reason: str,
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert reason in problem["detail"]


def test_a_mistake_of_the_server_keeps_its_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.serve.search import Search

    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(Search, "counts", fail)
    response = client.get("/api/summary")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.json()["detail"] == "a mistake of the server: see its log"
