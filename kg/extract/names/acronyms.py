"""Acronyms that a document explains in brackets: of bodies and works, or of kinds of things."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Doc, Span

from kg.extract.lexicon import form_of
from kg.extract.names.context import Context

Types = dict[str, str | None]

_CLOSING = frozenset({")", ";", ","})
_SMALL = frozenset({"of", "and", "for", "the", "-"})


def acronyms(context: Context, spans: Sequence[Span], type_of: Callable[[list[Span]], str | None]) -> Types:
    """Acronyms explained in brackets: form -> the type of what they stand for, None where that is a class.

    "the Harbour Towns Alliance (HTA)" makes HTA a body; "primary care networks (PCNs)" makes PCNs a class. What stands
    in full before the brackets gets the same type.

    Args:
        context: Of the document.
        spans: Candidates in it.
        type_of: Gives the type of a form by all its places.
    """
    doc, found = context.doc, {}
    ends = {span.end: span for span in spans}
    forms: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        forms[form_of(span)].append(span)
    opened = (doc[place + 1] for place, text in enumerate(context.texts[:-2]) if text == "(")
    for token in opened:
        if doc[token.i + 1].text not in _CLOSING or not _looks_like_acronym(token.text):
            continue
        span = ends.get(token.i - 1)
        if span is not None and _stands_for(token.text, [t.text for t in span]):
            is_class = token.text.endswith("s") or context.lexicon.is_class(span.text)
            type_ = None if is_class else type_of(forms[form_of(span)]) or context.lexicon.kinds.body
            found[form_of(doc[token.i : token.i + 1])] = found[form_of(span)] = type_
        elif _expands_lower(doc, token.i):
            found[token.text.casefold()] = found[token.text.rstrip("s").casefold()] = None
    return found


def _stands_for(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym in brackets stands for the words before: their initials, perhaps without the last one's."""
    return matches_initials(acronym, words) or (len(acronym) > 2 < len(words) and matches_initials(
        acronym, words[: -2 if words[-2].casefold() in _SMALL else -1]))


def matches_initials(acronym: str, words: Iterable[str]) -> bool:
    """Whether the letters of an acronym are the initials of words, small words counting or not.

    >>> matches_initials("HTA", ["Harbour", "Towns", "Alliance"])
    True
    >>> matches_initials("DfT", ["Department", "for", "Transport"])
    True
    >>> matches_initials("HTA", ["Harbour", "Trust"])
    False
    """
    return letters_of(acronym) in initials_of(words)


def letters_of(acronym: str) -> str:
    """The letters that initials are compared with, lower case, without a plural s."""
    return "".join(c.casefold() for c in acronym.rstrip("s") if c.isalnum())


def initials_of(words: Iterable[str]) -> frozenset[str]:
    """What may stand for words: the initials of all of them, and those of the capitalised ones."""
    parts = [part for word in words for part in word.replace("’", "'").split("-") if part[:1].isalnum()]
    every = "".join(part[0].casefold() for part in parts)
    return frozenset({every, "".join(part[0].casefold() for part in parts if part[0].isupper())})


def _expands_lower(doc: Doc, position: int) -> bool:
    """Whether the words before "(ABCs)" spell its letters and are written small."""
    acronym = doc[position].text
    letters = sum(c.isupper() for c in acronym)
    words = [token.text for token in doc[max(0, position - 1 - letters) : position - 1] if not token.is_punct]
    wider = [token.text for token in doc[max(0, position - 3 - letters) : position - 1] if token.text not in _SMALL]
    return any(
        len(tried) == letters and tried[-1].islower() and matches_initials(acronym, [word.title() for word in tried])
        for tried in (words, wider[-letters:])
    )


def _looks_like_acronym(text: str) -> bool:
    return 2 <= len(text) <= 10 and text[0].isupper() and sum(c.isupper() for c in text) >= 2
