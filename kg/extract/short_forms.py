"""Which forms of bodies, works and places in one document are one name: acronyms, short forms, spellings.

Each rule looks forms up and compares none with all others. What a short form may stand for has to be one thing: where
it fits two names of a document, it is neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.extract.forms import Form, Groups
from kg.extract.lexicon import Lexicon, normalise
from kg.extract.names.acronyms import initials_of, letters_of
from kg.ontology import RegisterEntry

Key = tuple[str, str]
"""Type and normalised text of a form."""

_SMALL = frozenset({"and", "of", "for", "the"})


def groups_of(forms: Sequence[Form], brackets: set[tuple[str, str]], lexicon: Lexicon) -> Groups:
    """The forms of one document in groups.

    Args:
        forms: Of bodies, works and places.
        brackets: Normalised (long, short) where the document explains the short one in brackets.
        lexicon: The vocabulary.
    """
    by_text = {(form.type, normalise(form.text)): form for form in forms}
    groups = Groups(forms, _explained(by_text, brackets))
    for rule in (_of_one_row, _spelt, _areas):
        for one, other in rule(forms, lexicon):
            groups.join(one, other)
    short_of: dict[int, list[Form]] = defaultdict(list)
    parts, titles = _parts_of_names(forms, by_text, lexicon), _titles(forms, by_text, lexicon)
    shortened = (*parts, *titles, *_thinned(forms, lexicon))
    for long, short in shortened:
        short_of[id(short)].append(long)
    for short in sorted(forms, key=lambda form: -len(form.words)):
        fitting = [long for long in short_of[id(short)] if not _are_two_rows(long, short, lexicon)]
        if fitting and groups.are_one(fitting):
            groups.join(fitting[0], short)
    for long, short in _described(forms, by_text, groups, lexicon):
        groups.join(long, short)
    return groups


def _explained(by_text: Mapping[Key, Form], brackets: set[tuple[str, str]]) -> Iterator[tuple[Form, Form]]:
    for long, short in sorted(brackets):
        for type_ in sorted({key[0] for key in by_text}):
            if (type_, long) in by_text and (type_, short) in by_text:
                yield by_text[type_, long], by_text[type_, short]


def _of_one_row(forms: Iterable[Form], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """Forms that one row of a register holds, and no other row."""
    first: dict[RegisterEntry, Form] = {}
    for form in forms:
        row = _row(form, lexicon)
        if row is not None:
            yield first.setdefault(row, form), form


def _row(form: Form, lexicon: Lexicon) -> RegisterEntry | None:
    rows = [row for row in lexicon.registered(form.text) if row.type == form.type]
    return rows[0] if len(rows) == 1 else None


def _are_two_rows(one: Form, other: Form, lexicon: Lexicon) -> bool:
    first, second = _row(one, lexicon), _row(other, lexicon)
    return first is not None and second is not None and first != second


def _spelt(forms: Iterable[Form], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """An acronym and the only longer form whose initials spell it: "DfRR" for "Department for Roads and Rivers"."""
    long: dict[Key, list[Form]] = defaultdict(list)
    acronyms: list[Form] = []
    for form in forms:
        if form.is_acronym:
            acronyms.append(form)
        elif len(form.words) > 1:
            for initials in initials_of(form.words) | initials_of(word for word in form.words if word != "and"):
                long[form.type, initials].append(form)
    for short in acronyms:
        spelt = long.get((short.type, letters_of(short.words[0])), ())
        if len(spelt) == 1:
            yield spelt[0], short


def _areas(forms: Iterable[Form], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """A body of several areas and the form that has their initials: "TVD ICB"."""
    long: dict[str, list[Form]] = defaultdict(list)
    bodies = [form for form in forms if form.type == lexicon.kinds.body and len(form.words) > 1]
    for form in bodies:
        for short in lexicon.by_initials(form.text):
            long[short].append(form)
    for form in bodies:
        fitting = long.get(lexicon.spelt_out(form.text), ()) if form.words[0].isupper() else ()
        if len(fitting) == 1:
            yield fitting[0], form


def _parts_of_names(
    forms: Iterable[Form], by_text: Mapping[Key, Form], lexicon: Lexicon,
) -> Iterator[tuple[Form, Form]]:
    for long in forms:
        for short in _parts(long, by_text):
            if is_short_form(long, short, by_text, lexicon):
                yield long, short


def _titles(
    forms: Iterable[Form], by_text: Mapping[Key, Form], lexicon: Lexicon,
) -> Iterator[tuple[Form, Form]]:
    """A work and its title without the subtitle: "The Long Wait" for "The Long Wait: why trains are late"."""
    for form in forms:
        title, _, subtitle = form.text.partition(":")
        short = by_text.get((form.type, normalise(title))) if subtitle else None
        if short is not None and form.type == lexicon.kinds.work:
            yield form, short


def _parts(form: Form, by_text: Mapping[Key, Form]) -> Iterator[Form]:
    """Other forms that are the first or the last words of a form."""
    for cut in range(1, len(form.words)):
        for words in (form.words[:cut], form.words[cut:]):
            part = by_text.get((form.type, normalise(" ".join(words))))
            if part is not None and part is not form:
                yield part


def is_short_form(long: Form, short: Form, by_text: Mapping[Key, Form], lexicon: Lexicon) -> bool:
    """Whether `short` is `long` without words that any body could have, or without the body it belongs to.

    "Harbour Teaching Hospitals" for "Harbour Teaching Hospitals NHS Trust", "Ageing Network" for "HTA Ageing Network".
    """
    small = [word.casefold() for word in short.words]
    big = [word.casefold() for word in long.words]
    if len(small) >= len(big) or long.type == lexicon.kinds.place:
        return False
    generic = lexicon.words("organisations", "generic")
    if big[: len(small)] == small and all(word in generic for word in big[len(small) :]):
        return not all(word in generic for word in small) and small[-1] not in lexicon.words("organisations", "whole")
    if len(small) < 2 or big[-len(small) :] != small:
        return False
    before = normalise(" ".join(big[: -len(small)]).removesuffix("’s").removesuffix("'s").strip())
    if any((type_, before) in by_text for type_ in vars(lexicon.kinds).values()):
        return True
    return small[-1] in lexicon.policy_heads and short.type == lexicon.kinds.work


def _thinned(forms: Iterable[Form], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """A body and the form without some words that any body may have: "Tarn Council" for "Tarn Borough Council"."""
    left_out = lexicon.words("organisations", "generic") | _SMALL
    by_core: dict[tuple[str, ...], list[tuple[list[str], Form]]] = defaultdict(list)
    for form in forms:
        words = lexicon.spelt_out(form.text).split()
        core = tuple(word for word in words if word not in left_out)
        if form.type == lexicon.kinds.body and core and len(words) > 1:
            by_core[core].append((words, form))
    for alike in by_core.values():
        for (words, short), (more, long) in combinations(sorted(alike, key=lambda item: len(item[0])), 2):
            rest = iter(more)
            if len(words) < len(more) and words[-1] == more[-1] and all(word in rest for word in words):
                yield long, short


def _described(
    forms: Iterable[Form], by_text: Mapping[Key, Form], groups: Groups, lexicon: Lexicon,
) -> Iterator[tuple[Form, Form]]:
    """A body and the first word of its name, where the rest says what it does: "Mossbank" for "Mossbank Homes Trust".

    No other body and no place of the document may begin or be called so.
    """
    beginning: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.type == lexicon.kinds.body and len(form.words) > 1:
            beginning[normalise(form.words[0])].append(form)
    heads, known = lexicon.org_heads, lexicon.words("organisations", "generic")
    describing = known | heads | lexicon.words("organisations", "describing")
    for first, long in beginning.items():
        short = by_text.get((lexicon.kinds.body, first))
        if short is None or (lexicon.kinds.place, first) in by_text or first in describing or short.is_acronym:
            continue
        rests = [[word.casefold() for word in form.words[1:]] for form in long]
        is_said = any(rest[-1] in known | heads and all(word in describing for word in rest) for rest in rests)
        if is_said and groups.are_one(long) and not _are_two_rows(long[0], short, lexicon):
            yield long[0], short
