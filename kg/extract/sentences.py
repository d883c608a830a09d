"""Which sentence a token stands in, found without looking at each token of the document."""

from bisect import bisect_right

import numpy as np
from spacy.tokens import Doc

FAR = 100
"""Tokens: a sentence that is longer is a table or a list that lost its line ends, and is cut."""


def sentence(doc: Doc, position: int) -> tuple[int, int]:
    """(start, end) tokens of the sentence that a token stands in, `FAR` tokens to each side at most."""
    starts = _sentence_starts(doc)
    after = bisect_right(starts, position)
    end = starts[after] if after < len(starts) else len(doc)
    return max(starts[after - 1], position - FAR), min(end, position + FAR)


def _sentence_starts(doc: Doc) -> list[int]:
    cached = doc.user_data.get("kg_sentence_starts")
    if cached is None:
        cached = [0, *(place for place in np.flatnonzero(doc.to_array("SENT_START") == 1).tolist() if place)]
        doc.user_data["kg_sentence_starts"] = cached
    return cached
