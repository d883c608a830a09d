"""The pipeline, loaded once for all tests of extraction."""

import pytest
from spacy.language import Language

from kg.extract.pipeline import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()
