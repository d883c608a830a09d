"""A served folder, in this process and in one of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import running, write_folder
from starlette.testclient import TestClient

from kg.ontology import Ontology
from kg.serve.app import make_app

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("served") / "out")


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[TestClient]:
    """Asks the application without a network."""
    with TestClient(make_app(folder, Ontology.load()), base_url=HERE, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where a real server listens."""
    with running(folder) as found:
        yield found
