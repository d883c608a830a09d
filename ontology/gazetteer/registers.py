"""The raw registers as rows, one generator a register; `make_gazetteer.py` merges, cleans and writes them."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

GOVUK = "https://www.gov.uk/government/organisations/"
COUNCIL = "https://www.gov.uk/find-local-council/"
ODS = "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/"
GSS = "http://statistics.data.gov.uk/id/statistical-geography/"
GEONAMES = "https://sws.geonames.org/"
MEMBER = "https://members.parliament.uk/member/"
PEER = "https://www.theyworkforyou.com/peer/?m="
COUNTRY = "https://www.iso.org/obp/ui/#iso:code:3166:"

MIN_POPULATION = 5000
DOMINANCE = 10  # a place this many times more populous than the next of its name is the one that is meant

_TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lady)\s+)+")
_UNDERTAKING = re.compile(r"\b(?:Review|Inquiry|Programme|Scheme|Initiative)(?: \d{4})?$")
_SITE = re.compile(r"\s*\([^)]*\)|\s+and Community Paediatrics$|\s+Child Health Section$|\s+(?:Central London )?Site$")
_HOSPITAL = re.compile(r"\b(?:Hospital|Infirmary|Ysbyty)\b")


@dataclass(frozen=True, order=True)
class Row:
    """One name of one register; `aliases` in order of preference, `links` full IRIs.

    `replaced_by` are names of the rows that took over; `abroad` are countries where something else has the name.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    replaced_by: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of `folder/name`, cells stripped, typographic apostrophes straightened."""
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [{key: (cell or "").strip().replace("’", "'") for key, cell in row.items()} for row in rows]


def govuk(folder: Path) -> Iterator[Row]:
    """Government organisations: those of 2026 first, so that their names win over those of 2017."""
    for row in read(folder, "govuk_organisations.csv"):
        yield Row(row["name"], _kind(row["name"]), _some(row["abbreviation"]), (GOVUK + row["slug"],), "govuk-2026")
    for row in read(folder, "govuk_organisations_2017_with_closed.csv"):
        short = "" if row["abbreviations"].casefold() == row["name"].casefold() else row["abbreviations"].upper()
        yield Row(row["name"], _kind(row["name"]), _some(short), (row["website"],), "govuk-2017")


def _kind(name: str) -> str:
    """The register lists reviews, inquiries and programmes among the bodies; as names they are policies."""
    return "POLICY" if _UNDERTAKING.search(name) else "ORG"


def nhs(folder: Path) -> Iterator[Row]:
    """Health bodies as organisations, hospitals as places."""
    rows = read(folder, "nhs_organisations.csv")
    yield from _hospitals(row for row in rows if row["type"] == "Hospital")
    for row in rows:
        links = _some(ODS + row["ods_code"], row["gss_code"] and GSS + row["gss_code"])
        if row["type"] == "NHS England region":
            name = row["name"]
            yield Row(f"NHS England {name}", "ORG", (f"NHS England ({name})",), links, "nhs-ods")
            yield Row(name, "PLACE", (), (), "nhs-ods")
        elif row["type"] != "Hospital":
            name = _proper(row["name"])
            yield Row(name, "ORG", (), links, "nhs-ods")
            yield from _care_system(name)


def _care_system(board: str) -> Iterator[Row]:
    """The system that a care board belongs to, and the area of both; no register lists either by itself."""
    if match := re.fullmatch(r"NHS (.+) Integrated Care Board", board):
        yield Row(f"{match[1]} Integrated Care System", "ORG", (), (), "nhs-ods")
        yield Row(match[1].removeprefix("the "), "PLACE", (), (), "nhs-ods")


def _hospitals(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """Sites that are called hospitals; those of one name stay without a link."""
    codes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        codes[_proper(_SITE.sub("", row["name"])).removeprefix("The ")].append(row["ods_code"])
    for name, found in codes.items():
        if _HOSPITAL.search(name):
            yield Row(name, "PLACE", (f"The {name}",), (ODS + found[0],) if len(found) == 1 else (), "nhs-ods")


def councils(folder: Path) -> Iterator[Row]:
    """Councils and combined authorities, with the areas that they govern as places."""
    for row in read(folder, "uk_local_authorities.csv"):
        name, area = row["official_name"], row["nice_name"]
        slug = row["gov_uk_slug"].replace(".", "")  # the register writes "st.-helens"; addresses there have no stops
        links = _some(slug and COUNCIL + slug, row["gss_code"] and GSS + row["gss_code"])
        if row["type"] in {"Combined authority", "Strategic Regional Authority", "City corporation"}:
            full = name if name.endswith(("Authority", "Corporation")) else f"{name} Combined Authority"
            yield Row(full, "ORG", (full.replace("Mayoral ", ""),), links, "local-authorities")
            continue
        yield Row(_council_name(name, area), "ORG", (name, *_council_forms(row)), links, "local-authorities")
        yield Row(area.removesuffix(" City"), "PLACE", (), (), "local-authorities")


def _council_name(name: str, area: str) -> str:
    return f"{area} City Council" if name.startswith("City of ") and "Council" not in name else name


def _council_forms(row: dict[str, str]) -> Iterator[str]:
    area = row["nice_name"]
    yield from (form for form in row["alt_names"].split("|") if form.endswith("Council") and form.isprintable())
    yield f"{area} Council"
    if row["type"] == "London borough":
        yield from (f"{area} London Borough Council", f"London Borough of {area}")
    elif "Borough" in row["official_name"]:
        yield from (f"{area} Borough Council", f"Borough of {area}")


def members(folder: Path) -> Iterator[Row]:
    """Members of parliament: one row a person, the newest form of the name first, earlier forms as aliases."""
    forms: dict[str, list[str]] = defaultdict(list)
    ids: dict[str, set[str]] = defaultdict(set)
    for row in read(folder, "uk_mps.csv"):
        name, number = _TITLES.sub("", row["name"]), row["parliament_member_id"]
        forms[number or name].append(name)
        ids[name].add(number)
    for key, names in forms.items():
        shared = len(ids[names[0]] - {""}) > 1  # two people of one name: the name is known, whose it is is not
        links = (MEMBER + key,) if key.isdecimal() and not shared else ()
        yield Row(names[0], "PERSON", tuple(dict.fromkeys(names[1:])), links, "uk-parliament")


def peers(folder: Path) -> Iterator[Row]:
    """Members of the House of Lords: by the plain name where the register tells it and nobody else has it."""
    rows = [(_plain_name(row), row) for row in read(folder, "uk_peers_to_2015.csv")]
    people: dict[str, set[str]] = defaultdict(set)
    for name, row in rows:
        people[name].add("bishop" if _is_bishop(row) else row["style"])
    for row in members(folder):
        people[row.name].add("member")
    shared_styles = _shared_styles(rows)
    for name, row in rows:
        own = name if len(people[name] - {"bishop"}) <= 1 else row["style"]
        shared = row["style"] in shared_styles
        links = () if shared else (PEER + row["id"].rsplit("/", 1)[-1],)
        aliases = () if _is_bishop(row) or shared else tuple(_peer_forms(name, row))
        yield Row(own, "PERSON", aliases, links, "uk-peers")


def _plain_name(row: dict[str, str]) -> str:
    """Forename and surname; the style where the register has no surname (the family name of hereditary peers)."""
    forenames, title = _TITLES.sub("", row["forenames"]).split(), row["style"].split()[0]
    if _is_bishop(row):
        return " ".join(forenames[:1] + forenames[-1:])
    style = row["style"].split(" of ")[0].split(maxsplit=1)[-1]
    tells = title in {"Lord", "Baroness"} and not row["peerage_type"].startswith("H")
    surname = row["surname"] or (style if tells else "")
    return f"{forenames[0]} {surname}" if forenames and surname else row["style"]


def _peer_forms(name: str, row: dict[str, str]) -> Iterator[str]:
    yield row["style"]
    yield row["style"].split(" of ")[0] if not re.match(r"\w+ of ", row["style"]) else row["style"]
    if row["forenames"] and name != row["style"]:
        yield f"{row['forenames_full'] or row['forenames']} {name.split(maxsplit=1)[1]}"


def _is_bishop(row: dict[str, str]) -> bool:
    return row["style"].startswith(("Bishop", "Archbishop"))


def _shared_styles(rows: list[tuple[str, dict[str, str]]]) -> set[str]:
    """Styles that more than one person has borne, as father and son."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, row in rows:
        if not _is_bishop(row):
            bearers[row["style"]].add(f"{name} {row['forenames'].split()[:1]}")
    return {style for style, who in bearers.items() if len(who) > 1}


