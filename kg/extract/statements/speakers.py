"""Who a reporting word is about: its subject, and the entity that the subject stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Kinds
from kg.extract.paragraphs import BULLETS
from kg.extract.references import References, Referent
from kg.extract.statements.cues import Cues
from kg.extract.statements.holders import Holders
from kg.extract.statements.reports import Speaker
from kg.extract.statements.subjects import RELATIVE, passage, phrase, subject_of
from kg.extract.statements.works import Works, inside, is_definite
from kg.model import Relation

_NOBODY = frozenset({"i", "we", "you", "this", "there", "what", "these", "those", "both"}) | RELATIVE
_PARTS = frozenset({"quarter", "half", "third", "majority", "number", "cent", "percent", "%", "proportion", "rest"})
LINKS = 4
"""Sentences that "it" is followed back through, each going on with the subject of the one before."""

DASHES = frozenset({"–", "-", "—", "--"})
_ADDRESSED = frozenset({"you", "us"})
_NEW = frozenset({"a", "an", "another", "one"})
_SINGLE = frozenset({"another", "one"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})


@dataclass(frozen=True)
class Speakers:
    """Finds the speakers of one document; `roles` are the relations that give somebody a role."""

    found: References
    cues: Cues
    roles: Sequence[Relation] = ()

    @property
    def doc(self) -> Doc:
        return self.found.doc

    @cached_property
    def text(self) -> str:
        """The document's text, put together once: spaCy does it anew at each call."""
        return self.doc.text

    @cached_property
    def names(self) -> frozenset[tuple[int, int]]:
        """Offsets of the names, read once."""
        return frozenset((ent.start_char, ent.end_char) for ent in self.doc.ents)

    def of_verb(self, verb: Token) -> Speaker | None:
        """The source that a reporting verb has, through "went on to stress", "said and added", "who argued"."""
        subject = subject_of(verb)
        if subject is not None and (behind := self._behind_dateline(subject, verb)) is not None:
            return behind
        if subject is not None and self._is_misled(subject, verb):
            subject = next((t for t in subject.ancestors if t.pos_ in {"NOUN", "PROPN"}), subject)
        return self.of_noun(subject) if subject is not None else None

    def _behind_dateline(self, noun: Token, verb: Token) -> Speaker | None:
        """ "LEEDS – Jane Roe today announced", where the parser takes the place for the subject."""
        before = self.doc[max(0, noun.left_edge.i - 1)]
        if not noun.is_upper or len(noun) <= LINKS or (noun.left_edge.i and "\n" not in before.text):
            return None
        dash = next((t.i for t in self.doc[noun.i : min(verb.i, noun.i + 12)] if t.text in DASHES), None)
        start = dash + 1 if dash is not None else verb.i
        start += start < verb.i and self.doc[start].lower_ == "the"
        name = next(iter(self.inside(start, verb.i)), None) if start < verb.i else None
        return self._named(name) if name is not None else None

    def _is_misled(self, noun: Token, verb: Token) -> bool:
        """ "The report of the Review, led by Jane Roe, which said": a person is no "which"."""
        if verb.dep_ != "relcl" or not any(child.lower_ == "which" for child in verb.lefts):
            return False
        referent = self.found.by_token.get(noun.i)
        return referent is not None and referent.type == self.kinds.person

    def of_noun(self, noun: Token) -> Speaker | None:
        """What a subject stands for: itself if named, the body whose report it is, the person who has the post."""
        if noun.lower_ == "it" or (noun.lower_ == "its" and noun.i not in self.found.by_token):
            return self._it(noun)
        referent = self.holders.of_initials(noun) or self.works.again(noun) or self.works.described(noun)
        referent = referent or self.found.at(noun)
        referent = referent or self._beside(noun) or self._behind_post(noun)
        referent = self._nearby(noun, referent)
        if referent is not None and referent.type != self.kinds.place:
            return self._named(referent)
        if noun.lower_ in _NOBODY:
            return None
        if (own := self._its(noun)) is not None:
            return own
        words, is_work = phrase(noun), self.works.is_work(noun)
        referent = self.works.publisher(noun, words) or self._short_for(noun) if is_work else self._holder(noun)
        if referent is not None:
            return Speaker(referent.cluster, referent.type, "", passage(words), is_work)
        if self._can_speak(self._gathered(noun)) or (is_work and is_definite(noun)):
            return Speaker("", "", words.text, passage(words), is_work)
        return None

    def at(self, start: int, end: int) -> Speaker | None:
        """The source that the noun phrase at `start` names: where no parse tells, the first name or noun after it."""
        for token in self.doc[start:end]:
            if token.i in self.found.by_token:
                return self.of_noun(token)
            if token.pos_ not in _NOMINAL and token.dep_ not in {"amod", "nummod", "compound", "case"}:
                return None
            if token.pos_ in {"NOUN", "PRON"} and not (token.dep_ in {"compound", "poss"} and token.head.i > token.i):
                return self.of_noun(token)
        return None

    def named_in(self, start: int, end: int) -> Referent | None:
        """The first name in a stretch of tokens that is a person's, or else a body's."""
        names = [referent for referent in self.inside(start, end) if referent.certainty == 1.0]
        people = [referent for referent in names if referent.type == self.kinds.person]
        bodies = [referent for referent in names if referent.type == self.kinds.body]
        return next(iter(people + bodies), None)

    def inside(self, start: int, end: int) -> Iterator[Referent]:
        return inside(self.found, start, end)

    @property
    def kinds(self) -> Kinds:
        return self.cues.lexicon.kinds

    def _nearby(self, noun: Token, referent: Referent | None) -> Referent | None:
        """ "The Trust's Jane Roe" for the Trust, where the parser took it for the subject; "Jane Roe" for her "KC"."""
        if referent is None and noun.pos_ == "PROPN":
            before = self.found.by_token.get(noun.i - 1)
            return before if before is not None and before.type == self.kinds.person else None
        if referent is not None and referent.type == self.kinds.body and referent.end + 1 < len(self.doc):
            behind = self.found.by_token.get(referent.end + 1)
            owner = self.doc[referent.end].tag_ == "POS" and behind is not None and behind.type == self.kinds.person
            return behind if owner else referent
        return referent

    def _gathered(self, noun: Token) -> Token:
        """ "Ministers meeting in Tallinn", where the parser takes the people for part of a noun."""
        people = noun.doc[noun.i - 1] if noun.i else noun
        gathering = noun.lower_.endswith("ing") and people.tag_ in {"NNS", "NNPS"} and people.head == noun
        return people if gathering and people.lemma_.casefold() in self.cues.words("people") else noun

    def _named(self, referent: Referent) -> Speaker:
        span = self.doc[referent.start : referent.end]
        return Speaker(referent.cluster, referent.type, "", passage(span))

    def _it(self, noun: Token) -> Speaker | None:
        """ "It" goes on with the subject of its sentence, or of the one before, if that is a body or a document."""
        main = noun.sent.root
        before = noun.sent if noun.head != main and main.i < noun.i else _sentence_before(noun.sent)
        for _ in range(LINKS):
            while before is not None and _is_item(before):
                before = _sentence_before(before)  # past a list, to the words that introduce it
            subject = _subject_in(before) if before is not None else None
            own = before is not None and before == noun.sent and subject is None
            if before is None or not (own or (subject is not None and subject.lower_ == "it" and subject != noun)):
                break
            before = _sentence_before(before)
        speaker = self._released(noun, before) or (self.of_noun(subject) if subject is not None else None)
        if speaker is None and before is not None and before != noun.sent:
            speaker = self._told_of(before)
        if speaker is None or speaker.type == self.kinds.person:
            return None
        return replace(speaker, span=passage(self.doc[noun.i : noun.i + 1]))

    def _its(self, noun: Token) -> Speaker | None:
        """ "Its survey of members": the body that "its" goes on with."""
        its = next((t for t in noun.lefts if t.lower_ == "its" and t.i not in self.found.by_token), None)
        if its is None or not self.works.is_work(noun):
            return None
        return self._it(its)

    def _released(self, noun: Token, before: Span | None) -> Speaker | None:
        """ "X has published Y. It shows …": what shows, finds and sets out is what was published."""
        if before is None or noun.head.lemma_ not in self.cues.words("written"):
            return None
        if before.root.lemma_ not in self.cues.lexicon.words("policies", "releasing"):
            return None
        works = (r for r in self.inside(before.start, before.end) if r.type == self.kinds.work)
        work = next((r for r in works if r.start > before.root.i or self.doc[r.start].head.dep_ == "nsubjpass"), None)
        return self._named(work) if work is not None else None

    def _told_of(self, sentence: Span) -> Speaker | None:
        """ "Much of the talk was of Y, a report by X. It reckons …": the only work named there, where nobody acts."""
        works = [r for r in self.inside(sentence.start, sentence.end) if r.type == self.kinds.work]
        return self._named(works[0]) if len({r.cluster for r in works}) == 1 else None

    def _beside(self, noun: Token) -> Referent | None:
        """The name in apposition: "the council's leader, Jane Roe", "an earlier paper, Heat Without Debt"."""
        wanted = self.kinds.work if self.works.is_work(noun) else self.kinds.person
        doc = noun.doc
        after = noun.i + 1 + (noun.i + 1 < len(doc) and doc[noun.i + 1].text in {",", "–", "-"})
        places = [child.i for child in noun.children if child.dep_ == "appos"] + [after]
        if self.holders.is_role(noun):
            places += [t.i + 1 for t in doc[noun.i : min(noun.i + 8, noun.right_edge.i + 2)] if t.text == ","]
        for place in places:
            referent = self.found.by_token.get(place)
            if referent is not None and referent.type == wanted and referent.certainty == 1.0:
                return referent
        return None

    def _behind_post(self, noun: Token) -> Referent | None:
        """ "Health and Transport Secretary Jane Roe", which a parser takes for two: the name behind the post."""
        for post in self.doc[noun.i : noun.right_edge.i]:
            behind = self.found.by_token.get(post.i + 1)
            if self.holders.is_role(post) and behind is not None and behind.type == self.kinds.person:
                words = self.doc[noun.i : post.i + 1]
                small = {"and", "of", "for", "the", ","}
                return behind if all(t.text[:1].isupper() or t.lower_ in small for t in words) else None
        return None

    def _holder(self, noun: Token) -> Referent | None:
        """Who has the post, or the longer name that a noun is short for."""
        if not is_definite(noun) or noun.doc[noun.left_edge.i].lower_ in _NEW or noun.tag_ in {"NNS", "NNPS"}:
            return self._short_for(noun) if noun.i == noun.left_edge.i else None
        return (self.holders.of(noun) if self.holders.is_role(noun) else None) or self._short_for(noun)

    def _short_for(self, noun: Token) -> Referent | None:
        """ "The Inquiry" with a capital, for the last "X Inquiry into Y" before; "Committee" in a headline."""
        if not noun.text[:1].isupper() or noun.tag_ in {"NNS", "NNPS"}:
            return None
        if noun.i == noun.left_edge.i:
            found = self._endings.get(noun.text, [])
            return found[0] if len({referent.cluster for referent in found}) == 1 else None
        whole = noun.i == noun.left_edge.i + 1
        return next((r for r in self._heads.get(noun.text, ()) if r.end <= noun.i), None) if whole else None

    @cached_property
    def _endings(self) -> dict[str, list[Referent]]:
        """Names of bodies by their last word."""
        found: dict[str, list[Referent]] = {}
        for referent in self.found.referents:
            if referent.certainty == 1.0 and referent.type == self.kinds.body and referent.end > referent.start + 1:
                found.setdefault(self.doc[referent.end - 1].text, []).append(referent)
        return found

    @cached_property
    def _heads(self) -> dict[str, list[Referent]]:
        """Names of bodies and works by the word before their preposition, the last one first."""
        found: dict[str, list[Referent]] = {}
        for referent in reversed(self.found.referents):
            if referent.certainty == 1.0 and referent.type in (self.kinds.body, self.kinds.work):
                words = self.doc[referent.start : referent.end]
                link = next((t.i for t in words if t.pos_ == "ADP"), referent.start)
                if link > referent.start + 1:
                    found.setdefault(self.doc[link - 1].text, []).append(referent)
        return found

    @cached_property
    def works(self) -> Works:
        return Works(self.found, self.cues)

    @cached_property
    def holders(self) -> Holders:
        return Holders(self.found, self.cues.lexicon, self.roles)

    def _can_speak(self, noun: Token) -> bool:
        people = self.cues.words("people")
        wholes = [below for child in noun.children if child.lower_ == "of" for below in child.children]
        if any(whole.lower_ in _ADDRESSED for whole in wholes):  # "some of you": writer and reader are no sources
            return False
        if noun.lemma_.casefold() in _PARTS:  # "a quarter of the staff"
            return any(self._can_speak(whole) for whole in wholes)
        is_name = noun.pos_ == "PROPN" or (noun.is_upper and len(noun) > 1)
        known = is_name or noun.lemma_.casefold() in people or noun.lower_ in people
        return known or noun.lower_ in {"he", "she", "they"} or self.holders.is_role(noun) or self._is_doer(noun)

    def _is_doer(self, noun: Token) -> bool:
        """ "Three applicants", "one walker": people by what they do, where the ending tells it and it is no thing."""
        counted = noun.tag_ == "NNS" or noun.doc[noun.left_edge.i].lower_ in _SINGLE
        endings = tuple(self.cues.words("people_endings"))
        return counted and noun.lemma_.endswith(endings) and noun.lemma_ not in self.cues.words("no_people")


def _subject_in(sentence: Span) -> Token | None:
    children = [t for t in sentence.root.children if t.dep_ in {"nsubj", "nsubjpass"}]
    return next((t for t in children if t.lower_ != "it"), next(iter(children), None))


def _sentence_before(sentence: Span) -> Span | None:
    position = sentence.start - 1
    while position > 0 and sentence.doc[position].is_space:
        position -= 1
    return sentence.doc[position].sent if position > 0 else None


def _is_item(sentence: Span) -> bool:
    """Whether a sentence is an item of a list, or follows the bullet of one."""
    doc, start = sentence.doc, max(0, sentence.start - 1)
    return any(token.text in BULLETS for token in doc[start : sentence.start + 1])
