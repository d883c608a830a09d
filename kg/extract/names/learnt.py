"""Where names begin and end in the eyes of a component that was trained on our types.

The stretches in capitals that rules cut out cannot hold a title with small words or commas ("Who Minds the Ferry",
"Every Lane, Every Hour"); a trained component sees such names whole.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from kg.extract.names.context import Context, is_capitalised

Stretch = tuple[int, int]
"""Start and end, in tokens."""

_SMALL = frozenset({"of", "and", "for", "the", "&", "-"})


def whole(context: Context, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """The stretches, but where a learnt name reaches over the edge of one: that name, and what is left around it."""
    ends = {place: end for start, end in stretches for place in range(start, end)} if context.learnt else {}
    names = _names(context) if context.learnt else ()
    reaching = [ent for ent in names if ends.get(ent.start, 0) < ent.end]
    covered = {token.i for ent in reaching for token in ent}
    found = [(ent.start, ent.end) for ent in reaching]
    for start, end in stretches:
        found += [(start, end)] if covered.isdisjoint(range(start, end)) else _rest(context, start, end, covered)
    yield from sorted(found)


def _names(context: Context) -> Iterator[Span]:
    """Names of several words that begin and end like names; of bodies only such as small words join."""
    kinds, labels = context.lexicon.kinds, context.lexicon.labels
    for ent in sorted(set(context.ents.values()), key=lambda ent: ent.start):
        type_ = labels.get(ent.label_)
        if type_ not in (kinds.work, kinds.body) or len(ent) < 3 or not is_capitalised(ent[0]):
            continue
        if any(token.is_space for token in ent) or not (is_capitalised(ent[-1]) or ent[-1].is_digit):
            continue
        if _is_one_body(context, ent) if type_ == kinds.body else _is_one_work(context, ent):
            yield ent


def _is_one_work(context: Context, ent: Span) -> bool:
    """Whether it is no list of two; behind an article, small words of a sentence are none of a title."""
    before = context.words[max(0, ent.start - 3) : ent.start]
    if "and" in _small(ent) and context.lexicon.words("policies", "plural_documents").intersection(before):
        return False
    behind_article = ent.start > 0 and context.words[ent.start - 1] == "the"
    return "and the" not in ent.text and not (behind_article and _small(ent) - _SMALL)


def _is_one_body(context: Context, ent: Span) -> bool:
    """Whether only small words stand between the capitals, and it ends or begins as bodies do: no list of two."""
    lexicon = context.lexicon
    if not _small(ent) <= _SMALL or any(token.text == "-" and token.whitespace_ for token in ent):
        return False
    first = next((token for token in ent if token.lower_ == "and"), None)
    middle = 0 if first is None else first.i - ent.start
    parts = middle and (ent[middle - 1].lower_ in lexicon.org_heads or lexicon.registered(ent[:middle].text)
                        or lexicon.registered(ent[middle + 1 :].text))
    if ent[0].lower_ in lexicon.org_openers:
        placed = ent[0].lower_ in lexicon.words("organisations", "of_places")
        return not (placed and middle and ent[-1].lower_ in lexicon.org_heads)
    return ent[-1].lower_ in lexicon.org_heads and not parts and not _small(ent) & {"of", "for"}


def _small(ent: Span) -> set[str]:
    return {token.text for token in ent if not is_capitalised(token)}


def _rest(context: Context, start: int, end: int, covered: set[int]) -> Iterator[Stretch]:
    """The parts of a stretch that no learnt name covers, each with a capital at both ends."""
    first = None
    for position in range(start, end + 1):
        inside = position < end and position not in covered
        if inside and first is None and context.capitals[position]:
            first = position
        elif not inside and first is not None:
            last = max(place for place in range(first, position) if context.capitals[place]) + 1
            yield first, last
            first = None
