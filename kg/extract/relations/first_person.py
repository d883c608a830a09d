"""Who "I" and "we" are.

"I" is the speaker of a transcript's turn, or whoever a quotation's paragraph names with a verb of saying; "we" outside
quotations the body that a document comes from.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.references import PRONOUN, References, Referent
from kg.extract.relations.ends import names_between, owners
from kg.extract.relations.issuer import WE, is_quoted, issuer, paragraph
from kg.extract.relations.near import LIKELY
from kg.extract.relations.scan import places


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
    for token in (found.doc[place] for place in places(found.doc, ["I"], attribute="ORTH")):
        if token.tag_ != "PRP":
            continue
        if token.i >= past:
            start, past = paragraph(found.doc, token.i)
            speaker = _turn(found, start, people) or _teller(found, start, past, people, lexicon)
        if speaker is not None:
            yield Referent(token.i, token.i + 1, speaker.cluster, speaker.type, PRONOUN)


def _senders(found: References, lexicon: Lexicon) -> Iterator[Referent]:
    """ "We" and "our": in a quotation the speaker's body, elsewhere the one that the document comes from."""
    bodies, past, body, of_teller = lexicon.words("references", "body_types"), 0, None, None
    people, from_head = lexicon.words("references", "person_types"), issuer(found, bodies)
    for token in (found.doc[place] for place in places(found.doc, WE)):
        if token.tag_ not in {"PRP", "PRP$"}:
            continue
        if token.i >= past:
            start, past = paragraph(found.doc, token.i)
            in_turn = _turn(found, start, people) is not None
            of_teller = _body_of_teller(found, start, past, bodies, lexicon)
        body = None if in_turn else of_teller if is_quoted(found.doc, start, token.i) else from_head
        if body is not None:
            certainty, whose = PRONOUN * LIKELY, token.tag_ == "PRP$"
            yield Referent(token.i, token.i + 1, body.cluster, body.type, certainty, possessive=whose)


def _owners(found: References, lexicon: Lexicon) -> Iterator[Referent]:
    """ "Its" that coreference left open: the last body named before it in the sentence."""
    bodies = lexicon.words("references", "body_types")
    for place in places(found.doc, ["its"]):
        if place not in found.by_token:
            for owner in owners(found, found.doc[place], bodies):
                yield replace(owner, possessive=True)


def _turn(found: References, start: int, people: frozenset[str]) -> Referent | None:
    """ "Jane Roe: I chair the Trust."."""
    named = next((found.by_token[i] for i in range(start, min(start + 3, len(found.doc))) if i in found.by_token), None)
    if named is None or named.type not in people or named.end >= len(found.doc):
        return None
    return named if found.doc[named.end].text == ":" else None


def _teller(
    found: References, start: int, end: int, people: frozenset[str], lexicon: Lexicon,
) -> Referent | None:
    """The person who says what the paragraph quotes; nobody where two do."""
    named = [found.at(token) for token in _tellers(found.doc, start, end, lexicon)]
    tellers = {teller.cluster: teller for teller in named if teller is not None and teller.type in people}
    return next(iter(tellers.values())) if len(tellers) == 1 else None


def _body_of_teller(
    found: References, start: int, end: int, bodies: frozenset[str], lexicon: Lexicon,
) -> Referent | None:
    """The body that is named with who says what the paragraph quotes: "said Jane Roe of the Trust"."""
    tellers = [*_tellers(found.doc, start, end, lexicon)]
    if len(tellers) != 1:
        return None
    around = names_between(found, tellers[0].left_edge.i, tellers[0].right_edge.i + 1)
    return next((r for r in around if r.type in bodies and r.certainty == 1.0), None)


def _tellers(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    """The subjects of verbs of saying in a paragraph that quotes."""
    if any(token.is_quote for token in doc[start:end]):
        for verb in (token for token in doc[start:end] if token.lemma_ in lexicon.reporting and token.pos_ == "VERB"):
            yield from (child for child in verb.children if child.dep_ == "nsubj" and child.tag_ != "PRP")
