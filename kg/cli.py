"""The commands: the only place that prints.

What a command needs is imported inside it, so that `kg --help` answers at once. Exit codes: 0, 1 (nothing could be
read or written, or a file is not valid) and 2 (the command was called wrongly: an option, a vocabulary, a model, a
question).
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from kg import arguments
from kg.errors import KgError, ModelError, OntologyError, QueryError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rich.console import Console

    from kg.build import BuildReport
    from kg.ontology import Ontology
    from kg.query import Answer, Question, Reply

_BAR_AFTER = 2.0  # seconds of work before a progress bar is worth its place

app = typer.Typer(
    help="Knowledge graphs of policy documents: every edge leads back to its passage.",
    epilog="Example: kg build examples -o output, then kg query output who-said-what",
    no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
)

def main() -> None:
    """Runs the command line; an error is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal in Latin-1 shows what it can
    try:
        code = app(prog_name="kg", standalone_mode=False)
    except typer.TyperException as error:
        code = _complain_of_usage(error)
    except (ModelError, OntologyError, QueryError, UsageError) as error:
        code = _complain(str(error), code=2)
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
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders; - is standard input.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write.")] = Path("output"),
    model: Annotated[str, typer.Option(metavar="NAME", help="An installed spaCy model; empty: the one kg needs.")] = "",
    jobs: arguments.Jobs = 1,
    ontology: arguments.Ontology = None,
    base_iri: Annotated[str, typer.Option(metavar="IRI", help="What the IRIs of entities start with.")] = "",
    formats: arguments.RdfFormats = [],  # noqa: B006 - typer reads it and nobody writes to it
    strict: Annotated[bool, typer.Option("--strict", help="Write nothing if a document cannot be read.")] = False,
) -> None:
    """Read documents and write their graph."""
    from kg import build as building

    vocabulary = _ontology(ontology)
    options: dict[str, Any] = {"base_iri": base_iri} if base_iri else {}
    with _Progress() as progress, _writing(output):
        report = building.build(
            paths, output, ontology=vocabulary, model=model, jobs=jobs, formats=formats, strict=strict,
            progress=progress, **options,
        )
    _show_report(report)


@app.command(
    # several words are told what they lack, quotation marks; options that are none are parameters of a question
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="Example: kg query output/graph.ttl 'SELECT ?name { ?who foaf:name ?name } LIMIT 5'",
)
def query(
    context: typer.Context,
    file: arguments.Graph = "",
    question: arguments.Question = "",
    format: arguments.Written = arguments.Format.table,
    limit: arguments.Limit = 100_000,
    timeout: arguments.Timeout = 30.0,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Draw the answer, too.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show the named questions.")] = False,
    ontology: arguments.Ontology = None,
) -> None:
    """Ask a graph a question.

    A named question may take parameters, shown by --list: kg query output who-said-what --topic housing
    """
    from kg import query as asking
    from kg.ontology import Ontology, default_folder

    words, parameters = arguments.words_and_parameters([word for word in (file, question, *context.args) if word])
    vocabulary = Ontology(ontology or default_folder())  # checking the whole would take longer than most questions
    if listed:
        _show_questions(arguments.without_graph(words), vocabulary)
        return
    path, text = arguments.file_and_question(words)
    if html:
        arguments.page_to_write(html, path)
    asked = asking.find_question(text, vocabulary)
    with asking.Workers(path, vocabulary, count=1, method=asking.QUICKEST, in_memory=0) as workers:
        reply = workers.ask(
            text, parameters=parameters, accept=format.accepted, seconds=timeout, rows=limit, files=True,
        )
    _show_reply(reply, asked, format, vocabulary)
    if html:
        _draw(reply, asked, path, vocabulary, html)
    if reply.truncated:
        _say(f"there is more than these {limit}: --limit shows it", stderr=True)


