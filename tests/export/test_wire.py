"""What is asked of a store again and what is not, who signs in, and what is told of a failure."""

import base64
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from fake_store import GRAPH, TO, TRIPLES, UPDATES, Answer, Fake, broken, status

from kg.errors import SendError, UsageError
from kg.export import send
from kg.export.wire import TRIES, Credentials, Wire, checked_address, credentials_from, said, shown

WHO = Credentials("ana", "tide & quay")


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


@pytest.mark.parametrize("odd", [
    "Digest", "Digest abc", 'Digest realm="store", nonce="abc", algorithm=FOO',
    'Digest realm="store", nonce="abc", qop="auth-int"', "Negotiate", "", ", ,=", "NTLM abcd==",
])
@pytest.mark.parametrize("joined", [True, False])
def test_what_cannot_be_answered_gives_way_to_basic_or_is_told(odd: str, joined: bool) -> None:
    store = Fake(failures={"GET": [challenge(f"{odd}, {BASIC}") if joined else challenge(odd, BASIC)]})
    with store.wire(WHO) as wire:
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)
    assert [header.partition(" ")[0] for header in store.signed] == ["", "Basic", "Basic"]
    store = Fake(failures={"GET": [challenge(odd)]})
    told = r"401 Unauthorized; expected it to ask by Basic or Digest \(MD5 or SHA, qop auth\), it asks by (\w+)$"
    with store.wire(WHO) as wire, pytest.raises(SendError, match=told):
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)


@pytest.mark.parametrize("header", [
    f"Negotiate, {DIGEST}", f"{BASIC}, {DIGEST}", f"Digest algorithm=FOO, {DIGEST}",
    DIGEST.replace('"auth"', '"auth-int, auth"'), DIGEST.replace("realm=", "Realm = "),
])
def test_digest_is_found_wherever_it_stands_and_a_stale_one_renewed(header: str) -> None:
    store = Fake(failures={"GET": [challenge(header)], "PUT": [challenge(header.replace("abc", "later"))]})
    with store.wire(WHO) as wire:
        send.send(TRIPLES, TO, graph=GRAPH, wire=wire)
    assert [header.partition(" ")[0] for header in store.signed] == ["", "Digest", "Digest", "Digest"]
    assert ['nonce="later"' in header for header in store.signed] == [False, False, False, True]
    assert store.triples() == set(TRIPLES)


def test_proxies_of_the_environment_get_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "gopher://proxy.example")  # httpx raises a ValueError where it heeds that
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        address = httpx.URL(f"http://127.0.0.1:{bound.getsockname()[1]}/")
        with Wire(sleep=lambda _: None) as wire, pytest.raises(SendError, match="refused"):
            wire.ask("GET", address, headers={})


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
    ("ftp://ana:secret@store.example/?secret", "holds a user"),
    ("ftp://a.example/?key=secret#secret", "got 'ftp://a.example/'$"),
    ("ana:secret@store.example/data", "got 'store.example/data'$"), ("/data?key=secret", "got '/data'$"),
    ("store", "^expected an address like"), ("http://", "^expected an address like"),
    ("http://store.example:port/", "^the address of the store is none"),
])
def test_what_is_no_address_of_a_store_is_told(address: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as told:
        checked_address(address)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(("address", "expected"), [
    ("http://a.example/me@x/y", "http://a.example/me@x/y"), ("http://a.example?key=x\ny", "http://a.example"),
    ("http://ana:b@c@a.example/", "http://a.example/"), ("http://a.example/#x?y", "http://a.example/"),
])
def test_an_address_is_shown_without_what_may_be_secret(address: str, expected: str) -> None:
    assert shown(address) == expected


def test_what_a_store_says_is_one_short_line() -> None:
    page = "<html><head><title>x</title><style>p {}</style></head><body><h1>No</h1><xmp>line 3</xmp></body></html>"
    assert said(httpx.Response(500, html=page)) == "it answers 500 Internal Server Error (No line 3)"
    assert said(httpx.Response(500, html=" ")) == "it answers 500 Internal Server Error"
    assert len(said(httpx.Response(400, text="no " * 9000))) < 250
