"""What the words of a document refer to: names, and pronouns and definite nouns that stand for a name.

A `Referent` covers tokens and points to a cluster. Names are certain; what stands for a name is found by nearness and
agreement of the noun, and says how sure that is. `REACH` bounds how far back a pronoun looks. Which words refer back
is `ontology/names/references.json`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon
from kg.extract.sentences import FAR, sentence
from kg.model import Cluster

REACH = 900
"""Code points between a pronoun and the name that it stands for."""

PRONOUN, DEFINITE = 0.7, 0.8
"""How certain what they stand for is: on texts with marked names, about that share is found rightly."""

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
class References:
    """All referents of one document, in text order, and by token."""

    doc: Doc
    referents: tuple[Referent, ...]
    by_token: Mapping[int, Referent]
    clusters: Mapping[str, Cluster]

    def at(self, token: Token) -> Referent | None:
        """What a token refers to: itself, or for a relative pronoun the noun before its clause."""
        found = self.by_token.get(token.i)
        if found is None and token.tag_ in {"WP", "WDT", "WP$"}:
            clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
            return self.by_token.get(clause.head.i) if clause is not None else None
        return found

    def last(self, before: int, types: Collection[str], *, reach: int = REACH) -> Referent | None:
        """The last name of one of the types that ends before a token, within reach."""
        for referent in reversed(self.referents):
            if referent.end <= before and referent.certainty == 1.0 and referent.type in types:
                return referent if self.doc[before].idx - self.doc[referent.start].idx <= reach else None
        return None

    def subject_near(self, position: int, types: Collection[str]) -> Referent | None:
        """The name that is the subject of a token's sentence, or else of one of the sentences before, within reach."""
        start, end = sentence(self.doc, position)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        for referent in (*self.referents[first:last], *self.referents[max(0, first - FAR) : first][::-1]):
            if self.doc[start].idx - self.doc[referent.start].idx > REACH // 2:
                return None
            certain = referent.certainty == 1.0 or referent.start >= start
            subject = self.doc[referent.start : referent.end].root.dep_ in {"nsubj", "nsubjpass"}
            if certain and subject and referent.type in types:
                return referent
        return None

    def only(self, types: Collection[str]) -> Referent | None:
        """The first name of one of the types, where all such names of the document mean one thing."""
        found = [self._firsts[type_] for type_ in sorted(types) if type_ in self._firsts]
        return found[0][0] if len(found) == 1 and len(found[0]) == 1 else None

    @cached_property
    def _firsts(self) -> Mapping[str, Sequence[Referent]]:
        """For each type the first name of each cluster, those of two clusters at most."""
        firsts: dict[str, dict[str, Referent]] = {}
        for referent in self.referents:
            known = firsts.setdefault(referent.type, {})
            if referent.certainty == 1.0 and len(known) < 2:
                known.setdefault(referent.cluster, referent)
        return {type_: tuple(known.values()) for type_, known in firsts.items() if known}

    @cached_property
    def _starts(self) -> list[int]:
        return [referent.start for referent in self.referents]


def references(doc: Doc, lexicon: Lexicon) -> References:
    """Names first, then pronouns and definite nouns in text order, each looking back at what was found before it."""
    cached = doc.user_data.get("kg_references")
    if cached is not None:
        return cached
    clusters = {cluster.id: cluster for cluster in doc._.kg_clusters}
    places = {(m.start, m.end): cluster for cluster in clusters.values() for m in cluster.mentions}
    pairs = [(ent, places.get((ent.start_char, ent.end_char))) for ent in doc.ents]
    names = [_named(ent, cluster) for ent, cluster in pairs if cluster is not None]
    found = sorted([*names, *_anaphora(History(doc, names, clusters, lexicon))], key=lambda r: r.start)
    by_token = {position: referent for referent in found for position in range(referent.start, referent.end)}
    doc.user_data["kg_references"] = References(doc, tuple(found), by_token, clusters)
    return doc.user_data["kg_references"]


def _named(ent: Span, cluster: Cluster) -> Referent:
    return Referent(ent.start, ent.end, cluster.id, cluster.type)


def _anaphora(history: "History") -> Iterator[Referent]:
    named = {position for referent in history.names for position in range(referent.start, referent.end)}
    for token in history.doc:
        if token.i in named:
            continue
        if token.lower_ in history.pronouns:
            yield from history.pronoun(token)
        elif token.pos_ in {"NOUN", "PROPN"}:
            yield from history.definite(token)


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
            if target is not None:
                start = determiner.i if determiner.dep_ == "det" else token.i
                yield Referent(start, token.i + 1, target.cluster, target.type, DEFINITE)
                return

    @cached_property
    def _title(self) -> Referent | None:
        """The publication whose name is all of the first line: "this report" is that one."""
        first = next(iter(self.names), None)
        if first is None or first.start > 1 or first.type not in self._words["document_types"]:
            return None
        return first if "\n" in self.doc[first.end : first.end + 1].text else None

    def _person(self, token: Token, types: Collection[str]) -> Referent | None:
        near = [n for n in self._before(token.i) if n.type in types]
        described = any(t.tag_ == "WRB" and t.head.dep_ == "relcl" for t in token.head.children)  # "where she was"
        earlier = [n for n in near if described == (n.end > self._sentence[token.i])] or near
        subjects = [n for n in earlier if self._is_subject(n)]
        return (subjects or earlier or [None])[-1]

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
                return next((n for n in reversed(near) if n.type in documents and self._is_kind(n, kinds)), None)
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
