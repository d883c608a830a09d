"""Tables of sentences for each kind of statement, and what joins reports to statements."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.extract.lexicon import normalise
from kg.model import Statement

TABLES = Path(__file__).parent / "tables"

FLOORS = {"direct": (0.5, 0.5), "indirect": (0.5, 0.5), "mixed": (0.5, 0.5)}
"""Precision and recall that each table reached, rounded down a little."""


@dataclass(frozen=True)
class Said:
    """A statement as a table gives it: the source in lower case or None, and the places of its content."""

    speaker: str | None
    places: frozenset[int]
    words: str

    def matches(self, other: "Said") -> bool:
        shared = len(self.places & other.places)
        return shared / len(self.places | other.places) >= 0.5 and self.speaker == other.speaker

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words}"


def expected(text: str, row: dict) -> Said:
    """The parts stand in the text in order."""
    places, position = set(), 0
    for part in row["content"]:
        start = text.index(part, position)
        position = start + len(part)
        places.update(range(start, position))
    speaker = row["speaker"]
    return Said(normalise(speaker) if speaker else None, frozenset(places), " … ".join(row["content"]))


def predicted(doc: Doc, statement: Statement) -> Said:
    names = {cluster.id: normalise(cluster.name) for cluster in doc._.kg_clusters}
    places = frozenset(i for part in statement.content for i in range(part.start, part.end))
    return Said(names.get(statement.speaker), places, " … ".join(part.text for part in statement.content))


def compare(nlp, cases: list[dict], kind: str) -> Iterator[tuple[str, str, str]]:
    """("hit", "missed" or "spurious", the text, the statement) for each statement of the kind, on either side."""
    for case, doc in zip(cases, nlp.pipe([case["text"] for case in cases]), strict=True):
        gold = [expected(case["text"], row) for row in case["statements"] if row["kind"] == kind]
        found = [predicted(doc, statement) for statement in doc._.kg_statements if statement.kind == kind]
        for said in gold:
            match = next((other for other in found if said.matches(other)), None)
            if match is not None:
                found.remove(match)
            yield "hit" if match is not None else "missed", case["text"], str(said)
        yield from (("spurious", case["text"], str(said)) for said in found)


@pytest.mark.parametrize("kind", FLOORS)
def test_table_reaches_its_floors(nlp, kind):
    cases = [json.loads(line) for line in (TABLES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
    outcomes = list(compare(nlp, cases, kind))
    count = {key: sum(what == key for what, _, _ in outcomes) for key in ("hit", "missed", "spurious")}
    precision = count["hit"] / (count["hit"] + count["spurious"])
    recall = count["hit"] / (count["hit"] + count["missed"])
    failing = "\n".join(f"{what}: {said!r} in {text!r}" for what, text, said in outcomes if what != "hit")
    print(f"{kind}: precision {precision:.2f}, recall {recall:.2f} of {count['hit'] + count['missed']}\n{failing}")
    assert (precision, recall) >= FLOORS[kind], failing
    assert recall >= FLOORS[kind][1], failing
