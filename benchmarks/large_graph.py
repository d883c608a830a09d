"""A graph of any size with invented names, to see how exports and the page take it.

    python benchmarks/large_graph.py 5000 10000 graph.html

prints how long the page took and how large it is.
"""

import random
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


def large_graph(nodes: int, edges: int, *, ontology: Ontology, seed: int = 1) -> nx.MultiDiGraph:
    """`nodes` entities and about `edges` relations and statements between them, forty entities to a document."""
    chance = random.Random(seed)
    types = sorted(ontology.types)
    entities = [_entity(number, chance.choice(types), ontology) for number in range(nodes)]
    documents = max(1, nodes // 40)
    per_document = [_annotation(number, entities, edges // documents, ontology, chance) for number in range(documents)]
    return build_graph(per_document, entities)


def _entity(number: int, type_: str, ontology: Ontology) -> Entity:
    parts = {"PERSON": (FIRST, LAST), "PLACE": (PLACE, LAST), "POLICY": (PLACE, WORK)}.get(type_, (PLACE, BODY))
    first, second = parts[0][number % len(parts[0])], parts[1][number // len(parts[0]) % len(parts[1])]
    name = f"{first} {second} {number}" if number >= 90 else f"{first} {second}"
    return Entity(f"{ontology.types[type_].prefix}/e{number}", type_, name, aliases=(f"{first[0]}{second[0]}{number}",))


def _annotation(
    number: int, entities: list[Entity], edges: int, ontology: Ontology, chance: random.Random,
) -> Annotation:
    # A few names are in many documents and most in few, as in real collections.
    named = {int(len(entities) * chance.random() ** 2) for _ in range(48)}
    named |= {number * 40 + step for step in range(40) if number * 40 + step < len(entities)}
    members = [entities[index] for index in sorted(named)]
    text, relations, statements = "", [], []
    for _ in range(edges):
        first, second = chance.sample(members, 2)
        if chance.random() < 0.25:
            text, statement = _statement(text, first, second, chance)
            statements.append(statement)
        else:
            text, relation = _relation(text, first, second, ontology, chance)
            relations.append(relation)
    clusters = tuple(
        Cluster(entity.id, entity.type, entity.name, (Mention(0, 1, entity.name),) * chance.randint(1, 4))
        for entity in members
    )
    document = Document(f"papers/{number:04}", text, f"Board paper {number}", f"20{number % 20 + 10}-03-14")
    return Annotation(document, clusters, tuple(relations), tuple(statements))


def _relation(
    text: str, first: Entity, second: Entity, ontology: Ontology, chance: random.Random,
) -> tuple[str, Relation]:
    kind = ontology.relations[chance.choice(sorted(ontology.relations))]
    sentence = f"It was noted that {first.name} {kind.label} {second.name}, as the minutes of the spring meeting show."
    passage = Passage(len(text), len(text) + len(sentence), sentence)
    status = chance.choice(("current", "current", "current", "former", "planned"))
    sure = round(chance.uniform(0.5, 1), 2)
    return f"{text}{sentence} ", Relation(kind.name, first.id, second.id, passage, status, sure)


def _statement(text: str, first: Entity, second: Entity, chance: random.Random) -> tuple[str, Statement]:
    content = f"the work of {second.name} must go further and reach every town"
    sentence = f"{first.name} said that {content}."
    start = len(text) + sentence.index(content)
    whole = Passage(len(text), len(text) + len(sentence), sentence)
    said = Passage(start, start + len(content), content)
    return f"{text}{sentence} ", Statement(chance.choice(KINDS), (said,), whole, "said", first.id, about=(second.id,))


def main(nodes: int, edges: int, path: Path) -> None:
    """Writes the page of such a graph and prints how long that took."""
    ontology = Ontology.load()
    graph = large_graph(nodes, edges, ontology=ontology)
    started = time.perf_counter()
    write_html(graph, path, ontology=ontology)
    taken = time.perf_counter() - started
    sys.stdout.write(f"{nodes} entities, {edges} edges: {taken:.1f} s, {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
