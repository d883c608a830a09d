"""Who a reporting word is about: its subject, and the entity that the subject stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import Referent, References
from kg.model import Passage, Relation

_SUBJECTS = ("nsubj", "expl")
SPEAKING = ("PERSON", "ORG", "POLICY")


@dataclass(frozen=True)
class Speaker:
    """A source: a cluster id, or words where nobody named spoke; `span` is where it is named."""

    cluster: str
    type: str
    words: str
    span: Passage


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
        referent = self.found.at(noun)
        if referent is not None and referent.type in SPEAKING:
            return self._named(referent, noun)
        if noun.lower_ in {"i", "we", "you", "this", "that", "which", "it", "there", "what"}:
            return None
        words = _phrase(noun)
        referent = self._behind(noun, words)
        if referent is not None:
            return Speaker(referent.cluster, referent.type, "", _passage(words))
        if noun.lower_ in {"he", "she", "they"} or self._can_speak(noun):
            return Speaker("", "", words.text, _passage(words))
        return None

    def _named(self, referent: Referent, noun: Token) -> Speaker:
        span = noun.doc[referent.start : referent.end]
        return Speaker(referent.cluster, referent.type, "", _passage(span))

    def _behind(self, noun: Token, words: Span) -> Referent | None:
        """The body behind "a survey by X" or "X's research", or the holder of "the chief executive"."""
        inside = [r for r in self.found.referents if words.start <= r.start and r.end <= words.end]
        lemma = noun.lemma_.casefold()
        if lemma in self._list("works") or noun.lower_ in self._list("works"):
            policies = [r for r in inside if r.type == "POLICY" and abs(r.start - noun.i) <= 4]
            bodies = [r for r in inside if r.type in ("ORG", "PERSON")]
            return next(iter(policies + bodies), None)
        if noun.lower_ in self.lexicon.role_heads or lemma in self.lexicon.role_heads:
            named = [r for r in inside if r.type == "PERSON"]
            return named[0] if named else self._holder(words.text, noun.i)
        return None

    def _holder(self, words: str, before: int) -> Referent | None:
        """The person last named before who is said to hold the post."""
        role = {word for word in words.casefold().split() if word not in {"the", "its", "a", "an"}}
        holders = {r.subject for r in self.roles if role and role <= set(r.role.casefold().split())}
        named = [r for r in self.found.referents if r.cluster in holders and r.end <= before]
        return named[-1] if named else None

    def _can_speak(self, noun: Token) -> bool:
        lemma = noun.lemma_.casefold()
        people = self._list("people")
        return lemma in people or noun.lower_ in people or lemma in self.lexicon.role_heads or noun.lower_ in self._list("works") and bool(
            {"new", "recent", "latest"} & {t.lower_ for t in noun.lefts})

    def _list(self, key: str) -> frozenset[str]:
        return frozenset(self.lexicon.ontology.cues.get("sources", {}).get(key, ()))


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
    span = doc[left:right]
    while len(span) > 1 and (span[-1].is_punct or span[-1].is_space):
        span = span[:-1]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    return span


def _passage(span: Span) -> Passage:
    return Passage(span.start_char, span.end_char, span.text)
