"""Noun frames on parsed sentences."""

import json
import shutil

import pytest

from kg.errors import OntologyError
from kg.extract.relations.nouns import CURRENCIES, Anchor, NounFrame, amount
from kg.extract.relations.rules import Rules
from kg.ontology import Ontology, default_folder

GRANT = NounFrame("funds", frozenset({"grant"}), exceptions=frozenset({"criticise"}))


def anchor(doc, word: str) -> Anchor:
    return Anchor.at(next(token for token in doc if token.lower_ == word))


@pytest.mark.parametrize(("text", "word", "place", "expected"), [
    ("The School opened with a grant from the Trust.", "grant", "from", ["Trust"]),
    ("The School opened with a grant of £2m from the Trust.", "grant", "from", ["Trust"]),
    ("The School opened with a grant worth £2m from the Trust.", "grant", "from", ["Trust"]),
    ("The grant for the School comes from the Trust.", "grant", "for", ["School"]),
    ("The grant for the School comes from the Trust.", "grant", "from", []),
    ("The grant for the School comes from the Trust.", "grant", "from+", ["Trust"]),
    ("The School opened with a grant from the Trust.", "grant", "clause", ["School"]),
    ("The School owes its roof to a grant.", "grant", "clause", ["School"]),
    ("The Council criticised a grant.", "grant", "clause", []),
    ("The grant helped the School.", "grant", "clause", []),
    ("The grant helped the School.", "grant", "affected", ["School"]),
    ("The Trust gave a grant to help the School.", "grant", "purpose", ["School"]),
    ("The Trust awarded the grant.", "grant", "agent", ["Trust"]),
    ("The grant was awarded by the Trust.", "grant", "agent", ["Trust"]),
    ("The Trust's grant arrived.", "grant", "'s", ["Trust"]),
    ("The Trust is the main funder of the School.", "funder", "is", ["Trust"]),
    ("The Trust, the main funder of the School, agreed.", "funder", "is", ["Trust"]),
    ("The main funder of the School is the Trust.", "funder", "is", ["Trust"]),
    ("She joined the School as chair.", "chair", "is", ["School", "She"]),
    ("The School has £2 million. The grant comes from the Trust.", "grant", "before", ["School"]),
    ("The School has pupils. The grant comes from the Trust.", "grant", "before", []),
    ("The School has £2 million. A grant comes from the Trust.", "grant", "before", []),
])
def test_places_around_a_noun(nlp, text, word, place, expected):
    found = anchor(nlp(text), word).tokens(place, GRANT)
    assert [token.text for token in found if token.pos_ in {"PROPN", "PRON", "NOUN"}] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("The Trust gave £2 million.", "million"),
    ("The Trust gave a £2 million grant.", None),
    ("The Trust opened a £2 million ward.", None),
])
def test_an_amount_is_no_price_of_a_thing(nlp, text, expected):
    doc = nlp(text)
    found = amount(next(token for token in doc if token.text in CURRENCIES))
    assert (found.text if found is not None else None) == expected


def test_a_frame_may_ask_for_the_verb(nlp):
    held = NounFrame("chairs", frozenset({"chair"}), verbs=frozenset({"hold"}))
    assert anchor(nlp("She holds the chair of the Trust."), "chair").fits(held)
    assert not anchor(nlp("She left the chair of the Trust."), "chair").fits(held)
    assert not anchor(nlp("The chair of the Trust."), "chair").fits(held)


@pytest.mark.parametrize("entry", [{"nouns": ["grant"]}, {"subject": ["from"], "object": ["to"]}])
def test_a_frame_without_nouns_or_places_is_refused(tmp_path, nlp, entry):
    shutil.copytree(default_folder(), tmp_path / "ontology")
    (tmp_path / "ontology" / "patterns" / "funds.json").write_text(json.dumps({"nouns": [entry]}), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"patterns/funds.json: noun 0 needs nouns or posts"):
        Rules.of(Ontology.load(tmp_path / "ontology"), nlp.vocab)


def related(nlp, text: str, relation: str) -> set[tuple[str, str, str]]:
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return {(names[r.subject], names[r.object], r.status) for r in doc._.kg_relations if r.type == relation}


@pytest.mark.parametrize("text", [
    "The Harbour Trust opened a clinic with a grant from the Tidewater Foundation.",
    "A grant of £2m from the Tidewater Foundation helped the Harbour Trust to open a clinic.",
    "The Harbour Trust's new clinic was built with £2m from the Tidewater Foundation.",
    "The Tidewater Foundation gave £2m to help the Harbour Trust.",
    "The Tidewater Foundation has provided £2m of funding to the Harbour Trust.",
    "The wages at the Harbour Trust are paid by the Tidewater Foundation.",
])
def test_money_in_many_orders(nlp, text):
    assert related(nlp, text, "funds") == {("Tidewater Foundation", "Harbour Trust", "current")}


@pytest.mark.parametrize("text", [
    "The Harbour Trust has applied for a grant from the Tidewater Foundation.",
    "The Harbour Trust needs a grant from the Tidewater Foundation.",
    "The Harbour Trust got no grant from the Tidewater Foundation.",
    "The Harbour Trust spoke of a possible grant from the Tidewater Foundation.",
    "The Harbour Trust made a bid for a grant from the Tidewater Foundation.",
    "If a grant from the Tidewater Foundation helps the Harbour Trust, the clinic will open.",
    "The Harbour Trust bought £2m of beds from the Tidewater Foundation.",
    "The Harbour Trust, Wexley - £12,000 for the Tidewater Foundation.",
    "The Harbour Trust was awarded a medal by the Tidewater Foundation.",
    "The Harbour Trust paid a fine of £2m to the Tidewater Foundation.",
])
def test_money_that_nobody_gave(nlp, text):
    assert related(nlp, text, "funds") == set()


def test_money_that_was_lost_or_returned_is_former(nlp):
    for verb in ("lost", "returned"):
        text = f"The Harbour Trust {verb} a grant from the Tidewater Foundation."
        assert related(nlp, text, "funds") == {("Tidewater Foundation", "Harbour Trust", "former")}
