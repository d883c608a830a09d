"""What a decision about names in one document may look at."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon


@dataclass(frozen=True)
class Context:
    """What a decision about one document may look at: the tokens, the model's own entities, the lexicon."""

    doc: Doc
    lexicon: Lexicon
    text: str  # `doc.text` is put together anew at each call
    ents: Mapping[int, Span]  # by each token of theirs
    lowered: frozenset[str]  # words that the document also writes in lower case
    breaks: tuple[int, ...]  # offsets of the line ends

    @classmethod
    def of(cls, doc: Doc, lexicon: Lexicon) -> "Context":
        """The context of a document that the model's own entity component has seen."""
        ents = {position: ent for ent in doc.ents for position in range(ent.start, ent.end)}
        text = doc.text
        breaks = (-1, *(match.start() for match in re.finditer("\n", text)), len(text))
        return cls(doc, lexicon, text, ents, frozenset(t.text for t in doc if t.text.islower()), breaks)

    def line(self, span: Span) -> str:
        """The line or lines that a span stands in."""
        start = self.breaks[bisect_left(self.breaks, span.start_char) - 1] + 1
        return self.text[start : self.breaks[bisect_left(self.breaks, span.end_char)]]

    def covering(self, start: int, end: int) -> Span | None:
        """The model's entity that covers these tokens, if there is one."""
        ent = self.ents.get(start)
        return ent if ent is not None and ent.end >= end else None

    def within(self, start: int, end: int) -> list[Span]:
        """The model's entities that lie inside these tokens, in text order."""
        found = {ent.start: ent for position in range(start, end) if (ent := self.ents.get(position)) is not None}
        return [ent for _, ent in sorted(found.items()) if ent.start >= start and ent.end <= end]


def is_capitalised(token: Token) -> bool:
    """Whether a token is written as names are: a capital at its start or inside ("iGPR", "NHSX", "McKinsey")."""
    text = token.text
    return text[:1].isupper() or (token.is_alpha and any(letter.isupper() for letter in text))
