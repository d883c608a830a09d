"""Whether the small word between two capitalised stretches joins them to one name or parts two."""


from kg.extract.names.context import Context

JOINERS = frozenset({
    "of", "for", "and", "&", "the", "in", "on", "into", "to", "with", "by", "'s", "’s", "'", "’", ",", "-", "/",
    "de", "van", "von", "der", "al", "y",
})

Stretch = tuple[int, int]
"""Start and end, in tokens."""


def joins(context: Context, left: Stretch, right: Stretch, word: str) -> bool:
    """Whether `word` joins the capitalised tokens before it to those after it.

    Args:
        context: Of the document.
        left: The name so far.
        right: From the next capitalised token to the end of the run.
        word: The small word, lower case.
    """
    lexicon = context.lexicon
    stop = _segment_end(context, right)
    if lexicon.registered(context.between(left[0], stop)):
        return True
    if word in {"&", "-", "/"}:
        return not (_is_place(context, *left) and _is_place(context, right[0], stop))
    if word in {"'s", "’s", "'", "’"}:
        return _joins_possessive(context, left, (right[0], stop))
    if word == ",":
        return _joins_list(context, left, right)
    if word in {"of", "for", "on", "into", "in", "to", "the"}:
        return _joins_preposition(context, left, stop, word)
    if word == "and":
        return context.texts[left[1] + 1] != "the" and _joins_and(context, left, (right[0], stop))
    same = context.texts[left[1] - 1] == context.texts[right[0]]  # "Street by Street"
    return same if word == "by" else _covered(context, left[0], stop)


def _joins_preposition(context: Context, left: Stretch, stop: int, word: str) -> bool:
    words = _lower(context, *left)
    if context.texts[left[1] - 1].casefold() in JOINERS:
        return True
    if words[-1] in context.lexicon.role_heads - context.lexicon.org_heads:
        return False
    if word in {"to", "for", "into"} and _is_purpose(context, left, stop):
        return True
    if word == "the" or _covered(context, left[0], stop):
        return _covered(context, left[0], stop)
    if word == "of" and words[-1] in context.lexicon.words("places", "openers_of"):
        return not words[-1].endswith("s")
    openers = context.lexicon.org_openers | context.lexicon.policy_openers
    if words[-1] not in openers or words[-1].endswith("s") or set(words) & context.lexicon.words("roles", "with_body"):
        return False
    return word in {"of", "for", "on", "into"}


def _is_purpose(context: Context, left: Stretch, stop: int) -> bool:
    """A word or two with what they are for, and then a word for policies: "Help to Build Scheme"."""
    lexicon = context.lexicon
    named = _is_registered(context, *left) or _is_place(context, *left) or _is_acronym(context, *left)
    if named or left[1] - left[0] > 2 or lexicon.head(_lower(context, *left), lexicon.all_heads):
        return False
    right = _lower(context, left[1] + 1, stop)
    return len(right) > 1 and bool(lexicon.head(right, lexicon.policy_heads))


def _joins_and(context: Context, left: Stretch, right: Stretch) -> bool:
    lexicon = context.lexicon
    if _is_shared_area(context, left, right):
        return True
    if _is_acronym(context, *right):
        return False
    words, following = _lower(context, *left), _lower(context, *right)
    if words[0] in {"his", "her"} and words[1:2] and words[1] in lexicon.words("organisations", "owners"):
        return bool(lexicon.head(following, lexicon.all_heads))
    if (said := _said_by_model(context, left, right)) is not None:
        return said
    opened = any(w in lexicon.org_openers for w in words) and {"of", "for", "on"} & set(words)
    left_head = lexicon.head(words, lexicon.org_heads | lexicon.policy_heads)
    right_head = lexicon.head(following, lexicon.all_heads)
    if opened:
        in_plural = words[0] in lexicon.words("organisations", "departments") and following[-1].endswith("s")
        return in_plural or (not right_head and not _is_own_name(context, *right))
    if _is_person(context, *left) or _is_acronym(context, *left):
        return False
    return bool(right_head) and not left_head and len(following) > 1


def _said_by_model(context: Context, left: Stretch, right: Stretch) -> bool | None:
    """Whether the model or a register tells one name or two; nothing where neither does."""
    openers = context.lexicon.org_openers
    left_ent, right_ent = context.ents.get(left[0]), context.ents.get(right[0])
    both = left_ent is not None and right_ent is not None and left_ent.start != right_ent.start
    covered = _covered(context, left[0], right[1]) and not _ends_list(context, left[0])
    alone = left[1] - left[0] == 1
    if context.words[left[0]] in context.lexicon.words("organisations", "of_places"):
        covered = covered and context.words[right[1] - 1] not in context.lexicon.org_heads
    if covered and context.learnt and alone and not _is_acronym(context, *left):
        return right[1] - right[0] > 1  # "Roads and Rivers Agency" is one, "Kindred and Salt" are two
    known, own = _is_registered(context, *right), _is_own_name(context, *right)
    if ((own and (both or known)) or (known and not alone)) and not _is_place(context, *left):
        return False
    if left[0] and context.words[left[0] - 1] == "between" and context.words[left[0]] not in openers:
        return False
    return True if covered else None


