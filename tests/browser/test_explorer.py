"""The page in a real browser, each test a thing that a person does with it."""

import networkx as nx
import pytest
from playwright.sync_api import expect
from pointing import Opened, click_line, click_node, drawn, lines, wait_until

from kg.graph import build_graph


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
    page.wait_for_timeout(300)  # a list that the search leaves closes a moment later
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#results")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#search").click()
    expect(page.locator("#results .name")).to_have_text(names)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (683, 384)])
def test_on_a_phone_the_names_found_have_the_whole_width(
    open_page: Opened, small_graph: nx.MultiDiGraph, width: int, height: int,
) -> None:
    page = open_page(small_graph, viewport={"width": width, "height": height})
    page.locator("#search").press_sequentially("t")
    assert page.locator("#results").bounding_box()["width"] > 0.9 * width
    for row in page.locator("#results li").all():  # nothing else is painted over them
        box = row.bounding_box()
        at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.closest('#results') !== null", at)


@pytest.mark.parametrize("link", [
    "entity=person/nobody", "document=nothing", "statement=0", "relation=funds&from=org/x", "read=x",
])
def test_a_link_to_what_is_not_there_says_so(open_page: Opened, small_graph: nx.MultiDiGraph, link: str) -> None:
    page = open_page(small_graph, f"#view=documents&{link}")
    notice = page.locator("#notice")
    expect(notice).to_have_text("This link names something that is not in this graph.")
    expect(notice).to_be_in_viewport(ratio=1)
    page.locator("#view-graph").click()
    expect(notice).to_be_hidden()
    assert "=" not in page.url
    page.evaluate("location.hash = 'entity=person/anna-marsh'")
    expect(page.locator("#panel h2")).to_have_text("Anna Marsh")
    expect(notice).to_be_hidden()


def test_a_switched_off_type_is_gone_and_comes_back(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    everything, all_lines = drawn(page), lines(page)
    box = page.get_by_role("checkbox", name="organisation")
    box.uncheck()
    assert drawn(page) == everything - {"Tidewater Foundation", "Harbour Trust"}
    assert lines(page) == ["Anna Marsh spoke about Coastal Towns Strategy"]
    expect(page.locator("#legend label", has_text="organisation").locator(".count")).to_have_text("2")
    expect(page.locator("#legend label", has_text="chairs").locator(".count")).to_have_text("0/1")
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


def test_the_panel_tells_why_names_are_one(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Tidewater Foundation")
    page.get_by_text("Why these names are one").click()
    expect(page.get_by_text("TWF stands for its words")).to_be_visible()


def test_a_passage_stands_in_its_surroundings(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    figure = page.locator("#panel figure").first
    expect(figure.locator(".passage")).to_have_text("Anna Marsh chairs the Tidewater Foundation.")
    expect(figure.locator(".around")).to_have_text(["The rain had stopped. ", " She is its chief executive too."])
    expect(figure.locator("figcaption")).to_contain_text("Minutes of the spring meeting · 2024-03-05")


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
    said = page.locator("#panel section", has_text="Statements by Anna Marsh")
    expect(said.locator(".content")).to_have_text("The strategy leaves no harbour behind,")
    expect(said).to_contain_text("direct speech")
    expect(said).to_contain_text("Coastal Towns Strategy")
    click_node(page, "Harbour Trust")
    about = page.locator("#panel section", has_text="What was said about Harbour Trust")
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
    page.get_by_role("button", name="More", exact=True).click()
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


def test_a_slow_double_click_is_one_too_though_the_first_click_moves_the_drawing(
    open_page: Opened, large_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(large_graph)
    page.evaluate("""explorer.canvas.network.moveTo({  // to the edge, from where it comes into sight
        position: explorer.canvas.network.getPositions([0])[0], scale: 0.8, offset: { x: -490, y: 0 },
    })""")
    number = "explorer.data.entities.findIndex(({ name }) => name === 'Body 000')"
    place = f"explorer.canvas.network.canvasToDOM(explorer.canvas.network.getPositions([{number}])[{number}])"
    at, box = page.evaluate(place), page.locator("#graph canvas").bounding_box()
    x, y = box["x"] + at["x"], box["y"] + at["y"]
    page.mouse.click(x, y)
    wait_until(page, f"(at) => {place}.x !== at.x", at)
    page.mouse.click(x, y, click_count=2)
    expect(page.locator("#shown")).to_have_text("340 of 340 entities shown")


def test_a_long_list_comes_a_page_at_a_time(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_page(large_graph)
    click_node(page, "Body 000")
    expect(page.locator("#panel .entry")).to_have_count(20)
    page.get_by_role("button", name="Show 20 more of 319").click()
    expect(page.locator("#panel .entry")).to_have_count(40)


def test_the_table_lists_what_the_filters_leave(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.get_by_role("button", name="Entities", exact=True).click()
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
