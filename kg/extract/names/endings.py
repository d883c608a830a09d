"""Where the title of a work ends, when it ends in no word with a capital: at a question mark, or with a subtitle."""

from itertools import takewhile

from spacy.tokens import Span

from kg.extract.names.context import Context

LONGEST = 11
"""Tokens of a subtitle: what is longer goes on as a sentence."""

_ENDING = frozenset({",", ".", ";", "(", ")", "”", "’", '"', "–", "—", "?", "!"})
_CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD", "PRP"})  # fine parts of speech that no subtitle has


def to_its_end(context: Context, span: Span) -> Span:
    """A title with what it says behind its colon in small letters, or with its question mark."""
    if end := _subtitle_end(context, span) or _question_end(span):
        return Span(span.doc, span.start, end, label=span.label_)
    return span


def _question_end(span: Span) -> int:
    """Past the mark of "Who Minds the Ferry? was written by", where the sentence goes on; 0 for none."""
    following = [token.text for token in span.doc[span.end : span.end + 2]]
    goes_on = len(following) == 2 and (following[1].islower() or following[1] in {",", "”", "’"})
    return span.end + 1 if goes_on and following[0] == "?" else 0


def _subtitle_end(context: Context, span: Span) -> int:
    """Past the subtitle of "in Cold Rooms: the price of renting, she says"; 0 for none.

    Behind what ends like a policy ("the Clean Rivers Plan: where next") and in a heading a colon introduces no title.
    """
    doc, lexicon, colon = context.doc, context.lexicon, span.end
    if context.texts[colon : colon + 1] != (":",) or len(span) < 2 or not span.start or doc[span.start - 1].is_space:
        return 0
    if lexicon.head([token.lower_ for token in span], lexicon.policy_heads):
        return 0
    rest = doc[colon + 1 : colon + 2 + LONGEST]
    subtitle = list(takewhile(lambda token: not token.is_space and token.text not in _ENDING, rest))
    end = colon + 1 + len(subtitle)
    fits = 1 < len(subtitle) <= LONGEST and subtitle[0].text.islower() and end < len(doc)
    return end if fits and not any(token.tag_ in _CLAUSE for token in subtitle) else 0
