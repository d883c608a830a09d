"""The title of a document whose file names none: the first line that stands by itself at its top as a title does.

What a title looks like is told by layout, not by words: a short line, or the first of a few short lines, with a blank
line after it and without the end of a sentence. Above it may stand labels: lines in capitals, dates with a few words
around them, single words and lists of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

_LONGEST = 160  # characters of a title
_TOP = 3000  # characters in which it stands, if there is one
_WORDS_OF_TITLE = 4  # fewer are one only where no longer line stands by itself below them
_WORDS_WITH_DATE = 3  # so few words beside a date or a time of day only say what the date is

_BLOCK = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.:;,…][\"'”’)\]]*$")
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\b\d{1,2}[:.]\d\d\b"
    r"|\b\d{1,2}[^\W\d]{0,2}\.?\s+[^\W\d]+\.?,?\s+(?:19|20)\d\d\b|\b[^\W\d]+\.?\s+\d{1,2},\s+(?:19|20)\d\d\b"
    r"|^[^\W\d]+\.?,?\s+(?:19|20)\d\d$",
)
_WORD = re.compile(r"[^\W\d]+(?:[-'’&./][^\W\d]+)*")
_SINGLE_WORDS = re.compile(r"[\w&'’-]+(?:\s*[,|/·]\s*[\w&'’-]+)*")


def headline(text: str) -> str:
    """The title that the first lines of a text show, on one line; empty where prose or a list comes first.

    >>> headline("PRESS NOTICE\\n4 May 2031\\n\\nA bridge for Tarn at last\\n\\nThe council will build one.")
    'A bridge for Tarn at last'
    >>> headline("The council will build a bridge.\\n\\nIt opens in May.")
    ''
    """
    first = ""
    for lines in takewhile(_may_hold_title, _blocks(text)):
        found = [line for line in _joined(lines) if not _is_label(line)]
        first = first or next(iter(found), "")
        if first and len(first.split()) >= _WORDS_OF_TITLE:
            return first
        if len(found) == len(lines) == 1 and len(found[0].split()) > _WORDS_OF_TITLE:
            return found[0]  # below the name of a sender or of a kind of document
    return first


def _blocks(text: str) -> Iterator[Sequence[str]]:
    """The lines of each block at the top; the last is left out, as no blank line follows it."""
    top = text.replace("\r\n", "\n").strip()
    blocks = _BLOCK.split(top[:_TOP])
    for block in blocks[:-1]:
        yield [" ".join(line.split()) for line in block.split("\n")]


def _may_hold_title(lines: Sequence[str]) -> bool:
    """Whether a block is a few short lines, and neither prose nor a list nor a row of a table."""
    return (
        max(map(len, lines)) <= _LONGEST
        and not _SENTENCE_END.search(lines[-1])
        and all(line[0].isalnum() or line[0] in "\"'“‘«„¿¡" for line in lines)
    )


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """A line that goes on in lower case belongs to the one before it."""
    whole = lines[0]
    for line in lines[1:]:
        if line[0].islower():
            whole = f"{whole} {line}"
        else:
            yield whole
            whole = line
    yield whole


def _is_label(line: str) -> bool:
    if line.isupper() or _SINGLE_WORDS.fullmatch(line) or _SENTENCE_END.search(line):
        return True
    rest = _DATE.sub(" ", line)
    return rest != line and len(_WORD.findall(rest)) <= _WORDS_WITH_DATE
