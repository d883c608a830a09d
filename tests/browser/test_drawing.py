"""How the drawing looks and what moves it, in a real browser."""

import itertools
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, expect
from pointing import Opened, click_line, drawn, wait_until

from kg.export.html import write_html
from kg.graph import build_graph
from kg.model import Annotation, Document, Entity, Passage, Relation
from kg.ontology import Ontology

VIEW = "[explorer.canvas.network.getScale(), explorer.canvas.network.getViewPosition()]"


def test_relations_have_the_colours_of_the_legend(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    seen = []
    for _ in ("light", "dark"):
        colours = page.evaluate("explorer.canvas.colours.relations")
        assert len(set(colours)) == 5
        drawn_in = page.evaluate("""explorer.data.lines.filter((line) => line.relation >= 0).map(
            ({ number, relation }) => [explorer.canvas.edges.get(number).color.color, relation])""")
        assert len(drawn_in) == 5
        assert all(colour == f"{colours[relation]}ff" for colour, relation in drawn_in)
        legend = page.locator("#legend details:nth-of-type(2) .swatch").evaluate_all(
            "all => all.map((e) => getComputedStyle(e).color)")
        channels = [tuple(int(colour[place:place + 2], 16) for place in (1, 3, 5)) for colour in colours]
        assert legend == [f"rgb({red}, {green}, {blue})" for red, green, blue in channels]
        seen.append(colours)
        page.get_by_role("button", name="Switch between light and dark").click()
    assert set(seen[0]).isdisjoint(seen[1])


def test_a_selection_neither_moves_nor_scales_the_drawing(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.evaluate("explorer.canvas.network.moveTo({ scale: 0.5, position: { x: 150, y: 0 } })")
    before = page.evaluate(VIEW)
    for number in range(6):
        page.evaluate("(number) => explorer.select({ kind: 'entity', number })", number)
        assert page.evaluate(VIEW) == before
    page.evaluate("explorer.data.lines.forEach((_, number) => explorer.select({ kind: 'line', number }))")
    page.keyboard.press("Escape")
    assert page.evaluate(VIEW) == before


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_what_the_panel_would_hide_is_moved_into_sight(
    open_page: Opened, small_graph: nx.MultiDiGraph, size: tuple[int, int],
) -> None:
    page = open_page(small_graph, viewport={"width": size[0], "height": size[1]})
    page.evaluate("""explorer.canvas.network.moveTo({
        scale: 0.8, position: explorer.canvas.network.getPositions([0])[0], offset: { x: innerWidth, y: innerHeight },
    })""")
    page.evaluate("explorer.select({ kind: 'entity', number: 0 })")
    assert page.evaluate("explorer.canvas.network.getScale()") == pytest.approx(0.8)
    assert page.evaluate("""(() => {
        const { network, container } = explorer.canvas, at = network.canvasToDOM(network.getPositions([0])[0]);
        const graph = container.getBoundingClientRect();
        return document.elementFromPoint(graph.x + at.x, graph.y + at.y).tagName;
    })()""") == "CANVAS"


def test_no_text_of_the_drawing_lies_over_another(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    for number in range(6):
        page.evaluate("""(number) => {
            explorer.canvas.hoveredLine = number;
            explorer.select({ kind: "entity", number: explorer.data.lines[number].from });
            explorer.canvas.network.redraw();
        }""", number)
        texts = page.evaluate("explorer.canvas.written")
        assert len(texts) >= 3
        assert [(a["text"], b["text"]) for a, b in itertools.combinations(texts, 2) if (
            a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
        )] == []


def test_a_line_that_is_pointed_at_says_what_it_is(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    number = page.evaluate("explorer.data.lines.findIndex((line) => line.status === 2)")
    at = page.evaluate("""(n) => {
        const { network } = explorer.canvas, graph = explorer.canvas.container.getBoundingClientRect();
        const point = network.canvasToDOM(network.body.edges[n].edgeType.getPoint(0.5));
        return [graph.x + point.x, graph.y + point.y];
    }""", number)
    assert "funds" not in page.evaluate("explorer.canvas.written.map(({ text }) => text)")
    page.mouse.move(*at)
    wait_until(page, "explorer.canvas.written.some(({ text }) => text === 'funds')")


@pytest.mark.parametrize(("label", "address"), [
    ("holds a post at", "#relation=has_role&status=former&from=person%2Fanna-marsh&to=org%2Ftidewater-foundation"),
    ("spoke about", "#from=person%2Fanna-marsh&to=policy%2Fcoastal-towns-strategy"),
])
def test_the_address_keeps_a_line(
    open_page: Opened, small_graph: nx.MultiDiGraph, label: str, address: str,
) -> None:
    page = open_page(small_graph)
    click_line(page, label)
    assert page.url.endswith(address)
    page.locator("#panel h2 button").first.click()
    expect(page.locator("#panel h2")).to_have_text("Anna Marsh")
    page.go_back()
    expect(page.locator("#panel > .about")).to_have_text(label)
    expect(open_page(small_graph, address).locator("#panel > .about")).to_have_text(label)
    assert open_page(small_graph, f"{address}x").locator("#panel").is_hidden()


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_the_drawing_has_the_shape_of_the_screen(
    browser: Browser, small_graph: nx.MultiDiGraph, ontology: Ontology, tmp_path: Path, size: tuple[int, int],
) -> None:
    write_html(small_graph, tmp_path / "graph.html", ontology=ontology)
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto((tmp_path / "graph.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    spans = page.evaluate("""["x", "y"].map((axis) => {
        const linked = [...explorer.seen.linked];
        const all = Object.values(explorer.canvas.network.getPositions(linked)).map((place) => place[axis]);
        return Math.max(...all) - Math.min(...all);
    })""")
    assert (spans[0] > spans[1]) == (size[0] > size[1])
    page.close()


def loose_graph(count: int) -> nx.MultiDiGraph:
    """Two bodies that partner, and `count` others that nothing is said of."""
    entities = [Entity(f"org/body-{number:02}", "ORG", f"Body {number:02}") for number in range(count + 2)]
    relation = Relation("partners_with", entities[0].id, entities[1].id, Passage(0, 4, "Both"))
    return build_graph([Annotation(Document("list", "Both work together."), relations=(relation,))], entities)


def test_many_entities_without_a_line_wait_for_a_tick(open_page: Opened) -> None:
    page = open_page(loose_graph(20))
    assert drawn(page) == {"Body 00", "Body 01"}
    expect(page.locator("#legend label", has_text="organisation").locator(".count")).to_have_text("22")
    expect(page.locator("#shown")).to_have_text("2 of 22 entities shown · 20 without a line left out")
    page.locator("#search").press_sequentially("body 07")
    page.keyboard.press("Enter")
    assert drawn(page) == {"Body 00", "Body 01", "Body 07"}
    places = page.evaluate("explorer.canvas.network.getPositions([0, 1])")
    box = page.get_by_role("checkbox", name="without a line")
    box.check()
    assert len(drawn(page)) == 22
    assert page.evaluate("explorer.canvas.network.getPositions([0, 1])") == places
    rows = page.evaluate("Object.values(explorer.canvas.network.getPositions()).slice(2).map(({ y }) => y)")
    assert min(rows) > max(place["y"] for place in places.values())
    page.get_by_role("button", name="Reset filters").click()
    expect(box).not_to_be_checked()
    page.get_by_role("button", name="Entities", exact=True).click()
    expect(page.locator("#table tbody tr")).to_have_count(22)


@pytest.mark.parametrize("count", [0, 5, 19])
def test_few_entities_without_a_line_are_drawn(open_page: Opened, count: int) -> None:
    assert len(drawn(open_page(loose_graph(count)))) == count + 2
