"""What the words of a command line mean; a wrong one is told in our own words, not in those of a parser's types."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.export.formats import Format as RdfFormat


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


def parse_rdf(word: str) -> "RdfFormat":
    """The format of RDF of a name.

    Raises:
        BadParameter: There is none.
    """
    from kg.export.formats import parse_format  # loads Oxigraph, which --help can do without

    try:
        return parse_format(word)
    except UsageError as error:
        raise typer.BadParameter(str(error)) from error


def parse_number(least: int) -> Callable[[str | int], int]:
    """A function that reads whole numbers from `least` on."""
    def parse(word: str | int) -> int:
        if not (str(word).isascii() and str(word).isdecimal() and int(word) >= least):
            raise typer.BadParameter(f"expected {least} or more, got {str(word)!r}")
        return int(word)

    return parse


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
Rdf = Annotated[
    Any, typer.Option("--format", metavar="ttl|nt|jsonld|trig", parser=parse_rdf, help="How to write the triples."),
]
RdfFormats = Annotated[
    list[Any],
    typer.Option("--format", metavar="nt|jsonld|trig", parser=parse_rdf, help="Beside Turtle; may be given again."),
]
Infer = Annotated[bool, typer.Option("--infer", help=(
    "Add what follows by the rules of the vocabulary: wider kinds and relations, inverses."
))]
To = Annotated[str, typer.Option("--to", metavar="URL", show_default=False, help=(
    "Send it to a store instead: the address of its Graph Store or of its updates. Who signs in is KG_USER with"
    " KG_PASSWORD in the environment."
))]
Named = Annotated[str, typer.Option("--graph", metavar="IRI", show_default=False, help=(
    "Which graph of the store to replace, or the word default; without it, the graph's own IRI."
))]
Updates = Annotated[str, typer.Option("--update-url", metavar="URL", show_default=False, help=(
    "Where a store without a Graph Store takes updates, if that is another address."
))]
WithVocabulary = Annotated[bool, typer.Option("--with-vocabulary", help=(
    "Send the vocabulary too, into a graph of its own IRI."
))]
Graph = Annotated[str, typer.Argument(metavar="FILE", show_default=False, help=(
    "A graph in Turtle or the folder it is in; where there is only a QUERY, output/graph.ttl."
))]
Question = Annotated[str, typer.Argument(metavar="QUERY", show_default=False, help=(
    "The name of a question, SPARQL, or a file of it (.rq)."
))]
