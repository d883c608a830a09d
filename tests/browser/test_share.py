"""What one takes away, each as a person does it: the link, pictures, and the visible part in the formats of a build."""

import csv
import io
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from playwright.sync_api import Page, expect
from pointing import Opened, click_node, drawn

from kg.export.graphml import flattened
from kg.export.rdf import triples
from kg.export.tables import write_tables
from kg.export.terms import term
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

HOSTILE = (
    "</script><img src=x onerror=alert(1)> & \"=SUM(A1)\" \u202eevil \U0001f469\u200d\U0001f9b0 \\ \n \x07 it's %2F*"
)
SVG = "{http://www.w3.org/2000/svg}"

Taken = Callable[[Page, str], bytes]


@pytest.fixture
def take(tmp_path: Path) -> Taken:
    """The bytes of the file that an item of the menu gives, and its name in `take.names`."""
    def taken(page: Page, item: str) -> bytes:
        if page.locator("#share-menu").is_hidden():
            page.get_by_role("button", name="Share", exact=True).click()
        with page.expect_download() as waiting:
            page.locator("#share-menu").get_by_role("button", name=item).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path.read_bytes()

    return taken


def statements_of(found: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(found, format=ox.RdfFormat.TURTLE)}


def rows_of(found: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline="")))


def first_cell(row: dict[str, str]) -> str:
    return next(iter(row.values()))


def hostile_graph() -> nx.MultiDiGraph:
    """Words that would be more than words if a file let them; text beyond U+FFFF before the passages."""
    text = f"\U0001f469 {HOSTILE} funds Bela. “Never,” said {HOSTILE}."
    start = text.index("”") - 6
    entities = [
        Entity("org/x'(1)/..", "ORG", HOSTILE, ("=1+1", HOSTILE[::-1]), links=("https://a.example/<b>", "no address")),
        Entity("org/bela", "ORG", "Bela", links=("https://www.gov.uk/bela",)),
    ]
    annotation = Annotation(
        Document("odd/näme 1%", text, HOSTILE, "2024-13-45", HOSTILE, "javascript:alert(1)"),
        (Cluster("org/bela", "ORG", "Bela", (Mention(0, 1, text[0]),)),),
        (Relation("funds", "org/x'(1)/..", "org/bela", Passage(2, len(text), text[2:]), role=HOSTILE),),
        (Statement("direct", (Passage(start, start + 6, text[start:start + 6]),),
                   Passage(start - 1, len(text), text[start - 1:]), "said", "org/x'(1)/..", about=("org/bela",)),),
    )
    return build_graph([annotation], entities)


def chaired() -> nx.MultiDiGraph:
    """A chair whose post says the same: the page shows one relationship where the graph has two."""
    text = "Ada, chair of Bela, spoke."
    passage = Passage(0, 18, text[:18])
    relations = (Relation("chairs", "person/ada", "org/bela", passage), Relation(
        "has_role", "person/ada", "org/bela", passage, role="chair"))
    entities = [Entity("person/ada", "PERSON", "Ada"), Entity("org/bela", "ORG", "Bela", replaced_by=("org/cy",)),
                Entity("org/cy", "ORG", "Cy")]
    return build_graph([Annotation(Document("d", text), relations=relations)], entities)


@pytest.mark.parametrize("made", ["small", "hostile", "chaired"])
def test_turtle_is_what_the_build_writes(
    open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph, ontology: Ontology, made: str,
) -> None:
    graph = {"small": small_graph, "hostile": hostile_graph(), "chaired": chaired()}[made]
    turtle = take(open_page(graph), "Turtle")
    found, whole = statements_of(turtle), set(triples(graph, ontology))
    assert found == whole
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(found)


