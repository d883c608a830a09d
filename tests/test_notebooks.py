"""The notebooks run from top to bottom wherever they are started, and are stored without what they showed."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NAMES = ("ask", "explore")
CUT_OFF = """
import socket

def _refused(*arguments, **options):
    raise OSError("a notebook asked for another machine")

socket.getaddrinfo = socket.gethostbyname = socket.create_connection = _refused
"""


@pytest.fixture(autouse=True)
def this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kernels import the package that lies beside these notebooks, and find the examples from there."""
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))


def read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run(name: str, folder: Path) -> dict[str, list[nbformat.NotebookNode]]:
    """Outputs by cell, of a run that starts in `folder` and cannot look up any other machine."""
    notebook = read(name)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(CUT_OFF, id="cut-off"))
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def shown(outputs: list[nbformat.NotebookNode]) -> str:
    return "".join(output.get("text", "") or output.get("data", {}).get("text/html", "") for output in outputs)


def pictures(found: dict[str, list[nbformat.NotebookNode]]) -> list[str]:
    return [cell for cell, outputs in found.items() for output in outputs if "image/png" in output.get("data", {})]


def complaints(found: dict[str, list[nbformat.NotebookNode]]) -> list[str]:
    return [output.text for outputs in found.values() for output in outputs if output.get("name") == "stderr"]


def test_exploring_shows_what_was_built():
    found = run("explore", FOLDER)
    assert complaints(found) == []
    counts = r"10 documents, 0 skipped\n\d{2,3} entities, \d{2,3} relationships, \d{2,3} statements\n"
    assert re.match(counts, shown(found["build"]))
    assert "holds a post at" in shown(found["graph"])
    assert "Tarnshire County Council" in shown(found["connected"])
    assert pictures(found) == ["picture"]
    assert "Samina Khatri" in shown(found["said"])
    assert "which is chaired by Fiona Drummond-Hale." in shown(found["passages"])


def test_asking_gives_tables_and_plots_from_any_folder(tmp_path):
    found = run("ask", tmp_path)
    assert complaints(found) == []
    assert "Who funds whom or what?" in shown(found["named"])
    assert "Fiona Drummond-Hale" in shown(found["chairs"])
    assert "Halden Foundation" in shown(found["funds"])
    assert "chief executive" in shown(found["own"])
    assert pictures(found) == ["quoted", "matrix"]
    assert re.match(r"\d{4} triples\n", shown(found["rdflib"]))
    assert list(tmp_path.iterdir()) == []


def test_these_are_all():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_was_shown_is_stored(name):
    code = [cell for cell in read(name).cells if cell.cell_type == "code"]
    assert len(code) >= 8
    assert [cell.id for cell in code if cell.outputs or cell.execution_count or cell.metadata] == []


@pytest.mark.parametrize("name", NAMES)
def test_ids_of_cells_are_words_that_stay(name):
    ids = [cell.id for cell in read(name).cells]
    assert [id_ for id_ in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", id_)] == []
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_as_jupyter_would_write_it_without_a_trace_of_a_machine(name):
    notebook = read(name)
    nbformat.validate(notebook)
    assert sorted(notebook.metadata) == ["kernelspec", "language_info"]
    assert (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8") == nbformat.writes(notebook) + "\n"
    assert max(len(line) for cell in notebook.cells for line in cell.source.split("\n")) <= 120
