"""What the JSON API takes and gives, as models: requests are checked by them, and the description is made from them.

Answers are not checked at run time; the tests compare them with these models through the description.
"""

import re
from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Words = Annotated[str, Field(max_length=500)]
Item = TypeVar("Item")


def _iso(value: object) -> object:
    """A date as RFC 3339 writes it; pydantic would take seconds since 1970 too."""
    if isinstance(value, str) and value and not _DATE.fullmatch(value):
        raise PydanticCustomError("date", "expected a date such as 2024-01-31")
    return value


Since = Annotated[date | Literal[""], BeforeValidator(_iso)]


class Shape(BaseModel):
    """Nothing but what is named."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Shape):
    """No parameters."""


class Paging(Shape):
    """Which part of a long list: so many, after so many."""

    limit: int = Field(50, ge=1, le=500, description="How many at most.")
    offset: int = Field(0, ge=0, le=10_000_000, description="How many to pass over.")


class EntitiesWanted(Paging):
    """What entities are looked for."""

    q: Words = Field("", description="Words that a name or alias has; their beginnings are enough.")
    type: Words = Field("", description="The name of a type, as /api/summary lists them.")


class StatementsWanted(Paging):
    """What statements are looked for; all of it has to fit."""

    q: Words = Field("", description='Words, in any order and form; "words in quotation marks" stand together.')
    speaker: Words = Field("", description="Who spoke: a name, an alias or an id.")
    about: Words = Field("", description="Whom or what it is about: a name, an alias or an id.")
    topic: Words = Field("", description="The id or label of a topic, as /api/summary lists them.")
    document: Words = Field("", description="The id of a document.")
    since: Since = Field("", description="The first day (2024-01-31); undated documents are left out.")


class Named(Shape):
    """An entity as far as one needs to name it and to link to it."""

    id: str
    iri: str
    name: str
    type: str


class DocumentNamed(Shape):
    """A document as far as one needs to name it."""

    id: str
    iri: str
    title: str
    date: str | None


class Passage(Shape):
    """A stretch of a document: code points from `start` to before `end`."""

    iri: str
    document: DocumentNamed
    start: int
    end: int
    text: str


class Topic(Shape):
    """A theme of the vocabulary."""

    id: str
    label: str


class Relationship(Shape):
    """One claimed edge, with the passages that it stands on."""

    id: str
    iri: str
    relation: str
    label: str
    inverse_label: str
    subject: Named
    object: Named
    status: str
    confidence: float | None
    role: str | None
    passages: list[Passage]


class Statement(Shape):
    """What a source is reported to have said; `source` has its words where no entity spoke."""

    id: str
    iri: str
    content: str
    kind: str
    cue: str | None
    speaker: Named | None
    source: str | None
    about: list[Named]
    topics: list[Topic]
    document: DocumentNamed
    passage: Passage | None
    content_places: list[tuple[int, int]]


class Document(Shape):
    """A source text, with the number of entities and statements in it."""

    id: str
    iri: str
    title: str
    date: str | None
    address: str | None
    sha256: str
    entities: int
    statements: int


class Entity(Shape):
    """A person, body, policy or place; `kind` is its type or subtype in words."""

    id: str
    iri: str
    name: str
    type: str
    type_label: str
    kind: str
    aliases: list[str]
    links: list[str]
    documents: int
    relationships: int
    statements_by: int
    statements_about: int


class EntityWhole(Shape):
    """An entity with the first of its relationships, statements and documents."""

    entity: Entity
    relationships: list[Relationship]
    statements_by: list[Statement]
    statements_about: list[Statement]
    documents: list[Document]


class Page(Shape, Generic[Item]):
    """One page of a list; `total` counts all that was found."""

    total: int
    limit: int
    offset: int
    items: list[Item]


class Counted(Shape):
    """A type or topic, and how many entities or statements it has."""

    id: str
    label: str
    count: int


class Summary(Shape):
    """What the graph holds."""

    base_iri: str
    documents: int
    entities: int
    relationships: int
    statements: int
    types: list[Counted]
    topics: list[Counted]


class Parameter(Shape):
    """What a named question can be asked with."""

    name: str
    type: str
    words: str
    optional: bool


class Variable(Shape):
    """A column of an answer."""

    name: str
    type: str
    words: str


class Question(Shape):
    """A named question: what it asks, takes and gives, and its SPARQL."""

    name: str
    words: str
    parameters: list[Parameter]
    answer: list[Variable]
    sparql: str


class Questions(Shape):
    """The named questions."""

    items: list[Question]


class Problem(BaseModel):
    """What went wrong (RFC 9457); line and column are those of a query."""

    type: str
    title: str
    status: int
    detail: str
    line: int | None = None
    column: int | None = None
