"""Questions to an exported graph: SPARQL, in the asker's words or under a name of `ontology/queries/`.

A question reads; it never writes and never leaves the machine: updates are no queries, and SERVICE is refused.

`run(read_store("output"), "who-chairs-what", Ontology.load())` answers in this process. `Workers` ask in processes of
their own, which a time limit can end: a query runs outside Python and cannot be interrupted there.
"""

from kg.query.answers import Answer, iris, read_answer, readable, run
from kg.query.errors import BusyError, TimeLimitError, UnacceptableError
from kg.query.explain import doubts
from kg.query.formats import RESULT_FORMATS, TRIPLE_FORMATS, Reply, media_type
from kg.query.kept import keep, open_store
from kg.query.questions import (
    Parameter,
    Question,
    Variable,
    describe,
    find,
    find_question,
    question,
    questions,
)
from kg.query.store import GRAPH_FILE, read_store
from kg.query.workers import QUICKEST, ROWS, SECONDS, Workers

__all__ = [
    "GRAPH_FILE", "QUICKEST", "RESULT_FORMATS", "ROWS", "SECONDS", "TRIPLE_FORMATS", "Answer", "BusyError", "Parameter",
    "Question", "Reply", "TimeLimitError", "UnacceptableError", "Variable", "Workers", "describe", "doubts", "find",
    "find_question", "iris", "keep", "media_type", "open_store", "question", "questions", "read_answer", "read_store",
    "readable", "run",
]
