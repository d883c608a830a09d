"""Four short notes of a ferry line: money in a ring, partners of partners, several posts, many publishers."""

from tidewater import cluster

from kg.graph import build_graph
from kg.model import Annotation, Document, Entity, Passage, Relation, Statement

LINE, PORT, TOWN, ISLE = "org/ferry-line", "org/port-trust", "org/town-council", "org/isle-board"
IDA, OLE, PLAN = "person/ida-quist", "person/ole-brandt", "policy/quay-plan"
ENTITIES = [
    Entity(LINE, "ORG", "Ferry Line", aliases=("FL", "Ferry Line"), links=("https://www.gov.uk/ferry-line",)),
    Entity(PORT, "ORG", "Port Trust", aliases=("PT",)), Entity(TOWN, "ORG", "Town Council", aliases=("TC",)),
    Entity(ISLE, "ORG", "Isle Board", aliases=("PT",)), Entity(IDA, "PERSON", "Ida Quist"),
    Entity(OLE, "PERSON", "Ole Brandt"), Entity(PLAN, "POLICY", "Quay Plan", subtype="Plan"),
]
EVERYBODY = tuple(cluster(entity.id) for entity in ENTITIES)


def annotation(name, claims, statements, **document):
    """A document that holds each claim and each statement in a line of its own."""
    lines = [" ".join(claim) for claim in claims] + [content for _, content, _, _ in statements]
    text = "\n".join(lines)
    places = [Passage(text.index(line), text.index(line) + len(line), line) for line in lines]
    relations = tuple(
        Relation(type_, subject, object_, place, status=status)
        for (subject, type_, object_, status), place in zip(claims, places, strict=False)
    )
    told = places[len(claims):]
    said = tuple(
        Statement("direct", (place,), place, "said", speaker, about=about, topics=topics)
        for (speaker, _, about, topics), place in zip(statements, told, strict=True)
    )
    return Annotation(Document(name, text, **document), EVERYBODY, relations, said)


GRAPH = build_graph([
    annotation("a", [
        (LINE, "funds", PORT, "current"), (PORT, "funds", TOWN, "current"), (TOWN, "funds", ISLE, "current"),
        (ISLE, "funds", LINE, "current"), (LINE, "partners_with", PORT, "current"),
        (PORT, "partners_with", TOWN, "current"), (IDA, "has_role", LINE, "current"),
    ], [(IDA, "Boats run late", (PLAN,), ("transport",)), (OLE, "Boats cost money", (LINE, PLAN), ("transport",))],
        title="Boats", date="2025-02-01", address="https://www.harbour-news.example/boats"),
    annotation("b", [
        (IDA, "has_role", PORT, "current"), (OLE, "has_role", TOWN, "former"), (OLE, "has_role", ISLE, "planned"),
        (LINE, "funds", PORT, "current"), (TOWN, "partners_with", ISLE, "current"),
        (PORT, "publishes", PLAN, "planned"),
    ], [(IDA, "Trains run late", (PLAN,), ("transport",)), (IDA, "Rents rise", (), ("housing",))],
        date="2025-03-01", author="Isle Gazette"),
    annotation("c", [(TOWN, "funds", PLAN, "current")], [(OLE, "Quays sink", (PLAN,), ())],
               address="https://harbour-news.example/quays"),
], ENTITIES)

