"""Who holds a post that a document names once with its holder and then alone: "the chief executive said"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import References, Referent
from kg.model import Relation

NEAR = 12
"""Tokens behind a name in which its post may be named that is later used alone."""

BEFORE = 6
"""Tokens before a name that may be its post: "Finance Director Jane Roe"."""

CANDIDATES = 40
"""Names before a post that are looked at for whose it is, at most."""

_ENDS = frozenset({".", "?", "!", ";", ")", "("})


@dataclass(frozen=True)
class Holders:
    """The people of one document with their posts; `roles` are the relations that give somebody a role."""

    found: References
    lexicon: Lexicon
    roles: Sequence[Relation] = ()

    def of(self, noun: Token) -> Referent | None:
        """The person last named before who is said to hold the post, or beside whose name it stood."""
        role = self._words(noun)
        holders = {r.subject for r in self.roles if role <= set(r.role.casefold().split())}
        count = bisect_left(self._people, noun.i, key=lambda referent: referent.end)
        for number in range(count - 1, max(-1, count - 1 - CANDIDATES), -1):
            referent = self._people[number]
            beside = {t.lower_ for t in self._posts[number] if t.i < noun.left_edge.i}
            if referent.cluster in holders or role <= beside:
                return referent
        return None

    def of_initials(self, noun: Token) -> Referent | None:
        """ "DG said", in minutes whose list of those present has "Dilys Gwynne (DG)"."""
        return self._initials.get(noun.text)

    def is_role(self, noun: Token) -> bool:
        heads = self.lexicon.role_heads
        return noun.lower_ in heads or noun.lemma_.casefold() in heads

    @cached_property
    def _people(self) -> list[Referent]:
        person = self.lexicon.kinds.person
        return [r for r in self.found.referents if r.type == person and r.certainty == 1.0]

    @cached_property
    def _posts(self) -> list[tuple[Token, ...]]:
        """The words beside each name that may be of its post."""
        people, doc = self._people, self.found.doc
        ends = [*(referent.start for referent in people[1:]), len(doc)]
        return [
            (*_before(doc, referent.start), *_behind(doc, referent.end, end))
            for referent, end in zip(people, ends, strict=True)
        ]

    @cached_property
    def _initials(self) -> dict[str, Referent]:
        doc, found = self.found.doc, {}
        for referent in self._people:
            name = "".join(word[0] for word in doc[referent.start : referent.end].text.split())
            bracketed = doc[referent.end : referent.end + 3].text
            if len(name) > 1 and bracketed == f"({name})":
                found.setdefault(name, referent)
        return found

    def _words(self, noun: Token) -> set[str]:
        """The words that tell a post, "of finance" too, but not whose it is: "the Trust's", "of the Trust"."""
        inner = noun.doc[noun.left_edge.i : noun.i]
        words = {t.lower_ for t in inner if t.lower_ in self.lexicon.role_words or t.dep_ == "compound"}
        links = (child for child in noun.rights if child.lower_ == "of" and child.dep_ == "prep")
        fields = (field for link in links for field in link.rights if field.dep_ == "pobj")
        words |= {field.lower_ for field in fields if field.i not in self.found.by_token}
        return words | {noun.lower_}


def _before(doc: Doc, start: int) -> Iterator[Token]:
    """The words right before a name, back to a mark; one comma may stand at the name ("the chair, Jane Roe")."""
    for token in reversed(doc[max(0, start - BEFORE) : start]):
        comma = token.text == "," and token.i < start - 1
        if token.text in _ENDS or comma or token.pos_ == "VERB" or "\n" in token.text:
            return
        yield token


def _behind(doc: Doc, end: int, limit: int) -> Iterator[Token]:
    """The words behind a name, up to the next name's post or the end of the line."""
    closed = 0
    for token in doc[end : min(limit, end + NEAR)]:
        closed += token.text == ")"
        if "\n" in token.text or (closed and token.text in {",", ";"}):
            return
        yield token
