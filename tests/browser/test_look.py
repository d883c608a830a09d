"""Where one looks: names that can be clicked, the jump of a search, and the view in the address."""

import networkx as nx
import pytest
from playwright.sync_api import Page, expect
from pointing import Opened, drawn, wait_until

from kg.graph import build_graph
from kg.model import Annotation, Document, Entity, Passage, Relation

VIEW = """(() => {
    const { network } = explorer.canvas, { x, y } = network.getViewPosition();
    return [x, y, network.getScale()];
})()"""


def loose_graph() -> nx.MultiDiGraph:
    """Two bodies with a line, and thirty people that are only named: these wait for a tick."""
    bodies = [Entity("o/a", "ORG", "Alder Trust"), Entity("o/b", "ORG", "Birch Trust")]
    people = [Entity(f"p/{number}", "PERSON", f"Person {number}") for number in range(30)]
    relation = Relation("funds", "o/a", "o/b", Passage(0, 3, "All"))
    return build_graph([Annotation(Document("d", "All of them."), relations=(relation,))], [*bodies, *people])


def test_a_click_on_a_name_selects_it(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    name = page.evaluate("explorer.canvas.written.find(({ text }) => text === 'Harbour Trust')")
    under = page.evaluate("({ x, y }) => explorer.canvas.network.getNodeAt({ x, y }) ?? null", name)
    assert under is None
    page.locator("#graph canvas").click(position={"x": name["x"], "y": name["y"]})
    expect(page.locator("#panel h2")).to_have_text("Harbour Trust")


def test_a_search_jumps_to_what_it_found(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.evaluate("explorer.canvas.network.moveTo({ position: { x: 5000, y: 5000 } })")
    page.locator("#search").fill("trust")
    page.keyboard.press("Enter")
    wait_until(page, """() => {
        const { network, container } = explorer.canvas, { number } = explorer.state.selected;
        const { x, y } = network.canvasToDOM(network.getPositions([number])[number]);
        const free = container.clientWidth - document.getElementById("panel").offsetWidth;
        return Math.abs(x - free / 2) < 5 && y > 0 && y < container.clientHeight;
    }""")


def look_in(page: Page) -> str:
    wait_until(page, "() => location.hash.includes('look=')")
    return page.evaluate("location.hash")


@pytest.mark.parametrize("move", ["wheel", "drag", "button"])
def test_the_address_keeps_where_one_looks(open_page: Opened, small_graph: nx.MultiDiGraph, move: str) -> None:
    page = open_page(small_graph)
    assert "look" not in page.url
    page.mouse.move(500, 200)
    if move == "wheel":
        page.mouse.wheel(0, -300)
    elif move == "button":
        page.get_by_role("button", name="Zoom in").click()
    else:
        page.mouse.move(320, 700)
        page.mouse.down()
        page.mouse.move(420, 600, steps=4)
        page.mouse.up()
    address = look_in(page)
    page.wait_for_timeout(400)  # the animation of the button
    seen = page.evaluate(VIEW)
    address = page.evaluate("location.hash")
    again = open_page(small_graph, address)
    assert again.evaluate(VIEW) == pytest.approx(seen, abs=1, rel=0.01)
    again.get_by_role("button", name="Fit the whole drawing").click()
    wait_until(again, "() => !location.hash.includes('look=')")


def test_entities_without_a_line_are_offered_where_nothing_else_is_left(open_page: Opened) -> None:
    page = open_page(loose_graph())
    assert drawn(page) == {"Alder Trust", "Birch Trust"}
    page.get_by_role("checkbox", name="organisation").uncheck()
    expect(page.locator("#notice")).to_contain_text("30 entities are left, and no line joins them.")
    page.locator("#notice").get_by_role("button", name="Show without a line too").click()
    expect(page.locator("#notice")).to_be_hidden()
    assert len(drawn(page)) == 30
