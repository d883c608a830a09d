"""Each feature says what it should and gives its reason in words."""

from dataclasses import replace

import pytest
from made import made

from kg.extract.lexicon import Lexicon
from kg.model import Passage, Relation
from kg.resolve.features import FEATURES, compare, is_forbidden, is_same
from kg.resolve.profiles import profiles

LEXICON = Lexicon.load()

CASES = [
    ("same_row", ("PLACE", "UK"), ("PLACE", "United Kingdom"), 0.9, "both are United Kingdom in iso-3166"),
    ("same_row", ("PLACE", "Leeds"), ("PLACE", "Hull"), -1.0,
     "Leeds and Kingston upon Hull are two rows of the registers"),
    ("same_name", ("PERSON", "Jane Roe"), ("PERSON", "jane roe"), 0.8, "both are called Jane Roe"),
    ("same_name", ("ORG", "Mossbank"), ("ORG", "Mossbank"), 0.6, "both are called Mossbank"),
    ("same_title", ("POLICY", "The Long Wait"), ("POLICY", "The Long Wait: why trains are late"), 0.7,
     "The Long Wait and The Long Wait: why trains are late have one title"),
    ("same_title", ("POLICY", "The Long Wait: a plan"), ("POLICY", "The Long Wait: why trains are late"), -1.0,
     "The Long Wait: a plan and The Long Wait: why trains are late have different subtitles"),
    ("same_acronym", ("ORG", "MTA"), ("ORG", "Mossbank Tenants Alliance", "MTA"), 0.6,
     "MTA is explained in one of the documents"),
    ("same_acronym", ("ORG", "Minster Toll Agency", "MTA"), ("ORG", "Mossbank Tenants Alliance", "MTA"), -1.0,
     "MTA is Minster Toll Agency here and Mossbank Tenants Alliance there"),
    ("full_and_short", ("PERSON", "Penny Marsh"), ("PERSON", "Penelope Marsh"), 0.7,
     "Penny Marsh and Penelope Marsh are forms of one name"),
    ("full_and_short", ("PERSON", "P Marsh"), ("PERSON", "Penelope Marsh"), 0.5,
     "P Marsh and Penelope Marsh agree in the initial"),
    ("different_middle", ("PERSON", "Jane A. Roe"), ("PERSON", "Jane B. Roe"), -1.0,
     "Jane A. Roe and Jane B. Roe differ in the middle name"),
    ("different_titles", ("PERSON", "Kim Roe", "Mr Roe"), ("PERSON", "Kim Roe", "Dame Kim"), -1.0,
     "Kim Roe is a man's name in one document, a woman's in the other"),
    ("knight_and_peer", ("PERSON", "Norman Marsh", "Sir Norman"), ("PERSON", "Lord Marsh"), 0.6,
     "Norman Marsh bears an honour, and Lord Marsh is the same surname"),
    ("different_generation", ("PERSON", "John Roe Sr"), ("PERSON", "John Roe Jr"), -1.0,
     "John Roe Sr and John Roe Jr differ in what follows the name"),
    ("same_words", ("ORG", "Mossbank Trust"), ("ORG", "Mossbank NHS Foundation Trust"), 0.5,
     "Mossbank Trust and Mossbank NHS Foundation Trust differ in words that any body may have"),
    ("same_words", ("ORG", "Mossbank City Council"), ("ORG", "Mossbank County Council"), -1.0,
     "Mossbank City Council and Mossbank County Council are two kinds of body"),
    ("initials_of_areas", ("ORG", "TVD ICB"), ("ORG", "NHS Tarn, Vale and Dale Integrated Care Board"), 0.6,
     "TVD ICB and NHS Tarn, Vale and Dale Integrated Care Board have the same initials and the same kind"),
]


def pair(one, other):
    return list(profiles([made("a", one), made("b", other)], LEXICON))


@pytest.mark.parametrize(("name", "one", "other", "score", "reason"), CASES)
def test_a_feature_gives_its_score_and_reason(name, one, other, score, reason):
    found = {look.__name__: look(*pair(one, other), LEXICON) for look in FEATURES}[name]
    assert (found.score, found.reason) == (score, reason)


@pytest.mark.parametrize(("one", "other"), [(one, other) for _, one, other, *_ in CASES])
def test_comparing_is_symmetric(one, other):
    there, back = pair(one, other), pair(other, one)
    assert is_same(*there, LEXICON) == is_same(*back, LEXICON)
    assert is_forbidden(*there, LEXICON) == is_forbidden(*back, LEXICON)


def test_every_feature_is_shown_by_a_case_and_has_a_docstring():
    assert {look.__name__ for look in FEATURES} == {name for name, *_ in CASES} | {"common_name"}
    assert all(look.__doc__ for look in FEATURES)


def test_a_veto_outweighs_an_equal_name():
    kim = pair(("PERSON", "Kim Roe", "Mr Roe"), ("PERSON", "Kim Roe", "Ms Roe"))
    assert sum(feature.score for feature in compare(*kim, LEXICON)) == pytest.approx(-0.2)
    assert is_forbidden(*kim, LEXICON)


def test_names_that_share_nothing_have_no_features():
    assert list(compare(*pair(("ORG", "Tarn Trust"), ("ORG", "Mossbank Trust")), LEXICON)) == []


def at_posts(document, *bodies, text="…"):
    """A John Smith with posts at some bodies of a document."""
    clusters = [("PERSON", "John Smith"), *(("ORG", body) for body in bodies)]
    posts = tuple(Relation("has_role", "c0", f"c{place}", Passage(0, 1, "…")) for place in range(1, len(clusters)))
    annotation = made(document, *clusters)
    return next(profiles([replace(annotation, relations=posts)], LEXICON))


@pytest.mark.parametrize(("one", "other", "is_two"), [
    (("Mossbank Trust",), ("Tarn Council",), True),
    (("Mossbank Trust",), ("Mossbank Trust", "Tarn Council"), False),
    (("Mossbank Trust",), (), False),
    ((), (), False),
])
def test_a_common_name_with_posts_at_other_bodies_is_two_people(one, other, is_two):
    pair_of = at_posts("a", *one), at_posts("b", *other)
    assert is_forbidden(*pair_of, LEXICON) is is_two
    assert is_forbidden(*pair_of[::-1], LEXICON) is is_two


def test_a_body_is_not_compared_like_a_person():
    assert not is_same(*pair(("ORG", "Penny Marsh"), ("ORG", "Penelope Marsh")), LEXICON)
