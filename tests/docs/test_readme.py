"""What the README says to type gives something on the examples."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import kg.build
from kg.ontology import Ontology
from kg.serve.app import make_app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^    kg (query .*?)(?: +#.*| > .*)?$", README, re.MULTILINE)
ADDRESSES = re.findall(r"^\| `(/api/[^`]+)` \|", README, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples built into `output`, and a question of one's own."""
    folder = tmp_path_factory.mktemp("reader")
    kg.build.build([ROOT / "examples"], folder / "output")
    (folder / "question.rq").write_text("SELECT ?name { ?who a kg:Person ; foaf:name ?name }", encoding="utf-8")
    return folder


def test_the_readme_has_questions_and_addresses() -> None:
    assert len(QUESTIONS) >= 8
    assert len(ADDRESSES) >= 2


@pytest.mark.parametrize("command", QUESTIONS)
def test_each_question_has_an_answer(command: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", *shlex.split(command)],
        cwd=folder, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False,
    )
    assert (done.returncode, "nothing found" in done.stderr) == (0, False), done.stderr
    assert len(done.stdout.splitlines()) > 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_of_the_api_has_an_answer(address: str, folder: Path) -> None:
    app = make_app(folder / "output", Ontology.load())
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        found = client.get(address)
    assert found.status_code == 200, found.text
    assert len(found.text) > 300
