"""The component that joins the names of one document which mean the same: clusters of mentions.

Each rule is a small function that says for two forms of one type whether they are one name; forms, not places, are
joined, so that a form means one entity in one document. The exception are surnames that two people share: there each
place goes to the person named last.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.lexicon import Lexicon, normalise
from kg.extract.names.acronyms import initials_of, letters_of
from kg.model import Cluster, Mention
from kg.ontology import RegisterEntry

Key = tuple[str, str]
"""Type and normalised text of a form."""


@Language.factory(
    "kg_coreference",
    default_config={"ontology": None},
    requires=["doc.ents"],
    assigns=["doc._.kg_clusters"],
)
def make_coreference(nlp: Language, name: str, ontology: str | None) -> "Coreference":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    return Coreference(Lexicon.load(ontology))


@dataclass(frozen=True)
class Form:
    """One way in which a document writes a name, with all places of it; `words` leave out titles and "the"."""

    type: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_acronym(self) -> bool:
        return len(self.words) == 1 and sum(letter.isupper() for letter in self.words[0]) >= 2


class Coreference:
    """Sets `doc._.kg_clusters`: a tuple of `Cluster`, in the order of their first mentions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        if not Doc.has_extension("kg_clusters"):
            Doc.set_extension("kg_clusters", default=())

    def __call__(self, doc: Doc) -> Doc:
        groups = sorted(self._groups(doc), key=lambda spans: spans[0].start)
        doc._.kg_clusters = tuple(self._cluster(f"c{number}", spans) for number, spans in enumerate(groups))
        return doc

    def _groups(self, doc: Doc) -> Iterator[list[Span]]:
        forms = self._forms(doc.ents)
        yield from self._people([form for form in forms if form.type == self.lexicon.kinds.person])
        others = [form for form in forms if form.type != self.lexicon.kinds.person]
        for group in join(others, pairs(others, set(_bracketed(doc)), self.lexicon)):
            yield sorted((span for form in group for span in form.spans), key=lambda span: span.start)

    def _forms(self, spans: Iterable[Span]) -> list[Form]:
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for span in spans:
            found[span.label_, self.lexicon.spelt_out(" ".join(self._words(span)))].append(span)
        return [Form(type_, self._words(places[0]), tuple(places)) for (type_, _), places in found.items()]

    def _words(self, span: Span) -> tuple[str, ...]:
        is_person = span.label_ == self.lexicon.kinds.person
        words = span.text.split() if is_person else [token.text for token in span if not token.is_space]
        titles = self.lexicon.titles | {"the"} if is_person else {"the"}
        while len(words) > 1 and words[0].casefold().rstrip(".") in titles:
            words.pop(0)
        return tuple(words)

    def _people(self, forms: list[Form]) -> Iterator[list[Span]]:
        """Full names first; then each surname or forename alone goes to the full name that it belongs to."""
        groups = join([form for form in forms if len(form.words) > 1], self._same_people(forms))
        spans = [[span for form in group for span in form.spans] for group in groups]
        owners: dict[str, dict[int, None]] = defaultdict(dict)  # surname or forename -> places of groups
        for end in (-1, 0):
            for place, group in enumerate(groups):
                for form in group:
                    owners[f"{end} {form.words[end].casefold()}"][place] = None
        loose: dict[str, list[Span]] = defaultdict(list)
        starts = [sorted(span.start for span in found) for found in spans]
        for form in (form for form in forms if len(form.words) == 1):
            word = form.text.casefold()
            known = list(owners.get(f"-1 {word}") or owners.get(f"0 {word}") or ())
            for span in form.spans:
                (spans[_last_before(known, starts, span)] if known else loose[word]).append(span)
        for found in (*spans, *loose.values()):
            yield sorted(found, key=lambda span: span.start)

    def _same_people(self, forms: Iterable[Form]) -> Iterator[tuple[Form, Form]]:
        """Pairs of full names of one person: equal ends, a short forename, an initial that fits one forename only."""
        surnames: dict[str, dict[str, Form]] = defaultdict(dict)
        for form in (form for form in forms if len(form.words) > 1):
            first = form.words[0].casefold().rstrip(".")
            known = surnames[form.words[-1].casefold()]
            for other in (first, *self.lexicon.nicknames(first)):
                if other in known:
                    yield known[other], form
            known.setdefault(first, form)
        for known in surnames.values():
            by_initial: dict[str, list[str]] = defaultdict(list)
            for first in known:
                by_initial[first[:1]].append(first)
            for initial, firsts in by_initial.items():
                if initial in known and len(firsts) == 2:
                    yield known[firsts[0]], known[firsts[1]]

    def _cluster(self, id_: str, spans: Sequence[Span]) -> Cluster:
        mentions = tuple(Mention(span.start_char, span.end_char, span.text) for span in spans)
        names = [(len(self._words(span)), -span.start, span) for span in spans]
        fullest = max(names)[2]
        words = self._words(fullest)
        is_person = fullest.label_ == self.lexicon.kinds.person
        name = " ".join(words) if is_person and len(words) > 1 else fullest.text
        return Cluster(id_, spans[0].label_, " ".join(name.split()), mentions)


