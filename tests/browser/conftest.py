"""A real browser, a small graph with invented people and bodies, and a watch on what the page does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from chromium import browser_program
from playwright.sync_api import Browser, Page, sync_playwright

from kg.export.html import write_html
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology

ENTITIES = (
    Entity("person/anna-marsh", "PERSON", "Anna Marsh", ("Dr Marsh",), links=("https://register.example/people/7",)),
    Entity("person/zoe-quill", "PERSON", "Zoë Quill"),
    Entity("org/tidewater-foundation", "ORG", "Tidewater Foundation", ("TWF",), reasons=("TWF stands for its words",)),
    Entity("org/harbour-trust", "ORG", "Harbour Trust"),
    Entity("policy/coastal-towns-strategy", "POLICY", "Coastal Towns Strategy", subtype="Plan"),
    Entity("place/elmstead", "PLACE", "Elmstead"),
)
FIRST = (
    "The rain had stopped. Anna Marsh chairs the Tidewater Foundation. She is its chief executive too. "
    "The Tidewater Foundation published the Coastal Towns Strategy. "
    "“The strategy leaves no harbour behind,” Anna Marsh said. One resident said the trust was slow. Elmstead listened."
)
SECOND = (
    "The Tidewater Foundation will fund the Harbour Trust. The foundation works with the Harbour Trust. Zoë Quill left."
)


def passage(text: str, words: str) -> Passage:
    """Where `words` stand in `text`."""
    start = text.index(words)
    return Passage(start, start + len(words), words)


def clusters(text: str, names: dict[str, str]) -> tuple[Cluster, ...]:
    """One cluster with one mention for each entity id."""
    by_id = {entity.id: entity for entity in ENTITIES}
    return tuple(
        Cluster(id_, by_id[id_].type, by_id[id_].name, (Mention(*_ends(text, form), form),))
        for id_, form in sorted(names.items())
    )


def _ends(text: str, form: str) -> tuple[int, int]:
    found = passage(text, form)
    return found.start, found.end


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="session")
def small_graph() -> nx.MultiDiGraph:
    """Six entities, five relations (one former, one planned) and two statements in two documents."""
    anna, foundation, trust = "person/anna-marsh", "org/tidewater-foundation", "org/harbour-trust"
    strategy = "policy/coastal-towns-strategy"
    first = Annotation(
        Document("minutes", FIRST, "Minutes of the spring meeting", "2024-03-05", address="https://news.example/minutes"),
        clusters(FIRST, {anna: "Anna Marsh", foundation: "Tidewater Foundation", strategy: "Coastal Towns Strategy",
                         "place/elmstead": "Elmstead"}),
        (
            Relation("chairs", anna, foundation, passage(FIRST, "Anna Marsh chairs the Tidewater Foundation.")),
            Relation("has_role", anna, foundation, passage(FIRST, "She is its chief executive too."), "former", 0.6,
                     "chief executive"),
            Relation("publishes", foundation, strategy,
                     passage(FIRST, "The Tidewater Foundation published the Coastal Towns Strategy.")),
        ),
        (
            Statement("direct", (passage(FIRST, "The strategy leaves no harbour behind,"),),
                      passage(FIRST, "“The strategy leaves no harbour behind,” Anna Marsh said."), "said", anna,
                      about=(strategy,)),
            Statement("indirect", (passage(FIRST, "the trust was slow"),),
                      passage(FIRST, "One resident said the trust was slow."), "said", speaker_text="One resident",
                      about=(trust,)),
        ),
    )
    second = Annotation(
        Document("plans", SECOND, "Plans for the autumn", "2024-09-01"),
        clusters(SECOND, {foundation: "Tidewater Foundation", trust: "Harbour Trust", "person/zoe-quill": "Zoë Quill"}),
        (
            Relation("funds", foundation, trust,
                     passage(SECOND, "The Tidewater Foundation will fund the Harbour Trust."), "planned"),
            Relation("partners_with", trust, foundation,
                     passage(SECOND, "The foundation works with the Harbour Trust.")),
        ),
    )
    return build_graph([first, second], ENTITIES)


@pytest.fixture(scope="session")
def large_graph() -> nx.MultiDiGraph:
    """A body that partners with 339 others: more than are drawn at first."""
    entities = [Entity(f"org/body-{number:03}", "ORG", f"Body {number:03}") for number in range(340)]
    text = "Body 000 works with all of them."
    whole = Passage(0, len(text), text)
    relations = tuple(Relation("partners_with", entities[0].id, entity.id, whole) for entity in entities[1:])
    return build_graph([Annotation(Document("list", text), relations=relations)], entities)


@pytest.fixture(scope="module")  # not longer: its event loop would be in the way of tests elsewhere that have their own
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_program(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path, ontology: Ontology) -> Iterator[Callable[..., Page]]:
    """Opens the page of a graph; afterwards nothing may have been logged, asked for or popped up."""
    contexts, problems = [], []

    def opened(graph: nx.MultiDiGraph, fragment: str = "", **options: object) -> Page:
        path = tmp_path / "graph.html"
        write_html(graph, path, ontology=ontology)
        settings = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        _watch(page, path.as_uri(), problems)
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def _watch(page: Page, address: str, problems: list[str]) -> None:
    page.on("console", lambda message: problems.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.split("#")[0] in {address, "data:,"}
            else problems.append(f"request: {request.url}"))
