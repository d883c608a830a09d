"""Puts a trained component where the package loads it from: `python -m training.ship PIPELINE`."""

import shutil
import sys
from pathlib import Path

from thinc.api import Config

from kg.extract.entities import FOLDER


def ship(pipeline: Path) -> None:
    """Copies the weights and the configuration that they need, and nothing else that `spacy train` wrote."""
    component = Config().from_disk(pipeline / "config.cfg")["components"]["ner"]
    Config({"components": {"ner": component}}).to_disk(FOLDER / "config.cfg")
    shutil.rmtree(FOLDER / "ner", ignore_errors=True)
    shutil.copytree(pipeline / "ner", FOLDER / "ner")


if __name__ == "__main__":
    ship(Path(sys.argv[1]))
