"""Titles of documents: after a word that announces one, in quotation marks, in italics or as a link."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.context import Context, is_capitalised

LONGEST = 24
"""Tokens: what is longer is a sentence."""

_PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "[": "]"}
_ITEM = re.compile(r"^[ \t]*(?:[•‣▪*–-]|\d{1,2}[.)])[ \t]*(\S[^\n]*?)[ \t.;,]*$", re.MULTILINE)
_LIST = re.compile(r"(?:\n\s*(?:[•‣▪*–-]|\d{1,2}[.)])[ \t]*\S[^\n]*){2,}")
_SMALL = re.compile(r"^(a|an|and|as|at|by|for|from|in|into|is|of|on|or|our|over|the|to|with|that|what|how|why|we|its|it)$")


def titles(context: Context) -> Iterator[tuple[int, int]]:
    """(start, end) tokens of what is presented as the title of a document; they may overlap."""
    yield from _announced(context)
    yield from _listed(context)
    yield from _quoted(context)
    yield from _marked(context)
    yield from _described(context)
    yield from _headed(context)


def _announced(context: Context) -> Iterator[tuple[int, int]]:
    """"its new report, Counting the Cost: why charges fall on the poorest, found …"."""
    doc, lexicon = context.doc, context.lexicon
    for token in doc[:-2]:
        announcing = token.lower_ in lexicon.words("policies", "announcing")
        following = doc[token.i + 1]
        if announcing and following.text not in {":", ","}:
            start = following.i
        elif (announcing or _is_document(token, lexicon)) and following.text in {",", ":", "–", "—"}:
            start = token.i + 2
        else:
            continue
        end = _title_end(doc, start)
        if end - start >= 3 and _is_title_like(context, start, end, needed=0.35):
            yield start, end


def _listed(context: Context) -> Iterator[tuple[int, int]]:
    """Items of a list that a sentence about several documents introduces."""
    doc, lexicon = context.doc, context.lexicon
    text = context.text
    for match in _LIST.finditer(text):
        intro = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].casefold()
        if not set(re.findall(r"[a-z]+", intro)[-12:]) & lexicon.words("policies", "plural_documents"):
            continue
        for item in _ITEM.finditer(match.group()):
            span = doc.char_span(match.start() + item.start(1), match.start() + item.end(1), alignment_mode="contract")
            if span is not None and 3 <= len(span) <= LONGEST and _is_title_like(context, span.start, span.end, needed=0.35):
                yield span.start, span.end


def _quoted(context: Context) -> Iterator[tuple[int, int]]:
    doc = context.doc
    for token in doc:
        closing = _PAIRS.get(token.text)
        if closing is None or token.i + 2 >= len(doc) or doc[token.i].whitespace_:
            continue
        end = next((t.i for t in doc[token.i + 1 : token.i + LONGEST] if t.text == closing), None)
        if end is None or end - token.i < 3 or not is_capitalised(doc[token.i + 1]):
            continue
        linked = token.i > 0 and doc[token.i - 1].text == "[" or token.text == "["
        long_enough = end - token.i > 3 or all(is_capitalised(t) for t in doc[token.i + 1 : end])
        if long_enough and _is_title_like(context, token.i + 1, end, needed=0.1 if linked else 0.5) and _near_document(context, token.i, end):
            yield token.i + 1, end


def _marked(context: Context) -> Iterator[tuple[int, int]]:
    """Italics and links: a title where a word for documents is near, or where every word is capitalised."""
    doc = context.doc
    for start, end in doc.user_data.get("kg_marks", ()):
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None or not 2 <= len(span) <= LONGEST or not is_capitalised(span[0]):
            continue
        if _is_title_like(context, span.start, span.end, needed=0.5) and _near_document(context, span.start, span.end):
            yield span.start, span.end


def _described(context: Context) -> Iterator[tuple[int, int]]:
    """ "publishes No Way Home, the first report of", "Cold Comfort: the price of poor renting, published by"."""
    doc, lexicon = context.doc, context.lexicon
    released = lexicon.words("policies", "released")
    for comma in doc[2:-2]:
        if comma.text not in {",", "("}:
            continue
        following = [token.lower_ for token in doc[comma.i + 1 : comma.i + 7]]
        noun = following[0] in {"a", "an", "the", "its", "their", "our"} and any(
            _is_document(token, lexicon) for token in doc[comma.i + 2 : comma.i + 6])
        if not noun and not (following[0] in released and "by" in following):
            continue
        start = _capitals_before(doc, comma.i)
        words = [token for token in doc[start : comma.i] if token.is_alpha]
        if len(words) >= 2 and words[-1].lower_ not in lexicon.org_heads and _is_title_like(context, start, comma.i, needed=0.6):
            yield start, comma.i


def _capitals_before(doc: Doc, end: int) -> int:
    """The first token of the capitalised words before `end`, past a subtitle in small letters after a colon."""
    colon = next((t.i for t in reversed(doc[max(0, end - LONGEST) : end]) if t.text in {":", ".", ",", ";"} or t.is_space), None)
    start = colon if colon is not None and doc[colon].text == ":" else end
    while start > 0 and (is_capitalised(doc[start - 1]) or _SMALL.match(doc[start - 1].lower_)) and not doc[start - 1].is_space:
        start -= 1
    while start < end and not is_capitalised(doc[start]):
        start += 1
    return start


def _headed(context: Context) -> Iterator[tuple[int, int]]:
    """The first line, where the next one says that this is a report of somebody's."""
    doc, lexicon = context.doc, context.lexicon
    lines = [match for match in re.finditer(r"[^\n]*\S[^\n]*", context.text[:2000])][:2]
    if len(lines) < 2:
        return
    words = re.findall(r"[a-z]+", lines[1].group().casefold())[:6]
    span = doc.char_span(lines[0].start(), lines[0].end(), alignment_mode="contract")
    if span is None or not {"of", "by"} & set(words[1:]) or not lexicon.words("policies", "documents") & set(words[:3]):
        return
    if 2 <= len(span) <= LONGEST and _is_title_like(context, span.start, span.end, needed=0.6):
        yield span.start, span.end


