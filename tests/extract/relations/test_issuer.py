"""The body that a document comes from, and who holds a post there."""

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.references import references
from kg.extract.relations.issuer import HEADING, is_quoted, issuer, paragraph, speaks

BODIES = Lexicon.load(None).words("references", "body_types")


def issuer_name(doc) -> str | None:
    found = references(doc, Lexicon.load(None))
    body = issuer(found, BODIES)
    return None if body is None else found.clusters[body.cluster].name


@pytest.mark.parametrize("text", [
    "Harbour Trust\n\nAnnual report\n\nIt was a good year.",
    "News from the Harbour Trust\nWinter issue\n\nIt snowed.",
    "Blog\nWhat the tide taught us\n\nBy Anna Marsh, Head of Buses, Harbour Trust\n\nIt rained.",
    "PRESS RELEASE\n4 May\n\nHarbour Trust opens a clinic\n\nPatients came by bus.",
    "Autumn round\n\nThe Harbour Trust has made nine awards. We had forty requests.\n\nIt rained.",
])
def test_whom_a_document_speaks_for(nlp, text):
    assert issuer_name(nlp(text)) == "Harbour Trust"


@pytest.mark.parametrize("text", [
    "It rained. The Harbour Trust opened a clinic.",
    "Harbour Trust chief to go\n\nBy Anna Marsh\n\nPatients came by bus.",
    "Harbour Trust and Tidewater Foundation open a clinic\n\nPatients came by bus.",
    "Autumn round\n\nThe Harbour Trust has made nine awards. “We had forty requests,” it said.",
    "Autumn round\n\nThe Harbour Trust has made nine awards.\n\nWe asked for one too.",
    "Autumn round\n\nThe Tidewater Foundation met.\n\nThe Harbour Trust has made nine awards. We had forty requests.",
    "",
])
def test_a_document_that_speaks_for_nobody(nlp, text):
    assert issuer_name(nlp(text)) is None


def test_a_heading_ends(nlp):
    lines = "\n".join(f"line {number}" for number in range(HEADING))
    assert issuer_name(nlp(f"{lines}\nHarbour Trust\n\nIt rained.")) is None


@pytest.mark.parametrize(("text", "expected"), [
    ("We opened a clinic.", True), ("Our clinic is open.", True), ("“We opened a clinic,” she said.", False),
    ("The US opened a clinic.", False), ("They opened a clinic.", False),
])
def test_who_says_we(nlp, text, expected):
    assert speaks(nlp(text)) is expected


def test_paragraphs_and_quotations(nlp):
    doc = nlp("One.\n“Two,” he said.\nThree.")
    start, end = paragraph(doc, next(token.i for token in doc if token.text == "Two"))
    assert doc[start:end].text == "“Two,” he said."
    assert is_quoted(doc, start, start + 1)
    assert not is_quoted(doc, start, end - 1)
