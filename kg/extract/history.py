"""Looks back from pronouns and definite nouns at the names before them: what stands for which name.

Which words refer back is `ontology/names/references.json`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.sentences import FAR
from kg.model import Cluster

REACH = 900
"""Code points between a pronoun and the name that it stands for."""

PRONOUN, DEFINITE = 0.7, 0.8
"""How certain what they stand for is: on texts with marked names, about that share is found rightly."""

_HIS = frozenset({"he", "his", "him"})
_PERSONAL = frozenset({"he", "she", "i", "we", "who"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "appos"})
_BESIDE = frozenset({"with", "alongside", "unlike", "like"})
_HEADED = re.compile(" (?:of|for|on) ")


@dataclass(frozen=True)
class Referent:
    """Tokens start to end (exclusive) that mean the cluster; `certainty` from 0 to 1."""

    start: int
    end: int
    cluster: str
    type: str
    certainty: float = 1.0
    possessive: bool = False  # "its": the symbol stands for "X's"


@dataclass(frozen=True)
class History:
    """Looks back from a place in a document at the names before it."""

    doc: Doc
    names: Sequence[Referent]
    clusters: Mapping[str, Cluster]
    lexicon: Lexicon

    @cached_property
    def pronouns(self) -> Mapping[str, set[str]]:
        """Pronoun -> the types that it may stand for."""
        given = self.lexicon.ontology.names.get("references", {}).get("pronouns", {})
        return {word: {types} if isinstance(types, str) else set(types) for word, types in given.items()}

    def pronoun(self, token: Token) -> Iterator[Referent]:
        """The subject of the sentences before wins over a name that is only mentioned."""
        types = self.pronouns[token.lower_]
        target = self._person(token, types) if types & self._words["person_types"] else self._thing(token, types)
        if target is not None:
            possessive = token.dep_ == "poss" and token.lower_ in self._words["possessive"]
            yield Referent(token.i, token.i + 1, target.cluster, target.type, PRONOUN, possessive)

    def definite(self, token: Token) -> Iterator[Referent]:
        """ "the Trust", "its report": the last name that ends so, or for general nouns the last of the type."""
        determiner = next((t for t in token.lefts if t.dep_ in {"det", "poss"}), None)
        if determiner is None or determiner.lower_ not in self._words["determiners"]:
            return
        if determiner.dep_ == "poss" and token.dep_ == "dobj" and token.head.lemma_ in self._releasing:
            return  # "published its report" speaks of a new one
        if determiner.dep_ == "poss" and any(child.lower_ == "of" for child in token.rights):
            return  # "our survey of members" says what it is
        if token.i + 1 in self._name_starts and token.nbor().text[0].isupper():
            return  # "the programme Warm Hands" is that one
        two = token.i and token.nbor(-1).dep_ in {"compound", "amod"}
        for phrase in filter(None, (self.doc[token.i - 1 : token.i + 1].text.casefold() if two else "", token.lower_)):
            itself = self._title if determiner.lower_ == "this" and phrase in self._words["publications"] else None
            target = itself or self._named_so(token, phrase)
            if target is not None and not self._is_elses(determiner, target):
                start = determiner.i if determiner.dep_ == "det" else token.i
                yield Referent(start, token.i + 1, target.cluster, target.type, DEFINITE)
                return

    def _is_elses(self, determiner: Token, target: Referent) -> bool:
        """ "The Plan began. The Trust met. Its report": a document named before the body is not the body's."""
        if determiner.lower_ != "its" or target.type not in self._words["document_types"]:
            return False
        owner = self._thing(determiner, self._words["body_types"])
        return owner is not None and target.start < self._sentence[owner.start]

    @cached_property
    def _title(self) -> Referent | None:
        """The publication whose name is all of the first line: "this report" is that one."""
        first = next(iter(self.names), None)
        if first is None or first.start > 1 or first.type not in self._words["document_types"]:
            return None
        return first if "\n" in self.doc[first.end : first.end + 1].text else None

    def _person(self, token: Token, types: Collection[str]) -> Referent | None:
        near = [n for n in self._before(token.i) if n.type in types and self._agrees(token, n)]
        if (alone := self._alone(token, near)) is not None:
            return alone
        described = any(t.tag_ == "WRB" and t.head.dep_ == "relcl" for t in token.head.children)  # "where she was"
        earlier = [n for n in near if described == (n.end > self._sentence[token.i])] or near
        subjects = [n for n in earlier if self._is_subject(n)]
        return (subjects or earlier or [None])[-1]

    def _agrees(self, token: Token, referent: Referent) -> bool:
        """Whether no title of the name speaks against it: "she" is no "Sir"."""
        against = self.lexicon.titles_she if token.lower_ in _HIS else self.lexicon.titles_he
        return not self._titles.get(referent.cluster, set()) & against

    @cached_property
    def _titles(self) -> dict[str, set[str]]:
        """The words before the names of each cluster, and their first ones."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            words = self.doc[max(0, name.start - 1) : name.start + 1]
            found.setdefault(name.cluster, set()).update(token.lower_.rstrip(".") for token in words)
        return found

    def _alone(self, token: Token, near: Sequence[Referent]) -> Referent | None:
        """The one person whom the sentence before names, where no pronoun in it goes on with somebody else."""
        begin = self._sentence[token.i]
        previous = self._sentence[begin - 1] if begin else 0
        words = {t.lower_ for t in self.doc[max(previous, begin - FAR) : begin] if t.dep_ in {"nsubj", "nsubjpass"}}
        named = [n for n in near if previous <= n.start < begin]
        return named[-1] if len({n.cluster for n in named}) == 1 and not words & _PERSONAL else None

    def _thing(self, token: Token, types: Collection[str]) -> Referent | None:
        """ "it" and "its" look for a subject in their own sentence and the one before, no further."""
        begin = self._sentence[token.i]
        previous = self._sentence[begin - 1] if begin else 0
        near = [n for n in self._before(token.i) if n.type in types and n.start >= previous and self._is_subject(n)]
        return near[-1] if near else None

    def _named_so(self, token: Token, phrase: str) -> Referent | None:
        """By the last word of the name; a noun for any body must stand alone ("our advisory group" is new)."""
        near = self._before(token.i, reach=4 * REACH)
        bodies, documents = self._words["body_types"], self._words["document_types"]
        for referent in reversed(near):
            if referent.type in bodies | documents and self._ends_so(referent, phrase):
                return referent
        if any(child.dep_ in {"amod", "compound", "nummod"} and child.lower_ not in phrase for child in token.children):
            return None
        for nouns, kinds in (("publications", "document_kinds"), ("undertakings", "undertaking_kinds")):
            if phrase in self._words[nouns]:
                found = [n for n in reversed(near) if n.type in documents and self._is_kind(n, kinds)]
                return next((n for n in found if not self._is_seldom(n, phrase)), next(iter(found), None))
        return self._body(token, phrase) if phrase in self._words["bodies"] else None

    def _body(self, token: Token, phrase: str) -> Referent | None:
        """The subject of a sentence before; only then one of its own: "Homes has given the charity" is of two."""
        subjects = [
            n for n in self._before(token.i)
            if n.type in self._words["body_types"] and self._is_subject(n) and self._may_be(n, phrase)
        ]
        earlier = [n for n in subjects if n.end <= self._sentence[token.i]]
        return (earlier or subjects or [None])[-1]

    def _may_be(self, referent: Referent, phrase: str) -> bool:
        """A council is no charity."""
        head = self._name(referent).split()[-1]
        return phrase not in self._words["private"] or head not in self._words["public_heads"]

    def _ends_so(self, referent: Referent, phrase: str) -> bool:
        """In its fullest form or a shorter one: "the ICB" for "Moor Integrated Care Board", also "Moor ICB".

        What a name begins with counts too where it says of what: "the Department" for "Department for Sport".
        """
        if referent.cluster not in self._forms:
            forms = {f" {mention.text.casefold()}" for mention in self.clusters[referent.cluster].mentions}
            forms.add(self._name(referent))
            self._forms[referent.cluster] = frozenset({*forms, *(_HEADED.split(form, maxsplit=1)[0] for form in forms)})
        return any(form.endswith(f" {phrase}") for form in self._forms[referent.cluster])

    @cached_property
    def _forms(self) -> dict[str, frozenset[str]]:
        return {}

    def _name(self, referent: Referent) -> str:
        return f" {self.clusters[referent.cluster].name.casefold()}"

    def _is_kind(self, referent: Referent, kinds: str) -> bool:
        """By the subtype that its name tells; a name that tells none must be a title, not "the Bus Settlement"."""
        name = self.clusters[referent.cluster].name
        subtype = self.lexicon.ontology.types[referent.type].subtype(name)
        is_title = name.split()[-1].casefold() not in self.lexicon.policy_heads
        return subtype in self._words[kinds] and (bool(subtype) or is_title)

    def _is_seldom(self, referent: Referent, phrase: str) -> bool:
        """ "The report" is seldom a plan, where another document was named."""
        subtype = self.lexicon.ontology.types[referent.type].subtype(self.clusters[referent.cluster].name)
        return subtype in self._words["seldom_kinds"] and subtype.casefold() != phrase

    def _is_subject(self, referent: Referent) -> bool:
        """A subject, what follows "of" in one ("the board of the Trust"), or what a sentence opens with."""
        root = self.doc[referent.start : referent.end].root
        inside = root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.dep_ in _SUBJECTS
        beside = root.dep_ in {"poss", "compound"} or (root.dep_ == "pobj" and root.head.lower_ in _BESIDE)
        opens = referent.start - self._sentence[referent.start] <= 1 and not beside
        return root.dep_ in _SUBJECTS or inside or opens

    @cached_property
    def _releasing(self) -> frozenset[str]:
        return self.lexicon.words("policies", "releasing")

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        keys = (
            "possessive", "determiners", "publications", "bodies", "private", "public_heads",
            "person_types", "body_types", "document_types", "document_kinds", "undertakings", "undertaking_kinds",
            "seldom_kinds",
        )
        return {key: self.lexicon.words("references", key) for key in keys}

    @cached_property
    def _sentence(self) -> list[int]:
        """The first token of each token's sentence."""
        starts, current = [], 0
        for token in self.doc:
            current = token.i if token.is_sent_start else current
            starts.append(current)
        return starts

    @cached_property
    def _offsets(self) -> tuple[list[int], list[int]]:
        return [self.doc[n.start].idx for n in self.names], [n.end for n in self.names]

    @cached_property
    def _name_starts(self) -> frozenset[int]:
        return frozenset(referent.start for referent in self.names)

    def _before(self, position: int, *, reach: int = REACH) -> Sequence[Referent]:
        """Names that end before a token and begin within reach of it, in text order."""
        offsets, ends = self._offsets
        return self.names[bisect_left(offsets, self.doc[position].idx - reach) : bisect_right(ends, position)]