def _title_end(doc: Doc, start: int) -> int:
    """Where a title that began at `start` stops: at a comma, a bracket, the end of the sentence."""
    for token in doc[start : start + LONGEST]:
        if token.text in {",", ".", ";", "(", ")", "”", "?", "!", "–", "—"} or token.is_space:
            return token.i
    return start


def _is_title_like(context: Context, start: int, end: int, *, needed: float) -> bool:
    """Begins with a capital, is no name of a person or body, and enough of its words before a colon are capitalised."""
    doc = context.doc
    if not is_capitalised(doc[start]) or doc[end - 1].is_punct and doc[end - 1].text != "?":
        return False
    colon = next((t.i for t in doc[start:end] if t.text == ":"), end)
    if _begins_with_name(context, start, end) and colon == end:
        return False
    words = [token for token in doc[start:colon] if token.is_alpha]
    weighty = [token for token in words if not _SMALL.match(token.lower_)]
    if not weighty or any(token.lower_ in {"he", "she", "they", "we", "i"} for token in words[:1]):
        return False
    share = sum(is_capitalised(token) for token in weighty) / len(weighty)
    return share >= needed or colon < end


def _begins_with_name(context: Context, start: int, end: int) -> bool:
    """Whether somebody or something else is named first: "the report, Dame Jane Roe said"."""
    first, lexicon = context.doc[start], context.lexicon
    if first.text.casefold().rstrip(".") in lexicon.titles or first.text in lexicon.forenames:
        return True
    ent = context.ents.get(start)
    return ent is not None and ent.label_ not in {"WORK_OF_ART", "LAW"} and ent.start == start and ent.end < end


def _near_document(context: Context, start: int, end: int) -> bool:
    """Whether a word for documents stands just before the opening mark or just after the closing one."""
    doc, lexicon = context.doc, context.lexicon
    before = doc[max(0, start - 5) : start]
    things = lexicon.words("classes", "things") - {"series"}
    after = []
    for token in doc[end + 1 : end + 9]:
        if token.lower_ in things or token.text in {".", ";"} or "\n" in token.text:
            break
        after.append(token)
    if any(_is_document(t, lexicon) or t.lower_ in lexicon.words("policies", "announcing") for t in before):
        return True
    if any(t.lemma_ in lexicon.words("policies", "releasing") for t in before):
        return True
    return any(_is_document(t, lexicon) for t in after)


def _is_document(token: Token, lexicon: Lexicon) -> bool:
    return token.lower_ in lexicon.words("policies", "documents")
