"""Measures how often relations are right, and writes it to `ontology/confidence.json`: `make calibrate`.

What is measured: the open documents with annotations (`tests/gold`, but nothing that is sealed) and the tables of
sentences (`tests/extract/tables`). Every edge that the patterns read there is right or wrong. A logistic regression
says how the odds of being right go with its type, its pattern, ends that stand without their names, and further
patterns that read the same edge (`kg.extract.relations.confidence`).

- Each weight has a prior of mean 0 and deviation 1: a pattern with few cases stays near the others of its type.
- A sentence of a table counts a quarter of what an edge of a document does, as the rules were made with the tables.
- A pattern was made for some edge, which it then gets right: of the right edges of each pattern one does not count,
  among the documents and among the sentences.
- The sentences and each set of documents have a term of their own, for what they are easier or harder by. All of them
  have been looked at, so documents to come are taken to be like the set that is read worst.
- The check leaves each document out in turn and states how sure its edges are from what the others teach.

With `--check` nothing is written.
"""

import argparse
import json
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
from kg.model import Document
from kg.plain import band_rows, to_columns

ROOT = Path(__file__).parents[1]
FILE = ROOT / "ontology" / "confidence.json"
SENTENCE = 0.25
"""What an edge of a sentence counts beside one of a document."""
SENTENCES = "sentences"

COMMENT = (
    "How sure relations are, measured by `make calibrate` and not to be edited: weights are log odds, counts are "
    "[right, read] edges in documents and in sentences. ontology/README.md explains them."
)


class Case(NamedTuple):
    """One edge of one document or sentence as one of its patterns read it; `share` is 1 over the number of those."""

    source: str
    edge: Edge
    traits: Traits
    share: float
    right: bool
    group: str

    @property
    def sentence(self) -> bool:
        return self.group == SENTENCES


def main() -> None:
    """Measures, checks, and writes the file."""
    parser = argparse.ArgumentParser(description="Measure how often relations are right.")
    parser.add_argument("--check", action="store_true", help="only show how a document fares by what the others teach")
    only_check = parser.parse_args().check
    nlp, ontology = load_pipeline(), Ontology.load()
    cases = [*from_documents(nlp, ontology), *from_tables(nlp, ontology)]
    sys.stdout.write("Each document by what the others teach (easier than one that betters no rule):\n\n")
    columns = ("confidence", "relations", "right", "share", "stated")
    sys.stdout.write(to_columns(columns, band_rows(bands(held_out(cases)))))
    if not only_check:
        FILE.write_text(to_json(cases, fit(cases)), encoding="utf-8")


def from_documents(nlp: Language, ontology: Ontology) -> Iterator[Case]:
    """The edges of the open documents."""
    for path in open_sets():
        gold, group = read_annotations(path), str(path.parent.relative_to(ROOT))
        found = read_documents([path.parent / "texts", ROOT / "examples"])
        for document in (one for one in found if isinstance(one, Document) and one.id in gold):
            doc = nlp.make_doc(document.text)
            doc.user_data["kg_marks"] = document.marks
            record: Any = to_record(annotation(nlp(doc), document))
            verdicts = judged(gold[document.id], record, ontology=ontology)
            right = {(r["type"], r["subject"], r["object"]) for r, is_right in verdicts if is_right}
            yield from _cases(document.id, _edges(nlp, doc, ontology), right, group)


def open_sets() -> list[Path]:
    """The annotations that may be looked at; of sealed sets nothing is taken but figures."""
    found = sorted((ROOT / "tests" / "gold").rglob("gold.jsonl"))
    return [path for path in found if not path.parent.name.startswith("sealed")]


def from_tables(nlp: Language, ontology: Ontology) -> Iterator[Case]:
    """The edges of the sentences; a table is named after the one relation that it tells of."""
    titles = Lexicon.load(None).titles | {"the"}
    for path in sorted((ROOT / "tests" / "extract" / "tables").glob("*.jsonl")):
        relation = next((type_ for name, type_ in ontology.relations.items() if path.stem.startswith(name)), None)
        lines = path.read_text(encoding="utf-8").splitlines() if relation is not None else ()
        for number, case in enumerate(map(json.loads, lines)):
            doc = nlp(case["text"])
            names = {cluster.id: _plain(cluster.name, titles) for cluster in doc._.kg_clusters}
            wanted = {_pair((_plain(name, titles) for name in ends), relation) for ends in case["edges"]}
            edges = {e: read for e, read in _edges(nlp, doc, ontology).items() if e[0] == relation.name}
            right = {edge for edge in edges if _pair((names[end] for end in edge[1:]), relation) in wanted}
            yield from _cases(f"{path.stem}/{number}", edges, right, SENTENCES)


