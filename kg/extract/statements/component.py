"""The component that finds who said what: direct, indirect and mixed speech with speaker, cue and content.

    quotations (`quotes`) -> those that somebody is reported to have said -> direct statements (`quoted`)
    reporting words outside of them -> what they report -> indirect ones, mixed where they hold quotations (`indirect`)
    lists of what a source found or asked for -> one statement an item (`listed`)

A passage is read once: what a quotation has taken is not read again as indirect speech (`joined`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.lexicon import Lexicon
from kg.extract.references import references
from kg.extract.statements.cues import Cues
from kg.extract.statements.indirect import indirect
from kg.extract.statements.joined import carried, merge
from kg.extract.statements.listed import listed
from kg.extract.statements.quoted import quoted
from kg.extract.statements.quotes import Quote, paragraphs_set_off, quotes
from kg.extract.statements.reports import Report
from kg.extract.statements.speakers import Speakers
from kg.model import Cluster, Passage, Statement

TERM = 3
"""Words: a quoted noun of no more words than that is a term and does not make its clause mixed speech."""

LONG = 6
"""Tokens: words in longer quotations report nothing of the document's own."""


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
        self.cues = Cues(lexicon)
        if not Doc.has_extension("kg_statements"):
            Doc.set_extension("kg_statements", default=())

    def __call__(self, doc: Doc) -> Doc:
        speakers = Speakers(references(doc, self.lexicon), self.cues, doc._.kg_relations)
        set_off = list(_set_off(doc, speakers))
        parts = {part for report in set_off for part in report.content}
        inset = (quote for quote in paragraphs_set_off(speakers.text) if (quote.start, quote.end) in parts)
        marks = Marked(doc, sorted([*quotes(speakers.text), *inset]), self.cues)
        reports = [marks.unmarked(report) for report in _reports(doc, marks.found, set_off, speakers)]
        named = Named(doc._.kg_clusters)
        doc._.kg_statements = tuple(sorted(_statement(speakers, report, marks, named) for report in reports))
        return doc


class Marked:
    """The quotation marks of a document, asked for what stands in them."""

    def __init__(self, doc: Doc, found: Sequence[Quote], cues: Cues) -> None:
        self.doc = doc
        self.found = found
        self.cues = cues
        self.ends = [quote.end for quote in found]

    def touching(self, start: int, end: int) -> Iterator[Quote]:
        """The quotations that overlap a stretch of the text."""
        for quote in self.found[bisect_left(self.ends, start + 1) :]:
            if quote.start >= end:
                return
            yield quote

    def unmarked(self, report: Report) -> Report:
        """Without the marks, where all of what is told stands in one pair of them."""
        if len(report.content) > 1 or report.quoted:
            return report
        start, end = report.content[0]
        whole = next((q for q in self.touching(start, end) if q.start <= start + 1 and end - 1 <= q.end), None)
        if whole is None:
            return report
        return replace(report, content=((whole.start, whole.end),), quoted=True)

    def kind(self, report: Report) -> str:
        """Direct where all of the content stands in quotation marks, mixed where some of it does."""
        inside = [self._is_inside(start, end) for start, end in report.content]
        if report.quoted and all(inside):
            return "direct"
        begins = {start + 1 for start, _ in report.content} if report.cue_at >= 0 else set()
        phrases = (
            quote for part in report.content for quote in self.touching(*part)
            if not self.is_term(quote) or (quote.start in begins and self._is_phrase(quote))
        )
        return "mixed" if report.quoted or any(phrases) else "indirect"

    def is_term(self, quote: Quote) -> bool:
        """Whether the marks only set off a word: a short noun, an adjective of one, or "the word “…”"."""
        span = self.doc.char_span(quote.start, quote.end, alignment_mode="contract")
        if not span or span.start < 2:
            return not span
        if self.doc[span.start - 2].lemma_.casefold() in self.cues.words("terms"):
            return True
        if _is_title(span):
            return True
        short = sum(token.is_alpha for token in span) <= TERM and all(token.tag_ in _NAMING for token in span)
        root = span.root
        within = root.dep_ in {"amod", "compound", "nmod"} and root.head.pos_ in {"NOUN", "PROPN"}
        return short and (span[-1].pos_ in {"NOUN", "PROPN"} or within)

    def _is_phrase(self, quote: Quote) -> bool:
        """Words in marks that open what is said are the source's, if more than one: "praised “clear leadership”"."""
        span = self.doc.char_span(quote.start, quote.end, alignment_mode="contract")
        return span is not None and len(span) > 1 and not _is_title(span) and span[0].text.islower()

    def _is_inside(self, start: int, end: int) -> bool:
        return any(quote.start - 1 <= start and end <= quote.end + 1 for quote in self.touching(start, end))


