"""Whether something is claimed at all: not what is negated, refused, recommended, supposed or asked."""

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon

CURRENT, FORMER, PLANNED = "current", "former", "planned"


def is_claimed(span: Span, lexicon: Lexicon) -> bool:
    """Whether the verbs in a stretch of text claim what it says; a stretch without verbs does."""
    sentence = span.root.sent
    if sentence.text.rstrip(" \n”’\"'").endswith("?"):
        return False
    verbs = [token for token in span if token.pos_ in {"VERB", "AUX"}]
    if any(token.lower_ in _words(lexicon, "negations") for token in span):
        return False
    return all(is_claimed_verb(verb, lexicon) for verb in verbs)


def is_claimed_verb(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb is neither negated nor under a modal, a condition or a verb that leaves it open."""
    for child in verb.children:
        if child.dep_ == "neg" or child.dep_ == "aux" and child.lower_ in _words(lexicon, "modals"):
            return False
        if child.dep_ == "mark" and child.lower_ in _words(lexicon, "conditions"):
            return False
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and verb.head.i != verb.i:
        governor = verb.head
        if governor.lemma_ in _words(lexicon, "open_verbs") and (verb.dep_ == "xcomp" or verb.tag_ == "VB"):
            return False
        if verb.dep_ == "xcomp" and governor.pos_ in {"VERB", "AUX"}:
            return is_claimed_verb(governor, lexicon)
    if verb.dep_ == "conj" and not any(child.dep_ == "nsubj" for child in verb.children):
        return is_claimed_verb(verb.head, lexicon) if verb.head.pos_ in {"VERB", "AUX"} else True
    return True


def status_of(verb: Token, lexicon: Lexicon, *, lasting: bool) -> str:
    """Planned under "will" or a verb of intent; for what lasts (a post), the past tense is former."""
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    governor = verb.head if verb.dep_ == "xcomp" else None
    if set(auxiliaries) & _words(lexicon, "future") or governor is not None and governor.lemma_ in _words(lexicon, "intent"):
        return PLANNED
    if lasting and (verb.tag_ == "VBD" or "had" in auxiliaries or "was" in auxiliaries or "were" in auxiliaries):
        return FORMER
    return CURRENT


def status_of_words(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str:
    """The status that words like "former" or "incoming" give to the role phrase that they stand in or just before."""
    words = {token.lower_ for token in doc[max(0, start - 2) : end]}
    if words & lexicon.words("roles", "former"):
        return FORMER
    return PLANNED if words & lexicon.words("roles", "planned") else CURRENT


def _words(lexicon: Lexicon, key: str) -> frozenset[str]:
    return frozenset(lexicon.ontology.cues.get("modality", {}).get(key, ()))
