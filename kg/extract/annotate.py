"""Documents -> annotations, in one process or several, always in the order of the documents."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from kg.extract.pipeline import load_pipeline
from kg.model import Annotation, Document, Skipped

BATCH = 16
"""Documents that a process takes at a time; the same for every number of processes."""

_worker: list[Language] = []


Found = Annotation | Skipped


def annotate(
    documents: Iterable[Document], *, model: str = "", ontology: Path | None = None, jobs: int = 1,
) -> Iterator[Found]:
    """What the pipeline finds in each document; cluster ids are local to it. Where it fails, the document and why.

    Args:
        documents: Read lazily, a batch ahead of each process.
        model: See `load_pipeline`.
        ontology: Folder of the vocabulary.
        jobs: Number of processes; the result does not depend on it.
    """
    batches = minibatch(documents, BATCH)
    if jobs <= 1:
        nlp = load_pipeline(model, ontology)
        for batch in batches:
            yield from annotate_batch(nlp, batch)
        return
    start = partial(_start, model, ontology)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=start) as pool:
        waiting = [pool.submit(_work, batch) for batch in islice(batches, 2 * jobs)]
        while waiting:
            yield from waiting.pop(0).result()
            waiting.extend(pool.submit(_work, batch) for batch in islice(batches, 1))


def annotate_batch(nlp: Language, documents: Iterable[Document]) -> Iterator[Found]:
    """Annotations of documents by a pipeline that is loaded, in their order.

    A document on which one of our components fails is named with the reason; the others of the batch go on.
    """
    documents = list(documents)
    failed: dict[int, str] = {}

    def note(name: str, component: Any, docs: list[Doc], error: Exception) -> None:
        failed.update((doc.user_data["kg_place"], f"{name} failed with {type(error).__name__}") for doc in docs)

    # spaCy's own components keep their handler: its parser does not take another one.
    handler, nlp.default_error_handler = nlp.default_error_handler, note
    for doc in nlp.pipe(_docs(nlp, documents)):
        place = doc.user_data["kg_place"]
        yield from _skipped(documents, failed, before=place)
        yield annotation(doc, documents[place])
    yield from _skipped(documents, failed, before=len(documents))
    nlp.default_error_handler = handler


def annotation(doc: Doc, document: Document) -> Annotation:
    """What our components left on a `Doc`, as values."""
    return Annotation(document, doc._.kg_clusters, doc._.kg_relations, doc._.kg_statements)


def _skipped(documents: Sequence[Document], failed: dict[int, str], *, before: int) -> Iterator[Skipped]:
    """Takes from `failed` what comes before a place, so that everything is told in the order of the documents."""
    for place in sorted(place for place in failed if place < before):
        yield Skipped(documents[place].id, f"could not be analysed: {failed.pop(place)}")


def _docs(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    for place, document in enumerate(documents):
        doc = nlp.make_doc(document.text)
        doc.user_data |= {"kg_marks": document.marks, "kg_place": place}
        yield doc


def _start(model: str, ontology: Path | None) -> None:
    _worker.append(load_pipeline(model, ontology))


def _work(batch: list[Document]) -> list[Found]:
    return list(annotate_batch(_worker[0], batch))
