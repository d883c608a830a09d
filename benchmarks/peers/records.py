"""What a peer found -> our annotations format; plain values only, so that no peer needs to be there.

Everything a peer says is given as stretches of the text, `(start, end)` in code points with an exclusive end. Wherever
a peer leaves something open, the reading that is best for it is taken.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, groupby
from typing import NamedTuple

from kg.export.annotations import EntityRecord, Record, RelationRecord, StatementRecord

Span = tuple[int, int]

# The labels of OntoNotes, which spaCy's English models give. The others (NORP, EVENT, PRODUCT, dates, numbers) have no
# counterpart.
ONTONOTES: Mapping[str, str] = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "LAW": "POLICY",
    "WORK_OF_ART": "POLICY",
}

# For a pair of types, the relation that most often holds between them. Pairs that are not here make no edge: hardly
# any relation joins them, and leaving them out is to the peers' advantage.
GUESSES: Mapping[tuple[str, str], str] = {
    ("PERSON", "ORG"): "has_role",
    ("PERSON", "POLICY"): "publishes",
    ("ORG", "POLICY"): "publishes",
    ("ORG", "ORG"): "partners_with",
}

# textgraph-kg is made for cases of financial crime; this is what its types and relations come nearest to.
TEXTGRAPH_LABELS: Mapping[str, str] = {"Person": "PERSON", "Organization": "ORG"}
TEXTGRAPH_RELATIONS: Mapping[str, str] = {
    "DIRECTOR_OF": "has_role", "TRANSFERRED": "funds", "ASSOCIATED_WITH": "partners_with",
}

_MARKS = "\"'`“”‘’„‚«»‹› \n"


class Name(NamedTuple):
    start: int
    end: int
    type: str
    text: str
    entity: str


class Triple(NamedTuple):
    """Somebody does something to something; each side is the stretches of its words."""

    subject: Sequence[Span]
    object: Sequence[Span]


class Said(NamedTuple):
    """A statement as a peer gives it: what is said, the words that name the speaker (or none) and those of the cue."""

    content: Span
    speaker: Sequence[Span] = ()
    cue: Sequence[Span] = ()


def to_names(text: str, found: Iterable[tuple[int, int, str]], *, labels: Mapping[str, str] = ONTONOTES) -> list[Name]:
    """The names whose label has a counterpart, in text order.

    These peers do not join names: the same words of the same type are one entity, all else is another.

    >>> to_names("In May Ann Lee left", [(7, 14, "PERSON"), (3, 6, "DATE")])
    [Name(start=7, end=14, type='PERSON', text='Ann Lee', entity='PERSON/Ann Lee')]
    """
    kept = sorted({(start, end, labels[label]) for start, end, label in found if label in labels})
    texts = [" ".join(text[start:end].split()) for start, end, _ in kept]
    return [Name(*name, words, f"{name[2]}/{words}") for name, words in zip(kept, texts, strict=True)]


def given_names(text: str, gold: Record) -> list[Name]:
    """The names and entities of the gold, to see what a method would give if all names were right."""
    return sorted(
        Name(mention["start"], mention["end"], entity["type"], text[mention["start"]:mention["end"]], entity["id"])
        for entity in gold.get("entities", ()) for mention in entity["mentions"]
    )


def to_entities(names: Iterable[Name]) -> list[EntityRecord]:
    ordered = sorted(names, key=lambda name: (name.entity, name))
    return [_entity(entity, list(group)) for entity, group in groupby(ordered, key=lambda name: name.entity)]


def pairs_in(names: Sequence[Name], stretches: Iterable[Span]) -> Iterator[tuple[Name, Name]]:
    """Every two names that stand in one stretch, as a rule a sentence, in text order."""
    for stretch in stretches:
        yield from combinations(overlapping(names, [stretch]), 2)


def pairs_of(names: Sequence[Name], triples: Iterable[Triple]) -> Iterator[tuple[Name, Name]]:
    """Every name in the subject with every name in the object."""
    for triple in triples:
        objects = overlapping(names, triple.object)
        yield from ((subject, other) for subject in overlapping(names, triple.subject) for other in objects)


def overlapping(names: Iterable[Name], spans: Sequence[Span]) -> list[Name]:
    return [name for name in names if any(name.start < end and start < name.end for start, end in spans)]


def named_in(words: str, names: Iterable[Name]) -> list[Name]:
    """The names that hold these words, or that these words hold, for peers that give words and not places."""
    said = _padded(words)
    return [name for name in names if said.strip() and (said in _padded(name.text) or _padded(name.text) in said)]


def to_relations(pairs: Iterable[tuple[Name, Name]]) -> list[RelationRecord]:
    """An edge for each pair whose types allow a guess, once a document and in the direction that the types have."""
    guessed = (
        (GUESSES[one.type, other.type], one.entity, other.entity)
        for one, other in chain.from_iterable((pair, pair[::-1]) for pair in pairs)
        if (one.type, other.type) in GUESSES and one.entity != other.entity and _first_way(one, other)
    )
    return _relations(guessed)


def to_named_relations(
    claims: Iterable[tuple[str, Name, Name]], types: Mapping[str, str],
) -> list[RelationRecord]:
    """From (predicate, subject, object); predicates without a counterpart in `types` are guessed by their ends."""
    ordered = sorted(set(claims))
    known = _relations((types[what], one.entity, other.entity) for what, one, other in ordered if what in types)
    return known + to_relations((one, other) for what, one, other in ordered if what not in types)


def to_statements(
    text: str, said: Iterable[Said], names: Sequence[Name], *, indirect: bool = False,
) -> list[StatementRecord]:
    """A statement for each speaker and cue: a quotation that its cue splits is one, as it is in the gold."""
    ordered = sorted({(tuple(one.cue), tuple(one.speaker), one.content) for one in said})
    grouped = groupby(ordered, key=lambda one: one[:2] if one[0] else one)
    return [_statement(text, [Said(span, speaker, cue) for cue, speaker, span in group], names, indirect)
            for _, group in grouped]


def without_marks(text: str, span: Span) -> Span:
    """The stretch without quotation marks and blanks at its ends.

    >>> without_marks('He said: "Not yet."', (9, 19))
    (10, 18)
    """
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip(_MARKS))
    return start, max(start, span[0] + len(words.rstrip(_MARKS)))


def speaker_of(text: str, spans: Sequence[Span], names: Sequence[Name]) -> Name | None:
    """The name that stands where the speaker does, or else the first one that holds the speaker's words.

    Of several names the one at the first of `spans`, which is the head of the phrase where the peer tells it.
    """
    at_place = [name for span in spans for name in overlapping(names, [span])]
    if at_place or not spans:
        return at_place[0] if at_place else None
    words = _padded(" ".join(text[start:end] for start, end in sorted(spans)))
    return next((name for name in names if words in _padded(name.text)), None)


def _statement(text: str, parts: Sequence[Said], names: Sequence[Name], indirect: bool) -> StatementRecord:
    strip: Callable[[str, Span], Span] = (lambda _, span: span) if indirect else without_marks
    speaker = speaker_of(text, parts[0].speaker, names)
    return {
        "speaker": speaker.entity if speaker else None,
        "speaker_text": " ".join(text[start:end] for start, end in sorted(parts[0].speaker)),
        "kind": "indirect" if indirect else "direct",
        "cue": " ".join(text[start:end] for start, end in parts[0].cue),
        "content": [{"start": start, "end": end} for start, end in (strip(text, part.content) for part in parts)],
    }


def _relations(claims: Iterable[tuple[str, str, str]]) -> list[RelationRecord]:
    return [{"type": type_, "subject": subject, "object": object_} for type_, subject, object_ in sorted(set(claims))]


def _entity(entity: str, names: Sequence[Name]) -> EntityRecord:
    mentions = [{"start": name.start, "end": name.end} for name in names]
    return {"id": entity, "type": names[0].type, "name": names[0].text, "mentions": mentions}


def _first_way(one: Name, other: Name) -> bool:
    """Of two names of one type, which would make two edges, the way that the ids sort."""
    return one.type != other.type or one.entity < other.entity


def _padded(words: str) -> str:
    return f" {' '.join(words.split())} "
