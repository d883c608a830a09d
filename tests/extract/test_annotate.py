"""Documents in, annotations out: in order, one by one, and on past documents on which a component fails."""

import pytest
from spacy.language import Language

from kg.extract.annotate import BATCH, annotate, annotate_batch
from kg.extract.pipeline import load_pipeline
from kg.model import Annotation, Document, Skipped

TEXTS = ["Jane Roe chairs the Mossbank Trust.", "", "Buses ran late.", "Ms Marsh spoke in Leeds.", " \n "]


def documents(texts=TEXTS):
    return [Document(f"d{place}", text) for place, text in enumerate(texts)]


@Language.component("fails_on_late")
def fails_on_late(doc):
    if "late" in doc.text:
        raise ValueError("late")
    return doc


@pytest.fixture
def failing():
    nlp = load_pipeline()
    nlp.add_pipe("fails_on_late")
    return nlp


def test_each_document_gets_its_annotation(nlp):
    found = list(annotate_batch(nlp, documents()))
    assert [annotation.document for annotation in found] == documents()
    assert [len(annotation.clusters) for annotation in found] == [2, 0, 0, 2, 0]
    assert {relation.type for relation in found[0].relations} == {"chairs", "has_role"}


def test_the_batch_makes_no_difference(nlp):
    together = list(annotate_batch(nlp, documents()))
    assert [next(annotate_batch(nlp, [document])) for document in documents()] == together


def test_offsets_are_those_of_the_text(nlp):
    annotation = next(annotate_batch(nlp, [Document("d", "\n\n  👩‍🚒 Jane Roe met\u00a0the Tarn Trust.\n")]))
    mentions = [mention for cluster in annotation.clusters for mention in cluster.mentions]
    assert len(mentions) == 2
    assert [annotation.document.text[m.start : m.end] for m in mentions] == [m.text for m in mentions]


def test_marks_reach_the_components(nlp):
    text = "The trust published Roads for Everyone."
    annotation = next(annotate_batch(nlp, [Document("d", text, marks=((20, 38),))]))
    assert "Roads for Everyone" in {cluster.name for cluster in annotation.clusters}


def test_a_document_on_which_a_component_fails_is_named_in_its_place(failing):
    found = list(annotate_batch(failing, documents()))
    assert [type(item) for item in found] == [Annotation, Annotation, Skipped, Annotation, Annotation]
    assert found[2] == Skipped("d2", "could not be analysed: fails_on_late failed with ValueError")


@pytest.mark.parametrize("texts", [["late"], ["late", "late", "Leeds"], ["Leeds", "late"]])
def test_nothing_is_lost_wherever_it_fails(failing, texts):
    found = list(annotate_batch(failing, documents(texts)))
    assert [isinstance(item, Skipped) for item in found] == [text == "late" for text in texts]


def test_afterwards_errors_are_raised_as_before(failing):
    list(annotate_batch(failing, documents(["Leeds"])))
    with pytest.raises(ValueError, match="late"):
        list(failing.pipe(["late"]))


def test_documents_are_read_a_batch_at_a_time():
    read = []

    def endless():
        while True:
            read.append(Document(f"d{len(read)}", "Leeds."))
            yield read[-1]

    first = next(annotate(endless()))
    assert first.document.id == "d0"
    assert len(read) == BATCH


def test_no_documents_give_no_annotations():
    assert list(annotate([])) == []
    assert list(annotate([], jobs=2)) == []
