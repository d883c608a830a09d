"""What reaches a terminal, a pipe, and a pipe that is closed."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import cli

QUESTION = "SELECT ?name ?note { ?a rdfs:label ?name ; rdfs:comment ?note . FILTER(?name = 'Anna Marsh') }"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph with an escape sequence in it."""
    path = tmp_path / "graph.ttl"
    path.write_text("""
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/a> rdfs:label "Anna Marsh" ; rdfs:comment "a chair\\u001B[31m" .
""", encoding="utf-8")
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds that the command line believes have passed; the test sets the one value."""
    now = [0.0]
    monkeypatch.setattr(cli, "monotonic", lambda: now[0])
    return now


def test_a_bar_appears_after_two_seconds_on_a_terminal(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with cli._Progress() as progress:
        clock[0] = 1.9
        progress("extract", 1, 4)
        assert capsys.readouterr().err == ""
        clock[0] = 2.1
        progress("extract", 2, 4)
        progress("resolve", 0, 0)
    out, err = capsys.readouterr()
    assert out == ""
    assert "extract" in err


def test_no_bar_in_a_pipe(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with cli._Progress() as progress:
        clock[0] = 60.0
        progress("extract", 1, 4)
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_leaves_early_gets_no_traceback(graph: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "kg.cli", "query", str(graph), QUESTION]
    left = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert "Traceback" not in left.stderr


def test_a_real_terminal_receives_no_escape_sequence_of_a_document(graph: Path) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "kg.cli", "query", str(graph), QUESTION]
    subprocess.run(command, stdout=follower, check=True)
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert "Anna Marsh" in shown
    assert "\x1b[31m" not in shown
