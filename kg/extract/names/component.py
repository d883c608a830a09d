"""The component that finds names: the model's entities corrected by rules and registers.

    stretches in capitals (`runs`) -> candidates (`trim`) -> evidence (`evidence`) -> one type for each form

Titles (`titles`) and acronyms that the document itself explains (`acronyms`) are found beside that. A form has one type
in one document: the evidence of all its places is taken together. What stands in one list tends to be of one type.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.extract.lexicon import Lexicon, form_of
from kg.extract.names.acronyms import Types, acronyms
from kg.extract.names.context import Context
from kg.extract.names.endings import to_its_end
from kg.extract.names.evidence import ENOUGH, weigh
from kg.extract.names.learnt import whole
from kg.extract.names.runs import segments
from kg.extract.names.titles import titles
from kg.extract.names.trim import is_title, last_word, trim

LISTED = 0.9
"""Points for the type of the other members of a list."""

Weights = Mapping[str, float]


@Language.factory(
    "kg_names",
    default_config={"ontology": None},
    requires=["doc.ents", "token.tag", "token.dep", "token.lemma"],
    assigns=["doc.ents", "token.ent_type", "token.ent_iob"],
)
def make_names(nlp: Language, name: str, ontology: str | None) -> "Names":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    lexicon = Lexicon.load(ontology)
    return Names(lexicon, learnt=lexicon.kinds.work in nlp.get_pipe("ner").labels if nlp.has_pipe("ner") else False)


class Names:
    """Replaces `doc.ents` by organisations, people, policies and places, labelled by the ontology's types."""

    def __init__(self, lexicon: Lexicon, *, learnt: bool = False) -> None:
        self.lexicon = lexicon
        self.learnt = learnt

    def __call__(self, doc: Doc) -> Doc:
        context = Context.of(doc, self.lexicon, learnt=self.learnt)
        doc.ents = self._names(context)
        return doc

    def _names(self, context: Context) -> list[Span]:
        doc = context.doc
        work = self.lexicon.kinds.work
        titled = filter_spans([Span(doc, start, end, label=work) for start, end in repeated(context, titles(context))])
        taken = {token.i for span in titled for token in span}
        found = [span for span in candidates(context) if not any(token.i in taken for token in span)]
        typed = list(decide(context, found))
        people = list(_short_names(context, typed, taken))
        places = {(span.start, span.end) for span in people}
        others = [span for span in typed if (span.start, span.end) not in places]
        spans = filter_spans([*titled, *people, *others, *_again(context, typed)])
        return [to_its_end(context, span) if span.label_ == work else span for span in spans]


def candidates(context: Context) -> Iterator[Span]:
    """Segments, cut at names of people and freed of what is not part of a name."""
    for start, end in whole(context, list(segments(context))):
        for first, last in _split_at_people(context, start, end):
            span = trim(context, first, last)
            if span is not None:
                yield span


def decide(context: Context, spans: Sequence[Span]) -> Iterator[Span]:
    """Labels the spans that are names. What an acronym stands for overrules the evidence for it."""
    forms: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        forms[form_of(span)].append(span)
    weights = {form: _weights(context, places) for form, places in forms.items()}
    types = {form: _best(found) for form, found in weights.items()}
    types |= _listed(context, spans, weights, types)
    types |= acronyms(context, spans, lambda places: types[form_of(places[0])])
    for form, places in forms.items():
        for span in places if types[form] is not None else ():
            yield Span(context.doc, span.start, span.end, label=types[form])


