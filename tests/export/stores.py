"""Stores of other people, each a process of its own on loopback, for the tests of sending."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.export.wire import Credentials

JSON = {"Accept": "application/sparql-results+json"}
PATIENCE = 60.0  # seconds for a store to answer at all

# Virtuoso answers to dba alone, keeps what it has in the working directory and uses little memory.
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 8
NumberOfBuffers = 2000
MaxDirtyBuffers = 1500
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Store:
    """Where a running store takes graphs, updates and questions."""

    name: str
    graphs_url: str
    updates_url: str
    questions_url: str
    credentials: Credentials | None = None

    def rows(self, question: str, *default_graphs: str) -> list[tuple]:
        """The answer to a SELECT, as terms; unbound cells are None."""
        asked = {"query": question, "default-graph-uri": list(default_graphs)}
        answer = httpx.post(self.questions_url, data=asked, headers=JSON, timeout=PATIENCE, trust_env=False)
        assert answer.status_code == 200, answer.text[:300]
        return [tuple(row) for row in ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)]

    def triples(self, graph: str) -> set[ox.Triple]:
        place = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        return {ox.Triple(*row) for row in self.rows(f"SELECT ?s ?p ?o {{ {place} }}")}

    def count(self, graph: str) -> int:
        [(count,)] = self.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return int(count.value)

    def graphs(self) -> set[str]:
        return {graph.value for graph, in self.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}


@contextmanager
def oxigraph() -> Iterator[Store]:
    """Oxigraph's own server, of the package `oxigraph`, in memory."""
    port = free_port()
    program = which("oxigraph", "pip install oxigraph", beside=Path(sys.executable).parent)
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/query"):
        base = f"http://127.0.0.1:{port}"
        yield Store("oxigraph", f"{base}/store", f"{base}/update", f"{base}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    """Virtuoso 7 of Debian; a first start, which ends by itself, sets the password."""
    program = which("virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
    http, password = free_port(), "quay-side 7"
    (folder / "virtuoso.ini").write_text(INI.format(sql=free_port(), http=http), encoding="utf-8")
    start = [program, "+foreground", "+configfile", "virtuoso.ini"]
    changing = [*start, "+pwdold", "dba", "+pwddba", password]
    subprocess.run(changing, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    base = f"http://127.0.0.1:{http}"
    with running(start, f"{base}/sparql", folder=folder):
        yield Store(
            "virtuoso", f"{base}/sparql-graph-crud-auth", f"{base}/sparql-auth", f"{base}/sparql",
            Credentials("dba", password),
        )


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def which(program: str, remedy: str, *, beside: Path | None = None) -> str:
    """The path of a program; without it the test fails, as it is there to be run."""
    found = shutil.which(program, path=str(beside) if beside else None) or shutil.which(program)
    return found or pytest.fail(f"{program} is not installed; make test does it: {remedy}")


@contextmanager
def running(command: list[str], address: str, *, folder: Path | None = None) -> Iterator[None]:
    """A program from its first answer at an address to the end of the block."""
    output = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        wait_for(lambda: answers(address), process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(address: str) -> bool:
    try:
        return bool(httpx.get(address, timeout=5, trust_env=False))
    except httpx.TransportError:
        return False


def wait_for(ready: Callable[[], bool], process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        assert process.poll() is None, f"{process.args[0]} ended with {process.returncode}"
        assert time.monotonic() < end, f"{process.args[0]} does not answer"
        time.sleep(0.1)
