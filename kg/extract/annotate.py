"""Documents -> annotations, in one process or several, always in the order of the documents."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from kg.extract.pipeline import load_pipeline
from kg.model import Annotation, Document

BATCH = 16
"""Documents that a process takes at a time; the same for every number of processes."""

_worker: list[Language] = []


def annotate(documents: Iterable[Document], *, model: str = "", ontology: Path | None = None, jobs: int = 1) -> Iterator[Annotation]:
    """What the pipeline finds in each document; cluster ids are local to it.

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


def annotate_batch(nlp: Language, documents: Iterable[Document]) -> Iterator[Annotation]:
    """Annotations of documents by a pipeline that is loaded."""
    documents = list(documents)
    for document, doc in zip(documents, nlp.pipe(_docs(nlp, documents)), strict=True):
        yield annotation(doc, document)


def annotation(doc: Doc, document: Document) -> Annotation:
    """What our components left on a `Doc`, as values."""
    return Annotation(document, doc._.kg_clusters, doc._.kg_relations, doc._.kg_statements)


def _docs(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc.user_data["kg_marks"] = document.marks
        yield doc


def _start(model: str, ontology: Path | None) -> None:
    _worker.append(load_pipeline(model, ontology))


def _work(batch: list[Document]) -> list[Annotation]:
    return list(annotate_batch(_worker[0], batch))
