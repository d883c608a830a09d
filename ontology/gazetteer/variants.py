"""Other forms in which prose gives a body's name: endings shortened, initials, "and" for an ampersand."""

import re
from collections.abc import Iterator

_TRUST = re.compile(r"^(?P<stem>.+?) NHS (?P<foundation>Foundation )?Trust$")
_CARE = re.compile(r"^(?P<nhs>NHS )?(?P<area>.+) Integrated Care (?P<kind>Board|System)$")
_COMPASS = re.compile(r"^(North|South) (East|West)\b")
# Bare, such a stem is still a body's name; "Moorfields Eye Hospital" or "North Bristol" would be a place.
_BODY_ENDING = re.compile(r" (?:Hospitals|Health|Healthcare|Partnership|Alliance|Ambulance Service|Health and Care)$")
_SMALL = {"and", "of", "the", "&", "on", "upon", "in", "for"}


def variants(name: str) -> Iterator[str]:
    """Forms of an organisation's name that are not in the register; `name` itself is not among them.

    >>> list(variants("The Alder NHS Foundation Trust"))[:3]
    ['The Alder NHS FT', 'The Alder FT', 'The Alder Foundation Trust']
    """
    seen = {name}
    for form in (name, *_without_article(name)):
        for other in (form, *_shorter(form)):
            for spelled in (other, *_respelled(other)):
                if spelled not in seen:
                    seen.add(spelled)
                    yield spelled


def initials(name: str) -> str:
    """First letters of the words that count: "Leicester, Leicestershire and Rutland" gives "LLR"."""
    return "".join(word[0] for word in re.split(r"[ ,-]+", name) if word and word not in _SMALL)


def _shorter(name: str) -> Iterator[str]:
    yield from _trust_forms(name)
    yield from _care_forms(name)
    yield from _bracket_forms(name)
    yield from _company_forms(name)


def _trust_forms(name: str) -> Iterator[str]:
    if match := _TRUST.match(name):
        stem = match["stem"]
        if match["foundation"]:
            yield from (f"{stem} NHS FT", f"{stem} FT", f"{stem} Foundation Trust", f"{stem} NHS Trust")
        yield f"{stem} Trust"
        if _BODY_ENDING.search(stem):
            yield stem


def _care_forms(name: str) -> Iterator[str]:
    if match := _CARE.match(name):
        area, short = match["area"], f"IC{match['kind'][0]}"
        abbreviated = initials(area) if len(initials(area)) >= 3 else ""
        compass = _COMPASS.sub(lambda point: point[1][0] + point[2][0], area)
        yield f"{area} Integrated Care {match['kind']}"
        for stem in dict.fromkeys(filter(None, (area, compass, abbreviated))):
            yield from (f"{stem} {short}", f"NHS {stem} {short}")
        if match["nhs"]:
            yield f"NHS {area}"


def _bracket_forms(name: str) -> Iterator[str]:
    if match := re.search(r"\s*\(([^)]*)\)", name):
        yield name.replace(match[0], "").strip()
        if re.fullmatch(r"[A-Z][A-Za-z0-9]*[A-Z0-9]", match[1]):
            yield match[1]


def _company_forms(name: str) -> Iterator[str]:
    for ending, other in ((" Ltd", " Limited"), (" Limited", " Ltd")):
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            yield stem + other
            if " " in stem:
                yield stem


def _without_article(name: str) -> Iterator[str]:
    if name.startswith("The ") and name.count(" ") > 1:
        yield name[4:]


def _respelled(name: str) -> Iterator[str]:
    if " & " in name:
        yield name.replace(" & ", " and ")
    elif " and " in name:
        yield name.replace(" and ", " & ")
    if match := re.match(r"Department (of|for) ", name):
        yield name.replace(match[1], {"of": "for", "for": "of"}[match[1]], 1)
