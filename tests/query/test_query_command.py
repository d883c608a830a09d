"""`kg query` as somebody at a terminal or in a pipe meets it: parameters, formats, limits, pictures, speed."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import ferry
import pyoxigraph as ox
import pytest

from kg import cli
from kg.export.rdf import write_turtle
from kg.ontology import Ontology

Run = Callable[..., tuple[int, str, str]]

NAMES = "SELECT ?name { ?a a kg:Organisation ; foaf:name ?name } ORDER BY ?name"
FORMULA = "SELECT ('=1+1' AS ?cell) {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `kg query` with arguments; gives the exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "query", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return stopped.value.code or 0, out.decode(), err.decode()

    return call


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("asked")
    write_turtle(ferry.GRAPH, made / "graph.ttl", ontology=Ontology.load(), pipeline="x")
    return made


def test_parameters_stand_anywhere(run: Run, folder: Path) -> None:
    expected = (0, "speaker    cue   content     kind    document\nIda Quist  said  Rents rise  direct  b\n", "")
    assert run(folder, "who-said-what", "--topic", "housing") == expected
    assert run("--topic=housing", folder, "who-said-what", "--speaker", "ida quist") == expected
    assert run(folder, "--since", "2025-02-15", "who said what", "--topic", "housing", "--format", "table") == expected


@pytest.mark.parametrize(("arguments", "message"), [
    (["who-said-what", "--abuot", "x"], "the question who-said-what takes no --abuot: did you mean --about?"),
    (["who-said-what", "--about", "Fery Line"], "--about: no entity is called 'Fery Line': did you mean Ferry Line?"),
    (["everything-about"], "the question everything-about needs --entity, whom or what to tell about"),
    (["who-said-what", "--about"], "expected one value after --about, got none"),
    (["who-said-what", "--about", "--topic", "housing"], "expected one value after --about, got none"),
    (["who-said-what", "--about", "a", "--about=b"], "expected one value after --about, got several"),
    (["who-said-what", "--limit", "0"],
     "Invalid value for '--limit': expected 1 or more, got '0'. See kg query --help"),
    (["who-said-what", "--timeout", "0"],
     "Invalid value for '--timeout': expected seconds, up to a day, got '0'. See kg query --help"),
    (["who-said-what", "--format", "ttl"], "the question gives rows: expected json, xml, csv, tsv, got ttl"),
    (["everything-about", "--entity", "FL", "--format", "tsv"],
     "the question gives triples: expected ttl, nt, jsonld, rdf, got tsv"),
    ([ENDLESS, "--timeout", "0.2"],
     "answering took longer than 0.2 seconds: narrow the question, or give it more time"),
])
def test_a_wrong_question_is_one_line_and_code_2(run: Run, folder: Path, arguments: list[str], message: str) -> None:
    assert run(folder, *arguments) == (2, "", f"kg: {message}\n")


def test_rows_over_the_limit_are_told(run: Run, folder: Path) -> None:
    code, out, err = run(folder, NAMES, "--limit", "2")
    assert (code, out) == (0, "name\nFerry Line\nIsle Board\n")
    assert err == "there is more than these 2: --limit shows it\n"
    assert run(folder, NAMES, "--limit", "4")[2] == ""


def test_rows_in_the_formats_of_sparql(run: Run, folder: Path) -> None:
    lines = run(folder, NAMES, "--format", "tsv")[1].splitlines()
    assert lines == ["?name", '"Ferry Line"', '"Isle Board"', '"Port Trust"', '"Town Council"']
    found = ElementTree.fromstring(run(folder, NAMES, "--format", "xml")[1])
    literals = found.findall(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert [one.text for one in literals] == ["Ferry Line", "Isle Board", "Port Trust", "Town Council"]


def test_names_in_the_table_and_iris_in_files(run: Run, folder: Path) -> None:
    assert run(folder, "partners", "--partner", "FL")[1] == (
        "one         other       status\nFerry Line  Port Trust  current\n"
    )
    (row,) = json.loads(run(folder, "partners", "--partner", "FL", "--format", "json")[1])
    assert row["one_iri"] == "https://w3id.org/policykg/id/org/ferry-line"


@pytest.mark.parametrize("format_", ["ttl", "nt", "jsonld", "xml"])
def test_triples_in_each_format(run: Run, folder: Path, format_: str) -> None:
    code, out, err = run(folder, "everything-about", "--entity", "Ferry Line", "--format", format_)
    assert (code, err) == (0, "")
    kinds = {"ttl": "TURTLE", "nt": "N_TRIPLES", "jsonld": "JSON_LD", "xml": "RDF_XML"}
    found = {quad.triple for quad in ox.parse(out, getattr(ox.RdfFormat, kinds[format_]))}
    plain = {quad.triple for quad in ox.parse(run(
        folder, "everything-about", "--entity", "Ferry Line", "--format", "nt")[1], ox.RdfFormat.N_TRIPLES)}
    assert len(found) > 50
    assert found == plain


def test_a_cell_that_a_spreadsheet_would_compute_is_defused_in_csv(run: Run, folder: Path) -> None:
    assert run(folder, FORMULA, "--format", "csv")[1] == "cell\n'=1+1\n"
    assert run(folder, FORMULA, "--format", "tsv")[1] == '?cell\n"=1+1"\n'


def test_the_list_shows_parameters_and_one_question_in_full(run: Run) -> None:
    lines = run("--list")[1].splitlines()
    (said,) = [line for line in lines if line.startswith("who-said-what ")]
    assert said.endswith("[--speaker ENTITY] [--about ENTITY] [--topic TOPIC] [--since DATE]")
    assert any(line.startswith("everything-about ") and line.endswith(" --entity ENTITY") for line in lines)
    told = run("--list", "who-said-what")[1].splitlines()
    assert told[0] == "Who said what, in which document?"
    assert "takes  --since        date       the earliest date of the document (optional)" in told
    assert "gives  content        text       what was said" in told


def test_a_doubtful_term_is_told_where_nothing_is_found(run: Run, folder: Path) -> None:
    assert run(folder, "SELECT ?a { ?a kg:chiars ?b }") == (
        0, "a\n", "nothing found\nkg:chiars is not in the vocabulary: did you mean kg:chairs?\n",
    )


def test_an_answer_is_drawn(run: Run, folder: Path, tmp_path: Path) -> None:
    code, out, err = run(folder, "who-funds-whom", "--funder", "FL", "--html", tmp_path / "answer.html")
    assert (code, out.splitlines()[1]) == (0, "Ferry Line  Port Trust  current  1")
    assert err == f"Open {tmp_path}/answer.html in a browser to see the answer drawn.\n"
    page = (tmp_path / "answer.html").read_text(encoding="utf-8")
    assert "org/ferry-line funds org/port-trust current" in page
    assert "Isle Board" not in page
    code, _, err = run(folder, NAMES, "--html", tmp_path / "none.html")
    assert code == 2
    assert err.startswith("kg: there is nothing to draw: the answer holds no IRI of an entity")
    assert not (tmp_path / "none.html").exists()


@pytest.mark.parametrize(("name", "format_"), [
    ("graph.nt", "N_TRIPLES"), ("graph.trig", "TRIG"), ("graph.jsonld", "JSON_LD"), ("copy.ttl", "TURTLE"),
])
def test_files_of_other_formats_are_asked(run: Run, folder: Path, tmp_path: Path, name: str, format_: str) -> None:
    triples = [quad.triple for quad in ox.parse(path=str(folder / "graph.ttl"))]
    graph = ox.NamedNode("https://example.org/g")
    given = [ox.Quad(*triple, graph) for triple in triples] if format_ == "TRIG" else triples
    ox.serialize(given, str(tmp_path / name), getattr(ox.RdfFormat, format_))
    assert run(tmp_path / name, NAMES) == (0, "name\nFerry Line\nIsle Board\nPort Trust\nTown Council\n", "")


def test_a_question_file_declares_parameters_of_its_own(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(
        "# Who is like this?\n#\n# Parameters:\n#   ?part text: letters\n"
        "SELECT ?name ?part { ?a foaf:name ?name FILTER(CONTAINS(?name, ?part)) }\n", encoding="utf-8",
    )
    assert run(folder, tmp_path / "mine.rq", "--part", "Qu")[1] == "name\nIda Quist\nQuay Plan\n"


def test_a_question_takes_little_of_the_processor(folder: Path) -> None:
    def seconds() -> float:  # of the processor, as the clock depends on what else runs
        before = os.times()
        command = [sys.executable, "-m", "kg.cli", "query", str(folder), "partners"]
        subprocess.run(command, capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.6


def test_a_page_is_not_written_over_a_graph_or_what_else_a_build_wrote(run: Run, folder: Path, tmp_path: Path) -> None:
    graph = folder / "graph.ttl"
    before = graph.read_bytes()
    report = tmp_path / "report.md"
    report.write_text("x", encoding="utf-8")
    for file in (graph, report):
        assert run(folder, "who-funds-whom", "--html", file) == (
            2, "", f"kg: --html: {file} is there and is no page: name another file, such as answer.html\n",
        )
    assert (graph.read_bytes(), report.read_text(encoding="utf-8")) == (before, "x")
    (tmp_path / "answer.html").write_text("old", encoding="utf-8")
    assert run(folder, "who-funds-whom", "--html", tmp_path / "answer.html")[0] == 0


def test_the_list_may_follow_a_graph(run: Run, folder: Path) -> None:
    assert run(folder, "--list") == run("--list")
    assert run(folder, "who-said-what", "--list") == run("--list", "who-said-what")
    assert run(folder / "graph.ttl", "--list") == run("--list")


def test_triples_in_xml_have_two_names(run: Run, folder: Path) -> None:
    asked = (folder, "everything-about", "--entity", "Ferry Line", "--format")
    assert run(*asked, "rdf") == run(*asked, "xml")


def test_a_graph_of_somebody_else_that_cannot_be_drawn_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("""@prefix kg: <https://w3id.org/policykg/ns#> .
<https://example.org/person/a> a kg:Person ; <http://xmlns.com/foaf/0.1/name> "A" .
<https://example.org/statement/b> a kg:Statement ; kg:speaker <https://example.org/person/a> .
""", encoding="utf-8")
    code, _, err = run(tmp_path / "other.ttl", "SELECT ?a { ?a a kg:Statement }", "--html", tmp_path / "a.html")
    assert code == 1
    assert "kg: https://example.org/statement/b has no kg:contentPassage, so it cannot be drawn: " in err
