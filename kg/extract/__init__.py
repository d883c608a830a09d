"""Documents -> annotations: a spaCy pipeline with one component for each thing that is found.

    kg_paragraphs  sentence starts from the layout
    kg_names       organisations, people, policies, places      -> doc.ents
    kg_coreference names of one document that mean the same     -> doc._.kg_clusters
    kg_relations   who chairs, publishes, funds, partners …     -> doc._.kg_relations
    kg_statements  who said what                                -> doc._.kg_statements
    kg_topics      what statements are about                    -> doc._.kg_statements

Names, relations and statements have a folder each, with the component in `component.py`. What they share lies here:
word lists and registers (`lexicon`), what words refer to (`references`), whether something is claimed (`modality`).

The components are registered with spaCy, so that `nlp.add_pipe("kg_names")` works in any pipeline. spaCy is imported
when a pipeline is loaded and not before.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract.versions import fingerprint

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["fingerprint", "load_pipeline"]


def load_pipeline(model: str = "", ontology: Path | None = None) -> "Language":
    """See `kg.extract.pipeline.load_pipeline`."""
    from kg.extract import pipeline

    return pipeline.load_pipeline(model, ontology)
