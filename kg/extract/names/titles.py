"""Titles of documents: after a word that announces one, in quotation marks, in italics or as a link."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon
from kg.extract.names.context import Context, is_capitalised

LONGEST = 24
"""Tokens: what is longer is a sentence."""

_YEAR = re.compile(r"(19|20)\d\d")
_PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»", "[": "]"}
_ITEM = re.compile(r"^[ \t]*(?:[•‣▪*–-]|\d{1,2}[.)])[ \t]*(\S[^\n]*?)[ \t.;,]*$", re.MULTILINE)
_LIST = re.compile(r"(?:\n\s*(?:[•‣▪*–-]|\d{1,2}[.)])[ \t]*\S[^\n]*){2,}")
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "our", "over", "the", "to",
    "with", "that", "what", "how", "why", "we", "its", "it",
})


def titles(context: Context) -> Iterator[tuple[int, int]]:
    """(start, end) tokens of what is presented as the title of a document; they may overlap."""
    yield from _announced(context)
    yield from _listed(context)
    yield from _quoted(context)
    yield from _marked(context)
    yield from _described(context)
    yield from _headed(context)
    yield from _owned(context)


def _announced(context: Context) -> Iterator[tuple[int, int]]:
    """"its new report, Counting the Cost: why charges fall on the poorest, found …"."""
    doc, lexicon = context.doc, context.lexicon
    announcing, documents = lexicon.words("policies", "announcing"), lexicon.words("policies", "documents")
    for place, word in enumerate(context.words[:-2]):
        if (word not in announcing and word not in documents) or _is_of_post(context, place):
            continue
        following = doc[_past_series(doc, place + 1)]
        if word in announcing and following.text not in {":", ","}:
            start = following.i
        elif following.text in {",", ":", "–", "—"}:
            start = following.i + 1
        elif is_capitalised(following) and (end := _capitals_behind(doc, following.i)):
            if _is_owned(doc, place) and _is_title_like(context, following.i, end, needed=0.8):
                yield following.i, end
            continue
        else:
            continue
        end = _title_end(context, start)
        if end - start >= 3 and _is_title_like(context, start, end, needed=0.35):
            yield start, end


def _is_of_post(context: Context, position: int) -> bool:
    """ "Director of Strategy, Partnerships and Change": the word says what somebody directs."""
    words = context.words
    return position > 1 and words[position - 1] == "of" and words[position - 2] in context.lexicon.role_heads


def _is_owned(doc: Doc, position: int) -> bool:
    """ "its report", "Ofsted's new strategy": a word before says whose or that there is one."""
    return any(token.dep_ in {"poss", "det"} for token in doc[position].lefts)


def _capitals_behind(doc: Doc, start: int) -> int:
    """Where the capitalised words from `start` end, small words between them and a colon included; 0 for one alone."""
    end = position = start
    while position < min(len(doc), start + LONGEST) and not doc[position].is_space:
        token = doc[position]
        if is_capitalised(token):
            end = position + 1
        elif token.lower_ not in _SMALL and token.text != ":":
            break
        position += 1
    return end if sum(is_capitalised(token) for token in doc[start:end]) > 1 else 0


def _past_series(doc: Doc, position: int) -> int:
    """Past "of this session", which may stand between the word for a document and its title."""
    words = [token.lower_ for token in doc[position : position + 4]]
    of_this = len(words) == 4 and words[0] == "of" and words[1] in {"this", "the", "its", "our"}
    return position + 3 if of_this and words[3] in {",", ":"} else position


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
            if span is None or not 3 <= len(span) <= LONGEST:
                continue
            if _is_title_like(context, span.start, span.end, needed=0.35):
                yield span.start, span.end


def _quoted(context: Context) -> Iterator[tuple[int, int]]:
    """Words in quotation marks, or in the brackets of a link, near a word for documents."""
    doc = context.doc
    for token in (doc[place] for place, text in enumerate(context.texts[:-2]) if text in _PAIRS):
        end = _closing(doc, token)
        if end is None or end - token.i < 3 or not is_capitalised(doc[token.i + 1]):
            continue
        linked = token.text == "[" or (token.i > 0 and doc[token.i - 1].text == "[")
        start, stop = token.i + 1, _without_author(context, token.i + 1, end) if linked else end
        if stop - start < 3 and not all(is_capitalised(t) for t in doc[start:stop]):
            continue
        if not _is_title_like(context, start, stop, needed=0.1 if linked else 0.5):
            continue
        if _is_presented(context, token.i, end, linked=linked):
            yield start, stop


def _closing(doc: Doc, token: Token) -> int | None:
    """Where the quotation or the bracket ends that a token opens."""
    closing = _PAIRS.get(token.text)
    if closing is None or token.whitespace_:
        return None
    return next((t.i for t in doc[token.i + 1 : token.i + LONGEST] if t.text == closing), None)


def _without_author(context: Context, start: int, end: int) -> int:
    """Where a link's title ends: before "by the Mossbank Trust", or a comma and a body."""
    doc, kinds = context.doc, context.lexicon.kinds
    for token in doc[start + 1 : end - 1]:
        following = doc[token.i + 1 + (doc[token.i + 1].lower_ == "the")]
        ent = context.ents.get(following.i)
        is_body = ent is not None and context.lexicon.labels.get(ent.label_) == kinds.body and ent.end >= end - 1
        known = {row.type for row in context.lexicon.registered(doc[following.i : end].text)}
        if (is_body or kinds.body in known) and token.text in {",", "by"}:
            return token.i
    return end


