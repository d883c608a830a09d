"""A reported passage before it becomes a statement, and the reporting words that the vocabulary lists."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon
from kg.extract.modality import is_claimed_verb
from kg.extract.speakers import Speaker


@dataclass(frozen=True)
class Report:
    """Content as (start, end) offsets, who is reported, and the cue with its first token (-1 where there is none).

    A quotation that nobody is yet known to have said has no speaker.
    """

    speaker: Speaker | None
    content: tuple[tuple[int, int], ...]
    cue: str = ""
    cue_at: int = -1
    quoted: bool = False


@dataclass(frozen=True)
class Cues:
    """The reporting words of `ontology/cues/reporting.json`."""

    lexicon: Lexicon

    def words(self, key: str) -> frozenset[str]:
        return frozenset(self.lexicon.ontology.cues.get("reporting", {}).get(key, ()))

    def reports(self, verb: Token) -> bool:
        """Whether a word is a verb of the lists that really reports: not negated, not supposed, not passive."""
        lemma = verb.lemma_.casefold()
        known = lemma in self.words("speech") or lemma in self.words("clause") or lemma in self.words("thing")
        if not known or verb.pos_ not in {"VERB", "AUX"} and verb.tag_ not in {"VBD", "VBZ", "VBP"}:
            return False
        return is_claimed_verb(verb, self.lexicon)

    def speaks(self, verb: Token) -> bool:
        """Whether a verb can introduce a quotation."""
        return verb.lemma_.casefold() in self.words("speech") | self.words("clause") and verb.pos_ in {"VERB", "AUX", "NOUN", "PROPN"}


def cue_text(verb: Token) -> str:
    """The words of a cue: the verb with its particle ("set out") or the preposition that it needs ("called for")."""
    particle = next((child for child in verb.children if child.dep_ == "prt" and child.i == verb.i + 1), None)
    return verb.doc[verb.i : (particle or verb).i + 1].text
