"""The kinds of names that evidence speaks for, and small questions that several pieces of evidence ask."""

from collections.abc import Mapping
from itertools import pairwise

from kg.extract.names.context import Candidate, Context

ORG, PERSON, POLICY, PLACE = "body", "person", "work", "place"  # the kinds of `kg.extract.lexicon.Kinds`
ANY = "*"

Scores = Mapping[str, float]


def kinds(context: Context) -> Mapping[str, str]:
    """Entity type -> kind."""
    return context.lexicon.kinds_by_type


def plain(text: str) -> str:
    """A form of address as the lists have it."""
    return text.casefold().rstrip(".")


def begins_line(context: Context, span: Candidate) -> bool:
    """Whether a sentence, a line or a clause starts here, so that a capital says nothing."""
    before = context.doc[span.start - 1] if span.start else None
    return before is None or bool(context.doc[span.start].is_sent_start) or before.is_space or before.is_punct


def heads(context: Context) -> frozenset[str]:
    """Last words of bodies and of policies."""
    return context.lexicon.all_heads


def is_policy_like(context: Context, span: Candidate) -> bool:
    """Whether a span ends in a word for policies, or begins with one that goes on ("Review of")."""
    words, openers = span.lower, context.lexicon.policy_openers
    opened = any(first in openers and second in {"of", "into", "on"} for first, second in pairwise(words))
    return opened or bool(context.lexicon.head(words, context.lexicon.policy_heads))