def join(forms: Sequence[Form], same: Iterable[tuple[Form, Form]]) -> list[list[Form]]:
    """Groups of forms such that neighbours are a pair of `same`; the order of the forms is kept."""
    group_of = {id(form): [form] for form in forms}
    for one, other in same:
        small, large = sorted((group_of[id(one)], group_of[id(other)]), key=len)
        if small is not large:
            large.extend(small)
            group_of.update((id(form), large) for form in small)
    return list({id(group): group for group in group_of.values()}.values())


def pairs(forms: Sequence[Form], brackets: set[tuple[str, str]], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """Pairs of forms of bodies, works and places that are one name; each is looked up, none compared with all others.

    Args:
        forms: Of one document.
        brackets: Normalised (long, short) where the document explains the short one in brackets.
        lexicon: The vocabulary.
    """
    by_text = {(form.type, normalise(form.text)): form for form in forms}
    yield from _explained(by_text, brackets)
    yield from _of_one_row(forms, lexicon)
    yield from _spelt(forms)
    for long in forms:
        for short in _parts(long, by_text):
            if is_short_form(long, short, by_text, lexicon):
                yield long, short


def _explained(by_text: Mapping[Key, Form], brackets: set[tuple[str, str]]) -> Iterator[tuple[Form, Form]]:
    for long, short in sorted(brackets):
        for type_ in sorted({key[0] for key in by_text}):
            if (type_, long) in by_text and (type_, short) in by_text:
                yield by_text[type_, long], by_text[type_, short]


def _of_one_row(forms: Iterable[Form], lexicon: Lexicon) -> Iterator[tuple[Form, Form]]:
    """Forms that one row of a register holds, and no other row."""
    first: dict[RegisterEntry, Form] = {}
    for form in forms:
        rows = [row for row in lexicon.registered(form.text) if row.type == form.type]
        if len(rows) == 1:
            yield first.setdefault(rows[0], form), form


def _spelt(forms: Iterable[Form]) -> Iterator[tuple[Form, Form]]:
    """An acronym and the only longer form whose initials spell it."""
    long: dict[tuple[str, str], list[Form]] = defaultdict(list)
    acronyms: list[Form] = []
    for form in forms:
        if form.is_acronym:
            acronyms.append(form)
        elif len(form.words) > 1:
            for initials in initials_of(form.words):
                long[form.type, initials].append(form)
    for short in acronyms:
        spelt = long.get((short.type, letters_of(short.words[0])), ())
        if len(spelt) == 1:
            yield spelt[0], short


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
        return not all(word in generic for word in small)
    if len(small) < 2 or big[-len(small) :] != small:
        return False
    before = normalise(" ".join(big[: -len(small)]).removesuffix("’s").removesuffix("'s").strip())
    if any((type_, before) in by_text for type_ in vars(lexicon.kinds).values()):
        return True
    return small[-1] in lexicon.policy_heads and short.type == lexicon.kinds.work


def _bracketed(doc: Doc) -> Iterator[tuple[str, str]]:
    """(long, short) normalised where a name is followed by another of its type in brackets and the letters fit."""
    for long, short in pairwise(doc.ents):
        bracketed = doc[long.end : short.start].text == "(" and doc[short.end : short.end + 1].text in {")", ";", ","}
        is_acronym = len(short) == 1 and sum(c.isupper() for c in short.text) >= 2
        if bracketed and is_acronym and len(long) > 1 and long.label_ == short.label_:
            yield normalise(long.text), normalise(short.text)


def _last_before(known: Sequence[int], starts: Sequence[Sequence[int]], span: Span) -> int:
    """Of several people the one whose full name was written last before this place, or first in the document."""
    def distance(place: int) -> tuple[bool, int]:
        before = bisect_left(starts[place], span.start)
        return (not before, -starts[place][before - 1] if before else starts[place][0])
    return min(known, key=distance)
