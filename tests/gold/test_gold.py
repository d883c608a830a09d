"""The held-out annotations are what the marked-up documents say, and hold together."""

import json
import re
from itertools import combinations, pairwise

import make_gold
import pytest

from kg.ontology import Ontology

DOCUMENTS = make_gold.read_marked()
FIELDS = make_gold.read_marked(make_gold.FIELDS)
SEALED = make_gold.read_marked(make_gold.SEALED)
SEALED2 = make_gold.read_marked(make_gold.SEALED2)
SETS = {
    make_gold.HERE: DOCUMENTS, make_gold.FIELDS: FIELDS, make_gold.SEALED: SEALED, make_gold.SEALED2: SEALED2,
}
by_set = pytest.mark.parametrize(
    ("folder", "documents"), list(SETS.items()), ids=["open", "fields", "sealed", "sealed2"],
)
by_document = pytest.mark.parametrize(
    "marked", [marked for documents in SETS.values() for marked in documents], ids=lambda marked: marked.doc,
)


def _spans(annotation):
    return sorted((m["start"], m["end"]) for entity in annotation["entities"] for m in entity["mentions"])


def _passages(value):
    """Every {start, end, text} anywhere in an annotation."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _passages(part)


def _types(annotation):
    return {entity["id"]: entity["type"] for entity in annotation["entities"]}


@by_set
def test_the_gold_file_is_what_the_marked_documents_give(folder, documents):
    assert (folder / "gold.jsonl").read_text(encoding="utf-8") == make_gold.to_jsonl(documents)


def test_there_are_twelve_documents_and_no_other_text():
    assert len(DOCUMENTS) == 12
    texts = {path.stem for path in (make_gold.HERE / "texts").iterdir()}
    assert texts == {marked.doc for marked in DOCUMENTS} - {"announcement", "press-release"}


def test_there_are_ten_sealed_documents_of_a_page_each_and_no_other_text():
    assert len(SEALED) == 10
    assert {path.stem for path in (make_gold.SEALED / "texts").iterdir()} == {marked.doc for marked in SEALED}
    assert [marked.doc for marked in SEALED if not 200 <= len(marked.text.split()) <= 350] == []


def test_there_are_ten_longer_open_documents_and_no_other_text():
    assert len(FIELDS) == 10
    assert {path.stem for path in (make_gold.FIELDS / "texts").iterdir()} == {marked.doc for marked in FIELDS}
    assert [marked.doc for marked in FIELDS if not 450 <= len(marked.text.split()) <= 800] == []


def test_the_second_sealed_documents_are_of_the_length_of_real_ones_and_there_is_no_other_text():
    assert len(SEALED2) == 10
    assert {path.stem for path in (make_gold.SEALED2 / "texts").iterdir()} == {marked.doc for marked in SEALED2}
    assert [marked.doc for marked in SEALED2 if not 450 <= len(marked.text.split()) <= 800] == []


@pytest.mark.parametrize(("some", "others"), list(combinations(SETS.values(), 2)))
def test_the_sets_share_no_document_and_no_person(some, others):
    ids = [{entity["id"] for marked in documents for entity in marked.annotation()["entities"]}
           for documents in (some, others)]
    assert {marked.doc for marked in some} & {marked.doc for marked in others} == set()
    assert [name for name in ids[0] & ids[1] if name.startswith("person/")] == []


@by_document
def test_offsets_match_the_text_as_it_is_stored(marked):
    folder = next(folder for folder, documents in SETS.items() if marked in documents)
    text = make_gold.text_path(marked.doc, folder).read_bytes().decode()
    assert text == marked.text
    passages = list(_passages(marked.annotation()))
    assert len(passages) > 30
    assert [p["text"] for p in passages] == [text[p["start"]:p["end"]] for p in passages]
    assert [p["text"] for p in passages if p["text"] != p["text"].strip() or not p["text"]] == []


@by_document
def test_mentions_do_not_overlap(marked):
    spans = _spans(marked.annotation())
    assert [(a, b) for a, b in pairwise(spans) if a[1] > b[0]] == []


@by_document
def test_every_entity_is_mentioned_once_or_more_under_its_own_id(marked):
    entities = marked.annotation()["entities"]
    assert [e["name"] for e in entities if not e["mentions"]] == []
    assert len({e["id"] for e in entities}) == len(entities)


@by_document
def test_no_form_is_left_unmarked_elsewhere(marked):
    spans = _spans(marked.annotation())
    forms = {marked.text[start:end] for start, end in spans}
    whole = {form: rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms}  # a form may end in a sign ("Erasmus+")
    found = {(*hit.span(), form) for form in forms for hit in re.finditer(whole[form], marked.text)}
    assert len(found) >= len(spans)
    assert [hit for hit in found if not any(a < hit[1] and hit[0] < b for a, b in spans)] == []


@by_document
def test_relations_join_entities_of_the_types_that_the_vocabulary_allows(marked):
    annotation = marked.annotation()
    types, declared = _types(annotation), Ontology.load().relations
    assert annotation["relations"]
    for relation in annotation["relations"]:
        known = declared[relation["type"]]
        assert types[relation["subject"]] in known.domain, relation
        assert types[relation["object"]] in known.range, relation
        assert relation["status"] in {"current", "former", "planned"}
        assert relation.get("role", "") in relation["evidence"]["text"]


@by_document
def test_whoever_chairs_has_the_role_too(marked):
    ends = {kind: {(r["subject"], r["object"]) for r in marked.annotation()["relations"] if r["type"] == kind}
            for kind in ("chairs", "has_role")}
    assert ends["chairs"] <= ends["has_role"]


@by_document
def test_statements_have_a_speaker_and_their_cue(marked):
    annotation = marked.annotation()
    assert annotation["statements"]
    for statement in annotation["statements"]:
        assert statement["cue"] in statement["evidence"]["text"]
        assert (statement["speaker"] is None) == ("speaker_text" in statement)
        assert statement["speaker"] in {None, *_types(annotation)}
        assert statement.get("speaker_text", "") in statement["evidence"]["text"]


@by_set
def test_the_documents_hold_every_relation_and_kind_and_status_often_enough_to_measure(folder, documents):
    annotations = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(annotations) == len(documents)
    relations = [relation for a in annotations for relation in a["relations"]]
    statements = [statement for a in annotations for statement in a["statements"]]
    for name in Ontology.load().relations:
        assert sum(relation["type"] == name for relation in relations) >= 12, name
    for kind in sorted(make_gold.KINDS):
        assert sum(statement["kind"] == kind for statement in statements) >= 12, kind
    assert {relation["status"] for relation in relations} == {"current", "former", "planned"}
    assert sum(statement["speaker"] is None for statement in statements) >= 8


@pytest.mark.parametrize(("source", "message"), [
    ("a = ORG: A\n---\n{a|A}", "x: expected 3 parts set off by lines ---, got 2"),
    ("a = BODY: A\n---\n\n---\n", "x: not an entity: 'a = BODY: A'"),
    ("a = ORG: A\n---\n{b|B}\n---\n", "x: opened twice, or nobody declared: {b|"),
    ("a = ORG: A\n---\n{a|A {a|A}}\n---\n", "x: opened twice, or nobody declared: {a|"),
    ("---\nso }\n---\n", "x: } was not opened"),
    ("---\nso</1>\n---\n", "x: </1> was not opened"),
    ("---\n<1>so\n---\n", "x: not closed: ['1']"),
    ("a = ORG: A\n---\n{a|A\n---\n", "x: not closed: ['a']"),
])
def test_a_wrong_mark_is_named(source, message):
    with pytest.raises(make_gold.MarkupError, match=re.escape(message)):
        make_gold.Marked("x", source)


@pytest.mark.parametrize(("claim", "message"), [
    ("1 | loud | a | said", "x: statement 1 is of no kind: loud"),
    ("1 | direct | b | said", "x: no entity b"),
    ("1 | direct | a | said | 2e", "x: no region <2e>"),
    ("1 | direct | a | said | 1", "x: region <1> is evidence and has 2 parts"),
    ("funds | a | c | 1e", "x: no entity c"),
])
def test_a_wrong_claim_is_named(claim, message):
    marked = make_gold.Marked("x", f"a = ORG: A\n---\n<1e><1>Yes</1>, said {{a|A}}, <1>no</1>.</1e>\n---\n{claim}\n")
    with pytest.raises(make_gold.MarkupError, match=re.escape(message)):
        marked.annotation()


def test_regions_may_overlap_and_tags_leave_no_trace():
    marked = make_gold.Marked("x", 'a = ORG: The A\n---\n<1e>{a|A}: "<1>One.</1e> Two.</1>"\n---\n1 | direct | a | \n')
    assert marked.text == 'A: "One. Two."\n'
    assert marked.annotation()["statements"] == [{
        "speaker": "org/the-a", "kind": "direct", "cue": "", "content": [{"start": 4, "end": 13, "text": "One. Two."}],
        "evidence": {"start": 0, "end": 8, "text": 'A: "One.'},
    }]
