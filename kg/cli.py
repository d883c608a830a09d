"""The commands: the only place that prints.

What a command needs is imported inside it, so that `kg --help` answers at once. Exit codes: 0, 1 (nothing could be
read, or a file is not valid) and 2 (the command was called wrongly).
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from kg.errors import KgError

if TYPE_CHECKING:
    from rich.console import Console

    from kg.build import BuildReport
    from kg.ontology import Ontology
    from kg.query import Answer

_BAR_AFTER = 2.0  # seconds of work before a progress bar is worth its place

app = typer.Typer(
    help="Knowledge graphs of policy documents: every edge leads back to its passage.",
    no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
)

OntologyOption = Annotated[
    Path | None, typer.Option("--ontology", metavar="DIR", help="A vocabulary in place of the one that comes with kg."),
]


class Format(StrEnum):
    """How `kg query` writes its answer."""

    table = "table"
    csv = "csv"
    json = "json"


def main() -> None:
    """Runs the command line; an error is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal in Latin-1 shows what it can
    try:
        code = app(prog_name="kg", standalone_mode=False)
    except typer.TyperException as error:
        code = _complain_of_usage(error)
    except KgError as error:
        code = _complain(str(error), code=1)
    except OSError as error:
        code = _complain(f"{error.filename}: {error.strerror}" if error.filename else str(error), code=1)
    sys.exit(code)


@app.callback(invoke_without_command=True)
def start(version: Annotated[bool, typer.Option("--version", is_eager=True, help="Show the version.")] = False) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"kg {installed('policy-kg')}")
        raise typer.Exit


@app.command(epilog="Example: kg build examples -o output")
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders; - is standard input.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write.")] = Path("output"),
    model: Annotated[str, typer.Option(metavar="NAME", help="An installed spaCy model; empty: the one kg needs.")] = "",
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Processes to read the documents with.")] = 1,
    ontology: OntologyOption = None,
    base_iri: Annotated[str, typer.Option(metavar="IRI", help="What the IRIs of entities start with.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Write nothing if a document cannot be read.")] = False,
) -> None:
    """Read documents and write their graph."""
    from kg import build as building

    vocabulary = _ontology(ontology)
    options: dict[str, Any] = {"base_iri": base_iri} if base_iri else {}
    with _Progress() as progress:
        report = building.build(
            paths, output, ontology=vocabulary, model=model, jobs=jobs, strict=strict, progress=progress, **options,
        )
    _show_report(report)


@app.command(epilog="Example: kg query output/graph.ttl 'SELECT ?name { ?who foaf:name ?name } LIMIT 5'")
def query(
    words: Annotated[list[str] | None, typer.Argument(metavar="[FILE] QUERY", help=(
        "FILE: a graph in Turtle or the folder it is in, by default output/graph.ttl. "
        "QUERY: the name of a question, SPARQL, or a file of it."
    ))] = None,
    format: Annotated[Format, typer.Option(help="How to write the answer.")] = Format.table,
    listed: Annotated[bool, typer.Option("--list", help="Show the named questions.")] = False,
    ontology: OntologyOption = None,
) -> None:
    """Ask a graph a question."""
    from kg import query as asking

    vocabulary = _ontology(ontology)
    if listed:
        _show_table(("name", "question"), sorted(asking.describe(vocabulary).items()))
    else:
        file, question = _file_and_question(words or [])
        _show_answer(asking.run(asking.read_store(file), question, vocabulary), format)


@app.command(epilog="Example: kg evaluate gold.jsonl output/annotations.jsonl --errors 20")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotations made by hand.")],
    predicted: Annotated[Path, typer.Argument(metavar="PREDICTED", help="annotations.jsonl of a build.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the figures as JSON.")] = False,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Show the first N errors.")] = 0,
    ontology: OntologyOption = None,
) -> None:
    """Compare a build with annotations made by hand; counts are hits, predicted and gold."""
    from kg import evaluate as comparing
    from kg.export.annotations import read_annotations
    from kg.plain import to_json

    vocabulary = _ontology(ontology)
    figures = comparing.evaluate(read_annotations(gold), read_annotations(predicted), ontology=vocabulary)
    if as_json:
        _write(to_json(figures.to_dict()))
    else:
        _show_table(("part", "of", "precision", "recall", "F1", "counts"), _figure_rows(figures.to_dict()))
    for error in figures.errors[:errors]:
        _say(str(error), stderr=as_json)