def _is_shared_area(context: Context, left: Stretch, right: Stretch) -> bool:
    """One word and one word with a word for bodies of an area: "Wick and Tarn ICB"."""
    lexicon = context.lexicon
    single = left[1] - left[0] == 1 and not _is_acronym(context, *left) and not _is_registered(context, *left)
    right_words = _lower(context, *right)
    return single and len(right_words) == 2 and right_words[-1] in lexicon.words("organisations", "area_heads")


def _joins_list(context: Context, left: Stretch, right: Stretch) -> bool:
    """Commas join places of one body ("Norfolk, Suffolk & Essex ICS") and partners of a firm, and nothing else."""
    doc = context.doc
    firms = context.lexicon.words("organisations", "firms")
    if context.words[right[1] - 1] in firms and right[1] - left[0] <= 8:
        return all(not token.text.islower() or token.text in JOINERS for token in doc[left[0] : right[1]])
    if any(context.texts[i] in {"'s", "’s"} for i in range(*right)):
        return False
    ent = context.covering(left[0], right[1])
    kinds = context.lexicon.kinds
    if ent is None or not any(context.texts[i] in {"and", "&"} for i in range(*right)):
        return False
    label, heads = context.lexicon.labels.get(ent.label_), context.lexicon.policy_heads
    weak = context.lexicon.words("policies", "weak_heads")
    return label == kinds.body or (label == kinds.work and context.words[right[1] - 1] in heads - weak)


def _joins_possessive(context: Context, left: Stretch, right: Stretch) -> bool:
    lexicon = context.lexicon
    if lexicon.registered(context.between(*left)) or _is_acronym(context, *left):
        return False
    if context.texts[left[0]].rstrip(".") in {"St", "Saint"} and left[1] - left[0] == 2:
        return True
    headed = lexicon.head(_lower(context, *right), lexicon.org_heads | lexicon.policy_heads)
    if headed and context.words[left[1] - 1].endswith("s") and context.texts[left[1]] in {"'", "’"}:
        return True  # "Renters' Rights Act"
    ent = context.covering(left[0], right[1])
    if ent is not None and context.lexicon.labels.get(ent.label_) in {lexicon.kinds.body, lexicon.kinds.place}:
        return True
    return context.words[left[1] - 1] in lexicon.words("organisations", "owners")


def _covered(context: Context, start: int, end: int) -> bool:
    ent = context.covering(start, end)
    return ent is not None and ent.label_ in context.lexicon.labels


def _ends_list(context: Context, start: int) -> bool:
    """ "Mossbank, Kindred and Salt": the last two of a list are two."""
    return start > 1 and context.texts[start - 1] == "," and context.capitals[start - 2]


def _is_own_name(context: Context, start: int, end: int) -> bool:
    """Whether tokens are a name without what stands before them."""
    ent = context.ents.get(start)
    if ent is not None and ent.start == start and ent.end >= end and ent.label_ in context.lexicon.labels:
        return True
    return _is_registered(context, start, end) or _is_acronym(context, start, end)


def _is_registered(context: Context, start: int, end: int) -> bool:
    """Whether a register holds the tokens as anything but a place."""
    rows = context.lexicon.registered(context.between(start, end))
    return any(entry.type != context.lexicon.kinds.place for entry in rows)


def _is_place(context: Context, start: int, end: int) -> bool:
    rows = context.lexicon.registered(context.between(start, end))
    return any(entry.type == context.lexicon.kinds.place for entry in rows)


def _is_person(context: Context, start: int, end: int) -> bool:
    ent = context.covering(start, end)
    return ent is not None and context.lexicon.labels.get(ent.label_) == context.lexicon.kinds.person


def _is_acronym(context: Context, start: int, end: int) -> bool:
    return end - start == 1 and sum(letter.isupper() for letter in context.texts[start]) > 1


def _segment_end(context: Context, span: Stretch) -> int:
    """The end of the capitalised words at the start of `span`, with "&" and hyphens."""
    position = span[0]
    while position < span[1] and (context.capitals[position] or context.texts[position] in {"&", "-"}):
        position += 1
    return position


def _lower(context: Context, start: int, end: int) -> list[str]:
    return list(context.words[start:end])
