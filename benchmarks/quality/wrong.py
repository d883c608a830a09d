"""The list of what goes wrong, `docs/wrong.jsonl`: runs each example and writes the list as Markdown.

A line is `{"part", "texts", "expected", "found", "why"}`. `part` is one of `DESCRIBED`, which says how a line of
`expected` and `found` is written; `texts` are documents, as a rule one; `found` is what really came out.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypedDict

from sets import ROOT
from spacy.language import Language

from kg.extract.annotate import annotate_batch
from kg.model import Annotation, Cluster, Document, Relation, Statement
from kg.ontology import Ontology
from kg.resolve import resolve

LIST = ROOT / "docs" / "wrong.jsonl"


class Example(TypedDict):
    part: str
    texts: list[str]
    expected: list[str]
    found: list[str]
    why: str


def read_examples(path: Path = LIST) -> list[Example]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_examples(examples: Iterable[Example], path: Path = LIST) -> None:
    path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in examples), encoding="utf-8")


def run(example: Example, nlp: Language, ontology: Ontology) -> list[str]:
    """What comes out today, in lines like those of `expected`, sorted."""
    documents = [Document(f"{place:02}", text) for place, text in enumerate(example["texts"])]
    found = [one for one in annotate_batch(nlp, documents) if isinstance(one, Annotation)]
    return sorted(DESCRIBED[example["part"]](resolve(found, ontology)[0]))


def rerun(examples: Iterable[Example], nlp: Language, ontology: Ontology) -> list[Example]:
    """The examples with what comes out today; those that are right by now are left out."""
    today: list[Example] = [{**one, "found": run(one, nlp, ontology)} for one in examples]
    return [one for one in today if one["found"] != sorted(one["expected"])]


def names(annotations: Sequence[Annotation]) -> Iterator[str]:
    for annotation in annotations:
        yield from (f"{one.type} {mention.text}" for one in annotation.clusters for mention in one.mentions)


def joined(annotations: Sequence[Annotation]) -> Iterator[str]:
    """Each entity with all its forms, in order of place."""
    clusters: dict[str, list[Cluster]] = {}
    for annotation in annotations:
        for cluster in annotation.clusters:
            clusters.setdefault(cluster.id, []).append(cluster)
    for parts in clusters.values():
        forms = dict.fromkeys(mention.text for part in parts for mention in part.mentions)
        yield f"{parts[0].type} {' = '.join(forms)}"


def relations(annotations: Sequence[Annotation]) -> Iterator[str]:
    """Each relation once, however many passages say it."""
    called = _called(annotations)
    yield from sorted({_edge(one, called) for annotation in annotations for one in annotation.relations})


def statements(annotations: Sequence[Annotation]) -> Iterator[str]:
    called = _called(annotations)
    for statement in (one for annotation in annotations for one in annotation.statements):
        content = " … ".join(" ".join(part.text.split()) for part in statement.content)
        yield f"{statement.kind}, {_speaker(statement, called)}: {content}"


DESCRIBED: Mapping[str, Callable[[Sequence[Annotation]], Iterator[str]]] = {
    "names": names, "joining": joined, "relations": relations, "statements": statements,
}


def to_markdown(examples: Sequence[Example]) -> str:
    ordered = sorted(examples, key=lambda one: list(DESCRIBED).index(one["part"]))
    lines: list[str] = []
    for part, group in groupby(ordered, key=lambda one: one["part"]):
        lines += [f"### {part.capitalize()}", ""]
        lines += [line for one in group for line in _item(one)]
    return "\n".join(lines)


def _item(example: Example) -> list[str]:
    documents = [f"> {_quoted(text)}" for text in example["texts"]]
    return [
        "\n\nand in another document\n\n".join(documents), "",
        f"- expected: {_listed(example['expected'])}", f"- found: {_listed(example['found'])}",
        f"- {example['why']}", "",
    ]


def _quoted(text: str) -> str:
    return "\n>\n> ".join(paragraph.replace("\n", "  \n> ") for paragraph in text.split("\n\n"))


def _listed(lines: Sequence[str]) -> str:
    return "; ".join(f"`{line}`" for line in lines) or "nothing"


def _called(annotations: Iterable[Annotation]) -> dict[str, str]:
    return {cluster.id: cluster.name for annotation in annotations for cluster in annotation.clusters}


def _edge(relation: Relation, called: Mapping[str, str]) -> str:
    status = "" if relation.status == "current" else f" ({relation.status})"
    return f"{relation.type}: {called[relation.subject]} → {called[relation.object]}{status}"


def _speaker(statement: Statement, called: Mapping[str, str]) -> str:
    return called.get(statement.speaker, f"“{statement.speaker_text}”" if statement.speaker_text else "nobody")
