"""Requests that come from elsewhere are refused, and every answer is hardened."""

import pytest
from starlette.testclient import TestClient

ASK = "/sparql?query=ASK{}"


@pytest.mark.parametrize("host", [
    "evil.example", "evil.example:8000", "127.0.0.1:8001", "127.0.0.1", "localhost", "127.0.0.1:8000.evil.example",
    "127.0.0.1:8000@evil.example", "[::1]:8000", "",
])
def test_a_name_that_is_not_ours_is_refused(client: TestClient, host: str) -> None:
    for path in ("/", ASK, "/api/summary", "/id/person/ira-holm"):
        response = client.get(path, headers={"host": host})
        assert response.status_code == 421
        assert "127.0.0.1:8000" in response.json()["detail"]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get(ASK, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", [
    "http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001", "http://localhost", "file://",
])
def test_pages_of_other_sites_may_not_ask(client: TestClient, origin: str) -> None:
    for response in (
        client.get(ASK, headers={"origin": origin}),
        client.post("/sparql", data={"query": "ASK {}"}, headers={"origin": origin}),
        client.options("/sparql", headers={"origin": origin, "access-control-request-method": "POST"}),
    ):
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_our_own_pages_may_ask(client: TestClient, origin: str) -> None:
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={"origin": origin}).status_code == 200


@pytest.mark.parametrize(("site", "mode", "dest", "status"), [
    ("same-origin", "cors", "empty", 200),
    ("none", "navigate", "document", 200),
    ("cross-site", "navigate", "document", 200),
    ("cross-site", "no-cors", "script", 403),
    ("cross-site", "navigate", "iframe", 403),
    ("same-site", "no-cors", "image", 403),
    ("same-site", "cors", "empty", 403),
])
def test_other_sites_may_link_but_not_load(
    client: TestClient, site: str, mode: str, dest: str, status: int,
) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    assert client.get("/search", headers=headers).status_code == status


@pytest.mark.parametrize(("path", "status"), [
    (ASK, 403), ("/sparql/?query=ASK{}", 403), ("/api/summary", 403), ("/api/questions/who-chairs-what", 403),
    ("/", 200), ("/sparql", 200), ("/search?q=quay", 200), ("/id/person/ira-holm", 200),
])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_links_of_other_sites_lead_to_pages_only(client: TestClient, path: str, status: int, site: str) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    found = client.get(path, headers={**headers, "accept": "text/html"}, follow_redirects=False)
    assert found.status_code == status


@pytest.mark.parametrize("path", ["/", "/sparql", "/search", "/api/summary", "/static/pages.css", "/nowhere"])
def test_every_answer_is_hardened(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"accept": "text/html"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/sparql", "/search", "/id/person/ira-holm", "/nowhere"])
def test_pages_allow_no_inline_script_and_no_eval(client: TestClient, path: str) -> None:
    policy = client.get(path, headers={"accept": "text/html"}).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_the_nonce_of_the_editor_changes(client: TestClient) -> None:
    asked = [client.get("/sparql", headers={"accept": "text/html"}).headers["content-security-policy"] for _ in "ab"]
    assert asked[0] != asked[1]


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/%00",
    "/id/..%2f..%2f..%2fetc%2fpasswd", "/document/../../etc/passwd",
])
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    response = client.get(path, follow_redirects=False)
    assert response.status_code in (307, 404)
    assert "import" not in response.text
    assert "root:" not in response.text
