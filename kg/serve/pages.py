"""Pages for people: things of the graph, documents with what was found in them, the search, the editor, and errors.

Templates escape everything that is put into them; scripts get their data as JSON in which no tag can begin or end.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from kg.export.network import SHAPES
from kg.export.terms import Ids
from kg.ontology import PREFIXES, Ontology
from kg.query import questions
from kg.serve.api import FIRST, described
from kg.serve.problems import title
from kg.serve.safety import with_nonce
from kg.serve.search import Record, Search, Wanted
from kg.serve.texts import Run, Span, Text, runs

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LONGEST = 400  # relationships and statements that a document's page lists
_STYLED_TYPES = 7  # colours of types in the style; with more they begin again


class Pages:
    """Makes the pages of one vocabulary."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._templates = Environment(
            loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            address=address, web=web, percent=percent, shapes=_shapes(ontology), plural=plural, first=FIRST,
        )

    def entity(self, whole: Record) -> HTMLResponse:
        """The page of an entity, from its record in the API."""
        groups: dict[str, list[Record]] = {}
        for claim in whole["relationships"]:
            groups.setdefault(_label(claim, whole["entity"]["id"]), []).append(_seen_from(claim, whole["entity"]["id"]))
        return self._page("entity.html", **whole, groups=groups)

    def document(self, record: Record, text: Text | None, search: Search) -> HTMLResponse:
        """The page of a document: its text with what was found in it, or the passages where the text is not there."""
        lists = {
            "statement": search.statements(Wanted(document=record["id"]), limit=_LONGEST),
            "relationship": search.stated_in(record["id"], limit=_LONGEST),
            "entity": search.entities_in(record["id"], limit=_LONGEST),
        }
        said, stated, entities = (found.records for found in lists.values())
        paragraphs = _paragraphs(text, said, stated, record["id"]) if text else []
        found = _in_order(said, stated, record["id"])
        left = {what: (len(one.records), one.total) for what, one in lists.items() if one.total > len(one.records)}
        return self._page(
            "document.html", document=record, paragraphs=paragraphs, found=found, entities=entities, left=left,
        )

    def other(self, id_: str, triples: Sequence[ox.Triple], *, cut: bool, base: str) -> HTMLResponse:
        """The page of a thing that is neither document nor entity nor claim: its triples, with links."""
        rows = [[_shown(part, base) for part in triple] for triple in triples]
        return self._page("other.html", id=id_, title=id_ or base, rows=rows, cut=cut)

    def claim(self, record: Record) -> HTMLResponse:
        """The page of a relationship or a statement."""
        return self._page("claim.html", claim=record, said="content" in record)

    def search(self, wanted: Mapping[str, str], found: Mapping[str, Any]) -> HTMLResponse:
        """The page that finds entities and statements."""
        def link(offset: int, other: Mapping[str, str] | None = None) -> str:
            asked = {**wanted, **(other or {})}
            kept = {key: value for key, value in asked.items() if value and key not in ("limit", "offset")}
            return "/search?" + urlencode({**kept, "offset": offset} if offset else kept)

        topics = [(topic.id, topic.label) for topic in self._ontology.topics]
        return self._page(
            "search.html", wanted=wanted, link=link, all_topics=topics, nothing=_nothing(wanted), **found,
        )

    def editor(self, base: str) -> HTMLResponse:
        """The page that asks in SPARQL, about a graph whose IRIs begin so."""
        nonce = secrets.token_urlsafe(16)
        data = {
            "questions": [described(one) for one in questions(self._ontology).values()],
            "words": sorted(_terms(self._ontology), key=lambda word: word["label"]),
            "prefixes": dict(PREFIXES), "base": base, "nonce": nonce, "kinds": self._kinds(),
        }
        return self._page("editor.html", headers=with_nonce(nonce), data=data)

    def _kinds(self) -> dict[str, dict[str, Any]]:
        """How things of a type are drawn, by the first step of their path."""
        looks = _shapes(self._ontology)
        return {
            type_.prefix: {"colour": looks[name][0], "shape": looks[name][1]}
            for name, type_ in self._ontology.types.items()
        }

    def problem(self, error: HTTPException) -> HTMLResponse:
        """What a browser sees of an error."""
        headers = dict(error.headers or {})
        return self._page(
            "problem.html", status=error.status_code, headers=headers, name=title(error.status_code),
            detail=error.detail,
        )

    def _page(
        self, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any,
    ) -> HTMLResponse:
        text = self._templates.get_template(template).render(**values)
        return HTMLResponse(text.encode("utf-8", "replace"), status, headers={"vary": "Accept", **(headers or {})})


