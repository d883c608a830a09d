"""What runs in a process of its own: it holds the store open and answers one question after the other.

Requests and answers are JSON and bytes. The store is opened again when its file has been replaced, so that the next
question after a build sees the new graph, whole.
"""

import json
import os
import signal
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.ontology import Ontology
from kg.query.engine import ask
from kg.query.errors import one_line
from kg.query.isolation import leave_network
from kg.query.kept import CURRENT, FOLDER, open_store
from kg.query.questions import question
from kg.query.store import graph_file

OPENED = b"opened"


def work(connection: Connection, path: str, vocabulary: str, memory: int, in_memory: int) -> None:
    """Answers requests until the other end closes.

    Args:
        connection: Sends requests, and takes for each `OPENED`, a heading and, unless that is an error, a body.
        path: What `open_store` takes.
        vocabulary: The folder of the ontology.
        memory: Bytes that the process may hold beyond what files map into it; 0 for any.
        in_memory: What `open_store` takes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks decides what an interruption ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    leave_network()
    _limit(memory)
    source = _Source(Path(path), Ontology(Path(vocabulary)), in_memory)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            _answer(connection, source, json.loads(connection.recv_bytes()))


class _Source:
    """A store that follows its file."""

    def __init__(self, path: Path, ontology: Ontology, in_memory: int) -> None:
        self.ontology = ontology
        self._in_memory = in_memory
        self._path = path
        self._stamp: tuple[int, ...] = ()
        self._store: ox.Store | None = None

    def store(self) -> ox.Store:
        """The store of what the file holds now."""
        file = graph_file(self._path)
        stamp = _stamp(file) + _stamp(file.parent / FOLDER / CURRENT)  # which a build writes after the graph
        if self._store is None or stamp != self._stamp:
            self._store = None  # the old graph makes room before the new one is read
            self._store = open_store(self._path, self.ontology, in_memory=self._in_memory)
            self._stamp = stamp
        return self._store


def _answer(connection: Connection, source: _Source, request: dict[str, Any]) -> None:
    try:
        store = source.store()
        connection.send_bytes(OPENED)
        reply = ask(
            store, question(request["text"], request["name"]), source.ontology,
            parameters=request["parameters"], accept=request["accept"], rows=request["rows"],
        )
    except KgError as error:
        _tell(connection, error)
        return
    except Exception as error:  # noqa: BLE001 - whatever a question meets, the process is there for the next
        _tell(connection, QueryError(f"the query cannot be answered: {type(error).__name__}: {one_line(str(error))}"))
        return
    heading = {"kind": reply.kind, "media_type": reply.media_type, "truncated": reply.truncated}
    connection.send_bytes(json.dumps(heading).encode())
    connection.send_bytes(reply.body)


def _tell(connection: Connection, error: KgError) -> None:
    connection.send_bytes(json.dumps({"error": type(error).__name__, "message": str(error)}).encode())


def _stamp(file: Path) -> tuple[int, ...]:
    """Changes when a file is replaced; empty where there is none."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _end_with_parent() -> None:
    """A query that nobody waits for any more ends, even where the process that asked was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    if memory:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        least = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (least, most))
