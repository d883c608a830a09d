"""Starts the server: takes the port, says the address, and ends when it is told to."""

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import uvicorn

from kg.errors import FormatError, KgError, UsageError
from kg.ontology import Ontology
from kg.query import GRAPH_FILE
from kg.serve.app import make_app
from kg.serve.lanes import Limits

HOST = "127.0.0.1"
_LOOKED_AT = 10_000  # triples that are read before the server begins
_GRACE = 10  # seconds that requests have to end in after Ctrl-C


def serve(
    path: Path, ontology: Ontology, *, port: int = 8000, limits: Limits | None = None,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serves a build's folder until the process is interrupted; then requests end and workers are closed.

    Args:
        path: The output folder of a build.
        ontology: The vocabulary that the graph was built with.
        port: Of 127.0.0.1; 0 takes a free one.
        limits: What questions may cost.
        ready: Is told the address once the server answers.

    Raises:
        UsageError: The folder has no graph.
        FormatError: It has one that cannot be read from its beginning.
        KgError: The port is taken.
    """
    _check(path)
    with _listening(port) as listening:
        chosen = listening.getsockname()[1]
        app = make_app(path, ontology, port=chosen, limits=limits, ending=lambda: server.should_exit)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, ws="none", server_header=False, lifespan="on",
            timeout_graceful_shutdown=_GRACE, h11_max_incomplete_event_size=1 << 17, proxy_headers=False,
        )
        server = _Server(config, lambda: ready(f"http://{HOST}:{chosen}/"))
        with suppress(KeyboardInterrupt):  # which uvicorn raises again when all is done
            server.run(sockets=[listening])
        if not server.started:
            raise KgError("the server could not start: the lines above say why")


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()


def _check(path: Path) -> None:
    missing = "" if path.is_dir() else f"there is no folder {path}"
    if path.is_dir() and not (path / GRAPH_FILE).is_file():
        missing = f"the folder {path} has no {GRAPH_FILE}"
    if missing:
        raise UsageError(f"{missing}: name the output folder of a build, or run kg build first")
    _check_beginning(path / GRAPH_FILE)


def _check_beginning(file: Path) -> None:
    """Reads as much as takes no time: what is no Turtle at all is told before the server seems to work."""
    try:
        for _ in islice(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE), _LOOKED_AT):
            pass
    except (SyntaxError, OSError) as error:
        told = " ".join(str(error).split())
        raise FormatError(f"{file} cannot be read: {told}; run kg build to write it anew") from error


def _listening(port: int) -> socket.socket:
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HOST, port))
        taken.listen(2048)
    except OSError as error:
        taken.close()
        why = {errno.EADDRINUSE: "is taken by another program", errno.EACCES: "is not yours to open"}
        told = why.get(error.errno or 0, f"cannot be opened ({error.strerror})")
        raise KgError(f"port {port} {told}: choose another with --port, such as 8001; 0 takes a free one") from error
    return taken
