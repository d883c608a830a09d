"""Stretches of a text that are written like names: the candidates that the name component decides on."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon

JOINERS = frozenset({"of", "for", "and", "&", "the", "in", "on", "into", "to", "with", "'s", "’s", "'", "’", ",", "-", "/", "de", "van", "von", "der", "al", "y"})
_TRAILING = JOINERS | {"(", ")"}


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


def runs(context: Context) -> Iterator[tuple[int, int]]:
    """Maximal (start, end) of capitalised tokens and the small words between them."""
    doc, position = context.doc, 0
    while position < len(doc):
        if not is_capitalised(doc[position]):
            position += 1
            continue
        end = position + 1
        while (following := _next_capital(doc, end)) is not None:
            end = following + 1
        yield position, end
        position = end


def segments(context: Context) -> Iterator[tuple[int, int]]:
    """Runs cut where their small words separate names instead of joining them."""
    for start, end in runs(context):
        first = start
        for position in range(start, end):
            if _cuts(context, first, position, end):
                if position > first:
                    yield first, position
                first = position + 1
        if first < end:
            yield first, end


def _next_capital(doc: Doc, position: int) -> int | None:
    """The capitalised token that goes on a run at `position`, past at most two small words."""
    for skipped in range(3):
        index = position + skipped
        if skipped == 0 and (bracketed := _bracketed_acronym(doc, index)):
            return bracketed
        if index >= len(doc) or doc[index].is_sent_start and skipped == 0 and doc[index - 1].is_space:
            return None
        if is_capitalised(doc[index]):
            return index
        if doc[index].text.casefold() not in JOINERS:
            return None
    return None


def _bracketed_acronym(doc: Doc, position: int) -> int | None:
    """The token after "(ABC)" where the name goes on behind it: "Leeds and Selby (L&S) Partnership"."""
    if position + 3 >= len(doc) or doc[position].text != "(" or doc[position + 2].text != ")":
        return None
    following = doc[position + 3]
    joined = doc[position + 1].text.isupper() and is_capitalised(following) and not following.is_sent_start
    return position + 3 if joined else None


def _cuts(context: Context, first: int, position: int, end: int) -> bool:
    """Whether the token at `position` separates the name that began at `first` from what follows."""
    doc = context.doc
    if is_capitalised(doc[position]) and doc[position].text.casefold() not in JOINERS:
        return False
    if doc[position].text == ")":
        return False
    if position == first or not _has_capital(doc, position + 1, end):
        return True
    left, right = (first, position), (_after(doc, position), end)
    if is_capitalised(doc[position]) and not doc[position - 1].text.casefold() == "and":
        return False  # "The" inside a title
    return not _joins(context, left, right, doc[position].text.casefold())


def _joins(context: Context, left: tuple[int, int], right: tuple[int, int], word: str) -> bool:
    doc, lexicon = context.doc, context.lexicon
    stop = _segment_end(doc, right)
    if lexicon.registered(doc[left[0] : stop].text):
        return True
    if word in {"&", "-", "/"}:
        return not (_is_place(context, *left) and _is_place(context, right[0], stop))
    if word == "(":
        return True
    if word in {"'s", "’s", "'", "’"}:
        return _joins_possessive(context, left, (right[0], stop))
    if word == ",":
        return _joins_list(context, left, right)
    if word in {"of", "for", "on", "into", "in", "to", "the"}:
        return _joins_preposition(context, left, stop, word)
    if word == "and" and doc[left[1] + 1].text == "the":
        return False
    if word == "and":
        return _joins_and(context, left, (right[0], stop))
    return _covered(context, left[0], stop)


def _joins_preposition(context: Context, left: tuple[int, int], stop: int, word: str) -> bool:
    words = _lower(context.doc, *left)
    if context.doc[left[1] - 1].text.casefold() in JOINERS:
        return True
    if words[-1] in context.lexicon.role_heads - context.lexicon.org_heads:
        return False
    if word == "the" or _covered(context, left[0], stop):
        return _covered(context, left[0], stop)
    openers = context.lexicon.org_openers | context.lexicon.policy_openers
    return words[-1] in openers and not words[-1].endswith("s") and not set(words) & {"chair", "chairman"} and word in {"of", "for", "on", "into"}


def _joins_and(context: Context, left: tuple[int, int], right: tuple[int, int]) -> bool:
    lexicon, doc = context.lexicon, context.doc
    left_ent, right_ent = context.ents.get(left[0]), context.ents.get(right[0])
    both = left_ent is not None and right_ent is not None and left_ent.start != right_ent.start
    if _is_own_name(context, *right) and (both or _is_registered(context, *right)) and not _is_place(context, *left):
        return False
    if _covered(context, left[0], right[1]):
        return True
    words, following = _lower(doc, *left), _lower(doc, *right)
    opened = any(w in lexicon.org_openers for w in words) and {"of", "for", "on"} & set(words)
    left_head = lexicon.head(words, lexicon.org_heads | lexicon.policy_heads)
    right_head = lexicon.head(following, lexicon.org_heads | lexicon.policy_heads)
    if opened:
        return not right_head and not _is_own_name(context, *right)
    return bool(right_head) and not left_head and len(following) > 1 and not _is_person(context, *left) and not _is_acronym(doc, *left)


def _joins_list(context: Context, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Commas join places of one body ("Norfolk, Suffolk & Essex ICS") and nothing else."""
    doc = context.doc
    if any(doc[i].text in {"'s", "’s"} for i in range(*right)):
        return False
    ent = context.covering(left[0], right[1])
    kinds = context.lexicon.kinds
    return ent is not None and context.lexicon.labels.get(ent.label_) in {kinds.body, kinds.work} and any(doc[i].text in {"and", "&"} for i in range(*right))


