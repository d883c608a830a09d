"""The description of the API holds: schemathesis makes requests from it, good and bad, and checks every answer."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from starlette.testclient import TestClient

from kg.ontology import Ontology
from kg.query import questions
from kg.serve.api import ENDPOINTS

HERE = Path(__file__).parent


def test_schemathesis_finds_nothing(address: str, tmp_path: Path) -> None:
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program, "no schemathesis found: pip install '.[test]' brings it"
    done = subprocess.run(
        [
            program, "run", f"{address}/openapi.json", "--checks", "all", "--phases", "examples,coverage,fuzzing",
            "--max-examples", "3", "--workers", "2", "--seed", "5", "--no-color", "--suppress-health-check", "all",
        ],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)},
        cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    cases = re.search(r"(\d+) generated", done.stdout)
    assert cases is not None
    assert int(cases[1]) > 200


def test_everything_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    paths = {endpoint.path for endpoint in ENDPOINTS} | {"/sparql", "/id/{id}"}
    paths |= {f"/api/questions/{name}" for name in questions(Ontology.load())}
    assert set(described["paths"]) == paths
    assert described["openapi"] == "3.1.0"
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert {"200", "400"} <= set(operation["responses"]), path


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    text = client.get("/openapi.json").text
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert len(references) > 8
    assert references <= set(schemas)
