"""Answers and messages as text that a terminal, a pipe or a spreadsheet takes as it is.

What documents say is data: it may move no cursor, colour no screen and hide no line.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.figures import Band
from kg.query import Answer, Parameter, Question

# Escape sequences move the cursor and rename the window; directional overrides make a line read as another; lone
# surrogates cannot be written. None of them is part of a word.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")
_NUMERIC = ("#integer", "#decimal", "#double")


def printable(text: str) -> str:
    """One line that a terminal shows as it is.

    >>> printable("a\\x1b[31m red\\nline")
    'a\\ufffd[31m red line'
    """
    return _UNPRINTABLE.sub("\ufffd", " ".join(text.split()))


def shown(text: str) -> str:
    """Lines that a terminal shows as they are.

    >>> shown("a\\x1b[31m red\\nline")
    'a\\ufffd[31m red\\nline'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def listed(questions: Iterable[Question]) -> Iterator[tuple[str, ...]]:
    """One row for each question: its name, what it asks, and its parameters as on a command line."""
    for question in questions:
        yield question.name, question.words, " ".join(_usage(parameter) for parameter in question.parameters)


def declared(question: Question) -> Iterator[tuple[str, ...]]:
    """One row for each parameter of a question, and for each column of its answer."""
    for parameter in question.parameters:
        words = f"{parameter.words} (optional)" if parameter.optional else parameter.words
        yield "takes", f"--{parameter.name.replace('_', '-')}", parameter.type, words
    for variable in question.variables:
        yield "gives", variable.name, variable.type, variable.words


def to_columns(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Aligned columns with two blanks between them, one line a row.

    >>> print(to_columns(["who", "what"], [["Ann Lee", "a post"], ["Bo", ""]]), end="")
    who      what
    Ann Lee  a post
    Bo
    """
    lines = [[printable(cell) for cell in line] for line in (columns, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def to_csv(answer: Answer) -> str:
    """A heading and a line for each row; what a spreadsheet would compute is defused as in the tables of a build."""
    from kg.export.tables import defused  # brings the graph along, which an answer on the screen does not need

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(map(defused, answer.variables))
    for cells, datatypes in zip(answer.rows, answer.datatypes, strict=True):
        row = zip(cells, datatypes, strict=True)
        writer.writerow(cell if _is_number(cell, datatype) else defused(cell) for cell, datatype in row)
    return _UNPRINTABLE.sub("\ufffd", file.getvalue())


def to_json(value: Any) -> str:
    """JSON that loses no character and holds none that a terminal would obey: those are escaped.

    >>> to_json(["caf\\xe9", "\\x1b", "\\x9b"])
    '[\\n "café",\\n "\\\\u001b",\\n "\\\\u009b"\\n]\\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def records(answer: Answer) -> Iterator[dict[str, str | float | None]]:
    """A row by the names of its columns: numbers and truth values as such, nothing where a cell is unbound."""
    for cells, datatypes in zip(answer.rows, answer.datatypes, strict=True):
        yield dict(zip(answer.variables, map(_value, cells, datatypes), strict=True))


def figure_rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """One row for each part and group of the nested figures that `kg evaluate --json` writes."""
    for part, groups in figures.items():
        for group, score in ({"all": groups} if "p" in groups else groups).items():
            fractions = (f"{score[name]:.3f}" for name in ("p", "r", "f1"))
            counts = [f"{score[name]}" for name in ("hit", "predicted", "gold", "mentions") if name in score]
            yield part.replace("_", " "), group, *fractions, "/".join(counts)


def band_rows(bands: Iterable[Band]) -> Iterator[tuple[str, ...]]:
    """One row for each band of confidence that has relations: how many, how many right, and the two shares."""
    for band in bands:
        if band.relations:
            yield str(band), f"{band.relations}", f"{band.right}", f"{band.share:.3f}", f"{band.stated:.3f}"


def counted(number: int, word: str) -> str:
    """A number and what it counts.

    >>> counted(1, "passage"), counted(0, "passage")
    ('1 passage', '0 passages')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _usage(parameter: Parameter) -> str:
    usage = f"--{parameter.name.replace('_', '-')} {parameter.type.upper()}"
    return f"[{usage}]" if parameter.optional else usage


def _value(cell: str, datatype: str) -> str | float | None:
    if _is_number(cell, datatype):
        return json.loads(cell)
    if datatype.endswith("#boolean"):
        return cell in ("true", "1")
    return cell if cell or datatype else None


def _is_number(cell: str, datatype: str) -> bool:
    """Whether JSON and spreadsheets take it for one: not "INF", nor what a file merely calls a number."""
    return datatype.endswith(_NUMERIC) and _NUMBER.fullmatch(cell) is not None
