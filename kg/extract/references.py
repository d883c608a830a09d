"""What the words of a document refer to: names, and pronouns and definite nouns that stand for a name.

A `Referent` covers tokens and points to a cluster. Names are certain; what stands for a name is found by nearness and
agreement of the noun, and says how sure that is. `REACH` bounds how far back a pronoun looks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon
from kg.model import Cluster

REACH = 900
"""Code points between a pronoun and the name that it stands for."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "appos"})


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
        if found is None and token.tag_ in {"WP", "WDT"}:
            clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
            return self.by_token.get(clause.head.i) if clause is not None else None
        return found

    def last(self, before: int, types: Sequence[str], *, reach: int = REACH) -> Referent | None:
        """The last name of one of the types that ends before a token, within reach."""
        for referent in reversed(self.referents):
            if referent.end <= before and referent.certainty == 1.0 and referent.type in types:
                return referent if self.doc[before].idx - self.doc[referent.start].idx <= reach else None
        return None


def references(doc: Doc, lexicon: Lexicon) -> References:
    """Names first, then pronouns and definite nouns in text order, each looking back at what was found before it."""
    cached = doc.user_data.get("kg_references")
    if cached is not None:
        return cached
    clusters = {cluster.id: cluster for cluster in doc._.kg_clusters}
    places = {(m.start, m.end): cluster for cluster in clusters.values() for m in cluster.mentions}
    names = [_named(ent, places[ent.start_char, ent.end_char]) for ent in doc.ents if (ent.start_char, ent.end_char) in places]
    found = sorted([*names, *_anaphora(doc, lexicon, names, clusters)], key=lambda r: r.start)
    by_token = {position: referent for referent in found for position in range(referent.start, referent.end)}
    doc.user_data["kg_references"] = References(doc, tuple(found), by_token, clusters)
    return doc.user_data["kg_references"]


def _named(ent: Span, cluster: Cluster) -> Referent:
    return Referent(ent.start, ent.end, cluster.id, cluster.type)


def _anaphora(doc: Doc, lexicon: Lexicon, names: Sequence[Referent], clusters: Mapping[str, Cluster]) -> Iterator[Referent]:
    words = lexicon.ontology.names.get("references", {})
    pronouns, possessive = words.get("pronouns", {}), set(words.get("possessive", ()))
    named = {position for referent in names for position in range(referent.start, referent.end)}
    history = History(doc, names, clusters, lexicon)
    for token in doc:
        if token.i in named:
            continue
        type_ = pronouns.get(token.lower_)
        if type_ is not None:
            target = history.pronoun(token, type_)
            if target is not None:
                yield Referent(token.i, token.i + 1, target.cluster, target.type, 0.7, token.lower_ in possessive and token.dep_ == "poss")
        elif token.pos_ in {"NOUN", "PROPN"}:
            yield from history.definite(token)


@dataclass(frozen=True)
class History:
    """Looks back from a place in a document at the names before it."""

    doc: Doc
    names: Sequence[Referent]
    clusters: Mapping[str, Cluster]
    lexicon: Lexicon

    def pronoun(self, token: Token, type_: str) -> Referent | None:
        """The subject of the sentences before wins over a name that is only mentioned."""
        near = [n for n in self._before(token.i) if n.type == type_]
        if type_ == "PERSON":
            earlier = [n for n in near if n.end <= token.sent.start] or near
            subjects = [n for n in earlier if self._is_subject(n)]
            return (subjects or earlier or [None])[-1]
        sentence = [n for n in near if n.start >= token.sent.start and self._is_subject(n)]
        earlier = [n for n in near if n.end <= token.sent.start and self.doc[token.sent.start - 1].sent.start <= n.start and self._is_subject(n)]
        return (earlier[-1:] + sentence[-1:] or [None])[-1]

    def definite(self, token: Token) -> Iterator[Referent]:
        """ "the Trust", "its report": the last name that ends in the noun, or for general nouns the last of the type."""
        determiner = next((t for t in token.lefts if t.dep_ in {"det", "poss"}), None)
        words = self.lexicon.ontology.names.get("references", {})
        if determiner is None or determiner.lower_ not in words.get("determiners", ()):
            return
        noun = self.doc[token.i - 1 : token.i + 1].text.casefold() if token.i and token.nbor(-1).dep_ in {"compound", "amod"} else ""
        for phrase in filter(None, (noun, token.lower_)):
            target = self._named_so(token.i, phrase, words)
            if target is not None:
                yield Referent(determiner.i if determiner.dep_ == "det" else token.i, token.i + 1, target.cluster, target.type, 0.8)
                return

    def _named_so(self, before: int, phrase: str, words: Mapping[str, Sequence[str]]) -> Referent | None:
        near = [n for n in self._before(before, reach=4 * REACH)]
        for referent in reversed(near):
            if referent.type in {"ORG", "POLICY"} and f" {self.clusters[referent.cluster].name.casefold()}".endswith(f" {phrase}"):
                return referent
        if phrase in words.get("publications", ()):
            documents = [n for n in near if n.type == "POLICY" and self._is_document(n)]
            return documents[-1] if documents else None
        if phrase in words.get("bodies", ()):
            bodies = [n for n in self._before(before) if n.type == "ORG" and self._is_subject(n)]
            return bodies[-1] if bodies else None
        return None

    def _is_document(self, referent: Referent) -> bool:
        subtype = self.lexicon.ontology.types[referent.type].subtype(self.clusters[referent.cluster].name)
        return subtype in {"", "Publication", "Review", "Plan"}

    def _is_subject(self, referent: Referent) -> bool:
        return self.doc[referent.start : referent.end].root.dep_ in _SUBJECTS

    def _before(self, position: int, *, reach: int = REACH) -> list[Referent]:
        offset = self.doc[position].idx
        return [n for n in self.names if n.end <= position and offset - self.doc[n.start].idx <= reach]
