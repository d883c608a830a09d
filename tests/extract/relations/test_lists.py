"""Lists of awards under the line that says whose they are."""

import pytest


def funded(nlp, text):
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return {(names[r.subject], names[r.object]) for r in doc._.kg_relations if r.type == "funds"}


CHOIR, FERRY = ("Harbour Trust", "Wexley Choir Trust"), ("Harbour Trust", "Ferry Lane Foodbank")


@pytest.mark.parametrize("text", [
    "The Harbour Trust has made two grants:\n\n– Ferry Lane Foodbank: £12,000 for vans\n– Wexley Choir Trust: £9\n",
    "Awards in May\n\nThe Harbour Trust met.\n\n* Ferry Lane Foodbank, Wexley - £12.\n* Wexley Choir Trust - £9\n",
    "Funded this year by the Harbour Trust:\nFerry Lane Foodbank (£12,000)\nWexley Choir Trust (£900)\n",
    "The Harbour Trust gave these grants.\n\n– Ferry Lane Foodbank: £1,200\n– a choir: £40\n– Wexley Choir Trust: £9\n",
])
def test_a_list_under_its_line(nlp, text):
    assert funded(nlp, text) == {CHOIR, FERRY}


def test_what_an_award_is_for(nlp):
    text = "The Harbour Trust made grants:\n\n– Ferry Lane Foodbank: £12 for the Warm Rooms Programme\n– A choir: £9\n"
    assert funded(nlp, text) == {FERRY, ("Harbour Trust", "Warm Rooms Programme")}


@pytest.mark.parametrize("text", [
    "The Harbour Trust turned down two bids:\n\n– Ferry Lane Foodbank: £12,000\n– Wexley Choir Trust: £900\n",
    "The Harbour Trust has two neighbours:\n\n– Ferry Lane Foodbank: £12,000 in sales\n– Wexley Choir Trust: £900\n",
    "The Harbour Trust has made two grants:\n\n– Ferry Lane Foodbank: 12,000 meals\n– Wexley Choir Trust: 900 songs\n",
    "Two grants:\n\n– Ferry Lane Foodbank: £12,000\n– Wexley Choir Trust: £900\n",
])
def test_a_list_that_says_nothing_of_the_kind(nlp, text):
    assert funded(nlp, text) == set()
