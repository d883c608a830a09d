"""Starts the server: takes the port, says the address, and ends when it is told to."""

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from kg.errors import KgError, UsageError
from kg.ontology import Ontology
from kg.query import GRAPH_FILE
from kg.serve.app import make_app
from kg.serve.lanes import Limits

HOST = "127.0.0.1"
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
