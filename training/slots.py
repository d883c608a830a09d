"""Fills the slots of the marked sentences with names, from the registers and invented ones.

What is to be learnt is how names are used and not which, so a slot gets another name each time. People are Faker's, of
many languages; bodies, policies and buildings are put together from `names.json`; the rest comes from the registers.
"""

import csv
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from faker import Faker

from training.marked import SLOTS

_FOLDER = Path(__file__).parent
_REGISTERS = _FOLDER.parent / "ontology" / "gazetteer"
_LOCALES = (
    "en_GB", "en_GB", "en_GB", "en_IE", "en_US", "en_IN", "pl_PL", "ro_RO", "it_IT", "es_ES", "pt_PT", "de_DE", "fr_FR",
    "tr_TR", "yo_NG", "zu_ZA", "tw_GH", "nl_NL", "sv_SE", "lt_LT",
)
_PATTERNS = {  # slot -> the list of patterns in names.json that it takes
    "charity": "charities", "one_word_body": "one_word_bodies", "company": "companies", "think_tank": "think_tanks",
    "university": "universities", "union": "union_names", "alliance": "alliances", "board": "boards", "media": "media",
    "act": "acts", "report": "report_titles", "strategy": "strategies", "programme": "programmes", "fund": "funds",
    "review": "reviews", "building": "buildings", "area": "areas",
}
_WORD = re.compile(r"\{(\w+)\}")
_ONSETS = ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "cl", "dr", "tr", "st")
_SYLLABLES = tuple(onset + vowel for onset in _ONSETS for vowel in "aeiou")
_PLAIN = {"programme": 0.25, "report": 0.25, "strategy": 0.1, "fund": 0.1, "charity": 0.15, "company": 0.15}
"""How many of the names of a slot are of words that anything may be called."""


class Slots:
    """Names for slots; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._faker = Faker(list(_LOCALES))
        self._faker.seed_instance(seed)
        self._lists: Mapping[str, Sequence[str]] = json.loads((_FOLDER / "names.json").read_text(encoding="utf-8"))

    def fill(self, slot: str) -> str:
        """A name for a slot.

        Raises:
            KeyError: There is no such slot.
        """
        if self._random.random() < _PLAIN.get(slot, 0):
            return self._compose("{plain}")
        if slot in _PATTERNS:
            return self._compose(self._random.choice(self._lists[_PATTERNS[slot]]))
        return self._makers[slot]()

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], str]]:
        bodies, people, places = _rows("organisations"), _rows("people"), _rows("places")
        return {
            "person": lambda: f"{self._forename()} {self._surname()}",
            "surname": self._surname,
            "title_surname": lambda: f"{self._random.choice(self._lists['titles'])} {self._surname()}",
            "acronym": self._acronym,
            "politician": self._one_of([row["name"] for row in people]),
            "public_acronym": self._one_of([form for row in bodies for form in _acronyms(row)]),
            "town": self._one_of([row["name"] for row in places if row["source"] == "geonames"]),
            "country": self._one_of([row["name"] for row in places if "iso-3166" in row["source"]]),
            **{slot: self._one_of([row["name"] for row in bodies if wanted(row)]) for slot, wanted in _BODIES.items()},
        }

    def _one_of(self, names: Sequence[str]) -> Callable[[], str]:
        return lambda: self._random.choice(names)

    def _compose(self, pattern: str) -> str:
        """A pattern with another one in each place, until no place is left."""
        while match := _WORD.search(pattern):
            pattern = pattern[: match.start()] + self._word(match[1]) + pattern[match.end() :]
        return pattern

    def _word(self, name: str) -> str:
        if name == "year":
            return str(self._random.randint(1983, 2035))
        if name == "span":
            start = self._random.randint(2010, 2030)
            return f"{start}{self._random.choice('-–/')}{self._random.choice((start + 5, (start + 3) % 100))}"
        if name == "ten":
            return self._random.choice(("Five", "Ten", "10", "25"))
        if name == "coined":
            return self._coined()
        if name == "word":
            return self._faker["en_US"].word(part_of_speech=self._random.choice(("noun", "adjective"))).capitalize()
        if name == "area":
            return self._random.choice(self._lists["areas"])
        if name in ("town", "surname", "forename"):
            return self._forename() if name == "forename" else self.fill(name)
        return self._random.choice(self._lists[name])

    def _forename(self) -> str:
        return self._faker.first_name().split()[0]

    def _surname(self) -> str:
        return self._faker.last_name()

    def _coined(self) -> str:
        syllables = self._random.choices(_SYLLABLES, k=self._random.choice((2, 2, 3)))
        word = "".join(syllables).capitalize() + self._random.choice(("", "", "n", "x", "s", "r", "l"))
        return word.upper() if self._random.random() < 0.15 else word

    def _acronym(self) -> str:
        return "".join(self._random.choices("ABCDEFGHILMNOPRSTUW", k=self._random.choice((3, 3, 3, 4, 4, 5))))


_BODIES: Mapping[str, Callable[[Mapping[str, str]], bool]] = {
    "department": lambda row: row["name"].startswith(("Department ", "Ministry ", "Office of ", "HM ", "Home Office")),
    "agency": lambda row: row["source"].startswith("govuk-2026") and not row["name"].startswith("Department"),
    "health_trust": lambda row: row["source"] == "nhs-ods" and "Trust" in row["name"],
    "care_board": lambda row: "Integrated Care Board" in row["name"],
    "council": lambda row: row["source"] == "local-authorities",
}


def _rows(file: str) -> list[dict[str, str]]:
    with (_REGISTERS / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _acronyms(row: Mapping[str, str]) -> list[str]:
    return [form for form in row["aliases"].split("|") if form.isupper() and form.isalpha() and len(form) > 2]


assert {*_PATTERNS, "person", "surname", "title_surname", "acronym", "politician", "public_acronym", "town", "country",
        *_BODIES} == set(SLOTS)
