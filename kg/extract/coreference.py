"""The component that joins the names of one document which mean the same: clusters of mentions.

Forms, not places, are joined, so that a form means one entity in one document. The exception are surnames that two
people share: there each place goes to one of them. The rules are in `people_forms` and `short_forms`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.forms import Form
from kg.extract.lexicon import Lexicon, normalise
from kg.extract.people_forms import people_of
from kg.extract.short_forms import groups_of
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
        yield from people_of([form for form in forms if form.type == self.lexicon.kinds.person], self.lexicon)
        others = [form for form in forms if form.type != self.lexicon.kinds.person]
        for group in groups_of(others, set(_bracketed(doc)), self.lexicon):
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

    def _cluster(self, id_: str, spans: Sequence[Span]) -> Cluster:
        mentions = tuple(Mention(span.start_char, span.end_char, span.text) for span in spans)
        names = [(len(self._words(span)), -span.start, span) for span in spans]
        fullest = max(names)[2]
        words = self._words(fullest)
        is_person = fullest.label_ == self.lexicon.kinds.person
        name = " ".join(words) if is_person and len(words) > 1 else fullest.text
        return Cluster(id_, spans[0].label_, " ".join(name.split()), mentions)


def _bracketed(doc: Doc) -> Iterator[tuple[str, str]]:
    """(long, short) normalised where a name is followed by another of its type in brackets and the letters fit."""
    for long, short in pairwise(doc.ents):
        bracketed = doc[long.end : short.start].text == "(" and doc[short.end : short.end + 1].text in {")", ";", ","}
        is_acronym = len(short) == 1 and sum(c.isupper() for c in short.text) >= 2
        if bracketed and is_acronym and len(long) > 1 and long.label_ == short.label_:
            yield normalise(long.text), normalise(short.text)
