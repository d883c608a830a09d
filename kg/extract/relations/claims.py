"""Relations before they are written down, and how they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from kg.extract.references import Referent, sentence
from kg.extract.relations.confidence import Confidence, Traits
from kg.model import Passage, Relation
from kg.vocabulary import RelationType

Edge = tuple[str, str, str]
"""Relation, subject and object; the ends of a symmetric one in order."""


class Pattern(Protocol):
    """What the patterns of all kinds have in common."""

    @property
    def relation(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Claim:
    """A relation before it is written down.

    It has both ends, the tokens it was read from, the role if one was named, and the name of the pattern that read it;
    `confidence` is what the entry of the pattern says itself.
    """

    relation: str
    subject: Referent
    object: Referent
    start: int
    end: int
    confidence: float
    status: str
    role: str = ""
    pattern: str = ""

    @classmethod
    def by(cls, pattern: Pattern, start: int, end: int, status: str) -> "Claim":
        """What a pattern says at some tokens, before its ends are known."""
        return cls(
            pattern.relation, _NOBODY, _NOBODY, start, end, pattern.confidence, status, pattern=pattern.name,
        )


_NOBODY = Referent(0, 0, "", "")


def relations(
    doc: Doc, claims: Iterable[Claim], types: Mapping[str, RelationType], confidence: Confidence,
) -> Iterator[Relation]:
    """What the claims say, each with the confidence that all claims of the document together give it."""
    written = (
        _written(doc, edge, claim, confidence(claim.relation, weighed, guess=_guess(claim)))
        for edge, together in by_edge(claims, types).items()
        for claim, weighed in zip(together, traits(together), strict=True)
    )
    yield from best(written)


def by_edge(claims: Iterable[Claim], types: Mapping[str, RelationType]) -> dict[Edge, list[Claim]]:
    """The claims that fit the vocabulary, those of one edge together."""
    found: dict[Edge, list[Claim]] = defaultdict(list)
    for claim in claims:
        relation, pair = types[claim.relation], (claim.subject.cluster, claim.object.cluster)
        fits = claim.subject.type in relation.domain and claim.object.type in relation.range
        if fits and pair[0] != pair[1]:
            first, second = sorted(pair) if relation.symmetric else pair
            found[claim.relation, first, second].append(claim)
    return found


def traits(together: Sequence[Claim]) -> Iterator[Traits]:
    """What the confidence of each claim of one edge in a document is measured by."""
    further = len({claim.pattern for claim in together}) - 1
    for claim in together:
        yield Traits(claim.pattern, (claim.subject.certainty < 1.0) + (claim.object.certainty < 1.0), further)


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


def _guess(claim: Claim) -> float:
    return claim.confidence * claim.subject.certainty * claim.object.certainty


def _written(doc: Doc, edge: Edge, claim: Claim, confidence: float) -> Relation:
    return Relation(*edge, evidence(doc, claim), claim.status, round(confidence, 3), claim.role, claim.pattern)
