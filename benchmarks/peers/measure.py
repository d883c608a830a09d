"""What other tools reach on the same documents and gold, by the scorer of `kg evaluate`, as Markdown.

    python benchmarks/peers/measure.py CORPUS GOLD [CORPUS2 GOLD2 ...] [--ours ANNOTATIONS ...]

CORPUS is a folder of texts (`.txt`) or a file, or several of them with colons between; only the documents that GOLD
names are read. `--ours` is the `annotations.jsonl` of a build, one for each GOLD in the same order. A peer that is not
installed is named as not measured. `README.md` beside this file says what the figures mean.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the peers' environment need not have this package installed

from adapters import PEERS, NothingFoundError, Peer, Text  # noqa: E402
from scores import Row, to_table  # noqa: E402

from kg.export.annotations import read_annotations  # noqa: E402
from kg.ontology import Ontology  # noqa: E402

if TYPE_CHECKING:
    from kg.export.annotations import Record


def read_texts(corpus: str) -> dict[str, str]:
    """The text of each file by its name without suffix."""
    paths = [path for part in corpus.split(":") for path in _files(Path(part))]
    return {path.stem: path.read_bytes().decode() for path in paths}


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.txt")) if path.is_dir() else [path]


def documents(corpus: str, gold: "dict[str, Record]") -> list[Text]:
    """Ends the program where the corpus lacks a document of the gold, which would count as missed."""
    texts = read_texts(corpus)
    if lacking := sorted(set(gold) - set(texts)):
        sys.exit(f"expected in {corpus} every document of the gold, got none for {', '.join(lacking)}")
    return [Text(doc, texts[doc], record) for doc, record in gold.items()]


def run(peer: Peer, texts: Sequence[Text]) -> Row:
    found, failed = {}, []
    for text in texts:
        try:
            found[text.doc] = peer.record(text)
        except NothingFoundError:
            failed.append(text.doc)
    return Row(peer.title, found, peer.parts, failed)


def report(corpus: str, gold_path: str, ours: str | None, ontology: Ontology) -> Iterator[str]:
    gold = read_annotations(gold_path)
    texts = documents(corpus, gold)
    rows = [Row("this pipeline", read_annotations(ours))] if ours else []
    rows += [run(peer, texts) for peer in PEERS if not peer.missing()]
    yield f"{gold_path}: {len(gold)} documents\n\n{to_table(gold, rows, ontology=ontology)}"
    for row in rows:
        if row.failed:
            yield f"\n{row.name}: an error, and so nothing found, in {len(row.failed)} of {len(gold)} documents.\n"
    for peer in PEERS:
        if peer.missing():
            yield f"\n{peer.name}: not measured, not installed: {', '.join(peer.missing())}.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="CORPUS GOLD", help="texts, and annotations of them made by hand")
    parser.add_argument("--ours", nargs="*", default=[], metavar="ANNOTATIONS", help="a build for each GOLD")
    args = parser.parse_args()
    corpora, golds = args.files[::2], args.files[1::2]
    if len(corpora) != len(golds) or len(args.ours) not in (0, len(golds)):
        parser.error("expected CORPUS GOLD in pairs, and for --ours as many files as there are pairs")
    ontology = Ontology.load()
    for corpus, gold, ours in zip(corpora, golds, args.ours or [None] * len(golds), strict=True):
        print("".join(report(corpus, gold, ours, ontology)), flush=True)


if __name__ == "__main__":
    main()
