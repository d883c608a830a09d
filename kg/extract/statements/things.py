"""Things that a verb says something of: "highlighted the lack of beds", "drew attention to the delay"."""

from collections.abc import Collection
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.statements.cues import Cues, cue_text
from kg.extract.statements.setting import VERBS

SHORTEST = 2
"""Words: less than that is no content, and a thing said has more."""

FARTHEST = 40
"""Tokens of a sentence behind a complement that still belong to it where the cue stands in a clause of its own."""

_AS = frozenset({"as"})
_FOR = frozenset({"for", "of", "over"})


class Content(NamedTuple):
    """Tokens start to end (exclusive) of what is reported, but for those of the gap; and the words of the cue."""

    start: int
    end: int
    cue: str
    gap: tuple[int, int] | None = None


def answered(verb: Token, cues: Cues) -> Content | None:
    """ "accepted the first two findings", "contested the third": what somebody said before."""
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if noun is None or verb.lemma_ not in cues.words("answering"):
        return None
    said = noun.lemma_ in cues.words("answered") or noun.tag_ == "JJ"
    return Content(noun.left_edge.i, end_of(verb, noun.right_edge.i + 1), cue_text(verb)) if said else None


def valued(verb: Token, cues: Cues) -> Content | None:
    """ "estimated the cost at £900 a head"."""
    if verb.lemma_ not in cues.words("valuing"):
        return None
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    links = (child for token in (verb, noun) if token is not None for child in token.rights if child.lower_ == "at")
    link = next((child for child in links if any(t.like_num for t in child.subtree)), None)
    if noun is None or link is None:
        return None
    return Content(noun.left_edge.i, link.right_edge.i + 1, cue_text(verb))


def thing(verb: Token, cues: Cues) -> Content | None:
    """The object of verbs that say something of a thing: "highlighted the lack of beds", "called for a register"."""
    things = cues.things.get(verb.lemma_.casefold(), cues.light.get(verb.lemma_.casefold()))
    aside = verb.tag_ == "VBG" and verb.dep_ == "advcl" and cues.reports(verb.head)
    if things is None or aside:
        return None  # "Reflecting on the year, she said …" says one thing
    for child in verb.rights:
        if child.dep_ == "dobj" and (found := _light(verb, child, cues)) is not None:
            return found
        if child.dep_ == "dobj" and _is_feeling(verb, child, cues):
            return _feeling(verb, child)
        if child.dep_ == "dobj" and ("" in things or _particle(verb, things)):
            return None if _is_mentioned(verb, child, cues) else _object(verb, child, cues)
        if child.dep_ in {"prep", "prt", "dative"} and child.lower_ in things | _AS and child.i <= verb.i + 2:
            below = next((g for g in child.children if g.dep_ in {"pobj", "pcomp"}), None)
            timed = below is not None and below.lemma_ in cues.words("times")  # "argued for hours"
            if below is not None and not timed and (child.lower_ in things or _is_about_which(verb)):
                cue = verb.doc[verb.i : child.i + 1].text
                alone = below.pos_ != "NOUN" or verb.lemma_ in cues.words("asking")
                content = Content(below.left_edge.i, end_of(verb, below.right_edge.i + 1), cue)
                short = below.right_edge.i - below.left_edge.i + 1 < SHORTEST
                return None if alone and short else content
    return None


def _light(verb: Token, noun: Token, cues: Cues) -> Content | None:
    """ "drew attention to the delay", "took issue with the figures": what stands behind verb, noun and preposition."""
    phrases = cues.light.get(verb.lemma_.casefold(), frozenset())
    for link in (child for token in (noun, verb) for child in token.rights if child.dep_ in {"prep", "dative"}):
        below = next((g for g in link.children if g.dep_ in {"pobj", "pcomp"}), None)
        if below is not None and below.lemma_ in cues.words("works"):
            return None  # "drew attention to a study" only names it
        if below is not None and f"{noun.lemma_} {link.lower_}" in phrases:
            return Content(below.left_edge.i, end_of(verb, below.right_edge.i + 1), verb.doc[verb.i : link.i + 1].text)
    return None


