"""The component that finds relations by the patterns of the vocabulary.

`ontology/patterns/<relation>.json` says how each relation is said: `sequences` over names, roles and words (see
`kg.extract.sequences`) and `dependencies`, spaCy `DependencyMatcher` patterns with nodes called `subject` and `object`
(and `role`). Which types may stand at the two ends is the relation's domain and range in `kg.ttl`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.language import Language
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc, Token

from kg.errors import OntologyError
from kg.extract.lexicon import Lexicon
from kg.extract.modality import CURRENT, is_claimed, is_claimed_verb, status_of, status_of_words
from kg.extract.references import Referent, References, references
from kg.extract.sequences import Line, Sequence, compile_sequence, symbols
from kg.model import Passage, Relation
from kg.ontology import Ontology

CONFIDENCE = 0.9
"""Of a pattern that does not say its own."""


@Language.factory(
    "kg_relations",
    default_config={"ontology": None},
    requires=["doc.ents", "doc._.kg_clusters", "token.dep", "token.lemma", "token.tag"],
    assigns=["doc._.kg_relations"],
)
def make_relations(nlp: Language, name: str, ontology: str | None) -> "Relations":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    return Relations(nlp, Lexicon(Ontology.load(ontology)))


@dataclass(frozen=True)
class Dependency:
    """One dependency pattern: which relation it tells, its node names in order, and what it says of certainty and time."""

    relation: str
    nodes: tuple[str, ...]
    confidence: float
    status: str
    lasting: bool


@dataclass(frozen=True)
class Claim:
    """A relation before it is written down: both ends, the tokens it was read from, the role if one was named."""

    relation: str
    subject: Referent
    object: Referent
    start: int
    end: int
    confidence: float
    status: str
    role: str = ""


class Relations:
    """Sets `doc._.kg_relations`: a tuple of `Relation`, in text order."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.matcher = DependencyMatcher(nlp.vocab)
        self.dependencies: dict[str, Dependency] = {}
        self.sequences: list[Sequence] = []
        for relation, patterns in self.ontology.patterns.items():
            self._add_dependencies(relation, patterns)
            self._add_sequences(relation, patterns)
        if not Doc.has_extension("kg_relations"):
            Doc.set_extension("kg_relations", default=())

    def __call__(self, doc: Doc) -> Doc:
        found = references(doc, self.lexicon)
        claims = [*self._by_sequence(found), *self._by_dependency(found)]
        claims = [wider for claim in claims for wider in (claim, *self._implied(claim))]
        doc._.kg_relations = tuple(sorted(set(_best(self._relation(doc, claim) for claim in claims))))
        return doc

    def _add_sequences(self, relation: str, patterns: Mapping[str, Any]) -> None:
        for pattern in patterns.get("sequences", ()):
            entry = {"pattern": pattern} if isinstance(pattern, str) else pattern
            self.sequences.append(compile_sequence(
                self.ontology.relations[relation], entry["pattern"],
                confidence=entry.get("confidence", CONFIDENCE), status=entry.get("status", ""),
            ))

    def _add_dependencies(self, relation: str, patterns: Mapping[str, Any]) -> None:
        for number, entry in enumerate(patterns.get("dependencies", ())):
            key = f"{relation}/{number}"
            tokens = _with_words(entry["pattern"], patterns.get("words", {}), key)
            nodes = tuple(node["RIGHT_ID"] for node in tokens)
            if not {"subject", "object"} <= set(nodes):
                raise OntologyError(f"patterns/{relation}.json: pattern {number} needs nodes called subject and object")
            self.matcher.add(key, [tokens])
            self.dependencies[key] = Dependency(
                relation, nodes, entry.get("confidence", CONFIDENCE), entry.get("status", ""), patterns.get("lasting", False),
            )

    def _by_sequence(self, found: References) -> Iterator[Claim]:
        line = symbols(found, self.lexicon)
        for sequence in self.sequences:
            for match in sequence.regex.finditer(line.text):
                start = line.tokens[match.start()]
                end = max(r.end for r in [*line.referents_in(match[0]), *_role_ends(line, match[0])])
                if is_claimed(found.doc[start:end], self.lexicon):
                    yield from self._pairs(found.doc, line, sequence, match, start, end)

    def _pairs(self, doc: Doc, line: Line, sequence: Sequence, match, start: int, end: int) -> Iterator[Claim]:
        groups = match.groupdict()
        roles = list(line.roles_in(groups.get("role") or ""))
        status = sequence.status or (status_of_words(doc, *roles[0], self.lexicon) if roles else CURRENT)
        for subject in _apart(line.referents_in(match["subject"])):
            for object_ in _apart(line.referents_in(match["object"])):
                confidence = sequence.confidence * subject.certainty * object_.certainty
                for role in roles or [None]:
                    words = doc[role[0] : role[1]].text if role else ""
                    yield Claim(sequence.relation, subject, object_, start, end, confidence, status, words)

    def _by_dependency(self, found: References) -> Iterator[Claim]:
        doc = found.doc
        for key, tokens in self.matcher(doc):
            pattern = self.dependencies[doc.vocab.strings[key]]
            nodes = dict(zip(pattern.nodes, (doc[i] for i in tokens), strict=True))
            verb = nodes.get("verb")
            if verb is not None and not self._claims(verb):
                continue
            status = pattern.status or (status_of(verb, self.lexicon, lasting=pattern.lasting) if verb is not None else CURRENT)
            for subject in self._ends(found, nodes["subject"], pattern.relation, "domain"):
                for object_ in self._ends(found, nodes["object"], pattern.relation, "range"):
                    confidence = pattern.confidence * subject.certainty * object_.certainty
                    yield Claim(pattern.relation, subject, object_, min(tokens), max(tokens) + 1, confidence, status)

    def _claims(self, verb: Token) -> bool:
        asks = verb.sent.text.rstrip(" \n”’\"'").endswith("?")
        return not asks and is_claimed_verb(verb, self.lexicon)

    def _ends(self, found: References, token: Token, relation: str, side: str) -> Iterator[Referent]:
        """What a node stands for: the name at it, the names it is joined to by "and", or a name in apposition to it."""
        types = getattr(self.ontology.relations[relation], side)
        seen = set()
        for candidate in (token, *token.conjuncts):
            referent = found.at(candidate) or self._beside(found, candidate, types)
            if referent is not None and referent.type in types and referent.cluster not in seen:
                seen.add(referent.cluster)
                yield referent

    def _beside(self, found: References, token: Token, types: frozenset[str]) -> Referent | None:
        """ "its report, Counting the Cost": the name that a common noun announces."""
        for child in token.children:
            referent = found.by_token.get(child.i)
            if referent is not None and referent.type in types and (child.dep_ == "appos" or referent.type == "POLICY" and child.i > token.i and child.dep_ in {"compound", "nmod", "npadvmod"}):
                return referent
        return None

    def _implied(self, claim: Claim) -> Iterator[Claim]:
        """A relation implies its parent (who chairs holds a post); a post implies the relation whose role it is."""
        parent = self.ontology.relations[claim.relation].parent
        if parent:
            role = claim.role or self.ontology.patterns.get(claim.relation, {}).get("role", "")
            yield replace(claim, relation=parent, role=role)
            return
        words = [word.casefold() for word in claim.role.replace("-", " ").split()]
        for name, patterns in self.ontology.patterns.items():
            if self.ontology.relations[name].parent == claim.relation and set(words) & set(patterns.get("roles", ())):
                if not set(words) & set(patterns.get("not_with", ())):
                    yield replace(claim, relation=name, role="")

    def _relation(self, doc: Doc, claim: Claim) -> Relation | None:
        relation = self.ontology.relations[claim.relation]
        subject, object_ = claim.subject, claim.object
        if subject.cluster == object_.cluster or subject.type not in relation.domain or object_.type not in relation.range:
            return None
        ends = (subject.cluster, object_.cluster)
        first, second = sorted(ends) if relation.symmetric else ends
        return Relation(
            claim.relation, first, second, _evidence(doc, claim), claim.status, round(claim.confidence, 2), claim.role,
        )


