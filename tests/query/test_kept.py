"""The store that is kept beside a large graph: when it is made, when it is used, and what replaces it."""

import json
import os
import shutil
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.export.files import write_whole
from kg.ontology import Ontology
from kg.query import Workers, keep, kept, open_store, run
from kg.query.kept import open_kept
from kg.query.worker import _Source

COUNT = "SELECT (COUNT(*) AS ?n) { ?a foaf:name ?name }"


def turtle(count: int, word: str = "name") -> str:
    head = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    return head + "\n".join(f'<https://example.org/{n}> foaf:name "{word} {n}" .' for n in range(count)) + "\n"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build's folder with a graph that is large enough, as the limit is low here."""
    monkeypatch.setattr(kept, "WORTH", 1000)
    write_whole(tmp_path / "graph.ttl", turtle(100))
    return tmp_path


def stores(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / ".store").iterdir() if path.is_dir())


def test_a_large_graph_has_a_store_that_answers_as_the_file_does(folder: Path, ontology: Ontology) -> None:
    assert open_kept(folder, ontology) is None
    assert keep(folder, ontology)
    store = open_kept(folder, ontology)
    assert run(store, COUNT, ontology).rows == (("100",),)
    assert run(store, "SELECT ?label { kg:chairs rdfs:label ?label }", ontology).rows == (("chairs",),)
    names = "SELECT ?n { ?a foaf:name ?n }"
    assert run(store, names, ontology) == run(open_store(folder / "graph.ttl"), names, ontology)


def test_a_small_graph_has_none_and_loses_an_old_one(folder: Path, ontology: Ontology) -> None:
    assert keep(folder, ontology)
    write_whole(folder / "graph.ttl", turtle(2))
    assert not keep(folder, ontology)
    assert not (folder / ".store").exists()
    assert run(open_store(folder, ontology), COUNT, ontology).rows == (("2",),)


def test_a_store_of_another_graph_is_not_looked_at(folder: Path, ontology: Ontology) -> None:
    keep(folder, ontology)
    write_whole(folder / "graph.ttl", turtle(100, "more"))
    assert open_kept(folder, ontology) is None
    assert run(open_store(folder, ontology), "ASK { ?a foaf:name 'more 7' }", ontology).rows == (("true",),)


def test_a_graph_of_the_same_size_is_told_by_its_bytes(folder: Path, ontology: Ontology) -> None:
    keep(folder, ontology)
    write_whole(folder / "graph.ttl", turtle(100, "nami"))
    assert open_kept(folder, ontology) is None


def test_a_copy_of_the_folder_takes_the_store_along(folder: Path, ontology: Ontology, tmp_path: Path) -> None:
    keep(folder, ontology)
    os.utime(folder / "graph.ttl", ns=(1, 1))
    assert open_kept(folder, ontology) is not None
    shutil.copytree(folder, tmp_path / "copy")
    assert open_kept(tmp_path / "copy", ontology) is not None


def test_the_same_graph_again_keeps_its_store(folder: Path, ontology: Ontology) -> None:
    keep(folder, ontology)
    before = stores(folder)
    write_whole(folder / "graph.ttl", turtle(100))
    assert keep(folder, ontology)
    assert stores(folder) == before
    assert json.loads((folder / ".store" / "current.json").read_text())["modified"] == (
        (folder / "graph.ttl").stat().st_mtime_ns
    )


def test_another_graph_replaces_the_store_and_who_has_it_open_goes_on(folder: Path, ontology: Ontology) -> None:
    keep(folder, ontology)
    before, old = stores(folder), open_kept(folder, ontology)
    write_whole(folder / "graph.ttl", turtle(150))
    assert keep(folder, ontology)
    assert len(stores(folder)) == 1
    assert stores(folder) != before
    assert run(old, COUNT, ontology).rows == (("100",),)
    assert run(open_kept(folder, ontology), COUNT, ontology).rows == (("150",),)


