"""Evidence for the type of a name from the words around it; part of the table in `evidence`."""

import re
from collections.abc import Callable

from spacy.tokens import Doc

from kg.extract.names.context import Candidate, Context
from kg.extract.names.scores import (
    ANY,
    ORG,
    PERSON,
    PLACE,
    POLICY,
    Scores,
    begins_line,
    heads,
    is_policy_like,
    plain,
)

_NUMBER = re.compile(r"^\s*\d{1,2}(\.\d{1,2})*\.?\s+")
_BREAKS = frozenset({",", "(", "-", "–", "—"})
_ARTICLES = frozenset({"a", "an", "the", "its", "our", "their", "one"})
_PLACING = frozenset({"in", "across", "near", "throughout", "around", "outside", "within"})


def followed_by_policy_word(context: Context, span: Candidate) -> Scores:
    """A word for a policy in lower case comes next: "the Harbour Towns programme"."""
    doc, end = context.doc, span.end
    if end < len(doc) and context.texts[end] in "’”'\"":
        end += 1
    if end >= len(doc) or context.texts[end] not in context.lexicon.lower_heads or span.text.isupper():
        return {}
    return {POLICY: 1.3 if len(span) > 2 else 0.6}


def is_said_to_be_a_work(context: Context, span: Candidate) -> Scores:
    """The text says that it is a policy: "Warm Halls, a scheme that", "our reading programme, Page One"."""
    if len(span.text) < 3:
        return {}  # "option B"
    nouns, doc, start = context.lexicon.words("policies", "nouns"), context.doc, span.start
    before = context.words[max(0, start - 2) : start]
    called = before[-1:] == (",",) and before[0] in nouns and not _goes_on(doc, span.end)
    if called or (before and before[-1] in nouns and start > 1 and not doc[start - 1].is_sent_start):
        return {POLICY: 1.3, ORG: -1.0, PERSON: -1.0}
    words = _words_behind(context, span, 6, only_head=True)
    return {POLICY: 1.5, ORG: -1.2, PERSON: -1.0} if words & nouns and words & _ARTICLES else {}


def _goes_on(doc: Doc, position: int) -> bool:
    """Whether words follow: in "As part of the programme, Mossbank trains" the comma ends what stands before."""
    return position < len(doc) and not doc[position].is_punct and not doc[position].is_space


def has_role(context: Context, span: Candidate) -> Scores:
    """Two or three words with a post beside them: "Jane Roe, director of", "our policy officer, Jane Roe"."""
    start, roles = span.start, context.lexicon.role_heads
    if not 2 <= len(span) <= 5 or not 2 <= len(span.text.replace("-", "").split()) <= 3:
        return {}
    if span.last in heads(context) | context.lexicon.class_words or _is_inside_post(context, span):
        return {}
    if {word.casefold() for word in _words_behind(context, span, 3)} & roles:
        return {PERSON: 1.3}
    if start < 2:
        return {}
    if context.words[start - 1] in roles:
        return {PERSON: 1.3}
    return _after_role(context, span) if context.texts[start - 1] == "," and context.words[start - 2] in roles else {}


def _is_inside_post(context: Context, span: Candidate) -> bool:
    """ "Chief Social Work Officer"."""
    following = context.texts[span.end] if span.end < len(context.texts) else ""
    return following.istitle() and following.lower() in context.lexicon.role_heads


def _after_role(context: Context, span: Candidate) -> Scores:
    """ "Our policy officer, Jane Roe," names a person; "John Doe, Chief Officer, Mossbank Insights" a body."""
    doc, position = context.doc, span.start - 2
    while position > 0 and context.words[position - 1] in context.lexicon.role_words:
        position -= 1
    before = doc[position - 1] if position else None
    if before is not None and before.text == "," and position > 1 and context.texts[position - 2].istitle():
        return {ORG: 0.5, PERSON: -1.3}
    return {PERSON: 2.2 if before is None or before.lower_ in _ARTICLES or before.is_space else 1.3}


