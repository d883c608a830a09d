"""Dates as files write them -> ISO 8601."""

import re
from datetime import UTC, date, datetime

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)
_YEAR_FIRST = re.compile(r"\s*\d{4}")


def iso_date(written: str) -> str:
    """The day in ISO 8601, or an empty string where the words do not name one.

    A date in figures is read the British way, day first, unless the year comes before.

    >>> iso_date("2024-03-05T09:30:00Z"), iso_date("5 March 2024"), iso_date("05/03/2024"), iso_date("March 2024")
    ('2024-03-05', '2024-03-05', '2024-03-05', '')
    """
    iso = _ISO.fullmatch(written.strip())
    if iso:
        return _valid(iso[1])
    return _parsed(written)


def _valid(iso: str) -> str:
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return ""


def _parsed(written: str) -> str:
    from dateutil import parser  # few files need it

    day_first = not _YEAR_FIRST.match(written)
    # What the words leave out is filled in from a default: only what does not change with it was said.
    try:
        first, second = (
            parser.parse(written, dayfirst=day_first, ignoretz=True, default=default)
            for default in (datetime(2000, 1, 1, tzinfo=UTC), datetime(2004, 2, 2, tzinfo=UTC))
        )
    except (ValueError, OverflowError, TypeError):
        return ""
    return first.date().isoformat() if first.date() == second.date() else ""
