"""The application: which address leads where."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version as installed
from importlib.resources import files
from pathlib import Path
from typing import Any

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kg.export.html import VIS_NETWORK
from kg.export.terms import Ids
from kg.ontology import Ontology
from kg.serve import api, openapi, problems, shapes, sparql
from kg.serve.describe import FORMATS, describe, serialize
from kg.serve.folder import Folder, Version
from kg.serve.lanes import Lanes, Limits
from kg.serve.negotiate import choose
from kg.serve.pages import Pages, address
from kg.serve.problems import Problem
from kg.serve.safety import Guard, local_hosts
from kg.serve.texts import PAGE_FILE, Texts

_TOTALS = b'<p id="totals"></p>'
_LINKS = b'<p class="links"><a href="/search">Search statements</a><a href="/sparql">Ask questions</a></p>'
_STATEMENTS = 20  # on a page of the search
_TRIPLES = 500  # on the page of a thing that has no page of its own kind
_NAMES = {"html": "text/html", "ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
_EXPLORER_POLICY = "frame-ancestors 'none'"  # the page has a policy of its own, which allows nothing but its scripts


def make_app(
    path: Path, ontology: Ontology, *, port: int = 8000, limits: Limits | None = None,
    ending: Callable[[], bool] = lambda: False,
) -> ASGIApp:
    """The application for a build's folder, as it is asked on a port of this machine; it starts its workers itself.

    Questions end early once `ending` says so.
    """
    limits = limits or Limits()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.lanes = Lanes(path, ontology, limits)
        try:
            yield
        finally:
            await app.state.lanes.close()
            app.state.folder.close()

    app = Starlette(
        routes=[
            Route("/", explorer, name="explorer"),
            Route("/sparql", query, methods=["GET", "POST"], name="sparql"),
            Route("/search", search, name="search"),
            Route("/id/{id:path}", thing, name="thing"),
            Route("/thing", thing_by_id),
            Route("/document/{id:path}", document),
            Route("/openapi.json", description),
            *api.routes(),
            Route("/static/theme.css", _file("kg.export", "templates/theme.css", "text/css")),
            Route("/static/vis-network.js", _file("pyvis", VIS_NETWORK, "text/javascript")),
            Mount("/static", StaticFiles(packages=[("kg.serve", "static")])),
        ],
        exception_handlers={HTTPException: problems.answer, Exception: problems.answer},
        lifespan=lifespan,
    )
    app.state.ontology = ontology
    app.state.limits = limits
    app.state.ending = ending
    app.state.folder = Folder(path, ontology)
    app.state.texts = Texts(path)
    app.state.pages = Pages(ontology)
    return Guard(app, local_hosts(port))


async def explorer(request: Request) -> Response:
    """The page that the build wrote, as it is there now, with links to the other pages."""
    file = request.app.state.folder.path / PAGE_FILE
    try:
        page = await anyio.to_thread.run_sync(file.read_bytes)
    except OSError as error:
        raise Problem(404, f"there is no {PAGE_FILE} in the folder: kg build writes it") from error
    linked = page.replace(_TOTALS, _TOTALS + _LINKS, 1)
    return HTMLResponse(linked, headers={"content-security-policy": _EXPLORER_POLICY})


async def query(request: Request) -> Response:
    """The protocol; a browser that asks nothing yet gets the editor."""
    accept, state = request.headers.get("accept", ""), request.app.state
    asks = request.method == "POST" or request.query_params
    if not asks and choose(accept, (*sparql.OFFERS, "text/html")) == "text/html":
        return await _page(request, lambda version: state.pages.editor(version.base))
    asked = await sparql.read_request(request)
    return await sparql.answer_while_there(asked, request)


async def search(request: Request) -> Response:
    """Entities and statements with the words of the address."""
    wanted = api.checked(shapes.StatementsWanted, {"limit": str(_STATEMENTS), **api.once(request)})
    return await _page(request, lambda version: request.app.state.pages.search(
        {name: str(value or "") for name, value in wanted}, _found(version, wanted),
    ))


def _found(version: Version, wanted: shapes.StatementsWanted) -> dict[str, Any]:
    """What the page of the search shows; a name that nobody has is a hint there and no error."""
    entities = version.search.entities(wanted.q, limit=12) if wanted.q.strip() else None
    try:
        statements, hint = version.search.statements(
            api.narrowed(version, wanted), limit=wanted.limit, offset=wanted.offset,
        ), ""
    except Problem as problem:
        statements, hint = None, problem.detail
    nobody = _nobody(version, wanted) if hint else None
    return {"entities": entities, "statements": statements, "hint": hint, "nobody": nobody,
            "counts": version.search.counts(), "offset": wanted.offset, "limit": wanted.limit}


def _nobody(version: Version, wanted: shapes.StatementsWanted) -> dict[str, Any] | None:
    """The first name of a search that nothing is called, with those that are near."""
    for field, name in (("speaker", wanted.speaker), ("about", wanted.about)):
        if name.strip() and not version.search.called(name):
            return {"field": field, "name": name, "near": version.search.near(name)}
    return None


async def thing(request: Request) -> Response:
    """Anything that has an IRI under the base: its page, or its triples."""
    return await _thing(request, request.path_params["id"])


async def thing_by_id(request: Request) -> Response:
    """The same for an id that no path can hold."""
    return await _thing(request, api.once(request).get("id", ""))


async def document(request: Request) -> Response:
    """The short address of a document."""
    return RedirectResponse(address(f"document/{request.path_params['id']}"), 307)


async def description(request: Request) -> Response:
    """The description of the API."""
    return JSONResponse(openapi.description(request.app.state.ontology, version=installed("policy-kg")))


async def _thing(request: Request, id_: str) -> Response:
    media_type = _wanted_type(request)
    if media_type == "text/html":
        return await _page(request, lambda version: _page_of(request, version, id_))
    async with request.app.state.folder.version() as version:
        return await anyio.to_thread.run_sync(_triples_of, version, id_, media_type, request.app.state.limits.rows)


def _wanted_type(request: Request) -> str:
    named = request.query_params.get("format", "")
    if named and named not in _NAMES:
        raise Problem(400, f"expected a format of {', '.join(_NAMES)}, got {named[:100]!r}")
    accept = request.headers.get("accept", "")
    media_type = _NAMES[named] if named else choose(accept, ("text/html", *FORMATS))
    if media_type is None:
        raise Problem(406, f"expected an Accept of {', '.join(_NAMES.values())}, got {accept[:200]!r}")
    return media_type


def _triples_of(version: Version, id_: str, media_type: str, most: int) -> Response:
    triples, cut = describe(version.store, Ids(version.base).iri(id_).value, most=most)
    if not triples:
        raise Problem(404, f"the graph has nothing with the id {id_[:200]!r}")
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    headers = {"content-type": media_type + charset, "vary": "Accept"}
    return Response(serialize(triples, media_type), headers=headers | ({"kg-truncated": "true"} if cut else {}))


def _page_of(request: Request, version: Version, id_: str) -> HTMLResponse:
    pages, search_ = request.app.state.pages, version.search
    kind, _, tail = id_.partition("/")
    if kind == "document":
        record = api.there(search_.document(tail), "document", tail)
        return pages.document(record, request.app.state.texts.get(tail, record["sha256"]), search_)
    claim = search_.statement(id_) or search_.relationship(id_)
    if claim:
        return pages.claim(claim)
    if search_.entity(id_):
        return pages.entity(api.entity(version, shapes.Nothing(), id_))
    iri = Ids(version.base).iri(id_).value
    triples, cut = describe(version.store, iri, most=_TRIPLES, names=False)
    api.there({"iri": iri} if triples else None, "entity", id_)
    return pages.other(id_, triples, cut=cut, base=version.base)


async def _page(request: Request, make: Callable[[Version], HTMLResponse]) -> Response:
    async with request.app.state.folder.version() as version:
        return await anyio.to_thread.run_sync(make, version)


def _file(package: str, name: str, media_type: str) -> Callable[[Request], Any]:
    """A route to one file of a package."""
    async def handle(_: Request) -> Response:
        return Response((files(package) / name).read_bytes(), media_type=media_type)

    return handle
