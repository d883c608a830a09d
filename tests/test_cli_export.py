"""kg export and kg build --format, as somebody at a terminal or in a pipe meets them."""

import json
import subprocess
import sys

import pyoxigraph as ox
import pytest

from kg import cli
from kg.export.rdf import to_turtle
from kg.graph import build_graph
from kg.model import Annotation, Document, Entity
from kg.ontology import Ontology

GRAPH = build_graph([Annotation(Document("minutes", "Anna"))], [Entity("person/a", "PERSON", "Änna\x1b[31m")])
TURTLE = to_turtle(GRAPH, ontology=Ontology.load())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "graph.ttl").write_bytes(TURTLE)
    return tmp_path


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments):
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code or 0, *capsys.readouterr()
    return call


@pytest.mark.parametrize("name", ["", "graph.ttl"])
def test_a_folder_or_its_graph_is_written_in_another_format(name, folder, run):
    code, out, err = run("export", folder / name, "--format", "trig", "-o", folder / "made" / "graph.trig")
    assert (code, out, err) == (0, f"{folder / 'made' / 'graph.trig'} written.\n", "")
    quads = list(ox.parse(path=str(folder / "made" / "graph.trig"), format=ox.RdfFormat.TRIG))
    assert {quad.triple for quad in quads} == {quad.triple for quad in ox.parse(TURTLE, ox.RdfFormat.TURTLE)}


def test_without_a_file_it_goes_to_standard_output_byte_for_byte(folder):
    command = [sys.executable, "-m", "kg.cli", "export", str(folder), "--format"]
    turtle = subprocess.run([*command, "ttl"], capture_output=True, check=True)
    assert turtle.stdout == TURTLE
    jsonld = subprocess.run([*command, "jsonld"], capture_output=True, check=True)
    assert [node["@id"] for node in json.loads(jsonld.stdout)["@graph"]][-1] == "person:a"


@pytest.mark.parametrize(("words", "code", "message"), [
    (("none",), 1, "kg: there is no file none: name the output folder of a build, or run kg build first\n"),
    ((".", "--format", "xml"), 2, "expected the format ttl, nt, jsonld or trig, got 'xml'"),
    (("bad.ttl",), 1, "bad.ttl is not valid Turtle: "),
    ((".", "-o", "graph.ttl/x/graph.nt"), 1, "the folder graph.ttl/x cannot be written: choose another with -o"),
])
def test_what_cannot_be_done_is_told_in_one_line(words, code, message, folder, run, monkeypatch):
    (folder / "bad.ttl").write_text("a b", encoding="utf-8")
    monkeypatch.chdir(folder)
    given, out, err = run("export", *words)
    assert (given, out) == (code, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("words", "message"), [
    (("-o", "graph.ttl", "--format", "jsonld"),
     "kg: graph.ttl is the graph that is read: choose another file with -o\n"),
    (("-o", "graph.ttl", "--infer"), "is the graph that is read"),
    (("-o", "./made/../graph.ttl"), "is the graph that is read"),
    (("-o", "linked"), "is the graph that is read"),
    (("-o", "graph.nt", "--format", "trig"),
     "kg: graph.nt is a file of the build and not of the format trig: choose another with -o\n"),
    (("-o", "made/../entities.csv"), "is a file of the build and not of the format ttl"),
])
def test_no_file_of_the_build_is_written_over_with_something_else(words, message, folder, run, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "made").mkdir()
    (folder / "linked").hardlink_to(folder / "graph.ttl")
    code, out, err = run("export", ".", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert (folder / "graph.ttl").read_bytes() == TURTLE
    assert sorted(path.name for path in folder.iterdir()) == ["graph.ttl", "linked", "made"]


@pytest.mark.parametrize(("words", "name"), [(("--format", "nt"), "graph.nt"), (("--format", "jsonld"), "other.txt")])
def test_other_files_beside_the_graph_may_be_written_again(words, name, folder, run):
    for _ in "12":
        assert run("export", folder, *words, "-o", folder / name)[0] == 0
    assert run("export", folder, "-o", folder / "made" / "graph.ttl")[0] == 0


def test_a_build_takes_several_formats(monkeypatch, tmp_path, run):
    import kg.build

    asked = {}

    def build(paths, output, **options):
        asked.update(options)
        return kg.build.BuildReport(output, 1, (), 1, 0, 0, 0, {"read": 0.1})

    monkeypatch.setattr(kg.build, "build", build)
    assert run("build", tmp_path, "--format", "nt", "--format", "trig")[0] == 0
    assert asked["formats"] == ["nt", "trig"]
    code, _, err = run("build", tmp_path, "--format", "csv")
    assert (code, err.count("\n")) == (2, 1)
    assert "expected the format ttl, nt, jsonld or trig, got 'csv'" in err
