"""The SPARQL 1.1 Protocol, for queries only: what a request asks, and how the answer goes back.

https://www.w3.org/TR/sparql11-protocol/
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import anyio.to_thread
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import FormatError, QueryError
from kg.ontology import Ontology
from kg.query import (
    RESULT_FORMATS,
    TRIPLE_FORMATS,
    Reply,
    UnacceptableError,
    doubts,
    find,
    media_type,
    question,
)
from kg.serve.lanes import Lanes
from kg.serve.negotiate import ranked
from kg.serve.problems import Problem

# Every media type that an answer may be asked for, and the format that it means; the first is what one gets unasked.
OFFERS: Mapping[str, str] = {
    **{media_type(name).partition(";")[0]: name for name in (*RESULT_FORMATS, *TRIPLE_FORMATS)},
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/n-triples": "nt",
}
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this server only answers queries; its graph changes when kg build writes the folder anew"
_ONE_GRAPH = "expected no {name}: there is one graph here, and every query is asked of it"
_PLACE = re.compile(r"line (\d+), column (\d+)")
_OPTION = re.compile(r"^--([\w-]+):")  # how a message names a parameter to those who sit at a command line
_UNKNOWN = re.compile(r": no [a-z]+ is called ")
_LARGEST = 1_000_000  # bytes of a body
_LOOKS = 0.2  # seconds after which it is looked whether the client is still there, and the server to go on
_ENDING = "the server was told to end: ask again when it is started anew"
_HINTS = 3  # of the terms in a question that nothing is called
_FIELDS = 100  # of a form or a query string


@dataclass(frozen=True)
class Asked:
    """SPARQL, and the values of its parameters if it declares some."""

    text: str
    parameters: Mapping[str, str]


async def read_request(request: Request) -> Asked:
    """What a request of the protocol asks.

    Raises:
        Problem: It does not follow the protocol, or asks for what this server does not do.
    """
    fields = fields_of(request)
    if request.method == "POST":
        fields += await _body(request)
    values = ImmutableMultiDict(fields)
    if "update" in values:
        raise Problem(403, _READ_ONLY)
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in values:
            raise Problem(400, _ONE_GRAPH.format(name=name))
    asked = values.getlist("query")
    if len(asked) != 1 or not asked[0].strip():
        raise Problem(400, f"expected one query, got {len(asked) if ''.join(asked).strip() else 'none'}")
    return Asked(asked[0], {key[1:]: value for key, value in values.items() if key.startswith("$") and len(key) > 1})


def fields_of(request: Request) -> list[tuple[str, str]]:
    """The fields of an address.

    Raises:
        Problem: There are more than anybody needs.
    """
    fields = request.query_params.multi_items()
    if len(fields) > _FIELDS:
        raise Problem(400, f"expected an address of at most {_FIELDS} fields, got {len(fields)}")
    return fields


async def answer_while_there(asked: Asked, request: Request) -> Response:
    """The answer to a client, unless it goes away before or the server is told to end: then the question ends.

    Raises:
        Problem: See `answer`; or the server ends.
    """
    state = request.app.state
    accept = request.headers.get("accept", "")
    asking = asyncio.ensure_future(answer(asked, accept, lanes=state.lanes, ontology=state.ontology))
    while not (await asyncio.wait({asking}, timeout=_LOOKS))[0]:
        if await request.is_disconnected():
            asking.cancel()
            return Response(status_code=499)  # nobody reads it
        if state.ending() and not asking.done():
            asking.cancel()
            raise Problem(503, _ENDING)
    return asking.result()


async def answer(asked: Asked, accept: str, *, lanes: Lanes, ontology: Ontology) -> Response:
    """The answer in the format that the client likes best.

    Raises:
        Problem: The query is wrong, too slow or too much, or its answer cannot be written as the client wants it.
    """
    offered = ranked(accept, list(OFFERS))
    if not offered:
        raise Problem(406, f"expected an Accept of {', '.join(list(OFFERS)[:7])} or the like, got {accept[:200]!r}")
    try:
        # In a thread, as a long text takes its time to read.
        text, parameters = await anyio.to_thread.run_sync(_read_text, asked, ontology)
        reply = await lanes.ask(text, parameters=parameters, accept=_formats(offered))
    except UnacceptableError as error:
        raise Problem(406, str(error)) from error
    except QueryError as error:
        raise wrong(error) from error
    except FormatError as error:
        raise Problem(503, str(error), headers={"retry-after": "5"}) from error
    shown = next(type_ for type_ in offered if media_type(OFFERS[type_]) == reply.media_type)
    charset = "; charset=utf-8" if shown.startswith("text/") else ""
    headers = {"vary": "Accept", "kg-kind": reply.kind}
    if reply.truncated:
        headers["kg-truncated"] = "true"
    if is_empty(reply) and (hints := await anyio.to_thread.run_sync(doubts, text, ontology)):
        headers["kg-hint"] = "; ".join(hints[:_HINTS]).encode("ascii", "backslashreplace").decode()
    return Response(reply.body, headers={**headers, "content-type": f"{shown}{charset}"})


def is_empty(reply: Reply) -> bool:
    """Whether an answer has nothing in it, in any format.

    >>> [is_empty(Reply("select", "text/csv", body)) for body in (b"name\\r\\n", b"name\\r\\nIra\\r\\n")]
    [True, False]
    """
    body = reply.body.strip()
    if reply.media_type.startswith("application/sparql-results+json"):
        return reply.kind == "select" and body.endswith(b'"bindings":[]}}')
    if reply.media_type.startswith("application/sparql-results+xml"):
        return reply.kind == "select" and b"<result>" not in body
    if reply.kind == "select":
        return b"\n" not in body
    return reply.kind == "construct" and _is_without_triples(body)


def _is_without_triples(body: bytes) -> bool:
    if body.startswith(b"<?xml"):
        return b"rdf:about" not in body and b"rdf:nodeID" not in body
    return body in (b"", b"[]") or all(line.startswith(b"@prefix") for line in body.splitlines())


def _read_text(asked: Asked, ontology: Ontology) -> tuple[str, dict[str, str]]:
    """The SPARQL that is asked, and the parameters that it takes."""
    text = find(asked.text, ontology, files=False)
    return text, known(asked.parameters, text)


def known(parameters: Mapping[str, str], text: str) -> dict[str, str]:
    """The parameters, if the question takes them all.

    Raises:
        Problem: It takes none of such a name, one has no value, or one that it needs is missing.
    """
    asked = question(text)
    declared = [parameter.name for parameter in asked.parameters]
    for name in parameters:
        if name not in declared:
            takes = f"one of {', '.join(declared)}" if declared else "none"
            raise Problem(400, f"the question has no parameter {name[:100]!r}: expected {takes}")
        if not parameters[name].strip():
            raise Problem(400, f"the parameter {name!r}: expected a value, got none; leave it out if it is optional")
    for parameter in asked.parameters:
        if not parameter.optional and parameter.name not in parameters:
            raise Problem(400, f"the question needs {parameter.name!r}: {parameter.words}")
    return dict(parameters)


def wrong(error: QueryError) -> Problem:
    """What is wrong with a query, with the place if the message names one."""
    place = _PLACE.search(str(error))
    told = _OPTION.sub("the parameter '\\1':", str(error))
    return Problem(404 if _UNKNOWN.search(told) else 400, told, place=(int(place[1]), int(place[2])) if place else None)


def _formats(offered: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(OFFERS[type_] for type_ in offered))


async def _body(request: Request) -> list[tuple[str, str]]:
    """The fields of a form, or the body as the query that it is."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind == _UPDATE:
        raise Problem(403, _READ_ONLY)
    if kind not in (_FORM, _QUERY):
        raise Problem(415, f"expected a body of {_FORM} or {_QUERY}, got {kind[:100] or 'none'}")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if charset not in ("", "utf-8"):
        raise Problem(415, f"expected a body in UTF-8, got {charset[:100]!r}")
    try:
        text = (await _read(request)).decode()
        if kind == _QUERY:
            return [("query", text)]
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem(400, f"expected a body in UTF-8, got byte {error.object[error.start]:#04x}") from error
    except ValueError as error:
        raise Problem(400, f"expected a form of at most {_FIELDS} fields, got more") from error


async def _read(request: Request) -> bytes:
    """The body, as far as it may go."""
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > _LARGEST:
            raise Problem(413, f"expected a body of at most {_LARGEST:,} bytes, got more")
    return bytes(read)
