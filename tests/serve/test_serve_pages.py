"""Pages and what dereferences: by Accept, for people and for programs, with hostile words as words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from served import HOSTILE, IRA, LOCK, QUAY
from starlette.testclient import TestClient

from kg.export.terms import Ids
from kg.ontology import Ontology
from kg.query import read_store
from kg.serve import pages
from kg.serve.app import make_app
from kg.serve.lanes import Limits
from kg.serve.pages import address

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BASE = "https://w3id.org/policykg/id/"


class Elements(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a" and "href" in attributes]


def page(client: TestClient, path: str) -> Elements:
    response = client.get(path, headers=HTML)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Elements(response.text)


def test_a_person_has_a_page(client: TestClient) -> None:
    found = page(client, f"/id/{IRA}")
    words = " ".join(found.words.split())
    for part in ("Ira Holm", "Dr Holm", "Ira Holm chairs the Quay Trust 😀.", "90 % sure", "Every ferry was late,"):
        assert part in words
    assert {address(QUAY), "https://register.example/ira", f"/#entity={IRA}"} <= set(found.links())


def test_a_link_that_is_a_script_is_none(client: TestClient) -> None:
    for path in (f"/id/{IRA}", "/thing?id=document%2Flogs%2F..%2FMay+1"):
        links = page(client, path).links()
        assert len(links) > 5
        assert [link for link in links if link.lower().startswith("javascript:")] == []


@pytest.mark.parametrize("path", [
    address(LOCK), f"/id/{QUAY}", "/search?q=%3Cscript%3E", "/id/nobody/%3Cb%3E", "/sparql",
])
def test_hostile_words_stay_words(client: TestClient, path: str) -> None:
    text = client.get(path, headers=HTML).text
    found = Elements(text)
    scripts = [attributes for tag, attributes in found.tags if tag == "script"]
    assert all("src" in attributes or attributes.get("type") == "application/json" for attributes in scripts)
    assert [tag for tag, _ in found.tags if tag == "b"] == []
    assert [attributes for _, attributes in found.tags if any(name.startswith("on") for name in attributes)] == []
    assert "<script>alert" not in text


def test_a_hostile_name_is_shown_as_it_is(client: TestClient) -> None:
    assert HOSTILE in page(client, address(LOCK)).words


def test_a_document_has_its_text_with_what_was_found(client: TestClient) -> None:
    found = page(client, "/thing?id=document%2Flogs%2F..%2FMay+1")
    marks = [attributes["class"] for tag, attributes in found.tags if tag == "mark"]
    assert {"content", "relationship"} <= set(marks)
    assert "Ira Holm chairs the Quay Trust 😀." in found.words
    assert "A visitor said the café was <b>shut</b>." in found.words
    places = [attributes["id"] for tag, attributes in found.tags if tag == "a" and "id" in attributes]
    assert "char=0,33" in places
    fragments = [link[1:] for link in found.links() if link.startswith("#char=")]
    assert len(fragments) == 4
    assert set(fragments) <= set(places)
    assert {address(IRA), address(QUAY), address(LOCK)} <= set(found.links())


def test_a_document_without_its_text_shows_the_passages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.serve.texts import Texts

    monkeypatch.setattr(Texts, "get", lambda *_: None)
    found = page(client, "/id/document/letter")
    assert "The text of this document is not in the folder" in found.words
    assert "The Quay Trust published the Tide Plan." in found.words


def test_the_short_address_of_a_document_leads_to_it(client: TestClient) -> None:
    response = client.get("/document/letter", headers=HTML, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "/id/document/letter")
    dotted = client.get("/document/logs/%2e%2e/May%201", headers=HTML, follow_redirects=False)
    assert dotted.headers["location"] == "/thing?id=document%2Flogs%2F..%2FMay+1"


def test_statements_and_relationships_have_pages(client: TestClient) -> None:
    statement = client.get("/api/statements", params={"q": "ferry late"}).json()["items"][0]
    found = page(client, address(statement["id"]))
    assert "“Every ferry was late,” said Dr Holm of the Tide Plan." in found.words
    claim = client.get(f"/api/entities/{IRA}").json()["relationships"][0]
    assert "Ira Holm chairs the Quay Trust 😀." in page(client, address(claim["id"])).words


@pytest.mark.parametrize(("accept", "media_type"), [
    ("text/turtle", "text/turtle; charset=utf-8"),
    ("application/ld+json", "application/ld+json"),
    ("application/n-triples, text/html;q=0.5", "application/n-triples"),
    ("*/*", "text/html; charset=utf-8"),
    ("text/html;q=0.4, text/turtle;q=0.5", "text/turtle; charset=utf-8"),
])
def test_a_thing_comes_as_it_is_liked_best(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get(f"/id/{IRA}", headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, media_type)
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(("format_", "rdf"), [
    ("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD), ("nt", ox.RdfFormat.N_TRIPLES),
])
def test_the_triples_of_a_thing_say_all_of_it(client: TestClient, format_: str, rdf: ox.RdfFormat) -> None:
    body = client.get(f"/id/{IRA}?format={format_}").content
    found = [quad.triple for quad in ox.parse(body, format=rdf)]
    triples = {(one.subject.value, one.predicate.value.rsplit("/", 1)[-1], one.object.value) for one in found}
    assert (f"{BASE}{IRA}", "name", "Ira Holm") in triples
    assert (f"{BASE}{QUAY}", "name", "Quay Trust") in triples  # who is at the other end has a name
    texts = {object_ for _, predicate, object_ in triples if predicate == "oa#exact"}
    assert {"Ira Holm chairs the Quay Trust 😀.", "Every ferry was late,"} <= texts


@pytest.mark.parametrize("tail", [
    "document/letter", "document/logs/%2E%2E/May%201", "org/lock-%26-weir-%3Cb%3Eco", "policy/tide-plan",
])
def test_every_kind_of_thing_dereferences_under_its_own_iri(client: TestClient, tail: str) -> None:
    iri = f"{BASE}{tail}"
    path = f"/id/{tail}" if "%2E" not in tail else "/thing?id=document/logs/../May%201&format=nt"
    body = client.get(path, headers={"accept": "application/n-triples"}).content
    assert iri in {quad.subject.value for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize(("path", "headers", "status"), [
    ("/id/person/nobody", {}, 404), ("/id/person/nobody", {"accept": "text/turtle"}, 404),
    ("/id/document/nothing", {}, 404), (f"/id/{IRA}?format=docx", {}, 400),
    (f"/id/{IRA}", {"accept": "image/png"}, 406), ("/id/%ff%fe", {}, 404), ("/id/person/%00", {}, 404),
])
def test_what_is_not_there_is_told(client: TestClient, path: str, headers: dict[str, str], status: int) -> None:
    response = client.get(path, headers=headers)
    assert response.status_code == status
    assert response.json()["status"] == status


def test_a_browser_sees_errors_as_pages(client: TestClient) -> None:
    response = client.get("/id/person/%3Cb%3Enobody", headers=HTML)
    assert response.status_code == 404
    assert "the graph has no entity 'person/<b>nobody'" in Elements(response.text).words


def test_the_search_shows_entities_and_statements(client: TestClient) -> None:
    found = page(client, "/search?q=ferr")
    assert "No statement contains “ferr”." in found.words
    assert "No statement has all of that" in page(client, "/search?q=ferr+quay").words
    found = page(client, "/search?q=quay")
    assert address(QUAY) in found.links()
    assert "Every ferry was late," in page(client, "/search?q=ferry+late&speaker=Dr+Holm").words
    assert "did you mean Ira Holm?" in page(client, "/search?speaker=Ira+Hulm").words


def test_the_search_goes_page_by_page(client: TestClient) -> None:
    first = page(client, "/search?limit=2")
    assert "1 to 2 of 3" in first.words
    (after,) = [link for link in first.links() if link.startswith("/search?offset")]
    assert after == "/search?offset=2"


def test_the_explorer_is_the_page_of_the_build(client: TestClient, folder: Path) -> None:
    response = client.get("/", headers=HTML)
    written = (folder / "graph.html").read_text(encoding="utf-8")
    own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', response.text)
    assert own is not None
    assert own[1] in written
    assert response.headers["content-security-policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize("accept", ["text/html", HTML["accept"]])
def test_a_browser_gets_the_editor(client: TestClient, accept: str) -> None:
    found = Elements(client.get("/sparql", headers={"accept": accept}).text)
    assert ("script", {"type": "module", "src": "/static/ask.js"}) in found.tags
    assert "who-chairs-what" in found.words
    assert client.get("/sparql", headers={"accept": "application/json"}).status_code == 400


def test_the_triples_of_a_thing_end_at_the_limit_and_say_so(folder: Path) -> None:
    app = make_app(folder, Ontology.load(), limits=Limits(rows=5))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        cut = client.get(f"/id/{IRA}?format=nt")
    assert len(cut.text.splitlines()) == 5
    assert cut.headers["kg-truncated"] == "true"


def test_the_triples_of_a_thing_say_nothing_of_a_limit_that_they_do_not_reach(client: TestClient) -> None:
    assert "kg-truncated" not in client.get(f"/id/{IRA}?format=nt").headers


def test_whatever_has_triples_has_a_page(client: TestClient, folder: Path) -> None:
    subjects = {quad.subject.value for quad in read_store(folder) if quad.subject.value.startswith(BASE)}
    ids = map(Ids(BASE).id_of, subjects)
    others = {id_ for id_ in ids if re.match("build|pipeline|software|vocabulary", id_)}
    assert len(others) >= 4
    for id_ in sorted(others):
        found = page(client, address(id_))
        assert id_ in found.words
        assert [link for link in found.links() if link.startswith("http")], "its terms are linked"
    assert BASE in page(client, "/id/").words


def test_a_name_that_nobody_has_is_told_with_links_to_those_near(client: TestClient) -> None:
    found = page(client, "/search?q=ferry&speaker=holm")
    assert "Nobody and nothing is called “holm”; did you mean Ira Holm?" in found.words
    assert "/search?q=ferry&speaker=Ira+Holm" in found.links()
    assert "is called “zzzz”." in page(client, "/search?about=zzzz").words


def test_a_page_that_is_not_there_is_told_in_words(client: TestClient) -> None:
    assert "There is no such page here." in Elements(client.get("/nowhere", headers=HTML).text).words


def test_what_is_said_of_an_entity_is_said_with_its_name(client: TestClient) -> None:
    assert "Said about Ira Holm" in page(client, f"/id/{IRA}").words


def test_lists_of_a_document_that_are_cut_say_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = address("document/logs/../May 1")
    assert "are shown" not in page(client, path).words
    monkeypatch.setattr(pages, "_LONGEST", 1)
    words = page(client, path).words
    for told in ("1 of 2 statements are shown.", "1 of 2 relationships are shown.", "1 of 4 entities are shown."):
        assert told in words
