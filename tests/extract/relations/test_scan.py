"""Finding words by arrays."""

from kg.extract.relations.scan import places


def test_places_of_words(nlp):
    doc = nlp("The Trust funds its school, and its school thanks the trust.")
    assert [doc[place].text for place in places(doc, {"its", "trust"})] == ["Trust", "its", "its", "trust"]
    assert [doc[place].text for place in places(doc, ["Trust"], attribute="ORTH")] == ["Trust"]
    assert places(doc, []) == places(nlp(""), ["its"]) == []
