"""Takes off what stands before and behind a name without being part of it."""

import re

from spacy.tokens import Span

from kg.extract.names.context import Context

_YEAR = re.compile(r"(19|20)\d\d([/–-]\d\d(\d\d)?)?")
_POSSESSIVE = frozenset({"'s", "’s", "’", "'"})
_FUNCTION = frozenset({"ADP", "SCONJ", "ADV", "AUX", "DET", "PRON", "CCONJ", "VERB"})  # coarse parts of speech
_FINITE = frozenset({"VBZ", "VBD", "MD"})  # fine ones


def trim(context: Context, start: int, end: int) -> Span | None:
    """Without words that only begin a sentence, titles, roles before a name, letters after it; with the year of an Act.

    Nothing is left of what names a body's product.
    """
    doc, lexicon = context.doc, context.lexicon
    if _is_product(context, start, end):
        return None
    end = _trim_end(context, start, end)
    start = _trim_start(context, start, end)
    if start >= end:
        return None
    end += _owns_nothing(context, start, end)
    words = list(context.words[start:end])
    if " ".join(context.texts[end : end + 2]) in lexicon.words("policies", "lower_tails"):
        end += 2
    if lexicon.head(words, lexicon.policy_heads):
        start, end = _with_years(context, start, end)
    return Span(doc, start, end)


def _with_years(context: Context, start: int, end: int) -> tuple[int, int]:
    """With the year before or behind a policy, or the years that it lasts: "10 Year Plan", "Water Strategy 2023-28"."""
    doc = context.doc
    if end < len(doc) and _YEAR.fullmatch(context.texts[end]):
        spanned = end + 2 < len(doc) and not doc[end].whitespace_ and context.texts[end + 1] in {"-", "–", "/"}
        end += 3 if spanned and context.texts[end + 2].isdigit() else 1
    if start and _YEAR.fullmatch(context.texts[start - 1]):
        return start - 1, end
    if context.words[start] == "year" and start:
        number = start - 1 - (start > 1 and context.texts[start - 1] == "-")
        start = number if doc[number].like_num else start
    return start, end


def last_word(context: Context, start: int, end: int) -> int:
    """The first token of the last word, which may be hyphenated."""
    position = end - 1
    while position - 2 >= start and context.texts[position - 1] == "-":
        position -= 2
    return position


def is_title(context: Context, position: int) -> bool:
    """Whether the token is a form of address ("Dr")."""
    return context.texts[position].casefold().rstrip(".") in context.lexicon.titles


def _is_product(context: Context, start: int, end: int) -> bool:
    """Whether the last word, or a small one behind, is a word for products: "NHS App" names no body."""
    doc, products = context.doc, context.lexicon.words("classes", "products")
    if end - start > 1 and context.words[end - 1] in products:
        return True
    if end - start > 1 or end == len(doc):
        return False
    numbered = context.texts[end].isdigit() and len(doc[end]) > 1 and not _YEAR.fullmatch(context.texts[end])
    return context.words[end] in products or numbered


def _trim_end(context: Context, start: int, end: int) -> int:
    doc = context.doc
    after = context.lexicon.words("people", "letters_after")
    while end - start > 1:
        last = doc[end - 1]
        cut = last.text in after or last.is_punct or last.text in _POSSESSIVE
        if not cut and not _is_trailing(context, start, end):
            break
        end -= 1
    return end


def _owns_nothing(context: Context, start: int, end: int) -> bool:
    """Whether a possessive behind belongs to the name, as nothing follows that it could own: "Barlow's runs"."""
    doc = context.doc
    if context.between(end, end + 1) not in {"'s", "’s"} or context.texts[end - 1].isupper() or end - start > 1:
        return False
    return end + 1 == len(doc) or context.texts[end + 1] in {".", ",", ";", ")", "and"} or doc[end + 1].tag_ in _FINITE


