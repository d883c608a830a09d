"""Loading the pipeline, its components on their own, and the letters that tell which one read a document."""

import subprocess
import sys
from shutil import copytree

import pytest
import spacy

from kg.errors import ModelError, OntologyError
from kg.extract import fingerprint
from kg.extract.pipeline import COMPONENTS, load_pipeline
from kg.extract.versions import bundled, model_folder
from kg.ontology import Ontology, default_folder


def test_our_components_come_after_the_models(nlp):
    assert nlp.pipe_names[-len(COMPONENTS):] == list(COMPONENTS)
    assert nlp.pipe_names.index("kg_paragraphs") < nlp.pipe_names.index("parser")


def test_every_component_finds_what_it_requires(nlp):
    assert nlp.analyze_pipes(keys=["requires"])["problems"] == {name: [] for name in nlp.pipe_names}


def test_spacy_knows_the_components_without_our_loader(tmp_path):
    """In a process of its own that never imports `kg`: the entry points of the installed package bring them."""
    names = ["kg_paragraphs", *COMPONENTS]
    code = f"import spacy; nlp = spacy.blank('en'); print(*(name for name in {names} if nlp.has_factory(name)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert found.stdout.split() == names


def test_a_model_that_is_not_there():
    message = r"^no spaCy model is installed as 'no_such_model': install it with pip, or leave --model out$"
    with pytest.raises(ModelError, match=message):
        load_pipeline("no_such_model")


def test_a_model_without_a_parser(tmp_path):
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match=r"has no lemmatizer, ner, parser: choose a full English pipeline$"):
        load_pipeline(str(tmp_path))


def test_a_wrong_vocabulary(tmp_path):
    with pytest.raises(OntologyError, match=r"^no vocabulary in "):
        load_pipeline(ontology=tmp_path)


@pytest.mark.parametrize("name", ["", "en_core_web_md", str(bundled())])
def test_the_bundled_model_has_three_names(name):
    assert (model_folder(name) / "meta.json").is_file()


def test_the_fingerprint_names_the_model_and_changes_with_the_vocabulary(tmp_path):
    first = fingerprint(Ontology.load())
    assert first.startswith("en_core_web_md-3.7.1+")
    assert first == fingerprint(Ontology.load(default_folder()))
    folder = copytree(default_folder(), tmp_path / "ontology")
    (tmp_path / "ontology" / "cues" / "more.json").write_text("{}", encoding="utf-8")
    assert fingerprint(Ontology.load(folder)) != first
