"""What the words of a document refer to: names, and pronouns and definite nouns that stand for a name.

A `Referent` covers tokens and points to a cluster. Names are certain; what stands for a name is found by nearness and
agreement of the noun (`history`), and says how sure that is. `REACH` bounds how far back a pronoun looks.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.history import DEFINITE, PRONOUN, REACH, History, Referent
from kg.extract.lexicon import Lexicon
from kg.extract.sentences import FAR, sentence
from kg.model import Cluster

__all__ = ["DEFINITE", "PRONOUN", "References", "Referent", "references", "sentence"]


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


def _anaphora(history: History) -> Iterator[Referent]:
    named = {position for referent in history.names for position in range(referent.start, referent.end)}
    for token in history.doc:
        if token.i in named:
            continue
        if token.lower_ in history.pronouns:
            yield from history.pronoun(token)
        elif token.pos_ in {"NOUN", "PROPN"}:
            yield from history.definite(token)