def towns(folder: Path) -> Iterator[Row]:
    """Places in the UK; a name that several share is linked only where one of them dwarfs the others."""
    by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in read(folder, "uk_places_geonames500.csv"):
        name = re.sub(r"^Saint ", "St ", _proper(row["name"]).replace("St. ", "St ")).split(",")[0]
        by_name[name].append((int(row["population"] or 0), row["geonameid"]))
    for name, found in by_name.items():
        found.sort(reverse=True)
        if found[0][0] >= MIN_POPULATION:
            clear = len(found) == 1 or found[0][0] >= DOMINANCE * found[1][0]
            spelled = (f"Saint {name[3:]}", f"St. {name[3:]}") if name.startswith("St ") else ()
            yield Row(name, "PLACE", spelled, (f"{GEONAMES}{found[0][1]}/",) if clear else (), "geonames")


def countries(folder: Path) -> Iterator[Row]:
    """Countries by their common names, with official names as aliases."""
    for row in read(folder, "countries.csv"):
        plain = [_straight(form) for form in (row["common_name"], row["name"], row["official_name"]) if form]
        forms = list(dict.fromkeys(form for form in plain if not form.startswith("the ")))
        yield Row(forms[0], "PLACE", tuple(forms[1:]), (COUNTRY + row["alpha2"],), "iso-3166")


def _straight(name: str) -> str:
    """A name of the country list in reading order.

    >>> _straight("Korea, Republic of"), _straight("Falkland Islands (Malvinas)"), _straight("Virgin Islands, U.S.")
    ('Republic of Korea', 'Falkland Islands', 'U.S. Virgin Islands')
    """
    name = re.sub(r"\s*\([^)]*\)", "", name)
    head, comma, tail = name.partition(", ")
    if comma and (tail.endswith((" of", " of the")) or tail in {"British", "U.S."}):
        return f"{tail} {head}".removeprefix("The ")
    return name


def _proper(name: str) -> str:
    """A health body's name in the case of prose; shouted words are lowered, small words stay small.

    >>> _proper("NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD"), _proper("Stoke-On-Trent and Children'S")
    ('NHS South Yorkshire Integrated Care Board', "Stoke-on-Trent and Children's")
    """
    if name.isupper():
        name = name.title().replace("Nhs ", "NHS ")
    name = re.sub(r"(?<=\w[ -])(On|Upon|And|Of|The|For|In|Le|By|Under)(?=[ -])", lambda word: word[0].lower(), name)
    return re.sub(r"'S\b", "'s", name)


def _some(*cells: str) -> tuple[str, ...]:
    return tuple(cell for cell in cells if cell)
