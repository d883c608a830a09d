"""Topics of statements: whole words, the longest label that fits."""

import pytest

from kg.extract.topics import Topics
from kg.model import Passage, Statement
from kg.ontology import Ontology, Topic

TOPICS = Topics([
    Topic("care", "x/care", "Care", ("care", "carer's allowance")),
    Topic("primary-care", "x/primary-care", "Primary care", ("primary care", "primary care network")),
    Topic("housing", "x/housing", "Housing", ("housing", "homes (empty)")),
])


def statement(*parts: str) -> Statement:
    passages = tuple(Passage(0, len(part), part) for part in parts)
    return Statement("indirect", passages, passages[0])


@pytest.mark.parametrize(("text", "expected"), [
    ("Housing is dear", ("housing",)),
    ("housing and care", ("care", "housing")),
    ("the care of children", ("care",)),
    ("careful rehousing", ()),
    ("primary\n  care networks", ("care", "primary-care")),
    ("carer’s allowance", ("care",)),
    ("homes (empty)", ("housing",)),
    ("homes empty", ()),
    ("", ()),
])
def test_words_of_a_statement(text, expected):
    assert TOPICS.of(statement(text)) == expected


def test_all_parts_count_and_do_not_run_together():
    assert TOPICS.of(statement("the housing", "and care")) == ("care", "housing")
    assert TOPICS.of(statement("we care", "of homes (empty)")) == ("care", "housing")


def test_the_longest_label_at_a_place_wins():
    topics = Topics([Topic("net", "x/net", "Net", ("care network",)), Topic("care", "x/care", "Care", ("care",))])
    assert topics.of(statement("a care network")) == ("net",)
    assert topics.of(statement("a care network in care")) == ("care", "net")


def test_no_topics_fit_nothing():
    assert Topics([]).of(statement("anything")) == ()


def test_the_component_keeps_everything_else(nlp):
    doc = nlp("Jane Roe said that housing was too dear for nurses.")
    assert len(doc._.kg_statements) == 1
    said = doc._.kg_statements[0]
    assert said.topics == Topics(Ontology.load().topics).of(said)
    assert [part.text for part in said.content] == ["housing was too dear for nurses"]
