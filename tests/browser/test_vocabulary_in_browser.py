"""The page of the vocabulary as a browser shows it: nothing is asked for, nothing hides, and everybody can read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGE = Path(__file__).parents[2] / "docs" / "ontology.html"


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 360)], ids=str)
def opened(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.set_default_timeout(20_000)
    yield page
    page.close()


def test_it_opens_alone_and_fits(opened: Page) -> None:
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(PAGE.as_uri() + "#chairs")
    assert [address.partition("#")[0] for address in asked] == [PAGE.as_uri()]
    assert said == []
    assert opened.locator("#chairs").is_visible()
    assert opened.locator("#chairs").bounding_box()["y"] < 100
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing(opened: Page) -> None:
    opened.goto(PAGE.as_uri())
    found = Axe().run(opened).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in found] == []
