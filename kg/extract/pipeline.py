"""Loads the spaCy pipeline: a statistical model with our components around it."""

import warnings
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import load_config

from kg.errors import ModelError
from kg.extract.entities import FOLDER as ENTITIES
from kg.extract.versions import BUNDLED, BUNDLED_FOLDER, model_folder

COMPONENTS = ("kg_names", "kg_coreference", "kg_relations", "kg_statements", "kg_topics")


def load_pipeline(model: str = "", ontology: Path | None = None) -> Language:
    """The pipeline that reads documents.

    Args:
        model: Name of an installed spaCy model or a folder with one; empty for the model that comes with the package.
        ontology: Folder of the vocabulary; nothing for the one that comes with the package.

    Raises:
        ModelError: The model is not installed, or lacks a tagger, a parser, a lemmatizer or an entity component.
    """
    # Importing the modules registers the components, also where the package runs from a checkout.
    import kg.extract.coreference
    import kg.extract.names.component
    import kg.extract.paragraphs
    import kg.extract.relations.component
    import kg.extract.statements.component
    import kg.extract.topics  # noqa: F401

    nlp = _load_model(model)
    missing = {"parser", "lemmatizer", "ner"} - set(nlp.pipe_names)
    if missing:
        lacking = ", ".join(sorted(missing))
        raise ModelError(f"the model {model or BUNDLED} has no {lacking}: choose a full English pipeline")
    nlp.add_pipe("kg_paragraphs", before="parser")
    config = {"ontology": str(ontology) if ontology is not None else None}
    for component in COMPONENTS:
        nlp.add_pipe(component, config=config)
    return nlp


def _load_model(model: str) -> Language:
    folder = model_folder(model)
    with warnings.catch_warnings():
        if folder.name == BUNDLED_FOLDER:
            # It was packed for spaCy 3.7 and gives the same results under 3.8; the warning only compares numbers.
            warnings.filterwarnings("ignore", message=r".*\[W095\].*", category=UserWarning)
            nlp = spacy.load(folder, exclude=["ner"])
            _add_entities(nlp)
            return nlp
        return spacy.load(model if spacy.util.is_package(model) else folder)


def _add_entities(nlp: Language) -> None:
    """Adds the trained component to the end of a pipeline whose vectors are those it was trained with."""
    config = load_config(ENTITIES / "config.cfg", interpolate=False)["components"]["ner"]
    nlp.add_pipe("ner", config={key: value for key, value in config.items() if key != "factory"})
    nlp.get_pipe("ner").from_disk(ENTITIES / "ner", exclude=["vocab"])
