"""How quick `graph.html` is in a real browser, beside what is asked of it.

    python benchmarks/page_speed.py                     # builds examples/ for the small page
    python benchmarks/page_speed.py output/graph.html   # takes this one

Prints a table and ends with 1 where a limit is broken. Three pages: a small one, one of 5,000 entities with 15,000
edges, and one of 50,000 statements. Times of the browser reach from the action to the picture after it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from large_graph import large_graph
from playwright.sync_api import Page, sync_playwright

from kg import build
from kg.export.html import write_html
from kg.ontology import Ontology

ROOT = Path(__file__).parents[1]
ASKED = 100.0  # milliseconds for an action
FRAMES = 30.0  # a second
TIMES = 3  # each action is measured so often, and the middle one counts

# What a person does; `later` waits until the picture after it has been drawn.
ACTIONS = {
    "search as one types": "type(words)",
    "jump to what was found": "explorer.select({ kind: 'entity', number: at % explorer.data.entities.length })",
    "click on a line": "explorer.select({ kind: 'line', number: at % explorer.data.lines.length })",
    "close the panel": "explorer.select(null)",
    "switch a type off or on": "document.querySelector('#legend input[type=checkbox]').click()",
    "open the entities": "explorer.open('entities')",
    "open the statements": "explorer.open('statements')",
    "open the documents": "explorer.open('documents')",
    "open a document": "explorer.select({ kind: 'document', number: at % explorer.data.documents.length })",
    "back to the graph": "(explorer.select(null), explorer.open('graph'))",
    "light and dark": "document.getElementById('theme').click()",
}
MEASURE = """async ({ script, at, words }) => {
    const type = (text) => {
        const box = document.getElementById("search");
        box.value = text;
        box.dispatchEvent(new Event("input"));
    };
    const act = new Function("explorer", "type", "at", "words", script);
    const start = performance.now();
    act(explorer, type, at, words);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""
MOVE = """async (kind) => {
    const { network } = explorer.canvas, { x, y } = network.getViewPosition(), scale = network.getScale();
    const start = performance.now();
    for (let frame = 0; ; frame += 1) {
        const now = performance.now() - start;
        if (now > 3000) return frame / (now / 1000);
        if (kind === "pan") network.moveTo({ position: { x: x + Math.sin(now / 300) * 150 / scale, y } });
        else network.moveTo({ scale: scale * (1.5 + 0.5 * Math.sin(now / 300)) });
        await new Promise(requestAnimationFrame);
    }
}"""
SCROLL = """async () => {
    const scrolls = (e) => e.offsetParent && e.scrollHeight > e.clientHeight * 3 && e.clientHeight > 100
        && /auto|scroll/.test(getComputedStyle(e).overflowY);
    const box = [...document.querySelectorAll("#main, #main *")].find(scrolls);
    const start = performance.now(), far = box.scrollHeight;
    for (let frame = 0; ; frame += 1) {
        const now = performance.now() - start;
        if (now > 3000) return frame / (now / 1000);
        box.scrollTop = far * (0.5 - 0.5 * Math.cos(now / 700));
        await new Promise(requestAnimationFrame);
    }
}"""


class Row(NamedTuple):
    """One line of the table; `most` says whether the figure may not go above the limit or not below."""

    page: str
    what: str
    limit: float
    figure: float
    unit: str
    most: bool = True

    @property
    def kept(self) -> bool:
        return self.figure <= self.limit if self.most else self.figure >= self.limit


def written(path: Path, nodes: int, edges: int, statements: float) -> float:
    """Seconds of processor time, which is that of one core, that the page of a large graph took with its layout."""
    ontology = Ontology.load()
    graph = large_graph(nodes, edges, ontology=ontology, statements=statements)
    started = time.process_time()
    write_html(graph, path, ontology=ontology)
    return time.process_time() - started


@contextmanager
def opened(path: Path) -> Iterator[tuple[Page, float]]:
    """The page and the milliseconds until it had drawn its picture."""
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=120_000)
        yield page, page.evaluate("new Promise((done) => requestAnimationFrame(() => done(performance.now())))")
        browser.close()


def taken(page: Page, script: str) -> float:
    """Milliseconds of an action: the middle one of some, each with other entities and words."""
    found = [page.evaluate(MEASURE, {"script": script, "at": at, "words": words})
             for at, words in ((0, "a"), (3, "th"), (7, "coun"))[:TIMES]]
    return sorted(found)[len(found) // 2]


def moving(name: str, page: Page) -> Iterator[Row]:
    for kind in ("pan", "zoom"):
        yield Row(name, f"{kind}", FRAMES, page.evaluate(MOVE, kind), "frames/s", most=False)


def small(path: Path) -> Iterator[Row]:
    with opened(path) as (page, ready):
        name = f"{page.evaluate('explorer.data.entities.length')} entities"
        yield Row(name, "first picture", 1000, ready, "ms")
        for what, script in ACTIONS.items():
            yield Row(name, what, ASKED, taken(page, script), "ms")
        yield from moving(name, page)


def large(folder: Path) -> Iterator[Row]:
    name, path = "5,000 entities, 15,000 edges", folder / "large.html"
    yield Row(name, "written on one core", 10, written(path, 5000, 15_000, 0.25), "s")
    yield Row(name, "size of the file", 15, path.stat().st_size / 1e6, "MB")
    with opened(path) as (page, ready):
        yield Row(name, "first picture", 3000, ready, "ms")
        yield Row(name, "search as one types", ASKED, taken(page, ACTIONS["search as one types"]), "ms")
        yield Row(name, "switch a type off or on", ASKED, taken(page, ACTIONS["switch a type off or on"]), "ms")
        yield from moving(name, page)
        page.evaluate("document.getElementById('show-all').click()")
        page.wait_for_timeout(1500)
        yield from moving(f"{name}, all drawn", page)


def many_statements(folder: Path) -> Iterator[Row]:
    name, path = "50,000 statements", folder / "said.html"
    written(path, 2000, 50_000, 1.0)
    with opened(path) as (page, ready):
        yield Row(name, "first picture", 3000, ready, "ms")
        yield Row(name, "open the table", ASKED * 5, taken(page, "explorer.open('statements')"), "ms")
        yield Row(name, "search within statements", ASKED, _typing(page), "ms")
        yield Row(name, "scroll", FRAMES, page.evaluate(SCROLL), "frames/s", most=False)


def _typing(page: Page) -> float:
    box = page.locator("#main input[type=search]:visible, #main input[type=text]:visible").first
    handle = box.element_handle()
    script = """async (box, words) => {
        const start = performance.now();
        box.value = words;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - start;
    }"""
    found = sorted(handle.evaluate(script, words) for words in ("h", "harb", "harbour", ""))
    return found[-2]


def main(given: Path | None) -> int:
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given is None:
            build.build([ROOT / "examples"], folder / "examples")
            given = folder / "examples" / "graph.html"
        print(f"| {'page':40} | {'what':26} | {'limit':>14} | {'measured':>16} |")
        print(f"| {'-' * 40} | {'-' * 26} | {'-' * 13}: | {'-' * 15}: |")
        for rows in (small(given.resolve()), large(folder), many_statements(folder)):
            for row in rows:
                sign = "≤" if row.most else "≥"
                print(f"| {row.page:40} | {row.what:26} | {f'{sign} {row.limit:g} {row.unit}':>14} "
                      f"| {f'{row.figure:,.1f} {row.unit}':>16} |{'' if row.kept else ' broken'}", flush=True)
                broken += not row.kept
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
