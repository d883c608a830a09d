"""Whether a query could ask another machine: Oxigraph answers SERVICE itself and cannot be told not to.

Its grammar needs no space around a keyword (`1SERVICE<…>`) and tries one reading after another, so that a list of
tokens would have to agree with it everywhere. Here every reading that a text may have is followed at once, and the
letters of SERVICE pass only where all of them see a literal, an IRI, a comment or a name.
"""

import re
from collections.abc import Collection, Iterator

from kg.ontology import PREFIXES
from kg.query.words import decoded

_LETTERS = re.compile("service", re.IGNORECASE)
_OPAQUE = {
    "#": (re.compile(r"#[^\n\r]*+"),),
    "<": (re.compile("<(?!https?://)"), re.compile(r"<[^<>\x00-\x20]*+>")),  # less than (no term has //), or an IRI
    '"': (re.compile(r'(?s)"""(?:\\.|[^"\\]|"(?!""))*+"""'), re.compile(r'"(?:\\.|[^"\\\n\r])*+"')),
    "'": (re.compile(r"(?s)'''(?:\\.|[^'\\]|'(?!''))*+'''"), re.compile(r"'(?:\\.|[^'\\\n\r])*+'")),
}
_PLAIN = re.compile(r"""[^#<"']++""")
_VARIABLE = re.compile(r"[?$][A-Za-z0-9_]*\Z")
_NAMED = re.compile(r"(?<![\w.:%\\-])([A-Za-z]+(?:-[A-Za-z]+)*):(?:[A-Za-z0-9_][A-Za-z0-9_-]*)?\Z")
_NAME_ENDS = re.compile(r"[A-Za-z0-9_-]*+(?=[\s;,(){}/|*+^]|\.\s|\Z)")
_LONGEST_NAME = 200
_LONGEST = 100_000  # characters of a query that names a service; no person writes more


def may_federate(text: str, prefixes: Collection[str] = PREFIXES) -> bool:
    """Whether SERVICE may be a keyword of the text, with or without escapes like \\u0053; in doubt it may.

    `prefixes` are those that need no declaration.

    >>> may_federate("ASK { ?a ?b 1service <https://example.org/> {} }")
    True
    >>> may_federate("ASK { ?service kg:service 'service' } # service")
    False
    """
    return any(_may(reading, prefixes) for reading in {text, decoded(text)})


def _may(text: str, prefixes: Collection[str]) -> bool:
    found = list(_LETTERS.finditer(text))
    if not found:
        return False
    outside = _outside(text) if len(text) <= _LONGEST else b""
    return not outside or any(outside[match.start()] and not _is_name(text, match, prefixes) for match in found)


def _outside(text: str) -> bytes:
    """For each character whether a reading takes it for no part of a literal, IRI or comment; empty if none fits."""
    outside = bytearray(len(text))
    reached = {0}
    for place in range(len(text)):
        if place not in reached:
            continue
        for start, end, opaque in _steps(text, place):
            reached.add(end)
            if not opaque:
                outside[start:end] = b"\1" * (end - start)
    return bytes(outside) if len(text) in reached else b""


def _steps(text: str, place: int) -> Iterator[tuple[int, int, bool]]:
    patterns = _OPAQUE.get(text[place], (_PLAIN,))
    for pattern in patterns:
        if match := pattern.match(text, place):
            yield place, match.end(), pattern is not _PLAIN


def _is_name(text: str, match: re.Match[str], prefixes: Collection[str]) -> bool:
    """Whether the letters stand in a variable, or after a prefix that is known and not declared anew.

    A prefix of the asker's own may make an IRI that is none, and then Oxigraph reads the name as something else.
    """
    before = text[max(0, match.start() - _LONGEST_NAME):match.start()]
    if _VARIABLE.search(before):
        return True
    named = _NAMED.search(before)
    return bool(
        named and named[1] in prefixes and not re.search("prefix", text, re.IGNORECASE)
        and _NAME_ENDS.match(text, match.end())
    )
