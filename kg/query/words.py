"""The words of a SPARQL text: which of them are keywords, and which stand in literals, IRIs, comments and names."""

import re
from collections.abc import Iterator

# The tokens in which a keyword may stand without being one, longest first; words come last.
_TOKENS = re.compile(
    r"""(?s)"{3}(?:\\.|(?!"{3}).)*"{3} | '{3}(?:\\.|(?!'{3}).)*'{3}
    | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*'
    | <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]* | [?$]\w+ | (?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
    | (?P<word>\w+)""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")


def keywords(text: str) -> set[str]:
    """Words outside literals, IRIs, comments and names, in capitals; read both with and without escapes like \\u0053.

    >>> sorted(keywords("select * { ?service kg:service 'service' } # order"))
    ['SELECT']
    """
    readings = (text, _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text))
    return {match["word"].upper() for reading in readings for match in _TOKENS.finditer(reading) if match["word"]}


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
