"""The view "Statements" in a real browser: who said what, as a table, a matrix and a timeline."""

import csv
import io
import itertools
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Locator, Page, expect
from pointing import Opened

from kg.export.tables import write_tables
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Statement
from kg.ontology import Ontology

ANNA, ZOE, TRUST, PLAN = "person/anna-marsh", "person/zoe-quill", "org/harbour-trust", "policy/quay-plan"
ENTITIES = (
    Entity(ANNA, "PERSON", "Anna Marsh"), Entity(ZOE, "PERSON", "Zoë Quill"), Entity(TRUST, "ORG", "Harbour Trust"),
    Entity(PLAN, "POLICY", "Quay Plan"),
)
LONG = "the plan " + "must reach each quay and every café on it, " * 8 + "and soon"
SAID = (  # document, speaker or words for the source, what was said, about, topics
    ("march", ANNA, "The quay is open", (PLAN,), ("housing",)),
    ("march", ZOE, "=no homes at all 🏠", (PLAN,), ("housing", "transport")),
    ("march", "one resident", "it rained", (), ()),
    ("autumn", ANNA, LONG, (PLAN, TRUST), ("transport",)),
    ("autumn", TRUST, "nobody would lose a berth", (), ("housing",)),
    ("undated", ZOE, "the plan, the plan and the berth", (TRUST,), ()),
)
DATES = {"march": "2024-03-05", "autumn": "2024-09-01", "undated": ""}
NAMES = {entity.id: entity.name for entity in ENTITIES}


Said = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]


def reported(said: tuple[Said, ...], dates: dict[str, str]) -> nx.MultiDiGraph:
    """A graph of these statements, each a sentence of its document after an emoji, "… said that …."."""
    annotations = []
    for name, date in dates.items():
        text, statements, mentions = "🌊 It began. ", [], {}
        for _, who, content, about, topics in (one for one in said if one[0] == name):
            speaker, named = NAMES.get(who, who), who in NAMES
            sentence = f"{speaker} said that {content}."
            start = len(text)
            mentions.setdefault(who, []).append(Mention(start, start + len(speaker), speaker))
            first = start + sentence.index(content)
            statements.append(Statement(
                "indirect", (Passage(first, first + len(content), content),),
                Passage(start, start + len(sentence), sentence), "said", who if named else "", "" if named else who,
                Passage(start, start + len(speaker), speaker), about, topics))
            text += f"{sentence} "
        clusters = tuple(
            Cluster(id_, id_, NAMES[id_], tuple(found)) for id_, found in sorted(mentions.items()) if id_ in NAMES)
        annotations.append(Annotation(Document(name, text, f"Paper of {name}", date), clusters, (), tuple(statements)))
    return build_graph(annotations, ENTITIES)


@pytest.fixture(scope="module")
def talk() -> nx.MultiDiGraph:
    """Six statements of three speakers and a resident, in three documents of which one has no date."""
    return reported(SAID, DATES)


@pytest.fixture(scope="module")
def much_talk() -> nx.MultiDiGraph:
    """Three thousand statements in one document."""
    said = tuple(("march", ANNA, f"number {number:04} is due", (), ()) for number in range(3000))
    return reported(said, {"march": ""})


def rows(page: Page) -> Locator:
    return page.locator(".rows-body .rows-row")


def cells(page: Page, column: str) -> Locator:
    return page.locator(f".rows-body .cell.{column}")


