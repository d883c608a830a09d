"""How strongly a stretch of text looks like a name of each type: a table of small functions.

Each function looks at one candidate and gives scores by kind; "*" counts for all kinds. `EVIDENCE` sums them, and the
mean over all places of one form in a document decides (see `component`). The scores are points on one scale:
1 is a hint, 3 is as good as certain, and `ENOUGH` is what a name needs. What the form itself says is here, what its
words around it say in `surroundings`, and what it does in `actions`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from spacy.tokens import Span

from kg.extract.names import actions, surroundings
from kg.extract.names.context import Candidate, Context
from kg.extract.names.scores import ANY, ORG, PERSON, PLACE, POLICY, Scores, begins_line, heads, kinds, plain

ENOUGH = 1.2
LEARNT_WORK = 1.25
"""Hardly enough alone: a trained component takes events and ideas with capitals for policies, too."""

_NOMINAL = frozenset({"nsubj", "pobj", "dobj", "poss"})
_PARTICLES = frozenset({"-", "de", "van", "von", "der", "al"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_SCOTTISH = ("Mc", "Mac", "De", "Le", "La", "Fitz", "O", "Di", "Du", "Van")


def registered(context: Context, span: Candidate) -> Scores:
    """A public register holds the form. One word alone may be an ordinary one, so it says less."""
    strength = 3.0 if len(span) > 1 or span.text.isupper() else 1.6
    known = kinds(context)
    return {known[entry.type]: strength for entry in span.rows if entry.type in known}


def labelled(context: Context, span: Candidate) -> Scores:
    """The statistical model found an entity here, at these very tokens or overlapping."""
    scores: Counter[str] = Counter()
    for ent in context.overlapping(span):
        type_ = kinds(context).get(context.lexicon.labels.get(ent.label_, ""))
        exact = _is_exact(context, span, ent)
        if type_ is not None:
            scores[type_] = max(scores[type_], _points(context, span, type_) if exact else 0.7)
        elif exact:
            named = [word for word in span.words if not word.isdigit()]
            is_noun = ent.label_ == "NORP" and span.root.dep_ in _NOMINAL and len(span) == 1 and span.root.tag_ == "NNP"
            # The model takes new names for peoples, and policies for events or dates, too.
            scores[ANY] = -0.3 if is_noun or context.lexicon.head(named, context.lexicon.policy_heads) else -1.5
    return scores


def _is_exact(context: Context, span: Candidate, ent: Span) -> bool:
    """Whether the model's entity is the span, but perhaps for an article or a mark, or for what "and" adds."""
    words = context.words
    begins = ent.start in (span.start, span.start - 1) or (ent.start < span.start and words[span.start - 1] == "and")
    return begins and (ent.end in (span.end, span.end + 1) or (ent.end > span.end and words[span.end] == "and"))


def _points(context: Context, span: Candidate, kind: str) -> float:
    """What the model's word counts for; it takes new words for surnames or towns, and so says less of one word."""
    alone = len(span) == 1
    if kind == POLICY:  # a stock model takes any words in quotation marks for a work
        return LEARNT_WORK if context.learnt and not alone else 0.8
    if kind == PLACE and context.learnt:
        return 0.8 if alone else ENOUGH
    return 0.8 if kind == PERSON and alone else 1.5


def ends_like_a_body(context: Context, span: Candidate) -> Scores:
    """The last word is a word for a body ("Trust"), or the first one opens its name ("University of")."""
    small, lexicon = span.words, context.lexicon
    if len(small) < 2 or (lexicon.head(small, lexicon.policy_heads) and small[-1] not in lexicon.org_heads
                          and not _is_possessive_body(context, small)):
        return {}
    hyphenated = "".join(small[-3:]) if small[-2] == "-" else ""
    if {small[-1], hyphenated} & lexicon.org_heads or _is_possessive_body(context, small):
        return {ORG: 2.5}
    if small[-1] in lexicon.words("organisations", "countries"):
        directed = small[-2] in lexicon.words("organisations", "directions") or not span.texts[-2].isalpha()
        return {} if directed else {ORG: 1.6, PLACE: -1.0, PERSON: -1.0}
    if small[0] in lexicon.words("organisations", "prefixes") and len(small) < 5:
        return {ORG: 1.6, PLACE: -1.0, PERSON: -1.0}
    return {ORG: 2.5} if _opens(small, lexicon.org_openers, ("of", "for", "on")) else {}


