"""Limits under load: slow questions end in time, and never keep quick ones waiting."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx2
import pytest
from served import running

from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query import Reply, TimeLimitError
from kg.serve import lanes
from kg.serve.lanes import Lanes, Limits
from kg.serve.problems import Problem

QUICK = "SELECT ?name { ?who a kg:Person ; foaf:name ?name ; kg:chairs ?body . ?body foaf:name ?of }"
SLOW = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) != '{}') }}"

ONLY_SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(CONTAINS(CONCAT(STR(?a), STR(?d), STR(?c)), 'zz')) }"


def ask(address: str, query: str) -> tuple[int, float]:
    """The status of an answer, and the seconds that it took."""
    began = time.monotonic()
    response = httpx2.get(f"{address}/sparql", params={"query": query}, timeout=60)
    return response.status_code, time.monotonic() - began


def test_a_question_over_its_time_is_ended(folder: Path) -> None:
    with running(folder, "--timeout", "2") as address:
        status, seconds = ask(address, SLOW.format("one"))
        assert status == 504
        assert seconds < 10
        again, seconds = ask(address, SLOW.format("one"))  # it was slow before, so it is not tried among the quick ones
        assert again == 504
        assert ask(address, QUICK)[0] == 200


def test_a_question_that_is_only_slow_is_answered(folder: Path) -> None:
    with running(folder, "--timeout", "60", "--workers", "1") as address:
        status, seconds = ask(address, ONLY_SLOW)
        assert status == 200
        assert seconds > 1, "it must take longer than a quick question may for this test to say anything"


def test_a_question_ends_when_nobody_waits_for_it(folder: Path) -> None:
    with running(folder, "--timeout", "60", "--workers", "1") as address:
        for number in range(2):
            with pytest.raises(httpx2.ReadTimeout):
                httpx2.get(f"{address}/sparql", params={"query": SLOW.format(number)}, timeout=1.5)
        status, seconds = ask(address, ONLY_SLOW)
        assert status == 200
        assert seconds < 40  # with the others before it, it would wait for two minutes


def test_slow_questions_do_not_starve_quick_ones(folder: Path) -> None:
    done = threading.Event()
    slow: Counter[int] = Counter()

    def ask_slowly(number: int, address: str) -> None:
        turn = 0
        while not done.is_set():
            slow[ask(address, SLOW.format(f"{number}-{turn}"))[0]] += 1
            turn += 1

    def ask_quickly(address: str) -> list[tuple[int, float]]:
        return [ask(address, QUICK) for _ in range(8)]

    with running(folder, "--timeout", "3") as address, ThreadPoolExecutor(16) as pool:
        slow_ones = [pool.submit(ask_slowly, number, address) for number in range(8)]
        time.sleep(1)
        found = [one for future in [pool.submit(ask_quickly, address) for _ in range(8)] for one in future.result()]
        done.set()
        for future in slow_ones:
            future.result()
    assert Counter(status for status, _ in found) == {200: 64}
    seconds = sorted(taken for _, taken in found)
    assert seconds[len(seconds) // 2] < 5
    assert set(slow) <= {503, 504}
    assert slow[504] > 0


def test_too_many_who_wait_are_sent_away(folder: Path) -> None:
    async def flood() -> Counter[int]:
        asked = Lanes(folder, Ontology.load(), Limits(seconds=2, workers=1, waiting=3))
        statuses: Counter[int] = Counter()

        async def one(number: int) -> None:
            try:
                await asked.ask(SLOW.format(number), parameters={}, accept=["json"])
            except Problem as problem:
                statuses[problem.status_code] += 1

        try:
            async with anyio.create_task_group() as group:
                for number in range(12):
                    group.start_soon(one, number)
        finally:
            await asked.close()
        return statuses

    statuses = anyio.run(flood)
    assert sum(statuses.values()) == 12
    assert set(statuses) == {503, 504}


@pytest.mark.parametrize("clients", [16])
def test_many_clients_are_all_answered(folder: Path, clients: int) -> None:
    with running(folder) as address, ThreadPoolExecutor(clients) as pool:
        found = list(pool.map(lambda _: ask(address, QUICK)[0], range(200)))
    assert Counter(found) == {200: 200}


def replied() -> Reply:
    return Reply("ask", "application/sparql-results+json", b"{}")


class Fake:
    """Stands in for a worker: what it answers, in turn; an error is raised."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)

    def ask(self, *_: object, **__: object) -> Reply:
        answer = self.answers.pop(0) if self.answers else replied()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        pass


def test_a_question_that_was_slow_once_is_quick_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Fake(TimeLimitError("slow")), Fake(TimeLimitError("slow"))]
    monkeypatch.setattr(lanes, "Workers", lambda *_, **__: made.pop() if made else Fake())

    async def ask_twice() -> int:
        asked = Lanes(folder, Ontology.load(), Limits(workers=1))
        await asked.ask("ASK {}", parameters={}, accept=["json"])
        after = len(asked._were_slow)
        await asked.close()
        return after

    assert anyio.run(ask_twice) == 0


def test_a_worker_that_cannot_start_is_started_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "_AGAIN", 0.01)
    starts = [Fake(OSError("it is gone"), OSError("it is gone")), OSError("no memory"), Fake(QueryError("no")), Fake()]

    def start() -> Fake:
        made = starts.pop(0)
        if isinstance(made, Exception):
            raise made
        return made

    async def ask() -> Reply:
        lane = lanes._Lane(start, 1, Limits())
        with pytest.raises(OSError, match="it is gone"):
            await lane.run(lambda workers: workers.ask("ASK {}"))
        with anyio.fail_after(5):
            reply = await lane.run(lambda workers: workers.ask("ASK {}"))
        await lane.close()
        return reply

    assert anyio.run(ask) == replied()
    assert starts == []
