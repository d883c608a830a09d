"""Measures how often relations are right, and writes it to `ontology/confidence.json`: `make calibrate`.

What is measured: the open documents with annotations (`tests/gold`, but nothing that is sealed) and the tables of
sentences (`tests/extract/tables`). Every edge that the patterns read there is right or wrong. A logistic regression says
how the odds of being right go with its type, its pattern, ends that stand without their names, and further patterns
that read the same edge (`kg.extract.relations.confidence`).

- Each weight has a prior of mean 0 and deviation 1: a pattern with few cases stays near the others of its type.
- A sentence of a table counts a quarter of what an edge of a document does, as the rules were made with the tables; and
  all sentences have a term of their own, which takes what they are easier by and is then left out.
- The check leaves each document out in turn and states how sure its edges are from what the others teach.

With `--check` nothing is written.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language

from kg import Ontology, load_pipeline
from kg.documents import read_documents
from kg.evaluate import judged
from kg.export.annotations import read_annotations, to_record
from kg.extract.annotate import annotation
from kg.extract.lexicon import Lexicon
from kg.extract.relations.claims import Edge, by_edge, traits
from kg.extract.relations.confidence import FURTHER, Confidence, Traits
from kg.figures import bands
from kg.plain import band_rows, to_columns

ROOT = Path(__file__).parents[1]
FILE = ROOT / "ontology" / "confidence.json"
SENTENCE = 0.25
"""What an edge of a sentence counts beside one of a document."""

COMMENT = (
    "How sure relations are, measured by `make calibrate` and not to be edited: weights are log odds, counts are "
    "[right, read] edges in documents and in sentences. ontology/README.md explains them."
)


class Case(NamedTuple):
    """One edge of one document or sentence as one of its patterns read it; `share` is 1 over the number of those."""

    source: str
    relation: str
    traits: Traits
    share: float
    right: bool
    sentence: bool = False


def main() -> None:
    """Measures, checks, and writes the file."""
    parser = argparse.ArgumentParser(description="Measure how often relations are right.")
    parser.add_argument("--check", action="store_true", help="only show how a document fares by what the others teach")
    only_check = parser.parse_args().check
    nlp, ontology = load_pipeline(), Ontology.load()
    cases = [*from_documents(nlp, ontology), *from_tables(nlp, ontology)]
    sys.stdout.write("Each document by what the others teach:\n\n")
    columns = ("confidence", "relations", "right", "share", "stated")
    sys.stdout.write(to_columns(columns, band_rows(bands(held_out(cases)))))
    if not only_check:
        FILE.write_text(to_json(cases, fit(cases)), encoding="utf-8")


def from_documents(nlp: Language, ontology: Ontology) -> Iterator[Case]:
    """The edges of the open documents."""
    for path in sorted((ROOT / "tests" / "gold").rglob("gold.jsonl")):
        if "sealed" not in str(path.relative_to(ROOT)):
            gold = read_annotations(path)
            for document in read_documents([path.parent / "texts", ROOT / "examples"]):
                if document.id in gold:
                    doc = nlp.make_doc(document.text)
                    doc.user_data["kg_marks"] = document.marks
                    record: Any = to_record(annotation(nlp(doc), document))
                    found = judged(gold[document.id], record, ontology=ontology)
                    right = {(r["type"], r["subject"], r["object"]) for r, is_right in found if is_right}
                    yield from _cases(document.id, _edges(nlp, doc, ontology), right)


def from_tables(nlp: Language, ontology: Ontology) -> Iterator[Case]:
    """The edges of the sentences; a table is named after the one relation that it tells of."""
    titles = Lexicon.load(None).titles | {"the"}
    for path in sorted((ROOT / "tests" / "extract" / "tables").glob("*.jsonl")):
        relation = next((type_ for name, type_ in ontology.relations.items() if path.stem.startswith(name)), None)
        lines = path.read_text(encoding="utf-8").splitlines() if relation is not None else ()
        for number, case in enumerate(map(json.loads, lines)):
            doc = nlp(case["text"])
            names = {cluster.id: _plain(cluster.name, titles) for cluster in doc._.kg_clusters}
            wanted = {_pair(map(lambda name: _plain(name, titles), ends), relation) for ends in case["edges"]}
            edges = {e: read for e, read in _edges(nlp, doc, ontology).items() if e[0] == relation.name}
            right = {edge for edge in edges if _pair((names[end] for end in edge[1:]), relation) in wanted}
            yield from _cases(f"{path.stem}/{number}", edges, right, sentence=True)
