"""Who is answered when: quick questions never wait behind slow ones.

A question runs outside Python and can only be ended with its process, so that a few slow ones would keep all workers.
Each is therefore asked in a lane for quick ones first, where it may take a second. What takes longer begins anew in a
lane of its own, with all the time it may have; the next time it goes there at once.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread

from kg.ontology import Ontology
from kg.query import BusyError, Reply, TimeLimitError, Workers
from kg.serve.problems import Problem

PATIENCE = 1.0  # seconds that a question may take among the quick ones
_REMEMBERED = 1000  # questions that were slow


@dataclass(frozen=True)
class Limits:
    """What a question may cost: seconds, rows of its answer, processes in each lane, questions that wait there."""

    seconds: float = 30.0
    rows: int = 100_000
    workers: int = 2
    waiting: int = 64


class Lanes:
    """The workers of a folder."""

    def __init__(self, path: Path, ontology: Ontology, limits: Limits) -> None:
        self._limits = limits
        self._quick = _Lane(Workers(path, ontology, count=limits.workers), limits)
        self._slow = _Lane(Workers(path, ontology, count=limits.workers), limits)
        self._were_slow: OrderedDict[bytes, None] = OrderedDict()

    async def ask(self, text: str, *, parameters: Mapping[str, str], accept: Sequence[str]) -> Reply:
        """The answer to SPARQL or a named question's text.

        Raises:
            QueryError: It is wrong, or cannot be answered in a format of `accept`.
            Problem: It took too long, or too many others wait.
        """
        ask = partial(self._ask, text, parameters, accept)
        key = hashlib.sha256(repr((text, sorted(parameters.items()))).encode("utf-8", "replace")).digest()
        if key not in self._were_slow:
            try:
                return await ask(self._quick, min(PATIENCE, self._limits.seconds))
            except TimeLimitError:
                self._remember(key)
        return await self._patiently(ask)

    async def _patiently(self, ask: Callable[["_Lane", float], Awaitable[Reply]]) -> Reply:
        seconds = self._limits.seconds
        try:
            return await ask(self._slow, seconds)
        except TimeLimitError as error:
            told = f"the question took longer than {seconds:g} seconds: narrow it, add a LIMIT, or raise --timeout"
            raise Problem(504, told) from error

    async def _ask(
        self, text: str, parameters: Mapping[str, str], accept: Sequence[str], lane: "_Lane", seconds: float,
    ) -> Reply:
        return await lane.run(partial(
            lane.workers.ask, text, parameters=parameters, accept=accept, seconds=seconds, rows=self._limits.rows,
        ))

    def _remember(self, key: bytes) -> None:
        self._were_slow[key] = None
        while len(self._were_slow) > _REMEMBERED:
            self._were_slow.popitem(last=False)

    def close(self) -> None:
        """Ends the processes; nothing may be asked afterwards."""
        self._quick.workers.close()
        self._slow.workers.close()


class _Lane:
    """Workers and those who wait for one."""

    def __init__(self, workers: Workers, limits: Limits) -> None:
        self.workers = workers
        self._free = anyio.CapacityLimiter(limits.workers)
        self._limits = limits
        self._waiting = 0

    async def run(self, ask: Callable[[], Reply]) -> Reply:
        if self._waiting >= self._limits.waiting:
            raise _overloaded(f"{self._waiting} questions wait already")
        self._waiting += 1
        try:
            with anyio.fail_after(self._limits.seconds):
                await self._free.acquire_on_behalf_of(ask)
        except TimeoutError as error:
            raise _overloaded(f"no worker became free in {self._limits.seconds:g} seconds") from error
        finally:
            self._waiting -= 1
        try:
            return await anyio.to_thread.run_sync(ask, limiter=anyio.CapacityLimiter(1))
        except BusyError as error:
            raise _overloaded(str(error)) from error
        finally:
            self._free.release_on_behalf_of(ask)


def _overloaded(why: str) -> Problem:
    told = f"the server has too much to do: {why}; ask again in a few seconds"
    return Problem(503, told, headers={"retry-after": "5"})
