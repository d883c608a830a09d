"""Verb frames on parsed sentences."""

import pytest

from kg.errors import OntologyError
from kg.extract.relations.frames import Frame, is_called, is_passive, read
from kg.extract.relations.rules import Rules, with_words
from kg.ontology import Ontology

FUND = Frame("funds", frozenset({"fund", "publish", "write"}))
INVEST = Frame("funds", frozenset({"invest"}), prepositions=frozenset({"in"}))
GIVE = Frame("funds", frozenset({"give", "pledge"}), prepositions=frozenset({"to"}), direct=frozenset({"grant"}))
RECEIVE = Frame(
    "funds", frozenset({"receive"}), prepositions=frozenset({"from"}), direct=frozenset({"grant"}), reverse=True,
)
JOINT = Frame("funds", frozenset({"run"}), adverbs=frozenset({"jointly"}), prepositions=frozenset({"with"}))
PUBLISH = Frame(
    "publishes", frozenset({"publish", "write"}), company=frozenset({"with", "partnership"}),
    people=frozenset({"nurse"}),
)
PAY = Frame("funds", frozenset({"pay"}), prepositions=frozenset({"for"}), within=frozenset({"at", "of"}))
RUN = Frame("partners_with", frozenset({"run"}), prepositions=frozenset({"with"}), people=frozenset({"nurse"}))
AGREE = Frame("partners_with", frozenset({"agree"}), prepositions=frozenset({"between"}), each=True)
TEAM = Frame("partners_with", frozenset({"collaborate"}), each=True)


def verb_of(doc, frame):
    return next(token for token in doc if token.lemma_ in frame.verbs and token.pos_ == "VERB")


@pytest.mark.parametrize(("frame", "text", "subjects", "objects"), [
    (FUND, "The Trust funds the School.", ["Trust"], ["School"]),
    (FUND, "The School is funded by the Trust.", ["Trust"], ["School"]),
    (FUND, "The School, funded by the Trust, opened in May.", ["Trust"], ["School"]),
    (FUND, "Having published the Strategy, the Trust fell silent.", ["Trust"], ["Strategy"]),
    (FUND, "The Trust plans to fund the School.", ["Trust"], ["School"]),
    (FUND, "The Strategy was written and published by the Trust.", ["Trust"], ["Strategy"]),
    (INVEST, "The Trust has invested £3 million in the School.", ["Trust"], ["School"]),
    (GIVE, "The Trust pledged £2 million to the School.", ["Trust"], ["School"]),
    (GIVE, "The Trust gave a grant of £2 million to the School.", ["Trust"], ["School"]),
    (RECEIVE, "The School received a grant from the Trust.", ["Trust"], ["School"]),
    (GIVE, "The Trust gave £2 million of its own to the School.", ["Trust"], ["School"]),
    (JOINT, "The Trust runs it jointly with the School.", ["Trust"], ["School"]),
    (TEAM, "The Trust collaborates in many ways.", ["Trust"], []),
    (PUBLISH, "The Trust published the Strategy with the School.", ["Trust", "School"], ["Strategy"]),
    (PUBLISH, "The Trust published the Strategy in partnership with the School.", ["Trust", "School"], ["Strategy"]),
    (PUBLISH, "The Strategy was written with nurses at the School.", ["nurses", "School"], ["Strategy"]),
    (PUBLISH, "The Trust read the Strategy that the School published.", ["School"], ["Strategy"]),
    (PAY, "The Trust pays for training at the School.", ["Trust"], ["School"]),
    (PAY, "The Trust paid for the work of the School.", ["Trust"], ["School"]),
    (PAY, "The Trust paid for the School's bus.", ["Trust"], ["School"]),
    (RUN, "The clinic is run by the Trust with the School.", ["Trust"], ["School"]),
    (RUN, "The Trust runs a clinic with nurses from the School.", ["Trust"], ["School"]),
    (AGREE, "The plan was agreed between the Trust and the School.", ["Trust"], []),
])
def test_ends_of_a_verb(nlp, frame, text, subjects, objects):
    roles = read(frame, verb_of(nlp(text), frame))
    assert roles is not None
    assert [token.text for token in roles.subjects] == subjects
    assert set(objects) <= {token.text for token in roles.objects}


@pytest.mark.parametrize(("frame", "text"), [
    (GIVE, "The Trust gave its support to the School."),
    (Frame("publishes", frozenset({"set"}), particle="out"), "The Trust set the pace."),
    (Frame("partners_with", frozenset({"run"}), each=True, passive=True), "The Trust runs the School."),
    (Frame("funds", frozenset({"pay"}), exceptions=frozenset({"fine"})), "The Trust paid a fine to the School."),
])
def test_a_frame_that_does_not_fit(nlp, frame, text):
    assert read(frame, verb_of(nlp(text), frame)) is None


@pytest.mark.parametrize(("text", "lemma", "passive"), [
    ("The School was funded by the Trust.", "fund", True),
    ("The Trust has funded the School.", "fund", False),
    ("The School, funded by the Trust, opened.", "fund", True),
])
def test_passive(nlp, text, lemma, passive):
    assert is_passive(next(token for token in nlp(text) if token.lemma_ == lemma)) is passive


def test_every_pattern_of_the_vocabulary_compiles(nlp):
    rules = Rules.of(Ontology.load(), nlp.vocab)
    assert len(rules.sequences) > 100
    assert {"fund", "publish", "chair", "partner"} <= set(rules.frames)
    assert all(0 < sequence.confidence <= 1 for sequence in rules.sequences)


def test_a_list_that_is_not_there_is_named():
    with pytest.raises(OntologyError) as caught:
        with_words({"verbs": "$acts"}, {}, "patterns/x.json: frame 0")
    assert str(caught.value) == 'patterns/x.json: frame 0 uses $acts, but the file has no such list under "words"'


@pytest.mark.parametrize(("text", "called"), [
    ("The Trust pays for its scheme, Warm Hands, in May.", True),
    ("The Trust pays for its scheme Warm Hands.", True),
    ("The Trust pays for its scheme, Ms Roe said.", False),
    ("The Trust pays for its scheme. Warm hands count.", False),
])
def test_a_noun_with_a_name_of_its_own(nlp, text, called):
    assert is_called(next(token for token in nlp(text) if token.text == "scheme")) is called


def test_types_of_names_that_may_stand_at_the_ends():
    assert Frame("partners_with", frozenset({"run"}), types=frozenset({"ORG"})).takes("ORG", "ORG")
    assert not Frame("partners_with", frozenset({"run"}), types=frozenset({"ORG"})).takes("ORG", "PERSON")
    assert Frame("partners_with", frozenset({"run"})).takes("ORG", "PERSON")
