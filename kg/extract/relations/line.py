"""A document written as one line of symbols, which the patterns of `kg.extract.relations.sequences` read.

`<ORG:3>` stands for a referent, `<ROLE:1>` for a post, other tokens stand in lower case, `¶` for a line end; "its"
is written as `<ORG:3> 's`. Words that may say before a name what it is ("the charity Harbour Aid") end in `DESCRIBES`,
so that a pattern need not list them. Titles before names, letters after them and marks around them are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import References, Referent
from kg.extract.relations.roles import role_phrases
from kg.extract.relations.scan import places

_LEFT_OUT = frozenset("\"“”‘’'[]*_") | {"(#)", "](#", "](#)", "#"}
_SAME = {"’s": "'s", "–": "-", "—": "-", "…": "...", "•": "-", "|": "-"}
DESCRIBES = "°"
_REFERENT = re.compile(r"<(?!ROLE)[A-Z]+:(\d+)>")
_ROLE = re.compile(r"<ROLE:(\d+)>")
_PART = re.compile(r"[^¶]*(?:¶°? )+|[^¶]+$")


@dataclass(frozen=True)
class Line:
    """A document as symbols; `tokens` gives the token at which each symbol begins, by its offset in `text`."""

    doc: Doc
    text: str
    tokens: Mapping[int, int]
    referents: tuple[Referent, ...]
    roles: tuple[tuple[int, int], ...]

    @cached_property
    def whole(self) -> "Part":
        return Part.of(self.text, 0, len(self.text))

    @cached_property
    def parts(self) -> tuple["Part", ...]:
        """What stands between the ends of lines, each with the end behind it."""
        return tuple(Part.of(self.text, *match.span()) for match in _PART.finditer(self.text))

    @cached_property
    def places(self) -> Mapping[str, set[int]]:
        """Symbol -> the numbers of the parts that hold it."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, part in enumerate(self.parts):
            for symbol in self.text[part.start : part.end].replace(DESCRIBES, "").split():
                found[symbol].add(number)
        return dict(found)

    def parts_with(self, required: Sequence[frozenset[str]], *, whole: bool) -> Iterable["Part"]:
        """The parts with one of the words of each set, as few patterns fit most; or the whole if it has them."""
        known = self.places
        found = [set().union(*(known[word] for word in words & known.keys())) for words in required]
        if whole:
            return (self.whole,) if all(found) else ()
        return [self.parts[number] for number in sorted(set.intersection(*found))] if found else self.parts

    def span(self, start: int, end: int) -> tuple[int, int]:
        """(start, end) tokens of a piece of `text`."""
        return self.tokens[start], self.tokens.get(end, len(self.doc))

    def referents_in(self, symbols: str) -> Iterator[Referent]:
        """The referents of a piece of `text`, in order."""
        for match in _REFERENT.finditer(symbols):
            yield self.referents[int(match[1])]

    def roles_in(self, symbols: str) -> Iterator[tuple[int, int]]:
        """The posts of a piece of `text`, as (start, end) tokens."""
        for match in _ROLE.finditer(symbols):
            yield self.roles[int(match[1])]


@dataclass(frozen=True)
class Part:
    """A piece of a line's text, and where names begin in it."""

    start: int
    end: int
    name_starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Part":
        """The piece of a text between two offsets."""
        return cls(start, end, tuple(match.start() for match in _REFERENT.finditer(text, start, end)))


def symbols(found: References, lexicon: Lexicon) -> Line:
    """Writes a document as a line of symbols."""
    types = {i: r.type for r in found.referents if r.certainty == 1.0 for i in range(r.start, r.end)}
    roles = tuple(role_phrases(found.doc, lexicon, types))
    text, length, tokens = [], 0, {}
    for symbol, position in _symbols(found, roles, lexicon):
        tokens[length] = position
        text.append(symbol)
        length += len(symbol) + 1
    return Line(found.doc, " ".join([*text, ""]), tokens, found.referents, roles)


def _symbols(found: References, roles: tuple[tuple[int, int], ...], lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """(symbol, token) for all that is not left out."""
    doc, position = found.doc, 0
    known = {r.start: (f"<{r.type}:{n}>", r.end) for n, r in enumerate(found.referents)}
    known |= {start: (f"<ROLE:{n}>", end) for n, (start, end) in enumerate(roles)}
    possessive = {r.start for r in found.referents if r.possessive}
    described = _describing(doc, lexicon)
    left_out = lexicon.titles | {word.casefold() for word in lexicon.words("people", "letters_after")}
    while position < len(doc):
        begin = position
        symbol, position = known.get(begin) or _word(doc, begin, left_out)
        if symbol == "(" and _closes(doc, position):
            position = _closes(doc, position)
        elif symbol:
            yield (symbol + DESCRIBES if begin in described and symbol[0] != "<" else symbol), begin
        if begin in possessive or (symbol.startswith("<") and _is_possessive(doc, position)):
            yield "'s", begin


def _describing(doc: Doc, lexicon: Lexicon) -> frozenset[int]:
    """Tokens of the words and phrases that say what a name is."""
    phrases = lexicon.words("references", "descriptors")
    found: set[int] = set()
    for place in places(doc, {phrase.split()[-1] for phrase in phrases}):
        if doc[place].lower_ in phrases:
            found.add(place)
        if place and f"{doc[place - 1].lower_} {doc[place].lower_}" in phrases:
            found.update((place - 1, place))
    return frozenset(found)


def _closes(doc: Doc, position: int) -> int:
    """Where a bracket ends that holds nothing but marks, as the address of a link leaves it; 0 for another one."""
    while position < len(doc) and doc[position].text in _LEFT_OUT:
        position += 1
    return position + 1 if position < len(doc) and doc[position].text == ")" else 0


def _is_possessive(doc: Doc, position: int) -> bool:
    """The bare apostrophe after a plural name: "the Farmers' president"."""
    return position < len(doc) and doc[position].text in {"'", "’"} and doc[position].tag_ == "POS"


def _word(doc: Doc, position: int, left_out: frozenset[str]) -> tuple[str, int]:
    """A word with what is joined to it by hyphens, and where it ends; empty for what is left out."""
    token, end = doc[position], position + 1
    if token.is_space:
        return ("¶" if "\n" in token.text else ""), end
    plain = token.lower_
    if token.text in _LEFT_OUT or plain.rstrip(".") in left_out:
        return "", end
    while end + 1 < len(doc) and _joins(doc[end - 1], doc[end], doc[end + 1]):
        plain, end = f"{plain}-{doc[end + 1].lower_}", end + 2
    return _SAME.get(plain, plain.replace("<", "‹")), end


def _joins(before: Token, hyphen: Token, after: Token) -> bool:
    spaced = before.whitespace_ or hyphen.whitespace_
    return hyphen.text == "-" and not spaced and before.is_alpha and after.is_alpha
