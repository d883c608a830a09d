"""Names that the trained component sees whole, and what is kept of its word."""

import pytest

from kg.extract.entities import FOLDER

LIMIT = 10_000_000
"""Bytes that the weights may take in the package."""


def names(nlp, text: str) -> list[str]:
    return [ent.text for ent in nlp(text).ents]


def test_the_pipeline_comes_with_weights_that_know_policies(nlp):
    assert "POLICY" in nlp.get_pipe("ner").labels
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < LIMIT


@pytest.mark.parametrize(("text", "expected"), [
    ("The Loxley Institute published Who Minds the Ferry in May.", "Who Minds the Ferry"),
    ("They run Street by Street, a scheme that plants trees.", "Street by Street"),
    ("Hard Seats Ahead? was written by Jane Roe.", "Hard Seats Ahead?"),
    ("Jane Roe is the author of Rivers of Debt: water companies and the public purse.",
     "Rivers of Debt: water companies and the public purse"),
    ("Jane Roe is the author of Rivers of Debt: she wrote it in jail.", "Rivers of Debt"),
    ("Engineers from the Tarn Water Co-operative met.", "Tarn Water Co-operative"),
    ("We read the 10 Year Rivers Plan and the Harbour Strategy 2023-28.", "10 Year Rivers Plan"),
    ("We read the 10 Year Rivers Plan and the Harbour Strategy 2023-28.", "Harbour Strategy 2023-28"),
    ("We read Loxley's The Long Wait again.", "The Long Wait"),
    ("She left HM Inspectorate of Harbours.", "HM Inspectorate of Harbours"),
])
def test_a_name_is_seen_whole(nlp, text, expected):
    assert expected in names(nlp, text)


@pytest.mark.parametrize(("text", "expected"), [
    ("NHS Tarnside and Dundee City Council wrote it.", ["NHS Tarnside", "Dundee City Council"]),
    ("Meanwhile Ofsted asked for more.", ["Ofsted"]),
    ("Philanthropist Jane Roe gave the money.", ["Jane Roe"]),
])
def test_what_is_no_part_of_a_name_is_left_out(nlp, text, expected):
    assert names(nlp, text) == expected
