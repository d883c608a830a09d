"""A graph of any size with invented names, to see how exports and the page take it.

    python benchmarks/large_graph.py 5000 15000 graph.html
    python benchmarks/large_graph.py 2000 50000 graph.html --statements

prints how long the page took and how large it is; `page_speed.py` measures how quick it is in a browser.
"""

import random
import re
import sys
import time
from pathlib import Path

import networkx as nx

from kg.export.html import write_html
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

FIRST = ("Ada", "Bela", "Cato", "Dora", "Edda", "Finn", "Gwen", "Hugo", "Iris", "Jory", "Kira", "Lorn", "Mina", "Nell")
LAST = ("Ashdown", "Birkett", "Calloway", "Dunmere", "Eastwick", "Fenwright", "Garside", "Hollins", "Ives", "Jessop")
PLACE = ("Tidewater", "Marlowe", "Northmere", "Calder", "Elmstead", "Westbrook", "Harrow Vale", "Stonebeck", "Ferring")
BODY = ("Foundation", "Council", "Trust", "Institute", "Partnership", "Board", "Alliance", "Commission", "Network")
WORK = ("Strategy", "Review", "Plan", "Fund", "Programme", "Framework", "Report", "Bill", "Scheme", "Charter")
KINDS = ("direct", "indirect", "mixed")
TOLD = (
    "must go further and reach every town", "was late, and nobody had been told why", "needs ten more years",
    "is the best thing that has happened to this coast for a generation, whatever its critics may say",
    "should be open to all who live there", "cost too much", "would be looked at again before the summer",
    "had made a difference to the harbour, the school and the two clinics that had been about to close",
)


def large_graph(
    nodes: int, edges: int, *, ontology: Ontology, seed: int = 1, statements: float = 0.25,
) -> nx.MultiDiGraph:
    """`nodes` entities and `edges` relations and statements between them, forty entities to a document.

    `statements` is their share of the edges; four in ten of them are about no entity.
    """
    chance = random.Random(seed)
    types = sorted(ontology.types)
    entities = [_entity(number, chance.choice(types), ontology) for number in range(nodes)]
    documents = max(1, nodes // 40)
    shares = [edges * (number + 1) // documents - edges * number // documents for number in range(documents)]
    per_document = [
        _annotation(number, entities, share, ontology, chance, statements) for number, share in enumerate(shares)
    ]
    return build_graph(per_document, entities)


def _entity(number: int, type_: str, ontology: Ontology) -> Entity:
    parts = {"PERSON": (FIRST, LAST), "PLACE": (PLACE, LAST), "POLICY": (PLACE, WORK)}.get(type_, (PLACE, BODY))
    first, second = parts[0][number % len(parts[0])], parts[1][number // len(parts[0]) % len(parts[1])]
    name = f"{first} {second} {number}" if number >= 90 else f"{first} {second}"
    return Entity(f"{ontology.types[type_].prefix}/e{number}", type_, name, aliases=(f"{first[0]}{second[0]}{number}",))


def _annotation(
    number: int, entities: list[Entity], edges: int, ontology: Ontology, chance: random.Random, share: float,
) -> Annotation:
    # A few names are in many documents and most in few, as in real collections.
    named = {int(len(entities) * chance.random() ** 2) for _ in range(48)}
    named |= {number * 40 + step for step in range(40) if number * 40 + step < len(entities)}
    members = [entities[index] for index in sorted(named)]
    text = f"Present were {', '.join(entity.name for entity in members)}. "
    relations, statements = [], []
    for _ in range(edges):
        first, second = chance.sample(members, 2)
        if chance.random() < share:
            text, statement = _statement(text, first, second, ontology, chance)
            statements.append(statement)
        else:
            text, relation = _relation(text, first, second, ontology, chance)
            relations.append(relation)
    named_there = _mentions(text, {entity.name for entity in members})
    clusters = tuple(Cluster(e.id, e.type, e.name, tuple(named_there[e.name])) for e in members)
    document = Document(f"papers/{number:04}", text, f"Board paper {number}", f"20{number % 20 + 10}-03-14")
    return Annotation(document, clusters, tuple(relations), tuple(statements))


def _mentions(text: str, names: set[str]) -> dict[str, list[Mention]]:
    """Where each name stands; of names that begin alike the longest counts."""
    found: dict[str, list[Mention]] = {name: [] for name in names}
    for match in re.finditer("|".join(sorted(map(re.escape, names), key=len, reverse=True)), text):
        found[match[0]].append(Mention(match.start(), match.end(), match[0]))
    return found


def _relation(
    text: str, first: Entity, second: Entity, ontology: Ontology, chance: random.Random,
) -> tuple[str, Relation]:
    kind = ontology.relations[chance.choice(sorted(ontology.relations))]
    sentence = f"It was noted that {first.name} {kind.label} {second.name}, as the minutes of the spring meeting show."
    passage = Passage(len(text), len(text) + len(sentence), sentence)
    status = chance.choice(("current", "current", "current", "former", "planned"))
    sure = round(chance.uniform(0.5, 1), 2)
    return f"{text}{sentence} ", Relation(kind.name, first.id, second.id, passage, status, sure)


def _statement(
    text: str, first: Entity, second: Entity, ontology: Ontology, chance: random.Random,
) -> tuple[str, Statement]:
    content = f"the work of {second.name} {chance.choice(TOLD)}"
    sentence = f"{first.name} said that {content}."
    start = len(text) + sentence.index(content)
    whole = Passage(len(text), len(text) + len(sentence), sentence)
    said = Passage(start, start + len(content), content)
    about = (second.id,) if chance.random() < 0.6 else ()
    topics = tuple(sorted(topic.id for topic in chance.sample(ontology.topics, chance.randint(0, 2))))
    made = Statement(chance.choice(KINDS), (said,), whole, "said", first.id, about=about, topics=topics)
    return f"{text}{sentence} ", made


def main(nodes: int, edges: int, path: Path, *, statements: float = 0.25) -> None:
    """Writes the page of such a graph and prints how long that took."""
    ontology = Ontology.load()
    graph = large_graph(nodes, edges, ontology=ontology, statements=statements)
    started = time.process_time()
    write_html(graph, path, ontology=ontology)
    taken = time.process_time() - started
    sys.stdout.write(f"{nodes} entities, {edges} edges: {taken:.1f} s, {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), statements=1.0 if "--statements" in sys.argv else 0.25)
