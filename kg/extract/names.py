"""The component that finds names: the model's entities corrected by rules and registers.

    stretches in capitals (`runs`) -> candidates -> evidence for each type (`evidence`) -> one type for each form

Titles (`titles`) and acronyms that the document itself explains are found beside that. A form has one type in one
document: the evidence of all its places is taken together.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.extract.evidence import ENOUGH, weigh
from kg.extract.lexicon import Lexicon, normalise
from kg.extract.runs import Context, is_capitalised, segments
from kg.extract.titles import titles

_YEAR = re.compile(r"(19|20)\d\d([/–-]\d\d(\d\d)?)?")


@Language.factory(
    "kg_names",
    default_config={"ontology": None},
    requires=["doc.ents", "token.pos", "token.dep", "token.lemma"],
    assigns=["doc.ents", "token.ent_type", "token.ent_iob"],
)
def make_names(nlp: Language, name: str, ontology: str | None) -> "Names":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    return Names(Lexicon.load(ontology))


class Names:
    """Replaces `doc.ents` by organisations, people, policies and places, labelled by the ontology's types."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        context = Context.of(doc, self.lexicon)
        doc.ents = self._names(context)
        return doc

    def _names(self, context: Context) -> list[Span]:
        doc = context.doc
        titled = filter_spans([Span(doc, s, e, label=self.lexicon.kinds.work) for s, e in repeated(doc, titles(context))])
        taken = {token.i for span in titled for token in span}
        found = [span for span in candidates(context) if not any(token.i in taken for token in span)]
        typed = list(decide(context, found, acronyms(context, found)))
        people = list(_surnames(context, typed, taken))
        places = {(span.start, span.end) for span in people}
        return filter_spans([*titled, *people, *(span for span in typed if (span.start, span.end) not in places)])


def candidates(context: Context) -> Iterator[Span]:
    """Segments, cut at names of people and freed of what is not part of a name."""
    for start, end in segments(context):
        for first, last in _split_at_people(context, start, end):
            span = _trim(context, first, last)
            if span is not None:
                yield span


def decide(context: Context, spans: Iterable[Span], explained: dict[str, str | None]) -> Iterator[Span]:
    """Labels the spans that are names. `explained` overrules for acronyms: a type, or None for a class."""
    forms: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        forms[_form(span)].append(span)
    types = {form: _type(context, places) for form, places in forms.items()}
    for form, places in forms.items():
        type_ = explained.get(form, types[form])
        for span in places if type_ is not None else ():
            yield Span(context.doc, span.start, span.end, label=type_)


def acronyms(context: Context, spans: Sequence[Span]) -> dict[str, str | None]:
    """Acronyms explained in brackets: form -> the type of what they stand for, None where that is a class.

    "the Harbour Towns Alliance (HTA)" makes HTA a body; "primary care networks (PCNs)" makes PCNs a class.
    """
    doc, found = context.doc, {}
    ends = {span.end: span for span in spans}
    forms: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        forms[_form(span)].append(span)
    for token in doc[1:-1]:
        if doc[token.i - 1].text != "(" or doc[token.i + 1].text not in {")", ";", ","} or not _looks_like_acronym(token.text):
            continue
        span = ends.get(token.i - 1)
        if span is not None and matches_initials(token.text, [t.text for t in span]):
            is_class = token.text.endswith("s") or context.lexicon.is_class(span.text)
            type_ = None if is_class else _type(context, forms[_form(span)]) or context.lexicon.kinds.body
            found[_form(doc[token.i : token.i + 1])] = found[_form(span)] = type_
        elif _expands_lower(doc, token.i):
            found[_form(doc[token.i : token.i + 1])] = None
            found[token.text.rstrip("s").casefold()] = None
    return found