def _joins_possessive(context: Context, left: tuple[int, int], right: tuple[int, int]) -> bool:
    doc, lexicon = context.doc, context.lexicon
    if lexicon.registered(doc[left[0] : left[1]].text) or _is_acronym(doc, *left):
        return False
    if doc[left[0]].text.rstrip(".") in {"St", "Saint"} and left[1] - left[0] == 2:
        return True
    headed = lexicon.head(_lower(doc, *right), lexicon.org_heads | lexicon.policy_heads)
    if headed and doc[left[1] - 1].lower_.endswith("s") and doc[left[1]].text in {"'", "’"}:
        return True  # "Renters' Rights Act"
    ent = context.covering(left[0], right[1])
    if ent is not None and context.lexicon.labels.get(ent.label_) in {lexicon.kinds.body, lexicon.kinds.place}:
        return True
    return context.doc[left[1] - 1].lower_ in {"people", "children", "women", "men", "patients", "king", "queen", "prince"}


def _covered(context: Context, start: int, end: int) -> bool:
    ent = context.covering(start, end)
    return ent is not None and ent.label_ in context.lexicon.labels


def _is_own_name(context: Context, start: int, end: int) -> bool:
    """Whether tokens are a name without what stands before them."""
    ent = context.ents.get(start)
    if ent is not None and ent.start == start and ent.end >= end and ent.label_ in context.lexicon.labels:
        return True
    return _is_registered(context, start, end) or _is_acronym(context.doc, start, end)


def _is_registered(context: Context, start: int, end: int) -> bool:
    """Whether a register holds the tokens as anything but a place."""
    rows = context.lexicon.registered(context.doc[start:end].text)
    return any(entry.type != context.lexicon.kinds.place for entry in rows)


def _is_place(context: Context, start: int, end: int) -> bool:
    return any(entry.type == context.lexicon.kinds.place for entry in context.lexicon.registered(context.doc[start:end].text))


def _is_person(context: Context, start: int, end: int) -> bool:
    ent = context.covering(start, end)
    return ent is not None and context.lexicon.labels.get(ent.label_) == context.lexicon.kinds.person


def _is_acronym(doc: Doc, start: int, end: int) -> bool:
    return end - start == 1 and sum(letter.isupper() for letter in doc[start].text) > 1


def _segment_end(doc: Doc, span: tuple[int, int]) -> int:
    """The end of the capitalised words at the start of `span`, with "&" and hyphens."""
    position = span[0]
    while position < span[1] and (is_capitalised(doc[position]) or doc[position].text in {"&", "-"}):
        position += 1
    return position


def _after(doc: Doc, position: int) -> int:
    while not is_capitalised(doc[position]):
        position += 1
    return position


def _has_capital(doc: Doc, start: int, end: int) -> bool:
    return any(is_capitalised(doc[i]) for i in range(start, end))


def _lower(doc: Doc, start: int, end: int) -> list[str]:
    return [token.lower_ for token in doc[start:end]]
