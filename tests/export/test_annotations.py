"""Annotations written, read and kept: the format, its errors and the round trip."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import FormatError
from kg.export.annotations import from_record, read_annotations, to_record, write_annotations
from kg.model import Annotation, Cluster, Document, Mention, Passage, Relation, Statement

TEXT = "Ana Brück chairs Tidewater. “We’re open,” she said.\u2028 One aide\tagreed."
ANA = Cluster("person/ana-bruck", "PERSON", "Ana Brück", (Mention(0, 9, "Ana Brück"),))
TIDEWATER = Cluster("org/tidewater", "ORG", "Tidewater", (Mention(17, 26, "Tidewater"),))
ANNOTATION = Annotation(
    Document("notes/b", TEXT, title="Böard", date="2031-05-06", address="https://example.org/b"),
    (ANA, TIDEWATER),
    (Relation("chairs", ANA.id, TIDEWATER.id, Passage(0, 27, TEXT[0:27]), confidence=0.75, role="Chair"),),
    (
        Statement(
            "direct", (Passage(29, 40, TEXT[29:40]),), Passage(28, 51, TEXT[28:51]), "said", ANA.id,
            speaker_span=Passage(42, 45, "she"), about=(TIDEWATER.id,), topics=("coast",),
        ),
        Statement(
            "indirect", (Passage(62, 68, TEXT[62:68]),), Passage(53, 69, TEXT[53:69]), "agreed",
            speaker_text="One aide",
        ),
    ),
)

ENTITY = '{"doc": "a", "entities": [{"id": "org/x", "type": "ORG", "mentions": [%s]}]}'

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
ids = st.text("abc/-", min_size=1, max_size=6)
offsets = st.integers(0, 60)


@st.composite
def stretches(draw, kind=Passage):
    start, end = sorted((draw(offsets), draw(offsets)))
    return kind(start, end, draw(words))


def tuples(strategy, **sizes):
    return st.lists(strategy, max_size=3, **sizes).map(tuple)


documents = st.builds(Document, ids, words, title=words, date=words, address=words)
clusters = st.builds(Cluster, ids, words, words, tuples(stretches(Mention)))
relations = st.builds(
    Relation, words, ids, ids, stretches(), status=st.sampled_from(["current", "former", "planned"]),
    confidence=st.floats(0, 1), role=words, pattern=words,
)
statements = st.builds(
    Statement, st.sampled_from(["direct", "indirect", "mixed"]), tuples(stretches(), min_size=1), stretches(),
    cue=words, speaker=st.just("") | ids, speaker_text=words, speaker_span=st.none() | stretches(),
    about=tuples(ids), topics=tuples(ids),
)
annotations = st.builds(Annotation, documents, tuples(clusters), tuples(relations), tuples(statements))


@given(annotations)
def test_a_record_gives_the_annotation_back(annotation: Annotation) -> None:
    record = json.loads(json.dumps(to_record(annotation)))
    assert from_record(record, annotation.document) == annotation


def test_the_keys_stand_in_a_fixed_order() -> None:
    record = to_record(ANNOTATION)
    assert list(record) == ["doc", "sha256", "title", "date", "source", "entities", "relations", "statements"]
    assert list(record["relations"][0]) == [
        "type", "subject", "object", "evidence", "role", "status", "confidence", "pattern",
    ]
    assert [(s["speaker"], s.get("speaker_text")) for s in record["statements"]] == [(ANA.id, None), (None, "One aide")]
    assert record["statements"][0]["speaker_span"] == {"start": 42, "end": 45, "text": "she"}
    assert record["source"] == "https://example.org/b"


def test_a_file_holds_a_header_and_the_documents_in_order(tmp_path: Path) -> None:
    path = tmp_path / "annotations.jsonl"
    first = Annotation(Document("notes/a", "Nothing."))
    write_annotations([ANNOTATION, first], path, pipeline="f00d")
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == '{"kg": {"format": 1, "pipeline": "f00d"}, "doc": ""}'
    assert [json.loads(line)["doc"] for line in lines[1:3]] == ["notes/a", "notes/b"]
    assert lines[3:] == [""]
    assert "Ana Brück" in lines[2]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "annotations.jsonl"
    write_annotations([ANNOTATION], path, pipeline="f00d")
    assert read_annotations(path) == {"notes/b": to_record(ANNOTATION)}
    assert from_record(read_annotations(path)["notes/b"], ANNOTATION.document) == ANNOTATION


def test_the_order_of_the_annotations_does_not_change_a_byte(tmp_path: Path) -> None:
    several = [Annotation(Document(name, name)) for name in ("c", "a", "b")]
    write_annotations(several, tmp_path / "one", pipeline="f00d")
    write_annotations(reversed(several), tmp_path / "other", pipeline="f00d")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_files_written_by_hand_may_be_short(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\ufeff" + ENTITY % '{"start": 0, "end": 3}' + "\r\n\n", encoding="utf-8")
    annotation = from_record(read_annotations(path)["a"], Document("a", "Tidewater"))
    assert annotation.clusters == (Cluster("org/x", "ORG", "", (Mention(0, 3, "Tid"),)),)


@pytest.mark.parametrize(("lines", "number"), [
    (b'{"doc": "a"}\n{"doc"', 2),
    (b"[" * 9999, 1),
    (b'{"doc": "\xff"}', 1),
    (b'\n\n{"doc": "\\ud800"}', 3),
    (b"\0", 1),
])
def test_a_line_that_is_no_json_is_named(tmp_path: Path, lines: bytes, number: int) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(lines)
    with pytest.raises(FormatError) as caught:
        read_annotations(path)
    assert str(caught.value).startswith(f"{path}:{number}: expected JSON, got ")
    assert " line " not in str(caught.value)


@pytest.mark.parametrize(("lines", "problem"), [
    ("[1]", "1: expected a valid dictionary, got [1]"),
    ("{}", "1: expected doc, got nothing"),
    ('{"doc": 1}', "1: doc: expected a valid string, got 1"),
    ('{"doc": "a"}\n\n{"doc": "a"}', "3: expected each document once, got 'a' again"),
    (ENTITY % '{"start": 0}', "1: expected entities[0].mentions[0].end, got nothing"),
    (ENTITY % '{"start": "0", "end": 2}', "1: entities[0].mentions[0].start: expected a valid integer, got '0'"),
    (ENTITY % '{"start": true, "end": 2}', "1: entities[0].mentions[0].start: expected a valid integer, got True"),
    (
        ENTITY % '{"start": -1, "end": 2}',
        "1: entities[0].mentions[0].start: expected greater than or equal to 0, got -1",
    ),
    (
        ENTITY % '{"start": 5, "end": 2}',
        "1: entities[0].mentions[0]: expected an end that is not before the start, got {'end': 2, 'start': 5}",
    ),
    (
        '{"doc": "a", "statements": [{"speaker": null, "kind": "odd", "content": [{"start": 0, "end": 2}]}]}',
        "1: statements[0].kind: expected 'direct', 'indirect' or 'mixed', got 'odd'",
    ),
    (
        '{"doc": "a", "statements": [{"speaker": null, "kind": "direct", "content": []}]}',
        "1: statements[0].content: expected one or more, got []",
    ),
    (
        '{"kg": {"format": 2}, "doc": ""}',
        """1: expected a header {"kg": {"format": 1}}, got {'format': 2}""",
    ),
])
def test_a_bad_line_is_named(tmp_path: Path, lines: str, problem: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read_annotations(path)
    assert str(caught.value) == f"{path}:{problem}"


def test_a_record_of_another_text_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        from_record(to_record(ANNOTATION), Document("notes/b", TEXT + " More."))
    assert str(caught.value) == "notes/b: expected annotations of this text, got those of another"


def test_a_confidence_that_is_no_number_is_not_written(tmp_path: Path) -> None:
    broken = Relation("chairs", ANA.id, TIDEWATER.id, Passage(0, 1, "A"), confidence=float("nan"))
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_annotations([Annotation(ANNOTATION.document, relations=(broken,))], tmp_path / "a.jsonl", pipeline="f00d")
    assert list(tmp_path.iterdir()) == []
