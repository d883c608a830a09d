"""What a token at the end of a relation stands for: a name, names joined to it, or the name that it tells of."""

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.references import PRONOUN, References, Referent, sentence

_ANNOUNCING = frozenset({"called", "entitled", "titled", "named"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def ends(found: References, token: Token, types: frozenset[str]) -> Iterator[Referent]:
    """What a token stands for: the name at it, the names it is joined to by "and", or the name that it announces."""
    seen = set()
    named = found.by_token.get(token.i)
    token = root(found.doc, named) if named is not None else token
    for candidate in (token, *token.conjuncts):
        referent, listed = found.at(candidate), ()
        if referent is None or referent.certainty < 1.0 or referent.type not in types:
            announced = _announced(found, candidate, types)
            referent = announced or referent or _equated(found, candidate)
            listed = root(found.doc, announced).conjuncts if announced is not None else ()
        for named in (referent, *(found.at(other) for other in listed)):
            if named is not None and named.type in types and named.cluster not in seen:
                seen.add(named.cluster)
                yield named


def owners(
    found: References, token: Token, types: frozenset[str], *, known: frozenset[str] = frozenset(),
) -> Iterator[Referent]:
    """Whose something is: the name, or for "its" the last one in the sentence, or the subject that follows.

    Clusters that are known have another part, and so has what stands before "as": "with the Bank as its investor, the
    Trust" speaks of the Trust's.
    """
    referent = found.at(token)
    if (referent is not None and referent.cluster not in known) or token.tag_ != "PRP$":
        yield from ends(found, token, types)
        return
    start, end = sentence(found.doc, token.i)
    named = [r for r in names_between(found, start, end) if r.certainty == 1.0 and r.type in types]
    named = [r for r in named if r.cluster not in known]
    link = found.doc[max(0, token.i - 1)]
    called = found.by_token.get(link.head.i) if link.lower_ == "as" else None
    before = [r for r in named if r.end <= token.i and r is not called]
    after = [r for r in named if r.start > token.i and root(found.doc, r).dep_ in _SUBJECTS]
    for referent in (*before[-1:], *after[:1])[:1]:
        yield Referent(token.i, token.i + 1, referent.cluster, referent.type, PRONOUN)


def root(doc: Doc, referent: Referent) -> Token:
    """The token of a name that the rest of the name hangs on."""
    return doc[referent.start : referent.end].root


def names_between(found: References, start: int, end: int) -> tuple[Referent, ...]:
    """What refers to something between two tokens, in text order."""
    first = bisect_right(found.referents, start - 1, key=lambda referent: referent.start)
    last = bisect_right(found.referents, end - 1, key=lambda referent: referent.start)
    return found.referents[first:last]


def _announced(found: References, noun: Token, types: frozenset[str]) -> Referent | None:
    """The name in apposition to a common noun: "its report, Counting the Cost"; "a paper called Counting the Cost"."""
    if noun.pos_ not in _NOUNS:
        return None
    beside = [child.i for child in noun.children if child.dep_ == "appos"]
    following = found.doc[noun.i + 1 : noun.i + 5]
    after = next((t.i for t in following if t.is_sent_start or not (t.is_punct or t.lower_ in _ANNOUNCING)), noun.i)
    after = noun.i if found.doc[after].is_sent_start else after
    if found.doc[after - 1].text == "," and found.doc[after].head.dep_ in _SUBJECTS:
        after = noun.i  # "spends it on roads, the Trust said"
    for position in (after, *beside):
        referent = found.by_token.get(position)
        if referent is not None and referent.certainty == 1.0 and referent.type in types and referent.start > noun.i:
            return referent
    return None


def _equated(found: References, noun: Token) -> Referent | None:
    """The name that a common noun is said of: "the Trust, a body chaired by", "the Trust is a body chaired by"."""
    if noun.dep_ == "appos":
        return found.at(noun.head)
    holder = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
    if noun.dep_ == "attr" or (holder != noun.head and holder.pos_ in _VERBS):
        return next((found.at(child) for child in holder.children if child.dep_ in _SUBJECTS), None)
    return None
