"""The page by keyboard, for a screen reader, enlarged, without motion and with the colours of the system."""

import itertools
from typing import Any

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pointing import Opened, click_line, click_node, wait_until

SERIOUS = {"serious", "critical"}
VIEWS = ("Graph", "Entities", "Statements", "Documents")
# Everything that Tab can lead to, in words; the end of the page is the browser's own.
FOCUSED = """(() => {
    const e = document.activeElement;
    if (e === document.body) return "";
    const box = e.getBoundingClientRect();
    return [
        e.id || "", e.getAttribute("aria-label") || e.innerText || e.placeholder || e.tagName,
        box.width > 0 && box.height > 0 ? "" : "without size",
        getComputedStyle(e).outlineStyle === "none" && getComputedStyle(e).boxShadow === "none" ? "without a ring" : "",
    ].join("|");
})()"""


def serious(page: Page) -> list[str]:
    """What axe-core finds that keeps somebody from using the page: rule, element and why."""
    found: dict[str, Any] = Axe().run(page).response
    assert len(found["passes"]) > 10  # it did look
    return sorted(
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found["violations"] if rule["impact"] in SERIOUS for node in rule["nodes"]
    )


def open_view(page: Page, name: str) -> None:
    page.locator("#views").get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#views button[aria-pressed=true]")).to_have_text(name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious_in_any_view(
    open_page: Opened, small_graph: nx.MultiDiGraph, view: str, scheme: str,
) -> None:
    page = open_page(small_graph, color_scheme=scheme)
    open_view(page, view)
    assert serious(page) == []
    page.evaluate("explorer.select({ kind: 'entity', number: 1 })")
    expect(page.locator("#panel")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["line", "document", "statement"])
