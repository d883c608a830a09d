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


class Action(NamedTuple):
    """What a person does: a script that is timed, and one before it that is not."""

    what: str
    script: str
    before: str = ""


SOMEBODY = "explorer.select({ kind: 'entity', number: at })"
NOBODY = "explorer.select(null)"
HIDDEN = f"if (!explorer.state.hidden.size) {{ {SOMEBODY}; more(); press('Hide'); }}"
MENU = "document.getElementById('share-menu').hidden && press('Share')"
WHOLE = "explorer.state.around && press('Back to the whole graph')"
SEARCH = Action("search as one types", "type(words)")
SWITCH = Action("switch a type off or on", "document.querySelector('#legend input[type=checkbox]').click()")
ACTIONS = (
    SEARCH,
    Action("jump to what was found", "mouse(document.querySelector('#results li'), 'mousedown')", "type(words)"),
    Action("click on a line", "explorer.select({ kind: 'line', number: at })", NOBODY),
    Action("close the panel", NOBODY, SOMEBODY),
    SWITCH,
    Action("switch a relationship", "tick('Relationships')"),
    Action("switch a status", "tick('Status of a relationship')"),
    Action("choose a topic", "tick('Topics')", "unfold('Topics')"),
    Action("choose a speaker", "tick('Speakers')", "unfold('Speakers')"),
    Action("choose a document", "tick('Documents')", "unfold('Documents')"),
    Action("take all filters back", "press('Reset filters')", "tick('Documents')"),
    Action("show without a line too", "tick('Also drawn', 1)"),
    Action("look at a community", "document.querySelectorAll('.community')[at % 3].click()", "unfold('Communities')"),
    Action("around to two steps", "press('Around to 2 steps')", f"{SOMEBODY}; {WHOLE}"),
    Action("back to the whole graph", WHOLE, f"{SOMEBODY}; press('Around to 2 steps')"),
    Action("pin", "press('Pin')", f"{SOMEBODY}; more()"),
    Action("hide", "press('Hide')", f"{WHOLE}; {SOMEBODY}; more()"),
    Action("show it again", "press('Show hidden')", HIDDEN),
    Action("path to another", "explorer.select({ kind: 'entity', number: at + 1 })", f"{SOMEBODY}; press('Path to')"),
    Action("open the entities", "explorer.open('entities')", NOBODY),
    Action("open the statements", "explorer.open('statements')"),
    Action("search the statements", "fill('.said-find input', words)"),
    Action("sort the statements", "press('Speaker', '#main')"),
    Action("statements as a matrix", "press('Matrix')"),
    Action("statements as a timeline", "press('Timeline')"),
    Action("statements as CSV", "press('Download CSV')", "press('Table')"),
    Action("open the documents", "explorer.open('documents')"),
    Action("read a document", "document.querySelectorAll('#main tbody [data-document]')[at].click()"),
    Action("back to the graph", "explorer.open('graph')", NOBODY),
    Action("picture as PNG", "press('PNG')", MENU),
    Action("picture as SVG", "press('SVG')", MENU),
    Action("visible part as Turtle", "press('Turtle')", MENU),
    Action("visible part as GraphML", "press('GraphML')", MENU),
    Action("visible part as CSV", "press('Relationships', '#share')", MENU),
    Action("light and dark", "document.getElementById('theme').click()"),
)
MEASURE = """async ({ before, script, at, words }) => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const seen = (element) => element.getClientRects().length > 0;
    const one = (found, what) => { if (!found) throw new Error(`the page has no ${what}`); return found; };
    const fill = (selector, text) => {
        const box = one(all(selector).find(seen), selector);
        box.value = text;
        box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const type = (text) => fill("#search", text);
    const press = (text, inside = "body") => one(
        all(`${inside} button`).find((button) => seen(button) && button.textContent.startsWith(text)), text).click();
    const group = (title) => one(all("#facets details").find(
        (box) => box.querySelector("summary").textContent.startsWith(title)), title);
    const unfold = (title) => { group(title).open = true; };
    const tick = (title, place = 0) => one(all("input[type=checkbox]", group(title))[place], title).click();
    const mouse = (element, name) => element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
    const more = () => all("#panel .actions *").find((one) => seen(one) && one.textContent === "More")?.click();
    const tools = { more, mouse, type, fill, press, unfold, tick, at, words };
    // the page's policy allows this to the one who drives the browser, and only before the first `await`
    const made = (text) => new Function("explorer", ...Object.keys(tools), text);
    const [first, timed] = [made(before), made(script)];
    const act = (made) => made(explorer, ...Object.values(tools));
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    act(first);
    await painted();
    const start = performance.now();
    act(timed);
    await painted();
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


def taken(page: Page, action: Action) -> float:
    """Milliseconds of an action: the middle one of some, each with other entities and words."""
    found = [page.evaluate(MEASURE, {"before": action.before, "script": action.script, "at": at, "words": words})
             for at, words in ((0, "a"), (3, "th"), (7, "co"))]
    return sorted(found)[len(found) // 2]


def moving(name: str, page: Page) -> Iterator[Row]:
    for kind in ("pan", "zoom"):
        yield Row(name, f"{kind}", FRAMES, page.evaluate(MOVE, kind), "frames/s", most=False)


def small(path: Path) -> Iterator[Row]:
    with opened(path) as (page, ready):
        name = f"{page.evaluate('explorer.data.entities.length')} entities"
        yield Row(name, "first picture", 1000, ready, "ms")
        for action in ACTIONS:
            yield Row(name, action.what, ASKED, taken(page, action), "ms")
        yield from moving(name, page)


def large(folder: Path) -> Iterator[Row]:
    name, path = "5,000 entities, 15,000 edges", folder / "large.html"
    yield Row(name, "written on one core", 10, written(path, 5000, 15_000, 0.25), "s")
    yield Row(name, "size of the file", 15, path.stat().st_size / 1e6, "MB")
    with opened(path) as (page, ready):
        yield Row(name, "first picture", 3000, ready, "ms")
        yield Row(name, "search as one types", ASKED, taken(page, SEARCH), "ms")
        yield Row(name, "switch a type off or on", ASKED, taken(page, SWITCH), "ms")
        yield from moving(name, page)
        page.evaluate("document.getElementById('show-all').click()")
        page.wait_for_timeout(1500)
        yield from moving(f"{name}, all drawn", page)


def many_statements(folder: Path) -> Iterator[Row]:
    name, path = "50,000 statements", folder / "said.html"
    written(path, 2000, 50_000, 1.0)
    with opened(path) as (page, ready):
        yield Row(name, "first picture", 3000, ready, "ms")
        yield Row(name, "open the table", ASKED, taken(page, Action("open", "explorer.open('statements')")), "ms")
        yield Row(name, "search within statements", ASKED, _typing(page), "ms")
        yield Row(name, "filter by type", ASKED, taken(page, SWITCH), "ms")
        yield Row(name, "filter by relationship", ASKED, taken(page, Action("", "tick('Relationships')")), "ms")
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