def _is_title(span: Span) -> bool:
    """Whether all words that count have capitals: ‘Lessons from Ward 9’."""
    words = [token for token in span if token.is_alpha and not token.is_stop]
    return len(words) > 1 and all(token.text[:1].isupper() for token in (span[0], *words))


_NAMING = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "RP", "HYPH", "CD", ","})


class Named:
    """The mentions of a document's clusters, asked for what a report names."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.order = {cluster.id: number for number, cluster in enumerate(clusters)}
        self.mentions = sorted((m.start, m.end, cluster.id) for cluster in clusters for m in cluster.mentions)

    def about(self, report: Report) -> tuple[str, ...]:
        """The clusters that the content names, in their order, without the speaker."""
        named = {id_ for part in report.content for id_ in self._inside(*part)}
        return tuple(sorted(named - {report.speaker.cluster}, key=self.order.__getitem__))

    def _inside(self, start: int, end: int) -> Iterator[str]:
        for _, last, id_ in self.mentions[bisect_left(self.mentions, (start,)) : bisect_left(self.mentions, (end,))]:
            if last <= end:
                yield id_


def _set_off(doc: Doc, speakers: Speakers) -> Iterator[Report]:
    """Paragraphs that are quotations without marks: the words before them end in a verb of speech and a colon."""
    for report in quoted(doc, list(paragraphs_set_off(speakers.text)), speakers):
        if report.speaker is not None and report.cue_at >= 0:
            cue = doc[report.cue_at]
            if cue.lemma_.casefold() in speakers.cues.words("speech") and doc[cue.i + 1].text == ":":
                yield report


def _reports(doc: Doc, found: Sequence[Quote], set_off: Sequence[Report], speakers: Speakers) -> Iterator[Report]:
    inside = _tokens_inside(doc, found)
    spoken = [*set_off, *quoted(doc, [quote for quote in found if quote.mark], speakers)]
    told = list(indirect(doc, speakers, inside, taken={report.cue_at for report in spoken}))
    items = list(listed(doc, speakers, inside))
    introducing = {item.cue_at for item in items}  # a sentence that introduces a list says nothing beside its items
    told = [report for report in told if report.cue_at not in introducing]
    return carried(merge(speakers.text, spoken, [*told, *items]), speakers)


def _statement(speakers: Speakers, report: Report, marks: Marked, named: Named) -> Statement:
    speaker, text = report.speaker, speakers.text
    return Statement(
        kind=marks.kind(report),
        content=tuple(Passage(start, end, text[start:end]) for start, end in report.content),
        evidence=_evidence(speakers, report),
        cue=report.cue,
        speaker=speaker.cluster,
        speaker_text="" if speaker.cluster else speaker.words,
        speaker_span=speaker.span,
        about=named.about(report),
    )


def _tokens_inside(doc: Doc, found: Sequence[Quote]) -> frozenset[int]:
    inside: set[int] = set()
    for quote in found:
        span = doc.char_span(quote.start, quote.end, alignment_mode="contract")
        if span is not None and len(span) > LONG:
            inside.update(range(span.start, span.end))
    return frozenset(inside)


def _evidence(speakers: Speakers, report: Report) -> Passage:
    """From the first to the last of speaker, cue and content, with the marks around."""
    places = [*report.content, (report.speaker.span.start, report.speaker.span.end)]
    if report.cue_at >= 0:
        cue = speakers.doc[report.cue_at]
        places.append((cue.idx, cue.idx + len(cue)))
    start, end = min(start for start, _ in places), max(end for _, end in places)
    text = speakers.text
    start -= start > 0 and text[start - 1] in "“‘«\"'"
    end += end < len(text) and text[end] in "”’»\"'."
    return Passage(start, end, text[start:end])
