"""Derives `gold.jsonl` and the plain texts from the marked-up documents in `marked/`, which are the truth.

It does so for the documents beside this file and for those in `fields/`, `sealed/` and `sealed2/`.

A marked-up file has three parts, each set off by a line `---`:

    jo = PERSON: Jo Cole                                  entities: a key, a type, the fullest name
    fund = POLICY: Warm Rooms Fund
    ---
    {jo|Ms Cole} said: <1e>“<1>We waited.</1>”</1e>       the text: {key|form} is a mention, <x>…</x> a region
    ---
    1 | direct | jo | said                                statements: region of the content, kind, speaker, cue
    2 | indirect | "one tenant" | told us | lead          (a source without a name in quotation marks)
    chairs | jo | fund | r | Chair | former               relations: subject, object, region of evidence, role, status

Regions may overlap and may come in several parts. The evidence of statement `1` is region `1e` unless a fifth field
names another. What the annotations mean is written down in `README.md` beside this file.

Run `python tests/gold/make_gold.py` after a change in `marked/`.
"""

import json
import re
from pathlib import Path
from typing import Any

from slugify import slugify

HERE = Path(__file__).parent
SEALED = HERE / "sealed"
FIELDS = HERE / "fields"
SEALED2 = HERE / "sealed2"
EXAMPLES = HERE.parent.parent / "examples"
KINDS = frozenset({"direct", "indirect", "mixed"})
_TAG = re.compile(r"\{(?P<key>[a-z0-9]+)\||\}|<(?P<close>/?)(?P<region>[a-z0-9]+)>")



class MarkupError(ValueError):
    """A marked-up file does not follow the rules; the message names the file and the place."""


class Marked:
    """One marked-up document taken apart: `text`, `entities`, mentions by entity key and regions by name."""

    def __init__(self, doc: str, source: str) -> None:
        self.doc = doc
        parts = re.split(r"^---\n", source, flags=re.MULTILINE)
        if len(parts) != 3:
            raise MarkupError(f"{doc}: expected 3 parts set off by lines ---, got {len(parts)}")
        self.entities = dict(_entity(doc, line) for line in parts[0].splitlines())
        self.mentions: dict[str, list[tuple[int, int]]] = {key: [] for key in self.entities}
        self.regions: dict[str, list[tuple[int, int]]] = {}
        self.text = self._strip_tags(parts[1])
        self.claims = [[field.strip() for field in line.split("|")] for line in parts[2].splitlines()]

    def _strip_tags(self, marked: str) -> str:
        text, after = "", 0
        opened: dict[str, tuple[str, int]] = {}
        for tag in _TAG.finditer(marked):
            text, after = text + marked[after:tag.start()], tag.end()
            self._open_or_close(tag, len(text), opened)
        if opened:
            raise MarkupError(f"{self.doc}: not closed: {sorted(name for name, _ in opened.values())}")
        return text + marked[after:]

    def _open_or_close(self, tag: re.Match[str], at: int, opened: dict[str, tuple[str, int]]) -> None:
        slot = tag["region"] or "{"  # mentions share one, since they must not lie in one another
        if tag["key"] or tag["close"] == "":
            if slot in opened or (tag["key"] and tag["key"] not in self.entities):
                raise MarkupError(f"{self.doc}: opened twice, or nobody declared: {tag[0]}")
            opened[slot] = (tag["key"] or tag["region"], at)
        elif slot not in opened:
            raise MarkupError(f"{self.doc}: {tag[0]} was not opened")
        else:
            name, start = opened.pop(slot)
            kept = self.mentions if slot == "{" else self.regions
            kept.setdefault(name, []).append((start, at))

    def span(self, start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": self.text[start:end]}

    def region(self, name: str) -> list[dict[str, Any]]:
        if name not in self.regions:
            raise MarkupError(f"{self.doc}: no region <{name}>")
        return [self.span(*ends) for ends in self.regions[name]]

    def evidence(self, name: str) -> dict[str, Any]:
        found = self.region(name)
        if len(found) != 1:
            raise MarkupError(f"{self.doc}: region <{name}> is evidence and has {len(found)} parts")
        return found[0]

    def id(self, key: str) -> str:
        if key not in self.entities:
            raise MarkupError(f"{self.doc}: no entity {key}")
        kind, name = self.entities[key]
        return f"{kind.lower()}/{slugify(name)}"

    def statement(self, region: str, kind: str, source: str, cue: str, lead: str = "") -> dict[str, Any]:
        if kind not in KINDS:
            raise MarkupError(f"{self.doc}: statement {region} is of no kind: {kind}")
        unnamed = source.startswith('"')
        named = {"speaker": None, "speaker_text": source.strip('"')} if unnamed else {"speaker": self.id(source)}
        content = self.region(region)
        return {**named, "kind": kind, "cue": cue, "content": content, "evidence": self.evidence(lead or f"{region}e")}

    def relation(
        self, kind: str, subject: str, object: str, region: str, role: str = "", status: str = "current",
    ) -> dict[str, Any]:
        ends = {"subject": self.id(subject), "object": self.id(object)}
        named = {"role": role} if role else {}
        return {"type": kind, **ends, "evidence": self.evidence(region), **named, "status": status}

    def annotation(self) -> dict[str, Any]:
        """The document in the annotations format; entities and claims in text order."""
        entities = [
            {"id": self.id(key), "type": kind, "name": name, "mentions": [self.span(*m) for m in self.mentions[key]]}
            for key, (kind, name) in self.entities.items()
        ]
        said = [self.statement(*claim) for claim in self.claims if claim[0] in self.regions]
        related = [self.relation(*claim) for claim in self.claims if claim[0] not in self.regions]
        return {
            "doc": self.doc,
            "entities": sorted(entities, key=lambda e: e["mentions"][0]["start"] if e["mentions"] else -1),
            "relations": sorted(related, key=lambda r: (r["evidence"]["start"], r["type"], r["subject"], r["object"])),
            "statements": sorted(said, key=lambda s: s["content"][0]["start"]),
        }


def _entity(doc: str, line: str) -> tuple[str, tuple[str, str]]:
    found = re.fullmatch(r"([a-z0-9]+) = (PERSON|ORG|POLICY|PLACE): (.+)", line)
    if found is None:
        raise MarkupError(f"{doc}: not an entity: {line!r}")
    return found[1], (found[2], found[3])


def read_marked(folder: Path = HERE) -> list[Marked]:
    """Every marked-up document of a set, by name."""
    return [Marked(path.stem, path.read_text(encoding="utf-8")) for path in sorted((folder / "marked").glob("*.txt"))]


def text_path(doc: str, folder: Path = HERE) -> Path:
    """Where the plain text lies: two of the documents are examples as well."""
    example = EXAMPLES / f"{doc}.txt"
    return example if doc in {"press-release", "announcement"} else folder / "texts" / f"{doc}.txt"


def to_jsonl(documents: list[Marked]) -> str:
    return "".join(json.dumps(marked.annotation(), ensure_ascii=False) + "\n" for marked in documents)


def write_set(folder: Path) -> None:
    documents = read_marked(folder)
    for marked in documents:
        text_path(marked.doc, folder).write_text(marked.text, encoding="utf-8", newline="\n")
    (folder / "gold.jsonl").write_text(to_jsonl(documents), encoding="utf-8", newline="\n")


def main() -> None:
    for folder in (HERE, FIELDS, SEALED, SEALED2):
        write_set(folder)


if __name__ == "__main__":
    main()