# (question, parameters) -> the rows that it gives.
ROWS = {
    ("quoted-by-many", ()): [("Ida Quist", "2", "Isle Gazette; harbour-news.example", "3")],
    ("funding-chains", (("funder", "ferry line"),)): [
        ("Ferry Line", "", "", "Port Trust", "1"), ("Ferry Line", "Port Trust", "", "Town Council", "2"),
        ("Ferry Line", "Port Trust", "Town Council", "Isle Board", "3"),
        ("Ferry Line", "Port Trust", "Town Council", "Quay Plan", "3"),
    ],
    ("funding-chains", (("reaches", "FL"), ("funder", "Isle Board"))): [("Isle Board", "", "", "Ferry Line", "1")],
    ("partnership-chains", (("body", "org/ferry-line"),)): [
        ("Port Trust", "1"), ("Town Council", "2"), ("Isle Board", "3"),
    ],
    ("partners-of-partners", ()): [
        ("Ferry Line", "Town Council", "1", "Port Trust"), ("Isle Board", "Port Trust", "1", "Town Council"),
    ],
    ("partners", (("partner", "Isle Board"),)): [("Isle Board", "Town Council", "current")],
    ("published-and-funded", (("body", "Port Trust"),)): [
        ("Quay Plan", "planned", "Ferry Line", "Port Trust"), ("Quay Plan", "planned", "Town Council", "Quay Plan"),
    ],
    ("roles-at-once", ()): [("Ida Quist", "2", "Ferry Line; Port Trust")],
    ("moved-between", ()): [("Ole Brandt", "Town Council", "Isle Board", "planned")],
    ("policies-by-speaker", ()): [("Quay Plan", "Ida Quist", "2"), ("Quay Plan", "Ole Brandt", "2")],
    ("policies-by-speaker", (("speaker", "Ole Brandt"),)): [("Quay Plan", "Ole Brandt", "2")],
    ("two-sources", (("one", "Ida Quist"), ("other", "Ole Brandt"), ("topic", "Transport"))): [
        ("2025-02-01", "Boats", "", "Boats cost money"), ("2025-02-01", "Boats", "Boats run late", ""),
        ("2025-03-01", "b", "Trains run late", ""),
    ],
    ("documents-behind-a-claim", (("subject", "Ferry Line"), ("relation", "funds"))): [
        ("funds", "Port Trust", "current", "Boats", "2025-02-01", "1"),
        ("funds", "Port Trust", "current", "b", "2025-03-01", "1"),
    ],
    ("claims-with-one-source", (("relation", "https://w3id.org/policykg/ns#publishes"),)): [
        ("Port Trust", "publishes", "Quay Plan", "1", "b"),
    ],
    ("claims-with-one-source", (("relation", "funds"),)): [
        ("Isle Board", "funds", "Ferry Line", "1", "a"), ("Port Trust", "funds", "Town Council", "1", "a"),
        ("Town Council", "funds", "Isle Board", "1", "a"), ("Town Council", "funds", "Quay Plan", "1", "c"),
    ],
    ("without-register-link", ()): [
        (name, type_, "3") for name, type_ in (
            ("Ida Quist", "person"), ("Isle Board", "organisation"), ("Ole Brandt", "person"),
            ("Port Trust", "organisation"), ("Quay Plan", "policy"), ("Town Council", "organisation"),
        )
    ],
    ("who-said-what", (("about", "FL"),)): [("Ole Brandt", "said", "Boats cost money", "direct", "Boats")],
    ("who-said-what", (("topic", "housing"),)): [("Ida Quist", "said", "Rents rise", "direct", "b")],
    ("who-said-what", (("since", "2025-02-15"), ("about", "quay plan"))): [
        ("Ida Quist", "said", "Trains run late", "direct", "b"),
    ],
    ("who-said-what", (("speaker", "OLE BRANDT"),)): [
        ("Ole Brandt", "said", "Boats cost money", "direct", "Boats"),
        ("Ole Brandt", "said", "Quays sink", "direct", "c"),
    ],
    ("documents", (("since", "2025-02-02"),)): [("b", "", "2025-03-01", "7", "2")],
    ("policies-by-speaker", (("policy", "quay plan"), ("speaker", "Ida Quist"))): [("Quay Plan", "Ida Quist", "2")],
    ("documents-behind-a-claim", (("subject", "Town Council"), ("object", "Quay Plan"))): [
        ("funds", "Quay Plan", "current", "c", "", "1"),
    ],
    ("who-funds-whom", (("funder", "town council"),)): [
        ("Town Council", "Isle Board", "current", "1"), ("Town Council", "Quay Plan", "current", "1"),
    ],
    ("published-by", (("publisher", "PORT TRUST"),)): [("Quay Plan", "Port Trust", "planned")],
    ("who-funds-whom", (("funds", "Quay Plan"),)): [("Town Council", "Quay Plan", "current", "1")],
    ("roles", (("person", "Ida Quist"), ("at", "Port Trust"))): [("Ida Quist", "holds a post at", "Port Trust")],
    ("former-roles", (("at", "Town Council"),)): [("Ole Brandt", "holds a post at", "Town Council")],
    ("passages-behind-edges", (("subject", "Town Council"), ("object", "Quay Plan"))): [
        ("Town Council", "funds", "Quay Plan", "c", "0", "org/town-council funds policy/quay-plan current"),
    ],
}
