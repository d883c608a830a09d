"""Whom a post means that stands alone."""

import pytest

PRESENT = "Present: Dilys Gwynne (Chair, DG), Angus Petrie (Finance Director), Jane Roe (JR).\n4. Estates\n"

CASES = [
    (PRESENT + "The Chair reported that the roof leaked.", "Dilys Gwynne"),
    (PRESENT + "The Finance Director reported that the roof leaked.", "Angus Petrie"),
    (PRESENT + "JR reported that the roof leaked.", "Jane Roe"),
    ("The mayor, Jane Roe, opened the pool. The mayor said that the roof leaked.", "Jane Roe"),
    ("Head teacher Jane Roe opened the pool. The head teacher said that the roof leaked.", "Jane Roe"),
    ("Jane Roe became treasurer in 2019. The treasurer warned that the roof leaked.", "Jane Roe"),
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_the_holder_of_a_post_speaks(nlp, text, name):
    doc = nlp(text)
    (statement,) = doc._.kg_statements
    assert {cluster.id: cluster.name for cluster in doc._.kg_clusters}[statement.speaker] == name


@pytest.mark.parametrize("text", [
    PRESENT + "The Director of Nursing reported that the roof leaked.",
    "In response to a question from Jane Roe, the Head of Parking confirmed that the roof leaked.",
    "Jane Roe, a director, retired. The directors said that the roof leaked.",
])
def test_a_post_that_nobody_is_said_to_hold_stays_words(nlp, text):
    (statement,) = nlp(text)._.kg_statements
    assert (statement.speaker, bool(statement.speaker_text)) == ("", True)


@pytest.mark.parametrize(("text", "name"), [
    ("The Calder Inquiry into Drains sat in May. On page 9 the Inquiry observes that the roof leaked.",
     "Calder Inquiry into Drains"),
    ("Schools are too cold, warns Committee\n\nThe Calder Works Committee meets today.", "Calder Works Committee"),
])
def test_a_capital_noun_means_the_longer_name(nlp, text, name):
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    assert names[doc._.kg_statements[0].speaker] == name
