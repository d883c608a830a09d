"""Phrases for posts."""

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.relations.roles import role_phrases, role_text
from kg.ontology import Ontology


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Ontology.load())


def roles(doc, lexicon):
    types = {token.i: ent.label_ for ent in doc.ents for token in ent}
    return [role_text(doc, start, end, lexicon) for start, end in role_phrases(doc, lexicon, types)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Anna Marsh is chief executive of the Harbour Trust.", ["chief executive"]),
    ("Anna Marsh, deputy director of policy and research at the Harbour Trust, agreed.",
     ["deputy director of policy and research"]),
    ("Anna Marsh, former chair of the Harbour Trust, agreed.", ["chair"]),
    ("Anna Marsh is the new head teacher of Rowan House School.", ["head teacher"]),
    ("Anna Marsh, Co-founder & CTO of the Harbour Trust, agreed.", ["Co-founder & CTO"]),
    ("Anna Marsh, health and housing director at the Harbour Trust, agreed.", ["health and housing director"]),
    ("Anna Marsh, Director of Strategy, Research and Advice, Harbour Trust",
     ["Director of Strategy, Research and Advice"]),
    ("Anna Marsh has been elected chair of trustees of the Harbour Trust.", ["chair of trustees"]),
    ("Anna Marsh becomes its director in January.", ["director"]),
    ("Interim Director of Finance", ["Interim Director of Finance"]),
    ("“We owe it to our partners at the Harbour Trust.”", []),
    ("Professor Anna Marsh spoke.", []),
    ("She directs and manages.", []),
    ("Our partners met.", []),
    ("It was the lead story.", []),
    ("The trustees met.", ["trustees"]),
])
def test_role_phrases(nlp, lexicon, text, expected):
    assert roles(nlp(text), lexicon) == expected