@app.command(epilog="Example: kg evaluate gold.jsonl output/annotations.jsonl --errors 20")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotations made by hand.")],
    predicted: Annotated[Path, typer.Argument(metavar="PREDICTED", help="annotations.jsonl of a build.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the figures as JSON.")] = False,
    errors: arguments.Errors = 0,
    ontology: arguments.Ontology = None,
) -> None:
    """Compare a build with annotations made by hand.

    Counts are hits, predicted and gold; resolution counts mentions. The second table has relations by their confidence.
    """
    from kg import evaluate as comparing
    from kg.export.annotations import read_annotations
    from kg.plain import band_rows, figure_rows, to_json

    vocabulary = _ontology(ontology)
    by_hand, built = _there(gold, read_annotations), _there(predicted, read_annotations)
    figures = comparing.evaluate(by_hand, built, ontology=vocabulary)
    missing = comparing.missing(by_hand, built)
    if missing:
        _say(f"not in PREDICTED, so all of it counts as missed: {len(missing)} of {len(by_hand)} documents of GOLD"
             f" ({', '.join(missing[:3])}{', …' if len(missing) > 3 else ''})", stderr=True)
    if as_json:
        _write(to_json({**figures.to_dict(), "confidence": [band.to_dict() for band in figures.bands]}))
    else:
        _show_table(("part", "of", "precision", "recall", "F1", "counts"), figure_rows(figures.to_dict()))
    if not as_json and any(band.relations for band in figures.bands):
        _say("")
        _show_table(("confidence", "relations", "right", "share", "stated"), band_rows(figures.bands))
    for error in figures.errors[:errors]:
        _say(str(error), stderr=as_json)


@app.command(epilog="Example: kg validate output/graph.ttl")
def validate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A graph in Turtle or the folder it is in.")],
    ontology: arguments.Ontology = None,
) -> None:
    """Check a graph against the shapes of the vocabulary."""
    from kg import validate as validating

    path = file / "graph.ttl" if file.is_dir() else file
    violations = validating.validate(path, _ontology(ontology))
    if violations:
        _show_table(("node", "property", "what is wrong"), [(v.focus, v.path, v.message) for v in violations])
        raise KgError(f"{path} breaks the shapes in {len(violations)} places")
    _say(f"{path} satisfies the shapes.")


@app.command(epilog="Example: kg export output --format trig -o graph.trig")
def export(
    file: Annotated[Path, typer.Argument(metavar="FOLDER", help="The output folder of a build, or a graph in Turtle.")],
    format: arguments.Rdf = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")] = None,
    infer: arguments.Infer = False,
    to: arguments.To = None,
    graph: arguments.Named = None,
    update_url: arguments.Updates = None,
    with_vocabulary: arguments.WithVocabulary = False,
    ontology: arguments.Ontology = None,
) -> None:
    """Write a graph that was built in another format of RDF, or send it to a store."""
    from kg.export import formats
    from kg.export import infer as inferring
    from kg.export.files import write_whole

    source, written_as = file / "graph.ttl" if file.is_dir() else file, format or formats.Format.turtle
    arguments.check_where(to, files={"--format": format, "-o": output}, stores={
        "--graph": graph, "--update-url": update_url, "--with-vocabulary": with_vocabulary,
    })
    if output:
        arguments.check_target(output, source, written_as)
    vocabulary = _ontology(ontology)
    found, prefixes = formats.read_turtle(source)
    found += inferring.infer(found, vocabulary) if infer else []
    if to:
        sent_with = vocabulary if with_vocabulary else None
        _send(found, to, graph=graph or "", update_url=update_url or "", ontology=sent_with)
        return
    written = formats.serialise(found, written_as, ontology=vocabulary, prefixes=prefixes)
    if output is None:
        _write(written.decode())
    else:
        with _writing(output.parent):
            write_whole(output, written)
        _say(f"{output} written.")


def _send(
    found: "list[Triple]", to: str, *, graph: str, update_url: str, ontology: "Ontology | None",
) -> None:
    """Sends the graph, and the vocabulary if there is one."""
    from kg.export import send, wire

    graphs = [(found, graph)] + ([send.vocabulary(ontology)] if ontology else [])
    credentials = wire.credentials_from()
    for triples, name in graphs:
        with _Progress() as progress:
            sent = send.send(
                triples, to, graph=name, update_url=update_url, credentials=credentials, progress=progress,
            )
        place = f"the graph {sent.graph}" if sent.graph else "the default graph"
        _say(f"{sent.triples} triples are {place} of {wire.shown(to)} now, by {sent.way}.")


