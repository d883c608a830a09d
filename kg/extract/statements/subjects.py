"""Subjects of verbs in a parse, and the words of a noun phrase."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.model import Passage

_SUBJECTS = frozenset({"nsubj", "expl"})
_BY = frozenset({"by", "from", "of", "among", "amongst"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PHRASE = frozenset({"NOUN", "PROPN", "ADP", "NUM"})
RELATIVE = frozenset({"that", "which", "who"})

LONGEST_APART = 60
"""Tokens between a verb and the beginning of what its subject is looked for in."""

LONGEST_CONJUNCT = 6
"""Tokens: a longer one that is joined on by "and" begins something else."""


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb it depends on; for "who" the noun that it stands for."""
    if (accompanying := _accompanying(verb)) is not None:
        return accompanying
    for token in _governors(verb):
        passive = {"nsubjpass"} if token != verb else frozenset()  # "was asked, and said"
        subjects = [child for child in token.children if child.dep_ in _SUBJECTS | passive]
        if subjects:  # of two, as in "3.4 The director advises", the one next to the verb
            return _antecedent(min(subjects, key=lambda child: _distance(child, token)), token)
        if token.dep_ == "acl" and token.tag_ in {"VBG", "VB"} and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return token.head
    return _mistaken(verb) or inverted(verb) or _parted(verb)


def inverted(verb: Token) -> Token | None:
    """ "A roof at last, tweeted Jane Roe.": the name right behind a verb that a comma parts from what is said."""
    if verb.tag_ not in _FINITE or verb.i < verb.sent.start + 2 or verb.nbor(-1).text != ",":
        return None
    behind = next((c for c in verb.rights if c.dep_ in {"nsubj", "dobj"} and c.left_edge.i == verb.i + 1), None)
    return behind if behind is not None and (behind.dep_ == "nsubj" or behind.pos_ == "PROPN") else None


def _mistaken(verb: Token) -> Token | None:
    """ "In reply to Jane Roe, the treasurer said": taken to stand beside the name, but no comma closes it."""
    if verb.tag_ not in _FINITE or verb.i == verb.sent.start:
        return None
    before = verb.nbor(-1)
    beside = next((t for t in (before, *before.ancestors) if t.dep_ == "appos" and t.right_edge.i == before.i), None)
    return beside or _before_quoted(verb)


def _before_quoted(verb: Token) -> Token | None:
    """ "Jane Roe called it “a farce” and promised that …": the parser ends the clause at the marks."""
    doc, start = verb.doc, verb.sent.start
    if verb.i < start + 4 or doc[verb.i - 1].lower_ != "and" or not doc[verb.i - 2].is_quote:
        return None
    opening = next((t.i for t in reversed(doc[start : verb.i - 2]) if t.is_quote), start)
    first = next((t for t in reversed(doc[start:opening]) if t.tag_ in _FINITE), None)
    return subject_of(first) if first is not None else None


def _parted(verb: Token) -> Token | None:
    """ "Jane Roe, who chairs it, said": the noun before the comma that opens what stands between."""
    doc, start = verb.doc, max(verb.sent.start, verb.i - LONGEST_APART)
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.lefts)
    told = perfect or any(child.dep_ == "ccomp" for child in verb.rights)  # "…, confirmed that", taken for passive
    if verb.tag_ not in _FINITE and not (verb.tag_ == "VBN" and told):
        return None
    last = verb.i - 1
    while last > start and doc[last].pos_ in {"ADV", "AUX"}:
        last -= 1
    if last <= start or doc[last].text != ",":
        return None
    for comma in (t for t in doc[start + 1 : last] if t.text == ","):
        noun = doc[comma.i - 1]
        while noun.i > start and noun.pos_ in _PHRASE:
            behind = noun.head.pos_ == "ADP" and noun.head.i < noun.i
            edge = noun.left_edge.i
            if noun.pos_ != "ADP" and not behind and (edge <= start + 1 or doc[edge - 1].text == ","):
                return noun
            if noun.head.i >= noun.i:
                break
            noun = noun.head
    return None


def _accompanying(verb: Token) -> Token | None:
    """ "…, with its chair, Jane Roe, calling it a farce": the noun behind "with", beside the verb."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG":
        return None
    links = [child for child in verb.head.children if child.lower_ == "with" and child.i < verb.i]
    behind = [noun for link in links for noun in link.rights if noun.dep_ == "pobj"]
    near = [noun for noun in behind if all(t.is_punct for t in verb.doc[noun.right_edge.i + 1 : verb.i])]
    return next(iter(near), None)


def _distance(subject: Token, verb: Token) -> tuple[bool, int]:
    """In "Rents, argues X, have …" a comma keeps the first one away."""
    start, end = sorted((subject.i, verb.i))
    return any(t.text == "," for t in verb.doc[start:end]) and subject.i < verb.i, end - start


def phrase(noun: Token) -> Span:
    """A noun with what belongs to it, but without clauses and what stands beside it."""
    doc, right = noun.doc, noun.i + 1
    for child in noun.rights:
        joined = child.dep_ in {"conj", "cc"} and child.right_edge.i + 1 - right < LONGEST_CONJUNCT
        if not joined and not (child.dep_ in {"prep", "acl"} and child.i == right):
            break
        right = child.right_edge.i + 1
    right = next((t.i for t in doc[noun.i + 1 : right] if t.pos_ == "VERB"), right)
    span = doc[noun.left_edge.i : right]
    while len(span) > 1 and (span[-1].is_punct or span[-1].is_space or span[-1].pos_ in {"ADP", "DET", "CCONJ"}):
        span = span[:-1]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    return span


def owner_of(noun: Token) -> Token | None:
    """Whose a noun is: "her view", "a warning from X", "agreement among the members"."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    links = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in _BY)
    return owner or next((below for link in links for below in link.children if below.dep_ == "pobj"), None)


def passage(span: Span) -> Passage:
    """The stretch of the document that a span covers."""
    return Passage(span.start_char, span.end_char, span.text)


def _antecedent(subject: Token, verb: Token) -> Token:
    """ "Jane Roe, who said", "it was Jane Roe that said": the noun before the clause."""
    if subject.lower_ not in RELATIVE:
        return subject
    if verb.dep_ == "relcl":
        return verb.head
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "be":
        return next((child for child in verb.head.children if child.dep_ == "attr"), subject)
    return subject


def _governors(verb: Token) -> Iterator[Token]:
    """The verb and those whose subject it shares: through "and", "to", participles and auxiliaries."""
    token = verb
    for _ in range(5):
        yield token
        finite = token.tag_ not in {"VB", "VBG"}
        if token.dep_ not in {"conj", "xcomp", "advcl", "aux", "ccomp", "pcomp"} or token.head.i == token.i:
            return
        if token.dep_ in {"ccomp", "advcl"} and finite:
            return
        token = token.head.head if token.head.dep_ == "prep" else token.head
