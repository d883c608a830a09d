"""What the tests of this room share: the pipeline, loaded once, and the tables of sentences."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from kg.extract.pipeline import load_pipeline

TABLES = Path(__file__).parent / "tables"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline with the bundled model."""
    return load_pipeline()


@pytest.fixture(scope="session")
def table():
    """Reads a table of sentences by name: a list of cases."""
    def read(name: str) -> list[dict]:
        lines = (TABLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    return read
