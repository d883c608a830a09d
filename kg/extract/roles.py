"""Phrases that name a post: "deputy director of policy", "co-chair"."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.runs import is_capitalised

_LINKS = frozenset({"of", "for", "in", "and", "&"})
LONGEST = 6
"""Tokens that a role may have before its head noun."""


def role_phrases(doc: Doc, lexicon: Lexicon, named: Collection[int]) -> Iterator[tuple[int, int]]:
    """(start, end) tokens of each phrase, in text order and apart; `named` are tokens of names, which end a phrase."""
    past = 0
    for token in doc:
        if token.i < past or token.i in named or _singular(token) not in lexicon.role_heads:
            continue
        end = _end(doc, token.i, lexicon, named)
        yield _start(doc, token.i, past, lexicon, named), end
        past = end


def _singular(token: Token) -> str:
    word = token.lower_
    return word[:-1] if token.tag_ in {"NNS", "NNPS"} and word.endswith("s") else word


def _start(doc: Doc, head: int, past: int, lexicon: Lexicon, named: Collection[int]) -> int:
    start = head
    while start > past and head - start < LONGEST:
        before = doc[start - 1]
        goes_on = before.text == "-" or before.lower_ in lexicon.role_words or (
            before.is_alpha and before.pos_ in {"ADJ", "NOUN", "PROPN"} and not before.is_sent_end
        )
        if before.i in named or before.is_space or not goes_on or before.lower_ in lexicon.titles - lexicon.role_words:
            break
        start -= 1
    return start + (doc[start].text == "-")


def _end(doc: Doc, head: int, lexicon: Lexicon, named: Collection[int]) -> int:
    """Past further words of the post ("executive officer") and what it is a post for ("of policy and research")."""
    end = head + 1
    while end < len(doc) and end not in named and doc[end].lower_ in lexicon.role_words:
        end += 1
    last = end
    while end < len(doc) and end not in named and end - last < 7:
        token = doc[end]
        if token.lower_ in _LINKS and end + 1 < len(doc) and end + 1 not in named and _is_field(doc[end + 1], lexicon):
            end += 1
        elif end > last and _is_field(token, lexicon):
            end += 1
        else:
            break
    return end


def _is_field(token: Token, lexicon: Lexicon) -> bool:
    """A word for what somebody is responsible for, and not the next post."""
    if token.is_space or not token.is_alpha or token.lower_ in lexicon.role_heads:
        return False
    return is_capitalised(token) or token.pos_ in {"NOUN", "ADJ", "PROPN"}
