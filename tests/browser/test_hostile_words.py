"""Words of documents stay words in a real browser, and a page that is damaged or has no script says so."""

import csv
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
from chromium import browser_program
from playwright.sync_api import Browser, Page, expect
from pointing import Opened

from kg.export.html import page as page_html
from kg.export.html import write_html
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

HOSTILE = (
    "</script><script>globalThis.harm = 1</script>",
    "<img src=x onerror='globalThis.harm = 1'>",
    "<!--<script>",
    "$library ${data} {{ 7 * 7 }} {% raw %}",
    "\u202egnirts desrever\u2066",
    "👩🏽‍🚒 𝔓 \x00\x07",
    "a" * 10_000,
    "javascript:globalThis.harm=1",
    "invoice \u202efdp.exe\u202c and \u2067more\u2069",
    "👨‍👩‍👧‍👦 zero\u200bwidth\u200djoined\ufeff",
    "=HYPERLINK(\"javascript:globalThis.harm=1\")",
    "]]>]]&gt;<![CDATA[ \" \\ \n '",
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
    expect(page.locator("#panel")).to_contain_text("javascript:globalThis.harm=1")
    page.locator("#panel .plain").first.click()
    assert page.locator("#panel a").count() == 0


def test_hostile_words_in_every_view(open_page: Opened, hostile: nx.MultiDiGraph) -> None:
    page = open_page(hostile)
    page.get_by_role("button", name="Entities", exact=True).click()
    expect(page.locator("#table tbody tr")).to_have_count(len(HOSTILE))
    page.locator("#search").press_sequentially("<img")
    expect(page.locator("#results .name").first).to_contain_text("<img src=x")
    page.evaluate("explorer.data.lines.forEach((_, number) => explorer.select({ kind: 'line', number }))")
    page.evaluate("explorer.data.documents.forEach((_, number) => explorer.select({ kind: 'document', number }))")
    assert page.evaluate("globalThis.harm") is None


@pytest.mark.parametrize("view", ["graph", "entities", "statements", "documents"])
def test_hostile_words_run_in_no_view(open_page: Opened, hostile: nx.MultiDiGraph, view: str) -> None:
    page = open_page(hostile)
    page.locator(f"#view-{view}").click()
    expect(page.locator(f"#view-{view}")).to_have_attribute("aria-pressed", "true")
    if view != "graph":
        expect(page.locator("#main")).to_contain_text("<img src=x onerror='globalThis.harm = 1'>")
    kinds = {"entity": "entities", "line": "lines", "document": "documents", "statement": "statements"}
    for kind, many in kinds.items():
        page.evaluate("""([kind, many]) => {
            for (const number of explorer.data[many].keys()) explorer.select({ kind, number });
        }""", [kind, many])
    quiet(page)


def test_hostile_words_stay_words_in_what_is_taken_away(
    open_page: Opened, hostile: nx.MultiDiGraph, tmp_path: Path,
) -> None:
    page = open_page(hostile)
    page.locator("#share-toggle").click()
    taken = [take(page, item, tmp_path) for item in ("entities", "relationships", "statements")]
    cells = [cell for path in taken for row in csv.reader(path.open(encoding="utf-8-sig", newline="")) for cell in row]
    assert len(cells) > 100
    assert [cell for cell in cells if cell[:1] in {"=", "+", "@", "\t", "\r"}] == []
    picture = ElementTree.parse(take(page, "svg", tmp_path)).getroot()
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert {"svg", "text"} <= tags
    assert tags.isdisjoint({"script", "foreignObject", "image", "a", "use"})
    names = [name for element in picture.iter() for name in element.attrib]
    assert [name for name in names if name.casefold().startswith("on") or name.endswith("href")] == []
    assert len(nx.read_graphml(take(page, "graphml", tmp_path))) == len(HOSTILE)
    assert sum(1 for _ in pyoxigraph.parse(path=str(take(page, "turtle", tmp_path)))) > 100
    quiet(page)


def take(page: Page, item: str, folder: Path) -> Path:
    """The file that an item of the menu gives."""
    with page.expect_download() as waiting:
        page.locator(f"#take-{item}").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def quiet(page: Page) -> None:
    """Nothing of the documents ran, became an element or a link that a browser would run."""
    page.wait_for_timeout(60)
    assert page.evaluate("globalThis.harm") is None
    assert page.locator("main img, main iframe, main script, #panel img, #panel script, #panel iframe").count() == 0
    assert page.evaluate("document.scripts.length") == 3
    protocols = page.locator("a").evaluate_all("all => all.map((a) => a.protocol)")
    assert set(protocols) <= {"https:", "http:", "blob:"}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
