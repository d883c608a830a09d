"""How strongly a stretch of text looks like a name of each type: a table of small functions.

Each function looks at one candidate and gives scores by kind; "*" counts for all kinds. `EVIDENCE` sums them, and the
mean over all places of one form in a document decides (see `kg.extract.names`). The scores are points on one scale:
1 is a hint, 3 is as good as certain, and `ENOUGH` is what a name needs.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from spacy.tokens import Span

from kg.extract.context import Context

ENOUGH = 1.2

ORG, PERSON, POLICY, PLACE = "body", "person", "work", "place"  # the kinds of `kg.extract.lexicon.Kinds`
ANY = "*"

Scores = Mapping[str, float]


def registered(context: Context, span: Span) -> Scores:
    """A public register holds the form. One word alone may be an ordinary one, so it says less."""
    strength = 3.0 if len(span) > 1 or span.text.isupper() else 1.0
    kinds = _kinds(context)
    return {kinds[entry.type]: strength for entry in context.lexicon.registered(span.text) if entry.type in kinds}


def labelled(context: Context, span: Span) -> Scores:
    """The statistical model found an entity here, at these very tokens or overlapping."""
    scores: Counter[str] = Counter()
    for ent in {context.ents[i].start: context.ents[i] for i in range(span.start, span.end) if i in context.ents}.values():
        type_ = _kinds(context).get(context.lexicon.labels.get(ent.label_, ""))
        exact = ent.start in (span.start, span.start - 1) and ent.end in (span.end, span.end + 1)
        if type_ is not None:
            alone = type_ == PERSON and len(ent) == 1  # one word: the model takes any new word for a surname
            scores[type_] = max(scores[type_], (0.8 if alone else 1.5) if exact else 0.7)
        elif exact:
            scores[ANY] = -1.5
    return scores


def ends_like_a_body(context: Context, span: Span) -> Scores:
    """The last word is a word for a body ("Trust"), or the first one opens its name ("University of")."""
    words, lexicon = _words(span), context.lexicon
    if len(words) < 2:
        return {}
    if words[-1] in lexicon.org_heads or _is_possessive_body(context, words):
        return {ORG: 2.5}
    if words[-1] in lexicon.words("organisations", "countries") and words[-2] not in lexicon.words("organisations", "directions"):
        return {ORG: 1.6, PLACE: -1.0, PERSON: -1.0} if span[-2].is_alpha else {}
    return {ORG: 2.5} if _opens(words, context.lexicon.org_openers, ("of", "for", "on")) else {}


def ends_like_a_policy(context: Context, span: Span) -> Scores:
    """The last words are a word for a policy ("White Paper"), perhaps with a year; or the first one opens its name."""
    words = _words(span)
    words = [word for word in words if word.strip("-–0123456789/")]
    if _is_possessive_body(context, words):
        return {}
    head = context.lexicon.head(words, context.lexicon.policy_heads)
    if head and len(words) > len(head.split()):
        return {POLICY: 2.5}
    return {POLICY: 2.0} if _opens(words, context.lexicon.policy_openers, ("of", "for", "on", "into", "to")) else {}


def followed_by_policy_word(context: Context, span: Span) -> Scores:
    """A word for a policy in lower case comes next: "the Harbour Towns programme"."""
    doc, end = context.doc, span.end
    if end < len(doc) and doc[end].text in "’”'\"":
        end += 1
    if end >= len(doc) or doc[end].text not in context.lexicon.lower_heads or span.text.isupper():
        return {}
    return {POLICY: 1.3 if len(span) > 2 else 0.6}


def begins_with_forename(context: Context, span: Span) -> Scores:
    """Two to four words, the first a forename and no word for a body or a policy at the end."""
    if not 2 <= len(span) <= 4 or span[0].text not in context.lexicon.forenames:
        return {}
    if not all(token.text[0].isupper() or token.text in {"-", "de", "van", "von", "der", "al"} for token in span):
        return {}
    ending = span[-1].lower_
    return {} if ending in context.lexicon.org_heads | context.lexicon.policy_heads else {PERSON: 1.6}


def has_role(context: Context, span: Span) -> Scores:
    """Two or three words with a post beside them: "Jane Roe, director of", "our policy officer, Jane Roe"."""
    doc, start, end, roles = context.doc, span.start, span.end, context.lexicon.role_heads
    if not 2 <= len(span) <= 5 or not 2 <= len(span.text.replace("-", "").split()) <= 3:
        return {}
    if span[-1].lower_ in context.lexicon.org_heads | context.lexicon.policy_heads | context.lexicon.class_words:
        return {}
    after = {token.lower_ for token in doc[end + 1 : end + 4]} if end < len(doc) and doc[end].text in {",", "(", "-", "–"} else set()
    before = doc[start - 2 : start] if start > 1 else doc[0:0]
    led = len(before) == 2 and (before[1].lower_ in roles or before[1].text == "," and before[0].lower_ in roles)
    return {PERSON: 1.3} if after & roles or led else {}


def follows_title(context: Context, span: Span) -> Scores:
    """A form of address comes before, or begins the form: "Dr Marsh"."""
    if len(span) > 1 and _plain(span[0].text) in context.lexicon.titles:
        return {PERSON: 3.0}
    before = context.doc[span.start - 1] if span.start else None
    return {PERSON: 3.0} if before is not None and _plain(before.text) in context.lexicon.titles else {}


def is_acronym(context: Context, span: Span) -> Scores:
    """One word in capitals, which in prose mostly is a body."""
    text = span.text
    letters = sum(letter.isalpha() for letter in text)
    return {ORG: 0.6} if len(span) == 1 and text.isupper() and 3 <= letters <= 7 else {}


def stands_where_places_stand(context: Context, span: Span) -> Scores:
    """After a word of place, and not like a body or a policy."""
    before = context.doc[span.start - 1] if span.start else None
    if before is None or before.lower_ not in {"in", "across", "near", "throughout", "around"} or span.text.isupper():
        return {}
    return {PLACE: 0.9 if len(span) < 4 else 0.3}


def is_new_name(context: Context, span: Span) -> Scores:
    """Capitals inside a sentence on a word that the document never writes small: the name of something."""
    first, text = span[0], span.text
    if first.is_sent_start or not first.i or context.doc[first.i - 1].is_space or context.doc[first.i - 1].is_punct:
        return {}
    if any(token.lower_ in context.lowered for token in span) or not all(token.tag_ in {"NNP", "NNPS"} for token in span):
        return {}
    camel = any(a.islower() and b.isupper() for a, b in zip(text, text[1:], strict=False)) and len(span) == 1
    return {ORG: 1.0 if camel else 0.4, PLACE: 0.4, PERSON: 0.4 if first.text in context.lexicon.forenames else 0.0}


def acts(context: Context, span: Span) -> Scores:
    """Does what people and bodies do: says, publishes, asks; documents say too, but less often."""
    root, releasing = span.root, context.lexicon.words("policies", "releasing")
    if root.dep_ == "nsubj":
        return {ORG: 0.6, PERSON: 0.3} if root.head.lemma_ in releasing else {}
    if root.dep_ == "pobj" and root.head.lower_ == "by" and root.head.head.lemma_ in releasing:
        return {ORG: 0.9, PERSON: 0.7}
    return {}


def is_class_word(context: Context, span: Span) -> Scores:
    """A word for a kind of thing is written in capitals and names nothing; nor does a form of address alone."""
    words = _words(span)
    if all(_plain(word) in context.lexicon.titles for word in words):
        return {ANY: -6.0}
    if context.lexicon.is_class(span.text) or context.lexicon.is_class(" ".join(w for w in words if w not in {"nhs", "the"})):
        registered_here = any(e.type != PLACE for e in context.lexicon.registered(span.text)) and span.text.isupper()
        return {} if registered_here and not context.lexicon.is_class(span.text) else {ANY: -6.0}
    return {}


def is_plural_class(context: Context, span: Span) -> Scores:
    """The plural of a word for bodies or policies is a class: "Integrated Care Boards", "Combined Authorities"."""
    last, lexicon = span[-1].lower_, context.lexicon
    singular = last[:-3] + "y" if last.endswith("ies") else last[:-1]
    heads = lexicon.org_heads | lexicon.policy_heads
    if last.endswith("s") and last not in heads and singular in heads and not lexicon.registered(span.text):
        return {ANY: -3.0}
    return {}


def is_ordinary_word(context: Context, span: Span) -> Scores:
    """One capitalised word that the document also writes small, or that begins a sentence as any word would."""
    if len(span) > 1 or span.text.isupper() and len(span.text) > 1:
        return {}
    token = span[0]
    if token.is_stop or token.text.casefold() in context.lowered:
        return {ANY: -3.0}
    starts = token.is_sent_start or context.doc[token.i - 1].is_space or context.doc[token.i - 1].is_punct
    return {ANY: -0.8} if starts and token.pos_ not in {"PROPN"} else {}


def is_role(context: Context, span: Span) -> Scores:
    """Made of words for posts, or what a minister is minister for."""
    lexicon = context.lexicon
    words = [w for w in _words(span) if w not in {"of", "for", "and", "the", "state", "-", "&"}]
    if words and words[-1] in lexicon.role_heads and not lexicon.registered(span.text):
        return {ANY: -4.0}
    if words and all(word in lexicon.role_words for word in words):
        return {ANY: -4.0}
    before = [token.lower_ for token in context.doc[max(0, span.start - 3) : span.start]]
    if len(before) >= 2 and before[-1] in {"for", "of"} and (before[-2] in lexicon.role_heads or before[-2] == "state"):
        ours = span[-1].lower_ in lexicon.org_heads or lexicon.registered(span.text) or span.text.isupper() or before[-1] == "of"
        return {} if ours else {ANY: -2.0}
    return {}


def is_thing(context: Context, span: Span) -> Scores:
    """Ends like a product or an event: "App", "Awards", "Conference"."""
    return {ANY: -4.0} if span[-1].lower_ in context.lexicon.words("classes", "things") else {}


def is_heading(context: Context, span: Span) -> Scores:
    """Fills a line of its own, where every word may have a capital."""
    doc = context.doc
    if len(span) > 1 and context.line(span).isupper():
        return {ANY: -2.0}
    alone = (span.start == 0 or "\n" in doc[span.start - 1].text) and (span.end == len(doc) or "\n" in doc[span.end].text)
    return {ORG: -0.8, POLICY: -1.0, PERSON: -0.2, PLACE: -0.2} if alone else {}


EVIDENCE: tuple[Callable[[Context, Span], Scores], ...] = (
    registered, labelled, ends_like_a_body, ends_like_a_policy, followed_by_policy_word, begins_with_forename, has_role,
    follows_title, is_acronym, is_new_name, stands_where_places_stand, acts, is_class_word, is_plural_class, is_ordinary_word,
    is_role, is_thing, is_heading,
)


def weigh(context: Context, span: Span) -> Counter[str]:
    """The sum of all evidence for each entity type; what counts for all kinds is added to each."""
    total: Counter[str] = Counter()
    for look in EVIDENCE:
        for type_, score in look(context, span).items():
            total[type_] += score
    for_all = total.pop(ANY, 0.0)
    types = vars(context.lexicon.kinds)
    return Counter({types[kind]: score + for_all for kind, score in total.items()})


def _kinds(context: Context) -> Mapping[str, str]:
    """Entity type -> kind."""
    return {type_: kind for kind, type_ in vars(context.lexicon.kinds).items()}


def _words(span: Span) -> list[str]:
    return [token.lower_ for token in span if not token.is_space]


def _is_possessive_body(context: Context, words: list[str]) -> bool:
    """ "Sailors' Fund" and "King's Fund" are bodies where "Sailors Fund" would be money."""
    heads = context.lexicon.words("organisations", "possessive_heads")
    return len(words) > 2 and words[-1] in heads and words[-2] in {"'s", "’s", "'", "’"}


def _plain(text: str) -> str:
    return text.casefold().rstrip(".")


def _opens(words: list[str], openers: frozenset[str], links: tuple[str, ...]) -> bool:
    """Whether an opener followed by a link stands in the words, but not at their end."""
    return any(first in openers and second in links for first, second in zip(words[:-2], words[1:-1], strict=True))
