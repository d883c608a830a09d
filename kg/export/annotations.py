"""Annotations <-> JSON Lines: what a build found, one object a document.

The first line is a header, `{"kg": {"format": 1, "pipeline": FINGERPRINT}, "doc": ""}`; its empty `doc` lets programs
that expect a document in every line pass over it. Then come the documents in order of their ids, each a `Record`.
Offsets count Unicode code points of the document's text; ends are exclusive.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from reprlib import repr as shortened
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, from_json
from typing_extensions import TypedDict  # pydantic takes the one of `typing` from Python 3.12 on

from kg.errors import FormatError
from kg.export.files import write_whole
from kg.model import Annotation, Cluster, Document, Mention, Passage, Relation, Statement

FORMAT = 1

Offset = Annotated[int, Field(ge=0)]


class _Stretch(TypedDict):
    start: Offset
    end: Offset
    text: NotRequired[str]


def _in_order(stretch: _Stretch) -> _Stretch:
    if stretch["end"] < stretch["start"]:
        raise PydanticCustomError("stretch", "expected an end that is not before the start")
    return stretch


Stretch = Annotated[_Stretch, AfterValidator(_in_order)]


class EntityRecord(TypedDict):
    """A cluster of mentions; `id` is the entity's once it is resolved."""

    id: str
    type: str
    name: NotRequired[str]
    mentions: list[Stretch]


class RelationRecord(TypedDict):
    """A relation at one place; `subject` and `object` are ids of `entities`."""

    type: str
    subject: str
    object: str
    evidence: NotRequired[Stretch]
    role: NotRequired[str]
    status: NotRequired[str]
    confidence: NotRequired[Annotated[float, Field(ge=0, le=1)]]
    pattern: NotRequired[str]


class StatementRecord(TypedDict):
    """What a source said; `speaker` is null where no named entity spoke, then `speaker_text` has the words."""

    speaker: str | None
    speaker_text: NotRequired[str]
    speaker_span: NotRequired[Stretch | None]
    kind: Literal["direct", "indirect", "mixed"]
    cue: NotRequired[str]
    content: Annotated[list[Stretch], Field(min_length=1)]
    evidence: NotRequired[Stretch]
    about: NotRequired[list[str]]
    topics: NotRequired[list[str]]


class Record(TypedDict):
    """One line of the file; files written by hand may leave out what is `NotRequired`."""

    doc: str
    sha256: NotRequired[str]
    title: NotRequired[str]
    date: NotRequired[str]
    source: NotRequired[str]
    entities: NotRequired[list[EntityRecord]]
    relations: NotRequired[list[RelationRecord]]
    statements: NotRequired[list[StatementRecord]]


def write_annotations(annotations: Iterable[Annotation], path: str | Path, *, pipeline: str) -> None:
    """Writes the annotations, sorted by document; `pipeline` is the fingerprint of what found them."""
    header = {"kg": {"format": FORMAT, "pipeline": pipeline}, "doc": ""}
    ordered = sorted(annotations, key=lambda annotation: annotation.document.id)
    lines = (json.dumps(value, ensure_ascii=False, allow_nan=False) for value in (header, *map(to_record, ordered)))
    write_whole(Path(path), "".join(f"{line}\n" for line in lines))


def read_annotations(path: str | Path) -> dict[str, Record]:
    """The records of a file by document id, in the order of the file; a header is not needed.

    Raises:
        FormatError: A line is not JSON or not in the format, or a document stands there twice; names file and line.
        OSError: The file cannot be opened.
    """
    found: dict[str, Record] = {}
    for where, record in _records(Path(path)):
        if record["doc"] in found:
            raise FormatError(f"{where}: expected each document once, got {record['doc']!r} again")
        found[record["doc"]] = record
    return found


def to_record(annotation: Annotation) -> dict[str, Any]:
    """The annotation as plain values for JSON, keys in a fixed order; the document's text is left out."""
    document = annotation.document
    return {
        "doc": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "date": document.date,
        "source": document.address,
        "entities": [_from_cluster(cluster) for cluster in annotation.clusters],
        "relations": [_from_relation(relation) for relation in annotation.relations],
        "statements": [_from_statement(statement) for statement in annotation.statements],
    }


