"""Errors as an answer: one JSON shape (RFC 9457) for programs, a page for those who look."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve.negotiate import choose

_REASONS = {
    404: "this server has no such address: /openapi.json lists those for programs",
    405: "this address is not asked in this way: the header Allow says in which",
}
_IN_WORDS = {404: "There is no such page here."}  # for those who look
MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """Something that the caller has to know: `detail` says what, what was expected and what to do.

    `place` is the line and column of a query where it is wrong.
    """

    def __init__(
        self, status: int, detail: str, *, headers: Mapping[str, str] | None = None,
        place: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(status, detail, headers)
        self.place = place


async def answer(request: Request, error: Exception) -> Response:
    """The response to what a route raised; the inside of an unexpected error stays inside."""
    known = error if isinstance(error, HTTPException) else HTTPException(500, "a mistake of the server: see its log")
    if known.detail == title(known.status_code):  # raised by the router, which gives no reason
        known = HTTPException(known.status_code, _REASONS.get(known.status_code, known.detail), known.headers)
    bare = known.detail in _REASONS.values()
    wants_page = choose(request.headers.get("accept", ""), (MEDIA_TYPE, "application/json", "text/html")) == "text/html"
    if wants_page and hasattr(request.app.state, "pages"):
        told = _IN_WORDS.get(known.status_code, known.detail) if bare else known.detail
        return request.app.state.pages.problem(HTTPException(known.status_code, told, known.headers))
    return as_json(known)


def as_json(error: HTTPException) -> Response:
    """The error in the shape of RFC 9457; `line` and `column` are beside it where a query is wrong."""
    place = getattr(error, "place", None)
    body = {
        "type": "about:blank", "title": title(error.status_code), "status": error.status_code, "detail": error.detail,
        **({"line": place[0], "column": place[1]} if place else {}),
    }
    return JSONResponse(body, error.status_code, headers=dict(error.headers or {}), media_type=MEDIA_TYPE)


def title(status: int) -> str:
    """The words of a status code.

    >>> title(404)
    'Not Found'
    """
    return HTTPStatus(status).phrase
