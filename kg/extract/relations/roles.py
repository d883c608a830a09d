"""Phrases that name a post: "deputy director of policy", "co-chair".

A phrase is built around a head noun of `ontology/names/roles.json`, with the words before it and what the post is for.
"""

from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.names.context import is_capitalised

_LINKS = frozenset({"of", "for", "in", "and", "&"})
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN"})
_PREDICATIVE = frozenset({"aux", "auxpass", "nsubj", "nsubjpass"})
_AT = frozenset({"at", "for", "of", "with", "within"})
LONGEST = 6
"""Tokens that a role may have before its head noun, and what it is for may have after it."""


def role_phrases(doc: Doc, lexicon: Lexicon, types: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """(start, end) tokens of each phrase, in text order and apart.

    `types` gives the types of the tokens of names: a name ends a phrase.
    """
    past, heads = 0, lexicon.role_heads
    for token in doc:
        if token.i < past or not token.is_alpha or singular(token) not in heads or token.i in types:
            continue
        if not _is_head(token, lexicon, types):
            continue
        end = _fields(doc, _end(doc, token.i, lexicon, types), lexicon, types)
        start = _start(doc, token.i, past, lexicon, types)
        yield start, end
        past = end


def role_text(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str:
    """The words of a post without what tells its time ("former", "new")."""
    left_out = lexicon.words("roles", "former") | lexicon.words("roles", "planned") | lexicon.words("roles", "left_out")
    while start < end - 1 and (doc[start].lower_ in left_out or doc[start].text == "-"):
        start += 1
    return doc[start:end].text


def _is_head(token: Token, lexicon: Lexicon, types: Mapping[int, str]) -> bool:
    """No verb, no title ("Professor Roe"), no adjective ("lead author"), and with the words that it needs."""
    owned = token.text.islower() and token.i - 1 in types  # "Ofsted inspector Jane Roe"
    is_title = token.lower_ in lexicon.titles and token.i + 1 in types and not owned
    if token.pos_ in {"VERB", "AUX"} or (is_title and not _follows_hyphen(token)):
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    needed = lexicon.ontology.names.get("roles", {}).get("heads_before", {}).get(singular(token))
    if needed is not None and (following is None or following.lower_ not in needed or _is_ours(token)):
        return False
    if following is None or following.i in types or token.lower_ not in lexicon.words("roles", "modifiers"):
        return True
    return following.pos_ != "NOUN" or following.lower_ in lexicon.role_words


def _follows_hyphen(token: Token) -> bool:
    return token.i > 0 and token.doc[token.i - 1].text == "-"


def _is_ours(token: Token) -> bool:
    """ "Our partners at the Trust" work with us and hold no post there."""
    return token.tag_ in {"NNS", "NNPS"} and any(child.tag_ == "PRP$" for child in token.children)


def singular(token: Token) -> str:
    word = token.lower_
    if token.tag_ in {"NNS", "NNPS"} and word.endswith("s"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def _start(doc: Doc, head: int, past: int, lexicon: Lexicon, named: Mapping[int, str]) -> int:
    start, words = head, lexicon.role_words
    titles = lexicon.titles - words
    while start > past and head - start < LONGEST:
        before = doc[start - 1]
        if doc[start].is_sent_start and before.lower_ not in words:
            break
        goes_on = before.text in {"-", "&"} or _joins_fields(before) or before.lower_ in words or (
            before.is_alpha and before.pos_ in _NOMINAL
        )
        if before.i in named or before.is_space or before.lower_ in titles or _is_predicate(before) or not goes_on:
            break
        start -= 1
    while start < head and doc[start].text in {"-", "&", "and"}:
        start += 1
    return start


def _is_predicate(token: Token) -> bool:
    """The "elected" in "has been elected chair"."""
    return token.pos_ == "VERB" and any(child.dep_ in _PREDICATIVE for child in token.children)


def _joins_fields(token: Token) -> bool:
    """The "and" in ", health and housing director": before it stands a field, and before that the phrase begins."""
    first = token.i - 1
    if token.lower_ != "and" or first < 1 or token.doc[first].pos_ not in _NOMINAL:
        return False
    for _ in range(LONGEST):
        if first < 2 or token.doc[first - 1].pos_ not in _NOMINAL or token.doc[first].is_sent_start:
            break
        first -= 1
    return token.doc[first - 1].text in {",", "(", "-", "–", ":"} or token.doc[first - 1].dep_ == "det"


def _end(doc: Doc, head: int, lexicon: Lexicon, named: Mapping[int, str]) -> int:
    """Past further words of the post ("executive officer") and what it is a post for ("of policy and research")."""
    end, words = head + 1, lexicon.role_words
    while end < len(doc) and end not in named and (doc[end].lower_ in words or _joins_post(doc, end, named, words)):
        end += 1
    end += 2 if _is_of_board(doc, end, lexicon, named) else 0
    last = end
    while end < len(doc) and end not in named and end - last < LONGEST + 1:
        token = doc[end]
        links = token.lower_ in _LINKS and _is_field_at(doc, end + 1, lexicon, named)
        if not links and not (end > last and (_is_field(token, lexicon) or _lists_fields(doc, end, lexicon, named))):
            break
        end += 1
    return end


def _is_of_board(doc: Doc, position: int, lexicon: Lexicon, named: Mapping[int, str]) -> bool:
    """The "of trustees" in "chair of trustees"."""
    if position + 1 >= len(doc) or position + 1 in named or doc[position].lower_ != "of":
        return False
    return doc[position + 1].tag_ in {"NNS", "NNPS"} and singular(doc[position + 1]) in lexicon.role_heads


def _joins_post(doc: Doc, position: int, named: Mapping[int, str], words: Collection[str]) -> bool:
    """The "&" in "co-founder & director", the "-" in "director-general"."""
    if doc[position].text not in {"&", "-"} or position + 1 >= len(doc) or position + 1 in named:
        return False
    return doc[position + 1].lower_ in words


def _lists_fields(doc: Doc, position: int, lexicon: Lexicon, named: Mapping[int, str]) -> bool:
    """The comma in "Director of Housing, Roads and Parks": another "and" has to close the list."""
    if doc[position].text != ",":
        return False
    fields = all(_is_field_at(doc, place, lexicon, named) for place in (position + 1, position + 3))
    return fields and doc[position + 2].lower_ in {"and", "&"}


def _is_field_at(doc: Doc, position: int, lexicon: Lexicon, named: Mapping[int, str]) -> bool:
    return position < len(doc) and position not in named and _is_field(doc[position], lexicon)


def _fields(doc: Doc, end: int, lexicon: Lexicon, types: Mapping[int, str]) -> int:
    """Past ", Research & Advice, North" where "at" or a comma and then the body follow, or else no further."""
    bodies, people = lexicon.words("references", "body_types"), lexicon.words("references", "person_types")
    position = end
    while position < min(len(doc), end + 2 * LONGEST) and types.get(position) not in bodies | people:
        token = doc[position]
        if position > end and token.lower_ in _AT | {","} and types.get(_skip_article(doc, position + 1)) in bodies:
            return position
        if token.text != "," and token.lower_ not in _LINKS and not is_capitalised(token):
            return end
        position += 1
    return end


def _skip_article(doc: Doc, position: int) -> int:
    return position + (position < len(doc) and doc[position].lower_ == "the")


def _is_field(token: Token, lexicon: Lexicon) -> bool:
    """A word for what somebody is responsible for, and not the next post."""
    if not token.is_alpha or singular(token) in lexicon.role_heads or token.lower_ in lexicon.words("roles", "times"):
        return False
    return is_capitalised(token) or token.pos_ in {"NOUN", "ADJ", "PROPN"}
