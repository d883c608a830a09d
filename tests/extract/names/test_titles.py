"""Titles of documents: where the text presents one, where it ends, and what only looks like one."""

import pytest

WORK = "POLICY"


def works(doc):
    return [ent.text for ent in doc.ents if ent.label_ == WORK]


@pytest.mark.parametrize(("text", "title"), [
    ("Its new report, Counting Buses: why villages wait, was read in Leeds.", "Counting Buses: why villages wait"),
    ("The trust launched a paper entitled Roads for Everyone in March.", "Roads for Everyone"),
    ("In the report ‘Slow Water, Fast Money’ the charity asks for meters.", "Slow Water, Fast Money"),
    ("“Warm Homes Now: a plan for Tarn” was published by the Mossbank Trust.", "Warm Homes Now: a plan for Tarn"),
    ("‘Bread and Books’ (Tarn Press, 2021) is out of print.", "Bread and Books"),
    ("The Committee publishes its Second Report of this Session, Shut Out of School.", "Shut Out of School"),
    ("See [Making the buses run on time](#), a report of the trust.", "Making the buses run on time"),
    ("Cold Rooms: the price of damp, published by the Mossbank Trust, is short.", "Cold Rooms: the price of damp"),
    ("Rent in Hard Times\nReport of the Mossbank Trust\n\nRents rose again.", "Rent in Hard Times"),
])
def test_a_title_is_found_whole(nlp, text, title):
    assert title in works(nlp(text))


@pytest.mark.parametrize("text", [
    "She said: “We Will Never Give Up On The Buses.” The crowd cheered.",
    "The ‘voice’ of the tenant counts in each report.",
    "In the report, Dame Jane Roe said that buses were late.",
    "Her report, which was late, had no name.",
    "He called it “A Great Big Mess” and left.",
    "A fair start in life is what every child deserves.",
])
def test_what_only_looks_like_a_title(nlp, text):
    assert works(nlp(text)) == []


def test_a_title_is_found_wherever_it_is_repeated(nlp):
    text = "The trust published a report entitled Roads for Everyone. On page two Roads for Everyone asks for more."
    assert works(nlp(text)) == ["Roads for Everyone"] * 2


def test_each_item_of_a_list_of_publications_is_a_title(nlp):
    names = ["Roads for Everyone", "Water under the Bridge", "Bread on the Table"]
    text = "The trust has written three reports:\n\n" + "".join(f"- {name}\n" for name in names)
    assert works(nlp(text)) == names


@pytest.mark.parametrize(("link", "title"), [
    ("[Making the buses run on time by the Mossbank Trust](#)", "Making the buses run on time"),
    ("[Making the buses run on time, Mossbank Trust](#)", "Making the buses run on time"),
])
def test_a_link_names_its_author_too(nlp, link, title):
    assert works(nlp(f"Further reading in this report: {link}, March 2024.")) == [title]


def test_marked_words_are_a_title_near_a_word_for_documents(nlp):
    text = "The Mossbank Trust published Roads for Everyone last week."
    start = text.index("Roads")
    doc = nlp.make_doc(text)
    doc.user_data["kg_marks"] = ((start, start + len("Roads for Everyone")), (0, 1), (500, 600))
    assert works(nlp(doc)) == ["Roads for Everyone"]


def test_a_marked_imprint_is_no_title(nlp):
    doc = nlp.make_doc("Roads for Everyone\n\nMossbank Trust, May 2024\n\nThis report was read in Leeds.")
    start = doc.text.index("Mossbank")
    doc.user_data["kg_marks"] = ((start, start + len("Mossbank Trust, May 2024")),)
    doc = nlp(doc)
    assert [(ent.label_, ent.text) for ent in doc.ents if "Mossbank" in ent.text] == [("ORG", "Mossbank Trust")]
