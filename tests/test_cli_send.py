"""`kg export` with what follows, and to a store: what it says, and how it ends."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli
from kg.export import send, wire

TURTLE = """
@prefix kg: <https://w3id.org/policykg/ns#> .
<urn:example:tide> kg:publishes <urn:example:paper> .
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable:
    """Runs `kg export` of a small graph; gives the exit code, standard output and standard error."""
    monkeypatch.setattr(wire, "TRIES", 1)
    for name in (wire.USER, wire.PASSWORD):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "graph.ttl").write_text(TURTLE, encoding="utf-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "export", str(tmp_path), *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        return stopped.value.code or 0, out, err

    return call


def test_what_follows_is_written_too(run: Callable) -> None:
    code, plain, _ = run("--format", "nt")
    assert (code, len(plain.splitlines())) == (0, 1)
    code, inferred, err = run("--format", "nt", "--infer")
    assert (code, err) == (0, "")
    assert set(plain.splitlines()) < set(inferred.splitlines())
    assert "<urn:example:paper> <https://w3id.org/policykg/ns#publishedBy> <urn:example:tide> .\n" in inferred


@pytest.mark.parametrize(("arguments", "message"), [
    (["--to", "ftp://store.example/"], "kg: expected an address like http://localhost:7878/store, got"),
    (["--to", "http://ana:secret@store.example/"], "kg: the address of the store holds a user or a password"),
    (["--to", "http://store.example/"], "kg: the file does not say which graph it is: name one with --graph"),
    (["--to", "http://store.example/", "--graph", "no iri"], "kg: expected an absolute IRI or the word default"),
    (["--to", "http://store.example/", "-o", "x.nt", "--format", "ttl"],
     "kg: --format and -o would do nothing with --to, which writes no file: leave one out"),
    (["--to", "http://store.example/", "-o", "x.nt"], "kg: -o would do nothing with --to"),
    (["--graph", "default"], "kg: --graph would do nothing: name the store too, with --to, or leave it out"),
    (["--update-url", "http://store.example/", "--with-vocabulary"], "kg: --update-url and --with-vocabulary would do"),
    (["--to", ""], "kg: Invalid value for '--to': expected an address or an IRI, got nothing; is a variable of yours"),
    (["--to", "http://store.example/", "--graph", " "], "kg: Invalid value for '--graph': expected an address"),
    (["--to", "http://store.example/", "--update-url", ""], "kg: Invalid value for '--update-url': expected an"),
])
def test_what_cannot_be_asked_for_ends_with_2(arguments: list[str], message: str, run: Callable) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert len(err.splitlines()) == 1
    assert "secret" not in err


def test_what_is_said_of_a_sent_graph_holds_no_query(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send, "send", lambda triples, to, **options: send.Sent(1, "urn:x:y", "hand"))
    code, out, err = run("--to", "http://store.example/data?key=hush")
    assert (code, err) == (0, "")
    assert out == "1 triples are the graph urn:x:y of http://store.example/data now, by hand.\n"


def test_half_of_the_credentials_ends_with_2(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wire.PASSWORD, "tide & quay")
    code, _, err = run("--to", "http://store.example/", "--graph", "default")
    assert (code, "tide" in err) == (2, False)
    assert err.startswith("kg: expected both KG_USER")


def test_a_store_that_is_not_there_ends_with_1(run: Callable) -> None:
    with socket.socket() as bound:  # bound and not listening: refuses, and nobody else gets the port
        bound.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{bound.getsockname()[1]}/store"
        code, out, err = run("--to", address, "--graph", "default")
    assert (code, out) == (1, "")
    assert err == f"kg: {address} cannot be reached: [Errno 111] Connection refused\n"
