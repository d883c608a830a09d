"""Whether something is claimed at all: not what is negated, refused, recommended, supposed or asked.

The words for that are lists of `ontology/cues/modality.json`. A claim is looked at from its verb upwards: the verb
itself, the verbs and nouns that it depends on ("denied that it funds", "an offer to chair"), and whether it is asked.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import sentence

CURRENT, FORMER, PLANNED = "current", "former", "planned"

HIGHEST = 6
"""How many governors a verb is followed up through."""

_EMBEDDED = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp"})
_TELLING = frozenset({"announce", "confirm", "report", "reveal", "state", "disclose"})
_SHARING = frozenset({"xcomp", "pcomp", "ccomp"})
_VERBS = frozenset({"VERB", "AUX"})


def is_claimed(span: Span, lexicon: Lexicon) -> bool:
    """Whether the verbs in a stretch of text claim what it says; a stretch without verbs does."""
    negations = _words(lexicon, "negations")
    if is_question(span[0]) or _is_supposed(span[0], lexicon) or any(
        token.lower_ in negations and not token.ent_type for token in span
    ):
        return False
    verbs = [token for token in span if token.pos_ in _VERBS]
    if any(verb.lemma_.casefold() in _words(lexicon, "denials") for verb in verbs):
        return False
    if any(_opens(token, span, lexicon) for token in span):
        return False
    if not verbs and span.root.dep_ in {"ccomp", "xcomp", "advcl"}:  # a verb that the tagger took for a noun
        verbs = [span.root]
    return all(is_claimed_verb(verb, lexicon) for verb in verbs)


def _opens(token: Token, span: Span, lexicon: Lexicon) -> bool:
    """ "talks about a partnership", "invited to partner", where the tagger took "partner" for a noun."""
    if token.pos_ == "NOUN" and token.lemma_.casefold() in _words(lexicon, "open_nouns"):
        return token.i + 1 < span.end and token.nbor().lower_ in _words(lexicon, "open_links")
    opens = token.pos_ == "VERB" and token.lemma_.casefold() in _words(lexicon, "open_verbs")
    return opens and any(child.dep_ == "xcomp" and child.i < span.end for child in token.rights)


def is_question(token: Token) -> bool:
    """Whether the sentence of a token ends in a question mark, quotation marks aside."""
    end = sentence(token.doc, token.i)[1]
    while end > token.i and (token.doc[end - 1].is_space or token.doc[end - 1].is_quote):
        end -= 1
    return token.doc[end - 1].text == "?"


def is_claimed_verb(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb is neither negated nor under a modal, a condition, or a word that leaves it open."""
    if not _is_asserted(verb, lexicon) or _is_supposed(verb, lexicon):
        return False
    below = verb
    for governor in _governors(verb):
        if governor.pos_ not in _VERBS:
            if governor.lemma_.casefold() in _words(lexicon, "open_nouns") and below.dep_ != "relcl":
                return False
        elif _leaves_open(governor, below, lexicon) or (below.dep_ in _SHARING and not _is_asserted(governor, lexicon)):
            return False
        below = governor
    return _head_is_asserted(verb, lexicon)


def is_claimed_noun(noun: Token, verb: Token | None, lexicon: Lexicon) -> bool:
    """Whether a noun is neither denied ("no grant"), nor only possible ("a possible grant", "a bid for a grant").

    Args:
        noun: Tells the relation.
        verb: The verb that the noun hangs on, if there is one.
        lexicon: The words for it.
    """
    if is_question(noun) or (verb is not None and not is_claimed_verb(verb, lexicon)):
        return False
    if _is_open_noun(noun, verb, lexicon):
        return False
    is_subject = noun.dep_ in {"nsubj", "csubj"}
    left_open = _words(lexicon, "denials") | _words(lexicon, "open_verbs")
    return verb is None or is_subject or is_ended(verb, lexicon) or verb.lemma_.casefold() not in left_open


def _is_open_noun(noun: Token, verb: Token | None, lexicon: Lexicon) -> bool:
    """Whether words before a noun, or nouns between it and its verb, leave open that there is such a thing."""
    open_words = _words(lexicon, "negations") | _words(lexicon, "open_adjectives")
    token = noun
    for _ in range(HIGHEST):
        if any(child.lower_ in open_words for child in token.lefts):
            return True
        if token == verb or token.head == token:
            break
        token = token.head
        if token.pos_ not in _VERBS and token.lemma_.casefold() in _words(lexicon, "open_nouns"):
            return True
    return False


