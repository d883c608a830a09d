"""The measuring of large graphs, on a small one."""

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import million  # noqa: E402


def test_a_graph_is_written_the_same_each_time_and_loaded(tmp_path):
    written = [million.write(tmp_path / name, entities=60, edges=150) for name in ("one.ttl", "two.ttl")]
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()
    loaded = million.load(tmp_path / "one.ttl")
    assert loaded["triples"] == sum(1 for _ in ox.parse(path=str(tmp_path / "one.ttl"))) > 1000
    for figures in (*written, loaded):
        assert figures["seconds"] > 0
        assert figures["clock"] > 0
        assert 0.01 < figures["peak"] < 8


def test_each_step_tells_its_figures_in_a_process_of_its_own(tmp_path):
    million.write(tmp_path / "graph.ttl", entities=20, edges=30)
    command = [sys.executable, str(BENCHMARKS / "million.py"), "--step", "load", "--keep", str(tmp_path / "graph.ttl")]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert set(told) == {"seconds", "clock", "peak", "triples"}


@pytest.mark.parametrize(("figures", "code", "broken"), [
    ({}, 0, ()), ({"seconds": 8.01}, 1, ("written", "loaded")), ({"triples": 999_999}, 1, ("triples",)),
    ({"peak": 1.6}, 1, ("memory to write it", "memory to load it")), ({"clock": 99.0}, 0, ()),
])
def test_a_broken_limit_is_marked_and_ends_with_1(figures, code, broken, monkeypatch, capsys):
    good = {"seconds": 1.0, "clock": 1.0, "peak": 0.5, "triples": 1_000_000}
    monkeypatch.setattr(million, "apart", lambda step, path: good | figures)
    assert million.main(None) == code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 9
    assert tuple(line.split("|")[1].strip() for line in lines if line.endswith("broken")) == broken
