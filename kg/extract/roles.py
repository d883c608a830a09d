"""Phrases that name a post: "deputy director of policy", "co-chair".

A phrase is built around a head noun of `ontology/names/roles.json`, with the words before it and what the post is for.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.runs import is_capitalised

_LINKS = frozenset({"of", "for", "in", "and", "&"})
LONGEST = 6
"""Tokens that a role may have before its head noun, and what it is for may have after it."""


def role_phrases(doc: Doc, lexicon: Lexicon, named: Collection[int]) -> Iterator[tuple[int, int]]:
    """(start, end) tokens of each phrase, in text order and apart; `named` are tokens of names, which end a phrase."""
    past, heads = 0, lexicon.role_heads
    words = lexicon.role_words
    for token in doc:
        if token.i < past or not token.is_alpha or _singular(token) not in heads or token.i in named:
            continue
        if _is_title(token, lexicon, named) or token.pos_ in {"VERB", "AUX"}:
            continue
        end = _end(doc, token.i, lexicon, named, words)
        start = _start(doc, token.i, past, lexicon, named)
        if start < end:
            yield start, end
            past = end


def role_text(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str:
    """The words of a post without what tells its time ("former", "new")."""
    left_out = lexicon.words("roles", "former") | lexicon.words("roles", "planned") | lexicon.words("roles", "left_out")
    while start < end - 1 and (doc[start].lower_ in left_out or doc[start].text == "-"):
        start += 1
    return doc[start:end].text


def _is_title(token: Token, lexicon: Lexicon, named: Collection[int]) -> bool:
    """ "Professor Roe": a title, no post."""
    return token.lower_ in lexicon.titles and token.i + 1 in named


def _singular(token: Token) -> str:
    word = token.lower_
    if token.tag_ in {"NNS", "NNPS"} and word.endswith("s"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def _start(doc: Doc, head: int, past: int, lexicon: Lexicon, named: Collection[int]) -> int:
    start, words = head, lexicon.role_words
    titles = lexicon.titles - words
    while start > past and head - start < LONGEST:
        before = doc[start - 1]
        goes_on = before.text in {"-", "&"} or before.lower_ in words or (
            before.is_alpha and before.pos_ in {"ADJ", "NOUN", "PROPN"} and not doc[start].is_sent_start
        )
        if before.i in named or before.is_space or not goes_on or before.lower_ in titles or doc[start].is_sent_start:
            break
        start -= 1
    while start < head and doc[start].text in {"-", "&"}:
        start += 1
    return start


def _end(doc: Doc, head: int, lexicon: Lexicon, named: Collection[int], words: Collection[str]) -> int:
    """Past further words of the post ("executive officer") and what it is a post for ("of policy and research")."""
    end = head + 1
    while end < len(doc) and end not in named and (doc[end].lower_ in words or _joins_post(doc, end, named, words)):
        end += 1
    last = end
    while end < len(doc) and end not in named and end - last < LONGEST + 1:
        token = doc[end]
        if token.lower_ in _LINKS and end + 1 < len(doc) and end + 1 not in named and _is_field(doc[end + 1], lexicon):
            end += 1
        elif end > last and (_is_field(token, lexicon) or _lists_fields(doc, end, lexicon, named)):
            end += 1
        else:
            break
    return end


def _joins_post(doc: Doc, position: int, named: Collection[int], words: Collection[str]) -> bool:
    """The "&" in "co-founder & director", the "-" in "director-general"."""
    following = position + 1
    return doc[position].text in {"&", "-"} and following < len(doc) and following not in named and doc[following].lower_ in words


def _lists_fields(doc: Doc, position: int, lexicon: Lexicon, named: Collection[int]) -> bool:
    """The comma in "Director of Strategy, Partnerships and Integration": another "and" has to close the list."""
    if doc[position].text != ",":
        return False
    rest = [token for token in doc[position + 1 : position + 4] if token.i not in named]
    return len(rest) == 3 and _is_field(rest[0], lexicon) and rest[1].lower_ in {"and", "&"} and _is_field(rest[2], lexicon)


def _is_field(token: Token, lexicon: Lexicon) -> bool:
    """A word for what somebody is responsible for, and not the next post."""
    if token.is_space or not token.is_alpha or _singular(token) in lexicon.role_heads:
        return False
    return is_capitalised(token) or token.pos_ in {"NOUN", "ADJ", "PROPN"}
