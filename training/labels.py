"""What `spacy train` calls before it starts: the stock component learns our types beside its own labels."""

import spacy
from spacy.language import Language

from training.marked import TYPES


@spacy.registry.callbacks("kg.own_types.v1")
def own_types():
    """A callback that adds the types of our names to the labels of the sourced component."""
    def add(nlp: Language) -> Language:
        for type_ in sorted(TYPES):
            nlp.get_pipe("ner").add_label(type_)
        return nlp

    return add