def repeated(context: Context, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches that were found and every other place where the document repeats one of them word by word."""
    words, first = context.words, defaultdict(set)
    for start, end in found:
        first[words[start]].add(words[start:end])
    for place, word in enumerate(words) if first else ():
        for form in sorted(first[word], key=len, reverse=True) if word in first else ():
            if words[place : place + len(form)] == form and context.capitals[place]:
                yield place, place + len(form)


def _again(context: Context, typed: Iterable[Span]) -> Iterator[Span]:
    """Long names that the document repeats where they were not seen, as in a heading in capitals."""
    long = [span for span in typed if len(span) > 2]
    labels = {span.text.casefold(): span.label_ for span in long}
    for start, end in repeated(context, [(span.start, span.end) for span in long]):
        if label := labels.get(context.between(start, end).casefold()):
            yield Span(context.doc, start, end, label=label)


def _weights(context: Context, places: Sequence[Span]) -> Weights:
    """The mean score of each type over the places of a form; in lines of capitals only where it stands nowhere else."""
    calm = [span for span in places if not context.line(span).isupper()] or places
    return weigh(context, calm)


def _best(weights: Weights) -> str | None:
    """The type with the best score, if that is enough for a name."""
    best = min(weights, key=lambda type_: (-weights[type_], type_), default=None)
    return best if best is not None and weights[best] >= ENOUGH else None


def _listed(context: Context, spans: Sequence[Span], weights: Mapping[str, Weights], types: Types) -> Types:
    """New types for weak forms in lists ("in A, B and C") whose other members are all of one type."""
    changed: Types = {}
    for members in _lists(context, spans):
        forms = Counter(form_of(span) for span in members)
        together = Counter(types[form_of(span)] for span in members)
        for form, places in forms.items():
            others = together - Counter({types[form]: places})
            typed = set(others) - {None}
            strongest = max(weights[form].values(), default=0.0)
            if len(typed) == 1 and others[None] < len(members) / 2 and strongest < 2 * ENOUGH and strongest > -ENOUGH:
                type_ = min(typed)
                changed[form] = _best(Counter(weights[form]) + Counter({type_: LISTED})) or types[form]
    return changed


def _lists(context: Context, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Candidates that nothing but commas, slashes and "and" stand between; an article may."""
    group: list[Span] = []
    for span in spans:
        between = set(context.words[group[-1].end : span.start]) if group else set()
        if between and between <= {",", "and", "or", "the", "/", "&"} and between != {"the"}:
            group.append(span)
            continue
        yield from [group] if _is_list(context, group) else ()
        group = [span]
    yield from [group] if _is_list(context, group) else ()


def _is_list(context: Context, group: Sequence[Span]) -> bool:
    """Three names, or two with more than a comma between: a school and its town are no list."""
    return len(group) > 2 or (len(group) == 2 and context.between(group[0].end, group[1].start).strip() != ",")


def _short_names(context: Context, typed: Sequence[Span], taken: set[int]) -> Iterator[Span]:
    """Surnames and forenames of people named in full elsewhere, alone; with their title where one stands before."""
    doc, person = context.doc, context.lexicon.kinds.person
    full = [span for span in typed if span.label_ == person and len(span.text.split()) > 1]
    surnames = {context.between(last_word(context, span.start, span.end), span.end) for span in full}
    forenames = {span[0].text for span in full if not is_title(context, span.start)}
    long = [span for span in typed if len(span.text.split()) > 1 and not is_title(context, span.start)]
    inside = {token.i for span in long for token in span}
    places = [place for place, text in enumerate(context.texts) if text[:1].isupper()] if full else []
    for token in (doc[place] for place in places if place not in taken and place not in inside):
        end = _hyphenated_end(context, token.i)
        if context.between(token.i, end) in surnames:
            yield Span(doc, token.i - (token.i > 0 and is_title(context, token.i - 1)), end, label=person)
        elif token.text in forenames and _is_alone(context, token.i):
            yield Span(doc, token.i, token.i + 1, label=person)


def _is_alone(context: Context, position: int) -> bool:
    """Whether a forename stands without a surname and is no ordinary word at that place."""
    token = context.doc[position]
    if token.pos_ != "PROPN" or token.lower_ in context.lowered:
        return False
    return position + 1 == len(context.doc) or not context.capitals[position + 1]


def _hyphenated_end(context: Context, position: int) -> int:
    doc, end = context.doc, position + 1
    while end + 1 < len(doc) and context.texts[end] == "-" and not doc[end].whitespace_ and context.capitals[end + 1]:
        end += 2
    return end


def _split_at_people(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A person's name inside a longer stretch is a name of its own: "Care Minister Jane Roe"."""
    first = start
    for ent in _people_within(context, start, end):
        if ent.start > first:
            yield first, ent.start
        yield ent.start, ent.end
        first = ent.end
    if first == start and (role_end := _role_end(context, start, end)) is not None:
        first = role_end
    if first < end:
        yield first, end


def _people_within(context: Context, start: int, end: int) -> list[Span]:
    """The model's people in a stretch that is no name as a whole; not where a forename that it missed stands before."""
    lexicon = context.lexicon
    if context.words[end - 1] in lexicon.all_heads or lexicon.registered(context.between(start, end)):
        return []
    people = [ent for ent in context.within(start, end) if lexicon.labels.get(ent.label_) == lexicon.kinds.person]
    if any(one.end == other.start for one, other in pairwise(people)):
        return []
    return [
        ent for ent in people if 1 < len(ent) < end - start
        and not (ent.start > start and context.texts[ent.start - 1] == "-")
        and not (ent.start > start and ent[0].text not in lexicon.forenames and _is_name_part(context, ent.start - 1))
        and not (ent.end < end and _is_name_part(context, ent.end) and end - ent.end in {1, 3})
    ]


def _is_name_part(context: Context, position: int) -> bool:
    """Whether a token beside a name is neither post nor body nor title, and so part of the name."""
    token, lexicon = context.doc[position], context.lexicon
    if position in context.ents:
        return False
    known = lexicon.role_words | lexicon.org_heads | lexicon.policy_heads | lexicon.class_words
    return token.text.istitle() and token.is_alpha and token.lower_ not in known and not is_title(context, position)


def _role_end(context: Context, start: int, end: int) -> int | None:
    """Where the post ends in "Chief Nurse Jane Roe": two or three words follow that are no post and no body."""
    lexicon, position = context.lexicon, start
    while position < end and context.words[position] in lexicon.role_words:
        position += 1
    rest = list(context.words[position:end])
    if position == start or context.words[position - 1] not in lexicon.role_heads or not 2 <= len(rest) <= 3:
        return None
    return None if lexicon.head(rest, lexicon.all_heads) or not context.texts[end - 1].isalpha() else position