def _edges(nlp: Language, doc: Any, ontology: Ontology) -> dict[Edge, set[Traits]]:
    claims = by_edge(nlp.get_pipe("kg_relations").claims(doc), ontology.relations)
    return {edge: set(traits(together)) for edge, together in claims.items()}


def _cases(
    source: str, edges: Mapping[Edge, set[Traits]], right: set[Edge], group: str,
) -> Iterator[Case]:
    for edge, read in edges.items():
        for one in sorted(read):
            yield Case(source, edge, one, 1 / len(read), edge in right, group)


def _plain(name: str, titles: Iterable[str]) -> str:
    words = name.casefold().replace("’", "'").split()
    while len(words) > 1 and words[0].rstrip(".") in titles:
        words.pop(0)
    return " ".join(words)


def _pair(names: Iterable[str], relation: Any) -> tuple[str, ...]:
    return tuple(sorted(names) if relation.symmetric else names)


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of the regression by name, found by Newton's method."""
    rows = [_features(case) for case in cases]
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    right = np.array([float(case.right) for case in cases])
    counts = np.array(list(_weights(cases)))
    prior = np.array([0.0 if name == "base" else 1.0 for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        said = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counts * (right - said)) - prior * weights
        weights += np.linalg.solve((table.T * (counts * said * (1 - said))) @ table + np.diag(prior), slope)
    return dict(zip(names, weights.tolist(), strict=True))


def _weights(cases: Sequence[Case]) -> Iterator[float]:
    right: Counter[tuple[str, bool]] = Counter()
    for case in cases:
        right[_pattern_and_group(case)] += case.share if case.right else 0.0
    for case in cases:
        of = right[_pattern_and_group(case)]
        honest = max(0.0, of - 1.0) / of if case.right else 1.0
        yield case.share * honest * (SENTENCE if case.sentence else 1.0)


def _pattern_and_group(case: Case) -> tuple[str, bool]:
    return case.traits.pattern, case.sentence


def _features(case: Case) -> dict[str, float]:
    return {
        "base": 1.0, f"relation {case.edge[0]}": 1.0, f"pattern {case.traits.pattern}": 1.0,
        "unnamed_end": float(case.traits.unnamed), "further_pattern": float(min(case.traits.further, FURTHER)),
        f"group {case.group}": 1.0,
    }


def confidence(weights: Mapping[str, float]) -> Confidence:
    """The weights as a build uses them."""
    kinds: dict[str, dict[str, float]] = defaultdict(dict)
    for name, weight in weights.items():
        kind, _, of = name.partition(" ")
        kinds[kind if of else "single"][of or name] = round(weight, 2) + 0.0  # no -0.0
    worst = min(weight for group, weight in kinds["group"].items() if group != SENTENCES)
    single = {**kinds["single"], "base": round(kinds["single"]["base"] + worst, 2)}
    return Confidence(**single, relations=kinds["relation"], patterns=kinds["pattern"])


def held_out(cases: Sequence[Case]) -> Iterator[tuple[float, bool]]:
    """(stated, right) of each edge of a document by weights that were found without that document."""
    for source in sorted({case.source for case in cases if not case.sentence}):
        taught = confidence(fit([case for case in cases if case.source != source]))
        stated: dict[tuple[Edge, bool], float] = defaultdict(float)
        for case in cases:
            if case.source == source:
                sure = round(taught(case.edge[0], case.traits, guess=0.0), 2)
                stated[case.edge, case.right] = max(stated[case.edge, case.right], sure)
        yield from ((sure, right) for (_, right), sure in stated.items())


def to_json(cases: Iterable[Case], weights: Mapping[str, float]) -> str:
    """The file, one pattern a line."""
    found, counts = confidence(weights), _counts(cases)
    patterns = {name: {"weight": weight, **counts[name]} for name, weight in sorted(found.patterns.items())}
    head = {
        "comment": COMMENT, "base": found.base, "unnamed_end": found.unnamed_end,
        "further_pattern": found.further_pattern, "relations": dict(sorted(found.relations.items())),
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    inner = [f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(entry)}" for name, entry in patterns.items()]
    return "{\n" + ",\n".join([*lines, ' "patterns": {\n' + ",\n".join(inner) + "\n }"]) + "\n}\n"


def _counts(cases: Iterable[Case]) -> dict[str, dict[str, list[int]]]:
    """For each pattern [right, read] of documents and of sentences; an edge that two patterns read counts for both."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: {"documents": [0, 0], "sentences": [0, 0]})
    edges = {(case.source, case.edge, case.traits.pattern, case.right, case.sentence) for case in cases}
    for _, _, pattern, right, sentence in edges:
        count = found[pattern]["sentences" if sentence else "documents"]
        count[0] += right
        count[1] += 1
    return found


if __name__ == "__main__":
    main()
