"""Titles of documents: after a word that announces one, in quotation marks, in italics or as a link."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.runs import Context, is_capitalised

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
    text = doc.text
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
        if _is_title_like(context, token.i + 1, end, needed=0.5) and _near_document(context, token.i, end):
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
    ent = context.ents.get(start)
    if ent is not None and ent.label_ in {"PERSON", "ORG", "GPE", "DATE", "NORP"} and ent.start == start and ent.end < end:
        return False
    colon = next((t.i for t in doc[start:end] if t.text == ":"), end)
    words = [token for token in doc[start:colon] if token.is_alpha]
    weighty = [token for token in words if not _SMALL.match(token.lower_)]
    if not weighty or any(token.lower_ in {"he", "she", "they", "we", "i"} for token in words[:1]):
        return False
    share = sum(is_capitalised(token) for token in weighty) / len(weighty)
    return share >= needed or colon < end


def _near_document(context: Context, start: int, end: int) -> bool:
    """Whether a word for documents stands just before the opening mark or just after the closing one."""
    doc, lexicon = context.doc, context.lexicon
    before = doc[max(0, start - 5) : start]
    after = doc[end + 1 : end + 3]
    if any(_is_document(t, lexicon) or t.lower_ in lexicon.words("policies", "announcing") for t in before):
        return True
    if any(t.lemma_ in lexicon.words("policies", "releasing") for t in before):
        return True
    return any(_is_document(t, lexicon) for t in after)


def _is_document(token: Token, lexicon: Lexicon) -> bool:
    return token.lower_ in lexicon.words("policies", "documents")
