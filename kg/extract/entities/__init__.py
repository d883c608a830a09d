"""The entity component that was trained for policy documents; `training/` says how."""

from pathlib import Path

from spacy.language import Language
from spacy.util import load_config

FOLDER = Path(__file__).parent


def add_entities(nlp: Language) -> None:
    """Adds the trained component to the end of a pipeline whose vectors are those it was trained with."""
    config = load_config(FOLDER / "config.cfg", interpolate=False)["components"]["ner"]
    nlp.add_pipe("ner", config={key: value for key, value in config.items() if key != "factory"})
    nlp.get_pipe("ner").from_disk(FOLDER / "ner", exclude=["vocab"])
