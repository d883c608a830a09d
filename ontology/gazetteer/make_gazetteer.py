"""Writes the gazetteer from the raw registers; run by hand when a register is renewed, never by the build.

    python ontology/gazetteer/make_gazetteer.py REGISTERS [ONTOLOGY]

`REGISTERS` is the folder of the raw registers, `ONTOLOGY` the folder to write into (by default the one this file is
in). The lists made by hand beside this file are read too; `README.md` says what each is for. The same registers and
lists give the same bytes.
"""

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import registers
from registers import Row
from successors import successors
from variants import variants

HERE = Path(__file__).resolve().parent
FILES = {"organisations": {"ORG", "POLICY"}, "people": {"PERSON"}, "places": {"PLACE"}}
COLUMNS = ("name", "type", "aliases", "links", "source", "replaced_by", "abroad")
HOME = "United Kingdom"
MARKS = ("<!-- counts: written by make_gazetteer.py -->\n", "<!-- end of counts -->")


def main(arguments: list[str]) -> None:
    """Writes `gazetteer/*.csv`, the counts in `gazetteer/README.md` and the forenames in `names/people.json`."""
    if not arguments or not (Path(arguments[0]) / "govuk_organisations.csv").is_file():
        where = arguments[0] if arguments else "the command"
        raise SystemExit(f"no registers in {where}: expected the folder of raw registers that README.md lists")
    raw = Path(arguments[0])
    target = Path(arguments[1]) if len(arguments) > 1 else HERE.parent
    rows, dropped = make(raw)
    for stem, kinds in FILES.items():
        text = as_csv(row for row in rows if row.type in kinds)
        (target / "gazetteer" / f"{stem}.csv").write_text(text, encoding="utf-8", newline="")
    _write_counts(target / "gazetteer" / "README.md", rows, dropped)
    _write_forenames(target / "names" / "people.json", rows)


def make(raw: Path) -> tuple[list[Row], Counter[str]]:
    """All rows, sorted, and how many names and aliases were left out for which reason."""
    ambiguous, preferred = read_ambiguous(), read_aliases()
    rows = [_named(group) for group in merged(_all(raw))]
    dropped: Counter[str] = Counter()
    rows = list(_unique_aliases(list(_unmistakable(rows, ambiguous, dropped)), ambiguous, preferred, dropped))
    return sorted(_related(raw, rows)), dropped


def _related(raw: Path, rows: list[Row]) -> Iterator[Row]:
    """Rows with the bodies that took over from them, and with the countries where other things of their names lie."""
    later = successors(raw, rows, {former: names for former, _, names in read_former()})
    abroad: dict[str, set[str]] = {}
    for country, names in _entries("abroad.txt"):
        for name in _parts(names, ","):
            abroad.setdefault(name, set()).add(country)
    for row in rows:
        is_country = row.type == "PLACE" and any(link.startswith(registers.COUNTRY) for link in row.links)
        own = {row.name} if is_country and row.name != HOME else set()
        found = abroad.get(row.name, own) if row.type == "PLACE" and row.links else own
        yield replace(row, replaced_by=later.get(row.name, ()), abroad=tuple(sorted(found)))


def _all(raw: Path) -> Iterator[Row]:
    """Every register; of two spellings that of the earlier register wins."""
    yield from _by_hand()
    former = {name: aliases for name, aliases, _ in read_former()}
    registered = list(_registered(raw))
    current = {link for row in registered if row.name not in former for link in row.links}
    for row in registered:  # a name that was given up is a row of its own, without the address of the new one
        given_up = row.name in former
        yield replace(row, links=tuple(link for link in row.links if link not in current)) if given_up else row
    known = {row.name for row in registered}
    yield from (Row(name, "ORG", aliases, (), "former") for name, aliases in former.items() if name not in known)


def _registered(raw: Path) -> Iterator[Row]:
    for source in (registers.countries, registers.govuk, registers.nhs, registers.councils, registers.members,
                   registers.peers, registers.towns):
        yield from source(raw)


def read_ambiguous() -> dict[str, str]:
    """Forms that must never stand alone (case-folded), with the reason, from `ambiguous.txt`."""
    return {name.casefold(): reason for reason, names in _entries("ambiguous.txt") for name in _parts(names, ",")}


def read_aliases() -> dict[str, tuple[str, ...]]:
    """Aliases that are known beyond the registers, by official name, from `aliases.txt`."""
    return {name: _parts(forms, "|") for name, forms in _entries("aliases.txt")}


def _by_hand() -> Iterator[Row]:
    for source, names in _entries("places.txt"):
        for cell in _parts(names, "|"):
            name, _, code = cell.partition(" = ")
            yield Row(name, "PLACE", (), (registers.GSS + code,) if code else (), source)


def read_former() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Name, other forms and successors of bodies that are no more, from `former.txt`."""
    found = ((_parts(forms, "|"), _parts(later, "|")) for forms, later in _entries("former.txt"))
    return [(forms[0], forms[1:], later) for forms, later in found]


def _entries(file: str) -> Iterator[tuple[str, str]]:
    """`key: rest` lines of a list made by hand; `#` starts a comment."""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, rest = line.partition(": ")
            yield key, rest


def _parts(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


def merged(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that are about the same thing, together and in order: they share a link, or type and name ("the" aside)."""
    groups: dict[str, list[tuple[int, Row]]] = {}
    for place, row in enumerate(rows):
        found = {id(group): group for key in _keys(row) if (group := groups.get(key))}
        group = [member for other in found.values() for member in other] + [(place, row)]
        groups.update((key, group) for _, member in group for key in _keys(member))
    distinct = {id(group): group for group in groups.values()}.values()
    return [[row for _, row in sorted(group)] for group in distinct]


