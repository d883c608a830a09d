"""The JSON API: a table of what there is to ask, each with the shapes of its question and answer."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import anyio.to_thread
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.query import Question, question, questions
from kg.serve import shapes, sparql
from kg.serve.folder import Version
from kg.serve.problems import Problem
from kg.serve.search import Found, Search, Wanted

FIRST = 100  # of an entity's relationships and statements that its record holds


@dataclass(frozen=True)
class Endpoint:
    """One address of the API; `find` gives the answer, and works in a thread."""

    path: str
    name: str
    words: str
    wanted: type[BaseModel]
    gives: type[BaseModel]
    find: Callable[[Version, Any, str], Any]
    problems: tuple[int, ...] = ()


def summary(version: Version, _: shapes.Nothing, __: str) -> dict[str, Any]:
    """How much of what the graph holds."""
    search, ontology = version.search, version.ontology
    topics = {topic.id: topic.label for topic in ontology.topics}
    return {
        "base_iri": version.base, **search.counts(),
        "types": [{"id": id_, "label": ontology.types[id_].label, "count": n} for id_, n in search.types()],
        "topics": [{"id": id_, "label": topics.get(id_, id_), "count": n} for id_, n in search.topics()],
    }


def entities(version: Version, wanted: shapes.EntitiesWanted, _: str) -> dict[str, Any]:
    """Entities by the beginnings of their names."""
    types = {name.casefold(): name for name in version.ontology.types}
    if wanted.type and wanted.type.casefold() not in types:
        raise Problem(404, f"no type is called {wanted.type!r}: expected one of {', '.join(types.values())}")
    type_ = types.get(wanted.type.casefold(), "")
    return page(version.search.entities(wanted.q, type_=type_, limit=wanted.limit, offset=wanted.offset), wanted)


def entity(version: Version, _: shapes.Nothing, id_: str) -> dict[str, Any]:
    """An entity with what is known of it."""
    search = version.search
    return {
        "entity": there(search.entity(id_), "entity", id_),
        "relationships": list(search.relationships(id_, limit=FIRST).records),
        "statements_by": list(search.statements(Wanted(speakers=[id_]), limit=FIRST).records),
        "statements_about": list(search.statements(Wanted(about=[id_]), limit=FIRST).records),
        "documents": list(search.documents_of(id_, limit=FIRST).records),
    }


def statements(version: Version, wanted: shapes.StatementsWanted, _: str) -> dict[str, Any]:
    """Statements by their words, speaker, subject, topic, document and date."""
    return page(version.search.statements(narrowed(version, wanted), limit=wanted.limit, offset=wanted.offset), wanted)


def documents(version: Version, wanted: shapes.Paging, _: str) -> dict[str, Any]:
    """All documents, the newest first."""
    return page(version.search.documents(limit=wanted.limit, offset=wanted.offset), wanted)


def document(version: Version, _: shapes.Nothing, id_: str) -> dict[str, Any]:
    """One document."""
    return there(version.search.document(id_), "document", id_)


def all_questions(version: Version, _: shapes.Nothing, __: str) -> dict[str, Any]:
    """The named questions with their parameters."""
    return {"items": [described(one) for one in questions(version.ontology).values()]}


ENDPOINTS = (
    Endpoint("/api/summary", "summary", "How much the graph holds, by type and topic.", shapes.Nothing,
             shapes.Summary, summary),
    Endpoint("/api/entities", "entities", "Entities, found by name.", shapes.EntitiesWanted,
             shapes.Page[shapes.Entity], entities, (404,)),
    Endpoint("/api/entities/{id}", "entity", "An entity with its relationships, statements and documents.",
             shapes.Nothing, shapes.EntityWhole, entity, (404,)),
    Endpoint("/api/statements", "statements", "Statements, found by what was said, by whom, about what and when.",
             shapes.StatementsWanted, shapes.Page[shapes.Statement], statements, (404,)),
    Endpoint("/api/documents", "documents", "Documents, the newest first.", shapes.Paging,
             shapes.Page[shapes.Document], documents),
    Endpoint("/api/documents/{id}", "document", "A document.", shapes.Nothing, shapes.Document, document, (404,)),
    Endpoint("/api/questions", "questions", "The named questions.", shapes.Nothing, shapes.Questions, all_questions),
)


def routes() -> list[Route]:
    """The addresses of the API; an id may hold slashes."""
    made = [Route(one.path.replace("{id}", "{id:path}"), _handler(one), name=one.name) for one in ENDPOINTS]
    return [*made, Route("/api/questions/{name}", run_question, name="question")]


async def run_question(request: Request) -> Response:
    """Asks a named question; its parameters are those of the address."""
    name = request.path_params["name"]
    text = request.app.state.ontology.queries.get(name)
    if text is None:
        raise Problem(404, f"no question is called {name[:100]!r}: /api/questions lists them")
    given = once(request)
    _check_required(question(text, name), given)
    return await sparql.answer_while_there(sparql.Asked(text, given), request)


def once(request: Request) -> dict[str, str]:
    """The parameters of an address.

    Raises:
        Problem: One is there twice, or there are too many.
    """
    pairs = sparql.fields_of(request)
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            raise Problem(400, f"expected {name[:100]!r} once, got it {times} times")
    return dict(pairs)


def narrowed(version: Version, wanted: shapes.StatementsWanted) -> Wanted:
    """What is wanted, with ids for names.

    Raises:
        Problem: There is no entity or topic of a name.
    """
    return Wanted(
        words=wanted.q, speakers=_called(version.search, wanted.speaker), about=_called(version.search, wanted.about),
        topic=_topic(version, wanted.topic), document=wanted.document, since=str(wanted.since or ""),
    )


def there(record: dict[str, Any] | None, what: str, id_: str) -> dict[str, Any]:
    """The record.

    Raises:
        Problem: There is none.
    """
    if record is None:
        raise Problem(404, f"the graph has no {what} {id_[:200]!r}")
    return record


def page(found: Found, wanted: shapes.Paging) -> dict[str, Any]:
    """What was found, as the API gives it."""
    return {"total": found.total, "limit": wanted.limit, "offset": wanted.offset, "items": list(found.records)}


def described(one: Question) -> dict[str, Any]:
    """A named question in the shape of the API."""
    return {
        "name": one.name, "words": one.words, "sparql": one.text,
        "parameters": [
            {"name": parameter.name, "type": parameter.type, "words": parameter.words, "optional": parameter.optional}
            for parameter in one.parameters
        ],
        "answer": [asdict(variable) for variable in one.variables],
    }


def checked(model: type[BaseModel], values: dict[str, str]) -> Any:
    """The values as the model wants them.

    Raises:
        Problem: One is not as it should be, or not known.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = str(first["loc"][0])[:100]
        known = ", ".join(model.model_fields) or "none"
        told = f"expected one of {known}" if first["type"] == "extra_forbidden" else first["msg"]
        raise Problem(400, f"the parameter {name!r}: {told}, got {str(first['input'])[:100]!r}") from error


