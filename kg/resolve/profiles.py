"""What is known of one cluster when it is compared with others."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extract.lexicon import Lexicon, normalise
from kg.model import Annotation, Cluster
from kg.ontology import RegisterEntry
from kg.resolve.evidence import allows, titles

SMALL = frozenset({"and", "of", "for", "the"})
"""Words that no comparison of names counts."""


@dataclass(frozen=True)
class Profile:
    """A cluster with its document, its name and forms as they are compared, its acronyms, and its register row.

    `is_linked` says that the document allows to take it for what the row is about. Of people, `titles` are those that
    they bear and `generation` is what follows the name ("Jr"); of names that many bear (`is_common`), `posts` are the
    bodies that somebody has to do with and `company` all that the document names, kept where there is a post or a
    link. Of bodies, `core` are the words that tell them from others, and `initials` the name, also with its areas by
    their initials ("tvd integrated care board"). Of works, `title` is the name without its subtitle.
    """

    document: str
    cluster: Cluster
    name: str
    forms: frozenset[str]
    acronyms: frozenset[str]
    row: RegisterEntry | None
    is_linked: bool = False
    is_surname: bool = False
    titles: frozenset[str] = frozenset()
    generation: str = ""
    is_common: bool = False
    posts: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    core: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()
    title: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.document, self.cluster.id)

    @cached_property
    def face(self) -> Hashable:
        """All that a comparison looks at."""
        return (self.cluster.type, self.name, self.forms, self.acronyms, self.row, self.is_linked, self.titles,
                self.generation, self.posts, self.company, self.title)

    @property
    def is_acronym(self) -> bool:
        """Whether the document never says what the letters stand for."""
        return bool(self.acronyms) and " " not in self.name

    @property
    def forename(self) -> str:
        """The first word of the name, as it is compared."""
        return self.name.partition(" ")[0]

    @property
    def is_initial(self) -> bool:
        """Whether a forename is there by its initial only."""
        return len(self.forename) == 1 and " " in self.name

    @property
    def is_short(self) -> bool:
        """Whether the document never gives the full name: an acronym, an initial, or a surname alone."""
        return self.is_acronym or self.is_initial or self.is_surname


def profiles(annotations: list[Annotation], lexicon: Lexicon) -> Iterator[Profile]:
    """One profile for each cluster of each document."""
    for annotation in annotations:
        rows = {cluster.id: row for cluster in annotation.clusters if (row := _row(cluster, lexicon)) is not None}
        bodies = {
            cluster.id: lexicon.spelt_out(cluster.name) for cluster in annotation.clusters
            if cluster.type == lexicon.kinds.body
        }
        for cluster in annotation.clusters:
            yield _profile(annotation, cluster, rows, bodies, lexicon)


def _profile(
    annotation: Annotation, cluster: Cluster, rows: Mapping[str, RegisterEntry], bodies: Mapping[str, str],
    lexicon: Lexicon,
) -> Profile:
    texts = _texts(cluster)
    row = rows.get(cluster.id)
    made = Profile(
        annotation.document.id, cluster, lexicon.spelt_out(cluster.name),
        frozenset(lexicon.spelt_out(text) for text in texts),
        frozenset(text for text in texts if " " not in text and sum(c.isupper() for c in text) >= 2), row,
        is_linked=row is not None and allows(cluster, row, rows.values(), annotation, lexicon),
    )
    if cluster.type == lexicon.kinds.person:
        return _person(made, annotation, bodies, lexicon)
    if cluster.type == lexicon.kinds.work:
        return replace(made, title=lexicon.spelt_out(cluster.name.partition(":")[0]))
    return _body(made, lexicon) if cluster.type == lexicon.kinds.body else made


def _body(profile: Profile, lexicon: Lexicon) -> Profile:
    """A body's profile with what only bodies have."""
    left_out = lexicon.words("organisations", "generic") | SMALL
    core = tuple(word for word in profile.name.split() if word not in left_out)
    return replace(profile, core=core, initials=frozenset({profile.name, *lexicon.by_initials(profile.name)}))


def _person(profile: Profile, annotation: Annotation, bodies: Mapping[str, str], lexicon: Lexicon) -> Profile:
    """A person's profile with what only people have."""
    words = profile.name.split()
    generation = next((size for size in (2, 1) if " ".join(words[-size:]) in lexicon.generations), 0)
    kept = words[: len(words) - generation] if len(words) > generation + 1 else words
    name, is_common = " ".join(kept), kept[-1] in lexicon.words("people", "common_surnames")
    objects = {relation.object for relation in annotation.relations if relation.subject == profile.cluster.id}
    posts = frozenset(bodies[id_] for id_ in objects if id_ in bodies) if is_common else frozenset()
    return replace(
        profile, name=name, generation=" ".join(words[len(kept) :]),
        is_surname=len([word for word in kept if word not in lexicon.titles]) < 2,
        is_common=is_common, titles=titles(profile.cluster, annotation.document.text, lexicon),
        posts=posts,
        company=frozenset(bodies.values()) if is_common and (posts or profile.is_linked) else frozenset(),
    )


def _texts(cluster: Cluster) -> set[str]:
    return {mention.text for mention in cluster.mentions} | {cluster.name}


def _row(cluster: Cluster, lexicon: Lexicon) -> RegisterEntry | None:
    """The one row that holds the name, or else a shorter form of a name that shares words with it.

    An acronym alone is not enough: it stands for other things elsewhere.
    """
    rows = {row for row in lexicon.registered(cluster.name) if row.type == cluster.type}
    if not rows:
        words = set(normalise(cluster.name).split()) - SMALL
        shorter = {row for text in _texts(cluster) for row in lexicon.registered(text) if row.type == cluster.type}
        rows = {row for row in shorter if 2 * len(words & set(normalise(row.name).split())) > len(words)}
    return next(iter(rows)) if len(rows) == 1 else None
