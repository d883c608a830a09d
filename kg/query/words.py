"""The words of a SPARQL text: which of them are keywords, and which stand in literals, IRIs, comments and names."""

import re
from collections.abc import Iterator

# The tokens in which a keyword may stand without being one, longest first; words come last.
# Nothing is read twice: an open literal goes on to the end, and what a token took it does not give back.
_TOKENS = re.compile(
    r"""(?s)"{3}(?:\\.|(?!"{3})[^\\])*+(?:"{3}|\\?\Z) | '{3}(?:\\.|(?!'{3})[^\\])*+(?:'{3}|\\?\Z)
    | "(?:\\.|[^"\\\n\r])*+"? | '(?:\\.|[^'\\\n\r])*+'?
    | <[^<>"{}|^`\\\x00-\x20]*+> | \#[^\n\r]*+ | [?$]\w++
    | (?P<name>(?:\w++(?:[.-]++\w++){0,2}+)?:(?:[\w.:%-]|\\.)*+)
    | (?P<word>\w++) | (?P<bracket>[{}()\[\]])""",
    re.VERBOSE,
)
_LITERAL = re.compile(
    r"""(?s)(?P<long>"{3}|'{3})(?:\\.|(?!(?P=long))[^\\])*+(?P=long)|"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'""",
)
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")


def keywords(text: str) -> set[str]:
    """Words outside literals, IRIs, comments and names, in capitals; read both with and without escapes like \\u0053.

    >>> sorted(keywords("select * { ?service kg:service 'service' } # order"))
    ['SELECT']
    """
    return {word.upper() for reading in {text, decoded(text)} for word in words(reading)}


def decoded(text: str) -> str:
    """The text with the letters that its escapes stand for.

    >>> decoded("\\\\u0053ELECT")
    'SELECT'
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def words(text: str) -> Iterator[str]:
    """What `keywords` gives, in order and as it is written.

    >>> list(words("select * { ?a kg:chairs 'b' }"))
    ['select']
    """
    return (match["word"] for match in _TOKENS.finditer(text) if match["word"])


def names(text: str) -> Iterator[tuple[int, str]]:
    """Prefixed names with the offset of each: `kg:chairs`, and `kg:` where a prefix is declared.

    >>> list(names("ASK { ?a kg:chairs 'kg:funds' }"))
    [(9, 'kg:chairs')]
    """
    return ((match.start(), match["name"]) for match in _TOKENS.finditer(text) if match["name"])


def unclosed(text: str) -> tuple[int, str] | None:
    """The offset and the sign of a literal that does not end, or else of the innermost bracket that is not closed.

    >>> unclosed("ASK { ?a ?b '}' "), unclosed("ASK { ?a ?b '} ")
    ((4, '{'), (12, "'"))
    """
    opened: list[tuple[int, str]] = []
    for match in _TOKENS.finditer(text):
        token = match[0]
        if token[0] in "'\"" and not _LITERAL.fullmatch(token):
            return match.start(), token[:3] if token.startswith(token[0] * 3) else token[0]
        if token in _PAIRS:
            opened.append((match.start(), token))
        elif match["bracket"] and opened and _PAIRS[opened[-1][1]] == token:
            opened.pop()
    return opened[-1] if opened else None
