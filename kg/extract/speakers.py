"""Who a reporting word is about: its subject, and the entity that the subject stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import Referent, References
from kg.model import Passage, Relation

_SUBJECTS = ("nsubj", "expl")
_NOBODY = frozenset({"i", "we", "you", "this", "that", "which", "it", "there", "what", "these", "those", "who", "both"})
_OF = frozenset({"by", "from", "of"})
NEAR = 12
"""Tokens around a name in which a post may be named that is later used alone ("the commissioner")."""


@dataclass(frozen=True)
class Speaker:
    """A source: a cluster id, or words where nobody named spoke; `span` is where it is named."""

    cluster: str
    type: str
    words: str
    span: Passage
    through_work: bool = False  # "a survey by X": X speaks through what it published


@dataclass(frozen=True)
class Speakers:
    """Finds the speakers of one document."""

    found: References
    lexicon: Lexicon
    roles: Sequence[Relation]

    def of_verb(self, verb: Token) -> Speaker | None:
        """The source that a reporting verb has, through "went on to stress", "said and added", "who argued"."""
        subject = subject_of(verb)
        return self.of_noun(subject) if subject is not None else None

    def of_noun(self, noun: Token) -> Speaker | None:
        """What a subject stands for: itself if it is named, the body whose report it is, the person who has the post."""
        if noun.lower_ == "it":
            return self._it(noun)
        referent = self.found.at(noun)
        if referent is not None and self._can_be_named(referent):
            return self._named(referent, noun)
        if noun.lower_ in _NOBODY:
            return None
        words = _phrase(noun)
        beside = self._beside(noun)
        if beside is not None:
            return self._named(beside, noun)
        is_work = self._is_work(noun)
        referent = self._publisher(noun, words) if is_work else self._holder(noun)
        if referent is not None:
            return Speaker(referent.cluster, referent.type, "", _passage(words), is_work)
        if self._can_speak(noun) or is_work and _is_definite(noun):
            return Speaker("", "", words.text, _passage(words), is_work)
        return None

    def _can_be_named(self, referent: Referent) -> bool:
        return referent.type != self.lexicon.kinds.place

    def _named(self, referent: Referent, noun: Token) -> Speaker:
        span = noun.doc[referent.start : referent.end]
        return Speaker(referent.cluster, referent.type, "", _passage(span))

    def _it(self, noun: Token) -> Speaker | None:
        """ "It" after a sentence goes on with that sentence's subject, if that is a body or a document."""
        before = noun.sent.start - 1
        while before > 0 and noun.doc[before].is_space:
            before -= 1
        if before <= 0:
            return None
        subject = next((t for t in noun.doc[before].sent.root.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.lower_ == "it" and noun.sent.start == 0:
            return None
        speaker = self.of_noun(subject)
        return speaker if speaker is not None and speaker.type != self.lexicon.kinds.person else None

    def _beside(self, noun: Token) -> Referent | None:
        """The name in apposition: "the council's leader, Jane Roe", "an earlier paper, Heat Without Debt"."""
        kinds = self.lexicon.kinds
        wanted = kinds.work if self._is_work(noun) else kinds.person
        after = noun.i + 1 + (noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].text in {",", "–", "-"})
        places = [child.i for child in noun.children if child.dep_ == "appos"] + [after]
        if self._is_role(noun):
            places.extend(t.i + 1 for t in noun.doc[noun.i : noun.i + 8] if t.text == "," and t.i in range(noun.i, noun.right_edge.i + 2))
        for place in places:
            referent = self.found.by_token.get(place)
            if referent is not None and referent.type == wanted and referent.certainty == 1.0:
                return referent
        return None

    def _publisher(self, noun: Token, words: Span) -> Referent | None:
        """The body behind "a survey by X", "X's research" or, where one was named before, "the survey"."""
        kinds = self.lexicon.kinds
        inside = [r for r in self.found.referents if words.start <= r.start and r.end <= words.end and _belongs(noun, r)]
        works = [r for r in inside if r.type == kinds.work]
        named = works + [r for r in inside if r.type in (kinds.body, kinds.person)]
        if named or not _is_definite(noun) or noun.lemma_ not in self._list("backward"):
            return next(iter(named), None)
        earlier = [t for t in noun.doc[: noun.i] if t.lemma_ in self._list("backward") and t.pos_ == "NOUN"]
        for token in reversed(earlier):
            near = [r for r in self.found.referents if r.type == kinds.body and abs(r.start - token.i) < 8 and _belongs(token, r)]
            if near:
                return near[0]
        return None

    def _holder(self, noun: Token) -> Referent | None:
        """The person last named before who is said to hold the post, or who was named beside the word."""
        if not self._is_role(noun) or not _is_definite(noun):
            return None
        role = {token.lower_ for token in noun.doc[noun.left_edge.i : noun.i + 1] if token.is_alpha and not token.is_stop}
        people = [r for r in self.found.referents if r.type == self.lexicon.kinds.person and r.certainty == 1.0 and r.end <= noun.i]
        holders = {r.subject for r in self.roles if role <= set(r.role.casefold().split())}
        for referent in reversed(people):
            around = noun.doc[max(0, referent.start - NEAR // 2) : referent.end + NEAR]
            if referent.cluster in holders or noun.lower_ in {t.lower_ for t in around if t.i < noun.i}:
                return referent
        return None

    def _is_role(self, noun: Token) -> bool:
        return noun.lower_ in self.lexicon.role_heads or noun.lemma_.casefold() in self.lexicon.role_heads

    def _is_work(self, noun: Token) -> bool:
        works = self._list("works")
        return noun.lemma_.casefold() in works or noun.lower_ in works

    def _can_speak(self, noun: Token) -> bool:
        people = self._list("people")
        return noun.lower_ in {"he", "she", "they"} or noun.lemma_.casefold() in people or noun.lower_ in people or self._is_role(noun)

    def _list(self, key: str) -> frozenset[str]:
        return frozenset(self.lexicon.ontology.cues.get("sources", {}).get(key, ()))


def _is_definite(noun: Token) -> bool:
    return any(t.lower_ in {"the", "this", "its", "their", "a", "an", "new", "recent", "latest"} for t in noun.lefts) or any(
        t.dep_ == "poss" for t in noun.lefts)


def _belongs(noun: Token, referent: Referent) -> bool:
    """Whether a name says whose the noun is: "X's report", "the X report", "a report by X"."""
    root = noun.doc[referent.start : referent.end].root
    if referent.start < noun.i:
        return root.i == noun.i - 1 or root.head.i == noun.i or root.dep_ in {"poss", "compound", "nmod"}
    return root.head.lower_ in _OF


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb it depends on."""
    for token in _governors(verb):
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return subject
        if token.dep_ == "acl" and token.tag_ in {"VBG", "VB"} and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return token.head
    return None


def _governors(verb: Token):
    """The verb and those whose subject it shares: through "and", "to", participles and auxiliaries."""
    token = verb
    for _ in range(5):
        yield token
        if token.dep_ not in {"conj", "xcomp", "advcl", "aux", "ccomp", "pcomp"} or token.head.i == token.i:
            return
        if token.dep_ == "ccomp" and token.tag_ not in {"VB", "VBG"}:
            return
        if token.dep_ in {"advcl"} and token.tag_ not in {"VBG", "VB"}:
            return
        token = token.head
        if token.dep_ == "prep":
            token = token.head


def _phrase(noun: Token) -> Span:
    """A noun with what belongs to it, but without clauses and what stands beside it."""
    doc = noun.doc
    left = noun.left_edge.i
    right = noun.i + 1
    for child in noun.rights:
        if child.dep_ in {"prep", "acl"} and child.i == right:
            right = child.right_edge.i + 1
        elif child.dep_ in {"conj", "cc"} and child.right_edge.i + 1 - right < 6:
            right = child.right_edge.i + 1
        else:
            break
    if any(t.pos_ == "VERB" for t in doc[noun.i + 1 : right]):
        right = next(t.i for t in doc[noun.i + 1 : right] if t.pos_ == "VERB")
    span = doc[left:right]
    while len(span) > 1 and (span[-1].is_punct or span[-1].is_space):
        span = span[:-1]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    return span


def _passage(span: Span) -> Passage:
    return Passage(span.start_char, span.end_char, span.text)