def _handler(endpoint: Endpoint) -> Callable[[Request], Any]:
    async def handle(request: Request) -> Response:
        wanted = checked(endpoint.wanted, once(request))
        id_ = request.path_params.get("id", "")
        async with request.app.state.folder.version() as version:
            found = await anyio.to_thread.run_sync(endpoint.find, version, wanted, id_)
            return JSONResponse(found)

    return handle


def _check_required(one: Question, given: dict[str, str]) -> None:
    for parameter in one.parameters:
        if not parameter.optional and not given.get(parameter.name, "").strip():
            raise Problem(400, f"expected {parameter.name!r} ({parameter.words}), got nothing")


def _called(search: Search, name: str) -> list[str]:
    if not name.strip():
        return []
    found = search.called(name)
    if not found:
        near = search.near(name)
        hint = f"did you mean {' or '.join(near)}?" if near else "/api/entities lists those that there are"
        raise Problem(404, f"no entity is called {name[:200]!r}: {hint}")
    return found


def _topic(version: Version, words: str) -> str:
    wanted = words.strip().casefold()
    if not wanted:
        return ""
    topics = version.ontology.topics
    exact = [topic.id for topic in topics if wanted in (topic.id, topic.iri.casefold(), topic.label.casefold())]
    found = exact or [topic.id for topic in topics if wanted in topic.words]
    if not found:
        raise Problem(404, f"no topic is called {words[:200]!r}: /api/summary lists those that there are")
    if len(found) > 1:
        raise Problem(404, f"{words[:200]!r} may be {' or '.join(found)}: give one of them")
    return found[0]


