"""How good the extraction is: measures every set with annotations, and keeps the tables of `docs/quality.md`.

    python benchmarks/quality                                             prints the tables
    python benchmarks/quality --write docs/quality.md README.md           puts them into these pages
    python benchmarks/quality --write docs/quality.md --peers PYTHON      those of the peers as well
    python benchmarks/quality --write docs/quality.md --examples          the examples of errors alone: ten seconds
    python benchmarks/quality --write training/README.md --ablation       what each part of the names adds: two minutes
    python benchmarks/quality --earlier COMMIT=TITLE > docs/earlier.jsonl  measures versions of before, see `earlier.py`

A table stands in a page between `<!-- table: NAME -->` and `<!-- end -->`. `PYTHON` is the interpreter of an
environment with the peers (`benchmarks/peers/README.md`); without it their tables stay as they are. Writing also
brings `docs/wrong.jsonl` up to date: what came out is taken anew, and examples that are right by now are dropped.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import ablation
import earlier
import tables
import wrong
from sets import FIELDS, OPEN, ROOT, SETS, TWELVE, Measured, Set, measured

from kg.extract.pipeline import load_pipeline
from kg.ontology import Ontology

PEER_SETS = (FIELDS, OPEN, TWELVE)
PEERS = ROOT / "benchmarks" / "peers"

PLACE = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Blocks = dict[str, str]


def measure(sets: tuple[Set, ...], ontology: Ontology) -> dict[str, Measured]:
    """What a build finds in each set whose documents are there; says which are not."""
    for of in sets:
        if of.missing:
            print(f"not measured, as its documents are not here: {of.title}", file=sys.stderr)
    return {of.key: measured(of, ontology) for of in sets if not of.missing}


def our_blocks(found: Mapping[str, Measured], ontology: Ontology) -> Blocks:
    pools = tables.pools(found)
    return {
        "short": tables.with_intervals(pools, ontology, short=True),
        "answer": tables.answer(pools[0], ontology),
        "sizes": tables.sizes(SETS),
        "sets": tables.with_intervals(list(found.values()), ontology),
        "types": tables.by_type(pools, ontology),
        "confidence": tables.confidence(pools, ontology),
        "stock": tables.stock([of for of in SETS if of.key in found], found, ontology),
        "earlier": tables.earlier(found, ontology),
    }


def peer_blocks(python: str, found: Mapping[str, Measured]) -> Blocks:
    """Runs the peers in an environment of their own, as they and this package ask for different releases."""
    there = [of for of in PEER_SETS if of.key in found]
    return {
        **{f"peers-{of.key}": peer_table(python, of, found[of.key]) for of in there},
        "peers-limits": _output(python, PEERS / "limits.py"),
    }


def peer_table(python: str, of: Set, found: Measured) -> str:
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "annotations.jsonl"
        ours.write_text("".join(f"{json.dumps(record)}\n" for record in found.ours.values()), encoding="utf-8")
        corpus = ":".join(map(str, of.texts))
        printed = _output(python, PEERS / "measure.py", corpus, of.gold, "--ours", ours)
    return printed.partition("\n\n")[2]  # without the line that names the file


def _output(*command: str | Path) -> str:
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout


def replaced(page: str, blocks: Mapping[str, str]) -> str:
    """The page with new tables between their markers; a table that was not measured stays as it is.

    >>> print(replaced("<!-- table: a -->\\nold\\n<!-- end -->", {"a": "new\\n"}))
    <!-- table: a -->
    <BLANKLINE>
    new
    <BLANKLINE>
    <!-- end -->
    """
    def new(place: re.Match[str]) -> str:
        return f"{place[1]}\n{blocks[place['name']].strip()}\n\n{place[3]}" if place["name"] in blocks else place[0]

    return PLACE.sub(new, page)


def wrong_today(ontology: Ontology) -> list[wrong.Example]:
    known = wrong.read_examples()
    today = wrong.rerun(known, load_pipeline(), ontology)
    for text in sorted({one["texts"][0] for one in known} - {one["texts"][0] for one in today}):
        print(f"right by now, dropped: {text}", file=sys.stderr)
    return today


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", type=Path, nargs="+", default=[], metavar="PAGE", help="put the tables into these")
    parser.add_argument("--peers", default="", metavar="PYTHON", help="measure the peers with this interpreter")
    parser.add_argument("--examples", action="store_true", help="only what goes wrong, no figures")
    parser.add_argument("--ablation", action="store_true", help="only what each part of the names adds")
    parser.add_argument("--earlier", nargs="+", metavar="COMMIT=TITLE", help="print what these versions reach")
    args = parser.parse_args()
    if args.write and not args.examples and any(of.missing for of in SETS):
        parser.error("figures are written only where the documents of all sets are there: leave --write out")
    if args.earlier:
        earlier.print_versions(args.earlier)
        return
    if args.ablation:
        tell({"ablation": ablation.table()}, args.write)
        return
    ontology = Ontology.load()
    examples = wrong_today(ontology)
    blocks = {} if args.examples else figures(args.peers, ontology)
    tell(blocks | {"wrong": wrong.to_markdown(examples)}, args.write)
    if args.write:
        wrong.write_examples(examples)


def figures(peers: str, ontology: Ontology) -> Blocks:
    found = measure(SETS, ontology)
    return our_blocks(found, ontology) | (peer_blocks(peers, found) if peers else {})


def tell(blocks: Blocks, pages: Sequence[Path]) -> None:
    """Prints the tables, or puts them into pages."""
    if not pages:
        print("\n".join(f"## {name}\n\n{table}" for name, table in blocks.items()))
    for page in pages:
        page.write_text(replaced(page.read_text(encoding="utf-8"), blocks), encoding="utf-8")
