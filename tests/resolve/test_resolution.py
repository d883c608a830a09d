"""Which names of different documents are one entity, and that nothing but what they say decides it."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made

from kg.extract.lexicon import Lexicon
from kg.model import Passage, Relation, Statement
from kg.ontology import Ontology
from kg.resolve import resolve
from kg.resolve.blocking import blocks
from kg.resolve.profiles import profiles
from kg.resolve.resolution import groups_of, matches

ONTOLOGY = Ontology.load()
LEXICON = Lexicon.load()


def names(*annotations):
    """id -> name of the entities of some documents."""
    return {entity.id: entity.name for entity in resolve(annotations, ONTOLOGY)[1]}


ONE = {
    "equal names": [("PERSON", "Jane Roe"), ("PERSON", "Jane Roe")],
    "a short forename": [("PERSON", "Penny Marsh"), ("PERSON", "Penelope Marsh")],
    "an initial": [("PERSON", "P. Marsh"), ("PERSON", "Penelope Marsh")],
    "a middle name": [("PERSON", "Jane Anne Roe"), ("PERSON", "Jane Roe")],
    "a title in one": [("PERSON", "Jane Roe", "Dr Roe"), ("PERSON", "Jane Roe", "Ms Roe")],
    "an acronym alone": [("ORG", "Mossbank Tenants Alliance", "MTA"), ("ORG", "MTA")],
    "a registered acronym": [("ORG", "DHSC"), ("ORG", "Department of Health and Social Care")],
    "a country": [("PLACE", "UK"), ("PLACE", "United Kingdom")],
    "the article": [("ORG", "The Queen’s Fund"), ("ORG", "Queen's Fund")],
    "an ampersand": [("ORG", "Barlow & Sons"), ("ORG", "Barlow and Sons")],
    "a last word cut short": [("ORG", "Mossbank and Calder ICB"), ("ORG", "Mossbank and Calder Integrated Care Board")],
    "a knight who is a peer": [("PERSON", "Norman Marsh", "Sir Norman"), ("PERSON", "Lord Marsh")],
    "a dame who is a peer": [("PERSON", "Penelope Marsh", "Dame Penelope"), ("PERSON", "Baroness Marsh")],
    "initials of areas": [("ORG", "Tarn, Vale and Dale Integrated Care System"), ("ORG", "TVD ICS")],
    "words that any body may have": [("ORG", "Mossbank NHS Foundation Trust"), ("ORG", "Mossbank Foundation Trust")],
    "a council in short": [("ORG", "Mossbank Borough Council"), ("ORG", "Mossbank Council")],
    "a son by the full name": [("PERSON", "John Roe Jr"), ("PERSON", "John Roe")],
    "an acronym explained alike": [("ORG", "Mossbank Trust", "MTX"), ("ORG", "Mossbank NHS Trust", "MTX")],
}
TWO = {
    "a board and a system of one area": [("ORG", "Mossbank ICB"), ("ORG", "Mossbank Integrated Care System")],
    "a board and a system in short": [("ORG", "TVD ICB"), ("ORG", "Tarn, Vale and Dale Integrated Care System")],
    "a board and a system, both in short": [("ORG", "TVD ICB"), ("ORG", "TVD ICS")],
    "a trust and a council": [("ORG", "Mossbank Trust"), ("ORG", "Mossbank Council")],
    "two councils of one area": [("ORG", "Mossbank City Council"), ("ORG", "Mossbank County Council")],
    "a council and its place": [("ORG", "Mossbank Council"), ("PLACE", "Mossbank")],
    "a knight and a baroness": [("PERSON", "Norman Marsh", "Sir Norman"), ("PERSON", "Baroness Marsh")],
    "a peer and somebody without an honour": [("PERSON", "Norman Marsh"), ("PERSON", "Lord Marsh")],
    "a knight and a doctor": [("PERSON", "Norman Marsh", "Sir Norman"), ("PERSON", "Dr Marsh")],
    "father and son": [("PERSON", "John Roe Snr"), ("PERSON", "John Roe Jnr")],
    "a former body and the one that took over": [
        ("ORG", "Public Health England"), ("ORG", "UK Health Security Agency")],
    "a former name and the new one": [("ORG", "NHS Litigation Authority"), ("ORG", "NHS Resolution")],
    "other forenames": [("PERSON", "Jane Roe"), ("PERSON", "John Roe")],
    "one name, Mr and Ms": [("PERSON", "Kim Roe", "Mr Roe"), ("PERSON", "Kim Roe", "Ms Roe")],
    "other middle names": [("PERSON", "Jane A. Roe"), ("PERSON", "Jane B. Roe")],
    "surnames alone": [("PERSON", "Dr Marsh"), ("PERSON", "Dr Marsh")],
    "a surname and a full name": [("PERSON", "Marsh"), ("PERSON", "Penelope Marsh")],
    "an acronym of two bodies": [("ORG", "Mossbank Tenants Alliance", "MTA"), ("ORG", "Minster Toll Agency", "MTA")],
    "a registered acronym of another body": [("ORG", "Dockside Homes and Sports Club", "DHSC"), ("ORG", "DHSC")],
    "two types": [("ORG", "Mossbank"), ("PLACE", "Mossbank")],
    "two rows of a register": [("ORG", "Leeds City Council"), ("ORG", "Bradford City Council")],
    "two years": [("POLICY", "Care Act 2014"), ("POLICY", "Care Act 1990")],
}


@pytest.mark.parametrize("pair", ONE.values(), ids=ONE)
def test_one(pair):
    assert len(names(made("a", pair[0]), made("b", pair[1]))) == 1
    assert len(names(made("b", pair[0]), made("a", pair[1]))) == 1


@pytest.mark.parametrize("pair", TWO.values(), ids=TWO)
def test_two(pair):
    assert len(names(made("a", pair[0]), made("b", pair[1]))) == 2
    assert len(names(made("b", pair[0]), made("a", pair[1]))) == 2


def test_a_short_form_that_fits_two_joins_neither():
    people = ["P. Marsh", "Penelope Marsh", "Peter Marsh", "P. Marsh"]
    found = names(*(made(f"d{place}", ("PERSON", name)) for place, name in enumerate(people)))
    assert sorted(found.values()) == ["P. Marsh", "Penelope Marsh", "Peter Marsh"]


def test_a_peer_is_nobody_where_two_of_the_surname_may_be_meant():
    people = [("Norman Marsh", "Sir Norman"), ("Peter Marsh",), ("Lord Marsh",)]
    assert len(names(*(made(f"d{place}", ("PERSON", *forms)) for place, forms in enumerate(people)))) == 3
    people[1] = ("Penelope Marsh", "Dame Penelope")
    assert len(names(*(made(f"d{place}", ("PERSON", *forms)) for place, forms in enumerate(people)))) == 2


def test_a_short_name_that_fits_two_bodies_joins_neither():
    bodies = ["Mossbank City Council", "Mossbank County Council", "Mossbank Council"]
    assert len(names(*(made(f"d{place}", ("ORG", body)) for place, body in enumerate(bodies)))) == 3


def test_who_took_over_is_linked_where_both_are_there():
    old, new = ("ORG", "Public Health England"), ("ORG", "UK Health Security Agency")
    both = {one.id: one.replaced_by for one in resolve([made("a", old), made("b", new)], ONTOLOGY)[1]}
    assert both == {"org/public-health-england": ("org/uk-health-security-agency",),
                    "org/uk-health-security-agency": ()}
    assert resolve([made("a", old)], ONTOLOGY)[1][0].replaced_by == ()


def test_an_entity_keeps_the_reasons_for_which_its_names_were_joined():
    people = [made("a", ("PERSON", "Penny Marsh")), made("b", ("PERSON", "Penelope Marsh")), made("c", ("ORG", "Tarn"))]
    found = {one.id: one.reasons for one in resolve(people, ONTOLOGY)[1]}
    assert found == {
        "person/penelope-marsh": ("Penelope Marsh and Penny Marsh are forms of one name",), "org/tarn": ()}


def test_what_a_document_tells_apart_stays_two():
    found = names(made("a", ("PERSON", "Penny Marsh"), ("PERSON", "Peter Marsh")), made("b", ("PERSON", "P. Marsh")))
    assert len(found) == 3


def test_the_annotations_carry_the_ids_of_entities():
    passage = Passage(0, 1, "…")
    annotation = replace(
        made("a", ("ORG", "Tarn Trust"), ("ORG", "Mossbank Trust"), ("PERSON", "Jane Roe")),
        relations=(Relation("partners_with", "c0", "c1", passage), Relation("funds", "c1", "c1", passage)),
        statements=(Statement("direct", (passage,), passage, "said", "c2", about=("c0", "c2")),),
    )
    resolved, entities = resolve([annotation], ONTOLOGY)
    assert [entity.id for entity in entities] == ["org/mossbank-trust", "org/tarn-trust", "person/jane-roe"]
    assert [(r.subject, r.object) for r in resolved[0].relations] == [("org/mossbank-trust", "org/tarn-trust")]
    assert resolved[0].statements[0].speaker == "person/jane-roe"
    assert resolved[0].statements[0].about == ("org/tarn-trust",)


def test_a_speaker_without_a_name_stays_without():
    passage = Passage(0, 1, "…")
    statement = Statement("indirect", (passage,), passage, "said", "", "one tenant")
    resolved, _ = resolve([replace(made("a"), statements=(statement,))], ONTOLOGY)
    assert (resolved[0].statements[0].speaker, resolved[0].statements[0].speaker_text) == ("", "one tenant")


def test_nothing_gives_nothing():
    assert resolve([], ONTOLOGY) == ([], [])


FORMS = st.sampled_from([
    ("PERSON", "Jane Roe"), ("PERSON", "Jane Roe", "Ms Roe"), ("PERSON", "Jane Roe", "Mr Roe"), ("PERSON", "J. Roe"),
    ("PERSON", "John Roe"), ("PERSON", "Dr Roe"), ("PERSON", "Jane A. Roe"), ("PERSON", "Jane B. Roe"),
    ("PERSON", "Roe"),
    ("ORG", "Mossbank Tenants Alliance", "MTA"), ("ORG", "MTA"), ("ORG", "Minster Toll Agency", "MTA"), ("ORG", "DHSC"),
    ("ORG", "Department of Health and Social Care", "DHSC"), ("ORG", "…"), ("PLACE", "UK"), ("PLACE", "United Kingdom"),
    ("POLICY", "Clean Rivers Act 2021"), ("POLICY", "Łódź 市"), ("ORG", "Mossbank"), ("PLACE", "Mossbank"),
])
COLLECTIONS = st.lists(st.lists(FORMS, max_size=4, unique_by=lambda form: form[:2]), min_size=1, max_size=6)


def documents(collection):
    return [made(f"d{place}", *forms) for place, forms in enumerate(collection)]


@settings(max_examples=60, deadline=None)
@given(COLLECTIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(collection, random):
    shuffled = documents(collection)
    random.shuffle(shuffled)
    assert resolve(shuffled, ONTOLOGY) == resolve(documents(collection), ONTOLOGY)


@settings(max_examples=60, deadline=None)
@given(COLLECTIONS)
def test_every_cluster_gets_one_entity_of_its_type_and_ids_are_unique(collection):
    annotations, entities = resolve(documents(collection), ONTOLOGY)
    types = {entity.id: entity.type for entity in entities}
    assert len(types) == len(entities)
    used = {cluster.id: cluster.type for annotation in annotations for cluster in annotation.clusters}
    assert used == types
    assert [a.document.id for a in annotations] == sorted(a.document.id for a in annotations)
    before = sum(len(c.mentions) for a in documents(collection) for c in a.clusters)
    assert sum(len(c.mentions) for a in annotations for c in a.clusters) == before


@settings(max_examples=60, deadline=None)
@given(COLLECTIONS, st.randoms(use_true_random=False))
def test_a_block_depends_on_that_block_alone(collection, random):
    found = list(profiles(documents(collection), LEXICON))
    whole = {key: set(matches(block, LEXICON)) for key, block in blocks(found, frozenset({"PERSON"})).items()}
    for key, block in blocks(found, frozenset({"PERSON"})).items():
        shuffled = list(block)
        random.shuffle(shuffled)
        assert set(matches(shuffled, LEXICON)) == whole[key]


@settings(max_examples=60, deadline=None)
@given(COLLECTIONS)
def test_groups_part_all_profiles(collection):
    found = list(profiles(documents(collection), LEXICON))
    grouped = [profile.key for group in groups_of(found, LEXICON) for profile in group.members]
    assert sorted(grouped) == sorted(profile.key for profile in found)


def test_documents_about_other_things_change_no_id():
    first = names(made("a", ("PERSON", "Jane Roe"), ("ORG", "Mossbank Trust")))
    more = names(made("a", ("PERSON", "Jane Roe"), ("ORG", "Mossbank Trust")), made("b", ("ORG", "Tarn Trust")))
    assert first.items() < more.items()


def test_many_documents_with_one_name_are_joined():
    found = names(*(
        made(f"d{place}", ("ORG", "Mossbank Trust"), ("PERSON", f"J{place % 50} Roe")) for place in range(1000)
    ))
    assert len(found) == 51


CROWDS = {
    "one common name": lambda n: [("PERSON", "John Smith"), ("ORG", f"Tarn{n} Trust")],
    "one surname": lambda n: [("PERSON", f"J{n} Roe"), ("PERSON", "Dr Roe")],
    "surnames alone": lambda n: [("PERSON", "Dr Marsh")],
    "long and short names": lambda n: [("ORG", f"Tarn{n} NHS Trust"), ("ORG", f"Tarn{n + 1} Trust")],
}


@pytest.mark.parametrize("crowd", CROWDS.values(), ids=CROWDS)
def test_time_grows_with_the_documents_and_not_with_their_square(crowd):
    def seconds(count):
        annotations = [made(f"d{n}", *crowd(n)) for n in range(count)]
        start = time.process_time()
        resolve(annotations, ONTOLOGY)
        return time.process_time() - start

    seconds(50)
    small, large = min(seconds(300), seconds(300)), min(seconds(1200), seconds(1200))
    assert large < 10 * small + 0.1, f"{small:.3f} s, four times the documents {large:.3f} s"
