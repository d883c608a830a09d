"""What is known of a cluster: its forms, its acronyms, its row in a register."""

import pytest
from made import made

from kg.extract.lexicon import Lexicon
from kg.resolve.blocking import blocks, keys
from kg.resolve.profiles import profiles

LEXICON = Lexicon.load()
PEOPLE = frozenset({"PERSON"})


def profile(*cluster):
    return next(profiles([made("a", cluster)], LEXICON))


def test_forms_and_acronyms():
    found = profile("ORG", "Mossbank Tenants’ Alliance", "MTA", "the Alliance")
    assert found.forms == {"mossbank tenants' alliance", "mta", "alliance"}
    assert found.acronyms == {"MTA"}
    assert found.key == ("a", "c0")


@pytest.mark.parametrize(("cluster", "is_acronym", "is_short"), [
    (("ORG", "MTA"), True, True),
    (("ORG", "Mossbank Tenants Alliance", "MTA"), False, False),
    (("PERSON", "P. Marsh"), False, True),
    (("PERSON", "Penelope Marsh"), False, False),
    (("ORG", "Mossbank"), False, False),
])
def test_short_names(cluster, is_acronym, is_short):
    found = profile(*cluster)
    assert (found.is_acronym, found.is_short) == (is_acronym, is_short)


@pytest.mark.parametrize(("cluster", "row"), [
    (("PLACE", "UK"), "United Kingdom"),
    (("ORG", "DHSC"), "Department of Health and Social Care"),
    (("ORG", "Dockside Homes and Sports Club", "DHSC"), None),
    (("ORG", "dhsc"), None),
    (("PERSON", "UK"), None),
    (("ORG", "Mossbank Trust"), None),
])
def test_the_row_of_a_register(cluster, row):
    found = profile(*cluster).row
    assert (found.name if found else None) == row


@pytest.mark.parametrize(("cluster", "expected"), [
    (("PERSON", "Jane Roe"), ["PERSON|surname|roe"]),
    (("ORG", "Mossbank Tenants Alliance", "MTA"), [
        "ORG|name|mossbank tenants alliance", "ORG|acronym|mta", "ORG|core|mossbank tenants alliance"]),
    (("ORG", "Tarn, Vale and Dale ICS"), [
        "ORG|name|tarn vale and dale integrated care system", "ORG|core|tarn vale dale",
        "ORG|name|tvd integrated care system"]),
    (("PERSON", "John Roe Jr"), ["PERSON|surname|roe"]),
    (("PLACE", "UK"), ["PLACE|row|United Kingdom", "PLACE|name|uk", "PLACE|acronym|uk"]),
])
def test_keys_of_blocks(cluster, expected):
    assert list(keys(profile(*cluster), PEOPLE)) == expected


def test_blocks_are_sorted_and_hold_who_shares_a_key():
    found = list(profiles([made("b", ("PERSON", "Jane Roe")), made("a", ("PERSON", "John Roe"))], LEXICON))
    assert {key: [p.key for p in block] for key, block in blocks(found, PEOPLE).items()} == {
        "PERSON|surname|roe": [("a", "c0"), ("b", "c0")]}


def test_a_cluster_stands_in_a_block_once():
    found = blocks([profile("ORG", "MTA", "mta", "Mta")], PEOPLE)
    assert {key: len(block) for key, block in found.items()} == {
        "ORG|acronym|mta": 1, "ORG|core|mta": 1, "ORG|name|mta": 1}
