"""Evidence for the type of a name from what it does and what is done with it; part of the table in `evidence`."""

from collections.abc import Callable

from spacy.tokens import Token

from kg.extract.names.context import Candidate, Context
from kg.extract.names.scores import ORG, PERSON, PLACE, POLICY, Scores, is_policy_like


def acts(context: Context, span: Candidate) -> Scores:
    """Does what people and bodies do: says, publishes, asks; documents say too, but less often."""
    root, releasing = span.root, context.lexicon.words("policies", "releasing")
    if root.dep_ == "nsubj":
        if root.head.lemma_ in context.lexicon.reporting:
            return {ORG: 0.5, PERSON: 0.4}
        return {ORG: 0.6, PERSON: 0.3} if root.head.lemma_ in releasing else {}
    if root.dep_ == "pobj" and root.head.lower_ == "by":
        verb, released = root.head.head, context.lexicon.words("policies", "released")
        return {ORG: 0.9, PERSON: 0.7} if verb.lemma_ in releasing or verb.lower_ in released else {}
    return {}


def is_source(context: Context, span: Candidate) -> Scores:
    """ "According to Mossbank", "according to the Mossbank survey"."""
    before = [word for word in context.words[max(0, span.start - 3) : span.start] if word != "the"]
    return {ORG: 0.9, PERSON: 0.6} if before[-2:] == ["according", "to"] else {}


def does_or_undergoes(context: Context, span: Candidate) -> Scores:
    """Does what only bodies and people do, or has it done to it: "Mossbank hosted", "Mossbank was urged"."""
    root, verbs = span.root, context.lexicon.words("organisations", "acting_verbs")
    if root.head.lemma_ not in verbs or is_policy_like(context, span):
        return {}
    if root.dep_ == "nsubjpass":
        return {ORG: 1.2, PERSON: 0.4, PLACE: -0.6}
    together = root.head.lemma_ in context.lexicon.words("organisations", "joint")
    return {ORG: 1.2 if together else 0.8, PERSON: 0.3 if together else 0.8, POLICY: -0.8, PLACE: -0.6} if (
        root.dep_ == "nsubj") else {}


def works_with_others(context: Context, span: Candidate) -> Scores:
    """Somebody does it with it, or it is done by it: "a venture with Mossbank", "run by Roe and Mossbank"."""
    root, lexicon = span.root, context.lexicon
    if root.dep_ == "conj" and root.head.dep_ == "pobj":
        root = root.head
    if root.dep_ != "pobj" or is_policy_like(context, span):
        return {}
    preposition, holder = root.head.lower_, root.head.head
    verbs = lexicon.words("organisations", "acting_verbs")
    joint = verbs | lexicon.words("organisations", "joint")
    if preposition == "alongside" or (preposition in {"with", "between"} and _hangs_on(holder, joint)):
        return {ORG: 0.9, PLACE: -0.6, POLICY: -0.9}
    done = holder.lemma_ in verbs | lexicon.words("organisations", "leading_verbs")
    return {ORG: 0.8, PERSON: 0.6, PLACE: -0.6} if preposition == "by" and done else {}


def _hangs_on(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a word or one of the two that it hangs on is one of the lemmas: "worked hand in hand with"."""
    return any(word.lemma_ in lemmas for word in (token, token.head, token.head.head))


def is_released(context: Context, span: Candidate) -> Scores:
    """What somebody publishes, writes or is the author of, and does not end like a body."""
    root, lexicon = span.root, context.lexicon
    if span.last in lexicon.org_heads or span.text.isupper() or span.rows:
        return {}
    releasing, released = lexicon.words("policies", "releasing"), lexicon.words("policies", "released")
    told = root.dep_ in {"dobj", "nsubjpass"} and (root.head.lemma_ in releasing or root.head.lower_ in released)
    noun = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "of" else None
    told = told or (noun is not None and noun.lower_ in lexicon.words("policies", "authors"))
    return {POLICY: 1.5, ORG: -1.2, PERSON: -0.5} if told else {}


def is_led(context: Context, span: Candidate) -> Scores:
    """Somebody leads or founded it, or has a post there; a place may be governed, but not founded or joined."""
    root = span.root
    if is_policy_like(context, span):
        return {}
    if root.dep_ == "dobj" and root.head.lemma_ in context.lexicon.words("organisations", "leading_verbs"):
        return {ORG: 1.0, PERSON: -0.8}
    governor = root.head.head if root.dep_ == "pobj" and root.head.lower_ in {"of", "at"} else None
    if governor is not None and root.head.lower_ == "at" and governor.lower_ in context.lexicon.role_heads:
        return {ORG: 1.8, PERSON: -1.0, PLACE: -1.0}
    if governor is None or governor.lower_ not in context.lexicon.words("organisations", "people"):
        return {}
    if root.head.lower_ == "of" and governor.lower_ in context.lexicon.words("organisations", "field_posts"):
        return {ORG: -0.5} if len(span) < 3 and not span.text.isupper() else {}  # "Director of Works"
    return {ORG: 0.8, PERSON: -1.0, PLACE: -0.3}


def has_people(context: Context, span: Candidate) -> Scores:
    """Who acts for a body comes next: "Mossbank volunteers", "Mossbank’s chief executive"."""
    doc, end = context.doc, span.end
    owned = end + 1 < len(doc) and context.texts[end] in {"’s", "'s"}
    following = context.words[end + owned] if end + owned < len(doc) else ""
    people, roles = context.lexicon.words("organisations", "people"), context.lexicon.role_words
    return {ORG: 0.9, PERSON: -0.4} if following in people and span.last not in roles else {}


EVIDENCE: tuple[Callable[[Context, Candidate], Scores], ...] = (
    acts, is_source, does_or_undergoes, works_with_others, is_released, is_led, has_people,
)
