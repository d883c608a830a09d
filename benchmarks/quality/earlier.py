"""Earlier versions, measured anew: builds today's sets with the code and the vocabulary of a commit.

    python benchmarks/quality --earlier COMMIT=TITLE... > docs/earlier.jsonl

What a version finds does not change, so this runs only when a version or a set is added. The scorer is today's.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from measures import MEASURES
from sets import ROOT, SETS, Set, read_gold

from kg.evaluate import evaluate
from kg.export.annotations import read_annotations
from kg.ontology import Ontology

BUILD = "import sys; sys.path.insert(0, '.'); from kg.build import build; build(sys.argv[2:], sys.argv[1])"


def unpack(commit: str, folder: str) -> None:
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    # spaCy imports what the installed package announces, which the earlier one need not have: this goes before it.
    known = Path(folder) / "policy_kg-0.dist-info" / "METADATA"
    known.parent.mkdir()
    known.write_text("Metadata-Version: 2.1\nName: policy-kg\nVersion: 0\n")


def figures(of: Set, code: str, ontology: Ontology) -> dict[str, float]:
    """The measures of one set, rounded to three places."""
    with tempfile.TemporaryDirectory() as output:
        subprocess.run([sys.executable, "-c", BUILD, output, *map(str, of.texts)], cwd=code, check=True)
        found = read_annotations(Path(output) / "annotations.jsonl")
    all_figures = evaluate(read_gold(of), found, ontology=ontology)
    return {measure.key: round(measure.of(all_figures), 3) for measure in MEASURES}


def print_versions(versions: Sequence[str]) -> None:
    """A line for each `COMMIT=TITLE`."""
    ontology = Ontology.load()
    for commit, _, title in (version.partition("=") for version in versions):
        with tempfile.TemporaryDirectory() as code:
            unpack(commit, code)
            found = {of.key: figures(of, code, ontology) for of in SETS if not of.missing}
        print(json.dumps({"commit": commit, "title": title, "figures": found}, ensure_ascii=False), flush=True)
