"""Documents in a real browser: the list, the reader, and the ways between the text and the graph."""

import re

import networkx as nx
import pytest
from conftest import passage
from playwright.sync_api import Page, expect
from pointing import Opened, click_line, click_node
from test_access import serious

from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement

WHALE = (
    "🐋 Report on 𝔓 matters\n\nBy Ada Lund\n3 May 2024\n\nWhat we heard\n\n"
    "Ada Lund chairs the Reef Council 👩🏽‍🚒. “Ada Lund of the Reef Council must act,” said Bo Dahl.\n\n"
    "• One point of order\n• Another point\n\nThe end came at last."
)
MINUTES, PLANS = "Minutes of the spring meeting", "Plans for the autumn"


def mentions(text: str, *names: str) -> tuple[Mention, ...]:
    found = (one for name in names for one in re.finditer(re.escape(name), text))
    return tuple(Mention(one.start(), one.end(), one.group()) for one in found)


@pytest.fixture(scope="session")
def whale_graph() -> nx.MultiDiGraph:
    """A text with emoji, headings and a list, in which a mention stands within what was said about it."""
    found = Annotation(
        Document("whale", WHALE, "🐋 Report on 𝔓 matters"),
        (Cluster("a", "PERSON", "Ada Lund", mentions(WHALE, "Ada Lund")),
         Cluster("c", "ORG", "Reef Council", mentions(WHALE, "Reef Council"))),
        (Relation("chairs", "a", "c", passage(WHALE, "Ada Lund chairs the Reef Council 👩🏽‍🚒.")),),
        (Statement("direct", (passage(WHALE, "Ada Lund of the Reef Council must act,"),),
                   passage(WHALE, "“Ada Lund of the Reef Council must act,” said Bo Dahl."), "said", "",
                   "Bo Dahl", passage(WHALE, "Bo Dahl"), ("c",)),),
    )
    return build_graph([found], [Entity("a", "PERSON", "Ada Lund"), Entity("c", "ORG", "Reef Council")])


def open_view(page: Page) -> None:
    page.get_by_role("button", name="Documents", exact=True).click()


def read(page: Page, title: str) -> None:
    open_view(page)
    page.get_by_role("button", name=title).click()
    expect(page.locator("article.text")).to_be_visible()


def titles(page: Page) -> list[str]:
    return page.locator(".documents-list tbody .plain").all_inner_texts()