def _keys(row: Row) -> Iterator[str]:
    name = re.sub(r"^the ", "", row.name.casefold().replace("&", "and"))
    name = re.sub(r"^(?:her majesty's|his majesty's|h\.m\.) ", "hm ", name).replace("department of ", "department for ")
    yield from (*row.links, f"{row.type} {name}")


def _named(group: list[Row]) -> Row:
    """One row for a group: the first name, every other form as an alias, every link and source."""
    first = group[0]
    forms = [form for row in group for form in (row.name, *row.aliases)]
    if first.type != "PERSON":
        forms += [form for row in group for form in variants(row.name)]
    links = tuple(dict.fromkeys(link for row in group for link in row.links))
    sources = ", ".join(dict.fromkeys(row.source for row in group))
    return Row(first.name, first.type, tuple(dict.fromkeys(f for f in forms if f != first.name)), links, sources)


def _unmistakable(rows: list[Row], ambiguous: dict[str, str], dropped: Counter[str]) -> Iterator[Row]:
    """Rows under a name that can stand alone: the first form that is not ambiguous and no row before has."""
    taken: set[str] = set()
    for row in rows:
        clear = [form for form in (row.name, *row.aliases) if form.casefold() not in ambiguous]
        if not clear or clear[0].casefold() in taken:
            dropped["names: ambiguous" if not clear else "names: another row has it"] += 1
            continue
        taken.add(clear[0].casefold())
        yield replace(row, name=clear[0], aliases=tuple(clear[1:]))


def _unique_aliases(
    rows: list[Row], ambiguous: dict[str, str], preferred: dict[str, tuple[str, ...]], dropped: Counter[str],
) -> Iterator[Row]:
    """Rows without the aliases that two rows claim; a name, and an alias given by hand, is never contested."""
    owners: dict[str, str] = {form.casefold(): name for name, forms in preferred.items() for form in forms}
    owners.update((row.name.casefold(), row.name) for row in rows)
    claims = Counter(form for row in rows for form in {alias.casefold() for alias in row.aliases})
    for row in rows:
        kept: dict[str, str] = {}  # one spelling of a form; only by hand there may be more ("Defra", "DEFRA")
        for form in row.aliases:
            owner = owners.get(form.casefold())
            if owner is None and claims[form.casefold()] == 1 and _usable(form):
                kept.setdefault(form.casefold(), form)
            elif owner != row.name:
                dropped["aliases: another row's name" if owner else "aliases: of several rows"] += 1
        aliases = sorted((*kept.values(), *preferred.get(row.name, ())))
        yield replace(row, aliases=tuple(aliases), links=tuple(sorted(row.links)))


def _usable(form: str) -> bool:
    return len(form) > 1 and "|" not in form


def as_csv(rows: Iterable[Row]) -> str:
    """The rows as a table with `COLUMNS`; lists within a cell are separated by "|"."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        lists = ("|".join(cell) for cell in (row.aliases, row.links, row.replaced_by, row.abroad))
        aliases, links, replaced_by, abroad = lists
        table.writerow((row.name, row.type, aliases, links, row.source, replaced_by, abroad))
    return text.getvalue()


def _write_counts(path: Path, rows: list[Row], dropped: Counter[str]) -> None:
    lines = ["| file | rows | with aliases | aliases | with links | replaced |", "|---|---|---|---|---|---|"]
    for stem, kinds in FILES.items():
        own = [row for row in rows if row.type in kinds]
        counts = (len(own), sum(bool(r.aliases) for r in own), sum(len(r.aliases) for r in own),
                  sum(bool(r.links) for r in own), sum(bool(r.replaced_by) for r in own))
        lines.append(f"| {stem}.csv | " + " | ".join(f"{count:,}" for count in counts) + " |")
    lines += ["", "| left out | forms |", "|---|---|"]
    lines += [f"| {reason} | {count:,} |" for reason, count in sorted(dropped.items())]
    start, rest = path.read_text(encoding="utf-8").split(MARKS[0])
    end = rest.split(MARKS[1])[1]
    path.write_text(start + MARKS[0] + "\n".join(lines) + "\n" + MARKS[1] + end, encoding="utf-8")


def _write_forenames(path: Path, rows: list[Row]) -> None:
    """Sets `forenames`: those listed by hand, and those that two people of the registers bear."""
    borne = Counter(row.name.split()[0] for row in rows if row.type == "PERSON" and row.links)
    listed = {name for _, names in _entries("forenames.txt") for name in _parts(names, ",")}
    barred = {name for reason, names in _entries("ambiguous.txt") if reason == "word" for name in _parts(names, ",")}
    whole = json.loads(path.read_text(encoding="utf-8"))
    found = {name for name, count in borne.items() if count > 1 and name.isalpha() and len(name) > 2}
    whole["forenames"] = sorted((found | listed) - barred - set(whole["titles"]))
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