def from_record(record: Mapping[str, Any], document: Document) -> Annotation:
    """The annotation that `to_record` was given; `document` brings the text.

    Raises:
        FormatError: The record is not in the format, or it annotates another text than the document's.
    """
    checked = _checked(dict(record), document.id)
    if checked.get("sha256", document.sha256) != document.sha256:
        raise FormatError(f"{document.id}: expected annotations of this text, got those of another")
    return Annotation(
        document,
        tuple(_to_cluster(entity, document.text) for entity in checked.get("entities", ())),
        tuple(_to_relation(relation, document.text) for relation in checked.get("relations", ())),
        tuple(_to_statement(statement, document.text) for statement in checked.get("statements", ())),
    )


def _records(path: Path) -> Iterator[tuple[str, Record]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{path}:{number}"
            line = line.removeprefix(b"\xef\xbb\xbf").strip()  # some editors put a byte order mark first
            if line and not _is_header(value := _parsed(line, where), where):
                yield where, _checked(value, where)


def _parsed(line: bytes, where: str) -> Any:
    try:
        return from_json(line)
    except ValueError as error:
        problem = str(error).replace(" at line 1 column ", " at column ")  # it sees one line; `where` has the file's
        raise FormatError(f"{where}: expected JSON, got {problem}") from error


def _is_header(value: Any, where: str) -> bool:
    if not isinstance(value, dict) or "kg" not in value:
        return False
    if not isinstance(value["kg"], dict) or value["kg"].get("format") != FORMAT:
        raise FormatError(f'{where}: expected a header {{"kg": {{"format": {FORMAT}}}}}, got {shortened(value["kg"])}')
    return True


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def _checked(value: Any, where: str) -> Record:
    try:
        return _adapter().validate_python(value, strict=True)
    except ValidationError as error:
        raise FormatError(f"{where}: {_problem(error)}") from error


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    place = "".join(steps).removeprefix(".")
    if first["type"] == "missing":
        return f"expected {place}, got nothing"
    words = "expected one or more" if first["type"] == "too_short" else first["msg"]
    message = words.replace("Input should be", "expected")
    return f"{place}: {message}, got {shortened(first['input'])}".removeprefix(": ")


def _from_stretch(stretch: Passage | Mention) -> dict[str, Any]:
    return {"start": stretch.start, "end": stretch.end, "text": stretch.text}


def _from_cluster(cluster: Cluster) -> dict[str, Any]:
    mentions = [_from_stretch(mention) for mention in cluster.mentions]
    return {"id": cluster.id, "type": cluster.type, "name": cluster.name, "mentions": mentions}


def _from_relation(relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type,
        "subject": relation.subject,
        "object": relation.object,
        "evidence": _from_stretch(relation.evidence),
        "role": relation.role,
        "status": relation.status,
        "confidence": relation.confidence,
        "pattern": relation.pattern,
    }


def _from_statement(statement: Statement) -> dict[str, Any]:
    words = {"speaker_text": statement.speaker_text} if statement.speaker_text else {}
    return {
        "speaker": statement.speaker or None,
        **words,
        "speaker_span": _from_stretch(statement.speaker_span) if statement.speaker_span else None,
        "kind": statement.kind,
        "cue": statement.cue,
        "content": [_from_stretch(part) for part in statement.content],
        "evidence": _from_stretch(statement.evidence),
        "about": list(statement.about),
        "topics": list(statement.topics),
    }


def _stretch(record: _Stretch, text: str) -> tuple[int, int, str]:
    start, end = record["start"], record["end"]
    return start, end, record.get("text", text[start:end])


def _to_cluster(record: EntityRecord, text: str) -> Cluster:
    mentions = tuple(Mention(*_stretch(mention, text)) for mention in record["mentions"])
    return Cluster(record["id"], record["type"], record.get("name", ""), mentions)


def _to_relation(record: RelationRecord, text: str) -> Relation:
    return Relation(
        record["type"], record["subject"], record["object"], _evidence(record, text),
        status=record.get("status", "current"), confidence=record.get("confidence", 1.0), role=record.get("role", ""),
        pattern=record.get("pattern", ""),
    )


def _to_statement(record: StatementRecord, text: str) -> Statement:
    span = record.get("speaker_span")
    return Statement(
        record["kind"], tuple(Passage(*_stretch(part, text)) for part in record["content"]), _evidence(record, text),
        cue=record.get("cue", ""),
        speaker=record["speaker"] or "", speaker_text=record.get("speaker_text", ""),
        speaker_span=Passage(*_stretch(span, text)) if span else None,
        about=tuple(record.get("about", ())), topics=tuple(record.get("topics", ())),
    )


def _evidence(record: RelationRecord | StatementRecord, text: str) -> Passage:
    return Passage(*_stretch(cast(_Stretch, record.get("evidence", {"start": 0, "end": 0})), text))
