"""The whole way: paths -> documents -> annotations -> entities -> graph -> files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from kg.cache import Cache
from kg.documents import read_documents
from kg.errors import ReadError, UsageError
from kg.export.annotations import write_annotations
from kg.export.graphml import write_graphml
from kg.export.html import write_html
from kg.export.rdf import write_turtle
from kg.export.report import write_report
from kg.export.tables import write_tables
from kg.export.terms import DEFAULT_BASE_IRI, Ids
from kg.extract import fingerprint
from kg.graph import build_graph, claims
from kg.model import Annotation, Document, Skipped
from kg.ontology import Ontology
from kg.query.kept import keep
from kg.resolve import resolve

LONGEST = 1_000_000
"""Code points of a document: what spaCy's parser takes with the memory of a laptop."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build did; `passages` are those of its relationships, `seconds` go by stage in the order of the stages."""

    output: Path
    documents: int
    skipped: tuple[Skipped, ...]
    entities: int
    relationships: int
    passages: int
    statements: int
    seconds: Mapping[str, float]


def build(
    paths: Iterable[str | Path],
    output: str | Path,
    *,
    ontology: Ontology | None = None,
    model: str = "",
    jobs: int = 1,
    base_iri: str = DEFAULT_BASE_IRI,
    strict: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Reads documents and writes their graph in every format to the folder `output`.

    Args:
        paths: Files, folders, or "-" for standard input.
        output: Made if it is missing; its files are replaced whole.
        ontology: The vocabulary; nothing for the one that comes with the package.
        model: An installed spaCy model; empty for the one that comes with the package.
        jobs: Processes to extract with; the result does not depend on it.
        base_iri: What the IRIs of entities start with.
        strict: Raise instead of leaving out what cannot be read.
        progress: Called with a stage, what is done of it and how much there is.

    Raises:
        ReadError: No document could be read, or one could not and `strict` is set.
        UsageError: The base IRI cannot be used, or `output` is a file.
        KgError: The vocabulary or the model cannot be used.
    """
    ontology, output, clock = ontology or Ontology.load(), Path(output), Clock(progress)
    Ids(base_iri)  # a wrong one is told before the work begins
    _check_output(output)
    with clock.stage("read"):
        documents, skipped = read(paths, output=output, strict=strict)
    pipeline = fingerprint(ontology, model)
    with clock.stage("extract"):
        found, failed = extract(documents, Cache(output, pipeline), ontology, model=model, jobs=jobs, clock=clock)
        skipped = _checked([*skipped, *failed], strict=strict)
    with clock.stage("resolve"):
        annotations, entities = resolve(found, ontology)
    with clock.stage("graph"):
        graph = build_graph(annotations, entities)
    with clock.stage("export"):
        write_annotations(annotations, output / "annotations.jsonl", pipeline=pipeline)
        write_turtle(graph, output / "graph.ttl", ontology=ontology, base_iri=base_iri, pipeline=pipeline)
        write_html(graph, output / "graph.html", ontology=ontology, base_iri=base_iri)
        write_graphml(graph, output / "graph.graphml", ontology=ontology)
        write_tables(graph, output, ontology=ontology)
        write_report(graph, output / "report.md", ontology=ontology, skipped=skipped)
        keep(output, ontology)
    claimed = list(claims(graph))
    return BuildReport(
        output, len(annotations), tuple(skipped), len(entities), len(claimed),
        sum(len(claim.evidence) for claim in claimed), sum(len(a.statements) for a in annotations), clock.seconds,
    )


def read(paths: Iterable[str | Path], *, output: Path, strict: bool) -> tuple[list[Document], list[Skipped]]:
    """The documents that can be read, and for the others why not; what lies in `output` is no document."""
    found = [_too_long(item) for item in read_documents(paths, output=output)]
    documents = [item for item in found if isinstance(item, Document)]
    skipped = _checked([item for item in found if isinstance(item, Skipped)], strict=strict)
    if not documents:
        reason = f"{skipped[0].path}: {skipped[0].reason}" if skipped else "there are no files"
        raise ReadError(f"no document could be read: {reason}")
    return documents, skipped


def extract(
    documents: Sequence[Document], cache: Cache, ontology: Ontology, *, model: str, jobs: int, clock: "Clock",
) -> tuple[list[Annotation], list[Skipped]]:
    """Annotations of all documents, those kept from the last build and those of new documents; and what failed."""
    kept = {document.id: cache.get(document) for document in documents}
    new = [document for document in documents if kept[document.id] is None]
    failed: list[Skipped] = []
    if new:
        from kg.extract.annotate import annotate  # loads spaCy, which a build of known documents does not need

        for done, found in enumerate(annotate(new, model=model, ontology=ontology.folder, jobs=jobs), start=1):
            if isinstance(found, Skipped):
                failed.append(found)
            else:
                cache.put(found)
                kept[found.document.id] = found
            clock.tell("extract", done, len(new))
    cache.keep_only(documents)
    annotations = [annotation for annotation in kept.values() if annotation is not None]
    if not annotations:
        raise ReadError(f"no document could be read: {failed[0].path}: {failed[0].reason}")
    return annotations, failed


class Clock:
    """Measures stages and tells their progress."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self.tell: Progress = progress or (lambda stage, done, total: None)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what is done inside it."""
        self.tell(name, 0, 1)
        start = perf_counter()
        yield
        self.seconds[name] = perf_counter() - start
        self.tell(name, 1, 1)


def _check_output(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file: name a folder to write to, which is made if it is missing")


def _checked(skipped: list[Skipped], *, strict: bool) -> list[Skipped]:
    if strict and skipped:
        raise ReadError(f"{skipped[0].path}: {skipped[0].reason} (leave --strict out to go on without it)")
    return skipped


def _too_long(item: Document | Skipped) -> Document | Skipped:
    if isinstance(item, Document) and len(item.text) > LONGEST:
        return Skipped(item.id, f"longer than {LONGEST:,} characters: split it")
    return item
