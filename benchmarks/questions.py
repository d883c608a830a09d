"""How long each named question takes on a graph, and how much memory all of them need.

    python benchmarks/questions.py output              # a build's folder: the kept store, if there is one
    python benchmarks/questions.py million.ttl         # a file, read into memory

prints a line for each question, with the seconds from the question to the last byte of the answer: by the clock, and of
the processor, which is the same on a machine that does nothing else. It fails where one needs more than LIMIT. A
parameter that a question needs is the entity with the most relationships, the one after it, or the topic with the
most statements.
"""

import resource
import sys
from pathlib import Path
from time import perf_counter, process_time

import pyoxigraph as ox

from kg.ontology import PREFIXES, Ontology
from kg.query import ROWS, Question, open_store, questions
from kg.query.engine import ask
from kg.query.store import add_vocabulary

LIMIT = 1.0  # seconds of the processor for each question
TIMES = 2  # of which the quickest counts: the others met something else that ran

BUSIEST = """SELECT ?entity (COUNT(?r) AS ?n) { { ?r rdf:subject ?entity } UNION { ?r rdf:object ?entity } }
GROUP BY ?entity ORDER BY DESC(?n) ?entity LIMIT 2"""
TOPIC = "SELECT ?topic (COUNT(?s) AS ?n) { ?s kg:topic ?topic } GROUP BY ?topic ORDER BY DESC(?n) ?topic LIMIT 1"


def needed(store: ox.Store, question: Question) -> dict[str, str]:
    """Values for the parameters that are not optional."""
    def iris(query: str) -> list[str]:
        return [row[0].value for row in store.query(query, prefixes=dict(PREFIXES))]

    entities, topics = iris(BUSIEST), iris(TOPIC)
    names = [parameter for parameter in question.parameters if not parameter.optional]
    values = {"entity": iter(entities), "topic": iter(topics)}
    return {parameter.name: next(values[parameter.type]) for parameter in names}


def main(path: Path) -> int:
    """Prints the figures; 1 where a question is too slow."""
    ontology, start = Ontology.load(), perf_counter()
    store = open_store(path, ontology)
    add_vocabulary(store, ontology)
    print(f"{perf_counter() - start:7.3f} s to open {len(store):,} quads")
    slow = []
    for name, question in questions(ontology).items():
        parameters, seconds, size = needed(store, question), [], 0
        for _ in range(TIMES):
            start, work = perf_counter(), process_time()
            reply = ask(store, question, ontology, parameters=parameters, accept=("tsv", "nt"), rows=ROWS)
            seconds.append((process_time() - work, perf_counter() - start))
            size = reply.body.count(b"\n")
        worked, waited = min(seconds)
        slow += [name] if worked > LIMIT else []
        print(f"{waited:7.3f} s, of the processor {worked:.3f}: {name}, {size:,} lines", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"{peak / 1e9:7.3f} GB at most in memory")
    print(f"too slow: {', '.join(slow)}" if slow else f"each within {LIMIT:g} s")
    return 1 if slow else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("expected one folder or file: python benchmarks/questions.py output")
    sys.exit(main(Path(sys.argv[1])))
