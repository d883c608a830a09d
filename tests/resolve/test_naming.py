"""How entities are called: names, other names, ids that are short, plain and their own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made

from kg.extract.lexicon import Lexicon
from kg.ontology import Ontology
from kg.resolve import resolve
from kg.resolve.naming import LONGEST, best_name, distinct, entity, slug
from kg.resolve.profiles import profiles

ONTOLOGY = Ontology.load()
LEXICON = Lexicon.load()


def group(*clusters):
    return list(profiles([made(f"d{place}", cluster) for place, cluster in enumerate(clusters)], LEXICON))


@pytest.mark.parametrize(("name", "expected"), [
    ("NHS England", "nhs-england"),
    ("Barlow & Sons’ Café", "barlow-and-sons-cafe"),
    ("The Queen's Fund", "the-queens-fund"),
    ("Łódź", "lodz"),
    ("Renters (Reform) Bill", "renters-reform-bill"),
    ("../../etc", "etc"),
    ("<b>x</b>", "b-x-b"),
])
def test_slugs(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["", "…", "🚒", "()"])
def test_a_name_without_letters_gets_a_hash(name):
    assert re.fullmatch(r"n-[0-9a-f]{16}", slug(name))


def test_other_scripts_give_letters():
    assert slug("北京市") == "bei-jing-shi"


@given(st.text(max_size=300))
def test_a_slug_is_plain_and_not_too_long(name):
    found = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= LONGEST + 9


def test_long_names_that_differ_at_the_end_differ():
    one, other = slug("Review of " * 20 + "Roads"), slug("Review of " * 20 + "Rail")
    assert one != other
    assert one[:60] == other[:60]


@pytest.mark.parametrize(("clusters", "expected"), [
    ([("ORG", "Mossbank"), ("ORG", "Mossbank Trust")], "Mossbank Trust"),
    ([("ORG", "MOSSBANK TRUST"), ("ORG", "Mossbank Trust")], "Mossbank Trust"),
    ([("ORG", "Mossbank trust"), ("ORG", "Mossbank Trust"), ("ORG", "Mossbank Trust")], "Mossbank Trust"),
    ([("ORG", "Mossbank\n Trust")], "Mossbank Trust"),
    ([("PERSON", "Lord Marsh"), ("PERSON", "Norman Marsh")], "Norman Marsh"),
    ([("PERSON", "Lord Marsh"), ("PERSON", "Lord Marsh")], "Lord Marsh"),
])
def test_the_best_name(clusters, expected):
    assert best_name(group(*clusters)) == expected


def test_a_registered_entity_has_the_registers_name_and_links():
    found = entity(group(("PLACE", "UK")), ONTOLOGY)
    assert (found.id, found.name, found.aliases) == ("place/united-kingdom", "United Kingdom", ("UK",))
    assert found.links


def test_aliases_are_the_other_forms_once_each():
    found = entity(group(("PERSON", "Jane Roe", "Roe", "Dr Roe", "Roe"), ("PERSON", "Jane  Roe", "Roe")), ONTOLOGY)
    assert (found.name, found.aliases) == ("Jane Roe", ("Dr Roe", "Roe"))


def test_the_subtype_is_told_by_the_name():
    assert entity(group(("POLICY", "Clean Rivers Act 2021")), ONTOLOGY).subtype == "Legislation"


def test_no_entity_has_the_id_of_another():
    clusters = [("PERSON", "Jane Roe", "Mr Roe"), ("PERSON", "Jane Roe", "Ms Roe"), ("PERSON", "Jané Roe")]
    entities = resolve([made(f"d{place}", cluster) for place, cluster in enumerate(clusters)], ONTOLOGY)[1]
    assert len({one.id for one in entities}) == len(entities) == 3
    assert entities[0].id == "person/jane-roe"
    assert all(re.fullmatch(r"person/jane-roe-[0-9a-f]{8}", one.id) for one in entities[1:])


def test_an_id_that_a_name_already_spells_is_not_given_again():
    groups = [group(("ORG", "Tarn")), group(("ORG", "Tarn"))]
    first = list(distinct((entity(g, ONTOLOGY), g) for g in groups))
    taken = group(("ORG", first[1].id.removeprefix("org/")))
    found = list(distinct((entity(g, ONTOLOGY), g) for g in [*groups, taken]))
    assert len({one.id for one in found}) == 3