def follows_title(context: Context, span: Candidate) -> Scores:
    """A form of address comes before, or begins the form: "Dr Marsh"; what ends like a body addresses nobody."""
    if span.last in heads(context) or not context.lexicon.org_openers.isdisjoint(span.lower[1:]):
        return {}
    if len(span) > 1 and plain(context.texts[span.start]) in context.lexicon.titles:
        return {PERSON: 3.0}
    before = context.doc[span.start - 1] if span.start else None
    return {PERSON: 3.0} if before is not None and plain(before.text) in context.lexicon.titles else {}


def stands_where_places_stand(context: Context, span: Candidate) -> Scores:
    """After a word of place, or as where a mayor is mayor; and not like a body or a policy."""
    start = span.start
    before = context.words[start - 1] if start else ""
    if span.text.isupper() or span.last in heads(context):
        return {}
    if before == "in" and start > 1 and context.words[start - 2] in context.lexicon.role_heads:
        return {}  # "Reader in Drama"
    if before == "of" and start > 1 and context.words[start - 2] in context.lexicon.words("places", "posts"):
        return {PLACE: 1.5}
    return {PLACE: 0.9 if len(span) < 4 else 0.3} if before in _PLACING else {}


def is_described(context: Context, span: Candidate) -> Scores:
    """The text says what it is: "the charity Mossbank", "Mossbank, a network of 40 clubs"; "who" or "which" follows."""
    bodies = context.lexicon.bodies
    before = context.doc[span.start - 1] if span.start else None
    if before is not None and before.text == "," and span.start > 1 and not _goes_on(context.doc, span.end):
        before = context.doc[span.start - 2]  # "her charity, Mossbank, grew"
    if before is not None and before.lower_ in bodies and not is_policy_like(context, span):
        return {ORG: 1.5, PERSON: -1.5, PLACE: -0.5}
    if _is_followed_by_body(context, span, bodies):
        return {ORG: 1.2, PERSON: -0.5}
    if _is_said_to_be_a_body(span, bodies):
        return {ORG: 1.5, PERSON: -1.5}
    words = _words_behind(context, span, 5)
    if "which" in words:
        return {PERSON: -1.5} if is_policy_like(context, span) else {ORG: 0.9, PERSON: -1.5}
    if words & bodies and words & _ARTICLES:
        return {ORG: 1.2, PERSON: -1.5}
    if any(word.isdigit() for word in words) and len(words) == 1 and len(span) < 4:
        return {PERSON: 1.3}  # with an age: "Robin, 13"
    return {PERSON: 0.8, ORG: -0.8, PLACE: -0.8} if words & {"who", "whose"} else {}


def _is_followed_by_body(context: Context, span: Candidate, bodies: frozenset[str]) -> bool:
    """ "The Mossbank primary care network": up to three words in small letters, the last for a body."""
    if span.start == 0 or context.words[span.start - 1] != "the":
        return False
    for word in context.texts[span.end : span.end + 4]:
        if word in bodies:
            return True
        if not word.islower() or not word.isalpha():
            return False
    return False


def _is_said_to_be_a_body(span: Candidate, bodies: frozenset[str]) -> bool:
    """ "Mossbank is a family-owned company"."""
    verb = span.root.head
    if span.root.dep_ != "nsubj" or verb.lemma_ != "be":
        return False
    return any(child.dep_ == "attr" and child.text in bodies for child in verb.children)


def _words_behind(context: Context, span: Candidate, count: int, *, only_head: bool = False) -> frozenset[str]:
    """The words of an apposition behind a name, perhaps up to its first preposition; of a relative clause the first."""
    doc, end = context.doc, span.end
    if end + 1 >= len(doc) or context.texts[end] not in _BREAKS:
        return frozenset()
    if context.words[end + 1] in {"which", "who", "whose"}:
        return frozenset({context.words[end + 1]})
    found: list[str] = []
    for token in doc[end + 1 : end + 1 + count]:
        if token.is_space or (token.is_punct and token.text not in {"-", "’"}) or (only_head and token.pos_ == "ADP"):
            break
        found.append(token.text)
    return frozenset(found)


def is_area_of_body(context: Context, span: Candidate) -> Scores:
    """The document knows a council or another body of that area: "Tarnshire" beside "Tarnshire County Council"."""
    return {PLACE: 1.6, PERSON: -0.6} if span.text.casefold() in context.areas else {}