def _is_trailing(context: Context, start: int, end: int) -> bool:
    """Whether the last word only says what of a body is meant: its chair, event, research, bodies of its kind."""
    lexicon, last = context.lexicon, context.words[end - 1]
    if lexicon.registered(context.between(start, end)) or context.texts[end - 2] in _POSSESSIVE:
        return False
    rest = context.between(start, end - 1)
    rows = lexicon.registered(rest)
    known = bool(rows) or context.words[end - 2] in lexicon.org_heads
    if last in lexicon.words("classes", "things"):
        weak = context.words[end - 2] in lexicon.words("organisations", "weak_heads")
        return bool(rows) or rest.isupper() or (known and not weak)
    if last in lexicon.words("policies", "documents") and end - start > 2:
        return known if last not in lexicon.policy_heads else any(row.type == lexicon.kinds.body for row in rows)
    if last in lexicon.role_heads - lexicon.org_heads:
        return True
    if last in lexicon.role_words and end < len(context.doc) and context.words[end] in lexicon.role_heads:
        return rest.isupper() or known
    return last.endswith("s") and last[:-1] in lexicon.org_heads and last not in lexicon.org_heads and rest.isupper()


def _trim_start(context: Context, start: int, end: int) -> int:
    lexicon = context.lexicon
    while start < end and _is_leading(context, start, end):
        start += 1
    words = list(context.words[start:end])
    addressed = words and words[0].rstrip(".") in lexicon.titles_he | lexicon.titles_she
    if lexicon.head(words, lexicon.all_heads) and not addressed:
        return start  # "General Data Regulation" addresses no general, but "Sir John Grant" is a man
    if "of" in words[1:-1] and words[words.index("of") - 1] in lexicon.org_openers:
        return start  # "HM Inspectorate of Prisons"
    titled = start
    while titled < end and is_title(context, titled):
        titled += 1
    if start < titled < end:  # the title belongs to the form only where a surname alone follows
        return titled - 1 if last_word(context, titled, end) == titled else titled
    return start


def _is_leading(context: Context, start: int, end: int) -> bool:
    """Whether the first token only stands before the name: an article, the first word of a sentence."""
    doc, lexicon = context.doc, context.lexicon
    token = doc[start]
    if token.lower_ == "the":
        return not _keeps_article(context, start, end)
    if token.is_punct or not context.capitals[start]:
        return True
    if end - start > 1 and lexicon.registered(context.between(start, end)):
        return False
    if token.lower_ in lexicon.class_words and context.is_date(start) and start and doc[start - 1].pos_ == "ADP":
        return end - start > 1
    begins = token.is_sent_start or doc[start - 1].is_punct or doc[start - 1].is_space
    if begins and token.lower_ in {"a", "an"}:
        return end - start > 1
    leading = lexicon.words("roles", "former") | (lexicon.words("classes", "leading") if begins else frozenset())
    if token.lower_ in leading:
        return True
    return begins and end - start > 1 and not _is_owner(context, start) and _begins_sentence(context, start, end)


def _begins_sentence(context: Context, start: int, end: int) -> bool:
    """Whether the first word of a sentence only has its capital from there: "Meanwhile Ofsted"."""
    doc, lexicon = context.doc, context.lexicon
    token, covered = doc[start], context.covering(start, end) is not None
    if end - start > 2 and context.texts[start + 1] in lexicon.forenames and token.text not in lexicon.forenames:
        return covered  # "Philanthropist Jane Roe"
    if covered and not (token.pos_ == "ADV" and lexicon.registered(context.between(start + 1, end))):
        return False
    return (token.is_stop or token.pos_ in _FUNCTION) and token.text not in lexicon.forenames


def _is_owner(context: Context, start: int) -> bool:
    """Whether a possessive follows that a name may begin with: "His Majesty's"."""
    doc = context.doc
    return start + 2 < len(doc) and context.words[start + 1] in context.lexicon.words("organisations", "owners")


def _keeps_article(context: Context, start: int, end: int) -> bool:
    """"The" with a capital inside a sentence is part of a name ("at The Harbour Centre")."""
    doc = context.doc
    if end - start < 2 or not context.texts[start][0].isupper() or start == 0 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    return not ((before.is_punct and before.text not in {",", "("}) or before.is_space)
