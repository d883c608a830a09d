"""The words that report speech, as the vocabulary lists them, and whether one of them reports at its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from spacy.tokens import Span, Token

from kg.extract.lexicon import Lexicon
from kg.extract.modality import is_claimed_verb, is_question
from kg.extract.statements.subjects import inverted

_NONE: frozenset[str] = frozenset()
_WORDS = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ANY = frozenset({"a", "an", "any", "every"})
_ANYONE = frozenset({"anyone", "anybody", "someone", "somebody", "those", "whoever"})
_PARTING = frozenset({";", ":"})
_FUTURE = frozenset({"will", "'ll", "’ll", "shall"})


@dataclass(frozen=True)
class Cues:
    """The lists of `ontology/cues/reporting.json` and `sources.json`, read once for a pipeline."""

    lexicon: Lexicon

    def words(self, key: str) -> frozenset[str]:
        """A list by its name; empty where the vocabulary has none."""
        return self._lists.get(key, _NONE)

    @cached_property
    def things(self) -> Mapping[str, frozenset[str]]:
        """Verbs whose object is what is said -> the particles and prepositions they take, "" for a plain object."""
        things = self.lexicon.ontology.cues.get("reporting", {}).get("thing", {})
        return {verb: frozenset(links) for verb, links in things.items()}

    @cached_property
    def clausal(self) -> frozenset[str]:
        """Verbs that report what a clause behind them says."""
        return self.words("speech") | self.words("clause") | self.things.keys()

    @cached_property
    def light(self) -> Mapping[str, frozenset[str]]:
        """Verbs that report with a noun and a preposition: "draw" -> "attention to"."""
        phrases = self.lexicon.ontology.cues.get("reporting", {}).get("light", {})
        return {verb: frozenset(rest) for verb, rest in phrases.items()}

    @cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Phrases before a source, as words, by their first word."""
        split = sorted(tuple(phrase.split()) for phrase in self.words("prepositions"))
        return {first: tuple(phrases) for first, phrases in groupby(split, key=lambda words: words[0])}

    def reports(self, verb: Token) -> bool:
        """Whether a word is a verb of the lists that really reports: not negated, supposed, asked or yet to come."""
        if verb.lemma_.casefold() not in self._verbs or not (verb.pos_ in _WORDS or verb.tag_ in _FINITE):
            return False
        return self.happened(verb)

    def adds(self, verb: Token) -> bool:
        """Whether a participle reports what somebody says beside: "with residents calling it a farce"."""
        return verb.tag_ == "VBG" and verb.lemma_.casefold() in self._verbs | self.words("naming")

    def happened(self, verb: Token) -> bool:
        """Whether what a verb tells is claimed to have been: not denied, asked, supposed or yet to come."""
        if _is_ahead(verb) or _is_asked(verb) or self._is_supposed(verb):
            return False
        return self.claims(verb)

    def claims(self, verb: Token) -> bool:
        """Whether a verb is claimed; what stands behind a mark after its clause does not count against it."""
        if is_claimed_verb(verb, self.lexicon) or (_precedes(verb) and self._is_plain(verb)):
            return True
        own = (child for child in verb.children if child.dep_ in {"neg", "aux"})
        return inverted(verb) is not None and all(child.i < verb.i - 1 for child in own)

    def _is_plain(self, verb: Token) -> bool:
        """Whether neither a "not" nor a modal of its own stands at a verb."""
        doubtful = self.negations | self._modals
        return not any(child.lower_ in doubtful for child in verb.children if child.dep_ in {"neg", "aux"})

    def speaks(self, verb: Token) -> bool:
        """Whether a verb is one that can introduce a quotation, and is claimed to."""
        spoken = self._speech if verb.i + 1 == len(verb.doc) else self._speech | self._with_particle(verb)
        return verb.lemma_.casefold() in spoken and verb.pos_ in _WORDS | {"NOUN", "PROPN"}

    def quotes(self, verb: Token, inside: Span) -> bool:
        """Whether a verb introduces a quotation at its place: one that speaks, in a clause that is claimed.

        A "not" that stands in the quotation does not count, to whatever word the parser gave it.
        """
        if not self.speaks(verb) or _is_unsaid(verb) or self._is_supposed(verb):
            return False
        within = any(child.dep_ == "neg" and inside.start <= child.i < inside.end for child in verb.children)
        outside = any(child.dep_ in {"neg", "aux"} and child not in inside for child in verb.children)
        within = within or _precedes(verb)
        return is_claimed_verb(verb, self.lexicon) or (within and not outside)

    @cached_property
    def negations(self) -> frozenset[str]:
        """Words that deny: "no", "never"."""
        return self._modality("negations")

    def _modality(self, key: str) -> frozenset[str]:
        return frozenset(self.lexicon.ontology.cues.get("modality", {}).get(key, ()))

    def _is_supposed(self, verb: Token) -> bool:
        """ "Suppose a nurse says", "imagine a nurse who says", "a nurse who said so would lose her post"."""
        noun = verb.head
        if verb.dep_ == "ccomp":
            return noun.lemma_.casefold() in self.words("supposing")
        if verb.dep_ != "relcl":
            return False
        bare = noun.tag_ == "NNS" and not any(child.dep_ in {"det", "poss", "nummod"} for child in noun.lefts)
        anyone = bare or noun.lower_ in _ANYONE or any(child.lower_ in _ANY for child in noun.lefts)
        possible = any(child.lower_ in self._modals for child in noun.head.children if child.dep_ == "aux")
        generic = anyone and possible and noun.dep_ in {"nsubj", "nsubjpass"}
        return generic or noun.head.lemma_.casefold() in self.words("supposing")

    @cached_property
    def _modals(self) -> frozenset[str]:
        return self._modality("modals")

    @cached_property
    def _lists(self) -> Mapping[str, frozenset[str]]:
        cues = self.lexicon.ontology.cues
        lists = {**cues.get("sources", {}), **cues.get("reporting", {})}
        return {key: frozenset(words) for key, words in lists.items() if isinstance(words, list)}

    @cached_property
    def _speech(self) -> frozenset[str]:
        return self.words("speech") | self.words("clause") | self.words("manner")

    @cached_property
    def _verbs(self) -> frozenset[str]:
        further = (self.words(key) for key in ("wanting", "valuing", "answering"))
        return self.clausal.union(self.light, *further)

    def _with_particle(self, verb: Token) -> frozenset[str]:
        """ "go on", "sum up", "put it": the verb speaks where its second word follows."""
        lemma = verb.lemma_.casefold()
        return frozenset({lemma}) if f"{lemma} {verb.nbor().lower_}" in self.words("manner") else _NONE