def test_turtle_of_what_the_filters_leave(
    open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph, ontology: Ontology,
) -> None:
    page = open_page(small_graph)
    page.get_by_role("checkbox", name="organisation").uncheck()
    found = statements_of(take(page, "Turtle"))
    assert found < set(triples(small_graph, ontology))
    named = {triple.object.value for triple in found if triple.predicate == term("foaf:name")}
    assert named == {"Anna Marsh", "Zoë Quill", "Coastal Towns Strategy", "Elmstead"}
    assert not any(triple.predicate == term("kg:chairs") for triple in found)
    assert any(triple.predicate == term("kg:speaker") for triple in found)


def test_turtle_stands_under_the_base_of_the_build(tmp_path: Path, open_page: Opened, take: Taken) -> None:
    page = open_page(chaired())
    page.evaluate("explorer.data.terms.base = 'https://example.org/x#'")
    subjects = {triple.subject.value for triple in statements_of(take(page, "Turtle"))}
    assert "https://example.org/x#person/ada" in subjects
    assert "https://example.org/x#document/d;char=0,18" in subjects


@pytest.mark.parametrize("made", ["small", "hostile"])
def test_graphml_has_the_keys_and_values_of_the_build(
    open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph, ontology: Ontology, made: str,
) -> None:
    graph = {"small": small_graph, "hostile": hostile_graph()}[made]
    found = nx.read_graphml(io.BytesIO(take(open_page(graph), "GraphML")), force_multigraph=True)
    whole = flattened(graph, ontology=ontology)
    assert dict(found.nodes(data=True)) == dict(whole.nodes(data=True))
    by_ends = [sorted((a, b, sorted(data.items())) for a, b, data in one.edges(data=True)) for one in (found, whole)]
    assert by_ends[0] == by_ends[1] != []


@pytest.mark.parametrize(("item", "name"), [
    ("Entities", "entities"), ("Relationships", "relations"), ("Statements", "statements"),
])
def test_tables_have_the_cells_of_the_build(
    open_page: Opened, take: Taken, tmp_path: Path, ontology: Ontology, item: str, name: str,
) -> None:
    graph = hostile_graph()
    found = rows_of(take(open_page(graph), item))
    write_tables(graph, tmp_path / "built", ontology=ontology)
    built = rows_of((tmp_path / "built" / f"{name}.csv").read_bytes())
    assert len(found) == len(built) >= 1
    for mine, theirs in zip(sorted(found, key=first_cell), sorted(built, key=first_cell), strict=True):
        assert float(mine.get("confidence", 0)) == float(theirs.get("confidence", 0))  # 1 and 1.0 are one number
        same = {column: theirs.get(column, cell) for column, cell in mine.items()}
        assert mine == same | {"confidence": mine["confidence"]} if "confidence" in mine else mine == same
    assert any(cell.startswith("'=") for row in found for cell in row.values()) or item != "Entities"


