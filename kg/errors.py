"""Everything that `kg` raises on purpose: one base class and its few children.

`KgError` ─┬─ `ReadError`      a document could not be read; a build lists it and goes on
           ├─ `OntologyError`  the vocabulary in `ontology/` is wrong
           ├─ `ModelError`     the spaCy model cannot be loaded
           ├─ `QueryError`     a SPARQL question is wrong or unknown
           ├─ `FormatError`    a file that `kg` wrote, or should have, is not in its format
           ├─ `SendError`      a store cannot be reached, or refuses a graph
           └─ `UsageError`     an option or argument cannot be what it is
"""


class KgError(Exception):
    """The message is one line that says what is wrong, what was expected and what to do."""


class ReadError(KgError):
    """A document could not be read; the message is the reason that the report shows."""


class OntologyError(KgError):
    """A file of the vocabulary is missing or contradicts another."""


class ModelError(KgError):
    """The spaCy model is not installed or does not load."""


class QueryError(KgError):
    """A query is not SPARQL, or no named query is called so."""


class FormatError(KgError):
    """A file is not in the format that it should be in."""


class SendError(KgError):
    """A graph could not be sent; the message says to where, and what the store said."""


class UsageError(KgError):
    """What the caller asks for cannot be done as asked, whatever the documents say."""
