"""How a graph of a million triples is written and loaded, beside what is asked of it.

    python benchmarks/million.py                      # measures
    python benchmarks/million.py --keep million.ttl   # measures, and leaves the Turtle

Prints a table and ends with 1 where a limit is broken. The graph is that of `large_graph.py` and the same each time.
Writing and loading have a process each, so that each has a peak of memory of its own; the peak of writing includes the
graph that is written. The limits of time hold for the processor's, over all threads, which other work on the machine
does not change; the time by the clock stands beside it.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from large_graph import large_graph

from kg import query
from kg.export.rdf import write_turtle
from kg.ontology import Ontology

ENTITIES, EDGES = 22_000, 55_000
TRIPLES = 1_000_000  # what these make at least
SECONDS, GIGABYTES = 8.0, 1.5  # what is asked for
PEAK_UNIT = 1e9 if sys.platform == "darwin" else 1e6  # of ru_maxrss in a gigabyte: bytes there, else kilobytes


class Row(NamedTuple):
    """One line of the table; `least` says whether the figure may not go below the limit, rather than above."""

    what: str
    limit: float | None
    figure: float
    unit: str
    least: bool = False

    @property
    def kept(self) -> bool:
        if self.limit is None:
            return True
        return self.figure >= self.limit if self.least else self.figure <= self.limit

    @property
    def asked(self) -> str:
        if self.limit is None:
            return ""
        return f"{'≥' if self.least else '≤'} {self.limit:,.{1 if self.unit else 0}f} {self.unit}".rstrip()

    @property
    def got(self) -> str:
        return f"{self.figure:,.{2 if self.unit else 0}f} {self.unit}".rstrip()


def write(path: Path, *, entities: int = ENTITIES, edges: int = EDGES) -> dict[str, float]:
    """Writes the Turtle of such a graph as a build does, and says how long that took and what it needed."""
    ontology = Ontology.load()
    graph = large_graph(entities, edges, ontology=ontology, statements=0.35)
    return measured(lambda: write_turtle(graph, path, ontology=ontology, pipeline="million"))


def load(path: Path) -> dict[str, float]:
    """Reads the Turtle into a store of Oxigraph as `kg query` does."""
    stores = []
    figures = measured(lambda: stores.append(query.read_store(path)))
    return figures | {"triples": len(stores[0])}


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Seconds of the work by the processor and by the clock, and the most gigabytes that this process has had."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    clock, processor = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PEAK_UNIT
    return {"seconds": processor, "clock": clock, "peak": peak}


def apart(step: str, path: Path) -> dict[str, float]:
    """The figures of a step that runs in a process of its own."""
    command = [sys.executable, __file__, "--step", step, "--keep", str(path)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def rows(path: Path) -> Iterator[Row]:
    """The table's lines, each as soon as it is known; leaves the Turtle at `path`."""
    written = apart("write", path)
    yield Row("written", SECONDS, written["seconds"], "s")
    yield Row("written, by the clock", None, written["clock"], "s")
    yield Row("memory to write it", GIGABYTES, written["peak"], "GB")
    loaded = apart("load", path)
    yield Row("triples", TRIPLES, loaded["triples"], "", least=True)
    yield Row("loaded", SECONDS, loaded["seconds"], "s")
    yield Row("loaded, by the clock", None, loaded["clock"], "s")
    yield Row("memory to load it", GIGABYTES, loaded["peak"], "GB")


def main(keep: Path | None) -> int:
    """Prints the table; 1 where a limit is broken."""
    broken = 0
    print(f"| {'what':21} | {'limit':>14} | {'measured':>14} |\n| {'-' * 21} | {'-' * 13}: | {'-' * 13}: |")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(keep or Path(folder) / "million.ttl"):
            print(f"| {row.what:21} | {row.asked:>14} | {row.got:>14} |{'' if row.kept else ' broken'}", flush=True)
            broken += not row.kept
    return int(broken > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keep", type=Path, metavar="FILE", help="leave the Turtle in this file")
    parser.add_argument("--step", choices=("write", "load"), help="only this, on the file of --keep, told in JSON")
    given = parser.parse_args()
    if given.step:
        if given.keep is None:
            parser.error("--step needs the file of --keep")
        print(json.dumps((write if given.step == "write" else load)(given.keep)))
    else:
        sys.exit(main(given.keep))
