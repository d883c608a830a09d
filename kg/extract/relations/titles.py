"""What the patterns of `ontology/patterns/*.json` are called: `has_role/sequences/subject-comma-posts`.

A name is the file's, the list's in it, and what the entry says under `name`. Without one it is made from what an entry
must hold, so that a name can be searched for in the file, and stays when other patterns are put in before it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_SIGNS = {",": "comma", "¶": "line", "-": "dash", "(": "bracket", ")": "closed", ":": "colon", ".": "stop", ";": "semi"}
_ENDS = ("subject", "object", "each")
_OPTIONAL = re.compile(r"\[[^\]]*\]|!<?\(.*?\)(?= |$)|[~*+]\d+")


def titles(relation: str, part: str, entries: Sequence[Any]) -> list[str]:
    """The names of the entries of one list; of two that would be called the same, the second ends in `-2`."""
    used: Counter[str] = Counter()
    found = []
    for entry in entries:
        title = f"{relation}/{part}/{_title(entry)}"
        used[title] += 1
        found.append(title if used[title] == 1 else f"{title}-{used[title]}")
    return found


def _title(entry: Any) -> str:
    whole = {"pattern": entry} if isinstance(entry, str) else entry
    if "name" in whole:
        return whole["name"]
    words = _of_sequence(whole["pattern"]) if isinstance(whole.get("pattern"), str) else _of_frame(whole)
    return "-".join(words) or "_".join(whole.get("comment", "pattern").split())


def _of_sequence(pattern: str) -> Iterator[str]:
    """
    >>> "-".join(_of_sequence("{subject} , [now|then] ($chaired) ~3 (of|at) {object} !('s)"))
    'subject-comma-chaired-of-object'
    """
    for word in _OPTIONAL.sub(" ", pattern).split():
        chosen = word[1:-1].split("|")[0] if len(word) > 2 and word[0] + word[-1] in {"{}", "()"} else word
        yield _SIGNS.get(chosen or "|", chosen.strip("$+'"))


def _of_frame(entry: Mapping[str, Any]) -> Iterator[str]:
    """
    >>> "-".join(_of_frame({"nouns": "$cash", "verbs": ["go"], "subject": ["from+"], "object": ["to+", "for"]}))
    'cash-go-from-to'
    """
    yield from ("posts",) if entry.get("posts") else ()
    for key in ("heading", "nouns", "adverbs", "verbs", "direct", "particle", "prepositions", *_ENDS):
        given = entry.get(key)
        first = given if isinstance(given, str) else given[0] if isinstance(given, list) and given else ""
        yield from (key,) if given is True else (first.strip("$+'"),) if first else ()
