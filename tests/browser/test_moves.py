"""Moves in the graph, each as a person makes them: paths, surroundings, pins, things put aside, codes of registers."""

import networkx as nx
from playwright.sync_api import Page, expect
from pointing import Opened, click_node, drawn, lines, wait_for_rest

from kg.graph import build_graph
from kg.model import Annotation, Document, Entity, Passage, Relation

ANNA, FOUNDATION, TRUST, STRATEGY = "Anna Marsh", "Tidewater Foundation", "Harbour Trust", "Coastal Towns Strategy"
ALL = {ANNA, FOUNDATION, TRUST, STRATEGY, "Zoë Quill", "Elmstead"}


def action(page: Page, name: str) -> None:
    """Presses an action of the panel, behind "More" if it is not among the first."""
    button = page.locator("#panel .actions").get_by_role("button", name=name, exact=True)
    if not button.count():
        page.locator("#panel .actions").get_by_role("button", name="More", exact=True).click()
    button.click()


def lifted(page: Page) -> set[str]:
    """The names that are lifted out of the drawing."""
    return set(page.evaluate("[...explorer.canvas.near.entities].map((n) => explorer.data.entities[n].name)"))


def address(page: Page) -> str:
    return page.url.partition("#")[2]


def place(page: Page, name: str) -> dict[str, float]:
    return page.evaluate("""(name) => {
        const n = explorer.data.entities.findIndex((e) => e.name === name);
        const { x, y } = explorer.canvas.network.getPositions([n])[n];
        return { x: Math.round(x), y: Math.round(y) };
    }""", name)


def two_ways() -> nx.MultiDiGraph:
    """From Ada to Bela over Cy, which is surer, and over Dee; Eve stands alone."""
    text = "Ada knows how it goes."
    whole = Passage(0, len(text), text)
    entities = [Entity(f"org/{name.lower()}", "ORG", name) for name in ("Ada", "Bela", "Cy", "Dee", "Eve")]
    relations = tuple(
        Relation("funds", f"org/{first}", f"org/{second}", whole, confidence=sure)
        for first, second, sure in (("ada", "dee", 0.6), ("dee", "bela", 0.9), ("ada", "cy", 0.8), ("bela", "cy", 0.8))
    )
    return build_graph([Annotation(Document("d", text), relations=relations)], entities)


def test_a_path_to_an_entity_that_one_searches_for(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, ANNA)
    action(page, "Path to …")
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#panel .picking")).to_contain_text("Choose the other end of the path")
    page.keyboard.type("harbour")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel).to_be_focused()
    expect(panel.locator(".top")).to_contain_text("Shortest path · 2 steps")
    expect(panel.locator("h2")).to_contain_text(f"{ANNA} to {TRUST}")
    expect(panel.locator(".steps h3")).to_have_text([f"{ANNA} – {FOUNDATION}", f"{FOUNDATION} – {TRUST}"])
    expect(panel.locator(".steps .passage")).to_have_text([
        "Anna Marsh chairs the Tidewater Foundation.", "She is its chief executive too.",
        "The Tidewater Foundation will fund the Harbour Trust.", "The foundation works with the Harbour Trust.",
    ])
    assert lifted(page) == {ANNA, FOUNDATION, TRUST}
    assert drawn(page) == ALL
    expect(page.locator("#search")).to_have_value("")


def test_a_path_to_an_entity_that_one_clicks(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, STRATEGY)
    action(page, "Path to …")
    click_node(page, ANNA)
    expect(page.locator("#panel .steps h3")).to_have_text([f"{STRATEGY} – {ANNA}"])
    expect(page.locator("#panel .steps .content")).to_have_text(["The strategy leaves no harbour behind,"])
    action(page, "From the other end")
    expect(page.locator("#panel .steps h3")).to_have_text([f"{ANNA} – {STRATEGY}"])


