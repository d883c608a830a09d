"""The component that joins the names of one document which mean the same: clusters of mentions.

Each rule is a small function that says for two forms of one type whether they are one name; forms, not places, are
joined, so that a form means one entity in one document. The exception are surnames that two people share: there each
place goes to the person named last.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.acronyms import matches_initials
from kg.extract.lexicon import Lexicon, normalise
from kg.model import Cluster, Mention


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
        people = [form for form in forms if form.type == self.lexicon.kinds.person]
        yield from self._people(people)
        others = [form for form in forms if form.type != self.lexicon.kinds.person]
        brackets = set(_bracketed(doc))
        for group in join(others, lambda a, b: self._same(a, b, others, brackets)):
            yield sorted((span for form in group for span in form.spans), key=lambda span: span.start)

    def _forms(self, spans: Iterable[Span]) -> list[Form]:
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for span in spans:
            found[span.label_, normalise(" ".join(self._words(span)))].append(span)
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
        full = [form for form in forms if len(form.words) > 1]
        groups = [[span for form in group for span in form.spans] for group in join(full, self._same_person)]
        loose: dict[str, list[Span]] = defaultdict(list)
        named = [(group, {self._words(span) for span in group}) for group in groups]
        for form in (form for form in forms if len(form.words) == 1):
            word = form.text.casefold()
            owners = [g for g, names in named if any(name[-1].casefold() == word for name in names)]
            owners = owners or [g for g, names in named if any(name[0].casefold() == word for name in names)]
            for span in form.spans:
                (_last_before(owners, span) if owners else loose[word]).append(span)
        for group in [*groups, *loose.values()]:
            yield sorted(group, key=lambda span: span.start)

    def _same_person(self, one: Form, other: Form) -> bool:
        if one.words[-1].casefold() != other.words[-1].casefold():
            return False
        first, second = one.words[0].casefold().rstrip("."), other.words[0].casefold().rstrip(".")
        initial = len(min(first, second, key=len)) == 1 and first[0] == second[0]
        return first == second or initial or self.lexicon.same_forename(first, second)

    def _same(self, one: Form, other: Form, all_forms: Sequence[Form], brackets: set[tuple[str, str]]) -> bool:
        if one.type != other.type:
            return False
        long, short = (one, other) if len(one.words) >= len(other.words) else (other, one)
        if (normalise(long.text), normalise(short.text)) in brackets:
            return True
        if self._one_register_row(long, short):
            return True
        if short.is_acronym:
            rivals = [f for f in all_forms if f.type == long.type and len(f.words) > 1 and _spells(short, f)]
            return rivals == [long]
        return is_short_form(long, short, all_forms, self.lexicon)

    def _one_register_row(self, one: Form, other: Form) -> bool:
        rows = [row for row in self.lexicon.registered(one.text) if row.type == one.type]
        others = [row for row in self.lexicon.registered(other.text) if row.type == one.type]
        return len(rows) == 1 and rows == others

    def _cluster(self, id_: str, spans: Sequence[Span]) -> Cluster:
        mentions = tuple(Mention(span.start_char, span.end_char, span.text) for span in spans)
        names = [(len(self._words(span)), -span.start, span) for span in spans]
        fullest = max(names)[2]
        words = self._words(fullest)
        is_person = fullest.label_ == self.lexicon.kinds.person
        name = " ".join(words) if is_person and len(words) > 1 else fullest.text
        return Cluster(id_, spans[0].label_, " ".join(name.split()), mentions)


def join(forms: Sequence[Form], same) -> list[list[Form]]:
    """Groups of forms such that `same` holds between neighbours; the order of the forms is kept."""
    groups: list[list[Form]] = []
    for form in forms:
        matching = [group for group in groups if any(same(form, other) for other in group)]
        merged = [f for group in matching for f in group] + [form]
        groups = [group for group in groups if group not in matching] + [merged]
    return groups


def is_short_form(long: Form, short: Form, all_forms: Sequence[Form], lexicon: Lexicon) -> bool:
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
    if len(small) > 1 and big[-len(small) :] == small:
        before = " ".join(big[: -len(small)]).removesuffix("’s").removesuffix("'s").strip()
        return any(normalise(form.text) == normalise(before) for form in all_forms) or (
            small[-1] in lexicon.policy_heads and len(small) > 1 and short.type == lexicon.kinds.work
        )
    return False


def _spells(short: Form, long: Form) -> bool:
    return matches_initials(short.words[0], long.words)


def _bracketed(doc: Doc) -> Iterator[tuple[str, str]]:
    """(long, short) normalised where a name is followed by another of its type in brackets and the letters fit."""
    for long, short in pairwise(doc.ents):
        bracketed = doc[long.end : short.start].text == "(" and doc[short.end : short.end + 1].text in {")", ";", ","}
        is_acronym = len(short) == 1 and sum(c.isupper() for c in short.text) >= 2
        if bracketed and is_acronym and len(long) > 1 and long.label_ == short.label_:
            yield normalise(long.text), normalise(short.text)


def _last_before(groups: Sequence[list[Span]], span: Span) -> list[Span]:
    """Of several people the one who was named last before this place, or first in the document."""
    def distance(group: list[Span]) -> tuple[bool, int]:
        before = [s.start for s in group if s.start < span.start]
        return (not before, -max(before) if before else min(s.start for s in group))
    return min(groups, key=distance)