def test_the_list_counts_what_each_document_holds(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    open_view(page)
    rows = page.locator(".documents-list tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("td")).to_have_text([MINUTES, "2024-03-05", "news.example", "4", "3", "2"])
    expect(page.locator(".documents-list [role=status]")).to_have_text("2 documents of 2")


def test_words_find_documents_by_title_and_by_text(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    open_view(page)
    field = page.get_by_role("textbox", name="Search titles and texts")
    field.press_sequentially("AUTUMN")
    assert titles(page) == [PLANS]
    field.fill("resident slow")
    assert titles(page) == [MINUTES]
    expect(page.locator(".documents-list mark")).to_have_text("resident")
    page.get_by_role("button", name=MINUTES).click()
    expect(page.locator("article .here")).to_contain_text("resident")
    page.get_by_role("button", name="All documents").click()
    field.fill("no such words")
    expect(page.locator(".documents-list .hint")).to_contain_text("No document is left")


def test_the_list_is_sorted_by_any_column(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    open_view(page)
    page.get_by_role("button", name="Date").click()
    assert titles(page) == [MINUTES, PLANS]
    page.get_by_role("button", name="Date").click()
    assert titles(page) == [PLANS, MINUTES]
    expect(page.locator("th.by-date")).to_have_attribute("aria-sort", "descending")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert titles(page) == [PLANS, MINUTES]


def test_the_whole_text_is_there_as_it_is_written(open_page: Opened, whale_graph: nx.MultiDiGraph) -> None:
    page = open_page(whale_graph)
    read(page, "🐋")
    lines = page.locator("article .text-block > :first-child")
    assert " ".join(lines.all_inner_texts()).split() == WHALE.split()
    expect(page.locator("article h3")).to_have_text(["🐋 Report on 𝔓 matters", "What we heard"])
    expect(page.locator("article .item")).to_have_text(["• One point of order", "• Another point"])
    names = ["Ada Lund", "Ada Lund", "Reef Council", "Ada Lund", "Reef Council"]
    expect(page.locator("article a.mention")).to_have_text(names)


def test_what_overlaps_is_cut_into_runs(open_page: Opened, whale_graph: nx.MultiDiGraph) -> None:
    page = open_page(whale_graph)
    read(page, "🐋")
    stated = page.locator(".text-block .relationship").all_inner_texts()
    assert "".join(stated) == "Ada Lund chairs the Reef Council 👩🏽‍🚒."
    assert "".join(page.locator(".text-block .content").all_inner_texts()) == "Ada Lund of the Reef Council must act,"
    expect(page.locator(".text-block .cue")).to_have_text("said")
    expect(page.locator(".text-block .speaker")).to_have_text("Bo Dahl")
    expect(page.locator(".text-block a.mention.content.statement")).to_have_text(["Ada Lund", "Reef Council"])


def test_a_mention_leads_to_the_entity(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    read(page, MINUTES)
    page.locator("article").get_by_role("link", name="Coastal Towns Strategy").click()
    expect(page.locator("#panel h2")).to_have_text("Coastal Towns Strategy")
    expect(page.locator("article .current")).to_have_text("Coastal Towns Strategy")
    expect(page.locator("article.text")).to_be_visible()


def test_words_of_a_passage_lead_to_its_line_or_statement(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    read(page, MINUTES)
    page.locator("article .relationship", has_text="chief executive too").click()
    expect(page.locator("#panel > .about")).to_have_text("holds a post at")
    expect(page.locator("article .chosen")).to_have_text("She is its chief executive too.")
    page.locator("article .content", has_text="the trust was slow").click()
    expect(page.locator("#panel .content").first).to_have_text("the trust was slow")


def test_the_margin_says_who_speaks_and_what_is_stated(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    read(page, MINUTES)
    margin = page.locator(".beside")
    expect(margin.get_by_role("button", name="Relationship: Anna Marsh chairs Tidewater Foundation")).to_be_visible()
    expect(margin.get_by_role("button", name="Statement of One resident")).to_be_visible()
    margin.get_by_role("button", name="Statement of Anna Marsh").press("Enter")
    expect(page.locator("#panel .content").first).to_have_text("The strategy leaves no harbour behind,")
    expect(page.locator("#panel")).to_be_focused()


def test_the_keys_go_from_mention_to_mention(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#view=documents&read=plans&entity=org%2Fharbour-trust")
    hops = page.locator(".reader-bar .hops")
    expect(hops).to_have_text("Harbour Trust 1 mention")
    page.locator(".scroll").focus()
    page.keyboard.press("n")
    expect(hops).to_have_text("Harbour Trust 1 of 1")
    expect(page.locator("article .here")).to_have_text("Harbour Trust")
    expect(page.locator("article .here")).to_be_focused()


def test_without_an_entity_the_buttons_go_from_passage_to_passage(
    open_page: Opened, small_graph: nx.MultiDiGraph,
) -> None:
    page = open_page(small_graph, "#view=documents&read=plans")
    hops = page.locator(".reader-bar .hops")
    expect(hops).to_have_text("2 passages")
    page.get_by_role("button", name="Next").click()
    expect(hops).to_have_text("1 of 2")
    page.get_by_role("button", name="Previous").click()
    expect(hops).to_have_text("2 of 2")
    assert "".join(page.locator("article .here").all_inner_texts()) == "The foundation works with the Harbour Trust."


@pytest.mark.parametrize(("label", "words"), [
    ("funds", "The Tidewater Foundation will fund the Harbour Trust."),
    ("spoke about", "“The strategy leaves no harbour behind,” Anna Marsh said."),
])
def test_each_passage_of_the_panel_opens_in_its_document(
    open_page: Opened, small_graph: nx.MultiDiGraph, label: str, words: str,
) -> None:
    page = open_page(small_graph)
    click_line(page, label)
    page.locator("#panel").get_by_role("button", name="Open in the document").click()
    assert "".join(page.locator("article .here").all_inner_texts()) == words
    expect(page.locator("article .here").first).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#graph")).to_be_visible()


def test_a_statement_in_the_panel_shows_cue_and_speaker(open_page: Opened, whale_graph: nx.MultiDiGraph) -> None:
    page = open_page(whale_graph)
    click_node(page, "Reef Council")
    figure = page.locator("#panel section", has_text="What was said about it").locator("figure")
    expect(figure.locator(".cue")).to_have_text("said")
    expect(figure.locator(".speaker")).to_have_text("Bo Dahl")
    expect(figure.locator(".around").first).to_have_text("Ada Lund chairs the Reef Council 👩🏽‍🚒. ")


def test_the_document_panel_opens_the_reader(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#document=plans")
    page.get_by_role("button", name="Read the document").click()
    expect(page.locator("article.text")).to_contain_text("Zoë Quill left.")
    assert "read=plans" in page.url


def test_the_address_opens_a_place_and_back_returns(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#view=documents&read=minutes&at=22-32")
    expect(page.locator("article .here")).to_have_text("Anna Marsh")
    page.get_by_role("button", name="All documents").click()
    expect(page.get_by_role("button", name=MINUTES)).to_be_focused()
    page.go_back()
    expect(page.locator("article.text")).to_contain_text("The rain had stopped.")


@pytest.mark.parametrize("place", ["read=__proto__&at=1-2", "read=plans&at=99-9999", "at=x"])
def test_an_address_that_fits_nothing_is_no_error(
    open_page: Opened, small_graph: nx.MultiDiGraph, place: str,
) -> None:
    page = open_page(small_graph, f"#view=documents&{place}")
    expect(page.locator(".documents")).to_be_visible()


def test_what_is_filtered_out_is_not_highlighted(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    read(page, MINUTES)
    before = page.locator("article a.mention").all_inner_texts()
    page.get_by_role("checkbox", name="organisation").uncheck()
    expect(page.locator("article a.mention")).to_have_text([name for name in before if name != "Tidewater Foundation"])
    expect(page.locator(".text-block .relationship")).to_have_count(0)
    page.get_by_role("checkbox", name="organisation").check()
    expect(page.locator("article a.mention")).to_have_text(before)


def long_graph() -> nx.MultiDiGraph:
    """A document of more than 200,000 characters with thousands of mentions, and one without a single paragraph."""
    sentence = "Ada Lund said that the Reef Council had listened to many people on the shore, and more. "
    text = "\n\n".join([sentence * 4] * 600)
    found = []
    for id_, words in (("long", text), ("flat", text.replace("\n\n", " "))):
        said = tuple(
            Statement("indirect", (Passage(one.start() + 14, one.end() - 1, one.group()[14:-1]),),
                      Passage(one.start(), one.end() - 1, one.group()[:-1]), "said", "a")
            for one in re.finditer(re.escape(sentence), words))
        clusters = (Cluster("a", "PERSON", "Ada Lund", mentions(words, "Ada Lund")),
                    Cluster("c", "ORG", "Reef Council", mentions(words, "Reef Council")))
        found.append(Annotation(Document(id_, words), clusters, (), said))
    assert len(text) > 200_000
    return build_graph(found, [Entity("a", "PERSON", "Ada Lund"), Entity("c", "ORG", "Reef Council")])


def test_a_long_document_opens_at_once_and_at_any_place(open_page: Opened) -> None:
    page = open_page(long_graph())
    open_view(page)
    times = [page.evaluate("""(id) => {
        const number = explorer.data.documents.findIndex((item) => item.id === id), start = performance.now();
        document.querySelector(`[data-document="${number}"]`).click();
        document.querySelector(".scroll").getBoundingClientRect();
        document.querySelector(".scroll").scrollTop;
        const time = performance.now() - start;
        document.querySelector(".back").click();
        return time;
    }""", id_) for id_ in ("long", "flat") * 5]
    assert min(times[::2]) < 100
    assert min(times[1::2]) < 100
    page.evaluate("location.hash = '#view=documents&read=long&at=150000-150040'")
    expect(page.locator("article .here").first).to_be_in_viewport()


def test_a_phone_shows_the_reader_without_scrolling_sideways(open_page: Opened, whale_graph: nx.MultiDiGraph) -> None:
    page = open_page(whale_graph, "#view=documents&read=whale", viewport={"width": 360, "height": 740})
    expect(page.locator("article.text")).to_be_visible()
    assert page.locator(".scroll").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_reader(open_page: Opened, whale_graph: nx.MultiDiGraph, scheme: str) -> None:
    page = open_page(whale_graph, "#view=documents&read=whale&entity=c", color_scheme=scheme)
    expect(page.locator("article .current")).to_have_count(2)
    assert serious(page) == []
    click_words = page.locator("article .content", has_text="must act,")
    click_words.click()
    expect(page.locator("article .chosen").first).to_be_visible()
    assert serious(page) == []
