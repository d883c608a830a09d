"""The wheel, made from the source distribution and installed where nothing else is, works like the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VOCABULARY = {".ttl", ".json", ".csv", ".rq", ".md", ".txt"}
DOCUMENTS = {
    "letter.txt": (
        "Anna Marsh chairs the Tidewater Foundation. “Harbours need repair,” said Ms Marsh. "
        "The foundation works in partnership with the Harbour Trust.\n"
    ),
    "note.md": (
        "# A grant\n\nThe Tidewater Foundation funds the Harbour Trust. "
        "It published the *Coastal Towns Strategy*.\n"
    ),
    "page.html": (
        "<html><body><nav>Home</nav><article><h1>Harbour news</h1><p>Anna Marsh, chair of the Tidewater Foundation, "
        "said that the harbour would be repaired by the spring.</p></article></body></html>"
    ),
}


def call(*command: object, folder: Path) -> str:
    """Standard output; what is on this process's Python path must not help."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run([*map(str, command)], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`build` makes the wheel from the source distribution, so that neither lacks a file."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    assert len(list(folder.glob("*.tar.gz"))) == 1
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    call(folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, folder=folder)
    return folder / "bin"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder far from the checkout, with documents that need different libraries."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(installed: Path, elsewhere: Path) -> Path:
    said = call(installed / "kg", "build", "documents", "-o", "output", "--strict", folder=elsewhere)
    assert said.startswith("3 documents read, 0 skipped: ")
    return elsewhere / "output"


def outputs(folder: Path) -> dict[str, bytes]:
    """What is for readers; the cache of the next build is none of it."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_the_wheel_carries_the_vocabulary_whole(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {
        f"kg/_ontology/{path.relative_to(ROOT / 'ontology').as_posix()}"
        for path in (ROOT / "ontology").rglob("*") if path.suffix in VOCABULARY
    }
    assert len(here) > 20
    assert here == {name for name in names if name.startswith("kg/_ontology/")}


def test_the_wheel_carries_every_module_and_template_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "kg").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if not name.startswith("kg/_ontology/")} == package


def test_it_builds_the_same_bytes_as_the_checkout(built: Path, elsewhere: Path) -> None:
    checkout = elsewhere / "checkout"
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kg.cli import main; main()"
    call(sys.executable, "-c", code, ROOT, "build", elsewhere / "documents", "-o", checkout, folder=elsewhere)
    assert {"graph.ttl", "graph.html", "annotations.jsonl", "report.md"} <= set(outputs(built))
    assert outputs(built) == outputs(checkout)


def test_it_answers_named_questions(installed: Path, built: Path, elsewhere: Path) -> None:
    asked = call(installed / "kg", "query", built, "who-chairs-what", folder=elsewhere)
    assert "Anna Marsh" in asked
    assert "Tidewater Foundation" in asked
    assert "who-chairs-what" in call(installed / "kg", "query", "--list", folder=elsewhere)


def test_its_graph_satisfies_the_shapes(installed: Path, built: Path, elsewhere: Path) -> None:
    said = call(installed / "kg", "validate", built / "graph.ttl", folder=elsewhere)
    assert said == f"{built / 'graph.ttl'} satisfies the shapes.\n"


def test_users_of_spacy_find_the_components(installed: Path, elsewhere: Path) -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('kg_names'); print(*nlp.pipe_names)"
    assert call(installed / "python", "-c", code, folder=elsewhere).split() == ["kg_names"]
