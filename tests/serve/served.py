"""A small invented graph in a folder, and a server of it in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx

from kg.export.html import write_html
from kg.export.rdf import write_turtle
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

IRA, QUAY, LOCK, PLAN = "person/ira-holm", "org/quay-trust", "org/lock-&-weir-<b>co", "policy/tide-plan"
HOSTILE = "<script>alert(1)</script> \"}' \\ OR 1=1 --"
ENTITIES = (
    Entity(IRA, "PERSON", "Ira Holm", ("Dr Holm",), links=("https://register.example/ira", "javascript:alert(1)")),
    Entity(QUAY, "ORG", "Quay Trust", ("QT",)),
    Entity(LOCK, "ORG", HOSTILE),
    Entity(PLAN, "POLICY", "Tide Plan", subtype="Plan"),
)
LOG = (
    "Ira Holm chairs the Quay Trust 😀.\nThe Quay Trust funds the lock.\n"
    "“Every ferry was late,” said Dr Holm of the Tide Plan.\nA visitor said the café was <b>shut</b>."
)
LETTER = "The Quay Trust published the Tide Plan. It said that ferries are running again."


def passage(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words), words)


def cluster(id_: str, text: str, words: str) -> Cluster:
    type_ = next(entity.type for entity in ENTITIES if entity.id == id_)
    found = passage(text, words)
    return Cluster(id_, type_, words, (Mention(found.start, found.end, words),))


def small_graph(*, people: int = 0) -> nx.MultiDiGraph:
    """Four entities, three relationships and three statements in two documents; as many more people as are wanted."""
    log = Annotation(
        Document("logs/../May 1", LOG, "Log of the quay", "2031-05-01", address="javascript:alert(2)"),
        (cluster(IRA, LOG, "Ira Holm"), cluster(QUAY, LOG, "Quay Trust"), cluster(LOCK, LOG, "lock"),
         cluster(PLAN, LOG, "Tide Plan")),
        (
            Relation("chairs", IRA, QUAY, passage(LOG, "Ira Holm chairs the Quay Trust 😀."), confidence=0.9),
            Relation("funds", QUAY, LOCK, passage(LOG, "The Quay Trust funds the lock."), "planned", 0.5),
        ),
        (
            Statement("direct", (passage(LOG, "Every ferry was late,"),),
                      passage(LOG, "“Every ferry was late,” said Dr Holm of the Tide Plan."), "said", IRA,
                      about=(PLAN,), topics=("transport",)),
            Statement("indirect", (passage(LOG, "the café was <b>shut</b>"),),
                      passage(LOG, "A visitor said the café was <b>shut</b>."), "said", speaker_text="A visitor"),
        ),
    )
    letter = Annotation(
        Document("letter", LETTER, "A letter", "2032-01-31", address="https://news.example/letter"),
        (cluster(QUAY, LETTER, "Quay Trust"), cluster(PLAN, LETTER, "Tide Plan")),
        (Relation("publishes", QUAY, PLAN, passage(LETTER, "The Quay Trust published the Tide Plan.")),),
        (Statement("indirect", (passage(LETTER, "ferries are running again"),),
                   passage(LETTER, "It said that ferries are running again."), "said", QUAY),),
    )
    crowd = [Entity(f"person/p{number}", "PERSON", f"Person {number:05}") for number in range(people)]
    return build_graph([log, letter], [*ENTITIES, *crowd])


def write_folder(folder: Path, *, people: int = 0) -> Path:
    """What a build would leave of the small graph, as far as it is served."""
    ontology, graph = Ontology.load(), small_graph(people=people)
    folder.mkdir(exist_ok=True)
    write_turtle(graph, folder / "graph.ttl", ontology=ontology, pipeline="test")
    write_html(graph, folder / "graph.html", ontology=ontology)
    return folder


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """The address of `kg serve` on a free port; afterwards it has ended without an error."""
    process = start(folder, "--port", "0", *options)
    try:
        yield address_of(process)
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert errors == "", errors
    assert process.returncode == 0, "the server ended with an error"


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", str(folder), *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def address_of(process: subprocess.Popen[str]) -> str:
    """What the server says once it answers."""
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, f"the server said {line!r}, {process.stderr.read() if process.poll() is not None else ''}"
    return found[0]
