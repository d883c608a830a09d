"""How sure a claim is: by what is measured, or else by what its pattern says."""

from types import SimpleNamespace

import pytest

from kg.extract.references import Referent
from kg.extract.relations.claims import Claim, traits
from kg.extract.relations.confidence import Confidence, Traits
from kg.extract.relations.rules import Rules
from kg.ontology import Ontology

MEASURED = {
    "base": 2.0, "unnamed_end": -1.0, "further_pattern": 0.5, "relations": {"funds": 0.2},
    "patterns": {"funds/frames/verbs": {"weight": 0.7, "documents": [9, 9], "sentences": [4, 4]}},
}


@pytest.mark.parametrize(("traits", "odds"), [
    (Traits("funds/frames/verbs", 0, 0), 2.9),
    (Traits("funds/frames/verbs", 1, 0), 1.9),
    (Traits("funds/frames/verbs", 2, 0), 0.9),
    (Traits("funds/frames/verbs", 0, 2), 3.9),
    (Traits("funds/frames/verbs", 0, 7), 3.9),
    (Traits("funds/sequences/of-today", 0, 0), 2.2),
])
def test_weights_add_up_to_odds(traits, odds):
    confidence = Confidence.of(SimpleNamespace(confidence=MEASURED))
    assert confidence("funds", traits, guess=0.1) == pytest.approx(1 / (1 + 2.718281828 ** -odds))


def test_what_was_never_measured_is_what_its_pattern_says():
    some = Traits("advises/frames/verbs", 0, 0)
    assert Confidence.of(SimpleNamespace(confidence=MEASURED))("advises", some, guess=0.64) == 0.64
    assert Confidence.of(SimpleNamespace(confidence={}))("funds", some, guess=0.64) == 0.64


def test_traits_count_other_patterns_and_ends_without_names():
    named, pronoun = Referent(0, 1, "c1", "ORG"), Referent(3, 4, "c2", "ORG", 0.7)
    one, other = (
        Claim("funds", named, pronoun, 0, 4, 0.9, "current", pattern=pattern) for pattern in ("funds/a", "funds/b")
    )
    assert list(traits([one, one])) == [("funds/a", 1, 0)] * 2
    assert list(traits([one, other, other])) == [("funds/a", 1, 1), ("funds/b", 1, 1), ("funds/b", 1, 1)]


def test_two_readings_are_surer_than_one(nlp):
    found = {}
    for text in (
        "Anna Marsh chairs the Harbour Trust.",
        "Anna Marsh chairs the Harbour Trust. The Harbour Trust is chaired by Anna Marsh.",
        "Anna Marsh is a vet. She chairs the Harbour Trust.",
    ):
        relations = [r for r in nlp(text)._.kg_relations if r.type == "chairs"]
        found[text] = max(relation.confidence for relation in relations)
        assert all(relation.pattern.startswith("chairs/") for relation in relations)
    alone, twice, pronoun = found.values()
    assert pronoun < alone < twice < 1


def test_the_measured_patterns_are_still_there(nlp):
    """Where many are not, it is time for `make calibrate`."""
    ontology = Ontology.load()
    rules = Rules.of(ontology, nlp.vocab)
    listed = [*rules.sequences, *rules.posts, *rules.lists, *rules.dependencies.values()]
    by_word = [pattern for group in (rules.frames, rules.nouns) for found in group.values() for pattern in found]
    names = {pattern.name for pattern in (*listed, *by_word)}
    measured = ontology.confidence["patterns"]
    assert len(measured) > 100
    assert len(measured.keys() & names) >= 0.8 * len(measured)
    assert ontology.confidence["relations"].keys() == ontology.relations.keys()