def test_another_vocabulary_is_asked_beside_the_file(folder: Path, ontology: Ontology, tmp_path: Path) -> None:
    keep(folder, ontology)
    shutil.copytree(ontology.folder, tmp_path / "other")
    terms = tmp_path / "other" / "topics.ttl"
    terms.write_text(terms.read_text(encoding="utf-8") + "\n# one more line\n", encoding="utf-8")
    other = Ontology.load(tmp_path / "other")
    assert open_kept(folder, other) is None
    assert run(open_store(folder, other), COUNT, other).rows == (("100",),)
    with pytest.raises(QueryError, match=r"^the store holds another vocabulary: "):
        run(open_kept(folder, ontology), COUNT, other)


@pytest.mark.parametrize("current", [
    "", "[]", "{", '{"store": "../graph-x"}', '{"store": "graph-nowhere"}', '{"store": 7}',
])
def test_what_is_no_store_is_passed_over(folder: Path, ontology: Ontology, current: str) -> None:
    (folder / ".store").mkdir()
    (folder / ".store" / "current.json").write_text(current, encoding="utf-8")
    assert open_kept(folder, ontology) is None
    assert run(open_store(folder, ontology), COUNT, ontology).rows == (("100",),)
    assert keep(folder, ontology)
    assert open_kept(folder, ontology) is not None


def test_a_spoilt_store_is_passed_over(folder: Path, ontology: Ontology) -> None:
    keep(folder, ontology)
    for file in (folder / ".store" / stores(folder)[0]).iterdir():
        file.write_bytes(b"")
    assert open_kept(folder, ontology) is None
    assert run(open_store(folder, ontology), COUNT, ontology).rows == (("100",),)


def test_a_folder_that_cannot_be_written_costs_only_the_store(folder: Path, ontology: Ontology) -> None:
    (folder / ".store").write_text("a file in the way", encoding="utf-8")
    assert not keep(folder, ontology)
    assert run(open_store(folder, ontology), COUNT, ontology).rows == (("100",),)


def test_graphs_up_to_a_size_are_read_into_memory(folder: Path, ontology: Ontology) -> None:
    keep(folder, ontology)
    added = ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c"))
    store = open_store(folder, ontology, in_memory=1_000_000)
    store.add(added)
    assert added in store
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(folder, ontology).add(added)


def test_two_ask_while_a_third_builds(folder: Path, ontology: Ontology) -> None:
    """Each answer is that of one whole graph: all names have the same word, and there are as many as of that word."""
    sizes = {"red": 100, "green": 140, "blue": 180}
    built = threading.Event()

    def build() -> None:
        for word, size in [*sizes.items()] * 4:
            write_whole(folder / "graph.ttl", turtle(size, word))
            keep(folder, ontology)
        built.set()

    query = """SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?word) AS ?words) (MIN(?word) AS ?first) {
      ?a foaf:name ?name BIND(STRBEFORE(?name, " ") AS ?word) }"""
    write_whole(folder / "graph.ttl", turtle(100, "red"))
    keep(folder, ontology)
    with Workers(folder, ontology, count=2, in_memory=0) as workers:
        builder = threading.Thread(target=build)
        builder.start()
        seen = []
        while not built.is_set() or len(seen) < 10:
            seen.append(workers.ask(query, accept="csv").body.decode().split()[1])
        builder.join()
        last = workers.ask(query, accept="csv").body.decode().split()[1]
    assert set(seen) <= {f"{size},1,{word}" for word, size in sizes.items()}
    assert last == "180,1,blue"


def test_what_ended_builds_left_is_removed(folder: Path, ontology: Ontology) -> None:
    (folder / ".store" / "graph-left").mkdir(parents=True)
    assert keep(folder, ontology)
    (kept_one,) = stores(folder)
    (folder / ".store" / "graph-again").mkdir()
    assert keep(folder, ontology)
    assert stores(folder) == [kept_one]


def test_a_store_that_is_kept_after_the_graph_was_read_is_opened(folder: Path, ontology: Ontology) -> None:
    source = _Source(folder, ontology, in_memory=0)
    before = source.store()
    assert source.store() is before
    keep(folder, ontology)
    after = source.store()
    assert after is not before
    with pytest.raises(RuntimeError, match="only possible on read-write"):
        after.add(ox.Quad(ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.NamedNode("a:b")))
