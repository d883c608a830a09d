"""The whole way on small documents: what is written, that it is the same every time, and what happens to bad input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import LONGEST, build
from kg.cache import FOLDER
from kg.errors import KgError, ReadError, UsageError
from kg.ontology import Ontology

FILES = {
    "annotations.jsonl", "entities.csv", "graph.graphml", "graph.html", "graph.ttl", "relations.csv", "report.md",
    "statements.csv",
}
TEXTS = {
    "minutes.txt": "Jane Roe, chair of the Mossbank Trust, said: “Our buses are full.” The trust meets in Leeds.\n",
    "notes/press.txt": "The Mossbank Trust published the Clean Rivers Strategy.\n\nMs Roe welcomed it.\n",
    "report.txt": "Penelope Marsh is the chief executive of Tarn Housing Association. Marsh said that rents rose.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("documents")
    write(root, TEXTS)
    return root


@pytest.fixture(scope="module")
def built(folder, tmp_path_factory):
    output = tmp_path_factory.mktemp("built")
    return build([folder], output), output


def write(root, texts):
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def content(output):
    """File name -> bytes of all that a build shows, without its cache."""
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}


def documents(output):
    lines = (output / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["doc"] for line in lines[1:]]


def run(code, *arguments, seed="0"):
    """Standard output of Python code in a process of its own."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_file_is_written_and_the_report_counts(built):
    report, output = built
    assert set(content(output)) == FILES
    assert (report.documents, report.skipped, report.output) == (3, (), output)
    assert list(report.seconds) == ["read", "extract", "resolve", "graph", "export"]
    assert documents(output) == ["minutes", "notes/press", "report"]
    assert report.entities >= 5
    assert report.relationships >= 2
    assert report.statements >= 2


def test_names_are_joined_across_documents(built):
    _, output = built
    lines = (output / "annotations.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    found = {record["doc"]: {entity["id"] for entity in record["entities"]} for record in map(json.loads, lines)}
    assert "org/mossbank-trust" in found["minutes"] & found["notes/press"]
    assert "person/penelope-marsh" in found["report"]


def test_a_second_build_gives_the_same_bytes(folder, built, tmp_path):
    build([folder], tmp_path)
    assert content(tmp_path) == content(built[1])


def test_formats_that_are_asked_for_are_written_beside_turtle(folder, built, tmp_path):
    build([folder], tmp_path, formats=["jsonld", "trig"])
    made = content(tmp_path)
    assert set(made) == FILES | {"graph.jsonld", "graph.trig"}
    assert {name: made[name] for name in FILES} == content(built[1])
    build([folder], tmp_path)
    assert content(tmp_path) == made


def test_an_unknown_format_is_told_before_the_work_begins(folder, tmp_path):
    with pytest.raises(UsageError, match=r"^expected the format ttl, nt, jsonld or trig, got 'xml'$"):
        build([folder], tmp_path / "made", formats=["xml"])
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("output", ["output", "deep/there", "."])
def test_a_build_does_not_read_its_own_output(tmp_path, output):
    write(tmp_path, TEXTS)
    first = build([tmp_path], tmp_path / output)
    before = content(tmp_path / output)
    again = build([tmp_path], tmp_path / output)
    assert (first.documents, again.documents, again.skipped) == (3, 3, ())
    assert content(tmp_path / output) == before
    assert build([tmp_path], tmp_path / "elsewhere").documents == 3


def test_an_output_that_is_a_file_is_told_before_the_work_begins(tmp_path):
    write(tmp_path, TEXTS)
    with pytest.raises(UsageError, match=r"report\.txt is a file: name a folder to write to, which is made if"):
        build([tmp_path], tmp_path / "report.txt")


def test_processes_make_no_difference(folder, built, tmp_path):
    build([folder], tmp_path, jobs=2)
    assert content(tmp_path) == content(built[1])


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_hash_seed_makes_no_difference(folder, built, tmp_path, seed):
    run("import sys; from kg.build import build; build([sys.argv[1]], sys.argv[2])", folder, tmp_path, seed=seed)
    assert content(tmp_path) == content(built[1])


def test_the_order_of_the_paths_makes_no_difference(folder, tmp_path):
    paths = [folder / "report.txt", folder / "minutes.txt", folder / "notes"]
    build(paths, tmp_path / "one")
    build(paths[::-1], tmp_path / "other")
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_known_documents_need_no_model(folder, built):
    _, output = built
    before = content(output)
    loaded = run(
        "import sys; from kg.build import build; build([sys.argv[1]], sys.argv[2]); print('spacy' in sys.modules)",
        folder, output)
    assert loaded.split() == ["False"]
    assert content(output) == before


@pytest.mark.parametrize("garbage", ["", "0123456789abcdef\n[]"])
def test_a_spoilt_cache_only_costs_time(folder, built, tmp_path, garbage):
    build([folder / "report.txt"], tmp_path)
    before = content(tmp_path)
    kept = list((tmp_path / FOLDER).iterdir())
    assert len(kept) == 1
    kept[0].write_text(garbage, encoding="utf-8")
    build([folder / "report.txt"], tmp_path)
    assert content(tmp_path) == before


def test_a_removed_document_leaves_every_output(tmp_path):
    source, output = tmp_path / "in", tmp_path / "out"
    write(source, TEXTS)
    build([source], output)
    assert b"Penelope" in content(output)["graph.ttl"]
    (source / "report.txt").unlink()
    assert build([source], output).documents == 2
    assert [name for name, data in content(output).items() if b"Penelope" in data or b"penelope" in data] == []
    assert len(list((output / FOLDER).iterdir())) == 2


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path):
    write(tmp_path / "in", TEXTS | {"long.txt": "a" * (LONGEST + 1)})
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    report = build([tmp_path / "in"], tmp_path / "out")
    assert report.documents == 3
    assert {Path(skipped.path).stem for skipped in report.skipped} == {"broken", "long"}
    assert "longer than 1,000,000 characters: split it" in {skipped.reason for skipped in report.skipped}
    assert "broken.pdf" in content(tmp_path / "out")["report.md"].decode()


