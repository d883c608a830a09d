"""Two small documents, whose answers the tests of questions write out by hand."""

from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement

ANNA, BEN = "person/anna-marsh", "person/ben-okoye"
TIDEWATER, HARBOUR, LANTERN = "org/tidewater-foundation", "org/harbour-trust", "org/lantern-institute"
STRATEGY, REVIEW = "policy/coastal-towns-strategy", "policy/marsh-review"

LAUNCH = (
    "The Tidewater Foundation, chaired by Anna Marsh, published the Coastal Towns Strategy. "
    "It funds the Harbour Trust. “The Harbour Trust must grow,” said Marsh. One trustee warned that rents rise."
)
MINUTES = (
    "Anna Marsh, who led the Marsh Review, said “costs rise” and that “we must act”. "
    "Ben Okoye, formerly director of the Lantern Institute, runs the Harbour Trust. "
    "The strategy finds that homes are cold."
)


def passage(text, words):
    start = text.index(words)
    return Passage(start, start + len(words), words)


def cluster(id_):
    return Cluster(id_, "", "", (Mention(0, 1, "x"),))


def relation(text, words, type_, subject, object_, **more):
    return Relation(type_, subject, object_, passage(text, words), **more)


ENTITIES = [
    Entity(ANNA, "PERSON", "Anna Marsh"), Entity(BEN, "PERSON", "Ben Okoye"),
    Entity(TIDEWATER, "ORG", "Tidewater Foundation"), Entity(HARBOUR, "ORG", "Harbour Trust"),
    Entity(LANTERN, "ORG", "Lantern Institute"),
    Entity(STRATEGY, "POLICY", "Coastal Towns Strategy", subtype="Plan"),
    Entity(REVIEW, "POLICY", "Marsh Review", subtype="Review"),
]
FIRST = Annotation(
    Document("2026/launch", LAUNCH, title="A strategy for coasts", date="2026-05-01"),
    tuple(map(cluster, (ANNA, HARBOUR, TIDEWATER, STRATEGY))),
    (
        relation(LAUNCH, "chaired by Anna Marsh", "chairs", ANNA, TIDEWATER, confidence=0.95),
        relation(LAUNCH, "chaired by Anna Marsh", "has_role", ANNA, TIDEWATER, role="chair", confidence=0.95),
        relation(LAUNCH, "published the Coastal Towns Strategy", "publishes", TIDEWATER, STRATEGY),
        relation(LAUNCH, "It funds the Harbour Trust", "funds", TIDEWATER, HARBOUR, confidence=0.8),
        relation(LAUNCH, "It funds the Harbour Trust", "partners_with", TIDEWATER, HARBOUR),
    ),
    (
        Statement(
            "direct", (passage(LAUNCH, "The Harbour Trust must grow"),),
            passage(LAUNCH, "“The Harbour Trust must grow,” said Marsh"), "said", ANNA, about=(HARBOUR,),
        ),
        Statement(
            "indirect", (passage(LAUNCH, "rents rise"),), passage(LAUNCH, "One trustee warned that rents rise"),
            "warned", speaker_text="One trustee", topics=("housing",),
        ),
    ),
)
SECOND = Annotation(
    Document("2026/minutes", MINUTES),
    tuple(map(cluster, (ANNA, BEN, HARBOUR, LANTERN, REVIEW, STRATEGY))),
    (
        relation(MINUTES, "Anna Marsh, who led the Marsh Review", "chairs", ANNA, REVIEW, status="former"),
        relation(MINUTES, "formerly director", "has_role", BEN, LANTERN, role="director", status="former"),
        relation(MINUTES, "runs the Harbour Trust", "has_role", BEN, HARBOUR, role="chief executive"),
    ),
    (
        Statement(
            "mixed", (passage(MINUTES, "costs rise"), passage(MINUTES, "we must act")),
            passage(MINUTES, "said “costs rise” and that “we must act”"), "said", ANNA,
        ),
        Statement(
            "indirect", (passage(MINUTES, "homes are cold"),),
            passage(MINUTES, "The strategy finds that homes are cold"), "finds", STRATEGY, topics=("energy", "housing"),
        ),
    ),
)

GRAPH = build_graph([FIRST, SECOND], ENTITIES)
