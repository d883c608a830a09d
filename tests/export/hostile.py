"""Words that a document may hold and that a format may break on, and a graph that is made of them."""

import unicodedata

import networkx as nx
from hypothesis import strategies as st

from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
UGLY = st.sampled_from([
    '"', "\\", "'''", '"""', ".", "-", "~", "_",
    "\r\n", "\x00", "\x0b", "\x7f", "\x85", "\u2028", "\ufeff", "\uffff", "\U0010ffff", "<", ">",
    "@en", "^^", "\\u0022", "#", "..", "%", "%2F", " . ", ";", "{", "`",
    "\u202e", "\ufffe", "e\u0301", "@prefix a: <b> .\n", "]]>", "&amp;", "@id", "_:a", "kg:Person", "//", "\t", "\n",
    " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ", "2026-05-01", "https://example.org/", "true", "1",
])
WORDS = st.lists(ANY_TEXT | UGLY, max_size=6).map("".join)

PERSON, BODY, OTHER = "person/a", "org/b", "org/c"


def as_written(words: str) -> str:
    """The words without what an exported literal never holds: control characters and what XML excludes."""
    return "".join(
        "\ufffd" if c in "\ufffe\uffff" or (unicodedata.category(c) == "Cc" and c not in "\t\n\r") else c
        for c in words
    )


def hostile_graph(words: str, id_: str) -> nx.MultiDiGraph:
    """The words in every place that takes any: names, aliases, quotes, titles, roles; `id_` in those for ids."""
    named = words or "x"
    entities = [
        Entity(PERSON, "PERSON", named, (words, f"{words} "), links=(words,), reasons=(named,)),
        Entity(BODY, "ORG", named, links=(f"https://example.org/{words}",), replaced_by=(OTHER,)),
        Entity(OTHER, "ORG", "C"), Entity(f"place/{id_}", "PLACE", named),
    ]
    return build_graph([_annotation(Document(id_, named), words), _annotation(
        Document(f"{id_}/two", named, title=words, date=words, author=words, address=words), words,
    )], entities)


def _annotation(document: Document, words: str) -> Annotation:
    place = Passage(0, len(words), words)
    said = Statement("direct", (place,), place, words, PERSON, speaker_span=place, about=(BODY,), topics=("housing",))
    unnamed = Statement("mixed", (Passage(1, 2, words),), place, speaker_text=words or "x")
    relations = (
        Relation("chairs", PERSON, BODY, place, role=words, confidence=0.5),
        Relation("partners_with", BODY, OTHER, place, status="former"),
    )
    mentioned = tuple(Cluster(id_, "", "", (Mention(0, 1, "A"),)) for id_ in (PERSON, BODY))
    return Annotation(document, mentioned, relations, (said, unnamed))
