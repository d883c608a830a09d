"""`kg serve`: its address, its end, and what it says where it cannot begin."""

import signal
import socket
import threading
import time
import webbrowser
from pathlib import Path

import httpx2
import pytest
from served import address_of, running, start, write_folder

from kg import cli
from kg.serve import run

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def children(pid: int) -> list[int]:
    """The processes of a process, while it runs."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_ctrl_c_ends_questions_at_once_and_takes_the_workers_along(folder: Path) -> None:
    process = start(folder, "--port", "0", "--timeout", "60")
    address = address_of(process)
    workers = children(process.pid)
    assert len(workers) >= 4  # two for quick questions, two for slow ones
    found = []
    asking = threading.Thread(target=lambda: found.append(
        httpx2.get(f"{address}/sparql", params={"query": SLOW}, timeout=20),
    ))
    asking.start()
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    asking.join()
    assert time.monotonic() - began < 3
    assert process.communicate(timeout=20)[1] == ""
    assert time.monotonic() - began < 8
    assert (process.returncode, [answer.status_code for answer in found]) == (0, [503])
    assert "the server was told to end" in found[0].json()["detail"]
    until = time.monotonic() + 5  # Python's own helper, which shares its pipes, sees them close a moment later
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in workers if alive(pid)] == []


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = start(folder, "--port", str(port))
        said, errors = process.communicate(timeout=20)
    assert (process.returncode, said) == (1, "")
    assert f"port {port} is taken by another program: choose another with --port" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(("made", "reason"), [(True, "has no graph.ttl"), (False, "there is no folder")])
def test_a_folder_without_a_graph_is_told(tmp_path: Path, made: bool, reason: str) -> None:
    folder = tmp_path / "empty"
    if made:
        folder.mkdir()
    process = start(folder)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert reason in errors
    assert "run kg build first" in errors
    assert len(errors.splitlines()) == 1


def test_a_graph_that_is_broken_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("this is not\nTurtle", encoding="utf-8")
    process = start(tmp_path, "--port", "0")
    said, errors = process.communicate(timeout=20)
    assert (process.returncode, said) == (1, "")
    assert "graph.ttl cannot be read: " in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("option", [
    ("--port", "65536"), ("--port", "-1"), ("--port", "eighty"), ("--timeout", "0"), ("--limit", "0"),
    ("--workers", "0"),
])
def test_an_option_that_cannot_be_is_told(folder: Path, option: tuple[str, str]) -> None:
    process = start(folder, *option)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert option[1] in errors


def test_only_this_machine_is_answered(folder: Path) -> None:
    with running(folder) as address:
        port = int(address.rpartition(":")[2])
        sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = [found[1] for found in sockets if found[3] == "0A"]
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening


def test_the_browser_is_opened_when_the_server_answers(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(run, "serve", lambda path, ontology, *, ready, **_: ready("http://127.0.0.1:1234/"))
    cli.serve(folder, opened=True)
    cli.serve(folder, opened=False)
    assert opened == ["http://127.0.0.1:1234/"]


def test_a_graph_that_is_broken_later_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "out")
    with running(folder) as address:
        (folder / "graph.ttl").write_text("this is not Turtle", encoding="utf-8")
        answers = [httpx2.get(f"{address}{path}") for path in ("/api/summary", "/sparql?query=ASK%7B%7D")]
        assert [answer.status_code for answer in answers] == [503, 503]
        assert all("not valid Turtle" in answer.json()["detail"] for answer in answers)
        (folder / "graph.ttl").unlink()
        assert httpx2.get(f"{address}/api/summary").status_code == 503
        write_folder(folder)
        assert httpx2.get(f"{address}/api/summary").json()["entities"] == 4
