"""Relations told by the order of words: patterns over names, roles and the words between them.

A document is written as one line of symbols: `<ORG:3>` for a referent, `<ROLE:1>` for a post, other tokens in lower
case, `¶` for a line end. Titles before names, letters after them and marks around them are left out. A pattern of
`ontology/patterns/*.json` is written in the same terms and becomes a regular expression:

    {subject} , [the] {role} (of|at) [the] {object}

`{subject}` and `{object}` stand for one name or a list of names of the types that the relation takes, `{role}` for a
post, `[..]` is optional, `(a|b)` is either, `~3` up to three words that are no names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.extract.lexicon import Lexicon
from kg.extract.references import Referent, References
from kg.extract.roles import role_phrases
from kg.ontology import RelationType

_LEFT_OUT = frozenset("\"“”‘’'[]*_") | {"(#)", "](#", "](#)", "#"}
_ROLES = r"(?:<ROLE:\d+> (?:and <ROLE:\d+> )?)"
_PLACEHOLDER = re.compile(r"\{(subject|object|role)\}$")


@dataclass(frozen=True)
class Line:
    """A document as symbols; `offsets` gives the token at which each symbol begins, by its offset in `text`."""

    text: str
    tokens: Mapping[int, int]
    referents: tuple[Referent, ...]
    roles: tuple[tuple[int, int], ...]

    def referents_in(self, symbols: str) -> Iterator[Referent]:
        """The referents of a piece of `text`, in order."""
        for match in re.finditer(r"<(?!ROLE)[A-Z]+:(\d+)>", symbols):
            yield self.referents[int(match[1])]

    def roles_in(self, symbols: str) -> Iterator[tuple[int, int]]:
        """The posts of a piece of `text`, as (start, end) tokens."""
        for match in re.finditer(r"<ROLE:(\d+)>", symbols):
            yield self.roles[int(match[1])]


@dataclass(frozen=True)
class Sequence:
    """One compiled pattern of a relation."""

    relation: str
    source: str
    regex: re.Pattern[str]
    confidence: float
    status: str


def compile_sequence(relation: RelationType, source: str, *, confidence: float, status: str = "") -> Sequence:
    """A pattern as it stands in the vocabulary -> a regular expression over symbols.

    Raises:
        OntologyError: The pattern lacks a subject or an object.
    """
    parts = "".join(_part(word, relation) for word in source.split())
    if "(?P<subject>" not in parts or "(?P<object>" not in parts:
        raise OntologyError(f"patterns/{relation.name}.json: {source!r} needs a {{subject}} and an {{object}}")
    return Sequence(relation.name, source, re.compile(rf"(?<!\S){parts}"), confidence, status)


def symbols(found: References, lexicon: Lexicon) -> Line:
    """Writes a document as a line of symbols."""
    doc, position = found.doc, 0
    named = {i for referent in found.referents if referent.certainty == 1.0 for i in range(referent.start, referent.end)}
    roles = tuple(role_phrases(doc, lexicon, named))
    pieces: list[str] = []
    tokens: dict[int, int] = {}
    starts = {start: (f"<ROLE:{n}>", end) for n, (start, end) in enumerate(roles)}
    starts |= {r.start: (f"<{r.type}:{n}>" + (" 's" if r.possessive else ""), r.end) for n, r in enumerate(found.referents)}
    left_out = lexicon.titles | {word.casefold() for word in lexicon.words("people", "letters_after")}
    length = 0
    while position < len(doc):
        symbol, end = starts.get(position, (_word(doc[position].text, left_out), position + 1))
        if symbol:
            pieces.append(symbol)
            tokens[length] = position
            length += len(symbol) + 1
        position = end
    return Line(" ".join(pieces) + " ", tokens, found.referents, roles)


def _word(text: str, left_out: frozenset[str]) -> str:
    if text.isspace():
        return "¶" if "\n" in text else ""
    plain = text.casefold()
    if plain.rstrip(".") in left_out or text in _LEFT_OUT:
        return ""
    return {"’s": "'s", "–": "-", "—": "-"}.get(plain, plain.replace("<", "‹"))


def _part(word: str, relation: RelationType) -> str:
    placeholder = _PLACEHOLDER.match(word)
    if placeholder:
        name = placeholder[1]
        body = _ROLES if name == "role" else _list(relation.domain if name == "subject" else relation.range)
        return f"(?P<{name}>{body})"
    if word.startswith("~"):
        return rf"(?:[^\s<¶.,;:()]+ ){{0,{int(word[1:])}}}?"
    if word.startswith("[") and word.endswith("]"):
        return f"(?:{_choice(word[1:-1])} )?"
    if word.startswith("(") and word.endswith(")") and len(word) > 2:
        return f"{_choice(word[1:-1])} "
    return re.escape(word) + " "


def _choice(words: str) -> str:
    return "(?:" + "|".join(re.escape(word).replace("_", " ") for word in words.split("|")) + ")"


def _list(types: frozenset[str]) -> str:
    """One name or a list of them: "A, B and the C"; an acronym in brackets may follow each."""
    one = rf"<(?:{'|'.join(sorted(types))}):\d+> (?:\( <(?:{'|'.join(sorted(types))}):\d+> \) )?"
    return rf"(?:{one}(?:(?:, and |, |and |& |; )(?:the )?{one})*)"