def matches_initials(acronym: str, words: Iterable[str]) -> bool:
    """Whether the letters of an acronym are the initials of words, small words counting or not.

    >>> matches_initials("HTA", ["Harbour", "Towns", "Alliance"])
    True
    >>> matches_initials("DfT", ["Department", "for", "Transport"])
    True
    >>> matches_initials("HTA", ["Harbour", "Trust"])
    False
    """
    letters = [c.casefold() for c in acronym.rstrip("s") if c.isalnum()]
    words = [part for word in words for part in word.replace("’", "'").split("-") if part[:1].isalnum()]
    all_initials = [word[0].casefold() for word in words]
    capitals = [word[0].casefold() for word in words if word[0].isupper()]
    return letters in (all_initials, capitals)


def repeated(doc: Doc, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches that were found and every other place where the document repeats one of them word by word."""
    forms = {tuple(token.lower_ for token in doc[start:end]) for start, end in found}
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for form in forms:
        first[form[0]].append(form)
    for token in doc:
        for form in sorted(first.get(token.lower_, ()), key=len, reverse=True):
            if tuple(t.lower_ for t in doc[token.i : token.i + len(form)]) == form and is_capitalised(token):
                yield token.i, token.i + len(form)


def _type(context: Context, places: list[Span]) -> str | None:
    """The type with the best mean score over all places of a form, if that is enough for a name."""
    total: Counter[str] = Counter()
    for span in places:
        for type_, score in weigh(context, span).items():
            total[type_] += score / len(places)
    if not total:
        return None
    best = min(total, key=lambda type_: (-total[type_], type_))
    return best if total[best] >= ENOUGH else None


def _surnames(context: Context, typed: Sequence[Span], taken: set[int]) -> Iterator[Span]:
    """Surnames of people named in full elsewhere, alone; with their title where one stands before."""
    doc, person = context.doc, context.lexicon.kinds.person
    full = [span for span in typed if span.label_ == person and _word_count(span) > 1]
    surnames = {doc[_last_word(doc, span.start, span.end) : span.end].text for span in full}
    inside = {token.i for span in typed for token in span if _word_count(span) > 1 and not _is_titled(context, span)}
    for token in doc:
        end = _hyphenated_end(doc, token.i)
        if doc[token.i : end].text in surnames and not {token.i} & (taken | inside):
            titled = token.i > 0 and doc[token.i - 1].text.casefold().rstrip(".") in context.lexicon.titles
            yield Span(doc, token.i - titled, end, label=person)


def _is_titled(context: Context, span: Span) -> bool:
    return span[0].text.casefold().rstrip(".") in context.lexicon.titles


def _word_count(span: Span) -> int:
    """Words of a span, where hyphens join: "Mr Penrose-Hart" has two."""
    return len(span.text.split())


def _last_word(doc: Doc, start: int, end: int) -> int:
    """The first token of the last word, which may be hyphenated."""
    position = end - 1
    while position - 2 >= start and doc[position - 1].text == "-":
        position -= 2
    return position


def _hyphenated_end(doc: Doc, position: int) -> int:
    end = position + 1
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_ and is_capitalised(doc[end + 1]):
        end += 2
    return end


def _split_at_people(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A person's name inside a longer stretch is a name of its own: "Care Minister Jane Roe"."""
    doc, first = context.doc, start
    if not context.lexicon.registered(doc[start:end].text):
        for ent in context.within(start, end):
            whole = doc[start:end]
            if context.lexicon.labels.get(ent.label_) == context.lexicon.kinds.person and len(ent) < len(whole) and len(ent) > 1 and whole[-1].lower_ not in context.lexicon.org_heads | context.lexicon.policy_heads:
                if ent.start > first:
                    yield first, ent.start
                yield ent.start, ent.end
                first = ent.end
    if first < end:
        yield first, end


def _trim(context: Context, start: int, end: int) -> Span | None:
    """Without words that only begin a sentence, titles, roles before a name, letters after it; with a year after an Act."""
    doc, lexicon = context.doc, context.lexicon
    end = _trim_end(context, start, end)
    start = _trim_start(context, start, end)
    if start >= end:
        return None
    words = [token.lower_ for token in doc[start:end]]
    if " ".join(token.text for token in doc[end : end + 2]) in lexicon.words("policies", "lower_tails"):
        end += 2
    if lexicon.head(words, lexicon.policy_heads):
        end += end < len(doc) and bool(_YEAR.fullmatch(doc[end].text))
        start -= start > 0 and bool(_YEAR.fullmatch(doc[start - 1].text))
    return Span(doc, start, end)


def _trim_end(context: Context, start: int, end: int) -> int:
    doc = context.doc
    after = context.lexicon.words("people", "letters_after")
    while end - start > 1 and (
        doc[end - 1].text in after or doc[end - 1].is_punct or doc[end - 1].text in {"'s", "’s", "’", "'"}
        or _is_trailing(context, start, end)
    ):
        end -= 1
    return end


def _is_trailing(context: Context, start: int, end: int) -> bool:
    """Whether the last word only says what of a body is meant: its chair, its event, bodies of its kind."""
    lexicon, last = context.lexicon, context.doc[end - 1].lower_
    if lexicon.registered(context.doc[start:end].text) or context.doc[end - 2].text in {"'s", "’s", "’"}:
        return False
    rest = context.doc[start : end - 1].text
    known = bool(lexicon.registered(rest)) or context.doc[end - 2].lower_ in lexicon.org_heads
    if last in lexicon.words("classes", "things"):
        return known
    if last in lexicon.role_heads - lexicon.org_heads:
        return end - start > 1
    return last.endswith("s") and last[:-1] in lexicon.org_heads and last not in lexicon.org_heads and rest.isupper()


def _trim_start(context: Context, start: int, end: int) -> int:
    doc, lexicon = context.doc, context.lexicon
    while start < end and _is_leading(context, start, end):
        start += 1
    titled = start
    while titled < end and doc[titled].text.casefold().rstrip(".") in lexicon.titles:
        titled += 1
    if start < titled < end:  # the title belongs to the form only where a surname alone follows
        return titled - 1 if _last_word(doc, titled, end) == titled else titled
    return start


def _is_leading(context: Context, start: int, end: int) -> bool:
    """Whether the first token only stands before the name: an article, a word with a capital for beginning a sentence."""
    doc, lexicon = context.doc, context.lexicon
    token = doc[start]
    if token.lower_ == "the":
        return not _keeps_article(context, start, end)
    if token.is_punct or not is_capitalised(token):
        return True
    if end - start > 1 and lexicon.registered(doc[start:end].text):
        return False
    if token.lower_ in lexicon.words("roles", "former") | lexicon.words("classes", "leading"):
        return True
    begins = token.is_sent_start or doc[start - 1].is_punct or doc[start - 1].is_space
    return bool(begins and end - start > 1 and (token.is_stop or token.pos_ in {"ADP", "SCONJ", "ADV", "AUX", "DET", "PRON", "CCONJ", "VERB"}) and not context.covering(start, end))


def _keeps_article(context: Context, start: int, end: int) -> bool:
    """"The" with a capital inside a sentence is part of a name ("at The Harbour Centre")."""
    doc = context.doc
    if end - start < 2 or not doc[start].text[0].isupper() or start == 0 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    return not (before.is_punct and before.text not in {",", "("} or before.is_space)


def _expands_lower(doc: Doc, position: int) -> bool:
    """Whether the words before "(ABCs)" spell its letters and are written small."""
    letters = sum(c.isupper() for c in doc[position].text)
    words = [token.text for token in doc[max(0, position - 1 - letters) : position - 1] if not token.is_punct]
    wider = [token.text for token in doc[max(0, position - 3 - letters) : position - 1] if token.text not in {"of", "and", "for", "the", "-"}]
    for tried in (words, wider[-letters:]):
        if len(tried) == letters and matches_initials(doc[position].text, [w.title() for w in tried]) and tried[-1].islower():
            return True
    return False


def _looks_like_acronym(text: str) -> bool:
    return 2 <= len(text) <= 10 and text[0].isupper() and sum(c.isupper() for c in text) >= 2


def _form(span: Span) -> str:
    return span.text.casefold() if len(span) == 1 else normalise(span.text)