def test_tables_hold_what_one_sees(open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    click_node(page, "Harbour Trust")
    page.get_by_role("button", name="Show only what is around").click()
    assert {row["name"] for row in rows_of(take(page, "Entities"))} == {"Harbour Trust", "Tidewater Foundation"}
    assert [row["relation"] for row in rows_of(take(page, "Relationships"))] == ["funds", "partners with"]
    expect(page.locator("#share-menu .said")).to_have_text("The file is ready: Relationships, CSV, a row a passage.")


@pytest.mark.parametrize("made", ["small", "hostile"])
def test_svg_is_drawn_from_the_data(
    open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph, made: str,
) -> None:
    page = open_page({"small": small_graph, "hostile": hostile_graph()}[made])
    click_node(page, "Anna Marsh" if made == "small" else "Bela")
    root = ElementTree.fromstring(take(page, "SVG"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "g", "path", "polygon", "circle", "text",
    }
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert set(page.evaluate("explorer.canvas.written.map(({ text }) => text)")) <= set(texts) | {None}
    assert {"Organisation", "Funds"} <= set(texts)
    if made == "small":
        assert {"Person", "Policy", "Place", "Spoke about", "Former", "Planned", "Anna Marsh"} <= set(texts)
        assert len(root.findall(f".//{SVG}g/*[@fill]/{SVG}title")) == 6
        assert len(root.findall(f".//{SVG}path[@fill='none']")) == 6
        assert len(root.findall(f".//{SVG}g[@opacity]")) > 0


def test_png_is_the_canvas_at_twice_its_size(open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, color_scheme="dark")
    inside = "[explorer.canvas.network.canvas.frame.canvas.width, explorer.canvas.network.getScale()]"
    before = page.evaluate(inside)
    found = take(page, "PNG")
    width, height = struct.unpack(">II", found[16:24])
    size = page.evaluate("[explorer.canvas.container.clientWidth, explorer.canvas.container.clientHeight]")
    assert [width, height] == [2 * size[0], 2 * size[1]]
    assert first_pixel(found) == (20, 22, 26)  # the paper of the dark page
    assert page.evaluate(inside) == before


def first_pixel(png: bytes) -> tuple[int, ...]:
    """The colour of the upper left: the first row of a PNG has no row above that it could refer to."""
    at = 8
    data = b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at:at + 4])
        if png[at + 4:at + 8] == b"IDAT":
            data += png[at + 8:at + 8 + length]
        at += length + 12
    return tuple(zlib.decompressobj().decompress(data, 4)[1:4])


def test_a_picture_can_be_taken_from_a_list_too(open_page: Opened, take: Taken, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.get_by_role("button", name="Entities", exact=True).click()
    root = ElementTree.fromstring(take(page, "SVG"))
    assert len(root.findall(f".//{SVG}g/*[@fill]/{SVG}title")) == 6
    expect(page.locator("#view-graph")).to_have_attribute("aria-pressed", "true")


def test_copy_link_copies_the_whole_state(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    click_node(page, "Harbour Trust")
    page.get_by_role("button", name="Show only what is around").click()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#share-menu .said")).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    assert drawn(open_page(small_graph, "#" + link.partition("#")[2])) == {"Harbour Trust", "Tidewater Foundation"}


def test_the_menu_by_keyboard(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph)
    page.locator("#share-toggle").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#copy-link")).to_be_focused()
    expect(page.locator("#share-toggle")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#share-menu .said")).to_have_text(
        "Drawn: 6 entities, 5 relationships, 2 statements")
    expect(page.locator("#share-part")).to_have_text("Data of what is drawn")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#share-menu button").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#share-menu")).to_be_hidden()
    expect(page.locator("#share-toggle")).to_be_focused()


def test_the_menu_says_of_what_it_counts_in_a_list(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, "#view=statements")
    page.locator("#share-toggle").click()
    expect(page.locator("#share-part")).to_have_text("Data of what the filters leave")
    expect(page.locator("#share-menu .said")).to_contain_text("Left by the filters: 6 entities")


@pytest.mark.parametrize("size", [(683, 384), (1000, 384), (390, 844)])
def test_the_menu_stays_on_the_screen(
    open_page: Opened, small_graph: nx.MultiDiGraph, size: tuple[int, int],
) -> None:
    page = open_page(small_graph, viewport={"width": size[0], "height": size[1]})
    page.locator("#share-toggle").click()
    menu = page.locator("#share-menu")
    box = menu.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size[1]
    expect(page.locator("#copy-link")).to_be_in_viewport(ratio=1)
    page.locator("#take-statements").focus()
    expect(page.locator("#take-statements")).to_be_in_viewport()


def test_the_menu_stands_out_in_the_dark(open_page: Opened, small_graph: nx.MultiDiGraph) -> None:
    page = open_page(small_graph, color_scheme="dark")
    page.evaluate("explorer.select({ kind: 'entity', number: 1 })")
    page.locator("#share-toggle").click()
    look = "(id) => getComputedStyle(document.getElementById(id)).backgroundColor"
    assert page.evaluate(look, "share-menu") != page.evaluate(look, "panel")
