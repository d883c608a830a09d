"""Lists of what a source found, asked for or recommends: one statement for each item."""

import re
from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.reports import Cues, Report
from kg.extract.speakers import Speaker, Speakers

_LIST = re.compile(r":[ \t]*\n\s*(?P<items>(?:[ \t]*(?:[•‣▪●◦*–-]|\d{1,2}[.)]|[a-z]\))[ \t]+\S[^\n]*(?:\n\s*|$)){2,})")
_ITEM = re.compile(r"(?:[•‣▪●◦*–-]|\d{1,2}[.)]|[a-z]\))[ \t]+(\S[^\n]*?)[ \t.;,]*(?:\n|$)")

SHORTEST = 4
"""Words: shorter items are headings or names."""


def listed(doc: Doc, speakers: Speakers, inside: Collection[int]) -> Iterator[Report]:
    """Statements for the items of lists whose introduction names a source and says that it speaks."""
    cues = Cues(speakers.lexicon)
    for match in _LIST.finditer(doc.text):
        start = doc.text.rfind("\n", 0, match.start()) + 1
        intro = doc.char_span(start, match.start(), alignment_mode="expand")
        found = _introduction(intro, cues, speakers) if intro is not None else None
        if found is None or found[1].i in inside:
            continue
        speaker, cue = found
        offset = match.start("items")
        for item in _ITEM.finditer(match["items"]):
            if len(item[1].split()) >= SHORTEST:
                yield Report(speaker, ((offset + item.start(1), offset + item.end(1)),), cue.text, cue.i)


def _introduction(intro: Span, cues: Cues, speakers: Speakers) -> tuple[Speaker, Token] | None:
    """Who speaks in the words before a colon, and by which word: a verb with a source, or a noun with one."""
    last = next((sent for sent in reversed(list(intro.sents)) if any(t.is_alpha for t in sent)), intro)
    for token in last:
        if token.pos_ in {"VERB", "AUX"} and (cues.reports(token) or token.lemma_ in cues.words("listing")):
            speaker = speakers.of_verb(token)
            known = token.lemma_.casefold() in cues.words("listing")
            if speaker is not None and known and (speaker.cluster or speaker.words):
                if token.lemma_ not in {"include", "be", "make", "follow", "cover"} or _finding(last, cues) is not None:
                    return speaker, token
    noun = _finding(last, cues)
    speaker = _owner(noun, last, speakers) if noun is not None else None
    return (speaker, noun) if speaker is not None and noun is not None else None


def _finding(sentence: Span, cues: Cues) -> Token | None:
    return next((t for t in sentence if t.lemma_.casefold() in cues.words("findings") and t.tag_ in {"NNS", "NN"}), None)


def _owner(noun: Token, sentence: Span, speakers: Speakers) -> Speaker | None:
    """ "Recommendations from the report include", "its key findings are", "the briefing's main findings are"."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    owners += [below for child in noun.children if child.dep_ == "prep" for below in child.children if below.dep_ == "pobj"]
    owners += [token for token in sentence if token.dep_ in {"poss", "pobj"} and token.i not in {owner.i for owner in owners}]
    for owner in owners:
        speaker = speakers.of_noun(owner)
        if speaker is not None:
            return speaker
    return None