def cue_text(verb: Token) -> str:
    """The words of a cue: the verb, with its particle where one follows ("set out")."""
    particle = next((child for child in verb.children if child.dep_ == "prt" and child.i == verb.i + 1), None)
    return verb.doc[verb.i : (particle or verb).i + 1].text


def _is_ahead(verb: Token) -> bool:
    """ "will find", "has yet to say", "looked again to find": nothing has been said."""
    if any(child.dep_ == "aux" and child.lower_ in _FUTURE for child in verb.children):
        return True
    purpose = verb.dep_ in {"advcl", "relcl"} and verb.tag_ == "VB" and verb.head.lemma_ != "go"
    return purpose or (verb.dep_ == "xcomp" and any(child.lower_ == "yet" for child in verb.head.children))


def _is_asked(verb: Token) -> bool:
    """ "Did she promise that …?": an auxiliary before the subject, and a question mark."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), verb)
    inverted = any(child.dep_ == "aux" and child.i < subject.i for child in verb.children)
    return inverted and subject is not verb and is_question(verb)


def _is_unsaid(verb: Token) -> bool:
    """A participle without a subject; and "had her saying": words put into a mouth."""
    if verb.tag_ == "VBN":
        return not any(child.dep_ == "nsubj" for child in verb.children)
    return verb.dep_ == "ccomp" and verb.tag_ == "VBG" and verb.head.lemma_ in {"have", "imagine"}


def _precedes(verb: Token) -> bool:
    """ "“…,” she confided; “we have no staff”": the parser puts the cue under what stands behind it."""
    head = verb.head
    between = verb.doc[verb.i : max(verb.i, head.i)]
    return verb.dep_ == "ccomp" and any(token.is_quote or token.text in _PARTING for token in between)
