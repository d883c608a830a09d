"""How well predicted annotations agree with gold ones: precision, recall and F1, part by part.

- mentions: the same span and type; leniently, any overlap with the same type.
- entities: once a document. A gold entity is found when a predicted one of its type stands for it; a second predicted
  entity for the same gold one is an error.
- resolution: B-cubed (Bagga and Baldwin 1998) over the mentions that both sides have, across all documents.
- relations: type, subject and object, once a document; a symmetric one in either order.
- statements: found when the contents overlap by half or more (intersection over union), attributed when the speaker is
  right too. Direct and mixed ones are grouped as quoted; precision groups by the predicted kind, recall by the gold.

- confidence: relations that state one, in bands, and the share of each band that is right; of several passages of one
  relation in a document the surest counts.

A predicted entity stands for the gold entity with which its mentions in that document share most characters.
Documents that only the prediction has do not count; those that it lacks count as missed.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from kg.export.annotations import Record, RelationRecord, StatementRecord, Stretch
from kg.figures import Error, Figures, Rows, Score, b_cubed, bands, table
from kg.ontology import Ontology

_SAME_CONTENT = 0.5  # the least intersection over union of two contents that are one statement


def evaluate(gold: Mapping[str, Record], predicted: Mapping[str, Record], *, ontology: Ontology) -> Figures:
    """Compares records by document id, as `read_annotations` gives them.

    `ontology` says which relations are symmetric.
    """
    symmetric = _symmetric(ontology)
    pairs = [_Pair(name, record, predicted.get(name, {"doc": name}), symmetric) for name, record in gold.items()]
    return Figures(
        mentions=table(pair.mentions() for pair in pairs),
        mentions_lenient=sum((pair.lenient() for pair in pairs), Score()),
        entities=table(pair.entities() for pair in pairs),
        resolution=b_cubed([match for pair in pairs for match in pair.matches()]),
        relations=table(pair.relations() for pair in pairs),
        statements_found=table(pair.statements("found") for pair in pairs),
        statements_attributed=table(pair.statements("attributed") for pair in pairs),
        errors=tuple(error for pair in pairs for error in pair.errors()),
        bands=bands(judgement for pair in pairs for judgement in pair.confidences()),
    )


def judged(gold: Record, predicted: Record, *, ontology: Ontology) -> Iterator[tuple[RelationRecord, bool]]:
    """Each relation of a predicted document, and whether the gold one has it."""
    pair = _Pair(gold["doc"], gold, predicted, _symmetric(ontology))
    for relation in predicted.get("relations", ()):
        yield relation, pair.claim_in_gold(relation) in pair.relation_sets[0]


def missing(gold: Iterable[str], predicted: Collection[str]) -> list[str]:
    """Ids of gold documents that the prediction lacks, sorted: all that is in them counts as missed."""
    return sorted(set(gold) - set(predicted))


class _Span(NamedTuple):
    start: int
    end: int
    type: str
    entity: str


class _Match(NamedTuple):
    """A gold statement and the predicted one that was found for it, if any."""

    gold: StatementRecord
    predicted: StatementRecord | None
    attributed: bool


class _Pair:
    """One document, as the gold side and as the prediction has it."""

    def __init__(self, name: str, gold: Record, predicted: Record, symmetric: Collection[str]) -> None:
        self.name, self.gold, self.predicted, self.symmetric = name, gold, predicted, symmetric
        self.gold_spans, self.predicted_spans = _spans(gold), _spans(predicted)

    @cached_property
    def overlaps(self) -> list[tuple[_Span, _Span, int]]:
        """(predicted, gold, shared characters), in order of place."""
        return list(_overlaps(self.predicted_spans, self.gold_spans))

    @cached_property
    def stands_for(self) -> dict[str, str]:
        """Predicted entity id -> gold entity id; of two with equal shares, the first in the text."""
        shares: dict[str, Counter[str]] = defaultdict(Counter)
        for predicted, gold, shared in self.overlaps:
            shares[predicted.entity][gold.entity] += shared
        return {entity: max(share, key=share.__getitem__) for entity, share in shares.items()}

    @cached_property
    def mention_sets(self) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
        return {span[:3] for span in self.gold_spans}, {span[:3] for span in self.predicted_spans}

    @cached_property
    def relation_sets(self) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
        gold = {self._claim(r["type"], r["subject"], r["object"]) for r in self.gold.get("relations", ())}
        return gold, {self.claim_in_gold(relation) for relation in self.predicted.get("relations", ())}

    @cached_property
    def found_entities(self) -> set[str]:
        types = {entity["id"]: entity["type"] for entity in self.gold.get("entities", ())}
        candidates = [(self.stands_for.get(e["id"]), e["type"]) for e in self.predicted.get("entities", ())]
        return {entity for entity, type_ in candidates if entity is not None and types[entity] == type_}

    @cached_property
    def statement_matches(self) -> tuple[list[_Match], list[StatementRecord]]:
        """A match for each gold statement, and the predicted ones that are left; the best overlap is taken first."""
        left = list(self.predicted.get("statements", ()))
        matches = []
        for statement in self.gold.get("statements", ()):
            best = max(left, key=lambda other: _similarity(statement, other), default=None)
            if best is not None and _similarity(statement, best) >= _SAME_CONTENT:
                left = [other for other in left if other is not best]
                matches.append(_Match(statement, best, self._same_speaker(statement, best)))
            else:
                matches.append(_Match(statement, None, False))
        return matches, left

    def mentions(self) -> Rows:
        return _compared(*self.mention_sets, group=2)

    def relations(self) -> Rows:
        return _compared(*self.relation_sets, group=0)

    def confidences(self) -> Iterator[tuple[float, bool]]:
        """(confidence, right) of each predicted relation that states how sure it is."""
        surest: dict[tuple[str, str, str], float] = {}
        for relation in self.predicted.get("relations", ()):
            if "confidence" in relation:
                claim = self.claim_in_gold(relation)
                surest[claim] = max(surest.get(claim, 0.0), relation["confidence"])
        yield from ((confidence, claim in self.relation_sets[0]) for claim, confidence in surest.items())

    def lenient(self) -> Score:
        gold, predicted = self.mention_sets
        hit = len({span[:3] for span, other, _ in self.overlaps if span.type == other.type})
        return Score(hit, hit, len(predicted), len(gold))

    def entities(self) -> Rows:
        for entity in self.gold.get("entities", ()):
            hit = entity["id"] in self.found_entities
            yield entity["type"], Score(hit=hit, recalled=hit, gold=1)
        for entity in self.predicted.get("entities", ()):
            yield entity["type"], Score(predicted=1)

    def statements(self, part: str) -> Rows:
        for statement in self.predicted.get("statements", ()):
            yield _group(statement), Score(predicted=1)
        for match in self.statement_matches[0]:
            hit = match.attributed if part == "attributed" else match.predicted is not None
            yield _group(match.gold), Score(recalled=hit, gold=1)
            if hit and match.predicted is not None:
                yield _group(match.predicted), Score(hit=1)

    def matches(self) -> Iterator[tuple[str, str]]:
        """(gold entity, predicted entity) of mentions that are one: each gold mention takes its best that is free."""
        options: dict[_Span, list[tuple[int, _Span]]] = defaultdict(list)
        for predicted, gold, shared in self.overlaps:
            if predicted.type == gold.type:
                options[gold].append((shared, predicted))
        used: set[_Span] = set()
        for gold in sorted(options):
            free = [(shared, span) for shared, span in options[gold] if span not in used]
            if free:
                _, best = max(free)
                used.add(best)
                yield gold.entity, best.entity

    def errors(self) -> Iterator[Error]:
        yield from self._differences("mention", *self.mention_sets)
        for entity in self.gold.get("entities", ()):
            if entity["id"] not in self.found_entities:
                yield Error(self.name, "entity", "missed", entity["id"])
        yield from self._differences("relation", *self.relation_sets)
        matches, left = self.statement_matches
        for match in matches:
            if not match.attributed:
                yield self._statement_error("missed" if match.predicted is None else "misattributed", match.gold)
        yield from (self._statement_error("spurious", statement) for statement in left)

    def _differences(self, part: str, gold: set[tuple[Any, ...]], predicted: set[tuple[Any, ...]]) -> Iterator[Error]:
        for item in sorted(gold ^ predicted):
            yield Error(self.name, part, "missed" if item in gold else "spurious", " ".join(map(str, item)))

    def _statement_error(self, verdict: str, statement: StatementRecord) -> Error:
        return Error(self.name, "statement", verdict, f"{statement['kind']} at {statement['content'][0]['start']}")

    def claim_in_gold(self, relation: RelationRecord) -> tuple[str, str, str]:
        """A predicted relation with the gold entities for its ends."""
        return self._claim(relation["type"], self._in_gold(relation["subject"]), self._in_gold(relation["object"]))

    def _in_gold(self, entity: str) -> str:
        return self.stands_for.get(entity, f"?{entity}")

    def _claim(self, type_: str, subject: str, object_: str) -> tuple[str, str, str]:
        first, second = sorted((subject, object_)) if type_ in self.symmetric else (subject, object_)
        return type_, first, second

    def _same_speaker(self, gold: StatementRecord, predicted: StatementRecord) -> bool:
        if gold["speaker"] is None or predicted["speaker"] is None:
            return gold["speaker"] is predicted["speaker"]
        return self.stands_for.get(predicted["speaker"]) == gold["speaker"]


def _symmetric(ontology: Ontology) -> frozenset[str]:
    return frozenset(relation.name for relation in ontology.relations.values() if relation.symmetric)


def _spans(record: Record) -> list[_Span]:
    return sorted({
        _Span(mention["start"], mention["end"], entity["type"], entity["id"])
        for entity in record.get("entities", ()) for mention in entity["mentions"]
    })


def _overlaps(predicted: Sequence[_Span], gold: Sequence[_Span]) -> Iterator[tuple[_Span, _Span, int]]:
    """Looks only where an overlap can be, so that long documents take no longer than their mentions ask for."""
    starts = [span.start for span in gold]
    reach = list(accumulate((span.end for span in gold), max))  # the furthest end so far
    for span in predicted:
        for other in gold[bisect_right(reach, span.start):bisect_left(starts, span.end)]:
            shared = min(span.end, other.end) - max(span.start, other.start)
            if shared > 0:
                yield span, other, shared


def _compared(gold: set[tuple[Any, ...]], predicted: set[tuple[Any, ...]], *, group: int) -> Rows:
    for item in gold | predicted:
        both = item in gold and item in predicted
        yield item[group], Score(hit=both, recalled=both, predicted=item in predicted, gold=item in gold)


def _group(statement: StatementRecord) -> str:
    return "indirect" if statement["kind"] == "indirect" else "quoted"


def _similarity(one: StatementRecord, other: StatementRecord) -> float:
    """Intersection over union of the contents, in code points."""
    first, second = _merged(one["content"]), _merged(other["content"])
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)
    return shared / (_length(first) + _length(second) - shared) if shared else 0.0


def _merged(stretches: Iterable[Stretch]) -> list[tuple[int, int]]:
    """The same stretches without overlaps, so that no code point counts twice."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((stretch["start"], stretch["end"]) for stretch in stretches):
        if merged and start <= merged[-1][1]:
            before = merged.pop()
            start, end = before[0], max(end, before[1])
        merged.append((start, end))
    return merged


def _length(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in stretches)
