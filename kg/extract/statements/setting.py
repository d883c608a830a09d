"""A quotation and the words around it, as the ways to find its speaker look at them."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from kg.extract.paragraphs import BULLETS
from kg.extract.statements.cues import Cues, cue_text
from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.speakers import Speakers

SHORT = 4
"""Words: a shorter quotation is a term unless a cue stands right beside it."""

VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DASHES = frozenset({"–", "-", "—"})
ENDS = frozenset({".", "?", "!", "…"})
MARKS = frozenset({"”", "’", "»", "“", '"', "'", "''", "’’", "``"})


@dataclass(frozen=True)
class Setting:
    """A quotation where it stands; `lower` and `upper` are the tokens where its neighbours end and begin."""

    span: Span
    lower: int
    upper: int
    speakers: Speakers

    @property
    def doc(self) -> Doc:
        return self.span.doc

    @property
    def cues(self) -> Cues:
        return self.speakers.cues

    @cached_property
    def before(self) -> int:
        """The last token before the opening mark that is no space."""
        position = self.span.start - 2
        while position > 0 and self.doc[position].is_space:
            position -= 1
        return max(position, 0)

    @cached_property
    def after(self) -> int:
        """The first token behind the closing mark and a comma; the document's length where there is none."""
        position = self.span.end
        while position < len(self.doc) and self.doc[position].text in MARKS | {","}:
            position += 1
        return position

    @cached_property
    def is_spoken(self) -> bool:
        """More than a term: some words, or a sentence."""
        words = sum(token.is_alpha for token in self.span)
        verbs = any(token.pos_ in VERBS for token in self.span)
        return words > SHORT or self.span[-1].text in ENDS | {","} or (verbs and words > 2)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether the quotation is whole sentences: a capital, a full stop, and no sentence around it."""
        opens = self.span.start < 2 or self.begins_line or self.doc[self.before].text in ENDS | MARKS
        opens = opens or self.doc[self.before].text.endswith(":")
        return opens and self.span[0].text[:1].isupper() and self.span[-1].text in ENDS and len(self.span) > SHORT

    @property
    def is_turn(self) -> bool:
        """ "Jane Roe: “No, never.”": a short sentence right behind a name and a colon."""
        named = self.doc[self.before].text == ":" and self.before - 1 in self.speakers.found.by_token
        return named and self.span[0].text[:1].isupper() and self.span[-1].text in ENDS

    @cached_property
    def begins_line(self) -> bool:
        """At the beginning of a line or of an item of a list."""
        before = self.span.start - 2
        before -= before >= 0 and self.doc[before].text in BULLETS
        return before < 0 or "\n" in self.doc[before].text

    @property
    def is_part(self) -> bool:
        """Whether the words before belong to what is quoted: 'The roof was “held up by habit”, she said'."""
        if self.begins_line or self.before < self.lower:
            return False
        return self.doc[self.before].is_alpha and not self.doc[self.span.start - 1].is_sent_start

    @property
    def is_added(self) -> bool:
        """ "… must stay – “a ward without visitors is a warehouse”.": a clause that a mark joins to the one before."""
        joined = self.doc[self.before].text in DASHES | {";", ":"} and not self.begins_line
        ends = self.after >= len(self.doc) or self.span[-1].text in ENDS or self.doc[self.after].text in ENDS
        return joined and ends and any(token.tag_ in FINITE for token in self.span)

    def report(self, speaker: Speaker | None, cue: Token | None = None) -> Report | None:
        """The quotation as what a speaker is reported to have said; nothing without a speaker."""
        if speaker is None:
            return None
        content = ((self.span.start_char, self.span.end_char),)
        return Report(speaker, content, cue_text(cue) if cue else "", cue.i if cue else -1, quoted=True)
