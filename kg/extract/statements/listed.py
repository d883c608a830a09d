"""Lists of what a source found, asked for or recommends: one statement for each item."""

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from kg.extract.modality import is_claimed_verb
from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.speakers import Speakers
from kg.extract.statements.subjects import subject_of

_BULLET = r"(?:[•‣▪●◦·*–-]|\d{1,2}[.)]|\(?[a-z\d]{1,2}\))[ \t]+"
_LIST = re.compile(rf":[ \t]*\n\s*(?P<items>(?:[ \t]*{_BULLET}\S[^\n]*(?:\n\s*|$)){{2,}})")
_ITEM = re.compile(rf"{_BULLET}(\S[^\n]*?)[ \t.;,]*(?:(?<=[;,])[ \t]+(?:and|or)[ \t]*)?(?:\n|$)")

_ADDRESSING = frozenset({"for", "to"})

_SIGNED = re.compile(r"""[“"‘'][^\n]*[”"’'][ \t]*[–—-][ \t]*\S""")
"""An item that is a quotation with its own source behind a dash."""

SHORTEST, HEADING = 2, 3
"""Words: shorter items say nothing, and a list of nothing longer than the second is one of headings."""


def listed(doc: Doc, speakers: Speakers, inside: Collection[int]) -> Iterator[Report]:
    """Statements for the items of lists whose introduction names a source and says that it speaks."""
    for match in _LIST.finditer(speakers.text):
        start = speakers.text.rfind("\n", 0, match.start()) + 1
        intro = doc.char_span(start, match.start(), alignment_mode="expand")
        found = _introduction(intro, speakers) if intro is not None else None
        if found is not None and found[1].i not in inside:
            speaker, cue = found
            yield from (Report(speaker, (span,), cue.text, cue.i) for span in _items(match, speakers.names))


def _items(match: re.Match[str], names: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Offsets of the items that say something: a name alone does not."""
    offset = match.start("items")
    kind = _kind(match["items"].lstrip())
    alike = takewhile(lambda item: _kind(item[0]) == kind, _ITEM.finditer(match["items"]))
    items = [(offset + item.start(1), offset + item.end(1)) for item in alike if not _SIGNED.match(item[1])]
    if not items:
        return
    sizes = [len(match.string[start:end].split()) for start, end in items]
    if max(sizes) > HEADING:
        yield from (item for item, size in zip(items, sizes, strict=True) if size >= SHORTEST and item not in names)


def _kind(item: str) -> str:
    """What an item begins with: another kind begins something else, as numbered paragraphs behind "(a)" and "(b)"."""
    return re.sub(r"\d+", "1", re.sub(r"[a-z]", "a", item.split(maxsplit=1)[0]))


def _introduction(intro: Span, speakers: Speakers) -> tuple[Speaker, Token] | None:
    """Who speaks in the words before a colon, and by which word: a verb with a source, or a noun with one."""
    sentences = [sent for sent in reversed(list(intro.sents)) if any(t.is_alpha for t in sent)]
    last = sentences[0] if sentences else intro
    if len(sentences) > 1 and last[0].lower_ == "that":  # "reports that in May:", cut in two
        last = intro.doc[sentences[1].start : last.end]
    finding = _finding(last, speakers)
    verbs = [token for token in last if token.pos_ in {"VERB", "AUX"} and _lists(token, finding, speakers)]
    for verb in verbs:
        if (speaker := speakers.of_verb(verb)) is not None:
            return speaker, verb
    speaker = _owner(finding, last, speakers) if finding is not None else None
    return (speaker, finding) if speaker is not None and finding is not None else None


def _lists(verb: Token, finding: Token | None, speakers: Speakers) -> bool:
    """ "It recommends", "She made these points"; in "Its findings are" the verb has no source for its subject."""
    lemma = verb.lemma_.casefold()
    if not is_claimed_verb(verb, speakers.cues.lexicon):
        return False
    if lemma not in speakers.cues.words("listing_with_findings"):
        return lemma in speakers.cues.words("listing")
    return finding is not None and subject_of(verb) != finding


def _finding(sentence: Span, speakers: Speakers) -> Token | None:
    findings = speakers.cues.words("findings")
    return next((t for t in sentence if t.tag_ in {"NNS", "NN"} and t.lemma_.casefold() in findings), None)


def _owner(noun: Token, sentence: Span, speakers: Speakers) -> Speaker | None:
    """ "Recommendations from the report include", "its key findings are", "the briefing's main findings are"."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    links = (child for child in noun.children if child.dep_ == "prep" and child.lower_ not in _ADDRESSING)
    addressed = [t for child in noun.children if child.lower_ in _ADDRESSING for t in child.children]
    owners += [below for link in links for below in link.children if below.dep_ == "pobj"]
    owners += [token for token in sentence if token.dep_ in {"poss", "pobj"} and token not in (*owners, *addressed)]
    found = next((speaker for owner in owners if (speaker := speakers.of_noun(owner)) is not None), None)
    return found or _above(noun, owners, speakers)


def _above(noun: Token, owners: Collection[Token], speakers: Speakers) -> Speaker | None:
    """ "The key findings were these:" of nobody's are those of the work that the text speaks of."""
    if owners or not any(child.lower_ == "the" for child in noun.lefts):
        return None
    work = speakers.found.last(noun.i, {speakers.kinds.work})
    return speakers.of_noun(speakers.doc[work.start]) if work is not None else None
