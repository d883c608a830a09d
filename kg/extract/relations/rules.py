"""Reads the patterns of all relations once, and refuses what does not hold together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.matcher import DependencyMatcher
from spacy.vocab import Vocab

from kg.errors import OntologyError
from kg.extract.relations.frames import Frame
from kg.extract.relations.lists import ListRule
from kg.extract.relations.nouns import NounFrame
from kg.extract.relations.sequences import Grammar, WordPattern
from kg.extract.relations.titles import titles
from kg.ontology import Ontology

CONFIDENCE = 0.9
"""Of a pattern that does not say its own."""


@dataclass(frozen=True)
class Dependency:
    """One pattern of spaCy's `DependencyMatcher`: its relation, its nodes in order, how sure it is and of when."""

    relation: str
    nodes: tuple[str, ...]
    confidence: float
    status: str
    name: str = ""


@dataclass(frozen=True)
class Rules:
    """The patterns of a vocabulary, compiled: word patterns in file order, frames by lemma, dependencies by key."""

    sequences: tuple[WordPattern, ...]
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[NounFrame, ...]]
    posts: tuple[NounFrame, ...]
    lists: tuple[ListRule, ...]
    dependencies: Mapping[str, Dependency]
    matcher: DependencyMatcher = field(repr=False)

    @classmethod
    def of(cls, ontology: Ontology, vocab: Vocab) -> "Rules":
        """Compiles the patterns of each relation.

        Raises:
            OntologyError: A file is named after no relation, or one of its patterns does not hold together.
        """
        sequences: list[WordPattern] = []
        frames: dict[str, list[Frame]] = {}
        nouns: dict[str, list[NounFrame]] = {}
        posts: list[NounFrame] = []
        lists: list[ListRule] = []
        dependencies: dict[str, Dependency] = {}
        matcher = DependencyMatcher(vocab)
        for relation, patterns in ontology.patterns.items():
            if relation not in ontology.relations:
                raise OntologyError(f"patterns/{relation}.json: kg.ttl has no relation with the notation {relation!r}")
            sequences += _sequences(ontology, relation, patterns)
            lists += _lists(relation, patterns)
            for frame in _frames(relation, patterns):
                for verb in frame.verbs:
                    frames.setdefault(verb, []).append(frame)
            for noun_frame in _nouns(relation, patterns):
                for noun in noun_frame.nouns:
                    nouns.setdefault(noun, []).append(noun_frame)
                posts += [noun_frame] if noun_frame.posts else []
            for key, tokens, dependency in _dependencies(relation, patterns):
                matcher.add(key, [tokens])
                dependencies[key] = dependency
        return cls(tuple(sequences), _frozen(frames), _frozen(nouns), tuple(posts), tuple(lists), dependencies, matcher)


def _sequences(ontology: Ontology, relation: str, patterns: Mapping[str, Any]) -> Iterator[WordPattern]:
    descriptors = ontology.names.get("references", {}).get("descriptors", ())
    grammar = Grammar(ontology.relations[relation], patterns.get("parts", {}), patterns.get("words", {}), descriptors)
    for name, entry in _named(relation, patterns, "sequences"):
        entry = {"pattern": entry} if isinstance(entry, str) else entry
        compiled = grammar.compile(
            entry["pattern"], confidence=entry.get("confidence", CONFIDENCE), status=entry.get("status", ""),
            near=entry.get("near", False), shares=entry.get("shares", False),
        )
        yield replace(compiled, name=name)


def _named(relation: str, patterns: Mapping[str, Any], part: str) -> Iterator[tuple[str, Any]]:
    entries = patterns.get(part, ())
    return zip(titles(relation, part, entries), entries, strict=True)


def _frozen(lists: Mapping[str, list[Any]]) -> Mapping[str, tuple[Any, ...]]:
    return {key: tuple(found) for key, found in lists.items()}


def _frames(relation: str, patterns: Mapping[str, Any]) -> Iterator[Frame]:
    for number, (name, entry) in enumerate(_named(relation, patterns, "frames")):
        whole = with_words(entry, patterns.get("words", {}), f"patterns/{relation}.json: frame {number}")
        if not whole.get("verbs"):
            raise OntologyError(f"patterns/{relation}.json: frame {number} needs a list of verbs")
        yield replace(Frame.from_entry(relation, whole, confidence=CONFIDENCE), name=name)


def _nouns(relation: str, patterns: Mapping[str, Any]) -> Iterator[NounFrame]:
    for number, (name, entry) in enumerate(_named(relation, patterns, "nouns")):
        where = f"patterns/{relation}.json: noun {number}"
        frame = NounFrame.from_entry(relation, with_words(entry, patterns.get("words", {}), where), confidence=0.8)
        if not (frame.nouns or frame.posts) or not (frame.each or (frame.subject and frame.object)):
            raise OntologyError(f"{where} needs nouns or posts, and places for both ends")
        yield replace(frame, name=name)


def _lists(relation: str, patterns: Mapping[str, Any]) -> Iterator[ListRule]:
    for number, (name, entry) in enumerate(_named(relation, patterns, "lists")):
        where = f"patterns/{relation}.json: list {number}"
        rule = ListRule.from_entry(relation, name, with_words(entry, patterns.get("words", {}), where))
        if not rule.heading:
            raise OntologyError(f"{where} needs words for its heading")
        yield rule


def _dependencies(relation: str, patterns: Mapping[str, Any]) -> Iterator[tuple[str, Any, Dependency]]:
    for number, (name, entry) in enumerate(_named(relation, patterns, "dependencies")):
        where = f"patterns/{relation}.json: pattern {number}"
        tokens = with_words(entry["pattern"], patterns.get("words", {}), where)
        nodes = tuple(node["RIGHT_ID"] for node in tokens)
        if not {"subject", "object"} <= set(nodes):
            raise OntologyError(f"{where} needs nodes called subject and object")
        yield name, tokens, Dependency(
            relation, nodes, entry.get("confidence", CONFIDENCE), entry.get("status", ""), name,
        )


def with_words(pattern: Any, words: Mapping[str, list[str]], where: str) -> Any:
    """A pattern with its lists put in: `"$verbs"` becomes the list `verbs` of the same file.

    Raises:
        OntologyError: The file has no such list.
    """
    if isinstance(pattern, str) and pattern.startswith("$") and len(pattern) > 1:
        if pattern[1:] not in words:
            raise OntologyError(f"{where} uses {pattern}, but the file has no such list under \"words\"")
        return words[pattern[1:]]
    if isinstance(pattern, list):
        return [with_words(part, words, where) for part in pattern]
    if isinstance(pattern, dict):
        return {name: with_words(part, words, where) for name, part in pattern.items()}
    return pattern