def _is_presented(context: Context, start: int, end: int, *, linked: bool) -> bool:
    """Whether what stands around a quotation says that it is a title: a word for documents, a release, an imprint."""
    doc, lexicon = context.doc, context.lexicon
    if _near_document(context, start, end):
        return True
    behind = [token for token in doc[end + 1 : end + 9] if not token.is_punct and not token.is_space]
    if linked and behind and behind[0].lower_ == "by":
        return True
    released = lexicon.words("policies", "released")
    words = [token.lower_ for token in behind[:3]]
    if len(words) == 3 and behind[0].lemma_ == "be" and words[1] in released and words[2] in {"by", "in"}:
        return True
    return doc[end + 1 : end + 2].text == "(" and any(_YEAR.fullmatch(token.text) for token in doc[end + 2 : end + 9])


def _marked(context: Context) -> Iterator[tuple[int, int]]:
    """Italics and links: a title where a word for documents is near, or where every word is capitalised."""
    doc = context.doc
    for start, end in doc.user_data.get("kg_marks", ()):
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None or not 2 <= len(span) <= LONGEST or not is_capitalised(span[0]) or _is_imprint(context, span):
            continue
        if _is_title_like(context, span.start, span.end, needed=0.5) and _near_document(context, span.start, span.end):
            yield span.start, span.end


def _is_imprint(context: Context, span: Span) -> bool:
    """ "Mossbank Institute, May 2021": who published it, and when."""
    return any(token.text == "," and context.is_date(token.i + 1) for token in span[1:-1])


def _described(context: Context) -> Iterator[tuple[int, int]]:
    """ "publishes No Way Home, the first report of", "Cold Comfort: the price of poor renting, published by"."""
    doc, lexicon = context.doc, context.lexicon
    released = lexicon.words("policies", "released")
    for comma in (doc[place] for place, text in enumerate(context.texts[:-2]) if text in {",", "("} and place > 1):
        following = [token.lower_ for token in doc[comma.i + 1 : comma.i + 9]]
        noun = following[0] in {"a", "an", "the", "its", "their", "our"} and any(
            _is_document(token, lexicon) for token in doc[comma.i + 2 : comma.i + 8])
        if not noun and not (following[0] in released and "by" in following):
            continue
        start = _capitals_before(doc, comma.i, leading=lexicon.words("classes", "leading"))
        words = [token for token in doc[start : comma.i] if token.is_alpha]
        if len(words) < 2 or words[-1].lower_ in lexicon.org_heads or _is_by_somebody(context, start, comma.i):
            continue
        if _is_title_like(context, start, comma.i, needed=0.6):
            yield start, comma.i


def _is_by_somebody(context: Context, start: int, end: int) -> bool:
    """ "Sponsored by Mossbank Homes, the programme": a participle and a name are no title."""
    ent = context.ents.get(end - 1)
    return ent is not None and ent.start > start and context.words[ent.start - 1] == "by"


