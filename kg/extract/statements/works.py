"""Whose words a document's are: "a survey by X", "the survey" again, "the foreword to Y"."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Kinds
from kg.extract.references import References, Referent
from kg.extract.statements.cues import Cues

_DEFINITE = frozenset({"the", "this", "its", "their", "a", "an", "new", "recent", "latest"})
_OF = frozenset({"by", "from", "of"})

NEAR = 12
"""Tokens around a work in which its publisher may be named."""

REACH = 120
"""Tokens before "the survey" in which somebody may have surveyed."""

CANDIDATES = 40
"""Works before "the survey" that are looked at for whose it is, at most."""


@dataclass(frozen=True)
class Works:
    """The nouns of one document that mean something published, and who published it."""

    found: References
    cues: Cues

    @property
    def doc(self) -> Doc:
        return self.found.doc

    @property
    def kinds(self) -> Kinds:
        return self.cues.lexicon.kinds

    def described(self, noun: Token) -> Referent | None:
        """ "The assessment", where a name was said to be one: "Dry Seasons, an assessment of the rivers"."""
        if not self.is_work(noun) or not is_definite(noun) or self._is_name(noun):
            return None
        if noun.doc[noun.left_edge.i].lower_ == "that":  # means what was named last
            return None
        described = self._descriptions.get(noun.lemma_, [])
        before = bisect_left(described, noun.i, key=lambda item: item[0])
        return described[before - 1][1] if before else None

    def again(self, noun: Token) -> Referent | None:
        """ "X surveyed members. The survey suggests": whose a survey was that has no name of its own."""
        if noun.lemma_ not in self.cues.words("inquiries") or not is_definite(noun) or self._is_name(noun):
            return None
        owned = any(t.dep_ == "poss" for t in noun.lefts)
        return self._surveyed(noun) or (None if owned else self._published_before(noun))

    def _surveyed(self, noun: Token) -> Referent | None:
        start = max(0, noun.i - REACH)
        verbs = (t for t in reversed(self.doc[start : noun.i]) if t.pos_ == "VERB" and t.lemma_ == noun.lemma_)
        subjects = (child for verb in verbs for child in verb.children if child.dep_ == "nsubj")
        found = (self.found.at(subject) for subject in subjects)
        return next((r for r in found if r is not None and r.type == self.kinds.body), None)

    @cached_property
    def _descriptions(self) -> dict[str, list[tuple[int, Referent]]]:
        """Nouns that stand in apposition to the name of a work, by lemma."""
        found: dict[str, list[tuple[int, Referent]]] = {}
        for token in self.doc:
            if token.dep_ != "appos" or not self.is_work(token) or token.left_edge.i < 2:
                continue
            named = self.found.by_token.get(token.left_edge.i - 2) or self.found.by_token.get(token.head.i)
            if named is not None and named.type == self.kinds.work and named.certainty == 1.0:
                found.setdefault(token.lemma_, []).append((token.i, named))
        return found

    def publisher(self, noun: Token, words: Span) -> Referent | None:
        """The body behind "a survey by X", "X's research" or, where one was named before, "the survey"."""
        named = self._by_whom(noun) + sorted(
            (r for r in inside(self.found, words.start, words.end) if self._owns(r, noun)),
            key=lambda r: r.type != self.kinds.work,
        )
        if named or not is_definite(noun) or noun.lemma_ not in self.cues.words("backward"):
            return next(iter(named), None)
        return self._published_before(noun)

    def _owns(self, referent: Referent, noun: Token) -> bool:
        """ "The report of X"; and "the foreword to X"."""
        part = noun.lemma_ in self.cues.words("parts") and referent.start > noun.i
        return referent.type != self.kinds.place and (part or _belongs(noun, referent))

    def _by_whom(self, noun: Token) -> list[Referent]:
        """ "analysis of the data conducted by X": whose work it is, said behind a verb."""
        clauses = (child for token in noun.subtree for child in token.rights if child.dep_ == "acl")
        agents = (below for verb in clauses for below in verb.rights if verb.tag_ == "VBN" and below.lower_ == "by")
        found = (self.found.at(source) for agent in agents for source in agent.rights if source.dep_ == "pobj")
        return [r for r in found if r is not None and r.type in (self.kinds.body, self.kinds.person)]

    def _published_before(self, noun: Token) -> Referent | None:
        """ "The survey" again: whose the last survey, study or report was that somebody's name stood at."""
        doc, count = noun.doc, bisect_left(self._works, noun.i)
        for position in reversed(self._works[max(0, count - CANDIDATES) : count]):
            around = inside(self.found, max(0, position - NEAR), min(len(doc), position + NEAR))
            near = [r for r in around if r.type == self.kinds.body and _belongs(doc[position], r)]
            if near:
                return near[0]
        return None

    @cached_property
    def _works(self) -> list[int]:
        """The tokens that "the survey" may mean again later."""
        nouns = self.cues.words("backward")
        return [token.i for token in self.doc if token.pos_ == "NOUN" and token.lemma_ in nouns]

    def _is_name(self, noun: Token) -> bool:
        referent = self.found.by_token.get(noun.i)
        return referent is not None and referent.certainty == 1.0

    def is_work(self, noun: Token) -> bool:
        works = self.cues.words("works")
        return noun.lemma_.casefold() in works or noun.lower_ in works


def is_definite(noun: Token) -> bool:
    before = noun.doc[noun.i - 1 : noun.i]
    return any(token.lower_ in _DEFINITE or token.dep_ == "poss" for token in (*noun.lefts, *before))


def _belongs(noun: Token, referent: Referent) -> bool:
    """Whether a name says whose the noun is: "X's report", "the X report", "a report by X"."""
    root = noun.doc[referent.start : referent.end].root
    if referent.start < noun.i:
        return root.i == noun.i - 1 or root.head.i == noun.i or root.dep_ in {"poss", "compound", "nmod"}
    return root.head.lower_ in _OF


def inside(found: References, start: int, end: int) -> Iterator[Referent]:
    """The referents of a stretch of tokens, in order."""
    for position in range(start, end):
        referent = found.by_token.get(position)
        if referent is not None and referent.start == position and referent.end <= end:
            yield referent
