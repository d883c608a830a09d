"""Posts without a body, "I", "we" and "its"."""

import pytest


def related(nlp, text: str, relation: str) -> set[tuple[str, str]]:
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return {(names[r.subject], names[r.object]) for r in doc._.kg_relations if r.type == relation}


@pytest.mark.parametrize("text", [
    "The Harbour Trust opened a clinic. Chief executive Anna Marsh cut the ribbon.",
    "The Harbour Trust opened a clinic. Anna Marsh, chief executive, cut the ribbon.",
    "The Harbour Trust opened a clinic. Chief nurse Anna Marsh cut the ribbon.",
    "The Harbour Trust opened a clinic. Its finance director, Anna Marsh, cut the ribbon.",
    "The Harbour Trust opened a clinic. The trust's medical director Anna Marsh cut the ribbon.",
    "The report was signed on behalf of the Harbour Trust by Anna Marsh, its director.",
    "Anna Marsh has been appointed by the Harbour Trust as its new director.",
    "Harbour Trust\nMinutes of the board\nPresent:\nAnna Marsh, Chair\nBen Cole",
])
def test_a_post_at_the_body_that_is_meant(nlp, text):
    assert related(nlp, text, "has_role") == {("Anna Marsh", "Harbour Trust")}


@pytest.mark.parametrize("text", [
    "The Harbour Trust opened a clinic. Patient Anna Marsh was the first to come.",
    "The Harbour Trust met the Tidewater Foundation. Chair of governors Anna Marsh was there.",
    "Clinics are opening everywhere. Chief executive Anna Marsh cut the ribbon.",
    "In a letter to the director of the Harbour Trust, Anna Marsh asked for a bus.",
    "The Harbour Trust opened a clinic. The Chief Inspector of Buses, Anna Marsh, cut the ribbon.",
    "The Harbour Trust opened a clinic.\n\nIt rained for a week.\n\nThe bus was late.\n\n"
    "The Tidewater Foundation did not come.\n\nHis director, Anna Marsh, left.",
])
def test_a_post_at_no_body(nlp, text):
    assert related(nlp, text, "has_role") == set()


def test_the_body_of_a_letterhead_comes_before_one_that_is_near(nlp):
    text = (
        "Harbour Trust\nBoard paper\n\nThe Tidewater Foundation wrote to us in May. "
        "Anna Marsh, Medical Director, will reply."
    )
    assert related(nlp, text, "has_role") == {("Anna Marsh", "Harbour Trust")}


@pytest.mark.parametrize("text", [
    "Anna Marsh: Thank you. I chair the Harbour Trust.",
    "“I became chair of the Harbour Trust in May,” said Anna Marsh.",
    "“As chair of the Harbour Trust, I was told nothing,” Anna Marsh said.",
])
def test_i_is_who_speaks(nlp, text):
    assert related(nlp, text, "chairs") == {("Anna Marsh", "Harbour Trust")}


def test_i_is_nobody_where_two_people_speak(nlp):
    text = "“I chair the Harbour Trust,” said Anna Marsh. Ben Cole said that he did not know that."
    assert related(nlp, text, "chairs") == set()


@pytest.mark.parametrize("text", [
    "“We are working with the Tidewater Foundation on it,” said Anna Marsh, director of the Harbour Trust.",
    "News from the Harbour Trust\nWinter issue\n\nWe are working with the Tidewater Foundation on buses.",
    "“We could not do it without our partners at the Tidewater Foundation,” said Anna Marsh of the Harbour Trust.",
])
def test_we_is_the_body_that_speaks(nlp, text):
    assert related(nlp, text, "partners_with") == {("Harbour Trust", "Tidewater Foundation")} or (
        related(nlp, text, "partners_with") == {("Tidewater Foundation", "Harbour Trust")}
    )


@pytest.mark.parametrize("text", [
    "“We are working with the Tidewater Foundation on it,” said Anna Marsh.",
    "The Harbour Trust has opened a clinic.\n\nWe are working with the Tidewater Foundation on buses.",
    "Harbour Trust news\nWinter issue\n\nAnna Marsh: We are working with the Tidewater Foundation on buses.",
])
def test_we_is_nobody_that_the_text_names(nlp, text):
    assert related(nlp, text, "partners_with") == set()