def _is_feeling(verb: Token, noun: Token, cues: Cues) -> bool:
    """ "raised concerns about"; what a survey finds is no feeling of its own ("found support for")."""
    found = verb.lemma_.casefold() in cues.words("things_need_documents")
    return noun.lemma_ in cues.words("feelings") and not found


def _is_mentioned(verb: Token, noun: Token, cues: Cues) -> bool:
    """ "stressed the second syllable", "noted paper 7": words and papers are no things said of anything."""
    people = noun.lemma_.casefold() in cues.words("people") | cues.lexicon.role_heads or noun.pos_ == "PROPN"
    if people and verb.lemma_ in cues.words("asking"):  # "questioned the director" asks her
        return True
    papers = verb.lemma_.casefold() in cues.words("things_but_documents") and noun.lemma_ in cues.words("works")
    return papers or noun.lemma_ in cues.words("terms")


def _is_about_which(verb: Token) -> bool:
    """ "…, which it described as “a race to the bottom”"."""
    return any(child.dep_ == "dobj" and child.tag_ in {"WDT", "WP"} for child in verb.lefts)


def _object(verb: Token, child: Token, cues: Cues) -> Content | None:
    """Two words beside the article, or one that is judged: "the ward as a disgrace", "the ward for its food"."""
    words = sum(token.is_alpha and token.dep_ != "det" for token in child.subtree)
    links = _AS | _FOR if verb.lemma_.casefold() in cues.words("judging") else _AS
    called = any(link.lower_ in links and link.dep_ == "prep" for link in (*verb.rights, *child.rights))
    quoted = child.i + 1 < len(child.doc) and child.doc[child.i + 1].is_quote  # "a stop “within a mile”"
    if (child.pos_ == "PRON" and child.tag_ != "WP") or (words < SHORTEST and not called and not quoted):
        return None
    return Content(child.left_edge.i, end_of(verb, child.right_edge.i + 1), cue_text(verb))


def _feeling(verb: Token, noun: Token) -> Content | None:
    """ "raised concerns about the delay", "expressed the hope that …": what the noun is about."""
    cue = verb.doc[verb.i : noun.i + 1].text
    for child in noun.rights:
        if child.dep_ == "prep":
            below = next((g for g in child.children if g.dep_ in {"pobj", "pcomp"}), None)
            if below is None:
                return None
            end = end_of(verb, below.right_edge.i + 1)
            alone = below.right_edge.i - below.left_edge.i + 1 < SHORTEST  # "raised concerns about sewage"
            return Content(noun.left_edge.i, end, cue_text(verb)) if alone else Content(below.left_edge.i, end, cue)
        if child.dep_ in {"acl", "ccomp", "relcl"}:
            return Content(child.left_edge.i, end_of(verb, child.right_edge.i + 1), cue)
    return None


def _particle(verb: Token, things: Collection[str]) -> bool:
    return any(child.dep_ in {"prt", "advmod"} and child.lower_ in things for child in verb.children)


def end_of(verb: Token, right: int) -> int:
    """Where content ends that goes at least to `right`: at the sentence's end, unless another cue is joined on."""
    if verb.dep_ == "ccomp":  # "X called for it; Y rejected it"
        behind = verb.doc[right : verb.head.i]
        parting = next((t.i for t in behind if t.text == ";" and t.nbor().lower_ != "that"), None)
        if parting is not None:
            return parting
    if verb.dep_ in {"advcl", "acl", "relcl", "pcomp", "csubj"}:
        return max(right, verb.right_edge.i + 1) if verb.right_edge.i - right < FARTHEST else right
    joined = [child for child in verb.children if child.dep_ == "conj" and child.pos_ in VERBS and child.i >= right]
    stops = [child.left_edge.i for child in joined if not any(map(is_that, child.children))]
    clauses = [child for child in verb.children if child.dep_ == "advcl" and child.i >= right]
    stops += [child.left_edge.i for child in clauses if verb.doc[child.left_edge.i - 1].text == ","]
    return max(right, min([verb.sent.end, *stops]))


def is_that(token: Token) -> bool:
    """Whether a token is the "that" before a clause."""
    return token.lower_ == "that" and token.dep_ == "mark"
