"""Speaks HTTP with a store: tries again where that may help, signs in, and tells in one line what the store said.

Redirects are not followed and proxies of the environment not used (HTTP_PROXY and its kin), so that credentials and the
graph go nowhere but to the address that was named. No message holds the query of an address, which may hold a key.
"""

import os
import re
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.request import parse_http_list

import httpx
import tenacity
from lxml import etree, html

from kg.errors import SendError, UsageError

USER, PASSWORD = "KG_USER", "KG_PASSWORD"
TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds: a store that asks for more patience is told of instead."""

_TIMEOUT = httpx.Timeout(600.0, connect=10.0)  # a store answers only once a whole graph is in it
_PIECE = 1 << 16  # bytes after which progress is told
_SAID = 200  # characters of what a store said
_AGAIN = frozenset({429, 500, 502, 503, 504})
_SCHEME = re.compile(r"([^\s=,]+)(?:\s+(?!=)(.*))?", re.DOTALL)  # of a challenge: a name without a "=" after it
_SECRET = re.compile(r"(?:^|(?<=//))[^/?#]*@|[?#].*", re.DOTALL)
_ALGORITHMS = frozenset({"MD5", "MD5-SESS", "SHA", "SHA-SESS", "SHA-256", "SHA-256-SESS", "SHA-512", "SHA-512-SESS"})
"""Of Digest, those that httpx has."""

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Credentials:
    """Who signs in to a store."""

    user: str
    password: str = field(repr=False)


def credentials_from(environment: Mapping[str, str] = os.environ) -> Credentials | None:
    """Those that `KG_USER` and `KG_PASSWORD` hold, if they are set.

    Raises:
        UsageError: Only one of them is set.
    """
    user, password = environment.get(USER), environment.get(PASSWORD)
    if user is None and password is None:
        return None
    if not user or password is None or ":" in user:
        raise UsageError(f"expected both {USER} (without a colon) and {PASSWORD} in the environment, or neither")
    return Credentials(user, password)


def checked_address(address: str) -> httpx.URL:
    """The address of a store.

    Raises:
        UsageError: It is none of the web, or holds credentials, which history and process lists would show.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise UsageError("the address of the store is none: expected http:// or https:// and a host") from error
    if url.userinfo:
        raise UsageError(f"the address of the store holds a user or a password: set {USER} and {PASSWORD} instead")
    if url.scheme not in {"http", "https"} or not url.host:
        raise UsageError(f"expected an address like http://localhost:7878/store, got {shown(address)!r}")
    return url.copy_with(fragment=None)


def shown(address: str | httpx.URL) -> str:
    """An address as messages name it: without user, password and query, where keys may stand.

    >>> shown("https://ana:secret@store.example/data?key=secret#there")
    'https://store.example/data'
    """
    return _SECRET.sub("", str(address))


class Wire:
    """One store's connection; close it, or use it in a `with`.

    Args:
        credentials: Given only to a store that asks for them.
        transport: In place of the network.
        sleep: Waits for some seconds.
    """

    def __init__(
        self, credentials: Credentials | None = None, *, transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        # The transport of its own heeds SSL_CERT_FILE, but, unlike one that the client makes, no proxy.
        self._client = httpx.Client(
            auth=_SignIn(credentials) if credentials else None, timeout=_TIMEOUT, follow_redirects=False,
            transport=transport or httpx.HTTPTransport(), headers={"User-Agent": "policy-kg"}, trust_env=False,
        )
        self._again = tenacity.Retrying(
            sleep=sleep, stop=tenacity.stop_after_attempt(TRIES), wait=_pause,
            retry=tenacity.retry_if_exception(_may_pass) | tenacity.retry_if_result(_wants_patience),
            retry_error_callback=lambda state: state.outcome.result(),  # the last answer, or its exception
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(
        self, method: str, url: httpx.URL, *, headers: Mapping[str, str], content: bytes = b"",
        told: Told | None = None,
    ) -> httpx.Response:
        """What the store answers to a request that may be made more than once.

        Raises:
            SendError: It cannot be reached, or wants to know who asks.
        """
        place = shown(url)
        try:
            answer = self._again(self._ask, method, url, headers=headers, content=content, told=told)
        except httpx.HTTPError as error:
            raise SendError(f"{place} cannot be reached: {_reason(error)}") from error
        if answer.status_code in {401, 403}:
            raise SendError(f"{place} does not let us in: {said(answer)}{_hint(self._client, answer)}")
        if answer.is_redirect:
            raise SendError(f"{place} redirects to {_elsewhere(url, answer)}: give that address if you trust it")
        return answer

    def _ask(
        self, method: str, url: httpx.URL, *, headers: Mapping[str, str], content: bytes, told: Told | None,
    ) -> httpx.Response:
        if not content:
            return self._client.request(method, url, headers=headers)
        length = {"Content-Length": str(len(content))}
        return self._client.request(method, url, headers={**headers, **length}, content=_Body(content, told))


class _Body:
    """Bytes in pieces, which can be sent again; tells how many are on their way."""

    def __init__(self, content: bytes, told: Told | None) -> None:
        self._content, self._told = content, told

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), _PIECE):
            piece = self._content[start:start + _PIECE]
            yield piece
            if self._told:
                self._told(start + len(piece), len(self._content))


