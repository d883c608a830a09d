"""Who "I" and "we" are.

"I" is the speaker of a transcript's turn, or whoever a quotation's paragraph names with a verb of saying; "we" outside
quotations the body that a document comes from.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import PRONOUN, References, Referent
from kg.extract.relations.ends import owners
from kg.extract.relations.near import LIKELY, sender

_WE = frozenset({"we", "us", "our"})
TURN = 200
"""Tokens to each side of "I" in which its paragraph is looked at."""


def with_first_person(found: References, lexicon: Lexicon) -> References:
    """The references of a document with those of "I" and "we"."""
    new = [*found.referents, *_speakers(found, lexicon), *_senders(found, lexicon), *_owners(found, lexicon)]
    new.sort(key=lambda referent: referent.start)
    if len(new) == len(found.referents):
        return found
    by_token = {position: referent for referent in new for position in range(referent.start, referent.end)}
    return replace(found, referents=tuple(new), by_token=by_token)


def _speakers(found: References, lexicon: Lexicon) -> Iterator[Referent]:
    people, past, speaker = lexicon.words("references", "person_types"), 0, None
    for token in found.doc:
        if token.text != "I" or token.tag_ != "PRP":
            continue
        if token.i >= past:
            start, past = _paragraph(found.doc, token.i)
            speaker = _turn(found, start, people) or _quoted(found, start, past, people, lexicon)
        if speaker is not None:
            yield Referent(token.i, token.i + 1, speaker.cluster, speaker.type, PRONOUN)


def _senders(found: References, lexicon: Lexicon) -> Iterator[Referent]:
    """ "We" and "our", but not in quotations or where somebody's turn in a conversation is written down."""
    body = sender(found, lexicon.words("references", "body_types"))
    if body is None:
        return
    people, spoken = lexicon.words("references", "person_types"), False
    for token in found.doc:
        if "\n" in token.text or token.i == 0:
            spoken = _turn(found, token.i + bool(token.i), people) is not None
        elif _is_quote(token):
            spoken = token.text != "”" and not spoken
        elif not spoken and token.lower_ in _WE and token.tag_ in {"PRP", "PRP$"}:
            whose = token.tag_ == "PRP$"
            yield Referent(token.i, token.i + 1, body.cluster, body.type, PRONOUN * LIKELY, possessive=whose)


def _owners(found: References, lexicon: Lexicon) -> Iterator[Referent]:
    """ "Its" that coreference left open: the last body named before it in the sentence."""
    bodies = lexicon.words("references", "body_types")
    for token in found.doc:
        if token.lower_ == "its" and token.i not in found.by_token:
            for owner in owners(found, token, bodies):
                yield replace(owner, possessive=True)


def _paragraph(doc: Doc, position: int) -> tuple[int, int]:
    start, end = position, position + 1
    while start > max(0, position - TURN) and "\n" not in doc[start - 1].text:
        start -= 1
    while end < min(len(doc), position + TURN) and "\n" not in doc[end].text:
        end += 1
    return start, end


def _turn(found: References, start: int, people: frozenset[str]) -> Referent | None:
    """ "Jane Roe: I chair the Trust."."""
    named = next((found.by_token[i] for i in range(start, min(start + 3, len(found.doc))) if i in found.by_token), None)
    if named is None or named.type not in people or named.end >= len(found.doc):
        return None
    return named if found.doc[named.end].text == ":" else None


def _quoted(found: References, start: int, end: int, people: frozenset[str], lexicon: Lexicon) -> Referent | None:
    """Who says what the paragraph quotes; nobody where two people do."""
    tellers = {}
    for verb in (token for token in found.doc[start:end] if token.lemma_ in lexicon.reporting and token.pos_ == "VERB"):
        for teller in (found.at(child) for child in verb.children if child.dep_ == "nsubj"):
            if teller is not None and teller.type in people:
                tellers[teller.cluster] = teller
    quotes = any(_is_quote(token) for token in found.doc[start:end])
    return next(iter(tellers.values())) if len(tellers) == 1 and quotes else None


def _is_quote(token: Token) -> bool:
    return token.is_quote or token.text in {"“", "”", '"'}
