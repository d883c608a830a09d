"""Quotations that somebody is reported to have said.

Whose a quotation is, one of the `attributions.METHODS` tells. A quotation that none of them fits goes on with the one
before it, or is left to whoever is reported next to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.statements.attributions import METHODS, NEAR
from kg.extract.statements.quotes import Quote
from kg.extract.statements.reports import Report
from kg.extract.statements.setting import SHORT, Setting
from kg.extract.statements.speakers import Speakers

LONG = 8
"""Tokens: a quotation longer than that is speech even where nothing says whose."""

SIGNATURE = 120
"""Code points of the line below a quotation that names its source."""


def quoted(doc: Doc, found: Sequence[Quote], speakers: Speakers) -> Iterator[Report]:
    """Direct statements in text order; parts that one attribution covers are one statement."""
    last: Report | None = None
    seen: list[str] = []
    for setting in _settings(doc, found, speakers):
        plain = " ".join(setting.span.text.split()).strip(" .,…").casefold()
        if len(setting.span) > SHORT and any(plain in other for other in seen):
            continue  # a pull quote that repeats the body
        report = _report(setting, last)
        if report is None:
            continue
        seen.append(plain)
        if last is not None and report.content[0] != last.content[0]:
            yield last
        last = report
    if last is not None:
        yield last


def _settings(doc: Doc, found: Sequence[Quote], speakers: Speakers) -> Iterator[Setting]:
    spans = (_span(doc, quote, speakers) for quote in found)
    spoken = [span for span in spans if span and not _is_name(span)]
    lower = [0, *(span.end for span in spoken)]
    upper = [*(span.start for span in spoken[1:]), len(doc)]
    yield from (Setting(span, lower[i], upper[i], speakers) for i, span in enumerate(spoken))


def _span(doc: Doc, quote: Quote, speakers: Speakers) -> Span | None:
    """Its tokens; up to "…, warned Jane Roe" where the closing mark was forgotten."""
    span = doc.char_span(quote.start, quote.end, alignment_mode="contract")
    if span is None or quote.closed or speakers.text[quote.end : quote.end + NEAR].lstrip(" \n”\"")[:1] == quote.mark:
        return span
    for verb in span[2:-1]:
        told = doc[verb.i - 1].text in {",", "?", "!"} and verb.tag_ in {"VBD", "VBZ"} and speakers.cues.speaks(verb)
        if told and speakers.at(verb.i + 1, min(len(doc), verb.i + 1 + NEAR)) is not None:
            return doc[span.start : verb.i]
    return span


def _report(setting: Setting, last: Report | None) -> Report | None:
    """By the first method that fits; or the last report with this quotation added; or a report of nobody's yet."""
    part = (setting.span.start_char, setting.span.end_char)
    for method in METHODS:
        report = method(setting)
        if report is not None:
            if last is not None and _reopens(setting, last) and not _between(setting, last).strip():
                return replace(report, content=(*last.content, *report.content))
            split = last is not None and report.cue_at >= 0 and last.cue_at == report.cue_at
            return replace(last, content=(*last.content, part)) if split else report  # “A,” she said, “and B”
    if last is not None and (last.speaker is not None or _reopens(setting, last)) and _continues(setting, last):
        return replace(last, content=(*last.content, part))
    for named in (_titled(setting, last), _signed(setting)):
        if named is not None:
            return named
    if setting.is_sentence or setting.is_added or (setting.is_spoken and len(setting.span) > LONG):
        return Report(None, (part,), quoted=True)
    return None


def _titled(setting: Setting, last: Report | None) -> Report | None:
    """A quotation that is a paragraph of its own below a line with its source: "Jane Roe, University of Calder"."""
    text, doc = setting.speakers.text, setting.doc
    end = setting.before + 1
    if not setting.begins_line or not setting.is_sentence or end <= setting.lower:
        return None
    stop = doc[end - 1].idx + len(doc[end - 1])
    start = text.rfind("\n", 0, stop) + 1
    if stop - start > SIGNATURE or text[stop - 1] in ".!?:":
        return None
    if last is not None and last.cue_at < 0 and last.speaker is not None and last.speaker.span.start >= start:
        return None  # the line signs the quotation above it
    line = doc.char_span(start, stop, alignment_mode="contract")
    return _by_line(setting, line) if line else None


def _by_line(setting: Setting, line: Span) -> Report | None:
    """By the person whose name a line begins with, after titles; a line with a verb is a heading."""
    names = setting.speakers.inside(line.start, line.end)
    name = next((r for r in names if r.certainty == 1.0 and r.type == setting.speakers.kinds.person), None)
    if name is None or any(token.pos_ == "VERB" for token in line):
        return None
    titles = all(token.text[:1].isupper() for token in line[: name.start - line.start])
    behind = setting.doc[name.end] if name.end < line.end else None
    alone = behind is None or behind.is_punct or behind.is_space
    return setting.report(setting.speakers.of_noun(setting.doc[name.start])) if titles and alone else None


def _signed(setting: Setting) -> Report | None:
    """A quotation that is a paragraph of its own, with the source on the line below or behind a dash."""
    doc, end = setting.doc, setting.after
    if not setting.begins_line or not setting.is_spoken or end >= len(doc):
        return None
    if "\n" not in doc[end].text and doc[end].text not in {"-", "–", "—"}:
        return None
    behind = setting.span.end_char + 1
    below = setting.speakers.text[behind : behind + 2 * SIGNATURE].lstrip().split("\n")[0]
    if not below or len(below) > SIGNATURE or below.endswith((".", "!", "?")):
        return None
    names = setting.speakers.inside(end, min(len(doc), end + 12))
    named = next((r for r in names if r.certainty == 1.0 and r.type == setting.speakers.kinds.person), None)
    source = doc[named.start] if named else doc[min(end + 1, len(doc) - 1)]
    return setting.report(setting.speakers.of_noun(source)) if named or doc[end].is_punct else None


def _continues(setting: Setting, last: Report) -> bool:
    """Whether a quotation without a cue goes on with the last one: in the same paragraph, or reopened in the next."""
    doc, end = setting.doc, last.content[-1][1]
    between = setting.speakers.text[end : setting.span.start_char]
    if not setting.is_spoken or setting.is_turn:
        return False
    if "\n" in between:
        return not between.strip(" \n“\"'‘”’.")
    gap = doc.char_span(end, setting.span.start_char, alignment_mode="contract")
    words = [token for token in gap or () if token.is_alpha]
    named = any(t.i in setting.speakers.found.by_token for t in words if t.i > last.cue_at + 12)
    return len(words) <= NEAR and not named


def _between(setting: Setting, last: Report) -> str:
    """The text between the last quotation and this one, without marks."""
    return setting.speakers.text[last.content[-1][1] : setting.span.start_char].strip("“”\"'‘’")


def _reopens(setting: Setting, last: Report) -> bool:
    """Whether a quotation of nobody's is opened again at a paragraph: “One.\n\n“Two.”"""
    between = setting.speakers.text[last.content[-1][1] : setting.span.start_char]
    return last.speaker is None and "\n" in between and not set(between) & _CLOSED


_CLOSED = frozenset("”’»\"'")


def _is_name(span: Span) -> bool:
    """Whether the marks only set off a name, as of a report."""
    return sum(bool(token.ent_type_) for token in span) >= 0.8 * len(span)
