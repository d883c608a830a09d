"""Patterns of spaCy's DependencyMatcher, which a vocabulary may use beside sequences and frames."""

import json
import shutil
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extract import load_pipeline
from kg.ontology import Ontology, default_folder

VERB = {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": "$verbs"}}}
SUBJECT = {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": "nsubj"}}
OBJECT = {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": "dobj"}}


def vocabulary(folder: Path, patterns: dict[str, object]) -> Path:
    """A copy of the vocabulary in which `funds` is told by these patterns alone; nothing is measured with them."""
    copy = folder / "ontology"
    shutil.copytree(default_folder(), copy)
    (copy / "patterns" / "funds.json").write_text(json.dumps(patterns), encoding="utf-8")
    (copy / "confidence.json").unlink()
    return copy


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory):
    """Text -> the `funds` edges that a dependency pattern finds in it, by names."""
    pattern = {"pattern": [VERB, SUBJECT, OBJECT], "confidence": 0.7}
    patterns = {"words": {"verbs": ["support"]}, "dependencies": [pattern]}
    nlp = load_pipeline(ontology=vocabulary(tmp_path_factory.mktemp("rules"), patterns))

    def find(text: str) -> list[tuple[str, str, float]]:
        doc = nlp(text)
        names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
        return [(names[r.subject], names[r.object], r.confidence) for r in doc._.kg_relations if r.type == "funds"]

    return find


def test_a_dependency_pattern_tells_a_relation(edges) -> None:
    found = edges("The Tidewater Foundation supported the Harbour Trust.")
    assert found == [("Tidewater Foundation", "Harbour Trust", 0.7)]


def test_it_takes_all_that_are_joined_by_and(edges) -> None:
    found = edges("The Tidewater Foundation supported the Harbour Trust and the Marlowe Council.")
    assert sorted(found) == [
        ("Tidewater Foundation", "Harbour Trust", 0.7), ("Tidewater Foundation", "Marlowe Council", 0.7),
    ]


@pytest.mark.parametrize("text", [
    "The Tidewater Foundation does not support the Harbour Trust.",
    "The Tidewater Foundation should support the Harbour Trust.",
    "Does the Tidewater Foundation support the Harbour Trust?",
])
def test_it_claims_nothing_that_is_denied_wished_or_asked(edges, text: str) -> None:
    assert edges(text) == []


@pytest.mark.parametrize(("patterns", "message"), [
    (
        {"dependencies": [{"pattern": [VERB, SUBJECT, OBJECT]}]},
        'patterns/funds.json: pattern 0 uses $verbs, but the file has no such list under "words"',
    ),
    (
        {"words": {"verbs": ["fund"]}, "dependencies": [{"pattern": [VERB, SUBJECT]}]},
        "patterns/funds.json: pattern 0 needs nodes called subject and object",
    ),
    ({"frames": [{"confidence": 0.5}]}, "patterns/funds.json: frame 0 needs a list of verbs"),
])
def test_what_does_not_hold_together_is_refused(tmp_path: Path, patterns: dict[str, object], message: str) -> None:
    from spacy.vocab import Vocab

    from kg.extract.relations.rules import Rules

    with pytest.raises(OntologyError) as error:
        Rules.of(Ontology.load(vocabulary(tmp_path, patterns)), Vocab())
    assert str(error.value) == message
