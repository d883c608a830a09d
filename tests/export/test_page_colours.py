"""The colours of lines can be told apart by colour-blind eyes, and from what they are drawn on."""

import itertools
import math
import re
from pathlib import Path

import pytest

STYLE = (Path(__file__).parents[2] / "kg" / "export" / "templates" / "theme.css").read_text(encoding="utf-8")
LIGHT, DARK, DARK_OF_SYSTEM = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"color-scheme:[^}]*", STYLE)
)
THEMES = {"light": LIGHT, "dark": DARK}
RELATIONS = [f"relation-{number}" for number in range(6)]
EYES = {  # Machado, Oliveira and Fernandes 2009, at full severity, on linear RGB
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)

Triple = tuple[float, ...]


def times(matrix: tuple[Triple, ...], values: Triple) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix)


def linear(colour: str) -> Triple:
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def oklab(colour: str, eyes: str) -> Triple:
    seen = tuple(min(max(part, 0.0), 1.0) for part in times(EYES[eyes], linear(colour)))
    return times(TO_LAB, tuple(math.cbrt(cone) for cone in times(TO_CONES, seen)))


def contrast(one: str, other: str) -> float:
    """WCAG 2, "contrast ratio"."""
    low, high = sorted(times(((0.2126, 0.7152, 0.0722),), linear(colour))[0] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def hue(colour: str) -> float:
    _, green_red, blue_yellow = oklab(colour, "usual")
    return math.degrees(math.atan2(blue_yellow, green_red))


def test_dark_is_the_same_however_it_came() -> None:
    assert DARK == DARK_OF_SYSTEM
    assert len(DARK) >= 20


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_colours_of_relations_stay_apart(theme: str, eyes: str) -> None:
    colours = [THEMES[theme][name] for name in RELATIONS]
    for one, other in itertools.combinations(colours, 2):
        assert math.dist(oklab(one, eyes), oklab(other, eyes)) >= 0.15, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [*RELATIONS, "line", "line-said"])
def test_a_line_stands_out_from_the_paper_and_the_legend(theme: str, name: str) -> None:
    for ground in ("paper", "surface"):
        assert contrast(THEMES[theme][name], THEMES[theme][ground]) >= 3


def test_no_two_relations_in_the_dark_have_one_hue() -> None:
    for one, other in itertools.combinations([DARK[name] for name in RELATIONS], 2):
        assert abs((hue(one) - hue(other) + 180) % 360 - 180) >= 20, (one, other)
