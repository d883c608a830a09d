"""Questions with limits: processes that answer, and that are ended when a question takes too long.

Oxigraph evaluates a query outside Python and offers no way to stop it: ending its process is the one that always works.
"""

import json
import multiprocessing
import queue
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from kg import errors as kinds
from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query.answers import NO_PARAMETERS
from kg.query.errors import BusyError, UnacceptableError
from kg.query.errors import TimeLimitError as TimeLimit
from kg.query.formats import Reply
from kg.query.questions import find_question
from kg.query.store import reason
from kg.query.worker import OPENED, work

SECONDS = 30.0
ROWS = 100_000
MEMORY = 4_000_000_000
"""Bytes that a worker may hold in memory."""

IN_MEMORY = 20_000_000
"""Bytes of Turtle that are read in two seconds and then answer four times as fast as a store on disk."""

QUICKEST = "fork" if "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin" else "spawn"
"""How a process starts soonest, for programs that have no threads."""

_OPENING = 600.0  # seconds that reading a graph may take; a million triples take six
_ENDING = 5.0  # seconds in which a process that closed its pipe has ended
_KILLED = 9  # a signal that Windows has no name for
_ERRORS = {kind.__name__: kind for kind in (*vars(kinds).values(), UnacceptableError) if isinstance(kind, type)}


class Workers:
    """Processes that each have the store open; safe to ask from many threads, and a context manager.

    They start when they are made. The graph is read on the first question, and again once its file was replaced.
    """

    def __init__(
        self, path: str | Path, ontology: Ontology, *, count: int = 2, method: str = "spawn", memory: int = MEMORY,
        in_memory: int = IN_MEMORY,
    ) -> None:
        """Starts the processes.

        Args:
            path: What `open_store` takes.
            ontology: The vocabulary that is asked.
            count: How many questions are answered at once.
            method: How processes start: "spawn", or "fork", which is quicker and safe only without other threads.
            memory: Bytes that each may hold; 0 for any.
            in_memory: Bytes of Turtle up to which each reads the graph into memory rather than open the kept store.
        """
        self._ontology = ontology
        self._arguments = (str(path), str(ontology.folder), memory, in_memory)
        self._context = multiprocessing.get_context(method)
        self._free: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._count = count
        self._fill()

    def ask(
        self, text: str, *, parameters: Mapping[str, str] = NO_PARAMETERS,
        accept: str | Sequence[str] = ("json", "ttl"), seconds: float = SECONDS, rows: int = ROWS, files: bool = False,
    ) -> Reply:
        """The answer to a query.

        Args:
            text: SPARQL, or the name of a question.
            parameters: Values by the names that the question declares, in the asker's words.
            accept: Names of formats (`RESULT_FORMATS`, `TRIPLE_FORMATS`); the first that fits the answer is taken.
            seconds: How long a worker may take, and before that how long it is waited for.
            rows: How many rows or triples there may be; more are left out, and the reply says so.
            files: Whether `text` may be a path; not if somebody else's machine asks.

        Raises:
            QueryError: The query is wrong or cannot be answered; its children `TimeLimitError`, `BusyError` and
                `UnacceptableError` (no format of `accept` fits) say what else may be.
            FormatError: The graph cannot be read.
        """
        question = find_question(text, self._ontology, files=files)
        request = {
            "text": question.text, "name": question.name, "parameters": dict(parameters),
            "accept": [accept] if isinstance(accept, str) else list(accept), "rows": rows,
        }
        try:
            heading, body = self._ask(request, seconds)
        except _NeverOpenedError:  # it ended before it looked at this question
            heading, body = self._ask(request, seconds)
        if "error" in heading:
            raise _ERRORS[heading["error"]](heading["message"])
        return Reply(heading["kind"], heading["media_type"], body, heading["truncated"])

    def close(self) -> None:
        """Ends all processes, whatever they do."""
        with self._lock:
            self._closed = True
            ended, self._all = self._all, set()
        for worker in ended:
            worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """The reply of the next free worker."""
        worker = self._take(seconds)
        whole = False
        try:
            reply = worker.ask(request, seconds)
            whole = True
        finally:
            self._give_back(worker, whole=whole)
        return reply

    def _take(self, seconds: float) -> "_Worker":
        if self._closed:
            raise QueryError("the processes that answer were closed")
        try:
            self._fill()
        except OSError as error:
            if not self._all:
                raise QueryError(f"no process can be started to answer: {reason(error)}") from error
        try:
            return self._free.get(timeout=seconds)
        except queue.Empty as error:
            raise BusyError(f"all processes are busy: none became free in {seconds:g} seconds, ask again") from error

    def _give_back(self, worker: "_Worker", *, whole: bool) -> None:
        """A worker that gave no whole answer is in an unknown state: another takes its place."""
        if whole:
            self._free.put(worker)
            return
        worker.kill()
        with self._lock:
            self._all.discard(worker)
        with suppress(OSError):  # the next question tries again
            self._fill()

    def _fill(self) -> None:
        """Starts what is missing."""
        with self._lock:
            while not self._closed and len(self._all) < self._count:
                worker = _Worker(self._context, self._arguments)
                self._all.add(worker)
                self._free.put(worker)


class _NeverOpenedError(QueryError):
    """The process ended before it had opened the graph, so that the question is not what ended it."""


class _Worker:
    """One process and this end of the pipe to it."""

    def __init__(self, context: Any, arguments: tuple[str, str, int, int]) -> None:
        self._pipe, theirs = context.Pipe()
        mine = self._pipe if context.get_start_method() == "fork" else None
        self._process = context.Process(target=_work, args=(theirs, mine, *arguments), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """The heading and the body of a reply.

        Raises:
            QueryError: There is none in time, or the process ended.
        """
        opened = False
        try:
            self._pipe.send_bytes(json.dumps(request).encode())
            heading = self._next(_OPENING, "reading the graph")
            opened = heading == OPENED
            if not opened:
                return json.loads(heading), b""
            until = monotonic() + seconds
            told = json.loads(self._next(seconds, "answering"))
            return told, b"" if "error" in told else self._next(max(until - monotonic(), 1.0), "answering")
        except (EOFError, OSError) as error:
            kind = QueryError if opened else _NeverOpenedError
            raise kind(f"the process that answers ended before it was done: {self._why()}") from error

    def _why(self) -> str:
        """Oxigraph aborts where it gets no memory, and the system kills who takes too much."""
        self._process.join(_ENDING)
        code = self._process.exitcode
        if code in (-signal.SIGABRT, -_KILLED):
            return "the query may need more memory than it is given"
        return f"its exit code is {code}, ask again"

    def kill(self) -> None:
        """Ends the process at once; who waits for it in another thread sees the pipe end, so that is left open here."""
        self._process.kill()
        self._process.join()

    def _next(self, seconds: float, doing: str) -> bytes:
        if not self._pipe.poll(seconds):
            what = "narrow the question, or give it more time"
            raise TimeLimit(f"{doing} took longer than {seconds:g} seconds: {what}")
        return self._pipe.recv_bytes()


def _work(theirs: Connection, mine: Connection | None, *arguments: Any) -> None:
    if mine is not None:
        mine.close()  # a forked process holds both ends, and would never see this one close
    work(theirs, *arguments)