def test_axe_finds_nothing_serious_in_any_panel(
    open_page: Opened, small_graph: nx.MultiDiGraph, kind: str, scheme: str,
) -> None:
    page = open_page(small_graph, color_scheme=scheme)
    page.evaluate("(kind) => explorer.select({ kind, number: 0 })", kind)
    expect(page.locator("#panel")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_what_opens(
    open_page: Opened, small_graph: nx.MultiDiGraph, scheme: str,
) -> None:
    page = open_page(small_graph, color_scheme=scheme)
    page.locator("#search").press_sequentially("t")
    expect(page.locator("#results")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.locator("#share button").first.click()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="organisation").uncheck()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_phone(open_page: Opened, small_graph: nx.MultiDiGraph, scheme: str) -> None:
    page = open_page(small_graph, color_scheme=scheme, viewport={"width": 390, "height": 844}, has_touch=True)
    assert serious(page) == []
    page.locator("#filters-toggle").click()
    expect(page.locator("#legend")).to_be_visible()
    assert serious(page) == []


def tabbed(page: Page, most: int = 150) -> list[list[str]]:
    """What Tab leads to, one after the other, until it has left the page or begins again."""
    found: list[list[str]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        parts = page.evaluate(FOCUSED).split("|")
        if parts == [""] or parts in found[:1]:
            break
        found.append(parts)
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_tab_leads_through_the_whole_page_and_out_of_it(
    open_page: Opened, small_graph: nx.MultiDiGraph, view: str,
) -> None:
    page = open_page(small_graph)
    open_view(page, view)
    page.evaluate("explorer.select({ kind: 'entity', number: 1 })")
    page.locator("#skip").focus()
    found = tabbed(page)
    ids = [id_ for id_, *_ in found]
    order = [ids.index(id_) for id_ in ("search", "view-graph", "theme")]
    assert order == sorted(order)
    assert 15 < len(found) < 150
    assert [parts for parts in found if parts[2]] == []
    assert [parts for parts in found if parts[3] and parts[0] not in {"panel", "search"}] == []
    reached = {label.split("\n")[0].strip().casefold() for _, label, *_ in found}
    assert {"graph", "entities", "statements", "documents"} <= reached


def test_a_whole_visit_by_keyboard_alone(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.keyboard.press("/")
    page.keyboard.type("anna")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Anna Marsh")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.innerText") == "Tidewater Foundation":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Tidewater Foundation")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#view-documents").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#view-documents")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    page.locator("#legend input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#legend input[type=checkbox]").first).not_to_be_checked()


def test_the_drawing_can_be_moved_by_keyboard(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.locator("#graph .vis-network").focus()
    where = "JSON.stringify([explorer.canvas.network.getScale(), explorer.canvas.network.getViewPosition()])"
    before = page.evaluate(where)
    page.keyboard.down("ArrowRight")
    wait_until(page, f"(before) => {where} !== before", before)
    page.keyboard.up("ArrowRight")


def test_the_page_has_landmarks_and_one_title(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    for role in ("banner", "main", "complementary", "search"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("region", name="Legend and filters")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    levels = page.locator("#panel :is(h2, h3, h4)").evaluate_all("all => all.map((e) => Number(e.tagName[1]))")
    assert levels[0] == 2
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_what_changes_is_said(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    shown = page.locator("#shown")
    expect(shown).to_have_attribute("role", "status")
    page.get_by_role("checkbox", name="organisation").uncheck()
    expect(shown).to_contain_text("4 of 6 entities shown")


def test_nothing_moves_for_whoever_asked_for_that(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, reduced_motion="reduce")
    moving = page.evaluate("""[...document.querySelectorAll("*")].filter((e) => {
        const { transitionDuration, animationName } = getComputedStyle(e);
        return parseFloat(transitionDuration) > 0.01 || animationName !== "none";
    }).map((e) => e.id || e.className)""")
    assert moving == []
    page.evaluate("explorer.canvas.network.moveTo({ scale: 0.4 })")
    page.get_by_role("button", name="Fit the whole drawing").click()
    assert page.evaluate("explorer.canvas.network.getScale()") != pytest.approx(0.4)


@pytest.mark.parametrize("view", VIEWS)
def test_at_twice_the_size_nothing_is_cut_off(open_page: Opened, small_graph: nx.MultiDiGraph, view: str) -> None:
    """A screen of 1280 by 800 at 200 % has the room of 640 by 400."""
    page = open_page(small_graph, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    open_view(page, view)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    outside = page.locator("header button:visible, header input:visible").evaluate_all("""all => all.filter((e) => {
        const { left, right } = e.getBoundingClientRect();
        return left < 0 || right > innerWidth;
    }).map((e) => e.id)""")
    assert outside == []
    page.evaluate("explorer.select({ kind: 'entity', number: 1 })")
    expect(page.locator("#panel h2")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_with_the_colours_of_the_system_everything_is_there(
    open_page: Opened, small_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(small_graph, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    click_line(page, "chairs")
    pressed = "getComputedStyle(document.getElementById('view-graph')).backgroundColor"
    other = "getComputedStyle(document.getElementById('view-documents')).backgroundColor"
    assert page.evaluate(pressed) != page.evaluate(other)
    expect(page.locator("#panel blockquote")).to_be_visible()
    drawn_in = page.evaluate("explorer.canvas.colours.types.slice(0, 4)")
    assert len(set(drawn_in)) == 4


def test_on_paper_the_words_are_there_and_the_tools_are_not(
    open_page: Opened, small_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(small_graph)
    page.evaluate("explorer.select({ kind: 'entity', number: 1 })")
    page.emulate_media(media="print")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    for tool in ("#search", "#theme", "#views", "#zoom-in", "#legend"):
        expect(page.locator(tool)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.getElementById('panel')).overflow") == "visible"


def test_the_drawing_by_keyboard(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    drawing = page.get_by_role("application", name="Drawing of the graph. N and P go to the next")
    drawing.focus()
    names = page.evaluate("explorer.data.entities.map(({ name }) => name)")
    said = page.locator("#drawing-said")
    expect(said).to_have_attribute("role", "status")
    for key, number in [("n", 0), ("n", 1), ("N", 2), ("p", 1), ("p", 0), ("p", 5)]:
        page.keyboard.press(key)
        expect(page.locator("#panel h2")).to_have_text(names[number])
        expect(drawing).to_be_focused()
        expect(said).to_contain_text(f"{names[number]}, ")
    page.evaluate("explorer.select({ kind: 'entity', number: 0 })")
    page.get_by_role("checkbox", name="person").uncheck()
    drawing.focus()
    page.keyboard.press("n")
    name = page.locator("#panel h2").inner_text()
    assert name in {"Tidewater Foundation", "Harbour Trust", "Coastal Towns Strategy", "Elmstead"}
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_what_the_keys_select_is_said_with_its_lines(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    drawing = page.get_by_role("application")
    drawing.focus()
    for _ in range(6):
        page.keyboard.press("n")
        if page.locator("#panel h2").inner_text() == "Anna Marsh":
            break
    expect(page.locator("#drawing-said")).to_have_text("Anna Marsh, person, 3 lines")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(drawing).to_be_focused()


def test_of_many_actions_the_panel_shows_three_and_more(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Anna Marsh")
    buttons = page.locator("#panel .actions").first.locator("button:visible")
    expect(buttons).to_have_count(4)
    page.get_by_role("button", name="More", exact=True).press("Enter")
    assert buttons.count() > 4
    expect(buttons.nth(3)).to_be_focused()
    click_node(page, "Tidewater Foundation")
    expect(buttons).to_have_count(4)


def test_a_low_screen_leaves_room_for_statements(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#view=statements", viewport={"width": 683, "height": 384})
    assert page.locator(".rows-body").bounding_box()["y"] < 120
    expect(page.locator("#said-search")).to_be_in_viewport(ratio=1)
    expect(page.locator("#said-csv")).to_be_in_viewport(ratio=1)


def test_beside_the_panel_the_search_in_statements_is_wide(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#view=statements")
    page.evaluate("explorer.select({ kind: 'entity', number: 1 })")
    assert page.locator("#said-search").bounding_box()["width"] > 400


def test_on_a_phone_the_words_above_the_matrix_stay_in_sight(
    open_page: Opened, small_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(small_graph, "#view=statements&said=matrix", viewport={"width": 360, "height": 740})
    expect(page.locator(".matrix caption span")).to_be_in_viewport(ratio=1)
