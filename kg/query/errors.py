"""What is wrong with a question, in words: children of `QueryError`, and Oxigraph's messages made readable."""

from kg.errors import QueryError
from kg.query.words import keywords

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}


class TimeLimitError(QueryError):
    """The question took longer than it may."""


class BusyError(QueryError):
    """No worker became free in time."""


class UnacceptableError(QueryError):
    """The answer cannot be written in the format that was asked for."""


def is_update(text: str) -> bool:
    """Whether a text that is no query reads like an update."""
    return bool(_UPDATES & keywords(text))


def one_line(text: str) -> str:
    """The text without line breaks and the white space around them."""
    return " ".join(text.split())
