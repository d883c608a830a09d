"""Quotations that somebody is reported to have said.

For each quotation the words between it and its neighbours in the paragraph are looked at: a cue after it ("…," said X),
a cue before it (X said: "…"), or, where there is none, the speaker of the quotation that it goes on with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.modality import is_claimed_verb
from kg.extract.quotes import Quote
from kg.extract.reports import Cues, Report, cue_text
from kg.extract.speakers import Speaker, Speakers, subject_of

NEAR = 30
"""Tokens between a quotation and a cue that belongs to it, at most."""

SHORT = 4
"""Words: a shorter quotation is a term unless a cue stands right beside it."""

SIGNATURE = 120
"""Code points of the line below a quotation that names its source."""

LONG = 8
"""Tokens: a quotation longer than that is speech even where nothing says whose."""


def quoted(doc: Doc, found: Sequence[Quote], speakers: Speakers) -> Iterator[Report]:
    """Direct statements in text order; parts that one attribution covers are one statement."""
    cues = Cues(speakers.lexicon)
    spans = [(q, s) for q in found if (s := doc.char_span(q.start, q.end, alignment_mode="contract")) is not None and len(s)]
    spans = [(q, s) for q, s in spans if not _is_name(s)]
    last: Report | None = None
    seen: list[str] = []
    for number, (quote, span) in enumerate(spans):
        before = spans[number - 1][1].end if number else 0
        after = spans[number + 1][1].start if number + 1 < len(spans) else len(doc)
        plain = " ".join(span.text.split()).strip(" .,…").casefold()
        if any(plain in other for other in seen) and len(span) > SHORT:
            continue  # a pull quote that repeats the body
        report = _attributed(doc, span, before, after, cues, speakers)
        if report is None and last is not None and last.speaker is not None and _continues(doc, last, span, speakers):
            last = replace(last, content=(*last.content, (span.start_char, span.end_char)))
            seen.append(plain)
            continue
        if report is None:
            report = _set_off(doc, span, speakers)
        if report is None and _is_spoken(span) and len(span) > LONG:
            report = Report(None, ((span.start_char, span.end_char),), quoted=True)
        if report is None:
            continue
        if last is not None and _same_sentence(doc, last, report):
            last = replace(last, content=(*last.content, *report.content))
        else:
            if last is not None:
                yield last
            last = report
        seen.append(plain)
    if last is not None:
        yield last


def _attributed(doc: Doc, span: Span, before: int, after: int, cues: Cues, speakers: Speakers) -> Report | None:
    """With the cue behind the quotation if the sentence goes on there, else with the one before it."""
    named = _named_by(doc, span, cues, speakers)
    if named is not None:
        return named
    for look in (_cue_after, _cue_before):
        cue = look(doc, span, before if look is _cue_before else after, cues)
        if cue is None:
            continue
        speaker = _speaker(doc, cue, span, speakers)
        if speaker is not None:
            return Report(speaker, ((span.start_char, span.end_char),), cue_text(cue), cue.i, quoted=True)
    return None


def _named_by(doc: Doc, span: Span, cues: Cues, speakers: Speakers) -> Report | None:
    """What is called something ("called the plan “a start”"), and what is a noun's ("Her verdict: “…”")."""
    opening = _before_mark(doc, span)
    window = doc[max(0, opening - NEAR // 2) : opening + 1]
    for token in reversed(window):
        if token.text in {".", "?", "!", ";"} or token.is_space and "\n" in token.text:
            return None
        calling = token.lemma_ in cues.words("naming") and token.pos_ == "VERB" and any(c.dep_ in {"dobj", "nsubj", "ccomp", "oprd"} for c in token.rights)
        verdict = token.lemma_ in cues.words("nouns") and doc[opening].text == ":"
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if calling and is_claimed_verb(token, cues.lexicon):
            speaker = speakers.of_verb(token)
        elif verdict and owner is not None:
            speaker = speakers.of_noun(owner)
        else:
            continue
        return Report(speaker, ((span.start_char, span.end_char),), token.text, token.i, quoted=True) if speaker else None
    return None


def _before_mark(doc: Doc, span: Span) -> int:
    """The last token before the opening mark that is no space."""
    position = span.start - 2
    while position > 0 and doc[position].is_space:
        position -= 1
    return max(position, 0)


def _cue_after(doc: Doc, span: Span, limit: int, cues: Cues) -> Token | None:
    """ "…," said X. / "…," X said. Only right behind the quotation, which then ends in a comma or the like."""
    start = _past_mark(doc, span.end)
    if not _is_spoken(span) or start >= len(doc) or doc[start - 1].is_space or doc[start].is_space:
        return None
    last = span[-1].text
    if last in {".", "…"} and doc[start].text[:1].isupper() and not _inverted(doc, start, cues):
        behind = next((token for token in doc[start : start + 5] if cues.speaks(token)), None)
        if behind is None or any(child.dep_ in {"ccomp", "dobj", "prep", "xcomp"} and child.i > behind.i for child in behind.children):
            return None
    for token in doc[start : min(limit, start + NEAR)]:
        if token.is_space or token.text in {".", ";", ":", "“", '"'}:
            return None
        if cues.speaks(token) and token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBN"} and is_claimed_verb(token, cues.lexicon):
            return token
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "relcl", "acl", "xcomp"} and token.tag_ != "VBG":
            return None
    return None


def _cue_before(doc: Doc, span: Span, limit: int, cues: Cues) -> Token | None:
    """X said: "…" / X told Y that "…": the last reporting verb of the sentence before, with nothing claimed between."""
    opening = span.start - 1
    if opening < 0:
        return None
    introducing = doc[_before_mark(doc, span)].lower_
    introduced = introducing in {":", ",", "-", "–", "that"}
    for token in reversed(doc[max(limit, opening - NEAR) : opening]):
        if token.is_space and "\n" in token.text and introducing != ":":
            return None
        if token.text in {".", "?", "!", ";"}:
            return None
        if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBD", "VBZ"}:
            if cues.speaks(token) and is_claimed_verb(token, cues.lexicon):
                between = [t for t in doc[token.i + 1 : opening] if not t.is_punct and not t.is_space and t.lower_ != "that"]
                return token if introduced or not between or span[0].text[:1].isupper() and len(span) > SHORT else None
            if not introduced and token.dep_ not in {"aux", "auxpass"}:
                return None
    return None


def _speaker(doc: Doc, cue: Token, span: Span, speakers: Speakers) -> Speaker | None:
    """The cue's subject, or, where the parse lost it, the name or noun next to the cue outside of the quotation."""
    subject = subject_of(cue)
    if subject is not None and not span.start <= subject.i < span.end:
        speaker = speakers.of_noun(subject)
        if speaker is not None:
            return speaker
    for token in (*doc[cue.i + 1 : cue.i + 12], *reversed(doc[max(0, cue.i - 25) : cue.i])):
        if span.start <= token.i < span.end or token.is_space:
            continue
        referent = speakers.found.by_token.get(token.i)
        if referent is not None and referent.type == speakers.lexicon.kinds.person or referent is not None and token.dep_ in {"nsubj", "ROOT"}:
            return speakers.of_noun(token)
        if token.i == cue.i + 1 and token.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM"}:
            head = next((t for t in doc[token.i : token.i + 4] if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.head.i not in range(token.i, t.i)), token)
            speaker = speakers.of_noun(head)
            if speaker is not None:
                return speaker
    return None


def _continues(doc: Doc, last: Report, span: Span, speakers: Speakers) -> bool:
    """Whether a quotation without a cue goes on with the last one: in the same paragraph, or reopened in the next."""
    end = last.content[-1][1]
    between = doc.text[end : span.start_char]
    if "\n" in between:
        reopened = not between.strip(" \n“\"'‘”’.")
        return reopened and _is_spoken(span)
    words = [t for t in (doc.char_span(end, span.start_char, alignment_mode="contract") or ()) if t.is_alpha]
    named = any(speakers.found.by_token.get(t.i) is not None for t in words if t.i != last.cue_at and t.i > last.cue_at + 12)
    return _is_spoken(span) and len(words) <= NEAR and not named


def _set_off(doc: Doc, span: Span, speakers: Speakers) -> Report | None:
    """A quotation that is a paragraph of its own, with the source on the line below or in the paragraph before."""
    start, end = span.start - 1, _past_mark(doc, span.end)
    alone = (start <= 0 or "\n" in doc[start - 1].text) and (end >= len(doc) or "\n" in doc[end].text or doc[end].text in {"-", "–", "—"})
    if not alone or not _is_spoken(span):
        return None
    below = doc.text[span.end_char + 1 :].lstrip().split("\n")[0] if end < len(doc) else ""
    if not below or len(below) > SIGNATURE or below.endswith((".", "!", "?")):
        return None
    for token in doc[end : end + 12]:
        referent = speakers.found.by_token.get(token.i)
        if referent is not None and referent.certainty == 1.0 and referent.type == speakers.lexicon.kinds.person:
            named = speakers.of_noun(token)
            return Report(named, ((span.start_char, span.end_char),), quoted=True) if named else None
    return None


def _is_name(span: Span) -> bool:
    """Whether the marks only set off a name, as of a report."""
    return sum(bool(token.ent_type_) for token in span) >= 0.8 * len(span)


def _same_sentence(doc: Doc, last: Report, report: Report) -> bool:
    """Both parts of a split quotation: one cue covers them."""
    return last.cue_at == report.cue_at and last.cue_at >= 0


def _is_spoken(span: Span) -> bool:
    """More than a term: some words, or a sentence."""
    words = [token for token in span if token.is_alpha]
    return len(words) > SHORT or span[-1].text in {",", ".", "?", "!"} or any(t.pos_ in {"VERB", "AUX"} for t in span) and len(words) > 2


def _inverted(doc: Doc, start: int, cues: Cues) -> bool:
    return cues.speaks(doc[start]) and doc[start].tag_ in {"VBD", "VBZ"}


def _past_mark(doc: Doc, position: int) -> int:
    while position < len(doc) and doc[position].text in {"”", "’", "»", '"', "'", "''", "’’", ","}:
        position += 1
    return position
