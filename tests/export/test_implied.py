"""Which relationships only repeat what a narrower one says."""

import pytest

from kg.export.implied import without_implied
from kg.model import Evidence, Passage, Relationship
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
ONE, TWO = (Evidence("minutes", Passage(start, start + 9, "Ana Brück")) for start in (0, 40))


def claim(type_: str, *evidence: Evidence, role: str = "", object_: str = "org/tide", status: str = "current"):
    return Relationship(type_, "person/ana", object_, role=role, status=status, evidence=evidence)


@pytest.mark.parametrize(("broad", "is_implied"), [
    (claim("has_role", ONE, role="chair"), True),
    (claim("has_role", ONE, role="Co-Chair"), True),
    (claim("has_role", ONE), True),
    (claim("has_role", ONE, TWO, role="chair"), False),
    (claim("has_role", ONE, role="treasurer"), False),
    (claim("has_role", ONE, role="chair", object_="org/harbour"), False),
    (claim("has_role", ONE, role="chair", status="former"), False),
    (claim("publishes", ONE), False),
])
def test_a_claim_is_implied_by_a_narrower_one_of_the_same_passages(broad: Relationship, is_implied: bool) -> None:
    narrow = claim("chairs", ONE)
    assert without_implied([narrow, broad], ONTOLOGY) == ([narrow] if is_implied else [narrow, broad])


def test_without_a_narrower_claim_all_stay() -> None:
    claims = [claim("has_role", ONE, role="chair"), claim("has_role", TWO), claim("no-such-relation", ONE)]
    assert without_implied(claims, ONTOLOGY) == claims
