"""Whether a document allows to take a name for the entry of a register that bears it.

That a register holds a name says that it is a name; that this one is meant is more. A namesake of a member of a
parliament sits on many boards, a town abroad bears the name of one at home, and a short word is short for many things.
The words that tell are data: `evidence` in `ontology/names/people.json`, `abroad` in the tables.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from kg.extract.lexicon import Lexicon, normalise
from kg.model import Annotation, Cluster, Mention
from kg.ontology import RegisterEntry

NEAR = 60
"""Code points before and behind a name in which a title or an office may stand."""

_BREAK = re.compile(r"[.!?;:\n](?=\s|$)")


def allows(cluster: Cluster, row: RegisterEntry, rows: Collection[RegisterEntry], annotation: Annotation,
           lexicon: Lexicon) -> bool:
    """Whether `annotation` shows that `cluster` is what `row` is about; `rows` are those of all its clusters."""
    if cluster.type == lexicon.kinds.person:
        return _is_in_office(cluster, row, annotation, lexicon)
    if row.name in row.abroad or not (row.abroad or _needs_company(cluster, row, lexicon)):
        return True
    countries = {other.name for other in rows if other.name in other.abroad}
    return any(other != row and not other.abroad for other in rows) and not countries & set(row.abroad)


def _needs_company(cluster: Cluster, row: RegisterEntry, lexicon: Lexicon) -> bool:
    """Whether a name says too little by itself: a body's or a town's in one word, which may be an ordinary word."""
    if any(" " in mention.text for mention in cluster.mentions):
        return False
    sources = lexicon.words("places", "in_company")
    return cluster.type == lexicon.kinds.body or not sources.isdisjoint(row.source.split(", "))


def titles(cluster: Cluster, text: str, lexicon: Lexicon) -> frozenset[str]:
    """The titles that stand before a person's name or begin it, in lower case."""
    abbreviated = lexicon.titles - lexicon.words("people", "peerage") - lexicon.words("people", "honours")
    found = {
        word for mention in cluster.mentions
        for word in (*_before(mention, text, abbreviated)[-3:], _first_word(mention))
    }
    return frozenset(word for word in found if word in lexicon.titles)


def _is_in_office(cluster: Cluster, row: RegisterEntry, annotation: Annotation, lexicon: Lexicon) -> bool:
    known: Mapping[str, Mapping[str, list[str]]] = lexicon.ontology.names.get("people", {}).get("evidence", {})
    signs = [known[source] for source in row.source.split(", ") if source in known]
    if not signs:
        return True
    text = annotation.document.text
    if any(_has_full_style(mention, text, row) for mention in cluster.mentions):
        return True
    if not _has_forename(cluster, lexicon):
        return False
    borne = titles(cluster, text, lexicon)
    is_rare = normalise(cluster.name).split()[-1] not in lexicon.words("people", "common_surnames")
    if is_rare and borne & lexicon.words("people", "honours"):
        return True
    roles = [relation.role for relation in annotation.relations if relation.subject == cluster.id and relation.role]
    return any(borne & set(sign["titles"]) or _holds(cluster, text, roles, sign) for sign in signs)


def _has_forename(cluster: Cluster, lexicon: Lexicon) -> bool:
    return len([word for word in normalise(cluster.name).split() if word not in lexicon.titles]) > 1


def _has_full_style(mention: Mention, text: str, row: RegisterEntry) -> bool:
    """Whether the name stands with the place that tells a title from others: "Lady Marsh of Tarn"."""
    style = normalise(text[mention.start : mention.end + NEAR])
    return any(" of " in alias and f"{style} ".startswith(f"{normalise(alias)} ") for alias in row.aliases)


def _holds(cluster: Cluster, text: str, roles: Iterable[str], sign: Mapping[str, list[str]]) -> bool:
    """Whether letters or an office stand beside a name, or in a post that was read."""
    offices, letters = tuple(sign["offices"]), tuple(sign["letters"])
    behind = _behind_name(offices, letters)
    if any(behind.match(text, mention.end, mention.end + NEAR) for mention in cluster.mentions):
        return True
    spelt = [f" {' '.join(_before(mention, text))}" for mention in cluster.mentions]
    words = [f" {office}" for office in (*offices, *map(str.casefold, letters))]
    if any(before.endswith(word) for before in spelt for word in words):
        return True
    return any(f"{word} " in f" {role.casefold()} " for role in roles for word in words)


def _before(mention: Mention, text: str, abbreviated: Collection[str] = ()) -> list[str]:
    """The words before a name in its sentence, in lower case; the stop of an abbreviated title ends no sentence."""
    before = text[max(0, mention.start - NEAR) : mention.start]
    *_, last = ("", *before.split())
    if last.endswith(".") and last[:-1].casefold() in abbreviated:
        before = before.rstrip()[:-1]
    return _BREAK.split(before)[-1].casefold().split()


def _first_word(mention: Mention) -> str:
    first, _, rest = mention.text.partition(" ")
    return first.casefold().rstrip(".") if rest else ""


@lru_cache(maxsize=8)
def _behind_name(offices: tuple[str, ...], letters: tuple[str, ...]) -> re.Pattern[str]:
    """What is said of somebody right behind the name: ", MP for Tarn", " MP", ", the former roads minister".

    Another name behind the office takes it for itself: "Jane Roe, roads minister Ann Calder and others".
    """
    spelt = "|".join(re.escape(office) for office in sorted(offices, key=len, reverse=True))
    marks = "|".join(map(re.escape, letters)) or r"(?!)"
    lead = r"(?:,\s*|\s*\()(?:an?\s+|the\s+|then\s+|former\s+|new\s+|[A-Z][\w’'-]*\s+){0,4}"
    return re.compile(rf"(?:{lead}(?:(?i:{spelt})|(?:{marks}))|\s+(?:{marks}))\b(?:(?<=for)|(?!\s+[A-Z]))")
