"""Who is answered when: quick questions never wait behind slow ones.

A question runs outside Python and can only be ended with its process, so that a few slow ones would keep all workers.
Each is therefore asked in a lane for quick ones first, where it may take half a second. What takes longer begins anew
in a lane of its own, with all the time it may have; the next time it goes there at once.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

import anyio
import anyio.to_thread

from kg.errors import FormatError, KgError
from kg.ontology import Ontology
from kg.query import BusyError, Reply, TimeLimitError, Workers
from kg.serve.problems import Problem

PATIENCE = 0.5  # seconds that a question may take among the quick ones
_REMEMBERED = 1000  # questions that were slow
_SPARE = 2  # quick workers for each that is wanted: one answers while another begins anew
_WAITS = 30.0  # seconds that a question waits for a worker, whatever it may take then
_AGAIN = 1.0  # seconds until a worker that could not start is started again
_STARTS = 600.0  # seconds that a worker may need to begin anew, with a large graph on a busy machine

Ask = Callable[[Workers], Reply]


@dataclass(frozen=True)
class Limits:
    """What a question may cost: seconds, rows of its answer, processes, questions that wait for one."""

    seconds: float = 30.0
    rows: int = 100_000
    workers: int = 2
    waiting: int = 64


class Lanes:
    """The workers of a folder; made and closed within an event loop."""

    def __init__(self, path: Path, ontology: Ontology, limits: Limits) -> None:
        self._limits = limits
        start = partial(Workers, path, ontology, count=1)
        self._quick = _Lane(start, limits.workers * _SPARE, limits)
        self._slow = _Lane(start, limits.workers, limits)
        self._were_slow: OrderedDict[bytes, None] = OrderedDict()

    async def ask(self, text: str, *, parameters: Mapping[str, str], accept: Sequence[str]) -> Reply:
        """The answer to SPARQL or a named question's text.

        Raises:
            QueryError: It is wrong, or cannot be answered in a format of `accept`.
            FormatError: The graph cannot be read.
            Problem: It took too long, or too many others wait.
        """
        def ask(seconds: float) -> Ask:
            return lambda workers: workers.ask(
                text, parameters=parameters, accept=accept, seconds=seconds, rows=self._limits.rows,
            )

        seconds = self._limits.seconds
        key = hashlib.sha256(repr((text, sorted(parameters.items()))).encode("utf-8", "replace")).digest()
        if key not in self._were_slow:
            try:
                return await self._quick.run(ask(min(PATIENCE, seconds)))
            except TimeLimitError:
                self._remember(key)
        began = monotonic()
        try:
            reply = await self._slow.run(ask(seconds))
        except TimeLimitError as error:
            told = f"the question took longer than {seconds:g} seconds: narrow it, add a LIMIT, or raise --timeout"
            raise Problem(504, told) from error
        if monotonic() - began < PATIENCE:  # it was slow while the machine had much to do, or with another graph
            self._were_slow.pop(key, None)
        return reply

    def _remember(self, key: bytes) -> None:
        self._were_slow[key] = None
        while len(self._were_slow) > _REMEMBERED:
            self._were_slow.popitem(last=False)

    async def close(self) -> None:
        """Ends the processes; nothing may be asked afterwards."""
        await self._quick.close()
        await self._slow.close()


class _Lane:
    """Workers, each with one process, and those who wait for one."""

    def __init__(self, start: Callable[[], Workers], count: int, limits: Limits) -> None:
        self._start = start
        self._all = [start() for _ in range(count)]
        # The last one that answered is the first to be asked: it has the graph open, which others may never need.
        self._ready: asyncio.LifoQueue[Workers] = asyncio.LifoQueue()
        for workers in self._all:
            self._ready.put_nowait(workers)
        self._threads = anyio.CapacityLimiter(count)
        self._starting: set[asyncio.Task[None]] = set()
        self._most = limits.waiting
        self._waiting = 0

    async def run(self, ask: Ask) -> Reply:
        workers = await self._next()
        try:
            reply = await self._in_thread(partial(ask, workers))
        except asyncio.CancelledError:  # who asked is gone: the question ends with its process
            self._aside(self._replace(workers))
            raise
        except BusyError as error:
            self._aside(self._answer_once(workers))
            raise _overloaded(str(error)) from error
        except BaseException:  # after an error the process may be gone and another begin in its place
            self._aside(self._answer_once(workers))
            raise
        self._ready.put_nowait(workers)
        return reply

    async def _next(self) -> Workers:
        if self._waiting >= self._most:
            raise _overloaded(f"{self._waiting} questions wait already")
        self._waiting += 1
        try:
            async with asyncio.timeout(_WAITS):
                return await self._ready.get()
        except TimeoutError as error:
            raise _overloaded(f"no worker became free in {_WAITS:g} seconds") from error
        finally:
            self._waiting -= 1

    def _aside(self, work: Coroutine[None, None, None]) -> None:
        """Nobody waits while a process starts and opens the graph: workers are ready when they have answered."""
        task = asyncio.get_running_loop().create_task(work)
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _answer_once(self, workers: Workers) -> None:
        try:
            with suppress(FormatError):  # a graph that cannot be read is told to who asks next
                await self._in_thread(partial(workers.ask, "ASK {}", seconds=_STARTS))
        except (KgError, OSError):
            await anyio.sleep(_AGAIN)
            await self._replace(workers)
        else:
            self._ready.put_nowait(workers)

    async def _replace(self, workers: Workers) -> None:
        """Others in the place of workers; where they cannot start, as with no memory left, a little later."""
        await anyio.to_thread.run_sync(workers.close)
        while workers in self._all:  # or else the lane is being closed
            try:
                made = await anyio.to_thread.run_sync(self._start)
            except OSError:
                await anyio.sleep(_AGAIN)
                continue
            self._all[self._all.index(workers)] = made
            await self._answer_once(made)
            return

    async def _in_thread(self, ask: Callable[[], Reply]) -> Reply:
        return await anyio.to_thread.run_sync(ask, limiter=self._threads, abandon_on_cancel=True)

    async def close(self) -> None:
        while self._all or self._starting:  # one that is only starting is closed once it is there
            for workers in list(self._all):
                await anyio.to_thread.run_sync(workers.close)
                self._all.remove(workers)
            await asyncio.gather(*self._starting, return_exceptions=True)


def _overloaded(why: str) -> Problem:
    told = f"the server has too much to do: {why}; ask again in a few seconds"
    return Problem(503, told, headers={"retry-after": "5"})
