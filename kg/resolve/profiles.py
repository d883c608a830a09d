"""What is known of one cluster when it is compared with others."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.lexicon import Lexicon, normalise
from kg.model import Annotation, Cluster
from kg.ontology import RegisterEntry


@dataclass(frozen=True)
class Profile:
    """A cluster with its document, its normalised forms, the register row that its name is in, and its acronyms."""

    document: str
    cluster: Cluster
    forms: frozenset[str]
    acronyms: frozenset[str]
    row: RegisterEntry | None

    @property
    def key(self) -> tuple[str, str]:
        return (self.document, self.cluster.id)

    @property
    def name(self) -> str:
        return normalise(self.cluster.name)

    @property
    def is_acronym(self) -> bool:
        """Whether the document never says what the letters stand for."""
        return bool(self.acronyms) and " " not in self.name


def profiles(annotations: list[Annotation], lexicon: Lexicon) -> Iterator[Profile]:
    """One profile for each cluster of each document."""
    for annotation in annotations:
        for cluster in annotation.clusters:
            yield _profile(annotation.document.id, cluster, lexicon)


def _profile(document: str, cluster: Cluster, lexicon: Lexicon) -> Profile:
    texts = {mention.text for mention in cluster.mentions} | {cluster.name}
    acronyms = frozenset(text for text in texts if " " not in text and sum(c.isupper() for c in text) >= 2)
    rows = {row for row in lexicon.registered(cluster.name) if row.type == cluster.type}
    if not rows:
        rows = {row for text in sorted(texts) for row in lexicon.registered(text) if row.type == cluster.type}
    row = next(iter(rows)) if len(rows) == 1 else None
    return Profile(document, cluster, frozenset(normalise(text) for text in texts), acronyms, row)
