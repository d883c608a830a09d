"""Stretches of a text that are written like names: the candidates that the name component decides on."""

from collections.abc import Iterator

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
        if context.texts[position].islower() or not context.capitals[position]:
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
    words = list(context.texts[first : first + 2])
    if not context.lexicon.may_begin_list(words):
        return None
    for stop in range(min(end, first + LONGEST_LIST), first + 3, -1):
        rows = context.lexicon.registered(context.between(first, stop)) if context.capitals[stop - 1] else ()
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
        if context.capitals[index]:
            return index
        skipped += not _is_hyphen(context, index)
        if context.texts[index].casefold() not in JOINERS or skipped > 2 or _is_dash(context, index):
            return None
    return None


def _past_prefix(context: Context, position: int) -> int:
    """Past the small letters behind a prefix: "Co-operative"."""
    texts = context.texts
    if texts[position - 1].lower() not in _PREFIXES or position + 1 >= len(texts):
        return position
    return position + 2 if _is_hyphen(context, position) and texts[position + 1].islower() else position


def _is_hyphen(context: Context, position: int) -> bool:
    if context.texts[position] != "-" or not position:
        return False
    return not context.doc[position - 1].whitespace_ and not context.doc[position].whitespace_


def _is_dash(context: Context, position: int) -> bool:
    """A hyphen or a stroke with room around it parts what stands on its sides."""
    stroke = context.texts[position] in {"-", "/"}
    return stroke and bool(context.doc[position].whitespace_ or context.doc[position - 1].whitespace_)


def _past_brackets(context: Context, position: int) -> int | None:
    """The token after brackets inside a name: "Leeds and Selby (L&S) Partnership", "Rents (Reform) (Wales) Act"."""
    doc, start = context.doc, position
    while position + 3 < len(doc) and context.texts[position] == "(":
        closing = next((t.i for t in doc[position + 1 : position + 7] if t.text == ")"), None)
        if closing is None or not all(
                context.capitals[place] or context.words[place] in JOINERS for place in range(position + 1, closing)):
            return None
        position = closing + 1
    if position == start or position >= len(doc) or not context.capitals[position] or doc[position].is_sent_start:
        return None
    acronym = position == start + 3 and context.texts[start + 1].isupper()
    return position if acronym or context.words[position] in context.lexicon.policy_heads else None


def _cuts(context: Context, first: int, position: int, end: int) -> bool:
    """Whether the token at `position` separates the name that began at `first` from what follows."""
    if context.capitals[position] and context.texts[position].casefold() not in JOINERS:
        return position > first and _is_headline_verb(context, position)
    if _past_prefix(context, position - 1) > position:
        return False
    if context.texts[position] in {"(", ")"} or _is_hyphen(context, position) or context.texts[position - 1] == "(":
        return False
    if _is_dash(context, position) or context.is_date(position + 1):
        return True
    if position == first or not _has_capital(context, position + 1, end):
        return True
    left, right = (first, position), (_after(context, position), end)
    if context.capitals[position] and context.texts[position - 1].casefold() != "and":
        return False  # "The" inside a title
    return not joins(context, left, right, context.texts[position].casefold())


def _is_headline_verb(context: Context, position: int) -> bool:
    """Whether a word in capitals is what a body does, as every word of a headline has one: "Trust Launches Plan"."""
    stem = context.words[position].removesuffix("s")
    released = {stem, stem.removesuffix("e")} & context.lexicon.words("policies", "releasing")
    return bool(released) and stem != context.words[position] and position + 1 < len(context.doc) and is_capitalised(
        context.doc[position + 1])


def _after(context: Context, position: int) -> int:
    while not context.capitals[position]:
        position += 1
    return position


def _has_capital(context: Context, start: int, end: int) -> bool:
    return any(context.capitals[i] for i in range(start, end))