def open_statements(open_page: Opened, graph: nx.MultiDiGraph, fragment: str = "", **options: object) -> Page:
    page = open_page(graph, fragment, **options)
    page.get_by_role("button", name="Statements", exact=True).click()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_who_said_what_stands_in_a_table(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    expect(page.locator(".said-count")).to_have_text("6 of 6 statements")
    heads = ["Speaker", "Statement", "Kind", "About", "Topic", "Document", "Date"]
    expect(page.locator(".rows-head .cell")).to_have_text(heads)
    expect(page.get_by_role("grid", name="Statements")).to_have_attribute("aria-rowcount", "7")
    row = page.get_by_role("row", name="Harbour Trust nobody would")
    expect(row.get_by_role("gridcell")).to_have_text(
        ["Harbour Trust", "nobody would lose a berth", "indirect", "", "housing", "Paper of autumn", "2024-09-01"])
    expect(row).to_have_attribute("aria-rowindex", "3")
    assert "one resident" in cells(page, "speaker").all_inner_texts()


def test_each_column_sorts_and_what_is_empty_comes_last(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    head = page.locator(".rows-head .cell.date")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(cells(page, "date")).to_have_text(["2024-03-05"] * 3 + ["2024-09-01"] * 2 + [""])
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(cells(page, "date")).to_have_text(["2024-09-01"] * 2 + ["2024-03-05"] * 3 + [""])
    page.locator(".rows-head .cell.speaker button").click()
    expect(head).not_to_have_attribute("aria-sort", "descending")
    speakers = ["Anna Marsh", "Anna Marsh", "Harbour Trust", "one resident", "Zoë Quill", "Zoë Quill"]
    expect(cells(page, "speaker")).to_have_text(speakers)
    columns = page.locator(".rows-head button")
    assert columns.count() == 7
    for number in range(7):
        columns.nth(number).click()
        expect(rows(page)).to_have_count(6)


@pytest.mark.parametrize(("typed", "found", "marked"), [
    ("berth", 2, ["berth", "berth"]),
    ("CAFE quay", 1, ["quay", "café"]),
    ('"plan and"', 1, ["plan and"]),
    ("homes 🏠", 1, ["homes", "🏠"]),
])
def test_words_are_found_in_statements_and_marked(
    open_page: Opened, talk: nx.MultiDiGraph, typed: str, found: int, marked: list[str],
) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("textbox", name="Search the words of statements").press_sequentially(typed)
    expect(rows(page)).to_have_count(found)
    expect(page.locator(".said-count")).to_have_text(f"{found} of 6 statements")
    texts = page.locator(".rows-body mark").all_inner_texts()
    assert set(texts) == set(marked)


def test_words_that_nobody_said_are_said_to_be_missing(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("textbox", name="Search the words of statements").fill("lighthouse")
    expect(page.locator(".said-none")).to_contain_text("No statement that the filters leave holds these words.")
    page.get_by_role("button", name="Show all statements again").click()
    expect(rows(page)).to_have_count(6)
    expect(page.locator("#said-search")).to_be_focused()


def test_the_filters_beside_the_table_hold_for_it(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("checkbox", name="person").uncheck()
    expect(cells(page, "speaker")).to_have_text(["Harbour Trust", "one resident"])
    page.get_by_role("checkbox", name="person").check()
    expect(rows(page)).to_have_count(6)


def test_a_row_opens_to_all_its_words_with_the_passage_beside(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("row", name="the plan must reach").click()
    row = page.locator(".rows-row.open")
    expect(row).to_contain_text("and soon")
    expect(row).to_have_attribute("aria-selected", "true")
    boxes = [one.bounding_box() for one in rows(page).all()]
    assert len(boxes) == 6
    assert all(upper["y"] + upper["height"] <= lower["y"] + 1 for upper, lower in itertools.pairwise(boxes))
    assert row.bounding_box()["height"] > 100
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Anna Marsh")
    expect(panel.locator("blockquote").first).to_contain_text("🌊 It began. Anna Marsh said that the plan must reach")
    expect(panel.locator("blockquote .content").first).to_contain_text("and every café")
    page.get_by_role("button", name="Close the panel").click()
    expect(page.locator(".rows-row.open")).to_have_count(0)


def test_the_table_works_by_keyboard_alone(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.locator(".rows-head button").last.focus()
    press(page, "Tab")
    expect(rows(page).first).to_be_focused()
    press(page, "ArrowDown", "ArrowDown")
    expect(rows(page).nth(2)).to_be_focused()
    press(page, "End")
    expect(rows(page).last).to_be_focused()
    press(page, "Home", "Enter")
    expect(page.locator("#panel")).to_be_focused()
    expect(page.locator("#panel h2")).to_have_text("Anna Marsh")
    press(page, "Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(rows(page).first).to_be_focused()


def test_of_many_rows_only_those_in_sight_are_in_the_page(open_page: Opened, much_talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, much_talk)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "3001")
    assert 5 < rows(page).count() < 40
    rows(page).first.focus()
    press(page, "PageDown", "PageDown")
    at = int(page.evaluate("document.activeElement.getAttribute('aria-rowindex')"))
    assert at > 10
    press(page, "End")
    expect(page.get_by_role("row", name="number 2999 is due")).to_be_focused()
    expect(page.get_by_role("row", name="number 2999 is due")).to_be_in_viewport(ratio=0.9)
    page.locator(".rows").evaluate("element => { element.scrollTop = 58 * 1500; }")
    expect(page.get_by_role("row", name="number 1500 is due")).to_be_in_viewport(ratio=0.9)
    assert rows(page).count() < 40
    page.locator("#said-search").fill("2718")
    expect(cells(page, "words")).to_have_text(["number 2718 is due"])


def test_what_the_table_shows_is_kept_as_csv(
    open_page: Opened, talk: nx.MultiDiGraph, ontology: Ontology, tmp_path: Path,
) -> None:
    page = open_statements(open_page, talk)
    page.locator(".rows-head .cell.speaker button").click()
    page.locator("#said-search").fill("no")
    expect(cells(page, "speaker")).to_have_text(["Harbour Trust", "Zoë Quill"])
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download CSV").click()
    assert kept.value.suggested_filename == "statements.csv"
    kept.value.save_as(tmp_path / "kept.csv")
    write_tables(talk, tmp_path, ontology=ontology)
    whole = {row["statement_id"]: row for row in read_csv(tmp_path / "statements.csv")}
    found = read_csv(tmp_path / "kept.csv")
    assert [row["speaker"] for row in found] == ["Harbour Trust", "Zoë Quill"]
    assert found[1]["content"] == "'=no homes at all 🏠"
    assert [row.pop("date") for row in found] == ["2024-09-01", "2024-03-05"]
    assert found == [whole[row["statement_id"]] for row in found]


def read_csv(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") > 1
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_matrix_counts_speakers_by_topics(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("button", name="Matrix").click()
    table = page.get_by_role("table")
    expect(table.locator("thead th")).to_have_text(["Speaker", "housing", "transport policy", "No topic", "All"])
    lines = table.locator("tbody tr").all()
    assert {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in lines} == {
        "Anna Marsh": ["1", "1", "·", "2"], "Zoë Quill": ["1", "1", "1", "2"], "Harbour Trust": ["1", "·", "·", "1"],
        "Speakers not named": ["·", "·", "1", "1"],
    }
    page.get_by_role("button", name="1 statement of Zoë Quill, transport policy").click()
    expect(cells(page, "words")).to_have_text(["=no homes at all 🏠"])
    expect(page.locator(".said-chip")).to_have_text(["Speaker: Zoë Quill", "Topic: transport policy"])
    page.get_by_role("button", name="Remove: Topic transport policy").click()
    expect(cells(page, "words")).to_have_count(2)
    page.get_by_role("button", name="Remove: Speaker Zoë Quill").click()
    expect(rows(page)).to_have_count(6)


def test_what_a_cell_left_holds_for_the_timeline_and_the_matrix_too(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk, "#said=matrix")
    page.get_by_role("button", name="1 statement of Anna Marsh, transport policy").click()
    chips = page.locator(".said-chip")
    page.get_by_role("button", name="Timeline").click()
    expect(chips).to_have_text(["Speaker: Anna Marsh", "Topic: transport policy"])
    expect(page.locator(".said-count")).to_have_text("1 of 6 statements")
    expect(page.locator(".bars button")).to_have_count(1)
    page.get_by_role("button", name="Remove: Speaker Anna Marsh").click()
    expect(page.locator(".bars button:enabled")).to_have_count(2)
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download CSV").click()
    assert len(read_csv(kept.value.path())) == 2
    page.locator(".bars button").first.click()
    expect(chips).to_have_text(["Topic: transport policy", "Date: March 2024"])
    expect(cells(page, "words")).to_have_text(["=no homes at all 🏠"])
    page.get_by_role("button", name="Matrix").click()
    expect(page.get_by_role("table").locator("thead th")).to_have_text(["Speaker", "transport policy", "All"])
    expect(page.get_by_role("table").locator("tbody th")).to_have_text(["Zoë Quill"])
    expect(page.locator(".said-count")).to_have_text("1 of 6 statements")


def test_the_arrows_move_between_the_cells_of_the_matrix(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk, "#said=matrix")
    cell = page.get_by_role("table").locator("tbody tr").first.locator("td button").first
    cell.focus()
    press(page, "ArrowRight", "ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "1 statement of Zoë Quill, transport policy")
    press(page, "End")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "2 statements of Zoë Quill")
    assert page.locator(".matrix td button[tabindex='0']").count() == 1


def test_a_timeline_shows_when_it_was_said(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("button", name="Timeline").click()
    bars = page.locator(".bars button")
    expect(bars).to_have_count(7)
    expect(bars.first).to_have_attribute("aria-label", "March 2024: 3 statements (2 person, 1 not named)")
    expect(bars.nth(1)).to_be_disabled()
    expect(page.locator(".timeline-note")).to_contain_text("1 statement of documents without a date is not shown.")
    page.get_by_label("Speakers").select_option("Anna Marsh")
    expect(bars.last).to_have_attribute("aria-label", "September 2024: 2 statements (1 Anna Marsh, 1 All others)")
    page.get_by_role("button", name="Year").click()
    expect(page.locator(".bars button")).to_have_count(1)
    page.get_by_role("button", name="Month").click()
    bars.last.click()
    expect(cells(page, "date")).to_have_text(["2024-09-01", "2024-09-01"])
    expect(page.locator(".said-chip")).to_have_text(["Date: September 2024"])


def test_without_dates_the_timeline_says_so(open_page: Opened, much_talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, much_talk)
    page.get_by_role("button", name="Timeline").click()
    none = "No document of these statements has a date, so there is no timeline."
    expect(page.locator(".said-none")).to_have_text(none)
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator(".rows-head .cell")).to_have_text(["Speaker", "Statement", "Kind", "Document"])


def test_a_statement_leads_to_what_others_say_on_this(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, talk)
    page.get_by_role("row", name="The quay is open").click()
    panel = page.locator("#panel")
    expect(panel.locator("h3")).to_have_text(["About1", "Topics1", "Others on this2"])
    others = panel.locator("section", has_text="Others on this").locator(".entry")
    expect(others.first).to_contain_text("on Quay Plan, housing")
    expect(others.nth(1)).to_contain_text("on housing")
    panel.get_by_role("button", name="=no homes at all").click()
    expect(panel.locator("h2")).to_have_text("Zoë Quill")
    panel.get_by_role("button", name="housing", exact=True).click()
    expect(page.locator(".said-chip")).to_contain_text(["Topic: housing"])
    expect(rows(page)).to_have_count(3)
    panel.get_by_role("button", name="Quay Plan").first.click()
    expect(panel.locator("h2")).to_have_text("Quay Plan")


def test_from_an_entity_to_all_that_it_said(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_page(talk, "#entity=person%2Fzoe-quill")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="2 statements in the table").click()
    expect(cells(page, "speaker")).to_have_text(["Zoë Quill", "Zoë Quill"])
    page.locator("#view-graph").click()
    page.locator("#panel").get_by_role("button", name="Who else speaks on this").first.click()
    expect(page.locator("#panel .top")).to_have_text("Statement")
    page.get_by_role("button", name="Show in the table").click()
    expect(rows(page)).to_have_count(6)
    expect(page.locator(".rows-row.open")).to_have_count(1)


def test_the_address_keeps_the_view_and_the_way_back(open_page: Opened, talk: nx.MultiDiGraph) -> None:
    page = open_page(talk, "#view=statements&said-words=plan&said-order=-speaker&said-on=transport")
    expect(page.locator("#said-search")).to_have_value("plan")
    expect(page.locator(".rows-head .cell.speaker")).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".said-chip")).to_have_text(["Topic: transport policy"])
    expect(cells(page, "speaker")).to_have_text(["Anna Marsh"])
    rows(page).first.click()
    assert "statement=" in page.url
    page.get_by_role("button", name="Timeline").click()
    assert "said=timeline" in page.url
    again = page.url.split("#", 1)[1]
    page.go_back()
    expect(page.locator("#said-table")).to_have_attribute("aria-pressed", "true")
    other = open_page(talk, f"#{again}")
    expect(other.locator("#said-timeline")).to_have_attribute("aria-pressed", "true")
    expect(other.locator("#panel h2")).to_have_text("Anna Marsh")


def test_without_a_statement_the_view_says_so(open_page: Opened, large_graph: nx.MultiDiGraph) -> None:
    page = open_statements(open_page, large_graph)
    expect(page.locator(".said-none")).to_have_text("No statement was found in the documents.")
    expect(page.get_by_role("button", name="Download CSV")).to_be_disabled()


@pytest.mark.parametrize("shape", ["table", "matrix", "timeline"])
def test_on_a_phone_the_statements_stay_within_the_screen(open_page: Opened, talk: nx.MultiDiGraph, shape: str) -> None:
    page = open_page(talk, f"#view=statements&said={shape}", viewport={"width": 360, "height": 740})
    expect(page.locator("#statements")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if shape == "table":
        rows(page).first.click()
        expect(page.locator("#panel h2")).to_be_in_viewport()
