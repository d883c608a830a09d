"""What the canvas of the page draws, and clicks on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Opened = Callable[..., Page]


def wait_until(page: Page, script: str, arg: object = None) -> None:
    """Waits for `script` to hold; `wait_for_function` asks again with an eval that the page's policy forbids."""
    for _ in range(250):
        if page.evaluate(script, arg):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"this has not come to hold: {script}")


def wait_for_rest(page: Page) -> None:
    """Waits until the drawing no longer moves under the pointer."""
    view = "JSON.stringify([explorer.canvas.network.getScale(), explorer.canvas.network.getViewPosition()])"
    before = None
    for _ in range(100):
        now = page.evaluate(view)
        if now == before:
            return
        before = now
        page.wait_for_timeout(60)
    pytest.fail("the drawing does not come to rest")


def drawn(page: Page) -> set[str]:
    """The names that the canvas draws now."""
    return set(page.evaluate("explorer.canvas.nodes.getIds().map((n) => explorer.data.entities[n].name)"))


def lines(page: Page) -> list[str]:
    """The lines that the canvas draws now, as `from label to`."""
    return sorted(page.evaluate("""explorer.canvas.edges.getIds().map((n) => {
        const { entities, relations, lines } = explorer.data, line = lines[n];
        const label = line.relation < 0 ? "spoke about" : relations[line.relation].label;
        return `${entities[line.from].name} ${label} ${entities[line.to].name}`;
    })"""))


def click_canvas(page: Page, place: str) -> None:
    """Clicks the canvas where the script `place` says, in the coordinates of the drawing."""
    at = page.evaluate(f"explorer.canvas.network.canvasToDOM({place})")
    page.locator("#graph canvas").click(position=at)


def click_node(page: Page, name: str, *, double: bool = False) -> None:
    number = page.evaluate("(name) => explorer.data.entities.findIndex((e) => e.name === name)", name)
    at = page.evaluate("""(n) => {
        const { network } = explorer.canvas;
        return network.canvasToDOM(network.getPositions([n])[n]);
    }""", number)
    canvas = page.locator("#graph canvas")
    canvas.dblclick(position=at) if double else canvas.click(position=at)


def click_line(page: Page, label: str) -> None:
    number = page.evaluate("""(label) => explorer.data.lines.findIndex(
        (line) => (explorer.data.relations[line.relation]?.label ?? "spoke about") === label)""", label)
    assert number >= 0
    click_canvas(page, f"explorer.canvas.network.body.edges[{number}].edgeType.getPoint(0.5)")
