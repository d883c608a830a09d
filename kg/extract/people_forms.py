"""Which forms of people's names in one document are one person.

Full names are compared by surname, forename, middle name and what follows ("Jr"). Surnames and forenames alone go to
the full name that they belong to, each place by itself: of two people of a surname a title tells which one may be
meant, and of those that remain the one named last is.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span

from kg.extract.forms import Form, Groups
from kg.extract.lexicon import Lexicon


@dataclass(frozen=True)
class _Name:
    """The parts of a full name, in lower case; `forename` and `middle` may be initials."""

    forename: str
    middle: str
    surname: str
    generation: str
    form: Form

    @classmethod
    def of(cls, form: Form, lexicon: Lexicon) -> "_Name":
        words = [word.casefold().rstrip(".,") for word in form.words]
        after = next((size for size in (2, 1) if " ".join(words[-size:]) in lexicon.generations), 0)
        kept = words[: len(words) - after] if len(words) > after + 1 else words
        forename, *middle = (kept[0].replace(".", ""), *kept[1:-1])
        if form.words[0].isupper() and 1 < len(forename) < 4 and not form.words[len(kept) - 1].isupper():
            forename, *middle = (*forename, *middle)  # "JK Roe"
        return cls(forename, middle[0] if middle else "", kept[-1], " ".join(words[len(kept) :]), form)


def people_of(forms: Sequence[Form], lexicon: Lexicon) -> Iterator[list[Span]]:
    """The places of each person, in text order."""
    surnames = _surnames(forms, lexicon)
    full = [form for form in forms if len(form.words) > 1 and id(form) not in surnames]
    people = _People([list(group) for group in Groups(full, _same_people(full, lexicon))], lexicon)
    for form in forms:
        if len(form.words) == 1 or id(form) in surnames:
            for span in form.spans:
                people.add(form.text.casefold(), span)
    yield from people.spans()


def _surnames(forms: Iterable[Form], lexicon: Lexicon) -> set[int]:
    """Forms of several words that are the surname of a longer one: "van der Berg", not "Anne Roe"."""
    tails = {words[start:] for form in forms if len(words := _folded(form)) > 2 for start in range(1, len(words) - 1)}
    return {
        id(form) for form in forms
        if len(form.words) > 1 and _folded(form) in tails and form.words[0].title() not in lexicon.forenames
    }


def _folded(form: Form) -> tuple[str, ...]:
    return tuple(word.casefold() for word in form.words)


def _same_people(forms: Iterable[Form], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """Pairs of full names of one person: equal ends, a short forename, an initial that fits one forename only."""
    families: dict[tuple[str, str], dict[str, list[_Name]]] = defaultdict(lambda: defaultdict(list))
    for form in forms:
        name = _Name.of(form, lexicon)
        families[name.surname, name.generation][name.forename].append(name)
    for family in families.values():
        for names in family.values():
            yield from _same_middle(names)
        full = {forename: _full_forename(forename, family, lexicon) for forename in family}
        for short, long in full.items():
            others = {other for name, other in full.items() if len(name) > 1 and name[:1] == short}
            partner = min(others) if len(short) == 1 and len(others) == 1 else long
            if partner != short:
                yield from _same_middle([family[short][0], family[partner][0]])


def _same_middle(names: Sequence[_Name]) -> Iterator[tuple[Form, Form]]:
    """Names of one forename are one person's, but where two middle names differ only those that agree in theirs."""
    by_middle: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        by_middle[name.middle[:1]].append(name)
    alike = [list(names)] if len(by_middle.keys() - {""}) < 2 else list(by_middle.values())
    for group in alike:
        yield from ((one.form, other.form) for one, other in pairwise(group))


def _full_forename(forename: str, family: Mapping[str, object], lexicon: Lexicon) -> str:
    """What a forename is short for in a document, where that is one name; otherwise the forename itself."""
    found = [long for long in sorted(lexicon.long_forenames(forename)) if long in family]
    return found[0] if len(found) == 1 else forename


class _People:
    """The people of a document, to whom places with a part of a name are given one by one."""

    def __init__(self, groups: Sequence[Sequence[Form]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._spans = [[span for form in group for span in form.spans] for group in groups]
        self._starts = [sorted(span.start for span in spans) for spans in self._spans]
        self._titles = [{title for span in spans for title in self._titles_of(span)} for spans in self._spans]
        self._sexes = [self._sex_of(group, titles) for group, titles in zip(groups, self._titles, strict=True)]
        self._by_surname: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_forename: dict[str, dict[int, None]] = defaultdict(dict)
        for place, form in ((place, form) for place, group in enumerate(groups) for form in group):
            name, words = _Name.of(form, lexicon), _folded(form)
            for start in range(1, len(words)):
                self._by_surname[" ".join(words[start:])][place] = None
            self._by_surname[name.surname][place] = None
            self._by_forename[words[0]][place] = None
        self._loose: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))

    def add(self, word: str, span: Span) -> None:
        """Gives a place with a surname or a forename alone to whom it may mean, or to those that are only called so."""
        titles = self._titles_of(span)
        sex = self._sex(titles)
        known = list(self._by_surname.get(word) or self._by_forename.get(word) or ())
        fitting = [place for place in known if not sex or self._sexes[place] in {sex, ""}]
        if len(fitting) > 1 and titles & self._words("peerage"):
            honours = self._words("peerage") | self._words("honours")
            fitting = [place for place in fitting if self._titles[place] & honours]
        if fitting:
            self._spans[_last_before(fitting, self._starts, span)].append(span)
        else:
            self._loose[word][sex].append(span)

    def spans(self) -> Iterator[list[Span]]:
        """The places of each person, in text order."""
        for found in (*self._spans, *(spans for by_sex in self._loose.values() for spans in _parted(by_sex))):
            yield sorted(found, key=lambda span: span.start)

    def _titles_of(self, span: Span) -> set[str]:
        """The titles that begin a place or stand before it."""
        words = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
        words += [span[0].lower_] if len(span) > 1 else []
        return {title for word in words if (title := word.rstrip(".")) in self._lexicon.titles}

    def _sex(self, titles: Iterable[str]) -> str:
        he = any(title in self._lexicon.titles_he for title in titles)
        she = any(title in self._lexicon.titles_she for title in titles)
        return "" if he == she else "he" if he else "she"

    def _sex_of(self, group: Iterable[Form], titles: Iterable[str]) -> str:
        forenames = {form.words[0].casefold() for form in group}
        he, she = forenames & self._words("forenames_he"), forenames & self._words("forenames_she")
        return self._sex(titles) or ("" if bool(he) == bool(she) else "he" if he else "she")

    def _words(self, key: str) -> frozenset[str]:
        return self._lexicon.words("people", key)


def _parted(by_sex: Mapping[str, list[Span]]) -> list[list[Span]]:
    """Places of one surname without a full name: Mr and Ms are two, and a bare surname is the one named last."""
    titled = [spans for sex, spans in by_sex.items() if sex]
    bare = by_sex.get("", [])
    if not titled or not bare:
        return [*titled, bare] if bare else titled
    starts = [sorted(span.start for span in spans) for spans in titled]
    for span in bare:
        titled[_last_before(range(len(starts)), starts, span)].append(span)
    return titled


def _last_before(known: Iterable[int], starts: Sequence[Sequence[int]], span: Span) -> int:
    """Of several people the one whose full name was written last before this place, or first in the document."""
    def distance(place: int) -> tuple[bool, int]:
        before = bisect_left(starts[place], span.start)
        return (not before, -starts[place][before - 1] if before else starts[place][0])
    return min(known, key=distance)