def address(id_: str) -> str:
    """Where a thing is on this server; a browser takes dots for steps up the path, so such an id goes another way.

    >>> address("person/zoë-quill"), address("document/a/../b")
    ('/id/person/zo%C3%AB-quill', '/thing?id=document%2Fa%2F..%2Fb')
    """
    segments = id_.split("/")
    if {".", ".."} & set(segments):
        return f"/thing?{urlencode({'id': id_})}"
    return "/id/" + "/".join(quote(segment, safe="", errors="surrogatepass") for segment in segments)


def web(link: str) -> bool:
    """Whether an address is one of the web: a document may claim any, and some are scripts."""
    return bool(_WEB.match(link))


def percent(confidence: float) -> str:
    """A confidence in words.

    >>> percent(0.847)
    '85 %'
    """
    return f"{confidence * 100:.0f} %"


def plural(number: int, one: str, many: str = "") -> str:
    """A number with what it counts.

    >>> plural(1, "entity", "entities"), plural(1200, "document")
    ('1 entity', '1,200 documents')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _shown(part: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, base: str) -> tuple[str, str]:
    """A term in words, and where it leads: a thing under the base has a page here, another address is its own."""
    if not isinstance(part, ox.NamedNode):
        return getattr(part, "value", str(part)), ""
    prefixed = next((f"{prefix}:{part.value.removeprefix(namespace)}" for prefix, namespace in PREFIXES.items()
                     if part.value.startswith(namespace)), part.value)
    if not part.value.startswith(base):
        return prefixed, part.value if web(part.value) else ""
    thing, hash_, place = part.value[len(base):].partition("#")
    id_ = Ids(base).id_of(base + thing)
    return (prefixed, "") if id_ == base + thing else (id_ + hash_ + place, address(id_) + hash_ + place)


def _shapes(ontology: Ontology) -> dict[str, tuple[int, str]]:
    """The colour and the outline of each type, as the explorer draws it."""
    return {name: (n % _STYLED_TYPES, SHAPES[n % len(SHAPES)]) for n, name in enumerate(ontology.types)}


def _nothing(wanted: Mapping[str, str]) -> str:
    """What one is told where no statement is found."""
    narrower = [value for key, value in wanted.items() if value and key not in ("q", "limit", "offset")]
    if narrower or len(wanted["q"].split()) > 1:
        return "No statement has all of that. Fewer words find more."
    return f"No statement contains “{wanted['q'].strip()}”." if wanted["q"].strip() else "There are no statements."


def _label(claim: Record, id_: str) -> str:
    return claim["label"] if claim["subject"]["id"] == id_ else claim["inverse_label"]


def _seen_from(claim: Record, id_: str) -> Record:
    return claim | {"other": claim["object"] if claim["subject"]["id"] == id_ else claim["subject"]}


def _in_order(said: tuple[Record, ...], stated: tuple[Record, ...], document: str) -> list[Record]:
    """Statements and relationships by their place in a document; one with several places comes at its first."""
    found = [{"start": one["passage"]["start"], "passage": one["passage"], "statement": one} for one in said
             if one["passage"]]
    for claim in stated:
        places = [place for place in claim["passages"] if place["document"]["id"] == document]
        found += [{"start": place["start"], "passage": place, "claim": claim} for place in places]
    return sorted(found, key=lambda one: (one["start"], one["passage"]["end"]))


def _paragraphs(
    text: Text, said: tuple[Record, ...], stated: tuple[Record, ...], document: str,
) -> list[list[Run]]:
    """The text, cut at its line breaks; no run goes over one."""
    spans = [Span(start, end, "mention", entity) for start, end, entity in text.mentions]
    spans += [Span(start, end, "content") for one in said for start, end in one["content_places"]]
    spans += [Span(one["passage"]["start"], one["passage"]["end"], "said") for one in said if one["passage"]]
    spans += [
        Span(place["start"], place["end"], "relationship")
        for claim in stated for place in claim["passages"] if place["document"]["id"] == document
    ]
    paragraphs: list[list[Run]] = [[]]
    for run in runs(text.text, spans):
        for number, line in enumerate(run.text.split("\n")):
            if number:
                paragraphs.append([])
            if line or run.begins:
                paragraphs[-1].append(Run(line, run.kinds, run.entity, run.begins if not number else ()))
    return [paragraph for paragraph in paragraphs if any(run.text.strip() for run in paragraph)]


def _terms(ontology: Ontology) -> list[dict[str, str]]:
    """What the editor completes: prefixes, classes, relations and the parts of statements."""
    words = [{"label": f"{prefix}:", "type": "namespace", "detail": iri} for prefix, iri in PREFIXES.items()]
    things = [*ontology.types.values(), *ontology.relations.values()]
    known = [(thing.iri, thing.label) for thing in things]
    known += [(sub.iri, sub.label) for type_ in ontology.types.values() for sub in type_.subtypes]
    namespace = PREFIXES["kg"]
    words += [
        {"label": f"kg:{iri.removeprefix(namespace)}", "type": "property", "detail": label}
        for iri, label in known if iri.startswith(namespace)
    ]
    return words
