"""The commands, as somebody at a terminal or in a pipe meets them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg.build
import kg.validate
from kg import cli
from kg.build import BuildReport
from kg.errors import KgError, ModelError, OntologyError, QueryError, UsageError
from kg.model import Skipped
from kg.validate import Violation

COMMANDS = ("build", "evaluate", "export", "query", "serve", "validate")

Run = Callable[..., tuple[int, str, str]]

TURTLE = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/a> rdfs:label "Anna Marsh" ; rdfs:comment "[bold]a chair\\u001B[31m" ; rdfs:seeAlso 3 .
"""
QUESTION = "SELECT ?name ?note ?n ?none { ?a rdfs:label ?name ; rdfs:comment ?note ; rdfs:seeAlso ?n . FILTER(?n = 3) }"

ENTITY = {"id": "person/anna-marsh", "type": "PERSON", "name": "Anna Marsh", "mentions": [{"start": 0, "end": 10}]}
RECORD = {"doc": "a", "entities": [ENTITY], "relations": [], "statements": []}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `kg` with arguments; gives the exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        return stopped.value.code or 0, out, err

    return call


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Replaces the build; holds what it was called with, and under `report` what it gives."""
    called: dict[str, Any] = {"report": report()}

    def build(paths: list[Path], output: Path, **options: Any) -> BuildReport:
        called.update(paths=paths, output=output, **options)
        return called["report"]

    monkeypatch.setattr(kg.build, "build", build)
    return called


def report(**changes: Any) -> BuildReport:
    values = {
        "documents": 2, "skipped": (), "entities": 5, "relationships": 1, "passages": 3, "statements": 0,
        "seconds": {"read": 0.25, "extract": 3.0}, "output": Path("output"),
    }
    return BuildReport(**(values | changes))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(TURTLE, encoding="utf-8")
    return tmp_path / "graph.ttl"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does_with_an_example(run: Run, command: str) -> None:
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    assert f"Example: kg {command} " in out


def test_every_command_is_in_the_help(run: Run) -> None:
    assert sorted(command.callback.__name__ for command in cli.app.registered_commands) == sorted(COMMANDS)
    code, out, _ = run("--help")
    assert code == 0
    assert [command for command in COMMANDS if f" {command} " in out] == list(COMMANDS)


def test_without_a_command_the_help_appears_and_the_code_says_so(run: Run) -> None:
    code, out, _ = run()
    assert code == 2
    assert "Usage: kg" in out


def test_help_answers_at_once() -> None:
    def seconds() -> float:  # of the processor: how long it takes by the clock depends on what else runs
        before = os.times()
        subprocess.run([sys.executable, "-m", "kg.cli", "--help"], capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.4


def test_version(run: Run) -> None:
    assert run("--version") == (0, "kg 0.1.0\n", "")


@pytest.mark.parametrize(("arguments", "message"), [
    (["build"], "Missing argument 'PATH'. See kg build --help"),
    (["build", "a.txt", "--jobs", "0"],
     "Invalid value for '--jobs': expected 1 or more, got '0'. See kg build --help"),
    (["build", "a.txt", "--jobs", "two"],
     "Invalid value for '--jobs': expected 1 or more, got 'two'. See kg build --help"),
    (["evaluate", "a", "b", "--errors", "-1"],
     "Invalid value for '--errors': expected 0 or more, got '-1'. See kg evaluate --help"),
    (["build", "a.txt", "--colour"], "No such option: --colour. See kg build --help"),
    (["biuld", "a.txt"], "No such command 'biuld'. Did you mean 'build'? See kg --help"),
    (["query"], "ask a question; kg query --list shows those that have names"),
    (["query", "a", "b", "c"], "expected [FILE] QUERY, got 3 words; put SPARQL in quotation marks"),
    (["query", "a.ttl"], "a.ttl is a graph; add the question"),
    (["query", "a.ttl", "documents", "--format", "xls"],
     "Invalid value for '--format': expected table, csv, tsv, json, xml, ttl, nt or jsonld, got 'xls'."
     " See kg query --help"),
    (["evaluate", "gold.jsonl"], "Missing argument 'PREDICTED'. See kg evaluate --help"),
])
def test_a_wrong_call_is_one_line_and_code_2(run: Run, arguments: list[str], message: str) -> None:
    assert run(*arguments) == (2, "", f"kg: {message}\n")


@pytest.mark.parametrize(("error", "message"), [
    (KgError("no document could be read"), "no document could be read"),
    (KgError("two\nlines\x1b[2J"), "two lines\ufffd[2J"),
    (PermissionError(13, "Permission denied", "x"),
     "the folder output cannot be written (permission denied): choose another with -o"),
    (FileNotFoundError(2, "No such file or directory", "x"),
     "the folder output cannot be written: choose another with -o"),
    (OSError("odd"), "the folder output cannot be written: choose another with -o"),
])
def test_a_failure_is_one_line_and_code_1(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(kg.build, "build", fail)
    assert run("build", "a.txt") == (1, "", f"kg: {message}\n")


@pytest.mark.parametrize("error", [
    ModelError("no such model"), OntologyError("no vocabulary"), QueryError("no such question"),
    UsageError("no such address"),
])
def test_what_the_caller_got_wrong_is_code_2(run: Run, monkeypatch: pytest.MonkeyPatch, error: KgError) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(kg.build, "build", fail)
    assert run("build", "a.txt") == (2, "", f"kg: {error}\n")


@pytest.mark.parametrize(("arguments", "code", "message"), [
    (["--base-iri", "here"], 2, "the base IRI 'here' is not usable: expected an absolute http, https or urn IRI"
     " that ends in / or #, such as https://w3id.org/policykg/id/"),
    (["-o", "FILE"], 2, "FILE is a file: name a folder to write to, which is made if it is missing"),
    (["--model", "no_such_model"], 2, "no spaCy model is installed as 'no_such_model': install it with pip, or leave"
     " --model out"),
    ([], 1, "no document could be read: none.txt: no such file or folder"),
])
def test_build_tells_a_wrong_call_from_nothing_to_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FILE").write_text("A file.", encoding="utf-8")
    path = "FILE.txt" if "--model" in arguments else "none.txt"
    (tmp_path / "FILE.txt").write_text("A document.", encoding="utf-8")
    assert run("build", path, *arguments) == (code, "", f"kg: {message}\n")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(("arguments", "expected"), [
    ([], {"output": Path("output"), "model": "", "jobs": 1, "strict": False}),
    (["-o", "there"], {"output": Path("there")}),
    (["--output", "there", "--strict"], {"output": Path("there"), "strict": True}),
    (["--model", "en_core_web_sm", "--jobs", "2"], {"model": "en_core_web_sm", "jobs": 2}),
    (["--base-iri", "https://example.org/id/"], {"base_iri": "https://example.org/id/"}),
])
def test_build_hands_its_options_on(
    run: Run, built: dict[str, Any], arguments: list[str], expected: dict[str, Any],
) -> None:
    assert run("build", "a.txt", "folder", "-", *arguments)[0] == 0
    assert built["paths"] == [Path("a.txt"), Path("folder"), Path("-")]
    assert {name: built[name] for name in expected} == expected
    assert ("base_iri" in built) == ("--base-iri" in arguments)


def test_build_takes_another_vocabulary(run: Run, built: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text("", encoding="utf-8")
    assert run("build", "a.txt", "--ontology", tmp_path)[0] == 0
    assert built["ontology"].folder == tmp_path


def test_build_needs_a_vocabulary(run: Run, built: dict[str, Any], tmp_path: Path) -> None:
    missing = tmp_path / "none"
    assert run("build", "a.txt", "--ontology", missing) == (
        2, "", f"kg: no vocabulary in {missing}: expected a file kg.ttl there\n",
    )


def test_build_says_what_it_did_and_what_comes_next(run: Run, built: dict[str, Any]) -> None:
    code, out, err = run("build", "a.txt")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2 documents read, 0 skipped: 5 entities, 1 relationship on 3 passages, 0 statements.",
        "seconds: read 0.2, extract 3.0",
        "Open output/graph.html in a browser, or ask: kg query output QUERY (kg query --list)",
    ]


def test_skipped_documents_are_named_and_their_names_are_data(run: Run, built: dict[str, Any]) -> None:
    built["report"] = report(skipped=(Skipped("a\x1b[31m.pdf", "encrypted"), Skipped("[red]b.txt", "empty")))
    _, out, err = run("build", "a.txt")
    assert err == "skipped a\ufffd[31m.pdf: encrypted\nskipped [red]b.txt: empty\n"
    assert out.startswith("2 documents read, 2 skipped: ")


@pytest.mark.parametrize(("format", "expected"), [
    ("table", "name        note                n  none\nAnna Marsh  [bold]a chair\ufffd[31m  3\n"),
    ("csv", "name,note,n,none\nAnna Marsh,[bold]a chair[31m,3,\n"),
    ("json", '[\n {\n  "name": "Anna Marsh",\n  "note": "[bold]a chair\\u001b[31m",\n'
             '  "n": 3,\n  "none": null\n }\n]\n'),
])
def test_query_answers_in_each_format(run: Run, graph: Path, format: str, expected: str) -> None:
    assert run("query", graph, QUESTION, "--format", format) == (0, expected, "")
    assert run("query", graph.parent, QUESTION, "--format", format) == (0, expected, "")


def test_no_answer_is_told_beside_the_heading(run: Run, graph: Path) -> None:
    question = "SELECT ?a { ?a rdfs:label 'nobody' }"
    assert run("query", graph, question) == (0, "a\n", "nothing found\n")
    assert run("query", graph, question, "--format", "csv") == (0, "a\n", "")


def test_a_graph_that_is_not_there_or_none_is_code_1(run: Run, tmp_path: Path) -> None:
    assert run("query", tmp_path, "documents") == (
        1, "", f"kg: there is no file {tmp_path}/graph.ttl: name the output folder of a build, or run kg build first\n",
    )
    (tmp_path / "report.md").write_text("# What\n\n10 documents.\n", encoding="utf-8")
    code, _, err = run("query", tmp_path / "report.md", "documents")
    assert code == 1
    assert err.endswith("; is it a graph.ttl of kg build?\n")


def test_query_looks_into_output_by_default(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (graph.parent / "output").mkdir()
    graph.rename(graph.parent / "output" / "graph.ttl")
    monkeypatch.chdir(graph.parent)
    assert run("query", "ASK { ?a rdfs:label 'Anna Marsh' }") == (0, "answer\ntrue\n", "")


def test_query_names_what_can_be_asked(run: Run) -> None:
    code, out, _ = run("query", "--list")
    names = [line.split()[0] for line in out.splitlines()[1:]]
    assert code == 0
    assert len(names) >= 10
    assert names == sorted(names)


def test_a_query_that_cannot_be_asked_fails_in_one_line(run: Run, graph: Path) -> None:
    assert run("query", graph, "documnts") == (2, "", "kg: no question is called 'documnts': did you mean documents?\n")
    code, out, err = run("query", graph, "SELECT {")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_table_on_a_terminal_shows_markup_as_text(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = run("query", graph, QUESTION)
    assert "[bold]a chair\ufffd[31m" in out
    assert "────" in out


@pytest.fixture
def annotated(tmp_path: Path) -> tuple[Path, Path]:
    """A gold file, and a prediction that has the one mention in another place."""
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    moved = {**RECORD, "entities": [{**ENTITY, "mentions": [{"start": 20, "end": 30}]}]}
    predicted.write_text(json.dumps(moved) + "\n", encoding="utf-8")
    return gold, predicted


def test_evaluate_shows_a_table(run: Run, annotated: tuple[Path, Path]) -> None:
    gold, predicted = annotated
    code, out, err = run("evaluate", gold, gold)
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "part              of      precision  recall  F1     counts",
        "mentions          PERSON  1.000      1.000   1.000  1/1/1",
    ]
    assert "mentions          PERSON  0.000      0.000   0.000  0/1/1" in run("evaluate", gold, predicted)[1]


def test_evaluate_writes_json_and_keeps_errors_apart(run: Run, annotated: tuple[Path, Path]) -> None:
    code, out, err = run("evaluate", *annotated, "--json", "--errors", "1")
    assert code == 0
    assert json.loads(out)["mentions"]["all"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hit": 0, "predicted": 1, "gold": 1}
    assert len(err.splitlines()) == 1


def test_evaluate_shows_the_errors_that_are_asked_for(run: Run, annotated: tuple[Path, Path]) -> None:
    none, two = run("evaluate", *annotated)[1], run("evaluate", *annotated, "--errors", "2")[1]
    assert two.startswith(none)
    assert len(two.removeprefix(none).splitlines()) == 2


def test_evaluate_counts_relations_by_their_confidence(run: Run, tmp_path: Path) -> None:
    body = {**ENTITY, "id": "org/harbour", "type": "ORG", "mentions": [{"start": 40, "end": 50}]}
    claim = {"type": "chairs", "subject": ENTITY["id"], "object": "org/harbour", "confidence": 0.92}
    (tmp_path / "one.jsonl").write_text(
        json.dumps({**RECORD, "entities": [ENTITY, body], "relations": [claim]}) + "\n", encoding="utf-8",
    )
    out = run("evaluate", tmp_path / "one.jsonl", tmp_path / "one.jsonl")[1]
    assert out.split("\n\n")[1].splitlines() == [
        "confidence         relations  right  share  stated", "0.9 to under 0.95  1          1      1.000  0.920",
    ]
    found = json.loads(run("evaluate", tmp_path / "one.jsonl", tmp_path / "one.jsonl", "--json")[1])
    assert found["confidence"][1] == {"least": 0.9, "relations": 1, "right": 1, "share": 1.0, "stated": 0.92}
    assert [band["relations"] for band in found["confidence"]] == [0, 1, 0, 0, 0]


def test_evaluate_names_the_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.jsonl"
    assert run("evaluate", missing, missing) == (
        1, "", f"kg: there is no file {missing}: kg build writes annotations.jsonl into its output folder\n",
    )
    assert run("evaluate", tmp_path, missing) == (
        1, "", f"kg: {tmp_path} is a folder: name the annotations.jsonl in it\n",
    )


def test_evaluate_says_which_documents_the_build_lacks(run: Run, annotated: tuple[Path, Path]) -> None:
    gold, predicted = annotated
    gold.write_text("".join(json.dumps({**RECORD, "doc": name}) + "\n" for name in "zyxwa"), encoding="utf-8")
    code, out, err = run("evaluate", gold, predicted)
    assert code == 0
    assert out.startswith("part ")
    assert err == (
        "not in PREDICTED, so all of it counts as missed: 4 of 5 documents of GOLD (w, x, y, …)\n"
    )
    assert run("evaluate", predicted, gold)[2] == ""


def test_validate_says_that_a_graph_is_sound(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.validate, "validate", lambda path, ontology: ())
    assert run("validate", graph) == (0, f"{graph} satisfies the shapes.\n", "")
    assert run("validate", graph.parent) == (0, f"{graph} satisfies the shapes.\n", "")


def test_validate_shows_what_is_wrong(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    violations = (Violation("kg:a", "kg:label", "expected [1] label"), Violation("kg:b", "", "no type\x1b[2J"))
    monkeypatch.setattr(kg.validate, "validate", lambda path, ontology: violations)
    code, out, err = run("validate", graph)
    assert code == 1
    assert out.splitlines() == [
        "node  property  what is wrong",
        "kg:a  kg:label  expected [1] label",
        "kg:b            no type\ufffd[2J",
    ]
    assert err == f"kg: {graph} breaks the shapes in 2 places\n"