@app.command(epilog="Example: kg serve output --open")
def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The output folder of a build.")] = Path("output"),
    port: arguments.Port = 8000,
    opened: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    timeout: arguments.Timeout = 30.0,
    limit: arguments.Limit = 100_000,
    workers: arguments.Processes = 2,
    ontology: arguments.Ontology = None,
) -> None:
    """Show a graph in the browser and answer questions, on this machine only.

    The graph, a search, an editor for SPARQL (other programs may ask /sparql too) and a JSON API (/openapi.json).
    It serves what the folder holds now, after every build. Ctrl-C ends it.
    """
    import webbrowser

    from kg.serve.lanes import Limits
    from kg.serve.run import serve as run

    def ready(address: str) -> None:
        _say(f"{folder} is at {address} (Ctrl-C ends)")
        if opened:
            webbrowser.open(address)

    limits = Limits(seconds=timeout, rows=limit, workers=workers)
    run(folder, _ontology(ontology), port=port, limits=limits, ready=ready)


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


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What the system says when a folder cannot be written, with what to do."""
    try:
        yield
    except OSError as error:
        unclear = isinstance(error, FileNotFoundError | NotADirectoryError) or not error.strerror
        why = "" if unclear else f" ({error.strerror.lower()})"
        raise KgError(f"the folder {folder} cannot be written{why}: choose another with -o") from error


def _there(path: Path, read: Callable[[Path], Any]) -> Any:
    """What `read` gives of a file, or one line on why there is nothing to read."""
    try:
        return read(path)
    except FileNotFoundError as error:
        raise KgError(f"there is no file {path}: kg build writes annotations.jsonl into its output folder") from error
    except IsADirectoryError as error:
        raise KgError(f"{path} is a folder: name the annotations.jsonl in it") from error


def _ontology(folder: Path | None) -> "Ontology":
    from kg.ontology import Ontology

    return Ontology.load(folder)


def _show_report(report: "BuildReport") -> None:
    from kg.plain import counted

    for skipped in report.skipped:
        _say(f"skipped {skipped.path}: {skipped.reason}", stderr=True)
    _say(
        f"{counted(report.documents, 'document')} read, {len(report.skipped)} skipped: "
        f"{report.entities} entities, {counted(report.relationships, 'relationship')} on "
        f"{counted(report.passages, 'passage')}, {counted(report.statements, 'statement')}."
    )
    _say("seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()))
    _say(f"Open {report.output / 'graph.html'} in a browser, or ask: kg query {report.output} QUERY (kg query --list)")


def _show_questions(words: Sequence[str], vocabulary: "Ontology") -> None:
    """All named questions, or what one of them takes and gives."""
    from kg import plain, query

    if words:
        question = query.find_question(words[-1], vocabulary)
        _say(question.words)
        _show_table(("", "name", "type", "what it is"), plain.declared(question))
    else:
        _show_table(("name", "question", "parameters"), plain.listed(query.questions(vocabulary).values()))


def _show_reply(reply: "Reply", question: "Question", format: arguments.Format, vocabulary: "Ontology") -> None:
    from kg import plain, query

    if format.accepted == ("json", "nt"):
        _show_answer(query.read_answer(reply, question), question, format, vocabulary)
    elif sys.stdout.isatty():
        _write(plain.shown(reply.body.decode()))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(reply.body)


def _draw(reply: "Reply", question: "Question", graph: Path, vocabulary: "Ontology", file: Path) -> None:
    """Writes the explorer's page of what the answer names."""
    from kg import query
    from kg.export.html import write_html
    from kg.export.terms import DEFAULT_BASE_IRI
    from kg.query.subgraph import base_iri, subgraph

    store = query.open_store(graph, vocabulary)
    part = subgraph(store, query.iris(query.read_answer(reply, question)), vocabulary)
    with _writing(file.parent):
        write_html(part, file, ontology=vocabulary, base_iri=base_iri(store) or DEFAULT_BASE_IRI)
    _say(f"Open {file} in a browser to see the answer drawn.", stderr=True)


def _show_answer(
    answer: "Answer", question: "Question", format: arguments.Format, vocabulary: "Ontology",
) -> None:
    from kg import plain, query

    if format is arguments.Format.table:
        shown = query.readable(answer, question)
        _show_table(shown.variables, shown.rows)
        if not answer.rows:
            _say("nothing found", stderr=True)
            for doubt in query.doubts(question.text, vocabulary):
                _say(doubt, stderr=True)
    elif format is arguments.Format.csv:
        _write(plain.to_csv(answer))
    else:
        _write(plain.to_json(list(plain.records(answer))))


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