@app.command(epilog="Example: kg validate output/graph.ttl")
def validate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A graph in Turtle or the folder it is in.")],
    ontology: OntologyOption = None,
) -> None:
    """Check a graph against the shapes of the vocabulary."""
    from kg import validate as validating

    path = file / "graph.ttl" if file.is_dir() else file
    violations = validating.validate(path, _ontology(ontology))
    if violations:
        _show_table(("node", "property", "what is wrong"), [(v.focus, v.path, v.message) for v in violations])
        raise KgError(f"{path} breaks the shapes in {len(violations)} places")
    _say(f"{path} satisfies the shapes.")


class _Progress:
    """A bar on standard error once the work has taken two seconds; nothing where standard error is no terminal."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._bar is None and monotonic() - self._started < _BAR_AFTER:
            return
        if self._bar is None:
            self._open()
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def _open(self) -> None:
        from rich.progress import Progress

        console = _console(stderr=True)
        self._bar = Progress(console=console, transient=True, disable=not console.is_terminal)
        self._bar.start()


def _ontology(folder: Path | None) -> "Ontology":
    from kg.ontology import Ontology

    return Ontology.load(folder)


def _file_and_question(words: Sequence[str]) -> tuple[Path, str]:
    """The graph and the question, of `[FILE] QUERY`."""
    if not words:
        raise typer.TyperException("ask a question; kg query --list shows those that have names")
    if len(words) > 2:
        raise typer.TyperException(f"expected [FILE] QUERY, got {len(words)} words; put SPARQL in quotation marks")
    if len(words) == 2:
        return Path(words[0]), words[1]
    if Path(words[0]).suffix == ".ttl" or Path(words[0]).is_dir():
        raise typer.TyperException(f"{words[0]} is a graph; add the question")
    return Path("output", "graph.ttl"), words[0]


def _show_report(report: "BuildReport") -> None:
    for skipped in report.skipped:
        _say(f"skipped {skipped.path}: {skipped.reason}", stderr=True)
    _say(
        f"{_count(report.documents, 'document')} read, {len(report.skipped)} skipped: "
        f"{report.entities} entities, {_count(report.relations, 'relation')}, {_count(report.statements, 'statement')}."
    )
    _say("seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()))
    _say(f"Open {report.output / 'graph.html'} in a browser, or ask: kg query {report.output} QUERY (kg query --list)")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _show_answer(answer: "Answer", format: Format) -> None:
    from kg import plain

    if format is Format.table:
        _show_table(answer.variables, answer.rows)
    elif format is Format.csv:
        _write(plain.to_csv(answer))
    else:
        _write(plain.to_json(list(plain.records(answer))))


def _figure_rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """One row for each part and group, of the nested figures that `--json` writes."""
    for part, groups in figures.items():
        for group, score in ({"all": groups} if "p" in groups else groups).items():
            fractions = (f"{score[name]:.3f}" for name in ("p", "r", "f1"))
            counts = [f"{score[name]}" for name in ("hit", "predicted", "gold", "mentions") if name in score]
            yield part.replace("_", " "), group, *fractions, "/".join(counts)


def _show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; where nobody looks, aligned columns, for grep and cut."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from kg.plain import printable, to_columns

    console = _console()
    if not console.is_terminal:
        _write(to_columns(columns, rows))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(Text(printable(column)))
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))  # a Text has no markup
    console.print(table)


def _write(text: str) -> None:
    typer.echo(text, nl=False, color=True)


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def _say(line: str, *, stderr: bool = False) -> None:
    from kg.plain import printable

    _console(stderr=stderr).print(printable(line))


def _complain(message: str, *, code: int) -> int:
    _say(f"kg: {message}", stderr=True)
    return code


def _complain_of_usage(error: typer.TyperException) -> int:
    message, context = error.format_message(), getattr(error, "ctx", None)
    if not message.strip():  # kg without a word has shown its help
        return 2
    end = "" if message.endswith((".", "?")) else "."
    return _complain(f"{message}{end} See {context.command_path} --help" if context else message, code=2)


if __name__ == "__main__":
    main()
