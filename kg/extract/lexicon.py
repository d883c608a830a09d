"""What the vocabulary knows about names, in the form that the components ask for it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import Ontology, RegisterEntry

if TYPE_CHECKING:
    from spacy.tokens import Span

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
_DROPPED = re.compile(r"[.,;:()\"“”]")


@lru_cache(maxsize=100_000)
def normalise(name: str) -> str:
    """The form under which names are compared: case, marks, "&", a leading "the" and spacing do not count.

    >>> normalise("The Queen’s  Fund") == normalise("queen's fund")
    True
    >>> normalise("Barker & Sons Ltd.")
    'barker and sons ltd'
    """
    plain = _DROPPED.sub("", name.translate(_QUOTES)).casefold().replace("&", " and ")
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def form_of(span: "Span") -> str:
    """What makes two places of a document one form; one word alone keeps its marks ("Which?")."""
    return span.text.casefold() if len(span) == 1 else normalise(span.text)


@dataclass(frozen=True)
class Kinds:
    """The kinds of names that the rules know, as entity types of the vocabulary: a body is an `"ORG"`, and so on."""

    body: str
    person: str
    work: str
    place: str


@dataclass(frozen=True)
class Lexicon:
    """Word lists and registers, compiled once for a pipeline."""

    ontology: Ontology

    @classmethod
    def load(cls, folder: str | Path | None = None) -> "Lexicon":
        """The lexicon of a vocabulary's folder, compiled once for all components while its files stay the same.

        Raises:
            OntologyError: See `Ontology.load`.
        """
        return cls.of(Ontology.load(folder))

    @classmethod
    def of(cls, ontology: Ontology) -> "Lexicon":
        """The lexicon of a vocabulary that is loaded; the same one for equal files in one folder."""
        return _compiled(ontology.folder.resolve(), ontology.digest)

    @cached_property
    def register(self) -> Mapping[str, tuple[RegisterEntry, ...]]:
        """Rows by normalised name or alias."""
        found: dict[str, list[RegisterEntry]] = {}
        for entry in self.ontology.register():
            for form in {normalise(form) for form in (entry.name, *entry.aliases)}:
                found.setdefault(form, []).append(entry)
        return {form: tuple(entries) for form, entries in found.items()}

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Registered forms that only count when they are written in capitals."""
        return frozenset(
            normalise(form) for entry in self.ontology.register() for form in entry.aliases
            if form.isupper() and " " not in form
        )

    def registered(self, text: str) -> tuple[RegisterEntry, ...]:
        """Register rows for a form as it is written; an acronym in lower case is an ordinary word."""
        key = normalise(text)
        if key in self.acronyms and not any(letter.isupper() for letter in text[1:]):
            return ()
        return self.register.get(key, ())

    def spelt_out(self, name: str) -> str:
        """A name as it is compared, with its last word in full: "Calder FT" is "calder foundation trust"."""
        plain = normalise(name)
        rest, _, last = plain.rpartition(" ")
        return f"{rest} {self._abbreviated[last]}" if rest and last in self._abbreviated else plain

    def by_initials(self, name: str) -> Iterator[str]:
        """A body's name with its areas by their initials, where its last words are ones that are abbreviated.

        "Tarn, Vale and Dale Integrated Care Board" gives "tvd integrated care board".
        """
        plain, prefixes = self.spelt_out(name), self.words("organisations", "prefixes")
        for tail in {tail for tail in self._abbreviated.values() if plain.endswith(f" {tail}") and " " in tail}:
            words = plain.removesuffix(tail).replace("-", " ").split()
            areas = [word for word in words if word not in {"and", "of", "the", *prefixes}]
            if len(areas) > 2:
                yield f"{''.join(word[0] for word in areas)} {tail}"

    @cached_property
    def _abbreviated(self) -> Mapping[str, str]:
        return self.ontology.names.get("organisations", {}).get("abbreviations", {})

    def may_begin_list(self, words: Iterable[str]) -> bool:
        """Whether a registered name with a comma or an "and" in it begins with these words."""
        return normalise(" ".join(words)) in self._list_openings

    @cached_property
    def _list_openings(self) -> frozenset[str]:
        forms = (form for entry in self.ontology.register() for form in (entry.name, *entry.aliases))
        listing = (form.removeprefix("The ") for form in forms if "," in form or " and " in form or " & " in form)
        return frozenset(normalise(" ".join(form.replace(",", " ,").split()[:2])) for form in listing)

    def words(self, file: str, key: str) -> frozenset[str]:
        """A list of `names/<file>.json` as a set; empty where the file has none."""
        return self._lists.get((file, key), frozenset())

    @cached_property
    def _lists(self) -> Mapping[tuple[str, str], frozenset[str]]:
        return {
            (file, key): frozenset(words)
            for file, lists in self.ontology.names.items() for key, words in lists.items() if isinstance(words, list)
        }

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The model's labels -> our types."""
        return self.ontology.names.get("labels", {}).get("types", {})

    @cached_property
    def kinds(self) -> Kinds:
        """Which entity types bodies, people, works and places are."""
        return Kinds(**self.ontology.names["labels"]["kinds"])

    @cached_property
    def kinds_by_type(self) -> Mapping[str, str]:
        """Entity type -> kind."""
        return {type_: kind for kind, type_ in vars(self.kinds).items()}

    @cached_property
    def all_heads(self) -> frozenset[str]:
        """Last words of bodies and of works."""
        return self.org_heads | self.policy_heads

    @cached_property
    def reporting(self) -> frozenset[str]:
        """Lemmas of verbs that report what somebody says."""
        cues = self.ontology.cues.get("reporting", {})
        return frozenset((*cues.get("speech", ()), *cues.get("clause", ())))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Nouns in lower case that say that a name is a body's."""
        return self.words("references", "bodies") | self.words("organisations", "nouns")

    @cached_property
    def org_heads(self) -> frozenset[str]:
        return self.words("organisations", "heads")

    @cached_property
    def org_openers(self) -> frozenset[str]:
        return self.words("organisations", "openers")

    @cached_property
    def policy_heads(self) -> frozenset[str]:
        return self.words("policies", "heads")

    @cached_property
    def policy_openers(self) -> frozenset[str]:
        return self.words("policies", "openers")

    @cached_property
    def lower_heads(self) -> frozenset[str]:
        return self.words("policies", "lower_heads")

    @cached_property
    def titles(self) -> frozenset[str]:
        return _lowered(self.words("people", "titles") | self.words("people", "style_before"))

    @cached_property
    def titles_he(self) -> frozenset[str]:
        return _lowered(self.words("people", "titles_he"))

    @cached_property
    def titles_she(self) -> frozenset[str]:
        return _lowered(self.words("people", "titles_she"))

    @cached_property
    def generations(self) -> frozenset[str]:
        """What tells father and son of one name apart, behind it ("Jr")."""
        return self.words("people", "generations")

    @cached_property
    def forenames(self) -> frozenset[str]:
        return self.words("people", "forenames")

    @cached_property
    def role_heads(self) -> frozenset[str]:
        return self.words("roles", "heads")

    @cached_property
    def role_words(self) -> frozenset[str]:
        return self.role_heads | self.words("roles", "modifiers") | self.words("roles", "former")

    @cached_property
    def class_words(self) -> frozenset[str]:
        return self.words("classes", "words")

    @cached_property
    def class_phrases(self) -> frozenset[str]:
        return self.words("classes", "phrases")

    @cached_property
    def _classes(self) -> frozenset[str]:
        """Words and phrases for kinds of things, and the initials of the longer phrases."""
        long = (phrase.split() for phrase in self.class_phrases if phrase.count(" ") > 1)
        return self.class_words | self.class_phrases | {"".join(word[0] for word in words) for words in long}

    def same_forename(self, one: str, other: str) -> bool:
        """Whether two forenames in lower case are a name and its short form ("penny", "penelope")."""
        return other in self.nicknames(one)

    def nicknames(self, forename: str) -> frozenset[str]:
        """The short forms of a forename in lower case, and what it is a short form of."""
        return self._nicknames.get(forename, frozenset())

    def long_forenames(self, short: str) -> frozenset[str]:
        """The forenames that a short one in lower case may stand for ("penny" for "penelope")."""
        return frozenset(self.ontology.names.get("people", {}).get("nicknames", {}).get(short, ()))

    @cached_property
    def _nicknames(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name, short_forms in self.ontology.names.get("people", {}).get("nicknames", {}).items():
            for short in short_forms:
                found[name].add(short)
                found[short].add(name)
        return {name: frozenset(others) for name, others in found.items()}

    def is_class(self, text: str) -> bool:
        """Whether a form is a word for a kind of thing and no name, in the singular or the plural."""
        plain = text.translate(_QUOTES).casefold().strip()
        singular = plain[:-1] if plain.endswith("s") else plain
        if plain.endswith("ies"):
            singular = plain[:-3] + "y"
        known = self._classes
        return plain in known or singular in known

    def head(self, words: Iterable[str], heads: frozenset[str]) -> str:
        """The longest ending of `words` (lower case) that is one of `heads`, or an empty string."""
        words = list(words)
        for size in (3, 2, 1):
            ending = " ".join(words[-size:])
            if len(words) >= size and ending in heads:
                return ending
        return ""


@lru_cache(maxsize=4)
def _compiled(folder: Path, digest: str) -> Lexicon:
    """`digest` is part of the key: a vocabulary that was edited is read anew."""
    return Lexicon(Ontology.load(folder))


def _lowered(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold().rstrip(".") for word in words)
