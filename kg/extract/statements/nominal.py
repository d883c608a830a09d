"""What nouns and adjectives of a source report: "her view that …", "X's argument is simple: …", "is clear that …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.modality import is_claimed_verb
from kg.extract.statements.contents import Content
from kg.extract.statements.parts import reported
from kg.extract.statements.reports import Report
from kg.extract.statements.setting import DASHES, FINITE
from kg.extract.statements.speakers import Speakers
from kg.extract.statements.subjects import owner_of, subject_of

FARTHEST = 10
"""Tokens between a noun and the colon or dash behind which its content stands, at most."""


def by_noun(noun: Token, speakers: Speakers) -> Iterator[Report]:
    """ "her view that …", "a warning from X that …", "X's view is that …", "in her opinion, …"."""
    owner = owner_of(noun) or _maker(noun, speakers)
    content = _content(noun, speakers) if owner is not None and not _is_none(noun, speakers) else None
    speaker = speakers.of_noun(owner) if content is not None and owner is not None else None
    if content is not None and speaker is not None:
        yield from reported(noun, speaker, content)


def _maker(noun: Token, speakers: Speakers) -> Token | None:
    """ "made the point that …", "is of the view that …": who a noun with a clause is by its verb."""
    of = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ == "be"
    verb = noun.head.head if of else noun.head
    makes = noun.dep_ == "dobj" and verb.lemma_ in speakers.cues.words("making")
    if not (of or makes) or not speakers.cues.happened(verb):
        return None
    return subject_of(verb)


def by_adjective(adjective: Token, speakers: Speakers) -> Iterator[Report]:
    """ "X is clear that …", "X made it clear that …"."""
    verb = adjective.head
    if adjective.dep_ not in {"acomp", "ccomp", "oprd"} or not is_claimed_verb(verb, speakers.cues.lexicon):
        return
    below = (child for token in (adjective, verb) for child in token.rights if child.i > adjective.i)
    clause = next((c for c in below if c.left_edge.lower_ == "that" and c.left_edge.dep_ == "mark"), None)
    subject = subject_of(verb)
    if clause is None or subject is None or subject.lower_ == "it" or verb.lemma_ not in {"be", "make"}:
        return
    speaker = speakers.of_noun(subject)
    if speaker is not None:
        cue = verb.doc[verb.i : adjective.i + 1].text
        yield from reported(verb, speaker, Content(clause.left_edge.i + 1, clause.right_edge.i + 1, cue))


def around(token: Token, source: Token) -> tuple[int, int, tuple[int, int] | None] | None:
    """The sentence without a phrase and its source: what follows it, what it follows, or what it cuts in two."""
    sentence, doc = token.sent, token.doc
    commas = [t.i for t in doc[source.i + 1 : sentence.end] if t.text == ","]
    behind = [i for i in commas if i >= min(source.right_edge.i, source.i + FARTHEST)]
    comma = next(iter(behind + commas), None)
    if token.i - sentence.start <= 2:
        return (comma + 1, sentence.end, None) if comma is not None else None
    if comma is None or doc[token.i - 1].text != "," or any(t.tag_ in FINITE for t in doc[sentence.start : token.i]):
        return sentence.start, token.i, None
    return sentence.start, sentence.end, (token.i - 1, comma + 1)


def _content(noun: Token, speakers: Speakers) -> Content | None:
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.i == noun.left_edge.i - 1:
        return _opinion(noun) if noun.lemma_ in speakers.cues.words("opinions") else None
    clause = next((c for c in _clauses(noun) if c.left_edge.lower_ == "that" and c.left_edge.dep_ == "mark"), None)
    if clause is not None:
        return Content(clause.left_edge.i + 1, clause.right_edge.i + 1, noun.text)
    return _set_off(noun)


def _opinion(noun: Token) -> Content | None:
    """ "In her view, …", "…, in her view, …"; at the beginning also without a comma."""
    found = around(noun.head, noun)
    if found is not None:
        return Content(found[0], found[1], noun.text, found[2])
    return Content(noun.i + 1, noun.sent.end, noun.text) if noun.head.i - noun.sent.start <= 1 else None


def _set_off(noun: Token) -> Content | None:
    """ "X's argument is simple: …", "the message from X – … – was": behind a colon, or between dashes."""
    doc, end = noun.doc, noun.sent.end
    mark = next((t for t in doc[noun.i + 1 : min(end, noun.i + FARTHEST)] if t.text == ":" or t.text in DASHES), None)
    if mark is None or mark.i + 1 == end or doc[mark.i + 1].is_quote or doc[mark.i + 1].is_space:
        return None
    if any(t.tag_ in FINITE and t.lemma_ != "be" for t in doc[noun.i : mark.i]):
        return None
    if mark.text != ":":
        end = next((t.i for t in doc[mark.i + 1 : end] if t.text in DASHES), mark.i)
    finite = any(t.tag_ in FINITE for t in doc[mark.i + 1 : end])
    return Content(mark.i + 1, end, noun.text) if finite else None


def _clauses(noun: Token) -> Iterator[Token]:
    """The clauses of a noun, and of the "is" whose subject it is."""
    yield from (child for child in noun.children if child.dep_ in {"acl", "ccomp", "relcl"})
    if noun.dep_ in {"nsubj", "attr"} and noun.head.lemma_ == "be":
        yield from (child for child in noun.head.rights if child.dep_ in {"ccomp", "advcl"})


def _is_none(noun: Token, speakers: Speakers) -> bool:
    """ "There was no warning from X that …", "it is not her view that …"."""
    above = [noun.head] if noun.head.lemma_ == "be" else []
    negations = speakers.cues.negations
    return any(child.lower_ in negations for token in (noun, *above) for child in token.children)
