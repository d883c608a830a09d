"""What the words of a command line mean; a wrong one is told in our own words, not in those of a parser's types."""

from collections.abc import Callable, Mapping, Sequence
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


_GRAPHS = (".ttl", ".nt", ".trig", ".jsonld")


def parse_format(word: str) -> Format:
    """The format of a name.

    Raises:
        BadParameter: There is none.
    """
    word = "xml" if word == "rdf" else word  # how triples in XML are called elsewhere
    if word not in list(Format):
        raise typer.BadParameter(f"expected {', '.join(list(Format)[:-1])} or {list(Format)[-1]}, got {str(word)!r}")
    return Format(word)


def parse_given(word: str) -> str:
    """An address or an IRI; an empty one is a variable of a script that is not set.

    Raises:
        BadParameter: It is empty.
    """
    if not word.strip():
        raise typer.BadParameter("expected an address or an IRI, got nothing; is a variable of yours empty?")
    return word


def check_where(to: str | None, *, files: Mapping[str, Any], stores: Mapping[str, Any]) -> None:
    """Refuses options that would do nothing.

    Args:
        to: The address of a store, if the graph goes to one.
        files: Values of the options that say how a file is written, by name.
        stores: Those of the options that only a store takes.

    Raises:
        UsageError: Some are given that do not go with the rest.
    """
    idle = [name for name, value in (stores if to is None else files).items() if value]
    if idle and to is None:
        raise UsageError(f"{' and '.join(idle)} would do nothing: name the store too, with --to, or leave it out")
    if idle:
        raise UsageError(f"{' and '.join(idle)} would do nothing with --to, which writes no file: leave one out")


def check_target(output: Path, source: Path, format: "RdfFormat") -> None:
    """Refuses to write over the graph that is read, or over a file of its build that holds something else.

    Raises:
        UsageError: `output` is such a file.
    """
    from kg.documents.find import OUTPUT_FILES

    if output.exists() and source.exists() and output.samefile(source):
        raise UsageError(f"{output} is the graph that is read: choose another file with -o")
    beside = output.parent.resolve() == source.parent.resolve()
    if beside and output.name in OUTPUT_FILES and output.name != f"{source.stem}.{format}":
        raise UsageError(f"{output} is a file of the build and not of the format {format}: choose another with -o")


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


def without_graph(words: Sequence[str]) -> Sequence[str]:
    """The words without a graph at their head, where a graph is not asked."""
    return words[1:] if words and (Path(words[0]).is_dir() or Path(words[0]).suffix in _GRAPHS) else words


def page_to_write(file: Path, graph: Path) -> None:
    """Allows a page to be written to a new file or over another page.

    Raises:
        UsageError: The file is the graph, or something else that is no page.
    """
    if file.is_dir():
        raise UsageError(f"--html: {file} is a folder: name a file in it, such as answer.html")
    is_page = file.suffix.lower() in (".html", ".htm")
    if file.exists() and (not is_page or (graph.is_file() and file.samefile(graph))):
        raise UsageError(f"--html: {file} is there and is no page: name another file, such as answer.html")


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
Rdf = Annotated[
    Any, typer.Option("--format", metavar="ttl|nt|jsonld|trig", parser=parse_rdf, show_default=False, help=(
        "How to write the triples; ttl where it is left out."
    )),
]
RdfFormats = Annotated[
    list[Any],
    typer.Option("--format", metavar="nt|jsonld|trig", parser=parse_rdf, help="Beside Turtle; may be given again."),
]
Infer = Annotated[bool, typer.Option("--infer", help=(
    "Add what follows by the rules of the vocabulary: wider kinds and relations, inverses."
))]
To = Annotated[str | None, typer.Option("--to", metavar="URL", parser=parse_given, help=(
    "Send it to a store instead: the address of its Graph Store or of its updates. Who signs in is KG_USER with"
    " KG_PASSWORD in the environment."
))]
Named = Annotated[str | None, typer.Option("--graph", metavar="IRI", parser=parse_given, help=(
    "Which graph of the store to replace, or the word default; without it, the graph's own IRI."
))]
Updates = Annotated[str | None, typer.Option("--update-url", metavar="URL", parser=parse_given, help=(
    "Where a store without a Graph Store takes updates, if that is another address."
))]
WithVocabulary = Annotated[bool, typer.Option("--with-vocabulary", help=(
    "Send the vocabulary too, into a graph of its own IRI."
))]
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
