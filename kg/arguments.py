"""What the words of a command line mean; a wrong one is told in our own words, not in those of a parser's types."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How `kg query` writes its answer."""

    table = "table"
    csv = "csv"
    json = "json"


def parse_format(word: str) -> Format:
    """The format of a name.

    Raises:
        BadParameter: There is none.
    """
    if word not in list(Format):
        raise typer.BadParameter(f"expected table, csv or json, got {str(word)!r}")
    return Format(word)


def parse_number(least: int) -> Callable[[str | int], int]:
    """A function that reads whole numbers from `least` on."""
    def parse(word: str | int) -> int:
        if not (str(word).isascii() and str(word).isdecimal() and int(word) >= least):
            raise typer.BadParameter(f"expected {least} or more, got {str(word)!r}")
        return int(word)

    return parse


def parse_port(word: str | int) -> int:
    """The number of a port.

    Raises:
        BadParameter: It is none.
    """
    if not (str(word).isascii() and str(word).isdecimal() and int(word) < 65536):
        raise typer.BadParameter(f"expected a number from 0 to 65535, got {str(word)!r}")
    return int(word)


def file_and_question(words: Sequence[str]) -> tuple[Path, str]:
    """The graph and the question, of `[FILE] QUERY`.

    Raises:
        TyperException: The words are none, only a graph, or too many.
    """
    if not words:
        raise typer.TyperException("ask a question; kg query --list shows those that have names")
    if len(words) > 2:
        raise typer.TyperException(f"expected [FILE] QUERY, got {len(words)} words; put SPARQL in quotation marks")
    if len(words) == 2:
        return Path(words[0]), words[1]
    if Path(words[0]).suffix == ".ttl" or Path(words[0]).is_dir():
        raise typer.TyperException(f"{words[0]} is a graph; add the question")
    return Path("output", "graph.ttl"), words[0]


Ontology = Annotated[
    Path | None, typer.Option("--ontology", metavar="DIR", help="A vocabulary in place of the one that comes with kg."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", parser=parse_number(1), help="Processes to read the documents with."),
]
Errors = Annotated[
    int, typer.Option("--errors", metavar="N", parser=parse_number(0), help="Show the first N errors."),
]
Written = Annotated[
    Format,
    typer.Option("--format", metavar="table|csv|json", parser=parse_format, help="How to write the answer."),
]
Port = Annotated[
    int, typer.Option("--port", metavar="N", parser=parse_port, help="Of this machine; 0 takes a free one."),
]
Seconds = Annotated[
    int, typer.Option("--timeout", metavar="SECONDS", parser=parse_number(1), help="How long a question may take."),
]
Rows = Annotated[
    int, typer.Option("--limit", metavar="ROWS", parser=parse_number(1), help="How many rows an answer may have."),
]
Processes = Annotated[
    int, typer.Option("--workers", metavar="N", parser=parse_number(1), help="Processes for questions."),
]
Graph = Annotated[str, typer.Argument(metavar="FILE", show_default=False, help=(
    "A graph in Turtle or the folder it is in; where there is only a QUERY, output/graph.ttl."
))]
Question = Annotated[str, typer.Argument(metavar="QUERY", show_default=False, help=(
    "The name of a question, SPARQL, or a file of it (.rq)."
))]
