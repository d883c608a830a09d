"""Pictures of the page of examples/: light, dark, narrow and wide.

    python benchmarks/screenshots.py            # all of them into build/screenshots
    python benchmarks/screenshots.py --readme   # the three of the README, small, into docs/images

CHROMIUM names the browser where it is not on the path.
"""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from kg import build

ROOT = Path(__file__).parents[1]
LARGEST = 200_000  # bytes of a picture of the README
SMALL = {"width": 1140, "height": 676}  # where all colours of a picture still fit into that
SETTLED = 900  # milliseconds after which nothing moves any more


class Shot(NamedTuple):
    """One picture: what the screen is like, and what is done before it is taken."""

    name: str
    width: int
    height: int
    scheme: str
    script: str
    readme: bool = False


SPEAKER = """(() => {
    const heard = explorer.data.entities.filter((entity) => entity.said.length && entity.relationships.length);
    explorer.select({ kind: "entity", number: heard[0].number });
})()"""
SHOTS = (
    Shot("graph-light", 1366, 768, "light", SPEAKER, readme=True),
    Shot("graph-dark", 1366, 768, "dark", SPEAKER),
    Shot("graph-wide", 1920, 1080, "light", "null"),
    Shot("graph-narrow", 390, 844, "light", "null"),
    Shot("entities", 1366, 768, "light", "explorer.open('entities')"),
    Shot("statements-light", 1366, 768, "light", "explorer.open('statements')"),
    Shot("statements-dark", 1366, 768, "dark", "explorer.open('statements')", readme=True),
    Shot("statements-narrow", 390, 844, "dark", "explorer.open('statements')"),
    Shot("documents", 1366, 768, "light", "explorer.open('documents')"),
    Shot("reader", 1366, 768, "light", "document.querySelector('#main table tbody button').click()", readme=True),
)


def picture(page: Page, shot: Shot) -> bytes:
    if shot.name == "reader":
        page.evaluate("explorer.open('documents')")
    page.evaluate(shot.script)
    page.wait_for_timeout(SETTLED)
    return page.screenshot()


def small(png: bytes) -> bytes:
    """The same picture in fewer bytes; its colours stay, because on the page they mean something."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(kept, "PNG", optimize=True)
    return kept.getvalue()


def main(*, readme: bool) -> None:
    folder = ROOT / ("docs/images" if readme else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        build.build([ROOT / "examples"], Path(name))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for shot in SHOTS:
            if readme and not shot.readme:
                continue
            size = SMALL if readme else {"width": shot.width, "height": shot.height}
            page = browser.new_page(viewport=size, color_scheme=shot.scheme)
            page.goto((Path(name) / "graph.html").as_uri())
            page.wait_for_selector("html[data-ready]")
            png = small(picture(page, shot)) if readme else picture(page, shot)
            (folder / f"{shot.name}.png").write_bytes(png)
            print(f"{folder / shot.name}.png: {len(png) / 1000:.0f} kB{' too large' * (readme and len(png) > LARGEST)}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(readme="--readme" in sys.argv)
