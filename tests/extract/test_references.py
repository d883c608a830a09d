"""What pronouns and definite nouns stand for."""

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.references import references, sentence
from kg.ontology import Ontology


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Ontology.load())


def stands_for(nlp, lexicon, text) -> dict[str, str]:
    """The words that stand for a name, and the name."""
    found = references(nlp(text), lexicon)
    return {
        found.doc[r.start : r.end].text: found.clusters[r.cluster].name for r in found.referents if r.certainty < 1.0
    }


@pytest.mark.parametrize(("text", "expected"), [
    ("Anna Marsh met Ben Cole. She left early.", {"She": "Anna Marsh"}),
    ("The Harbour Trust opened in 1990. It has two offices.", {"It": "Harbour Trust"}),
    ("The Harbour Trust met on Monday. Its chair was absent.", {"Its": "Harbour Trust"}),
    ("The Harbour Trust grew. Later the trust moved.", {"the trust": "Harbour Trust"}),
    ("The Harbour Trust grew. The charity moved.", {"The charity": "Harbour Trust"}),
    ("Northmoor Council met. The charity moved.", {}),
    ("The Harbour Trust met. Our advisory group agreed.", {}),
    ("It rained. She left.", {}),
    ("The Department for Wetlands grew. Later the department moved.", {"the department": "Department for Wetlands"}),
    ("The Harbour Trust grew. With Marlowe Council it ran a clinic.", {"it": "Harbour Trust"}),
    ("Sir Ben Cole sat down. Anna Marsh met him and left. She sang.", {"him": "Ben Cole", "She": "Anna Marsh"}),
    ("Ms Anna Marsh sat by Ben Cole. He sang.", {"He": "Ben Cole"}),
    ("Lady Marsh came with Ben Cole and Tim Dow. She sang.", {"She": "Lady Marsh"}),
    ("Anna Marsh ran the shop for years. The new name over the door is that of Eve Cole. She sang.",
     {"She": "Eve Cole"}),
    ("Anna Marsh ran the shop. Another guest was Eve Cole. She sang.", {"She": "Eve Cole"}),
    ("Anna Marsh ran the shop. Opening the fair, Eve Cole, a baker, was blunt. She sang.", {"She": "Eve Cole"}),
    ("Anna Marsh ran the shop. She met Eve Cole. She sang.", {"She": "Anna Marsh"}),
    ("The Skills Plan began. The Harbour Trust met in May. Its report was long.", {"Its": "Harbour Trust"}),
    ("The Harbour Trust wrote the Skills Plan. Our survey of members began.", {}),
    ("The Skills Strategy\nIt cites the Jobs Strategy. This report was written in May.", {
        "It": "Skills Strategy", "This report": "Skills Strategy",
    }),
])
def test_what_stands_for_a_name(nlp, lexicon, text, expected):
    assert stands_for(nlp, lexicon, text) == expected


def test_the_last_name_of_a_type(nlp, lexicon):
    doc = nlp("Anna Marsh of the Harbour Trust met Ben Cole of Northmoor Council.")
    found = references(doc, lexicon)
    assert found.clusters[found.last(len(doc) - 1, {"PERSON"}).cluster].name == "Ben Cole"
    assert found.last(0, {"PERSON"}) is None
    assert found.last(len(doc) - 1, {"PERSON"}, reach=3) is None


def test_the_subject_near_a_post(nlp, lexicon):
    doc = nlp("The Harbour Trust has grown. Chief executive Anna Marsh was pleased.")
    found = references(doc, lexicon)
    assert found.clusters[found.subject_near(len(doc) - 2, ("ORG",)).cluster].name == "Harbour Trust"
    assert found.subject_near(0, ("POLICY",)) is None


def test_a_sentence_has_bounds(nlp):
    doc = nlp("It rained. Nobody minded at all.")
    assert [doc[slice(*sentence(doc, i))].text for i in (0, 4)] == ["It rained.", "Nobody minded at all."]
