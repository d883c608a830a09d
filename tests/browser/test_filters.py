"""Filters: what they leave, the counts beside them, their words, their place in the address, and how quick they are."""

import networkx as nx
import pytest
from playwright.sync_api import Page, expect
from pointing import Opened, click_node, drawn, lines, wait_until

from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement

REST = 600  # milliseconds until the drawing has moved and is drawn anew


def open_group(page: Page, title: str) -> None:
    page.locator("#facets summary", has_text=title).click()


def counts(page: Page, title: str) -> dict[str, str]:
    """The choices of a group of filters with the counts beside them."""
    rows = page.locator("#facets details", has=page.locator("summary", has_text=title)).locator("label")
    return {row.locator(".label").inner_text().lower(): row.locator(".count").inner_text() for row in rows.all()}


def chips(page: Page) -> list[str]:
    return page.locator(".filtered .removable").all_inner_texts()


def painted(page: Page, community: int) -> bool:
    """Whether the drawing, at rest, has the ground of a community."""
    page.wait_for_timeout(REST)
    return page.evaluate("""(community) => {
        const { colours, network } = explorer.canvas, { canvas } = network.canvas.frame;
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
        const wanted = [1, 3, 5].map((at) => parseInt(colours.regions[community].slice(at, at + 2), 16));
        let found = 0;
        for (let at = 0; at < data.length; at += 4) found += wanted.every((part, place) => data[at + place] === part);
        return found > 200;
    }""", community)


def two_circles() -> nx.MultiDiGraph:
    """Ten bodies: each of the first five is tied to each, each of the others too, and there is one tie between them."""
    entities = [Entity(f"o/{number}", "ORG", f"Body {number}") for number in range(10)]
    ends = [(one, other) for start in (0, 5) for one in range(start, start + 5) for other in range(one + 1, start + 5)]
    made = tuple(
        Relation("partners_with", f"o/{one}", f"o/{other}", Passage(0, 3, "All")) for one, other in [*ends, (0, 5)]
    )
    return build_graph([Annotation(Document("d", "All of them."), relations=made)], entities)


@pytest.fixture(scope="module")
def talking_graph() -> nx.MultiDiGraph:
    """Two people who speak on two topics, in two documents of which one has no date, and a body that chairs nobody."""
    text = "Ada said it is damp. Bela said it is cold. Ada chairs the Trust."
    words = {
        name: Passage(text.index(name), text.index(name) + len(name), name) for name in ("it is damp", "it is cold")
    }
    first = Document("a, b/spring", text, "Spring", "2024-03-05")
    second = Document("undated", text, "Undated")

    def said(speaker: str, name: str, topic: str) -> Statement:
        return Statement("indirect", (words[name],), Passage(0, 42, text[:42]), "said", speaker, topics=(topic,))

    people = (("p/ada", "Ada"), ("p/bela", "Bela"))
    named = tuple(Cluster(id_, "PERSON", name, (Mention(0, 3, "Ada"),)) for id_, name in people)
    chairs = Relation("chairs", "p/ada", "o/trust", Passage(43, len(text), text[43:]), confidence=0.6)
    surely = Relation("chairs", "p/bela", "o/trust", Passage(43, len(text), text[43:]), "former", confidence=0.95)
    annotations = [
        Annotation(first, named, (chairs,), (
            said("p/ada", "it is damp", "housing"), said("p/bela", "it is cold", "energy"))),
        Annotation(second, named[1:], (surely,), (said("p/bela", "it is damp", "housing"),)),
    ]
    entities = [Entity("p/ada", "PERSON", "Ada"), Entity("p/bela", "PERSON", "Bela"), Entity("o/trust", "ORG", "Trust")]
    return build_graph(annotations, entities)


def test_counts_say_what_each_filter_would_leave_of_how_many(open_page: Opened, talking_graph: nx.MultiDiGraph) -> None:
    page = open_page(talking_graph)
    open_group(page, "Speakers")
    open_group(page, "Topics")
    assert list(counts(page, "Topics").values()) == ["2", "1"]
    page.get_by_role("checkbox", name="Ada").check()
    assert list(counts(page, "Topics").values()) == ["1/2", "0/1"]
    assert counts(page, "Speakers") == {"bela": "2", "ada": "1"}
    count = page.locator("#facets details", has_text="Topics").locator(".count").first
    expect(count).to_have_attribute("title", "1 of 2 statements")


def test_a_topic_leaves_who_spoke_on_it(open_page: Opened, talking_graph: nx.MultiDiGraph) -> None:
    page = open_page(talking_graph)
    open_group(page, "Topics")
    page.locator("#facets details", has_text="Topics").get_by_role("checkbox").nth(1).check()
    assert drawn(page) == {"Bela"}
    assert page.evaluate("[explorer.seen.statements.size, explorer.seen.documents.size]") == [1, 1]
    page.get_by_role("button", name="Remove the filter: only").click()
    assert drawn(page) == {"Ada", "Bela", "Trust"}


