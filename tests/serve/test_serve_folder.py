"""The folder as it is now: the next request after a build sees the new graph, and none sees half of one."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx2
import pytest
from served import running, write_folder

from kg.ontology import Ontology
from kg.serve.folder import Folder
from kg.serve.problems import Problem
from kg.serve.search import Wanted

COUNT = "SELECT (COUNT(*) AS ?n) { VALUES ?class { kg:Person kg:Organisation kg:Policy kg:Place } ?x a ?class }"
SMALL, LARGE = 4, 204  # entities of the two graphs that take turns


def counted(address: str, client: httpx2.Client) -> dict[str, int]:
    """How many entities each way of asking sees."""
    rows = client.get(f"{address}/sparql", params={"query": COUNT}).json()["results"]["bindings"]
    listed = client.get(f"{address}/api/entities", params={"limit": 500}).json()
    return {
        "sparql": int(rows[0]["n"]["value"]), "listed": len(listed["items"]), "total": listed["total"],
        "summary": client.get(f"{address}/api/summary").json()["entities"],
    }


def test_the_next_request_sees_the_new_graph(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "out")
    with running(folder) as address, httpx2.Client(timeout=30) as client:
        for people in (0, 200, 0, 200):
            write_folder(folder, people=people)
            assert set(counted(address, client).values()) == {SMALL + people}
            assert client.get(f"{address}/id/person/p7").status_code == (200 if people else 404)
            assert ("Person 00007" in client.get(f"{address}/").text) is bool(people)


def test_none_sees_half_a_graph_while_it_is_replaced(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "out")
    seen: Counter[int] = Counter()
    done = threading.Event()

    def ask(address: str) -> None:
        with httpx2.Client(timeout=30) as client:
            while not done.is_set():
                found = counted(address, client)
                assert found["listed"] == found["total"]
                seen.update(found.values())

    with running(folder) as address, ThreadPoolExecutor(6) as pool:
        asking = [pool.submit(ask, address) for _ in range(6)]
        for turn in range(8):
            write_folder(folder, people=0 if turn % 2 else 200)
            before, until = sum(seen.values()), time.monotonic() + 30
            while sum(seen.values()) < before + 24 and time.monotonic() < until:  # each graph is seen by all
                time.sleep(0.01)
        done.set()
        for future in asking:
            future.result()
    assert set(seen) == {SMALL, LARGE}
    assert sum(seen.values()) >= 8 * 24


@pytest.mark.anyio
async def test_a_request_works_on_one_version_until_it_ends(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "out")
    folder = Folder(path, Ontology.load())
    async with folder.version() as old:
        assert old.search.counts()["entities"] == SMALL
        write_folder(path, people=200)
        async with folder.version() as new:
            assert new is not old
            assert new.search.counts()["entities"] == LARGE
            assert old.search.counts()["entities"] == SMALL
        assert old.search.statements(Wanted()).total == 3
    with pytest.raises(Exception, match="closed database"):
        old.search.counts()
    async with folder.version() as again:
        assert again is new
    folder.close()


@pytest.mark.anyio
async def test_requests_at_once_open_a_version_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(write_folder(tmp_path / "out"), Ontology.load())
    opened = []
    real = folder._open
    monkeypatch.setattr(folder, "_open", lambda: opened.append(1) or real())
    found = []

    async def ask() -> None:
        async with folder.version() as version:
            found.append(version)

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(ask)
    assert (len(opened), len(found), len(set(map(id, found)))) == (1, 20, 1)
    folder.close()


@pytest.mark.anyio
async def test_a_folder_without_a_graph_can_be_asked_later(tmp_path: Path) -> None:
    folder = Folder(tmp_path, Ontology.load())
    with pytest.raises(Problem, match=r"there is no graph\.ttl"):
        async with folder.version():
            pass
    write_folder(tmp_path)
    async with folder.version() as version:
        assert version.search.counts()["documents"] == 2
    folder.close()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
