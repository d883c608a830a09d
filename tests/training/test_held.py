"""The tenth of the sentences that training holds aside: how well the trained component reads what it never saw."""

from collections import Counter

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.pipeline import load_pipeline
from training.make_corpus import fill, is_held
from training.marked import TYPES, read_marked
from training.slots import Slots

FLOORS = {"all": 0.80, "PERSON": 0.91, "ORG": 0.78, "POLICY": 0.65, "PLACE": 0.77}
"""F1, exact span and type; what is reached, rounded down."""


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    filled = [fill(one, Slots(number)) for number, one in enumerate(read_marked()) if is_held(one)]
    assert len(filled) > 250
    nlp, labels = load_pipeline(), Lexicon.load().labels
    nlp.select_pipes(enable="ner")
    hit, told, marked = Counter(), Counter(), Counter()
    for doc, (_, names) in zip(nlp.pipe(text for text, _ in filled), filled, strict=True):
        found = {(ent.start_char, ent.end_char, labels.get(ent.label_)) for ent in doc.ents}
        for counter, those in ((hit, found & set(names)), (told, found), (marked, names)):
            kinds = [type_ for _, _, type_ in those if type_ in TYPES]
            counter.update(kinds)
            counter["all"] += len(kinds)
    return {type_: 2 * hit[type_] / (told[type_] + marked[type_]) for type_ in FLOORS}


@pytest.mark.parametrize("type_", FLOORS)
def test_names_are_found_in_sentences_that_nothing_was_learnt_from(figures, type_):
    assert figures[type_] >= FLOORS[type_], figures
