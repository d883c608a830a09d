"""What is claimed and what is not, and when it holds."""

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.modality import is_claimed, is_claimed_verb, is_question, status_of, status_of_words
from kg.ontology import Ontology


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Ontology.load())


def verb_of(doc, lemma):
    return next(token for token in doc if token.lemma_ == lemma)


@pytest.mark.parametrize("text", [
    "The Trust funds the School.",
    "The Trust has funded the School since 2010.",
    "The Trust will fund the School.",
    "The Trust, which funds the School, was pleased.",
    "She said that the Trust funds the School.",
    "She confirmed that the Trust would fund the School.",
    "The Trust plans to fund the School.",
])
def test_claimed(nlp, lexicon, text):
    assert is_claimed_verb(verb_of(nlp(text), "fund"), lexicon)


@pytest.mark.parametrize("text", [
    "The Trust does not fund the School.",
    "The Trust has never funded the School.",
    "The Trust should fund the School.",
    "The Trust would fund the School.",
    "If the Trust funds the School, it will open.",
    "Nobody funds the School.",
    "Neither the Trust nor the Council funds the School.",
    "The Trust refused to fund the School.",
    "The Trust denied that it funds the School.",
    "Ministers asked the Trust to fund the School.",
    "Critics wrongly claimed that the Trust funds the School.",
    "The Trust withdrew its offer to fund the School.",
    "The report recommends that the Trust fund the School.",
    "It was suggested that the School be funded by the Trust.",
    "Were the Trust to fund the School, it would open.",
    "Had the Trust funded the School, it would be open.",
    "She asked who funds the School.",
    "The Trust funds no School.",
])
def test_not_claimed(nlp, lexicon, text):
    assert not is_claimed_verb(verb_of(nlp(text), "fund"), lexicon)


@pytest.mark.parametrize(("text", "expected"), [
    ("Does the Trust fund the School?", True),
    ("“Does the Trust fund the School?”", True),
    ("The Trust funds the School. Does it?", False),
])
def test_question(nlp, text, expected):
    assert is_question(nlp(text)[1]) is expected


def test_a_stretch_without_verbs_is_claimed(nlp, lexicon):
    doc = nlp("Anna Marsh, chair of the Trust, agreed.")
    assert is_claimed(doc[0:7], lexicon)
    assert not is_claimed(nlp("Anna Marsh, not chair of the Trust, agreed.")[0:8], lexicon)


@pytest.mark.parametrize(("text", "lasting", "expected"), [
    ("The Trust funds the School.", False, "current"),
    ("The Trust funded the School.", False, "current"),
    ("The Trust funded the School.", True, "former"),
    ("The Trust funded the School until 2019.", False, "former"),
    ("The Trust will fund the School.", False, "planned"),
    ("The Trust is to fund the School.", False, "planned"),
    ("The Trust plans to fund the School.", True, "planned"),
])
def test_status(nlp, lexicon, text, lasting, expected):
    assert status_of(verb_of(nlp(text), "fund"), lexicon, lasting=lasting) == expected


@pytest.mark.parametrize(("text", "start", "expected"), [
    ("the former director", 2, "former"), ("the incoming director", 2, "planned"), ("the director", 1, "current"),
])
def test_status_of_words(nlp, lexicon, text, start, expected):
    doc = nlp(text)
    assert status_of_words(doc, start, len(doc), lexicon) == expected
