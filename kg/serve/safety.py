"""What keeps strangers out of a server on one's own machine.

Any page in the same browser can send requests to 127.0.0.1. One that has bound its own name to that address (DNS
rebinding) is told by the Host header, one that asks across sites by Origin or, what carries none, by Sec-Fetch-Site.
"""

from collections.abc import Iterable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.problems import Problem, as_json

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
))
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses what comes from elsewhere, and sets the headers that hold for every answer.

    `hosts` are the values of Host that are ours (`127.0.0.1:8000`).
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _harden(MutableHeaders(scope=message))
            await send(message)

        refused = self._refusal(Headers(scope=scope), scope)
        if refused:
            await as_json(refused)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, headers: Headers, scope: Scope) -> Problem | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            expected = min(self._hosts)
            return Problem(421, f"this server answers as {expected}, not as {', '.join(hosts)[:100] or 'nobody'}")
        if any(origin.lower() not in self._origins for origin in headers.getlist("origin")):
            return Problem(403, "pages of other sites may not ask this server")
        if _is_from_another_site(headers) and not _follows_a_link(headers):
            return Problem(403, "pages of other sites may link to this server, not load from it")
        if _is_from_another_site(headers) and _asks(scope):
            return Problem(403, "pages of other sites may link to pages of this server, not ask it")
        return None


def local_hosts(port: int) -> frozenset[str]:
    """The values of Host under which a server on this port of 127.0.0.1 is asked.

    >>> sorted(local_hosts(8000))
    ['127.0.0.1:8000', 'localhost:8000']
    """
    names = ("127.0.0.1", "localhost")
    return frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port == 80 else frozenset())


def _is_from_another_site(headers: Headers) -> bool:
    """Whether a page of another site, or of another port, sent the browser here."""
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _follows_a_link(headers: Headers) -> bool:
    return (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")


def _asks(scope: Scope) -> bool:
    """Whether an address makes the server work for its answer; a script of any page can open a window on one."""
    path = scope["path"].rstrip("/")
    return (path == "/sparql" and bool(scope["query_string"])) or path == "/api" or path.startswith("/api/")


def _harden(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("content-security-policy", POLICY)
    headers.setdefault("cache-control", "no-cache")


def with_nonce(nonce: str) -> dict[str, Any]:
    """The header of a page whose scripts add styles under a nonce."""
    return {"content-security-policy": POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")}