def test_strict_writes_nothing(tmp_path):
    write(tmp_path / "in", {"good.txt": "Jane Roe spoke.", "long.txt": "a" * (LONGEST + 1)})
    with pytest.raises(ReadError, match=r"long: longer than 1,000,000 characters: split it \(leave --strict out"):
        build([tmp_path / "in"], tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(ReadError, match=r"^no document could be read: "):
        build([tmp_path], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_wrong_base_iri_is_told_before_the_work_begins(folder, tmp_path):
    stages = []
    with pytest.raises(KgError, match="not an iri"):
        build([folder], tmp_path, base_iri="not an iri", progress=lambda *stage: stages.append(stage))
    assert stages == []


def test_progress_tells_each_stage(folder, built):
    told = []
    build([folder], built[1], progress=lambda *stage: told.append(stage))
    assert told[0] == ("read", 0, 1)
    assert told[-1] == ("export", 1, 1)


ODD = {
    "spaces": "  \n\n\t \n",
    "punctuation": "?!? ... --- ((( ))) “” ‘’ ; : , , ,",
    "emoji": "👩‍🚒🏽🏳️‍🌈 " * 40,
    "long token": "A" * 20_000,
    "long line": "Of The And " * 2000,
    "controls": "Jane Roe\u200b\u202e said\x07 no.\ufeff",
    "brackets": "(" * 3000 + "A" + ")" * 3000,
    "bullets": "• A\n" * 500,
}


def test_odd_documents_do_not_stop_a_build(tmp_path):
    lines = [json.dumps({"id": name, "text": text}) for name, text in ODD.items()]
    lines.append('{"id": "surrogate", "text": "Jane Roe \\ud800 spoke."}')
    lines.append('{"id": "nul", "text": "Jane Roe \\u0000 spoke in Leeds."}')
    write(tmp_path, {"odd.jsonl": "\n".join(lines) + "\n", "good.txt": "Jane Roe spoke in Leeds."})
    report = build([tmp_path], tmp_path / "out")
    assert report.documents + len(report.skipped) == len(ODD) + 3
    assert report.documents >= 8
    assert not [skipped for skipped in report.skipped if "could not be analysed" in skipped.reason]


def test_an_empty_ontology_folder_is_told(tmp_path):
    with pytest.raises(KgError, match=r"no vocabulary in .*: expected a file kg\.ttl there"):
        build([tmp_path], tmp_path / "out", ontology=Ontology.load(tmp_path))
