"""The documents with annotations made by hand, and what a build finds in them."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.build import build
from kg.export.annotations import Record, read_annotations
from kg.ontology import Ontology

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GOLD = ROOT / "tests" / "gold"
EXAMPLES = ROOT / "examples"

Records = Mapping[str, Record]


@dataclass(frozen=True)
class Set:
    """Texts, and the annotations of them that somebody made by hand."""

    key: str
    title: str
    texts: tuple[Path, ...]
    gold: Path

    @property
    def missing(self) -> bool:
        return not self.gold.is_file() or not all(path.exists() for path in self.texts)

    def files(self) -> list[Path]:
        return [file for path in self.texts for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]


TWELVE = Set("twelve", "twelve real", (SHARED / "corpus",), SHARED / "gold" / "dev.jsonl")
OPEN = Set(
    "open", "twelve open, short", (GOLD / "texts", EXAMPLES / "press-release.txt", EXAMPLES / "announcement.txt"),
    GOLD / "gold.jsonl",
)
FIELDS = Set("fields", "ten open, longer", (GOLD / "fields" / "texts",), GOLD / "fields" / "gold.jsonl")
SEALED = Set("sealed", "ten sealed, short", (GOLD / "sealed" / "texts",), GOLD / "sealed" / "gold.jsonl")
SEALED2 = Set("sealed2", "ten sealed, longer", (GOLD / "sealed2" / "texts",), GOLD / "sealed2" / "gold.jsonl")
SETS = (SEALED2, SEALED, FIELDS, OPEN, TWELVE)
POOLS: Mapping[str, Sequence[Set]] = {
    "twenty sealed": (SEALED2, SEALED), "twenty-two open": (FIELDS, OPEN), "twelve real": (TWELVE,),
}


class Measured(NamedTuple):
    """A set or several under one title: the annotations made by hand, and those of a build."""

    title: str
    gold: Records
    ours: Records


def read_gold(of: Set) -> Records:
    return read_annotations(of.gold)


def measured(of: Set, ontology: Ontology) -> Measured:
    """Builds the documents in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as output:
        build(of.texts, output, ontology=ontology)
        return Measured(of.title, read_gold(of), read_annotations(Path(output) / "annotations.jsonl"))


def pooled(title: str, parts: Iterable[Measured]) -> Measured:
    """Several sets as one; no two of them have a document of the same name."""
    gold, ours = {}, {}
    for part in parts:
        gold |= part.gold
        ours |= part.ours
    return Measured(title, gold, ours)
