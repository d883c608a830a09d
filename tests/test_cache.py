"""What extraction found, kept by content: found again, bound to the document that asks, and thrown away when unused."""

from dataclasses import replace

import pytest

from kg.cache import FOLDER, Cache
from kg.model import Annotation, Cluster, Document, Mention, Passage, Relation, Statement

TEXT = "Jane Roe chairs the Mossbank Trust. She said: “Enough.”"


def document(**changes):
    return replace(Document("a", TEXT, title="Minutes", marks=((0, 8),)), **changes)


def annotation(source):
    clusters = (
        Cluster("c0", "PERSON", "Jane Roe", (Mention(0, 8, "Jane Roe"),)),
        Cluster("c1", "ORG", "Mossbank Trust", (Mention(20, 34, "Mossbank Trust"),)),
    )
    relation = Relation("chairs", "c0", "c1", Passage(0, 35, TEXT[:35]), "current", 0.9, "")
    said = Passage(47, 54, TEXT[47:54])
    evidence, speaker = Passage(36, 55, TEXT[36:55]), Passage(36, 39, "She")
    statement = Statement("direct", (said,), evidence, "said", "c0", "", speaker, ("c1",), ("t",))
    return Annotation(source, clusters, (relation,), (statement,))


def test_what_was_put_is_got_again(tmp_path):
    cache = Cache(tmp_path, "model+1")
    cache.put(annotation(document()))
    assert cache.get(document()) == annotation(document())


def test_nothing_was_kept(tmp_path):
    assert Cache(tmp_path, "model+1").get(document()) is None


def test_a_moved_document_is_known_under_its_new_name(tmp_path):
    cache = Cache(tmp_path, "model+1")
    cache.put(annotation(document()))
    moved = document(id="b/c", title="Other", date="2024-01-02")
    assert cache.get(moved) == annotation(moved)


@pytest.mark.parametrize("changed", [{"text": TEXT + " "}, {"marks": ()}, {"marks": ((0, 7),)}])
def test_a_changed_document_is_not_known(tmp_path, changed):
    cache = Cache(tmp_path, "model+1")
    cache.put(annotation(document()))
    assert cache.get(document(**changed)) is None


def test_another_pipeline_knows_nothing(tmp_path):
    Cache(tmp_path, "model+1").put(annotation(document()))
    assert Cache(tmp_path, "model+2").get(document()) is None


@pytest.mark.parametrize("spoilt", [
    b"", b"{}", b"[1]", b"\xff\xfe", b'"x"', b'{"doc": "a", "entities": 5}', b"[" * 99_999,
])
def test_a_spoilt_file_counts_as_none(tmp_path, spoilt):
    cache = Cache(tmp_path, "model+1")
    cache.put(annotation(document()))
    cache.path(document()).write_bytes(spoilt)
    assert cache.get(document()) is None


def test_a_changed_offset_counts_as_spoilt(tmp_path):
    cache = Cache(tmp_path, "model+1")
    cache.put(annotation(document()))
    path = cache.path(document())
    kept = path.read_text(encoding="utf-8")
    assert '"end": 34' in kept
    path.write_text(kept.replace('"end": 34', '"end": 99'), encoding="utf-8")
    assert cache.get(document()) is None


def test_a_record_of_another_text_is_not_taken(tmp_path):
    cache = Cache(tmp_path, "model+1")
    other = document(text="Jane Roe left. The Mossbank Trust did not. She said: “Enough.”")
    cache.put(annotation(document()))
    cache.path(document()).rename(cache.path(other))
    assert cache.get(other) is None


def test_only_what_was_used_is_kept(tmp_path):
    cache = Cache(tmp_path, "model+1")
    first, second = document(), document(id="b", text=TEXT + " More.")
    for source in (first, second):
        cache.put(annotation(source))
    (tmp_path / "graph.ttl").write_text("stays", encoding="utf-8")
    cache.keep_only([second])
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [cache.path(second).name]
    assert (tmp_path / "graph.ttl").exists()


def test_nothing_to_throw_away(tmp_path):
    Cache(tmp_path, "model+1").keep_only([])
    assert list(tmp_path.iterdir()) == []
