"""The pages of the server in a real browser: the editor, an entity, a document, the search."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import browser_program
from playwright.sync_api import Browser, Page, expect, sync_playwright
from served import HOSTILE, IRA, LOCK, QUAY

from kg.serve.pages import address as path_of

Opened = Callable[..., Page]
SERIOUS = {"serious", "critical"}
NAMES = """SELECT DISTINCT ?who ?name ?length {
  ?document kg:mentions ?who . ?who foaf:name ?name BIND(STRLEN(?name) AS ?length)
} ORDER BY ?name"""
CHAIRS = "CONSTRUCT { ?a kg:chairs ?b . ?a foaf:name ?n } WHERE { ?a kg:chairs ?b ; foaf:name ?n }"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_program(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """Opens a page of the server; afterwards nothing may have been logged or popped up, or asked for elsewhere."""
    contexts, problems = [], []

    def open_page(path: str, *, expected: str = "dialog", **options: object) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: None if expected in message.text
                else problems.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith((f"{address}/", "data:", "blob:"))
                else problems.append(f"request: {request.url}"))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def editor(opened: Opened, query: str = "", **options: object) -> Page:
    page = opened("/sparql", **options)
    page.wait_for_selector("html[data-ready]")
    if query:
        write(page, query)
    return page


def write(page: Page, query: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")  # Chromium gives words that replace others their colours, which the policy refuses
    page.keyboard.insert_text(query)


def cells(page: Page, column: int) -> list[str]:
    return page.locator(f"#table tbody tr td:nth-child({column})").all_inner_texts()


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response
    assert len(found["passes"]) > 8
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] if rule["impact"] in SERIOUS
            for node in rule["nodes"]]


def test_a_question_is_written_and_run_by_keyboard(opened: Opened) -> None:
    page = editor(opened, NAMES)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("4 rows in")
    assert cells(page, 2) == sorted(["Ira Holm", "Quay Trust", "Tide Plan", HOSTILE])
    assert page.locator("#table tbody a").first.get_attribute("href") == path_of(LOCK)


def test_the_editor_colours_words_and_completes_terms(opened: Opened) -> None:
    page = editor(opened, "SELECT ?who { ?who kg:cha")
    colours = page.evaluate("""() => [...document.querySelectorAll(".cm-line span")]
        .map((span) => [span.textContent, getComputedStyle(span).color])""")
    by_word = dict(colours)
    assert by_word["SELECT"] != by_word["?who"]
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("kg:chairs")
    page.locator(".cm-tooltip-autocomplete li").first.click()
    expect(page.locator(".cm-content")).to_contain_text("kg:chairs")


def test_columns_are_sorted_by_what_is_in_them(opened: Opened) -> None:
    page = editor(opened, NAMES)
    page.locator("#run").click()
    page.get_by_role("button", name="length").click()
    expect(page.locator("#table th[aria-sort=ascending]")).to_have_text("length ↑")
    lengths = [int(cell) for cell in cells(page, 3)]
    assert lengths == sorted(lengths)
    page.get_by_role("button", name="length").click()
    assert [int(cell) for cell in cells(page, 3)] == lengths[::-1]


def test_a_column_of_iris_makes_links_of_the_names_beside_it(opened: Opened) -> None:
    page = editor(opened, "SELECT DISTINCT ?name (?x AS ?name_iri) { ?document kg:mentions ?x . ?x foaf:name ?name }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("4 rows")
    assert page.locator("#table th").all_inner_texts() == ["name"]
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator("#table td a").all()}
    assert links == {"Ira Holm": path_of(IRA), "Quay Trust": path_of(QUAY), "Tide Plan": "/id/policy/tide-plan",
                     HOSTILE: path_of(LOCK)}


def test_an_error_shows_its_place(opened: Opened) -> None:
    page = editor(opened, "SELECT ?x {\n  ?x foo:bar ?y\n}", expected="status of 400")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said.wrong")).to_contain_text("line 2")
    expect(page.locator(".cm-lintRange-error")).to_be_visible()


def test_long_words_are_folded(opened: Opened) -> None:
    page = editor(opened, f"SELECT ('{'long words ' * 60}' AS ?text) {{}}")
    page.keyboard.press("Control+Enter")
    text = page.locator("#table td .folded")
    expect(text).to_be_visible()
    before = text.bounding_box()["height"]
    page.get_by_role("button", name="more", exact=True).click()
    assert page.locator("#table td span").bounding_box()["height"] > before


def test_yes_nothing_and_cut_are_told(opened: Opened) -> None:
    page = editor(opened, "ASK { ?x foaf:name 'Ira Holm' }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#table .verdict")).to_have_text("Yes")
    write(page, "SELECT ?x { ?x foaf:name 'Nobody' }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#table .empty")).to_contain_text("Nothing in the graph fits")


def test_a_misspelt_term_is_told_beside_an_empty_answer(opened: Opened) -> None:
    page = editor(opened, "SELECT ?a { ?a kg:chiars ?b }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("did you mean kg:chairs?")


def test_triples_are_a_table_and_a_graph(opened: Opened) -> None:
    page = editor(opened, CHAIRS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("2 triples")
    assert "kg:chairs" in cells(page, 2)
    page.locator("#as-graph").click()
    expect(page.locator("#graph canvas")).to_be_visible()
    expect(page.locator("#graph .note")).to_have_text("2 things")
    page.locator("#as-table").click()
    expect(page.locator("#table tbody tr")).to_have_count(2)


def test_rows_are_a_graph_of_the_things_in_them(opened: Opened) -> None:
    page = editor(opened, "SELECT ?a ?b { ?a kg:chairs ?b }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("1 row in")
    page.locator("#as-graph").click()
    expect(page.locator("#graph .note")).to_have_text("2 things")
    page.locator("#as-table").click()
    write(page, "SELECT DISTINCT ?name { ?document kg:mentions ?a . ?a foaf:name ?name }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("4 rows")
    page.locator("#as-graph").click()
    expect(page.locator("#graph .empty")).to_contain_text("a graph needs IRIs")


def test_a_named_question_is_chosen_and_asked_with_a_parameter(opened: Opened) -> None:
    page = editor(opened)
    page.locator("#find").fill("who-said-what")
    expect(page.locator("#names li:visible")).to_have_count(1)
    page.locator("#names button:visible").click()
    expect(page.locator("#said")).to_contain_text("3 rows")
    expect(page).to_have_url(re.compile("#question=who-said-what$"))
    field = page.locator("#fields input[name=speaker]")
    field.press_sequentially("ira")
    expect(page.locator("#fields datalist option[value='Ira Holm']")).to_have_count(1)
    field.fill("Ira Holm")
    field.press("Enter")
    expect(page.locator("#said")).to_contain_text("1 row in")
    assert "Every ferry was late," in page.locator("#table").inner_text()
    page.locator("#find").fill("no such words")
    expect(page.locator("#no-names")).to_be_visible()


def test_an_answer_goes_when_the_question_is_another(opened: Opened) -> None:
    page = editor(opened, "SELECT ?x { ?x foo:bar ?y }", expected="status of 400")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said.wrong")).to_contain_text("foo")
    write(page, NAMES)
    expect(page.locator("#said")).to_have_text("")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("4 rows in")
    page.locator("#find").fill("two-sources")
    page.locator("#names button:visible").click()
    expect(page.locator("#table")).not_to_contain_text("Ira Holm")
    write(page, NAMES)
    expect(page.locator("#answer-bar")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV").click()
    assert saving.value.suggested_filename == "answer.csv"


def test_an_answer_goes_when_the_next_run_fails(opened: Opened) -> None:
    page = editor(opened, NAMES, expected="status of 503")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#table tbody tr")).to_have_count(4)
    problem = {"detail": "too much to do"}
    page.route("**/sparql", lambda route: route.fulfill(status=503, json=problem))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said.wrong")).to_have_text("too much to do")
    expect(page.locator("#table tbody tr")).to_have_count(0)
    expect(page.locator("#answer-bar")).to_be_hidden()


def test_fields_go_with_the_text_that_they_belong_to(opened: Opened) -> None:
    page = editor(opened)
    page.locator("#find").fill("who-said-what")
    page.locator("#names button:visible").click()
    page.locator("#fields input[name=speaker]").fill("Ira Holm")
    write(page, NAMES)
    expect(page.locator("#fields")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("4 rows in")


def until(test: Callable[[], bool], page: Page) -> None:
    """Waits without `wait_for_function`, which the policy of our pages refuses."""
    for _ in range(50):
        if test():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"it did not come true: {page.evaluate('window.drawn')}")


def test_a_graph_has_the_names_of_things_and_one_drawing(opened: Opened) -> None:
    page = editor(opened, "SELECT ?a ?b { ?a kg:chairs ?b }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("1 row in")
    page.evaluate("""() => new Promise((resolve) => {
        const script = document.createElement("script");
        document.head.append(Object.assign(script, {src: "/static/vis-network.js", onload: resolve}));
    })""")
    page.evaluate("""() => {
        window.drawn = {labels: [], made: 0, ended: 0};
        const { DataSet, Network } = window.vis;
        const update = DataSet.prototype.update, end = Network.prototype.destroy, begin = Network.prototype.setData;
        DataSet.prototype.update = function (rows) {
            drawn.labels.push(...rows.map((row) => row.label));
            return update.apply(this, arguments);
        };
        Network.prototype.setData = function () { drawn.made += 1; return begin.apply(this, arguments); };
        Network.prototype.destroy = function () { drawn.ended += 1; return end.apply(this, arguments); };
    }""")
    page.route("**/static/vis-network.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.locator("#as-graph").click()
    expect(page.locator("#graph canvas")).to_be_visible()
    until(lambda: set(page.evaluate("drawn.labels")) == {"Ira Holm", "Quay Trust"}, page)
    page.locator("#as-graph").click()
    until(lambda: page.evaluate("[drawn.made, drawn.ended]") == [2, 1], page)


def test_an_answer_is_saved_in_another_format(opened: Opened) -> None:
    page = editor(opened, NAMES)
    page.keyboard.press("Control+Enter")
    with page.expect_download() as saving:
        page.get_by_role("button", name="CSV").click()
    saved = saving.value
    assert saved.suggested_filename == "answer.csv"
    assert saved.path().read_text(encoding="utf-8").splitlines()[0] == "who,name,length"


def test_a_question_can_be_stopped(opened: Opened) -> None:
    page = editor(opened, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.keyboard.press("Control+Enter")
    page.locator("#stop").click()
    expect(page.locator("#said")).to_have_text("Stopped.")
    expect(page.locator("#run")).to_be_enabled()


def test_a_query_comes_with_the_address(opened: Opened) -> None:
    page = opened("/sparql#query=ASK%20%7B%7D")
    expect(page.locator(".cm-content")).to_have_text("ASK {}")


def test_a_document_shows_the_place_that_the_address_names(opened: Opened) -> None:
    page = opened("/thing?id=document%2Flogs%2F..%2FMay+1#char=0,33")
    page.get_by_role("link", name="in the text").first.click()
    marked = page.evaluate("getComputedStyle(document.querySelector(':target'), '::before').content")
    assert marked == '"▸"'


def test_pages_lead_to_each_other_and_to_the_graph(opened: Opened) -> None:
    page = opened(f"/id/{IRA}")
    page.get_by_role("link", name="Quay Trust").first.click()
    expect(page.locator("h1")).to_have_text("Quay Trust")
    page.get_by_role("link", name="Log of the quay").first.click()
    expect(page.locator("h1")).to_have_text("Log of the quay")
    page.go_back()
    page.get_by_role("link", name="Show in the graph").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#panel h2")).to_have_text("Quay Trust")
    page.get_by_role("link", name="Ask questions").click()
    expect(page.locator(".cm-content")).to_be_visible()


def test_the_finder_leads_to_the_search(opened: Opened) -> None:
    page = opened(f"/id/{IRA}")
    page.locator(".finder input").fill("ferry")
    page.keyboard.press("Enter")
    expect(page.locator("#statements")).to_contain_text("2")


def test_the_colours_that_were_chosen_are_kept(opened: Opened) -> None:
    page = opened(f"/id/{IRA}", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    page.goto(page.url.replace(IRA, QUAY))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_pages_are_read_without_scripts(opened: Opened) -> None:
    page = opened(f"/id/{IRA}", java_script_enabled=False)
    expect(page.get_by_text("Ira Holm chairs the Quay Trust")).to_be_visible()
    page.goto(page.url.split("/id/")[0] + "/id/document/letter")
    expect(page.locator("article.text p").first).to_contain_text("The Quay Trust published the Tide Plan.")
    expect(page.locator("article.text mark.relationship").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [f"/id/{IRA}", path_of(LOCK), "/id/document/letter", "/search?q=ferry", "/sparql"])
def test_axe_finds_nothing_serious(opened: Opened, path: str, scheme: str) -> None:
    page = opened(path, color_scheme=scheme)
    if path == "/sparql":
        page.wait_for_selector("html[data-ready]")
        page.locator("#names button").first.click()
        expect(page.locator("#said")).to_contain_text(" in ")
    assert serious(page) == []


@pytest.mark.parametrize("path", [f"/id/{IRA}", path_of(LOCK), "/id/document/letter", "/search?q=ferry", "/sparql"])
def test_on_a_phone_nothing_is_cut_off(opened: Opened, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 740}, has_touch=True)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
