"""The component that finds who said what: direct, indirect and mixed speech with speaker, cue and content.

    quotations (`quotes`) -> those that somebody is reported to have said -> direct statements
    reporting words outside of them -> what they report                  -> indirect ones, mixed where they hold quotations
    lists of what a source found or asked for (`listed`)                 -> one statement an item

A passage is read once: what a quotation has taken is not read again as indirect speech.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.indirect import indirect
from kg.extract.lexicon import Lexicon
from kg.extract.listed import listed
from kg.extract.quoted import quoted
from kg.extract.quotes import Quote, quotes
from kg.extract.references import references
from kg.extract.reports import Report
from kg.extract.speakers import Speaker, Speakers
from kg.model import Passage, Statement


@Language.factory(
    "kg_statements",
    default_config={"ontology": None},
    requires=["doc.ents", "doc._.kg_clusters", "doc._.kg_relations", "token.dep", "token.lemma", "token.tag"],
    assigns=["doc._.kg_statements"],
)
def make_statements(nlp: Language, name: str, ontology: str | None) -> "Statements":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    return Statements(Lexicon.load(ontology))


class Statements:
    """Sets `doc._.kg_statements`: a tuple of `Statement`, in text order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        if not Doc.has_extension("kg_statements"):
            Doc.set_extension("kg_statements", default=())

    def __call__(self, doc: Doc) -> Doc:
        speakers = Speakers(references(doc, self.lexicon), self.lexicon, doc._.kg_relations)
        found = quotes(doc.text)
        spoken = list(quoted(doc, found, speakers))
        inside = _tokens_inside(doc, found)
        told = list(indirect(doc, speakers, inside, taken=_cues(spoken)))
        items = list(listed(doc, speakers, inside))
        reports = carried(doc, merge(spoken, [*_outside_lists(told, items), *items]))
        doc._.kg_statements = tuple(sorted(self._statement(doc, report, found) for report in reports))
        return doc

    def _statement(self, doc: Doc, report: Report, found: Sequence[Quote]) -> Statement:
        content = tuple(Passage(start, end, doc.text[start:end]) for start, end in report.content)
        speaker = report.speaker
        return Statement(
            kind=kind(report, found),
            content=content,
            evidence=_evidence(doc, report),
            cue=report.cue,
            speaker=speaker.cluster,
            speaker_text="" if speaker.cluster else speaker.words,
            speaker_span=speaker.span,
            about=about(doc, report),
        )


TERM = 12
"""Code points: what is quoted within a clause and is shorter is a term and does not make the clause mixed speech."""


def kind(report: Report, found: Sequence[Quote]) -> str:
    """Direct where all of the content stands in quotation marks, mixed where some of it does."""
    inside = [any(q.start - 1 <= start and end <= q.end + 1 for q in found) for start, end in report.content]
    if report.quoted and all(inside):
        return "direct"
    phrases = [q for q in found if q.end - q.start > TERM]
    touched = any(q.start < end and start < q.end for start, end in report.content for q in phrases)
    return "mixed" if touched or report.quoted else "indirect"


def merge(spoken: Sequence[Report], told: Sequence[Report]) -> Iterator[Report]:
    """One report for each passage: quotations that go on what the same source was just reported to say join it."""
    told = sorted(told, key=lambda report: report.content)
    rest: list[Report] = []
    for report in told:
        clash = next((other for other in rest if _overlap(report, other) > 0.5), None)
        if clash is None:
            rest.append(report)
    for report in spoken:
        host = next((i for i, other in enumerate(rest) if _goes_on(other, report) or _holds(other, report)), None)
        if host is None:
            yield report
        elif _holds(rest[host], report):
            continue
        else:
            rest[host] = replace(rest[host], content=tuple(sorted((*rest[host].content, *report.content))), quoted=True)
    yield from rest


