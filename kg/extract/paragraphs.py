"""Sentence starts where the layout shows them, set before the parser, which then joins no heading to a paragraph."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

BULLETS = frozenset("•‣▪●◦·*-–—")
_BREAK = re.compile(r"\n\s*\n")
SHORT_LINE = 60
"""Code points: a line that ends earlier than this was ended on purpose, not by the margin."""


def line_starts(text: str) -> Iterator[int]:
    """Offsets at which a new block starts: after a blank line, at a bullet, after a line that was ended on purpose."""
    for match in re.finditer(r"\s*\n\s*", text):
        start = match.end()
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        following = text[start : start + 1]
        if _BREAK.search(match.group()) or following in BULLETS or (len(line) < SHORT_LINE and not following.islower()):
            yield start


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Marks the first token of each block as the start of a sentence and leaves all others to the parser."""
    starts = set(line_starts(doc.text))
    for token in doc[1:]:
        if token.idx in starts:
            token.is_sent_start = True
    return doc
