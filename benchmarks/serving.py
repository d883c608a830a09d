"""How many questions a second `kg serve` answers: a join of three patterns, asked by many clients at once.

    python benchmarks/serving.py output                      # 16 clients for 10 seconds
    python benchmarks/serving.py output --slow 4             # four more clients ask what takes too long

Every answer is compared with the first one. The exit code is 1 if one failed or differed, or fewer than LEAST a second
were answered.
"""

import argparse
import json
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from urllib.parse import quote

LEAST = 50.0  # questions a second
QUERY = """SELECT ?who ?said ?title {
  ?statement kg:speaker ?speaker ; prov:wasQuotedFrom ?document ; kg:content ?said .
  ?speaker foaf:name ?who . ?document dcterms:identifier ?title
} ORDER BY ?who ?said LIMIT 100"""
SLOW = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) != '{}') }}"


class Client:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, query: str) -> tuple[int, bytes]:
        headers = {"accept": "application/sparql-results+json"}
        self._connection.request("GET", f"/sparql?query={quote(query)}", headers=headers)
        response = self._connection.getresponse()
        return response.status, response.read()


def ask_until(end: threading.Event, port: int, expected: bytes) -> tuple[list[float], Counter[str]]:
    """The seconds of each answer, and what kinds of answers there were."""
    client, taken, kinds = Client(port), [], Counter()
    while not end.is_set():
        began = time.perf_counter()
        status, body = client.ask(QUERY)
        taken.append(time.perf_counter() - began)
        kinds["right" if (status, body) == (200, expected) else f"status {status}"] += 1
    return taken, kinds


def ask_slowly(end: threading.Event, port: int, number: int) -> None:
    client = Client(port)
    for turn in count():
        if end.is_set():
            return
        client.ask(SLOW.format(f"{number}-{turn}"))


def measure(port: int, arguments: argparse.Namespace) -> tuple[float, list[float], Counter[str]]:
    status, expected = Client(port).ask(QUERY)
    if status != 200:
        raise SystemExit(f"the question is not answered: {expected.decode()}")
    print(f"the question gives {len(json.loads(expected)['results']['bindings'])} rows")
    end = threading.Event()
    began = time.perf_counter()
    with ThreadPoolExecutor(arguments.clients + arguments.slow) as pool:
        slow = [pool.submit(ask_slowly, end, port, number) for number in range(arguments.slow)]
        asking = [pool.submit(ask_until, end, port, expected) for _ in range(arguments.clients)]
        time.sleep(arguments.seconds)
        end.set()
        answers = [future.result() for future in asking]
        seconds = time.perf_counter() - began
        for future in slow:
            future.result()
    taken = sorted(one for times, _ in answers for one in times)
    return seconds, taken, sum((kinds for _, kinds in answers), Counter())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="the output folder of a build")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--slow", type=int, default=0, help="clients that ask what takes longer than --timeout 5")
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "kg.cli", "serve", arguments.folder, "--port", "0", "--timeout", "5"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        said = re.search(r"127\.0\.0\.1:(\d+)", server.stdout.readline())
        if said is None:
            return 1
        seconds, taken, kinds = measure(int(said[1]), arguments)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
    rate = len(taken) / seconds
    print(f"{arguments.clients} clients, {arguments.slow} slow beside them: {len(taken)} answers in {seconds:.1f} s")
    print(f"{rate:.0f} a second; {dict(kinds)}")
    print(f"seconds of an answer: median {statistics.median(taken):.3f}, "
          f"95 of 100 within {taken[int(len(taken) * 0.95)]:.3f}, longest {taken[-1]:.3f}")
    return 0 if kinds.keys() == {"right"} and rate >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
