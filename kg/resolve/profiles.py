"""What is known of one cluster when it is compared with others."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.lexicon import Lexicon, normalise
from kg.model import Annotation, Cluster
from kg.ontology import RegisterEntry


@dataclass(frozen=True)
class Profile:
    """A cluster with its document, its name and forms as they are compared, its acronyms, and its register row."""

    document: str
    cluster: Cluster
    name: str
    forms: frozenset[str]
    acronyms: frozenset[str]
    row: RegisterEntry | None

    @property
    def key(self) -> tuple[str, str]:
        return (self.document, self.cluster.id)

    @cached_property
    def face(self) -> tuple[str, str, frozenset[str], frozenset[str], RegisterEntry | None]:
        """All that a comparison looks at."""
        return (self.cluster.type, self.name, self.forms, self.acronyms, self.row)

    @property
    def is_acronym(self) -> bool:
        """Whether the document never says what the letters stand for."""
        return bool(self.acronyms) and " " not in self.name

    @property
    def is_short(self) -> bool:
        """Whether the document never gives the full name: an acronym alone, or a forename by its initial only."""
        first, _, rest = self.name.partition(" ")
        return self.is_acronym or (len(first) == 1 and bool(rest))


def profiles(annotations: list[Annotation], lexicon: Lexicon) -> Iterator[Profile]:
    """One profile for each cluster of each document."""
    for annotation in annotations:
        for cluster in annotation.clusters:
            yield _profile(annotation.document.id, cluster, lexicon)


def _profile(document: str, cluster: Cluster, lexicon: Lexicon) -> Profile:
    texts = {mention.text for mention in cluster.mentions} | {cluster.name}
    acronyms = frozenset(text for text in texts if " " not in text and sum(c.isupper() for c in text) >= 2)
    name, forms = lexicon.spelt_out(cluster.name), frozenset(lexicon.spelt_out(text) for text in texts)
    return Profile(document, cluster, name, forms, acronyms, _row(cluster, texts, lexicon))


def _row(cluster: Cluster, texts: set[str], lexicon: Lexicon) -> RegisterEntry | None:
    """The one row that holds the name, or else a shorter form of a name that shares words with it.

    An acronym alone is not enough: it stands for other things elsewhere.
    """
    rows = {row for row in lexicon.registered(cluster.name) if row.type == cluster.type}
    if not rows:
        words = set(normalise(cluster.name).split()) - {"of", "and", "for", "the"}
        shorter = {row for text in texts for row in lexicon.registered(text) if row.type == cluster.type}
        rows = {row for row in shorter if 2 * len(words & set(normalise(row.name).split())) > len(words)}
    return next(iter(rows)) if len(rows) == 1 else None
