"""What the quotation finders among the peers make of a few invented sentences: one table, a line for each sentence.

    PYTHON benchmarks/peers/limits.py

`PYTHON` is that of the peers' environment. Each sentence is one way to name a source that the peers' own errors on
real documents pointed to. Who spoke is told as the entity or, where none was found, as the words in quotation marks.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import adapters  # noqa: E402
from adapters import NothingFoundError, Text  # noqa: E402
from records import Name  # noqa: E402

from kg.export.annotations import StatementRecord  # noqa: E402
from kg.extract.pipeline import load_pipeline  # noqa: E402


class Case(NamedTuple):
    """A way to name a source, a text that does so, and who speaks there."""

    way: str
    text: str
    speaker: str


CASES = (
    Case("a name and a verb", "Ann Field of the Corran Trust said: “Fares have doubled.”", "Ann Field"),
    Case("a noun for a report named before",
         "The Marlow Review of Rural Buses came out today. The Review says: “Fares have doubled.”",
         "Marlow Review of Rural Buses"),
    Case("a noun for a work named in other words",
         "The Corran Trust published its report The Long Wait today. The report says: “Fares have doubled.”",
         "The Long Wait"),
    Case("a post before the name", "“Fares have doubled,” said the Minister for Coastal Affairs, Jane Hollis.",
         "Jane Hollis"),
    Case("a post alone", "The Minister for Coastal Affairs is Jane Hollis. “Fares have doubled,” the Minister said.",
         "Jane Hollis"),
    Case("a pronoun", "Ann Field runs the Corran Trust. “Fares have doubled,” she said.", "Ann Field"),
    Case("a paragraph of its own, a verb of saying before it",
         "Ann Field, who chairs the Corran Trust, said it was glad.\n\n“We have waited nine years for this road.”",
         "Ann Field"),
    Case("a paragraph of its own, no such verb near",
         "Ann Field, who chairs the Corran Trust, welcomed the grant.\n\n“We have waited nine years for this road.”",
         "Ann Field"),
    Case("a caption above",
         "Ann Field, chair of the Corran Trust, said:\n\n“We have waited nine years for this road.”", "Ann Field"),
    Case("according to", "According to Ann Field, fares have “doubled in nine years”.", "Ann Field"),
    Case("an odd number of marks", 'Ann Field said: "Fares have doubled. So have complaints.', "Ann Field"),
)

PEERS: tuple[tuple[str, Callable[[str, list[Name]], list[StatementRecord]]], ...] = (
    ("textacy", adapters.textacy_quotations), ("sayswho", adapters.sayswho_quotations),
    ("bagpipes-spacy", adapters.bagpipes_quotations),
)


def told(statements: Iterable[tuple[str, str]]) -> str:
    """From (speaker, words of the content), as a cell of the table."""
    return "; ".join(f"{speaker or 'nobody'}: {' '.join(words.split())}" for speaker, words in statements) or "nothing"


def by_peer(find: Callable[[str, list[Name]], list[StatementRecord]], text: str) -> str:
    names = adapters.medium_names(Text("", text, {"doc": ""}))
    try:
        found = find(text, names)
    except NothingFoundError as error:
        return f"an error: {str(error).partition(';')[0]}"
    called = {name.entity: name.text for name in names}
    return told(
        (called.get(one["speaker"] or "", _words(one["speaker_text"])),
         " … ".join(text[part["start"]:part["end"]] for part in one["content"]))
        for one in found
    )


def by_us(nlp: Callable, text: str) -> str:
    doc = nlp(text)
    called = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return told(
        (called.get(one.speaker, _words(one.speaker_text)), " … ".join(part.text for part in one.content))
        for one in doc._.kg_statements
    )


def _words(words: str) -> str:
    return f"“{words}”" if words else ""


def line(case: Case, nlp: Callable) -> str:
    peers = (by_peer(find, case.text) for _, find in PEERS)
    cells = (case.way, case.text.replace("\n\n", " ¶ "), case.speaker, *peers, by_us(nlp, case.text))
    return f"| {' | '.join(cells)} |"


def main() -> None:
    nlp = load_pipeline()
    heads = ("source", "text", "who speaks", *(name for name, _ in PEERS), "this pipeline")
    print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for case in CASES:
        print(line(case, nlp))


if __name__ == "__main__":
    main()
