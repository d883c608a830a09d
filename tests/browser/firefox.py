"""Firefox, driven by its own WebDriver BiDi: no driver program beside it, and no build of Firefox of our own."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

HELP = "no Firefox found: install one (apt-get install firefox-esr) or name its program in the variable FIREFOX"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PATIENCE = 30  # seconds for an answer
LARGEST = 100_000_000  # bytes of a message: a page's text can be one


class Firefox:
    """A page in Firefox: `run` evaluates a script there, `events` is what was logged and asked for since the start.

    The event loop has a thread of its own, because Playwright's, of the tests before, runs in that of the tests.
    """

    def __init__(self, address: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.events: list[dict[str, Any]] = []
        self._count = 0
        self._socket: WebSocketClientConnection = self._wait(self._connect(address))
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """The value of `script`, which may be a promise of a plain value."""
        found = self.ask(
            "script.evaluate", expression=script, target={"context": self.context}, awaitPromise=True)
        assert found["type"] == "success", found["exceptionDetails"]["text"]
        return found["result"].get("value")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._wait(self._ask(method, parameters))

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self._socket.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    async def _connect(self, address: str) -> WebSocketClientConnection:
        return await websocket_connect(f"{address}/session", max_message_size=LARGEST)

    async def _ask(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._count += 1
        await self._socket.write_message(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(await self._socket.read_message() or "{}")
            if answer.get("id") == self._count:
                assert answer["type"] == "success", f"{method}: {answer.get('message')}"
                return answer["result"]
            self.events.append(answer)


@contextlib.contextmanager
def running(profile: Path) -> Iterator[Firefox]:
    """Starts Firefox without a screen and with a new profile, and ends it."""
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.fail(HELP)
    profile.mkdir()
    started = subprocess.Popen(
        [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "HOME": str(profile), "MOZ_HEADLESS": "1"},
    )
    try:
        firefox = Firefox(_address(started))
        yield firefox
        firefox.close()
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        started.communicate(timeout=30)


def _address(started: subprocess.Popen[str]) -> str:
    assert started.stderr is not None
    said = []
    for line in started.stderr:
        found = LISTENING.search(line)
        if found:
            return found[1]
        said.append(line)
    pytest.fail(f"Firefox ended before it could be driven: {''.join(said)[-2000:]}")