class _SignIn(httpx.Auth):
    """Answers the challenge of a store, Digest rather than Basic; nothing is told to one that does not ask."""

    def __init__(self, credentials: Credentials) -> None:
        self._who = credentials.user, credentials.password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        answer = yield next(self._chosen.auth_flow(request)) if self._chosen else request
        if answer.status_code != 401 or isinstance(self._chosen, httpx.BasicAuth):
            return
        offered = _challenges(answer)
        digest = next((fields for scheme, fields in offered if scheme == "digest" and _answerable(fields)), None)
        if digest:
            self._chosen = httpx.DigestAuth(*self._who)
            flow = self._chosen.auth_flow(request)
            next(flow)
            # httpx answers the first that starts so, and ends in a traceback where it cannot
            answer.headers["WWW-Authenticate"] = "Digest " + ", ".join(map("=".join, digest.items()))
            yield flow.send(answer)
        elif any(scheme == "basic" for scheme, _ in offered):
            self._chosen = httpx.BasicAuth(*self._who)
            yield next(self._chosen.auth_flow(request))


def _challenges(answer: httpx.Response) -> list[tuple[str, dict[str, str]]]:
    """The schemes, in lower case, by which a store lets in, with their fields; one header may hold several.

    >>> _challenges(httpx.Response(401, headers={"WWW-Authenticate": 'Negotiate, Basic realm="a, b"'}))
    [('negotiate', {}), ('basic', {'realm': '"a, b"'})]
    """
    found: list[tuple[str, dict[str, str]]] = []
    for header in answer.headers.get_list("WWW-Authenticate"):
        for part in parse_http_list(header):
            opens = _SCHEME.fullmatch(part)
            if opens:
                found.append((opens[1].casefold(), {}))
            name, equals, value = (opens[2] or "" if opens else part).partition("=")
            if found and equals:
                found[-1][1][name.strip().casefold()] = value.strip()
    return found


def _answerable(fields: Mapping[str, str]) -> bool:
    """Whether httpx can answer a Digest challenge: it knows these algorithms, and no qop but auth."""
    qops = {qop.strip() for qop in fields.get("qop", "auth").strip('"').split(",")}
    known = fields.get("algorithm", "MD5").strip('"').upper() in _ALGORITHMS
    return {"realm", "nonce"} <= fields.keys() and known and "auth" in qops


def said(answer: httpx.Response) -> str:
    """The status and what the store said, as one line; pages of HTML without their tags.

    >>> said(httpx.Response(400, html="<h1>Bad</h1><p>line 3:\\n no dot</p>"))
    'it answers 400 Bad Request (Bad line 3: no dot)'
    """
    words = _text(answer)
    status = f"it answers {answer.status_code} {answer.reason_phrase}".strip()
    return f"{status} ({words})" if words else status


def _text(answer: httpx.Response) -> str:
    if "html" not in answer.headers.get("Content-Type", "") or not answer.content.strip():
        return _printed(answer.text)
    try:
        page = html.document_fromstring(answer.content)
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(page, "style", "script", "title", with_tail=False)
    return _printed(" ".join(page.itertext()))


def _printed(words: str) -> str:
    """One line without anything that steers a terminal."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in words[:50 * _SAID]).split())
    return line if len(line) <= _SAID else f"{line[:_SAID]}…"


def _hint(client: httpx.Client, answer: httpx.Response) -> str:
    """What to do for a store that asks who we are and was not told."""
    if answer.status_code != 401 or "Authorization" in answer.request.headers:
        return ""
    if not client.auth:
        return f"; set {USER} and {PASSWORD} in the environment"
    schemes = _printed(", ".join(dict.fromkeys(scheme for scheme, _ in _challenges(answer)))) or "nothing"
    return f"; expected it to ask by Basic or Digest (MD5 or SHA, qop auth), it asks by {schemes}"


def _elsewhere(url: httpx.URL, answer: httpx.Response) -> str:
    try:
        return _printed(shown(url.join(answer.headers["Location"])))
    except (KeyError, httpx.InvalidURL):
        return "another address"


def _may_pass(error: BaseException) -> bool:
    """Whether another try may do better: a wrong certificate stays wrong, and a store that took long still works."""
    if isinstance(error, httpx.ReadTimeout | httpx.UnsupportedProtocol) or _certificate(error):
        return False
    return isinstance(error, httpx.TransportError)


def _wants_patience(answer: httpx.Response) -> bool:
    return answer.status_code in _AGAIN and _asked_for(answer) <= LONGEST_WAIT


def _pause(state: tenacity.RetryCallState) -> float:
    """Seconds until the next try: what the store asks for, else half a second, one, two."""
    wait = 0.5 * 2 ** (state.attempt_number - 1)
    return wait if state.outcome.failed else max(wait, _asked_for(state.outcome.result()))


def _asked_for(answer: httpx.Response) -> float:
    """Seconds of the answer's Retry-After, which has them or a date; 0 without one."""
    words = answer.headers.get("Retry-After", "").strip()
    if words.isascii() and words.isdecimal():
        return float(words)
    try:
        then = parsedate_to_datetime(words)
    except ValueError:
        return 0.0
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _reason(error: httpx.HTTPError) -> str:
    certificate = _certificate(error)
    if certificate is not None:
        return f"its certificate is not trusted ({certificate.verify_message})"
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection within {_TIMEOUT.connect:.0f} seconds"
    if isinstance(error, httpx.ReadTimeout):
        return f"no answer within {_TIMEOUT.read:.0f} seconds"
    return _printed(str(error)) or type(error).__name__
