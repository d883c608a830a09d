"""What a decision about names in one document may look at."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon
from kg.ontology import RegisterEntry


@dataclass(frozen=True)
class Context:
    """What a decision about one document may look at: the tokens, the model's own entities, the lexicon."""

    doc: Doc
    lexicon: Lexicon
    text: str  # `doc.text` is put together anew at each call
    texts: tuple[str, ...]  # of the tokens; reading them from the tokens takes many times as long
    words: tuple[str, ...]  # the same, lower case
    offsets: tuple[int, ...]  # where tokens begin
    capitals: tuple[bool, ...]  # see `has_capital`
    ents: Mapping[int, Span]  # by each token of theirs
    lowered: frozenset[str]  # words that the document also writes in lower case
    breaks: tuple[int, ...]  # offsets of the line ends
    learnt: bool  # whether the model knows our types, and not only those of a stock one
    areas: frozenset[str]  # lower case, that councils and the like of the document are called after
    shortened: frozenset[str]  # lower case, what is left of names of other bodies without their last word

    @classmethod
    def of(cls, doc: Doc, lexicon: Lexicon, *, learnt: bool = False) -> "Context":
        """The context of a document that the model's own entity component has seen."""
        ents = {position: ent for ent in doc.ents for position in range(ent.start, ent.end)}
        text = doc.text
        breaks = (-1, *(match.start() for match in re.finditer("\n", text)), len(text))
        texts = tuple(token.text for token in doc)
        lowered = frozenset(word for word in texts if word.islower())
        words = tuple(word.lower() for word in texts)
        offsets = tuple(doc.to_array("IDX").tolist())
        capitals = tuple(has_capital(word) for word in texts)
        areas = _areas(texts, words, lexicon)
        shortened = _shortened(doc, texts, words, lexicon) - areas
        return cls(doc, lexicon, text, texts, words, offsets, capitals, ents, lowered, breaks, learnt, areas, shortened)

    def is_date(self, position: int) -> bool:
        """Whether the model sees a date or a number begin there, which no name is joined with."""
        ent = self.ents.get(position)
        return ent is not None and ent.start == position and ent.label_ in self.lexicon.words("labels", "amounts")

    def overlapping(self, span: "Span | Candidate") -> list[Span]:
        """The model's entities that share a token with a span, in text order."""
        found = (self.ents.get(position) for position in range(span.start, span.end))
        return list({ent.start: ent for ent in found if ent is not None}.values())

    def between(self, start: int, end: int) -> str:
        """The text from one token up to another."""
        last = min(end, len(self.texts)) - 1
        return self.text[self.offsets[start] : self.offsets[last] + len(self.texts[last])] if start <= last else ""

    def line(self, span: "Span | Candidate") -> str:
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


class Candidate:
    """A span that may be a name, with what all the evidence asks of it read once; spans read it anew at each call."""

    def __init__(self, context: Context, span: Span) -> None:
        self.context, self.span = context, span
        self.start, self.end, self.start_char, self.end_char = span.start, span.end, span.start_char, span.end_char
        self.text = context.text[span.start_char : span.end_char]
        self.texts, self.lower = context.texts[span.start : span.end], context.words[span.start : span.end]
        self.words = [word for word in self.lower if not word.isspace()]
        self.last = self.lower[-1]

    def __len__(self) -> int:
        return self.end - self.start

    @cached_property
    def root(self) -> Token:
        return self.span.root

    @cached_property
    def rows(self) -> tuple[RegisterEntry, ...]:
        """What the registers hold under this form."""
        return self.context.lexicon.registered(self.text)


def _areas(texts: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """The words before a council or another body of an area: "Tarnshire" of "Tarnshire County Council"."""
    governing, kinds = lexicon.words("places", "governed_by"), lexicon.words("organisations", "generic")
    found: set[str] = set()
    for end in _written_large(texts, words, governing):
        while end > 0 and words[end - 1] in kinds and has_capital(texts[end - 1]):
            end -= 1
        if end > 0 and has_capital(texts[end - 1]) and not texts[end - 1].isupper():
            found.add(words[end - 1])
    return frozenset(found)


def _shortened(doc: Doc, texts: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """ "Mossbank" of "Mossbank Homes": up to three words before the last one, which says that it is a body."""
    found: set[str] = set()
    for end in _written_large(texts, words, lexicon.org_heads - lexicon.words("places", "governed_by")):
        start = end
        while start > 0 and texts[start - 1].isalpha() and has_capital(texts[start - 1]):
            start -= 1
        if 0 < end - start < 4:
            found.add(doc[start:end].text.casefold())
    return frozenset(found)


def _written_large(texts: Sequence[str], words: Sequence[str], known: Set[str]) -> Iterator[int]:
    """Where one of the words stands with a capital, but at the very beginning."""
    places = (place for place, word in enumerate(words) if word in known)
    return (place for place in places if place and texts[place][0].isupper())


def is_capitalised(token: Token) -> bool:
    """Whether a token is written as names are."""
    return has_capital(token.text)


def has_capital(text: str) -> bool:
    """Whether a word has a capital at its start or inside ("iGPR", "NHSX", "McKinsey")."""
    return text[:1].isupper() or (not text.islower() and text.isalpha() and any(letter.isupper() for letter in text))