def carried(doc: Doc, reports: Iterable[Report]) -> Iterator[Report]:
    """Reports in text order; a pronoun or nobody as source takes over who was reported just before.

    "One carer said … He argued …": the pronoun means the carer, whoever was named before. A quotation of nobody's goes
    to the source of the paragraph before it, and is dropped where there is none.
    """
    last: Report | None = None
    for report in sorted(reports, key=lambda report: report.content):
        if report.speaker is None or report.speaker.span.text.casefold() in PRONOUNS:
            speaker = _carried(doc, last, report)
            if speaker is None:
                continue
            report = replace(report, speaker=speaker)
        last = report
        yield report


def _carried(doc: Doc, last: Report | None, report: Report) -> Speaker | None:
    own = report.speaker
    if last is None or last.speaker is None:
        return own
    gap = doc.text[last.content[-1][1] : report.content[0][0]]
    near = len(gap) < (ORPHAN_REACH if own is None else PRONOUN_REACH) and gap.count("\n\n") <= 1
    same_kind = own is None or own.type == last.speaker.type or not own.cluster or not last.speaker.cluster
    if not near or not same_kind or own is not None and last.speaker.words.startswith(("many", "some", "both", "several")):
        return own
    return Speaker(last.speaker.cluster, last.speaker.type, last.speaker.words, own.span if own is not None else last.speaker.span)


def about(doc: Doc, report: Report) -> tuple[str, ...]:
    """The clusters that the content names, in order, without the speaker."""
    named = [
        cluster.id for cluster in doc._.kg_clusters
        if any(start <= m.start and m.end <= end for m in cluster.mentions for start, end in report.content)
    ]
    return tuple(id_ for id_ in named if id_ != report.speaker.cluster)


PRONOUNS = frozenset({"he", "she", "they"})
PRONOUN_REACH, ORPHAN_REACH = 500, 60
"""Code points between a statement and the next one by the same source, which only a pronoun names, or nothing."""


def _goes_on(told: Report, quote: Report) -> bool:
    """A quotation without a cue of its own, close behind what its speaker is reported to say."""
    gap = quote.content[0][0] - told.content[-1][1]
    same = quote.speaker is None or told.speaker is not None and quote.speaker.cluster == told.speaker.cluster
    return not quote.cue and 0 <= gap < 8 and same


def _holds(told: Report, quote: Report) -> bool:
    return all(any(s <= start and end <= e for s, e in told.content) for start, end in quote.content)


def _overlap(one: Report, other: Report) -> float:
    shared = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in one.content for s2, e2 in other.content)
    return shared / min(sum(e - s for s, e in one.content), sum(e - s for s, e in other.content))


def _outside_lists(told: Sequence[Report], items: Sequence[Report]) -> Iterator[Report]:
    """A sentence that introduces a list says nothing beside its items."""
    introducing = {item.cue_at for item in items}
    yield from (report for report in told if report.cue_at not in introducing)


def _cues(spoken: Sequence[Report]) -> frozenset[int]:
    return frozenset(report.cue_at for report in spoken if report.cue_at >= 0)


def _tokens_inside(doc: Doc, found: Sequence[Quote]) -> frozenset[int]:
    """Tokens of long quotations: words in there report nothing of the document's own."""
    inside: set[int] = set()
    for quote in found:
        span = doc.char_span(quote.start, quote.end, alignment_mode="contract")
        if span is not None and len(span) > 6:
            inside.update(range(span.start, span.end))
    return frozenset(inside)


def _evidence(doc: Doc, report: Report) -> Passage:
    """From the first to the last of speaker and content, with the marks around."""
    starts = [start for start, _ in report.content] + [report.speaker.span.start]
    ends = [end for _, end in report.content] + [report.speaker.span.end]
    if report.cue_at >= 0:
        starts.append(doc[report.cue_at].idx)
        ends.append(doc[report.cue_at].idx + len(doc[report.cue_at]))
    start, end = min(starts), max(ends)
    start -= start > 0 and doc.text[start - 1] in "“‘«\"'"
    end += end < len(doc.text) and doc.text[end] in "”’»\"'."
    return Passage(start, end, doc.text[start:end])
