"""IRIs and literals: how ids and the words of documents become terms of RDF.

IRIs are the base IRI and an id, percent-encoded segment by segment: any id gives a valid one, and no two the same.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import UsageError
from kg.model import Passage
from kg.ontology import PREFIXES

DEFAULT_BASE_IRI = "https://w3id.org/policykg/id/"
ELLIPSIS = " … "  # between the parts of a statement's content, in every file

_BASE = re.compile(r"(https?://[^/?#]+/[^?#]*|urn:[a-z0-9][a-z0-9-]+:[^?#]*)[/#]?", re.IGNORECASE)
_WEB = re.compile(r"https?://[^/?#]+([/?#].*)?", re.IGNORECASE)
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z0-9_~.-]*")  # what percent-encoding leaves as it is


@cache
def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name.

    >>> term("foaf:name")
    <NamedNode value=http://xmlns.com/foaf/0.1/name>
    """
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@dataclass(frozen=True)
class Ids:
    """Makes IRIs of ids under one base.

    Raises:
        UsageError: The base is no absolute http, https or urn IRI that ends in "/" or "#".
    """

    base: str
    _known: dict[str, ox.NamedNode] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not (self.base.endswith(("/", "#")) and _BASE.fullmatch(self.base) and is_iri(self.base)):
            raise UsageError(
                f"the base IRI {self.base!r} is not usable: expected an absolute http, https or urn IRI"
                f" that ends in / or #, such as {DEFAULT_BASE_IRI}"
            )

    def iri(self, id_: str) -> ox.NamedNode:
        """The IRI of an entity, a document, a statement or a relationship; each is made once.

        >>> Ids("https://example.org/id/").iri("document/minutes/../May 100%").value
        'https://example.org/id/document/minutes/%2E%2E/May%20100%25'
        """
        known = self._known.get(id_)
        if known is None:
            known = self._known[id_] = ox.NamedNode(self.base + _encoded(id_))
        return known

    def id_of(self, iri: str) -> str:
        """The id of which `iri` made an IRI; any other IRI is its own id.

        >>> Ids("https://example.org/id/").id_of("https://example.org/id/document/minutes/%2E%2E/May%20100%25")
        'document/minutes/../May 100%'
        """
        if not iri.startswith(self.base):
            return iri
        rest = iri[len(self.base):]
        try:
            id_ = unquote(rest, errors="surrogatepass")
        except UnicodeDecodeError:  # bytes that are no words: of somebody else
            return iri
        return id_ if _encoded(id_) == rest else iri

    def passage(self, document: str, passage: Passage) -> ox.NamedNode:
        """The document's IRI with the RFC 5147 fragment; under a base with "#", which is one already, after a ";".

        >>> Ids("https://example.org/id/").passage("minutes", Passage(3, 9, "agreed")).value
        'https://example.org/id/document/minutes#char=3,9'
        """
        whole = self.iri(f"document/{document}").value
        return ox.NamedNode(f"{whole}{self._mark}char={passage.start},{passage.end}")

    @cached_property
    def _mark(self) -> str:
        return ";" if self.base.endswith("#") else "#"


def literal(words: str, language: str | None = None) -> ox.Literal:
    """Words of a document, whatever they hold; what not every reader of RDF takes becomes U+FFFD, one for one.

    That are control characters other than tab, line feed and carriage return, the two code points that XML excludes,
    and halves of surrogate pairs.

    >>> literal("one\\ttwo\\x00three").value
    'one\\ttwo\ufffdthree'
    """
    if words.isprintable():  # most are, and this is asked in no time
        return ox.Literal(words, language=language)
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ox.Literal(_UNWANTED.sub("\ufffd", whole), language=language)


def decimal(number: float) -> ox.Literal:
    """A number to three places, without empty ones: so Oxigraph and others give it back, whatever was written.

    >>> decimal(0.75), decimal(1.0)
    (<Literal value=0.75 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>,
     <Literal value=1 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>)
    """
    return ox.Literal(f"{number:.3f}".rstrip("0").rstrip("."), datatype=term("xsd:decimal"))


def day(words: str) -> ox.Literal:
    """An xsd:date where the words are one (2026-05-01), else the words."""
    return ox.Literal(words, datatype=term("xsd:date")) if _is_date(words) else literal(words)


def address(words: str) -> ox.NamedNode | ox.Literal:
    """An IRI where the words are an address of the web, else a literal: a document may claim any address."""
    safe = _WEB.fullmatch(words) and words.isprintable() and is_iri(words)  # printable: nothing that turns direction
    return ox.NamedNode(words) if safe else literal(words)


def _encoded(id_: str) -> str:
    return "/".join(map(_segment, id_.split("/")))


def _segment(segment: str) -> str:
    """Percent-encoded, final dots too: alone they are a step up the path, and rdflib misreads names that end so."""
    encoded = segment if _PLAIN.fullmatch(segment) else quote(segment, safe="", errors="surrogatepass")
    kept = encoded.rstrip(".")
    return kept + "%2E" * (len(encoded) - len(kept))


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def is_iri(words: str) -> bool:
    """Whether the words are an absolute IRI."""
    try:
        ox.NamedNode(words)
    except ValueError:
        return False
    return True
