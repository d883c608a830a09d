"""The page in a real browser, each test a thing that a person does with it."""

import itertools
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from chromium import browser_program
from playwright.sync_api import Browser, Page, expect

from kg.export.html import page as page_html
from kg.export.html import write_html
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

Opened = Callable[..., Page]


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


def test_everything_is_drawn_and_counted_at_first(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    assert drawn(page) == {
        "Anna Marsh", "Zoë Quill", "Tidewater Foundation", "Harbour Trust", "Coastal Towns Strategy", "Elmstead",
    }
    assert lines(page) == [
        "Anna Marsh chairs Tidewater Foundation", "Anna Marsh holds a post at Tidewater Foundation",
        "Anna Marsh spoke about Coastal Towns Strategy", "Tidewater Foundation funds Harbour Trust",
        "Tidewater Foundation partners with Harbour Trust", "Tidewater Foundation publishes Coastal Towns Strategy",
    ]
    expect(page.locator("#totals")).to_have_text("6 entities · 5 relationships · 2 statements · 2 documents")
    expect(page.locator("#shown")).to_have_text("6 of 6 entities shown")
    expect(page.locator("#notice")).to_be_hidden()
    expect(page.locator("#show-all")).to_be_hidden()


@pytest.mark.parametrize(("typed", "found"), [
    ("marsh", ["Anna Marsh"]),
    ("twf", ["Tidewater Foundation"]),
    ("zoe", ["Zoë Quill"]),
    ("HARB tru", ["Harbour Trust"]),
    ("nobody", ["No name or alias like this"]),
])
def test_search_finds_names_and_aliases_as_one_types(
    open_page: Opened, small_graph: nx.MultiDiGraph, typed: str, found: list[str],
) -> None:
    page = open_page(small_graph)
    page.locator("#search").press_sequentially(typed)
    expect(page.locator("#results li .name, #results li.none")).to_have_text(found)


def test_search_with_the_keyboard_alone(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("t")
    expect(page.locator("#results li").first).to_have_attribute("aria-selected", "true")
    names = page.locator("#results .name").all_inner_texts()
    assert len(names) > 1
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "result-1")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(names[1])
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#search")).to_be_focused()


def test_a_switched_off_type_is_gone_and_comes_back(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    everything, all_lines = drawn(page), lines(page)
    box = page.get_by_role("checkbox", name="organisation")
    box.uncheck()
    assert drawn(page) == everything - {"Tidewater Foundation", "Harbour Trust"}
    assert lines(page) == ["Anna Marsh spoke about Coastal Towns Strategy"]
    expect(page.locator("#legend label", has_text="organisation").locator(".count")).to_have_text("0/2")
    box.check()
    assert (drawn(page), lines(page)) == (everything, all_lines)


@pytest.mark.parametrize(("switch", "gone"), [
    ("chairs", ["Anna Marsh chairs Tidewater Foundation"]),
    ("former", ["Anna Marsh holds a post at Tidewater Foundation"]),
    ("planned", ["Tidewater Foundation funds Harbour Trust"]),
    ("spoke about", ["Anna Marsh spoke about Coastal Towns Strategy"]),
])
def test_a_switched_off_line_is_gone(
    open_page: Opened, small_graph: nx.MultiDiGraph, switch: str, gone: list[str],
) -> None:
    page = open_page(small_graph)
    before = lines(page)
    page.get_by_role("checkbox", name=switch).uncheck()
    assert sorted(set(before) - set(lines(page))) == gone
    page.get_by_role("button", name="Reset filters").click()
    assert lines(page) == before


def test_entities_without_a_line_can_be_left_out(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    everything = drawn(page)
    page.get_by_role("checkbox", name="without a line").uncheck()
    assert everything - drawn(page) == {"Elmstead", "Zoë Quill"}


def test_filters_that_leave_nothing_say_so(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    for label in ("organisation", "person", "place", "policy"):
        page.get_by_role("checkbox", name=label).uncheck()
    expect(page.locator("#notice")).to_have_text("The filters leave nothing to show.")


def test_a_click_on_a_node_tells_what_is_known(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Anna Marsh")
    expect(panel).to_contain_text("Also called Dr Marsh")
    expect(panel).to_contain_text("Named 1 time in 1 document")
    expect(panel.locator("h4")).to_have_text(["chairs", "holds a post at"])
    expect(panel.locator(".role").first).to_have_text("chief executive")
    expect(panel).to_contain_text("former")
    expect(panel).to_contain_text("confidence 0.60")
    link = panel.get_by_role("link", name="register.example")
    expect(link).to_have_attribute("href", "https://register.example/people/7")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_passage_stands_in_its_surroundings(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    figure = page.locator("#panel figure").first
    expect(figure.locator(".passage")).to_have_text("Anna Marsh chairs the Tidewater Foundation.")
    expect(figure.locator(".around")).to_have_text(["The rain had stopped. ", " She is its chief executive too."])
    expect(figure.locator("figcaption")).to_have_text("Minutes of the spring meeting · 2024-03-05")


def test_relations_are_read_from_the_other_side_too(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Harbour Trust")
    expect(page.locator("#panel h4")).to_have_text(["is funded by", "partners with"])
    page.locator("#panel").get_by_role("button", name="Tidewater Foundation").first.click()
    expect(page.locator("#panel h2")).to_have_text("Tidewater Foundation")
    labels = ["is chaired by", "funds", "has in post", "partners with", "publishes"]
    expect(page.locator("#panel h4")).to_have_text(labels)


def test_what_it_said_and_what_was_said_about_it(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    said = page.locator("#panel section", has_text="What it said")
    expect(said.locator(".content")).to_have_text("The strategy leaves no harbour behind,")
    expect(said).to_contain_text("direct speech")
    expect(said).to_contain_text("Coastal Towns Strategy")
    click_node(page, "Harbour Trust")
    about = page.locator("#panel section", has_text="What was said about it")
    expect(about).to_contain_text("One resident")
    expect(about.locator(".content")).to_have_text("the trust was slow")


@pytest.mark.parametrize(("label", "words"), [
    ("chairs", "Anna Marsh chairs the Tidewater Foundation."),
    ("holds a post at", "She is its chief executive too."),
    ("funds", "The Tidewater Foundation will fund the Harbour Trust."),
    ("spoke about", "The strategy leaves no harbour behind,"),
])
def test_a_click_on_a_line_shows_the_passages_behind_it(
    open_page: Opened, small_graph: nx.MultiDiGraph, label: str, words: str,
) -> None:
    page = open_page(small_graph)
    click_line(page, label)
    expect(page.locator("#panel > .about")).to_have_text(label)
    expect(page.locator("#panel h2")).to_have_count(2)
    expect(page.locator("#panel blockquote")).to_contain_text(words)


def test_a_click_beside_everything_closes_the_panel(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Elmstead")
    expect(page.locator("#panel")).to_contain_text("the documents only name it")
    page.locator("#graph canvas").click(position={"x": 5, "y": 5})
    expect(page.locator("#panel")).to_be_hidden()


def test_a_document_tells_what_it_holds(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Elmstead")
    page.locator("#panel").get_by_role("button", name="Minutes of the spring meeting").click()
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Minutes of the spring meeting")
    expect(panel.locator("h3")).to_have_text(["Entities4", "Relationships3", "Statements2"])
    expect(panel.get_by_role("link")).to_have_attribute("href", "https://news.example/minutes")


def test_three_hundred_first_then_neighbours_then_all(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_page(large_graph)
    expect(page.locator("#shown")).to_have_text("300 of 340 entities shown")
    assert len(drawn(page)) == 300
    click_node(page, "Body 000")
    page.get_by_role("button", name="Show 40 more neighbours").click()
    assert len(drawn(page)) == 340
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#shown")).to_have_text("340 of 340 entities shown")
    page.get_by_role("button", name="Show the 300 most central").click()
    assert len(drawn(page)) == 300


def test_search_brings_in_what_is_not_drawn_yet(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_page(large_graph)
    assert "Body 339" not in drawn(page)
    page.locator("#search").press_sequentially("body 339")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Body 339")
    assert "Body 339" in drawn(page)


def test_a_double_click_brings_in_the_neighbours(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_page(large_graph)
    click_node(page, "Body 000", double=True)
    expect(page.locator("#shown")).to_have_text("340 of 340 entities shown")


def test_a_long_list_comes_a_page_at_a_time(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_page(large_graph)
    click_node(page, "Body 000")
    expect(page.locator("#panel .entry")).to_have_count(20)
    page.get_by_role("button", name="Show 20 more of 319").click()
    expect(page.locator("#panel .entry")).to_have_count(40)


def test_the_table_lists_what_the_filters_leave(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator("#table caption")).to_have_text("6 entities, as the filters leave them")
    page.get_by_role("checkbox", name="person").uncheck()
    expect(page.locator("#table tbody tr")).to_have_count(4)
    page.locator("#table").get_by_role("button", name="Name").click()
    names = page.locator("#table tbody .name").all_inner_texts()
    assert names == ["Coastal Towns Strategy", "Elmstead", "Harbour Trust", "Tidewater Foundation"]
    expect(page.locator("#table th").first).to_have_attribute("aria-sort", "ascending")
    page.locator("#table").get_by_role("button", name="Elmstead").click()
    expect(page.locator("#panel h2")).to_have_text("Elmstead")


def test_the_first_tab_leads_past_the_drawing(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#table tbody button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()


def test_everything_that_can_be_used_has_a_name(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    controls = page.locator("button:visible, input:visible, a:visible").all()
    assert len(controls) > 20
    names = [control.evaluate(
        "e => e.getAttribute('aria-label') || e.closest('label')?.innerText || e.innerText") for control in controls]
    assert [name for name in names if not name.strip()] == []


def test_the_address_keeps_selection_and_search(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#entity=org%2Fharbour-trust&search=harb")
    expect(page.locator("#panel h2")).to_have_text("Harbour Trust")
    expect(page.locator("#search")).to_have_value("harb")
    page.locator("#panel").get_by_role("button", name="Tidewater Foundation").first.click()
    assert "entity=org%2Ftidewater-foundation" in page.url
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Harbour Trust")


def test_light_and_dark(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    colour = "explorer.canvas.nodes.get(0).color.background"
    dark = page.evaluate(paper), page.evaluate(colour)
    page.get_by_role("button", name="Switch between light and dark").click()
    light = page.evaluate(paper), page.evaluate(colour)
    assert dark[0] == "rgb(20, 22, 26)"
    assert light[0] == "rgb(248, 247, 244)"
    assert dark[1] != light[1]


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("#legend")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("#legend")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#legend")).to_be_hidden()
    page.evaluate("explorer.select({ kind: 'entity', number: 0 })")
    expect(page.locator("#panel h2")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_empty_graph_says_so(open_page: Opened) -> None:
    page = open_page(build_graph([], []))
    expect(page.locator("#notice")).to_have_text("There is nothing to show: no entity was found in the documents.")


VIEW = "[explorer.canvas.network.getScale(), explorer.canvas.network.getViewPosition()]"


def test_relations_have_the_colours_of_the_legend(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    seen = []
    for _ in ("light", "dark"):
        colours = page.evaluate("explorer.canvas.colours.relations")
        assert len(set(colours)) == 5
        assert page.evaluate("""explorer.data.lines.filter((line) => line.relation >= 0).every((line) => (
            explorer.canvas.edges.get(line.number).color.color === `${explorer.canvas.colours.relations[line.relation]}ff`))""")
        legend = page.locator("#legend fieldset:nth-of-type(2) .swatch").evaluate_all(
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
    page = open_page(small_graph)
    page.set_viewport_size({"width": size[0], "height": size[1]})
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
    page.wait_for_function("explorer.canvas.written.some(({ text }) => text === 'funds')")


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
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator("#table tbody tr")).to_have_count(22)


@pytest.mark.parametrize("count", [0, 5, 19])
def test_few_entities_without_a_line_are_drawn(open_page: Opened, count: int) -> None:
    assert len(drawn(open_page(loose_graph(count)))) == count + 2


HOSTILE = (
    "</script><script>globalThis.harm = 1</script>",
    "<img src=x onerror='globalThis.harm = 1'>",
    "<!--<script>",
    "$library ${data} {{ 7 * 7 }} {% raw %}",
    "\u202egnirts desrever\u2066",
    "👩🏽‍🚒 𝔓 \x00\x07",
    "a" * 10_000,
    "__proto__",
    "\" onmouseover=\"globalThis.harm = 1",
    "&lt;b&gt;bold&lt;/b&gt;",
    "",
)


def hostile_graph() -> nx.MultiDiGraph:
    """Every text that a document can bring is hostile, ids too."""
    ids = ["__proto__", "constructor", "toString", *(f"x/{number}" for number in range(3, len(HOSTILE)))]
    bad = ("javascript:globalThis.harm=1", "data:text/html,<script>globalThis.harm=1</script>", "vbscript:x", "https://ok.example/")
    entities = [Entity(id_, "ORG", text, aliases=HOSTILE, links=bad) for id_, text in zip(ids, HOSTILE, strict=True)]
    annotations = []
    for number, text in enumerate(HOSTILE[:-1]):
        whole, other = Passage(0, len(text), text), ids[number + 1]
        annotations.append(Annotation(
            Document(f"{number}", text, title=text, date=text, address=bad[number % 4]),
            (Cluster(ids[number], "ORG", text, (Mention(0, len(text), text),)),),
            (Relation("funds", ids[number], other, whole, role=text),),
            (Statement("direct", (whole,), whole, text, ids[number], about=(other,), topics=(text,)),
             Statement("mixed", (Passage(0, 1, text[:1]),), whole, speaker_text=text, about=(other,))),
        ))
    return build_graph(annotations, entities)


@pytest.fixture(scope="module")
def hostile() -> nx.MultiDiGraph:
    return hostile_graph()


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_words_stay_words(open_page: Opened, hostile: nx.MultiDiGraph, number: int) -> None:
    page = open_page(hostile)
    place = page.evaluate("(name) => explorer.data.entities.findIndex((e) => e.name === name)", HOSTILE[number])
    page.evaluate("(number) => explorer.select({ kind: 'entity', number }, { move: true })", place)
    shown = page.locator("#panel h2").evaluate("e => e.textContent")
    assert shown == (HOSTILE[number] or "(no name)")
    assert page.locator("#panel h2 *, #panel blockquote span *, #panel img, #panel script").count() == 0
    assert page.evaluate("document.scripts.length") == 3
    assert page.evaluate("globalThis.harm") is None
    assert page.evaluate("({}).type") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_only_web_addresses_become_links(open_page: Opened, hostile: nx.MultiDiGraph) -> None:
    page = open_page(hostile, "#entity=__proto__")
    hrefs = page.locator("#panel a").evaluate_all("all => all.map((a) => a.href)")
    assert hrefs == ["https://ok.example/"]
    expect(page.locator("#panel .links")).to_contain_text("javascript:globalThis.harm=1")
    page.locator("#panel .plain").first.click()
    assert page.locator("#panel a").count() == 0


def test_hostile_words_in_every_view(open_page: Opened, hostile: nx.MultiDiGraph) -> None:
    page = open_page(hostile)
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator("#table tbody tr")).to_have_count(len(HOSTILE))
    page.locator("#search").press_sequentially("<img")
    expect(page.locator("#results .name").first).to_contain_text("<img src=x")
    page.evaluate("explorer.data.lines.forEach((_, number) => explorer.select({ kind: 'line', number }))")
    page.evaluate("explorer.data.documents.forEach((_, number) => explorer.select({ kind: 'document', number }))")
    assert page.evaluate("globalThis.harm") is None


def changed_page(browser: Browser, path: Path, *change: str) -> Page:
    """The written page with one text of it changed, opened without the watch on what it does."""
    html = path.read_text(encoding="utf-8")
    assert html.count(change[0]) == 1
    path.write_text(html.replace(*change), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("planted", [
    "<script>globalThis.harm = 1</script>",
    "<img src=x onerror='globalThis.harm = 1'>",
    "<iframe srcdoc='<script>parent.harm = 1</script>'></iframe>",
    "<svg onload='globalThis.harm = 1'></svg>",
])
def test_a_script_planted_in_the_file_does_not_run(
    browser: Browser, small_graph: nx.MultiDiGraph, ontology: Ontology, tmp_path: Path, planted: str,
) -> None:
    write_html(small_graph, tmp_path / "graph.html", ontology=ontology)
    page = changed_page(browser, tmp_path / "graph.html", '<header class="bar">', f'{planted}<header class="bar">')
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(100)
    assert page.evaluate("globalThis.harm") is None
    page.close()


def test_a_damaged_file_says_so(
    browser: Browser, small_graph: nx.MultiDiGraph, ontology: Ontology, tmp_path: Path,
) -> None:
    write_html(small_graph, tmp_path / "graph.html", ontology=ontology)
    page = changed_page(browser, tmp_path / "graph.html", '{"start":300', '{"start":')
    expect(page.locator("#notice")).to_contain_text("The page could not be drawn:")
    page.close()


def test_before_the_script_has_run_the_page_says_what_it_does(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "graph.html").write_text(page_html({}), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "graph.html").as_uri())
    expect(page.locator("#notice")).to_have_text("Drawing the graph…")
    context.close()


def test_a_missing_browser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(pytest.fail.Exception, match=r"^no Chromium found: install one \(apt-get install chromium\)"):
        browser_program()
