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
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"

    @property
    def accepted(self) -> tuple[str, ...]:
        """The formats of SPARQL and RDF that it can be made of, one for rows and one for triples."""
        return _ACCEPTED.get(self, (self.value,))


_ACCEPTED = {**dict.fromkeys((Format.table, Format.csv, Format.json), ("json", "nt")), Format.xml: ("xml", "rdf")}


def parse_format(word: str) -> Format:
    """The format of a name.

    Raises:
        BadParameter: There is none.
    """
    if word not in list(Format):
        raise typer.BadParameter(f"expected {', '.join(list(Format)[:-1])} or {list(Format)[-1]}, got {str(word)!r}")
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


def parse_seconds(word: str | float) -> float:
    """A time that is longer than nothing."""
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise typer.BadParameter(f"expected seconds, up to a day, got {str(word)!r}")
    return seconds


def words_and_parameters(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Parts the words that are `--NAME VALUE` or `--NAME=VALUE`, parameters of a question, from the others.

    >>> words_and_parameters(["output", "who-said-what", "--about", "Harbour Trust", "--since=2024-01-01"])
    (['output', 'who-said-what'], {'about': 'Harbour Trust', 'since': '2024-01-01'})

    Raises:
        TyperException: A parameter has no value, or two.
    """
    others: list[str] = []
    parameters: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--") or word == "--":
            others.append(word)
            continue
        option, equals, value = word.partition("=")
        name = option[2:].replace("-", "_")
        value = value if equals else next(rest, "")
        value = "" if value.startswith("--") and not equals else value
        if not value or name in parameters:
            raise typer.TyperException(f"expected one value after {option}, got {'several' if value else 'none'}")
        parameters[name] = value
    return others, parameters


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
Limit = Annotated[
    int, typer.Option("--limit", metavar="N", parser=parse_number(1), help="Show at most N rows."),
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", parser=parse_seconds, help="How long an answer may take."),
]
Written = Annotated[
    Format,
    typer.Option("--format", metavar="NAME", parser=parse_format, help=(
        "table; csv or json for spreadsheets and scripts; tsv or xml as SPARQL has them; ttl, nt or jsonld for triples."
    )),
]
Port = Annotated[
    int, typer.Option("--port", metavar="N", parser=parse_port, help="Of this machine; 0 takes a free one."),
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