def ends_like_a_policy(context: Context, span: Candidate) -> Scores:
    """The last words are a word for a policy ("White Paper"), perhaps with a year; or the first one opens its name."""
    lexicon = context.lexicon
    small = [word for word in span.words if word.strip("-–0123456789/")]
    if _is_possessive_body(context, small) or _is_addressed(context, span):
        return {}
    head = lexicon.head(small, lexicon.policy_heads)
    if head and len(small) > len(head.split()):
        return {POLICY: 1.0 if head in lexicon.words("policies", "weak_heads") else 2.5}
    return {POLICY: 2.0} if _opens(small, lexicon.policy_openers, ("of", "for", "on", "into", "to")) else {}


def looks_like_a_place(context: Context, span: Candidate) -> Scores:
    """The last word is a word for buildings or land ("Bridge"), or the first one opens such a name ("Port Wick")."""
    small, lexicon = span.words, context.lexicon
    if len(small) < 2 or small[-1] in heads(context):
        return {}
    if small[-1] in lexicon.words("places", "heads"):
        return {PLACE: 1.6, PERSON: -0.5}
    opened = len(small) < 4 and small[0] in lexicon.words("places", "openers")
    return {PLACE: 1.3, PERSON: -1.0} if opened or _opens(small, lexicon.words("places", "openers_of"), ("of",)) else {}


def begins_with_forename(context: Context, span: Candidate) -> Scores:
    """Two to four words, the first a forename and no word for a body or a policy at the end; alone it says less."""
    if context.texts[span.start] not in context.lexicon.forenames or len(span) > 4:
        return {}
    if len(span) == 1:
        return {PERSON: 0.5}
    if not all(text[0].isupper() or text in _PARTICLES for text in span.texts):
        return {}
    return {} if span.last in heads(context) else {PERSON: 1.6}


def is_acronym(context: Context, span: Candidate) -> Scores:
    """One word in capitals, which in prose mostly is a body."""
    letters = sum(letter.isalpha() for letter in span.text)
    return {ORG: 0.6} if len(span) == 1 and span.text.isupper() and 3 <= letters <= 7 else {}


def has_inner_capital(context: Context, span: Candidate) -> Scores:
    """A capital inside a word, as firms and charities write themselves ("CareThread"), and no "McNeil"."""
    capitalised = [text for text in span.texts if text[0].isupper()]
    inner = [text for text in capitalised if any(a.islower() and b.isupper() for a, b in pairwise(text))]
    if not inner or any(text.startswith(_SCOTTISH) and text[-1].islower() for text in inner):
        return {}
    return {ORG: 1.3, PERSON: -1.5}


def is_class_word(context: Context, span: Candidate) -> Scores:
    """A word for a kind of thing is written in capitals and names nothing; nor does a form of address alone."""
    small, lexicon = span.words, context.lexicon
    if all(plain(word) in lexicon.titles for word in small):
        return {ANY: -6.0}
    core = " ".join(word for word in small if word not in lexicon.words("classes", "without"))
    known = span.rows
    alone = len(small) == 1 and small[0] in heads(context) and not span.text.isupper() and not known
    if alone or lexicon.is_class(span.text) or span.text.replace(".", "") in lexicon.words("people", "letters_after"):
        return {ANY: -6.0}
    if lexicon.is_class(core) or _is_qualified_head(context, small):
        is_name = span.text.isupper() and any(entry.type != lexicon.kinds.place for entry in known)
        return {} if is_name else {ANY: -6.0}
    return {}


def _is_qualified_head(context: Context, small: list[str]) -> bool:
    """Whether nothing but an order or a state stands before a head: "Third Report", "Full Council"."""
    qualifiers = context.lexicon.words("classes", "qualifiers")
    if small[-2:-1] == ["of"] and small[-1] in context.lexicon.words("classes", "terms"):
        small = small[:-2]  # "Third Report of Session"
    return len(small) > 1 and small[-1] in heads(context) and all(word in qualifiers for word in small[:-1])


def is_plural_class(context: Context, span: Candidate) -> Scores:
    """The plural of a word for bodies or policies is a class: "Integrated Care Boards", "Combined Authorities"."""
    last = span.last
    singular = last[:-3] + "y" if last.endswith("ies") else last[:-1]
    known = heads(context)
    if last.endswith("s") and last not in known and singular in known and not span.rows:
        return {ANY: -3.0}
    return {}


