"""A small invented graph for the tests of the exports: two documents, four entities, hostile words in some places."""

import networkx as nx

from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement

NOTES = (
    "Ana Brück chairs the Tidewater Foundation. The Foundation funds the Harbour Trust. "
    "“=Open the docks | now,” said Ms Brück of the Harbour Trust."
)
MINUTES = "Ana Brück, chair of the Tidewater Foundation, spoke. One aide said that the Harbour Trust would close."

ANA, TIDEWATER, HARBOUR, STRATEGY = "person/ana-bruck", "org/tidewater-foundation", "org/harbour-trust", "policy/coast"

ENTITIES = (
    Entity(ANA, "PERSON", "Ana Brück", ("Ms Brück",), links=("https://example.org/ana",)),
    Entity(TIDEWATER, "ORG", "Tidewater Foundation", ("Foundation", "TF")),
    Entity(HARBOUR, "ORG", "=Harbour | *Trust*"),
    Entity(STRATEGY, "POLICY", "Coastal Towns Strategy", subtype="Plan"),
)


def place(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words), words)


def cluster(id_: str, type_: str, text: str, *forms: str) -> Cluster:
    mentions = (place(text, form) for form in forms)
    return Cluster(id_, type_, forms[0], tuple(Mention(found.start, found.end, found.text) for found in mentions))


def notes() -> Annotation:
    first, second = place(NOTES, NOTES[:42]), place(NOTES, "The Foundation funds the Harbour Trust.")
    return Annotation(
        Document("a/notes", NOTES, title="Notes from the quay", date="2031-05-06"),
        (
            cluster(ANA, "PERSON", NOTES, "Ana Brück", "Ms Brück"),
            cluster(TIDEWATER, "ORG", NOTES, "Tidewater Foundation"),
            cluster(HARBOUR, "ORG", NOTES, "Harbour Trust"),
        ),
        (
            Relation("chairs", ANA, TIDEWATER, first, confidence=0.9, pattern="chairs/frames/verbs"),
            Relation("funds", TIDEWATER, HARBOUR, second, status="planned", confidence=0.5),
        ),
        (Statement(
            "direct", (place(NOTES, "=Open the docks | now,"),), place(NOTES, NOTES[83:]), "said", ANA,
            speaker_span=place(NOTES, "Ms Brück"), about=(HARBOUR,), topics=("unknown-topic",),
        ),),
    )


def minutes() -> Annotation:
    return Annotation(
        Document("b/minutes", MINUTES),
        (
            cluster(ANA, "PERSON", MINUTES, "Ana Brück"),
            cluster(TIDEWATER, "ORG", MINUTES, "Tidewater Foundation"),
            cluster(HARBOUR, "ORG", MINUTES, "Harbour Trust"),
        ),
        (Relation("chairs", ANA, TIDEWATER, place(MINUTES, MINUTES[:44]), confidence=0.7),),
        (Statement(
            "indirect", (place(MINUTES, "the Harbour Trust would close"),), place(MINUTES, MINUTES[53:]), "said",
            speaker_text="One aide", about=(HARBOUR,),
        ),),
    )


def harbour() -> nx.MultiDiGraph:
    return build_graph([minutes(), notes()], ENTITIES)
