"""What goes on from a claim told just before."""

import pytest

GAVE = "The Harbour Trust has given Wexley College £2 million. "


def funded(nlp, text):
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return {(names[r.subject], names[r.object]) for r in doc._.kg_relations if r.type == "funds"}


@pytest.mark.parametrize(("text", "new"), [
    ("Marlin Steel has matched it.", ("Marlin Steel", "Wexley College")),
    ("The sum was matched by Marlin Steel.", ("Marlin Steel", "Wexley College")),
    ("So has Marlin Steel.", ("Marlin Steel", "Wexley College")),
    ("It was a surprise, as did Marlin Steel in May.", ("Marlin Steel", "Wexley College")),
    ("The money will pay for the Warm Rooms Programme.", ("Harbour Trust", "Warm Rooms Programme")),
    ("This grant will go to the Warm Rooms Programme.", ("Harbour Trust", "Warm Rooms Programme")),
    ("Work begins in May. The money will help the Ferry Lane Foodbank.", ("Harbour Trust", "Ferry Lane Foodbank")),
])
def test_the_end_that_is_not_told_again(nlp, text, new):
    assert funded(nlp, GAVE + text) == {("Harbour Trust", "Wexley College"), new}


@pytest.mark.parametrize("text", [
    "Marlin Steel has matched the design.",
    "Marlin Steel has not matched it.",
    "So far Marlin Steel has watched.",
    "The money surprised the Ferry Lane Foodbank.",
    "The money may pay for the Warm Rooms Programme.",
    "It rained. It rained again. It rained in May. The money will pay for the Warm Rooms Programme.",
])
def test_what_goes_on_from_nothing(nlp, text):
    assert funded(nlp, GAVE + text) == {("Harbour Trust", "Wexley College")}


def test_nothing_was_told_before(nlp):
    assert funded(nlp, "Marlin Steel has matched it. So has the Harbour Trust.") == set()
