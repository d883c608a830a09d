"""Reports of one document put together: each passage once, and sources that only the report before names."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.speakers import Speakers

SINGULAR = frozenset({"he", "she"})
PRONOUNS = frozenset({"he", "she", "they"})

_LINK = re.compile(r"[,;]\s+(?:(?:and|but|yet|though|however|or|while)(?P<comma>,)|which)\s+\Z")
"""What stands before a source within what another one is reported to say, where it begins a statement of its own."""

_ANOTHER = ("a ", "an ", "one ", "another ", "some ", "other ", "others")

GOES_ON = 8
"""Code points, marks and spaces, between what a source is reported to say and its own words that follow."""

PRONOUN_REACH, ORPHAN_REACH = 500, 60
"""Code points between a statement and the next one by the same source, which only a pronoun names, or nothing."""

NEIGHBOURS = 3
"""Reports before one, in text order, that can share words with it."""


def merge(text: str, spoken: Sequence[Report], told: Sequence[Report]) -> Iterator[Report]:
    """One report for each passage: quotations that go on what the same source was just reported to say join it.

    Args:
        text: Of the document.
        spoken: Reports of quotations, in text order.
        told: Reports without marks of their own; of two that share more than half of their words the first counts.
    """
    rest: list[Report] = []
    for report in sorted(told, key=lambda report: report.content):
        if rest and (before := _cut(text, rest[-1], report)) is not None:
            rest[-1] = before
        if not any(_overlap(report, other) > 0.5 for other in rest[-NEIGHBOURS:]):
            rest.append(report)
    for report in spoken:
        before = bisect_right(rest, report.content[0][0], key=lambda other: other.content[0][0])
        near = range(max(0, before - NEIGHBOURS), before)
        host = next((i for i in near if _goes_on(text, rest[i], report) or _holds(rest[i], report)), None)
        if host is None:
            yield report
        elif not _holds(rest[host], report):
            content = tuple(sorted((*rest[host].content, *report.content)))
            rest[host] = replace(rest[host], content=content, quoted=True)
    yield from rest


def _cut(text: str, outer: Report, report: Report) -> Report | None:
    """What ends before another source: "a lead in every school, but, X points out, …", "…, which X described as …"."""
    start, end = outer.content[-1]
    if report.speaker is None or not start < report.speaker.span.start < min(end, report.content[0][0]):
        return None
    link = _LINK.search(text, start, report.speaker.span.start)
    if link is None or (link["comma"] and text[report.content[0][0] - 2] != ","):
        return None
    return replace(outer, content=(*outer.content[:-1], (start, link.start())))


def carried(reports: Iterable[Report], speakers: Speakers) -> Iterator[Report]:
    """Reports in text order; a pronoun or nobody as source takes over who was reported just before.

    "One carer said … He argued …": the pronoun means the carer, whoever was named before. "The minister added" means
    who spoke before. A quotation of nobody's goes to the source before it, and is dropped where there is none.
    """
    last: Report | None = None
    for report in sorted(reports, key=lambda report: report.content):
        if report.speaker is None or _is_open(report, speakers):
            since = last is not None and _is_named_since(speakers, last, report)
            speaker = report.speaker if since else _carried(speakers.text, last, report)
            if speaker is None:
                continue
            report = replace(report, speaker=speaker)
        last = report
        yield report


def _is_open(report: Report, speakers: Speakers) -> bool:
    """A pronoun, or "the minister added", where no name is known for the minister."""
    if report.speaker.span.text.casefold() in PRONOUNS:
        return True
    adds = report.cue_at >= 0 and speakers.doc[report.cue_at].lemma_ in speakers.cues.words("continuing")
    return adds and not report.speaker.cluster and not report.speaker.words.casefold().startswith(_ANOTHER)


def _is_named_since(speakers: Speakers, last: Report, report: Report) -> bool:
    """Whether a pronoun's person was named, as a subject, after the last report: "Roe smiled. “Yes,” she added"."""
    own = report.speaker
    if own is None or not own.cluster:
        return False
    start, end = last.content[-1][1], own.span.start
    for referent in speakers.found.referents:
        name = speakers.doc[referent.start : referent.end]
        if referent.cluster == own.cluster and referent.certainty == 1.0 and start <= name.start_char < end:
            return name.root.dep_ in {"nsubj", "nsubjpass"} or _is_introduced(name.root)
    return False


def _is_introduced(noun: Token) -> bool:
    """ "Her opposite number, Jane Roe, is less keen", "another name is that of Jane Roe"."""
    return noun.dep_ in {"appos", "attr"} or (noun.dep_ == "pobj" and noun.head.head.dep_ == "attr")


def _carried(text: str, last: Report | None, report: Report) -> Speaker | None:
    own = report.speaker
    if last is None or last.speaker is None:
        return own
    before = last.speaker
    gap = text[last.content[-1][1] : report.content[0][0]]
    near = len(gap) < (ORPHAN_REACH if own is None else PRONOUN_REACH) and gap.count("\n\n") <= 1
    if not near or (own is not None and not _agree(own, before)):
        return own
    return Speaker(before.cluster, before.type, before.words, own.span if own is not None else before.span)


def _agree(own: Speaker, before: Speaker) -> bool:
    """Of one kind, as far as is known, and one, not many."""
    many = before.words.casefold().startswith(("many", "some", "both", "several"))
    if many or (before.words.endswith("s") and " " not in before.words and own.span.text.casefold() in SINGULAR):
        return False
    return own.type == before.type or not own.cluster or not before.cluster


def _goes_on(text: str, told: Report, quote: Report) -> bool:
    """A quotation without a cue of its own, close behind what its speaker is reported to say, in one paragraph."""
    start, end = told.content[-1][1], quote.content[0][0]
    same = quote.speaker is None or (told.speaker is not None and quote.speaker.cluster == told.speaker.cluster)
    return not quote.cue and start <= end < start + GOES_ON and "\n" not in text[start:end] and same


def _holds(told: Report, quote: Report) -> bool:
    return all(any(s <= start and end <= e for s, e in told.content) for start, end in quote.content)


def _overlap(one: Report, other: Report) -> float:
    shared = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in one.content for s2, e2 in other.content)
    return shared / min(sum(e - s for s, e in one.content), sum(e - s for s, e in other.content))