def is_short_for_a_body(context: Context, span: Candidate) -> Scores:
    """The document names a body whose name goes on from here: "Mossbank" beside "Mossbank Homes"."""
    known = any(entry.type == context.lexicon.kinds.place for entry in span.rows)
    return {ORG: 1.0, PERSON: -0.5} if span.text.casefold() in context.shortened and not known else {}


def has_letters_behind(context: Context, span: Candidate) -> Scores:
    """Honours, degrees and seats are people's: "Jane Roe MP"."""
    following = context.texts[span.end] if span.end < len(context.doc) else ""
    return {PERSON: 2.5} if len(span) > 1 and following in context.lexicon.words("people", "letters_after") else {}


def is_field_of_work(context: Context, span: Candidate) -> Scores:
    """What somebody manages, or a team: "Jane Roe, Quality & Safety Manager", "its Rural Data team"."""
    if span.end >= len(context.doc) or span.last in heads(context) or span.rows:
        return {}
    following = context.texts[span.end]
    paired = not {"&", "and"}.isdisjoint(span.lower)
    if paired and following.istitle() and following.lower() in context.lexicon.role_heads:
        return {ANY: -3.0}
    return {ANY: -1.5} if len(span) > 1 and following in context.lexicon.words("classes", "teams") else {}


def is_idea_or_sector(context: Context, span: Candidate) -> Scores:
    """ "The Basic Income debate" is about no policy; "the VXE sector" is a class of bodies."""
    following = context.texts[span.end] if span.end < len(context.texts) else ""
    if len(span) == 1 and span.text.isupper() and following in context.lexicon.words("classes", "sectors"):
        return {ANY: -3.0}
    return {POLICY: -1.0} if following in context.lexicon.words("classes", "ideas") else {}


def is_heading(context: Context, span: Candidate) -> Scores:
    """Fills a line of its own, where every word may have a capital; a line in capitals says nothing of names."""
    line = context.line(span)
    if len(span) > 1 and line.isupper():
        return {ANY: -4.0}
    alone = _NUMBER.sub("", line).strip() == span.text
    return {ORG: -0.8, POLICY: -1.0, PERSON: -0.2, PLACE: -0.2} if alone else {}


def is_headline_verb(context: Context, span: Candidate) -> Scores:
    """A purpose in a line where every word has a capital: "Fund Awards £2m to Widen Access"."""
    doc, start = context.doc, span.start
    return {ANY: -3.0} if start and context.words[start - 1] == "to" and doc[start].tag_ == "VB" else {}


def is_minister_for(context: Context, span: Candidate) -> Scores:
    """What a minister is minister for is a field, unless it is a body."""
    lexicon = context.lexicon
    before = context.words[max(0, span.start - 2) : span.start]
    if before[-1:] != ("for",) or not (before[0] in lexicon.role_heads or before[0] == "state"):
        return {}
    ent = context.covering(span.start, span.end) if context.learnt else None
    learnt = ent is not None and lexicon.labels.get(ent.label_) == lexicon.kinds.body
    named = learnt or span.last in lexicon.org_heads or span.rows or span.text.isupper()
    return {} if named else {ANY: -2.0}


def is_new_name(context: Context, span: Candidate) -> Scores:
    """Capitals inside a sentence on a word that the document never writes small: the name of something."""
    if begins_line(context, span) or not context.lowered.isdisjoint(span.lower):
        return {}
    if not all(token.tag_ in {"NNP", "NNPS"} for token in span.span):
        return {}
    return {ORG: 0.4, PLACE: 0.4, PERSON: 0.4 if context.texts[span.start] in context.lexicon.forenames else 0.0}


EVIDENCE: tuple[Callable[[Context, Candidate], Scores], ...] = (
    followed_by_policy_word, is_said_to_be_a_work, has_role, follows_title, is_new_name, stands_where_places_stand,
    is_described, has_letters_behind, is_area_of_body, is_short_for_a_body, is_field_of_work, is_idea_or_sector,
    is_heading, is_headline_verb, is_minister_for,
)

TELLING = frozenset({stands_where_places_stand, is_said_to_be_a_work, is_described, follows_title, has_letters_behind})
"""Evidence that holds for all places of a form, once it was given: what the text says of a name."""
