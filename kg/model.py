"""The values that the rooms hand on: frozen, ordered, and compared by what they hold.

Offsets count Unicode code points of `Document.text`; ends are exclusive. Entity types and relation types are plain
strings (`"ORG"`, `"chairs"`): which there are, the ontology says.
"""

import hashlib
from dataclasses import dataclass, field


def digest(*parts: str) -> str:
    """A short hash for ids: the first 16 hex digits of the SHA-256 of the parts.

    >>> digest("org/nhs-england", "funds", "org/health-data-research-uk")
    '4977f15016edb67c'
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, order=True, slots=True)
class Passage:
    """A stretch of a document, with its exact text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, order=True, slots=True)
class Document:
    """A source text as `documents` hands it on.

    `id` is the file's path under the folder that was given, without suffix; `marks` are (start, end) of the stretches
    that the source sets in italics or as links, which often are titles; `date` is ISO 8601 or empty.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    author: str = ""
    address: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8; for a plain UTF-8 file that is the file's own."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, order=True, slots=True)
class Skipped:
    """A file that could not be read, and why, in words for the report."""

    path: str
    reason: str


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    """One place where a document names somebody or something."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, order=True, slots=True)
class Cluster:
    """The mentions of one entity in one document; `name` is the fullest of their forms.

    `id` is local to the document (`"c3"`) before resolution and the entity's (`"org/nhs-england"`) after it.
    """

    id: str
    type: str
    name: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, order=True, slots=True)
class Relation:
    """One place where a document states a relation; subject and object are cluster ids."""

    type: str
    subject: str
    object: str
    evidence: Passage
    status: str = "current"  # or "former", "planned"
    confidence: float = 1.0
    role: str = ""  # the words of the role, where the relation is one
    pattern: str = ""  # which of the vocabulary's found it: "chairs/frames/verbs"


@dataclass(frozen=True, order=True, slots=True)
class Statement:
    """What a source is reported to have said, at one place of a document.

    `speaker` is a cluster id, or empty where no named entity spoke: then `speaker_text` holds the source in the
    document's words. `speaker_span` are the words that name the source at that place, a pronoun too.
    """

    kind: str  # "direct", "indirect" or "mixed"
    content: tuple[Passage, ...]
    evidence: Passage
    cue: str = ""
    speaker: str = ""
    speaker_text: str = ""
    speaker_span: Passage | None = None
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, order=True, slots=True)
class Annotation:
    """What was found in one document; everything in text order."""

    document: Document
    clusters: tuple[Cluster, ...] = ()
    relations: tuple[Relation, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, order=True, slots=True)
class Entity:
    """Somebody or something across all documents.

    `id` is the tail of its IRI (`"person/damian-green"`); `subtype` names a subclass from the ontology or is empty;
    `links` are its addresses in public registers; `replaced_by` are the ids of entities that took over from it;
    `reasons` say in words why names of different documents were taken for it.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    subtype: str = ""
    links: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, order=True, slots=True)
class Evidence:
    """A passage and the document that it stands in; `pattern` is what found it there."""

    document: str
    passage: Passage
    pattern: str = field(default="", compare=False)  # two readings of one passage are one passage


@dataclass(frozen=True, order=True, slots=True)
class Relationship:
    """One claimed edge of the graph with every passage that it stands on; subject and object are entity ids.

    `confidence` is that of its surest passage: documents copy from each other, so that several are no independent
    witnesses. `status` is what most of its passages say.
    """

    type: str
    subject: str
    object: str
    role: str = ""
    status: str = "current"
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def id(self) -> str:
        """Depends on what is claimed, not on where: it survives a rebuild with more documents."""
        return f"relationship/{digest(self.type, self.subject, self.object, self.role)}"