def test_a_path_goes_only_over_what_the_filters_leave(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#path=person/anna-marsh,policy/coastal-towns-strategy")
    expect(page.locator("#panel .steps h3")).to_have_text([f"{ANNA} – {STRATEGY}"])
    page.get_by_role("checkbox", name="spoke about").uncheck()
    expect(page.locator("#panel .steps h3")).to_have_text([f"{ANNA} – {FOUNDATION}", f"{FOUNDATION} – {STRATEGY}"])
    page.get_by_role("checkbox", name="publishes").uncheck()
    expect(page.locator("#panel .hint")).to_have_text("No path joins these two over what the filters leave.")


def test_where_there_is_no_path_it_says_so(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, ANNA)
    action(page, "Path to …")
    click_node(page, "Elmstead")
    expect(page.locator("#panel .hint")).to_have_text("Nothing joins these two in this graph.")
    assert lifted(page) == {ANNA, "Elmstead"}


def test_of_several_shortest_paths_the_surest_comes_first(open_page: Opened) -> None:
    page = open_page(two_ways(), "#path=org/ada,org/bela")
    expect(page.locator("#panel .turns")).to_contain_text("Path 1 of 2, the surest first")
    expect(page.locator("#panel .steps h3")).to_have_text(["Ada – Cy", "Cy – Bela"])
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#panel .steps h3")).to_have_text(["Ada – Dee", "Dee – Bela"])
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    assert page.url.endswith("#path=org%2Fada,org%2Fbela&way=2")
    assert lifted(page) == {"Ada", "Bela", "Dee"}
    page.go_back()
    expect(page.locator("#panel .steps h3")).to_have_text(["Ada – Cy", "Cy – Bela"])


def test_asking_for_a_path_can_be_ended(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, ANNA)
    action(page, "Path to …")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#panel .picking")).to_have_count(0)
    click_node(page, TRUST)
    expect(page.locator("#panel h2")).to_have_text(TRUST)


def test_only_what_is_around_an_entity_and_back(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, TRUST)
    action(page, "Show only what is around")
    assert drawn(page) == {TRUST, FOUNDATION}
    action(page, "Around to 2 steps")
    assert drawn(page) == {TRUST, FOUNDATION, ANNA, STRATEGY}
    assert "around=org%2Fharbour-trust,2" in address(page)
    assert drawn(open_page(small_graph, f"#{address(page)}")) == drawn(page)
    page.go_back()
    assert drawn(page) == {TRUST, FOUNDATION}
    page.locator("#view").get_by_role("button", name="Back to the whole graph").click()
    assert drawn(page) == ALL


def test_reset_filters_takes_back_what_one_has_left_out(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#around=org/harbour-trust,1&hidden=place/elmstead")
    assert drawn(page) == {TRUST, FOUNDATION}
    expect(page.locator(".chips li")).to_contain_text(["only around Harbour Trust, 1 step", "1 entity hidden by you"])
    page.get_by_role("button", name="Reset filters").click()
    assert drawn(page) == ALL
    assert address(page) == ""


def test_around_an_entity_nothing_fades(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#entity=org/harbour-trust")
    assert lifted(page) == {TRUST, FOUNDATION}
    action(page, "Around to 2 steps")
    assert page.evaluate("explorer.canvas.near") is None
    assert page.evaluate("explorer.canvas.selected.number") == page.evaluate("explorer.state.around.number")


def test_nothing_fades_while_one_looks_for_the_end_of_a_path(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, TRUST)
    assert lifted(page) == {TRUST, FOUNDATION}
    action(page, "Path to …")
    assert page.evaluate("explorer.canvas.near") is None


def test_hiding_the_centre_ends_what_is_around_it(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#entity=org/harbour-trust&around=org/harbour-trust,1")
    action(page, "Hide")
    assert drawn(page) == ALL - {TRUST}
    assert "around" not in address(page)


def test_surroundings_are_over_what_the_filters_leave(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#around=org/tidewater-foundation,1")
    assert drawn(page) == {FOUNDATION, TRUST, ANNA, STRATEGY}
    page.get_by_role("checkbox", name="publishes").uncheck()
    assert drawn(page) == {FOUNDATION, TRUST, ANNA}


def test_a_pin_is_set_and_taken_out(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, TRUST)
    action(page, "Pin")
    expect(page.get_by_role("button", name="Unpin")).to_be_focused()
    assert "pinned=org%2Fharbour-trust," in address(page)
    page.go_back()
    assert "pinned" not in address(page)


def test_an_entity_stays_where_it_was_dragged(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, TRUST)
    wait_for_rest(page)
    at = page.evaluate("""(() => {
        const { network, container } = explorer.canvas, box = container.getBoundingClientRect();
        const { number } = explorer.state.selected;
        const { x, y } = network.canvasToDOM(network.getPositions([number])[number]);
        return [box.x + x, box.y + y];
    })()""")
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] - 60, at[1] + 50, steps=4)
    page.mouse.up()
    moved = place(page, TRUST)
    assert f"pinned=org%2Fharbour-trust,{moved['x']},{moved['y']}" in address(page)
    page.evaluate("dispatchEvent(new Event('resize'))")
    again = open_page(small_graph, f"#{address(page)}")
    assert place(again, TRUST) == moved
    action(again, "Unpin")
    assert "pinned" not in address(again)


def test_a_pinned_entity_is_always_drawn(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#pinned=place/elmstead,0,0&around=org/harbour-trust,1")
    assert drawn(page) == {TRUST, FOUNDATION, "Elmstead"}


def test_a_hidden_entity_is_gone_until_it_is_shown_again(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    before = lines(page)
    for name in (FOUNDATION, "Elmstead"):
        click_node(page, name)
        action(page, "Hide")
        expect(page.locator("#panel")).to_be_hidden()
    assert drawn(page) == ALL - {FOUNDATION, "Elmstead"}
    assert lines(page) == ["Anna Marsh spoke about Coastal Towns Strategy"]
    assert "hidden=" in address(page)
    assert drawn(open_page(small_graph, f"#{address(page)}")) == drawn(page)
    page.get_by_role("button", name="Show hidden (2)").click()
    assert (drawn(page), lines(page)) == (ALL, before)
    assert "hidden=" not in address(page)


def test_a_hidden_entity_can_be_shown_from_its_panel(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#hidden=place/elmstead&entity=place/elmstead")
    expect(page.locator("#panel .hint").first).to_have_text("You have hidden this.")
    action(page, "Show it again")
    assert drawn(page) == ALL


def test_all_of_it_by_keyboard(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.keyboard.press("/")
    page.keyboard.type("anna")
    page.keyboard.press("Enter")
    page.locator("#action-path").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("trust")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .steps > li")).to_have_count(2)
    page.locator("#panel h2 button").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(TRUST)
    page.get_by_role("button", name="More", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#action-pin")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#action-hide")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#action-show-hidden")).to_be_focused()
    page.keyboard.press("Enter")
    assert drawn(page) == ALL


def test_codes_of_registers_and_successors(open_page: Opened) -> None:
    links = (
        "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/RWE", "https://elsewhere.example/x",
        "http://statistics.data.gov.uk/id/statistical-geography/E06000066",
        "https://www.gov.uk/government/organisations/nhs-england", "javascript:alert(1)",
    )
    new = Entity("org/new-trust", "ORG", "New Trust", links=links)
    old = Entity("org/old-trust", "ORG", "Old Trust", replaced_by=("org/new-trust",))
    page = open_page(build_graph([], [new, old]), "#entity=org/old-trust")
    expect(page.locator("#panel .history")).to_have_text("Replaced by New Trust")
    page.locator("#panel .history button").click()
    expect(page.locator("#panel .history")).to_have_text("Took over from Old Trust")
    codes = page.locator("#panel .codes")
    expect(codes.get_by_role("link")).to_have_text([
        "ODS code RWE", "elsewhere.example", "GSS code E06000066", "GOV.UK nhs-england",
    ])
    expect(codes.get_by_role("link").first).to_have_attribute("href", links[0])
    expect(codes).to_contain_text("javascript:alert(1)")
