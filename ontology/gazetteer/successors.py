"""Which bodies took over from which, as the registers tell: former name -> names of rows, for `make_gazetteer.py`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from registers import GOVUK, GSS, Row, read

_SMALL = {"and", "the"}


def successors(folder: Path, rows: Iterable[Row], by_hand: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Row name -> names of the rows that took over, sorted; only pairs of which both are rows.

    What a register still lists as a body has no successor, whatever another body took over from it.
    """
    known = {row.name: row for row in rows if row.type in {"ORG", "POLICY"}}
    found: dict[str, set[str]] = defaultdict(set)
    for former, later in (*_government(folder, known.values()), *_councils(folder, known.values()), *_listed(by_hand)):
        if former in known and later in known and former != later:
            found[former].add(later)
    return {name: tuple(sorted(later)) for name, later in sorted(found.items())}


def _listed(by_hand: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for former, later in by_hand.items():
        yield from ((former, name) for name in later)


def _government(folder: Path, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """GOV.UK names what a body supersedes by address; the register of 2017 has most of those under their names.

    Where a devolved government "supersedes" a body, that is where GOV.UK sends the reader, and no successor.
    """
    records = read(folder, "govuk_organisations.csv")
    living = {record["slug"] for record in records}
    by_slug: dict[tuple[str, ...], str] = {}
    for row in rows:
        slugs = [link.removeprefix(GOVUK) for link in row.links if link.startswith(GOVUK)]
        for slug in (*slugs, row.name):
            by_slug.setdefault(_key(slug), row.name)
    for record in (record for record in records if record["type"] != "Devolved government"):
        for former in record["supersedes"].split("|"):
            if former and former not in living and _key(former) in by_slug:
                yield by_slug[_key(former)], by_slug.get(_key(record["slug"]), "")


def _key(name: str) -> tuple[str, ...]:
    """The words by which an address and a name are compared.

    >>> _key("ministry-of-rail-roads-rivers") == _key("Ministry of Rail, Roads and Rivers")
    True
    """
    plain = re.sub(r"\([^)]*\)", " ", name.casefold().replace("'", ""))
    return tuple(word for word in re.split(r"[^a-z0-9]+", plain) if word and word not in _SMALL)


def _councils(folder: Path, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Councils that were merged or divided, by the register's own codes."""
    records = read(folder, "uk_local_authorities.csv")
    by_link = {link: row.name for row in rows for link in row.links if link.startswith(GSS)}
    names = {record["code"]: by_link.get(GSS + record["gss_code"], "") for record in records}
    for record in records:
        yield from ((names[record["code"]], names.get(code, "")) for code in record["replaced_by"].split(","))