def _best(relations: Iterable[Relation | None]) -> Iterator[Relation]:
    """Of equal claims in one passage the one that is surest."""
    best: dict[tuple, Relation] = {}
    for relation in relations:
        if relation is None:
            continue
        key = (relation.type, relation.subject, relation.object, relation.evidence.start, relation.role.casefold())
        if key not in best or relation.confidence > best[key].confidence:
            best[key] = relation
    yield from best.values()


def _evidence(doc: Doc, claim: Claim) -> Passage:
    """The sentence of the claim, and what the claim reaches beyond it within its line."""
    sentence = doc[claim.start].sent
    start, end = sentence.start_char, max(sentence.end_char, doc[claim.end - 1].idx + len(doc[claim.end - 1]))
    text = doc.text[start:end]
    start += len(text) - len(text.lstrip())
    return Passage(start, start + len(text.strip()), text.strip())


def _apart(referents: Iterable[Referent]) -> list[Referent]:
    """Each cluster once: "the Harbour Trust (HT)" is one end."""
    return list({referent.cluster: referent for referent in reversed(list(referents))}.values())[::-1]


def _role_ends(line: Line, text: str) -> Iterator[Referent]:
    for start, end in line.roles_in(text):
        yield Referent(start, end, "", "")


def _with_words(pattern: Any, words: Mapping[str, list[str]], key: str) -> Any:
    """A pattern with its lists put in: `"$verbs"` becomes the list `verbs` of the same file."""
    if isinstance(pattern, str) and pattern.startswith("$"):
        if pattern[1:] not in words:
            raise OntologyError(f"patterns: {key} uses {pattern}, but the file has no such list under \"words\"")
        return words[pattern[1:]]
    if isinstance(pattern, list):
        return [_with_words(part, words, key) for part in pattern]
    if isinstance(pattern, dict):
        return {name: _with_words(part, words, key) for name, part in pattern.items()}
    return pattern