def _capitals_before(doc: Doc, end: int, *, leading: frozenset[str]) -> int:
    """The first token of the capitalised words before `end`, past a subtitle in small letters after a colon.

    Words of `leading` only stand before a title: "Read The Long Wait".
    """
    before = reversed(doc[max(0, end - LONGEST) : end])
    mark = next((t.i for t in before if t.text in {":", ".", ",", ";"} or t.is_space), None)
    start = mark if mark is not None and doc[mark].text == ":" else end
    while start > 0 and (is_capitalised(doc[start - 1]) or doc[start - 1].lower_ in _SMALL):
        start -= 1
    while start < end and not is_capitalised(doc[start]):
        start += 1
    return start + (doc[start].lower_ in leading)


def _headed(context: Context) -> Iterator[tuple[int, int]]:
    """The first line, where the next one says that this is a report of somebody's."""
    doc, lexicon = context.doc, context.lexicon
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", context.text[:2000]))[:2]
    if len(lines) < 2:
        return
    words = re.findall(r"[a-z]+", lines[1].group().casefold())[:6]
    span = doc.char_span(lines[0].start(), lines[0].end(), alignment_mode="contract")
    described = lexicon.words("policies", "documents") | lexicon.words("policies", "digests")
    if span is None or not {"of", "by", "for"} & set(words[1:]) or not described & set(words[:3]):
        return
    if 2 <= len(span) <= LONGEST and _is_title_like(context, span.start, span.end, needed=0.6):
        yield span.start, span.end


def _owned(context: Context) -> Iterator[tuple[int, int]]:
    """ "the Institute's The Long Wait": only a title has an article behind a possessive."""
    doc = context.doc
    for place, text in enumerate(context.texts[:-3]):
        if text == "The" and place and context.texts[place - 1] in {"'s", "’s"} and not doc[place].is_sent_start:
            end = _capitals_behind(doc, place)
            if end - place > 2:
                yield place, end


def _title_end(context: Context, start: int) -> int:
    """Where a title that began at `start` stops: at a comma, a bracket, a date, the end of the sentence."""
    doc = context.doc
    for token in doc[start : start + LONGEST]:
        if token.text in {",", ".", ";", "(", ")", "“", "”", '"', "?", "!", "–", "—"} or token.is_space:
            return token.i
        if token.lower_ in {"in", "on"} and context.is_date(token.i + 1):
            return token.i
    return start


def _is_title_like(context: Context, start: int, end: int, *, needed: float) -> bool:
    """Begins with a capital, is no name of a person or body, and enough of its words before a colon are capitalised."""
    doc = context.doc
    if not is_capitalised(doc[start]) or (doc[end - 1].is_punct and doc[end - 1].text != "?"):
        return False
    colon = next((t.i for t in doc[start:end] if t.text == ":"), end)
    if _begins_with_name(context, start, end) and colon == end:
        return False
    words = [token for token in doc[start:colon] if token.is_alpha]
    weighty = [token for token in words if token.lower_ not in _SMALL]
    if not weighty or any(token.lower_ in {"he", "she", "they", "we", "i"} for token in words[:1]):
        return False
    share = sum(is_capitalised(token) for token in weighty) / len(weighty)
    return share >= needed or colon < end


def _begins_with_name(context: Context, start: int, end: int) -> bool:
    """Whether somebody or something else is named first: "the report, Dame Jane Roe said"."""
    first, lexicon = context.doc[start], context.lexicon
    if first.text.casefold().rstrip(".") in lexicon.titles or first.text in lexicon.forenames:
        return True
    if first.lower_ in lexicon.role_heads and start + 1 in context.ents:
        return True  # "Mayor Jane Roe"
    ent = context.ents.get(start)
    if ent is None or lexicon.labels.get(ent.label_) == lexicon.kinds.work:
        return False
    return ent.start == start and ent.end < end


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
    if any(_is_document(t, lexicon) for t in before):
        return True
    if any(t.lower_ in lexicon.words("policies", "announcing") for t in before[-1:]):
        return True
    if any(t.lemma_ in lexicon.words("policies", "releasing") for t in before):
        return True
    return any(_is_document(t, lexicon) for t in after)


def _is_document(token: Token, lexicon: Lexicon) -> bool:
    return token.lower_ in lexicon.words("policies", "documents")
