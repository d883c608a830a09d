"""Relations before they are written down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.references import Referent, sentence
from kg.model import Passage, Relation


@dataclass(frozen=True)
class Claim:
    """A relation before it is written down: both ends, the tokens it was read from, the role if one was named."""

    relation: str
    subject: Referent
    object: Referent
    start: int
    end: int
    confidence: float
    status: str
    role: str = ""


NOBODY = Referent(0, 0, "", "")


def best(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Of equal claims in one passage the one that is surest; a role that is named rather than one that is implied."""
    found: dict[tuple, Relation] = {}
    for relation in relations:
        key = (relation.type, relation.subject, relation.object, relation.evidence.start, relation.role.casefold())
        if key not in found or relation.confidence > found[key].confidence:
            found[key] = relation
    yield from found.values()


def evidence(doc: Doc, claim: Claim) -> Passage:
    """The sentence of the claim, and what the claim reaches beyond it."""
    words = doc[sentence(doc, claim.start)[0] : sentence(doc, claim.end - 1)[1]]
    start, text = words.start_char, words.text
    start += len(text) - len(text.lstrip())
    return Passage(start, start + len(text.strip()), text.strip())