def is_ended(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb says of its object that it is over: "lost its grant from"."""
    return verb.lemma_.casefold() in _words(lexicon, "endings")


def status_of(verb: Token, lexicon: Lexicon, *, lasting: bool) -> str:
    """Planned under "will", "is to" or a verb of intent; for what lasts (a post), the past tense is former."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if auxiliaries & (_words(lexicon, "future") | {"would"}) or _is_intended(verb, lexicon):
        return PLANNED
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are"} and verb.lemma_ in _words(lexicon, "preparing"):
        return PLANNED
    if is_due(verb):
        return PLANNED
    past = verb.tag_ == "VBD" or auxiliaries & {"had", "was", "were"} or _used_to(verb)
    if past and (lasting or _ends_with_until(verb)):
        return FORMER
    return CURRENT


def is_due(verb: Token) -> bool:
    """Whether the present tense speaks of what comes: "goes to press next week"."""
    if verb.tag_ not in {"VBZ", "VBP"}:
        return False
    times = (child for child in verb.children if child.dep_ in {"npadvmod", "advmod"} and child.i > verb.i)
    return any(child.lower_ == "tomorrow" or child.doc[child.left_edge.i].lower_ == "next" for child in times)


def status_of_words(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str:
    """The status that words like "former" or "incoming" give to the role phrase that they stand in or just before."""
    words = {token.lower_ for token in doc[max(0, start - 2) : end]}
    if words & lexicon.words("roles", "former"):
        return FORMER
    return PLANNED if words & lexicon.words("roles", "planned") else CURRENT


def _is_asserted(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb's own words neither negate it nor make it possible or conditional."""
    negations = _words(lexicon, "negations")
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in {"cc", "preconj", "advmod"} and child.lower_ in negations):
            return False
        if child.dep_ == "aux" and child.lower_ in _words(lexicon, "modals") and not _is_future_in_past(child, verb):
            return False
        if child.dep_ in {"mark", "nsubj", "nsubjpass", "dobj"} and _is_open_word(child, lexicon):
            return False
    return not _is_subjunctive(verb)


def _is_subjunctive(verb: Token) -> bool:
    """ "suggested that it be chaired by her"."""
    bare = any(child.dep_ == "auxpass" and child.tag_ == "VB" for child in verb.children)
    return bare and not any(child.dep_ == "aux" for child in verb.children) and verb.dep_ == "ccomp"


def _is_supposed(token: Token, lexicon: Lexicon) -> bool:
    """In the first clause of "Were the Trust to publish it, ...", "Had it funded it, ..." or "If it pays, ..."."""
    start = sentence(token.doc, token.i)[0]
    while start < token.i and (token.doc[start].is_space or token.doc[start].is_quote):
        start += 1
    return token.doc[start].lower_ in _words(lexicon, "supposing") and not any(
        t.text == "," for t in token.doc[start : token.i]
    )


def _is_future_in_past(auxiliary: Token, verb: Token) -> bool:
    """ "She confirmed that the Trust would fund it"."""
    told = verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and verb.head.lemma_ in _TELLING
    return told and auxiliary.lower_ == "would"


def _is_open_word(token: Token, lexicon: Lexicon) -> bool:
    """ "if" before the clause, or "nobody", "no trust", "neither the Trust" as its subject or object."""
    if token.dep_ == "mark":
        return token.lower_ in _words(lexicon, "conditions")
    none = _words(lexicon, "negations")
    return any(word.lower_ in none and not word.ent_type for word in (token, *token.lefts))


def _head_is_asserted(verb: Token, lexicon: Lexicon) -> bool:
    """A verb that is joined to another one shares its modal: "should publish and fund"."""
    alone = any(child.dep_ in {"nsubj", "aux"} for child in verb.children)
    if verb.dep_ != "conj" or verb.head.pos_ not in _VERBS or alone:
        return True
    return is_claimed_verb(verb.head, lexicon)


def _leaves_open(governor: Token, below: Token, lexicon: Lexicon) -> bool:
    """Whether the governor's meaning leaves its complement open: "denied that", "asked her to"."""
    lemma = governor.lemma_.casefold()
    if below.dep_ == "ccomp" and lemma in _words(lexicon, "open_verbs") and _is_asked(below):
        return True
    if lemma in _words(lexicon, "denials"):
        purpose = below.dep_ == "advcl" and below.tag_ == "VB"
        return purpose or below.dep_ in {"xcomp", "ccomp", "dobj", "pobj", "pcomp"}
    wanted = below.dep_ == "xcomp" or (below.dep_ in {"ccomp", "advcl"} and below.tag_ in {"VB", "NN"})
    return wanted and lemma in _words(lexicon, "open_verbs")


def _is_asked(clause: Token) -> bool:
    """ "who its trustees are"."""
    return any(child.tag_ in {"WP", "WRB"} for child in clause.lefts)


def _governors(token: Token) -> Iterator[Token]:
    """What a verb depends on as a complement, also through nouns: "denied" in "denied reports that it funds"."""
    for _ in range(HIGHEST):
        through_noun = token.pos_ not in _VERBS and token.dep_ in {"dobj", "pobj", "prep", "attr", "nsubjpass", "appos"}
        if token.head.i == token.i or not (token.dep_ in _EMBEDDED or through_noun) or _stands_apart(token):
            return
        token = token.head
        yield token


def _stands_apart(clause: Token) -> bool:
    """A semicolon makes a clause one of its own, whatever the parse: "She was chair; he has no plans"."""
    after = clause.right_edge.i + 1
    return clause.dep_ == "ccomp" and after < clause.head.i and clause.doc[after].text == ";"


def _used_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lower_ == "used"


def _is_intended(verb: Token, lexicon: Lexicon) -> bool:
    """ "plans to fund", "is to publish"."""
    if verb.dep_ != "xcomp" or verb.tag_ != "VB":
        return False
    governor = verb.head
    return governor.lemma_ in _words(lexicon, "intent") or (governor.lemma_ == "be" and governor.tag_ in {"VBZ", "VBP"})


def _ends_with_until(verb: Token) -> bool:
    return any(child.lower_ in {"until", "till"} for child in verb.children)


def _words(lexicon: Lexicon, key: str) -> frozenset[str]:
    return frozenset(lexicon.ontology.cues.get("modality", {}).get(key, ()))
