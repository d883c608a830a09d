"""The body that is meant where none is named: by a post alone ("the director, Jane Roe"), by "our" and by "we"."""

from kg.extract.references import DEFINITE, PRONOUN, References, Referent, sentence
from kg.extract.relations.ends import names_between, owners
from kg.extract.relations.issuer import issuer, letterhead, speaks

LIKELY = 0.8
"""How certain it is that a post without a body is one at the body which a document comes from, or its only one."""

_OURS = frozenset({"our", "my"})
_THEIRS = frozenset({"its", "their"})


def body_near(found: References, position: int, types: frozenset[str]) -> Referent | None:
    """Whose a post at a token is that stands without a body: by the word before it, the heading or what is near."""
    before = found.doc[max(0, position - 1)]
    if before.tag_ == "PRP$":
        return _owner(found, before.i, types)
    head = issuer(found, types) if speaks(found.doc) else letterhead(found, types)
    if head is not None:
        return _meant(head, position)
    subject = found.subject_near(position, types)
    if subject is not None:
        return subject if _breaks(found, subject.start, position) < 2 else None
    only = found.only(types) or issuer(found, types)
    return _meant(only, position) if only is not None else None


def _owner(found: References, position: int, types: frozenset[str]) -> Referent | None:
    pronoun = found.doc[position]
    if pronoun.lower_ in _OURS:
        body = issuer(found, types) or found.only(types)
        return _meant(body, position) if body is not None else None
    owner = next(owners(found, pronoun, types), None)
    start = sentence(found.doc, position)[0]
    if owner is not None or pronoun.lower_ not in _THEIRS or not start:
        return owner
    earlier = names_between(found, sentence(found.doc, start - 1)[0], start)
    named = [r for r in earlier if r.type in types and r.certainty >= DEFINITE]
    return Referent(position, position + 1, named[-1].cluster, named[-1].type, PRONOUN) if named else None


def _meant(body: Referent, position: int) -> Referent:
    return Referent(position, position, body.cluster, body.type, LIKELY)


def _breaks(found: References, start: int, end: int) -> int:
    return sum("\n" in token.text for token in found.doc[start:end])