def is_ordinary_word(context: Context, span: Candidate) -> Scores:
    """One capitalised word that the document also writes small, or that begins a sentence as any word would."""
    if len(span) > 1 or (span.text.isupper() and len(span.text) > 1):
        return {}
    token = context.doc[span.start]
    if token.is_stop or span.text.casefold() in context.lowered:
        return {ANY: -3.0}
    return {ANY: -0.8} if begins_line(context, span) and token.pos_ not in {"PROPN"} else {}


def is_role(context: Context, span: Candidate) -> Scores:
    """Made of words for posts, or what is left of one ("State for Transport", behind "Secretary of")."""
    lexicon = context.lexicon
    if span.lower[0] == "state" and context.words[span.start - 1] == "of" and "for" in span.words[1:2]:
        return {ANY: -6.0}
    if _opens(span.words, lexicon.org_openers, ("of", "for")):
        return {}  # "Association of Fire Chiefs"
    small = [word for word in span.words if word not in {"of", "for", "and", "the", "state", "-", "&"}]
    last = small[-1].removesuffix("s") if small and small[-1] not in lexicon.org_heads else ""
    if {last, *small[-1:]} & lexicon.role_heads and not span.rows:
        return {} if last in lexicon.role_heads and _is_learnt_body(context, span) else {ANY: -4.0}
    posts = lexicon.role_words | lexicon.words("roles", "planned")
    return {ANY: -4.0} if small and all(word in posts for word in small) else {}


def _is_learnt_body(context: Context, span: Candidate) -> bool:
    """Whether a trained component takes a plural for a body: "Mossbank Carers"."""
    ent = context.covering(span.start, span.end) if context.learnt else None
    return ent is not None and len(span) > 1 and kinds(context).get(context.lexicon.labels.get(ent.label_, "")) == ORG


def is_thing(context: Context, span: Candidate) -> Scores:
    """Ends like an event or a part of a body: "Awards", "Conference", "Team"."""
    named = [word for word in span.words if not word.isdigit()]
    return {ANY: -4.0} if named and named[-1] in context.lexicon.words("classes", "things") else {}


EVIDENCE: tuple[Callable[[Context, Candidate], Scores], ...] = (
    registered, labelled, ends_like_a_body, ends_like_a_policy, looks_like_a_place, begins_with_forename, is_acronym,
    has_inner_capital, is_class_word, is_plural_class, is_ordinary_word, is_role, is_thing, *actions.EVIDENCE,
    *surroundings.EVIDENCE,
)


TELLING = surroundings.TELLING | {actions.is_released}


def weigh(context: Context, spans: Sequence[Span]) -> Counter[str]:
    """The evidence for each entity type, from all places of one form; what counts for all kinds is added to each.

    The mean over the places; of what the text says of the name, the strongest.
    """
    total: Counter[str] = Counter()
    places = [Candidate(context, span) for span in spans]
    for look in EVIDENCE:
        found = [look(context, place) for place in places]
        for kind in {kind: 0 for scores in found for kind in scores} if any(found) else ():
            scores = [one.get(kind, 0.0) for one in found]
            told = look in TELLING
            total[kind] += max(scores, key=abs) if told else sum(scores) / len(scores)
    for_all = total.pop(ANY, 0.0)
    types = context.lexicon.kinds
    return Counter({getattr(types, kind): score + for_all for kind, score in total.items()})


def _is_addressed(context: Context, span: Candidate) -> bool:
    """Whether a form of address for a person stands in front or begins it: "Sir John Grant" is no grant."""
    titles = context.lexicon.titles_he | context.lexicon.titles_she
    around = context.words[max(0, span.start - 1) : span.start + 1]
    return any(word.rstrip(".") in titles for word in around)


def _is_possessive_body(context: Context, small: list[str]) -> bool:
    """ "Sailors' Fund" and "Queen's Fund" are bodies where "Sailors Fund" would be money."""
    known = context.lexicon.words("organisations", "possessive_heads")
    return len(small) > 2 and small[-1] in known and small[-2] in _POSSESSIVE


def _opens(small: list[str], openers: frozenset[str], links: tuple[str, ...]) -> bool:
    """Whether an opener followed by a link stands in the words, but not at their end."""
    return any(first in openers and second in links for first, second in pairwise(small[:-1]))
