"""Stretches of a text that are written like names: the candidates that the name component decides on."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.names.context import Context, is_capitalised
from kg.extract.names.joins import JOINERS, joins

LONGEST = 60
"""Tokens of a run: a text in capitals throughout is not one name, and looking at its end from every word takes long."""

LONGEST_LIST = 16
"""Tokens of a registered name that lists places."""


_PREFIXES = frozenset({"anti", "co", "inter", "multi", "non", "post", "pre", "re", "self"})


def runs(context: Context) -> Iterator[tuple[int, int]]:
    """Maximal (start, end) of capitalised tokens and the small words between them."""
    doc, position = context.doc, 0
    while position < len(doc):
        if context.texts[position].islower() or not is_capitalised(doc[position]):
            position += 1
            continue
        end = _past_prefix(context, position + 1)
        while end - position < LONGEST and (following := _next_capital(context, end)) is not None:
            end = _past_prefix(context, following + 1)
        yield position, end
        position = end


def segments(context: Context) -> Iterator[tuple[int, int]]:
    """Runs cut where their small words separate names instead of joining them."""
    for start, end in runs(context):
        first = start
        for position in range(start, end):
            if position == first and (stop := _registered_end(context, first, end)):
                yield first, stop
                first = stop
            if position < first:
                continue
            if _cuts(context, first, position, end):
                if position > first:
                    yield first, position
                first = position + 1
        if first < end:
            yield first, end


def _registered_end(context: Context, first: int, end: int) -> int | None:
    """Where a name of several parts ends that a register holds: "Leeds, Bradford and Selby Care Board"."""
    words = [token.text for token in context.doc[first : first + 2]]
    if not context.lexicon.may_begin_list(words):
        return None
    for stop in range(min(end, first + LONGEST_LIST), first + 3, -1):
        rows = context.lexicon.registered(context.doc[first:stop].text) if is_capitalised(context.doc[stop - 1]) else ()
        if any(row.type != context.lexicon.kinds.place for row in rows):
            return stop
    return None


def _next_capital(context: Context, position: int) -> int | None:
    """The capitalised token that goes on a run at `position`, past at most two small words; hyphens do not count."""
    doc, skipped = context.doc, 0
    if (bracketed := _past_brackets(context, position)) is not None:
        return bracketed
    for index in range(position, min(position + 5, len(doc))):
        if doc[index].is_sent_start and index == position and doc[index - 1].is_space:
            return None
        if is_capitalised(doc[index]):
            return index
        skipped += not _is_hyphen(doc, index)
        if doc[index].text.casefold() not in JOINERS or skipped > 2 or _is_dash(doc, index):
            return None
    return None


def _past_prefix(context: Context, position: int) -> int:
    """Past the small letters behind a prefix: "Co-operative"."""
    texts = context.texts
    if texts[position - 1].lower() not in _PREFIXES or position + 1 >= len(texts):
        return position
    return position + 2 if _is_hyphen(context.doc, position) and texts[position + 1].islower() else position


def _is_hyphen(doc: Doc, position: int) -> bool:
    if doc[position].text != "-" or not position:
        return False
    return not doc[position - 1].whitespace_ and not doc[position].whitespace_


def _is_dash(doc: Doc, position: int) -> bool:
    """A hyphen or a stroke with room around it parts what stands on its sides."""
    return doc[position].text in {"-", "/"} and bool(doc[position].whitespace_ or doc[position - 1].whitespace_)


def _past_brackets(context: Context, position: int) -> int | None:
    """The token after brackets inside a name: "Leeds and Selby (L&S) Partnership", "Rents (Reform) (Wales) Act"."""
    doc, start = context.doc, position
    while position + 3 < len(doc) and doc[position].text == "(":
        closing = next((t.i for t in doc[position + 1 : position + 7] if t.text == ")"), None)
        if closing is None or not all(is_capitalised(t) or t.lower_ in JOINERS for t in doc[position + 1 : closing]):
            return None
        position = closing + 1
    if position == start or position >= len(doc) or not is_capitalised(doc[position]) or doc[position].is_sent_start:
        return None
    acronym = position == start + 3 and doc[start + 1].text.isupper()
    return position if acronym or doc[position].lower_ in context.lexicon.policy_heads else None


def _cuts(context: Context, first: int, position: int, end: int) -> bool:
    """Whether the token at `position` separates the name that began at `first` from what follows."""
    doc = context.doc
    if is_capitalised(doc[position]) and doc[position].text.casefold() not in JOINERS:
        return position > first and _is_headline_verb(context, position)
    if _past_prefix(context, position - 1) > position:
        return False
    if doc[position].text in {"(", ")"} or _is_hyphen(doc, position) or doc[position - 1].text == "(":
        return False
    if _is_dash(doc, position) or context.is_date(position + 1):
        return True
    if position == first or not _has_capital(doc, position + 1, end):
        return True
    left, right = (first, position), (_after(doc, position), end)
    if is_capitalised(doc[position]) and doc[position - 1].text.casefold() != "and":
        return False  # "The" inside a title
    return not joins(context, left, right, doc[position].text.casefold())


def _is_headline_verb(context: Context, position: int) -> bool:
    """Whether a word in capitals is what a body does, as every word of a headline has one: "Trust Launches Plan"."""
    stem = context.words[position].removesuffix("s")
    released = {stem, stem.removesuffix("e")} & context.lexicon.words("policies", "releasing")
    return bool(released) and stem != context.words[position] and position + 1 < len(context.doc) and is_capitalised(
        context.doc[position + 1])


def _after(doc: Doc, position: int) -> int:
    while not is_capitalised(doc[position]):
        position += 1
    return position


def _has_capital(doc: Doc, start: int, end: int) -> bool:
    return any(is_capitalised(doc[i]) for i in range(start, end))
