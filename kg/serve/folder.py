"""What the folder holds now: after a build the next request sees the new graph, and no request sees half of one.

A version is told by the state of `graph.ttl`, which a build replaces in one step. Each request works on one version
from beginning to end; an old one is closed when the last request that works on it is done. The processes that answer
SPARQL look at that file themselves before each question.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock

import anyio
import anyio.to_thread
import pyoxigraph as ox

from kg.errors import KgError
from kg.export.terms import DEFAULT_BASE_IRI
from kg.ontology import Ontology
from kg.query import open_store, read_store
from kg.query.store import base_iri, graph_file
from kg.serve.index import make_index
from kg.serve.problems import Problem
from kg.serve.search import Search

State = tuple[int, int, int]

_SMALL = 10_000_000  # bytes of Turtle up to which a graph is held in memory


def state_of(path: Path) -> State:
    """What tells one version of a folder's graph from another.

    Raises:
        Problem: There is none.
    """
    file = graph_file(path)
    try:
        found = file.stat()
    except OSError as error:
        told = f"there is no {file.name} in the folder: kg build writes it"
        raise Problem(503, told, headers={"retry-after": "5"}) from error
    return found.st_mtime_ns, found.st_size, found.st_ino


class Version:
    """One graph: its store, and the index, which is made when it is first needed."""

    def __init__(self, path: Path, ontology: Ontology) -> None:
        self._path = path
        self.state = state_of(path)
        self.ontology = ontology
        self.store: ox.Store = open_store(path, ontology, in_memory=_SMALL)
        self.base = base_iri(self.store) or DEFAULT_BASE_IRI
        self.users = 0
        self._making = Lock()

    @property
    def search(self) -> Search:
        """The index; call this where it may take its time."""
        with self._making:
            return self._search

    @cached_property
    def _search(self) -> Search:
        return Search(make_index(self._whole(), self.ontology))

    def _whole(self) -> ox.Store:
        """The graph to be read from end to end, for which a store that is kept on disk takes ten times as long."""
        if self.state[1] <= _SMALL:
            return self.store
        try:
            read = read_store(self._path)
            return read if state_of(self._path) == self.state else self.store
        except (KgError, Problem):  # a build has replaced the file, or somebody has taken it away
            return self.store

    def close(self) -> None:
        """Frees the memory of the index."""
        if "_search" in self.__dict__:
            self._search.close()


class Folder:
    """The output folder of a build, or a file of RDF."""

    def __init__(self, path: Path, ontology: Ontology) -> None:
        self.path = path
        self._ontology = ontology
        self._now: Version | None = None
        self._opening = anyio.Lock()

    @asynccontextmanager
    async def version(self) -> AsyncIterator[Version]:
        """The newest version, which stays open until the block ends.

        Raises:
            Problem: The folder has no graph, or one that cannot be read.
        """
        version = await self._newest()
        version.users += 1
        try:
            yield version
        finally:
            version.users -= 1
            await self._close_unused(version)

    async def _newest(self) -> Version:
        if self._now and self._now.state == state_of(self.path):
            return self._now
        async with self._opening:
            if not self._now or self._now.state != state_of(self.path):
                before, self._now = self._now, await anyio.to_thread.run_sync(self._open)
                if before:
                    await self._close_unused(before)
            return self._now

    async def _close_unused(self, version: Version) -> None:
        if version is not self._now and not version.users:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(version.close)

    def _open(self) -> Version:
        """The version that is there; read again if a build replaced it meanwhile."""
        while True:
            try:
                version = Version(self.path, self._ontology)
            except KgError as error:
                raise Problem(503, str(error), headers={"retry-after": "5"}) from error
            if version.state == state_of(self.path):
                return version
            version.close()

    def close(self) -> None:
        """Closes the version that is open."""
        if self._now:
            self._now.close()
            self._now = None