def test_a_document_leaves_what_stands_in_it(open_page: Opened, talking_graph: nx.MultiDiGraph) -> None:
    page = open_page(talking_graph)
    open_group(page, "Documents")
    page.get_by_role("checkbox", name="Undated").check()
    assert drawn(page) == {"Bela"}
    assert chips(page) == ["Only Undated"]
    page.get_by_role("checkbox", name="Spring").check()
    assert drawn(page) == {"Ada", "Bela"}


def test_a_range_of_dates(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    open_group(page, "Dates")
    page.get_by_label("Dates: from").fill("2024-06-01")
    page.get_by_label("Dates: from").blur()
    assert lines(page) == [
        "Tidewater Foundation funds Harbour Trust", "Tidewater Foundation partners with Harbour Trust",
    ]
    assert chips(page) == ["Dated from 2024-06-01"]
    assert "dates=2024-06-01.." in page.url
    page.get_by_role("button", name="Reset filters").click()
    assert len(lines(page)) == 6
    expect(page.get_by_label("Dates: from")).to_have_value("")


def test_documents_without_a_date_are_named_and_left_out_of_a_range(
    open_page: Opened, talking_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(talking_graph, "#dates=2024-01-01..2024-12-31")
    open_group(page, "Dates")
    expect(page.locator("#facets details", has_text="Dates")).to_contain_text(
        "1 document has no date and is left out of any range.")
    assert page.evaluate("[...explorer.seen.documents]") == [0]


def test_a_range_of_confidence(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    open_group(page, "Confidence")
    page.get_by_label("Confidence of a relationship: from").fill("0.7")
    page.get_by_label("Confidence of a relationship: from").blur()
    assert "Anna Marsh holds a post at Tidewater Foundation" not in lines(page)
    assert len(lines(page)) == 5
    assert chips(page) == ["Confidence 0.7 to 1"]
    page.get_by_role("button", name="Remove the filter: confidence").press("Enter")
    assert len(lines(page)) == 6


def test_the_filters_stand_in_the_address_and_going_back_takes_them_off(
    open_page: Opened, small_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(small_graph)
    page.get_by_role("checkbox", name="person").uncheck()
    page.get_by_role("checkbox", name="funds", exact=False).first.uncheck()
    assert page.url.endswith("#without-types=PERSON&without-relations=funds")
    there = lines(page)
    again = open_page(small_graph, "#without-types=PERSON&without-relations=funds")
    assert lines(again) == there
    assert chips(again) == ["Without person", "Without funds"]
    page.go_back()
    expect(page.get_by_role("checkbox", name="funds").first).to_be_checked()
    page.go_back()
    expect(page.locator(".filtered")).to_be_hidden()
    page.go_forward()
    assert chips(page) == ["Without person"]


def test_names_with_commas_come_back_from_the_address(open_page: Opened, talking_graph: nx.MultiDiGraph) -> None:
    page = open_page(talking_graph)
    open_group(page, "Documents")
    page.get_by_role("checkbox", name="Spring").check()
    address = page.url.split("#")[1]
    again = open_page(talking_graph, f"#{address}")
    assert again.evaluate("[...explorer.state.filters.documents]") == [0]


@pytest.mark.parametrize("address", [
    "#without-types=NONE,__proto__&topics=%5C&speakers=,,&dates=x..y&confidence=a..b",
    "#view=nothing&confidence=9&all=2&called=x",
    "#dates=2024..%00&without-other=nothing",
])
def test_an_address_that_means_nothing_shows_everything(
    open_page: Opened, small_graph: nx.MultiDiGraph, address: str,
) -> None:
    assert len(drawn(open_page(small_graph, address))) == 6


def test_views_stand_in_the_address(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.get_by_role("button", name="Entities", exact=True).click()
    assert page.url.endswith("#view=entities")
    expect(page.get_by_role("button", name="Entities", exact=True)).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.locator("#graph")).to_be_visible()
    expect(page.locator("#table")).to_be_hidden()


def test_what_was_brought_in_stands_in_the_address(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_page(large_graph)
    click_node(page, "Body 000", double=True)
    expect(page.locator("#shown")).to_have_text("340 of 340 entities shown")
    assert "expanded=org%2Fbody-000" in page.url
    assert len(drawn(open_page(large_graph, "#all=1"))) == 340


def test_a_long_list_is_searched_and_comes_in_parts(open_page: Opened) -> None:
    entities = [Entity(f"p/{number:02}", "PERSON", f"Person {number:02}") for number in range(40)]
    text = "It is so. " * 40
    places = [Passage(start, start + 9, "It is so.") for start in range(0, 400, 10)]
    said = tuple(
        Statement("indirect", (place,), place, "said", entity.id)
        for place, entity in zip(places, entities, strict=True)
    )
    page = open_page(build_graph([Annotation(Document("d", text), statements=said)], entities), "#speakers=p/39")
    open_group(page, "Speakers")
    group = page.locator("#facets details", has_text="Speakers")
    expect(group.get_by_role("checkbox")).to_have_count(9)
    expect(group.get_by_role("checkbox", name="Person 39")).to_be_checked()
    group.get_by_role("button", name="Show 24 more of 31").click()
    expect(group.get_by_role("checkbox")).to_have_count(33)
    group.get_by_label("Search speakers").fill("person 1")
    expect(group.get_by_role("checkbox")).to_have_count(8)
    none = group.get_by_text("None is called like this.")
    expect(none).to_be_hidden()
    group.get_by_label("Search speakers").fill("nobody like this")
    expect(none).to_be_visible()


def test_on_a_phone_the_filters_are_a_sheet(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, viewport={"width": 390, "height": 844})
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("#filters-close")).to_be_focused()
    page.get_by_role("checkbox", name="person").uncheck()
    expect(page.locator("#filters-count")).to_have_text("1")
    page.locator("#filters-close").click()
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters, 1 in use")).to_be_focused()


def test_communities_are_listed_looked_at_and_switched_off(open_page: Opened) -> None:
    page = open_page(two_circles())
    open_group(page, "Communities")
    buttons = page.locator(".community")
    expect(buttons).to_have_text(["Body 0 · Body 15", "Body 5 · Body 65"])
    before = page.evaluate("explorer.canvas.network.getScale()")
    buttons.first.click()
    wait_until(page, "(before) => explorer.canvas.network.getScale() >= before", before)
    assert painted(page, 0)
    page.get_by_role("checkbox", name="communities").uncheck()
    assert chips(page) == ["Without communities as regions"]
    assert not painted(page, 0)


def test_a_region_in_which_most_are_others_is_not_drawn(open_page: Opened) -> None:
    page = open_page(two_circles())
    corners = [(-300, -200), (300, -200), (300, 200), (-300, 200), (0, -220)]
    inside = [(-100, 0), (100, 0), (0, 100), (-80, 60), (80, 60)]
    own, others = page.evaluate("explorer.data.network.communities")
    page.evaluate("""(places) => {
        places.forEach(([number, [x, y]]) => explorer.canvas.network.moveNode(number, x, y));
        explorer.canvas.nodes.update([{ id: 0 }]);
        explorer.canvas.network.fit({ animation: false });
    }""", [*zip(own, corners, strict=True), *zip(others, inside, strict=True)])
    assert not painted(page, 0)
    assert painted(page, 1)


def test_a_filter_is_quick_on_two_thousand_entities(open_page: Opened) -> None:
    entities = [Entity(f"o/{number}", ("ORG", "PERSON")[number % 2], f"Body {number}") for number in range(2000)]
    made = tuple(
        Relation("funds", f"o/{one}", f"o/{one * 7 % 2000}", Passage(0, 3, "All"), ("current", "former")[one % 2])
        for one in range(1, 2000)
    )
    page = open_page(build_graph([Annotation(Document("d", "All of them."), relations=made)], entities))
    taken = page.evaluate("""() => Math.min(...[1, 2, 3, 4].map(() => {
        const started = performance.now();
        document.querySelector("#facets input").click();
        return performance.now() - started;
    }))""")
    assert taken < 100


def test_a_long_filter_takes_one_line_and_its_title_says_all(open_page: Opened) -> None:
    title = "Minutes of a meeting that went on for as long as this title does and then some"
    passage = Passage(0, 9, "It is so.")
    documents = [Annotation(Document(name, "It is so.", title if name == "d" else name, "2024-01-02"), relations=(
        Relation("funds", "org/a", "org/b", passage),)) for name in ("d", "e")]
    page = open_page(build_graph(documents, [Entity("org/a", "ORG", "A"), Entity("org/b", "ORG", "B")]), "#documents=d")
    chip = page.locator(".removable")
    expect(chip).to_have_attribute("title", f"only {title}")
    assert chip.bounding_box()["height"] < 32
    legend = page.locator("#legend").bounding_box()
    assert chip.bounding_box()["x"] + chip.bounding_box()["width"] < legend["x"] + legend["width"]
    open_group(page, "Dates")
    dates = [one.bounding_box() for one in page.locator(".ends.dates input").all()]
    assert dates[0]["y"] + dates[0]["height"] <= dates[1]["y"]
    assert min(box["width"] for box in dates) > 150
