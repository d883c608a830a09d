"""A register's link is given where the documents show that its entry is meant, and not to namesakes."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract.lexicon import Lexicon
from kg.model import Annotation, Cluster, Document, Mention, Passage, Relation
from kg.ontology import Ontology
from kg.resolve import resolve

ONTOLOGY = Ontology.load()
LEXICON = Lexicon.load()


def register_of(source):
    """A row of one source whose name is of two plain words, the surname a rare one; data, so that no name is ours."""
    with (Path(ONTOLOGY.folder) / "gazetteer" / "people.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["source"] == source and row["links"]]
    rare = [row for row in rows if row["name"].count(" ") == 1 and row["name"].replace(" ", "").isalpha()
            and row["name"].split()[1].casefold() not in LEXICON.words("people", "common_surnames")]
    return rare[7]


MEMBER, PEER = register_of("uk-parliament"), register_of("uk-peers")
NAMES = {"M": MEMBER["name"], "P": PEER["name"], "S": PEER["name"].split()[1]}


def linked(text, *places, roles=()):
    """Whether the first of the names at `[...]` in a text has a link; each is (type, words in the text)."""
    text, clusters = text.format(**NAMES), []
    for number, (type_, words) in enumerate(places):
        words = words.format(**NAMES)
        start = text.index(words)
        clusters.append(Cluster(f"c{number}", type_, words, (Mention(start, start + len(words), words),)))
    annotation = Annotation(Document("a", text), tuple(clusters))
    relations = tuple(Relation("has_role", "c0", "c1", Passage(0, 1, "…"), role=role) for role in roles)
    entities = resolve([replace(annotation, relations=relations)], ONTOLOGY)[1]
    [found] = [one for one in entities if places[0][1].format(**NAMES) in (one.name, *one.aliases)
               and one.type == places[0][0]]
    return bool(found.links)


@pytest.mark.parametrize("text", [
    "{M} MP opened the ferry.", "Labour MP {M} opened the ferry.", "{M}, MP for Tarn, opened the ferry.",
    "{M}, the Conservative MP for Tarn, spoke.", "{M} (Labour MP for Tarn) spoke.", "Prime Minister {M} spoke.",
    "The roads were closed. Health minister {M} spoke.", "{M}, the health secretary, spoke.",
    "{M}, Secretary of State for Ferries, spoke.", "Transport Secretary {M} spoke.", "Sir {M} opened the ferry.",
])
def test_a_member_with_a_sign_of_the_office_is_linked(text):
    assert linked(text, ("PERSON", "{M}"))


@pytest.mark.parametrize("text", [
    "{M} opened the ferry.", "Present: {M}, Jane Roe (chair).", "Dr {M} took the minutes.", "Cllr {M} spoke.",
    "{M} met the health secretary.", "{M}, Labour MP Jane Roe and others came.", "{M} wrote to her MP.",
    "{M}, who met the Prime Minister, spoke.", "The Prime Minister. {M} spoke.", "Professor {M}, MPhil, spoke.",
    "{M} told MPs of the ferries.", "Minister {M} of Tarn Chapel preached.",
    "{M}, general secretary of a union, spoke.", "It was sent to the health secretary and {M}.",
    "{M}, health secretary Jane Roe and others came.",
])
def test_a_namesake_of_a_member_is_not_linked(text):
    assert not linked(text, ("PERSON", "{M}"))


@pytest.mark.parametrize(("role", "expected"), [
    ("MP for Tarn", True), ("Secretary of State for Ferries", True), ("health minister", True),
    ("chair", False), ("minister", False), ("company secretary", False), ("governor", False), ("lead member", False),
])
def test_a_post_that_was_read_is_evidence_where_it_is_an_office(role, expected):
    assert linked("{M} came to Tarn Pier.", ("PERSON", "{M}"), ("ORG", "Tarn Pier"), roles=[role]) is expected


@pytest.mark.parametrize(("text", "name", "expected"), [
    ("Lord {P} spoke.", "{P}", True), ("Baroness {P} spoke.", "{P}", True), ("{P}, a life peer, spoke.", "{P}", True),
    ("{P} spoke.", "{P}", False), ("Professor {P} spoke.", "{P}", False), ("Mr {P}, MP, spoke.", "{P}", False),
    ("Lord {S} spoke.", "Lord {S}", False), ("Lord {S} of Nowhere spoke.", "Lord {S}", False),
    ("We thank the Lord. {P} spoke.", "{P}", False), ("Dr. {P} spoke.", "{P}", False),
])
def test_a_peer_is_linked_with_a_title_and_a_forename(text, name, expected):
    assert linked(text, ("PERSON", name)) is expected


@pytest.mark.parametrize(("clusters", "expected"), [
    ([("PLACE", "Durham"), ("PLACE", "England")], True),
    ([("PLACE", "Durham")], False),
    ([("PLACE", "Durham"), ("PLACE", "United States")], False),
    ([("PLACE", "Durham"), ("PLACE", "England"), ("PLACE", "United States")], False),
    ([("PLACE", "Durham"), ("ORG", "Tarn Trust")], False),
    ([("PLACE", "Cambridge"), ("PLACE", "France")], False),
    ([("PLACE", "Leeds")], False), ([("PLACE", "Leeds"), ("PLACE", "England")], True),
    ([("PLACE", "Bath")], False), ([("PLACE", "Bath"), ("ORG", "Tarn Trust")], False),
    ([("PLACE", "Milton Keynes")], True), ([("PLACE", "France")], True), ([("PLACE", "England")], True),
    ([("PLACE", "UK")], True), ([("PLACE", "Leeds"), ("PLACE", "France")], False),
    ([("PLACE", "Reading"), ("PLACE", "England")], False), ([("PLACE", "Hope"), ("PLACE", "England")], False),
    ([("ORG", "MIND"), ("PLACE", "England")], False), ([("ORG", "Shelter"), ("PLACE", "England")], False),
    ([("ORG", "Scope"), ("PLACE", "England")], False), ([("ORG", "Which?"), ("PLACE", "England")], False),
    ([("ORG", "Bath"), ("PLACE", "England")], False),
    ([("ORG", "Leeds"), ("PLACE", "England")], False), ([("PLACE", "Leeds City Council")], False),
    ([("ORG", "Leeds City Council")], True), ([("ORG", "London")], False),
    ([("ORG", "Monitor")], False), ([("ORG", "Monitor"), ("ORG", "Care Quality Commission")], True),
    ([("ORG", "EA")], False), ([("ORG", "EA"), ("PLACE", "England")], True),
    ([("ORG", "EA"), ("PLACE", "United States")], False),
    ([("ORG", "Dockside Homes and Sports Club (DHSC)"), ("PLACE", "England")], False),
    ([("PLACE", "Bangor"), ("PLACE", "England")], False), ([("PLACE", "Queen Elizabeth Hospital")], False),
    ([("PERSON", "Leeds")], False),
])
def test_places_and_bodies(clusters, expected):
    text = " and ".join(name for _, name in clusters)
    assert linked(text, *clusters) is expected


def test_a_namesake_with_another_post_is_not_joined_to_the_member():
    rows = [row for row in ONTOLOGY.register() if row.source == "uk-parliament" and row.links and " " in row.name]
    common = [row for row in rows if row.name.split()[-1].casefold() in LEXICON.words("people", "common_surnames")]
    name = common[0].name
    speech, minutes = f"{name} MP spoke.", f"Present: {name} and Tarn Harbour Trust."
    clusters = [Cluster("c0", "PERSON", name, (Mention(0, len(name), name),))]
    trust = Cluster("c1", "ORG", "Tarn Harbour Trust", (Mention(30, 48, "Tarn Harbour Trust"),))
    member = Annotation(Document("a", speech), (*clusters, Cluster("c1", "ORG", "Pier Club", (Mention(0, 1, "P"),))))
    at = minutes.index(name)
    governor = Annotation(
        Document("b", minutes), (Cluster("c0", "PERSON", name, (Mention(at, at + len(name), name),)), trust),
        (Relation("has_role", "c0", "c1", Passage(0, 1, "…"), role="governor"),),
    )
    found = [one for one in resolve([member, governor], ONTOLOGY)[1] if one.type == "PERSON"]
    assert sorted(bool(one.links) for one in found) == [False, True]


def test_a_row_joins_nobody_where_no_document_shows_that_it_is_meant():
    row = next(row for row in ONTOLOGY.register() if row.name == PEER["name"])
    forms = [row.name, f"Lord {row.name.split()[1]}"]
    assert forms[1] in row.aliases or f"Baroness {row.name.split()[1]}" in row.aliases
    people = [Annotation(Document(f"d{n}", f"{form} spoke."), (
        Cluster("c0", "PERSON", form, (Mention(0, len(form), form),)),)) for n, form in enumerate(forms)]
    found = resolve(people, ONTOLOGY)[1]
    assert [(one.name, one.links, one.reasons) for one in found] == sorted((form, (), ()) for form in forms)


@pytest.mark.parametrize(("clusters", "name"), [
    ([("ORG", "EA")], "EA"), ([("ORG", "EA"), ("PLACE", "England")], "Environment Agency"),
    ([("ORG", "Leeds Council")], "Leeds City Council"), ([("PLACE", "UK")], "United Kingdom"),
])
def test_a_register_names_what_it_may(clusters, name):
    text = " and ".join(words for _, words in clusters)
    found = tuple(
        Cluster(f"c{n}", type_, words, (Mention(text.index(words), text.index(words) + len(words), words),))
        for n, (type_, words) in enumerate(clusters)
    )
    assert name in {one.name for one in resolve([Annotation(Document("a", text), found)], ONTOLOGY)[1]}
