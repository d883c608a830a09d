"""One file that holds everything, asks for nothing and lets nothing in it become a script."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from harbour import harbour

from kg.export.html import SCRIPTS, page, write_html
from kg.export.page_data import page_data
from kg.graph import build_graph
from kg.model import Entity
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
TEMPLATES = Path(__file__).parents[2] / "kg" / "export" / "templates"


@pytest.fixture(scope="module")
def html() -> str:
    return page(page_data(harbour(), ontology=ONTOLOGY))


def blocks(html: str, tag: str) -> list[str]:
    """The contents of the elements `tag`, in order."""
    return re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)


def test_the_file_holds_the_page(tmp_path: Path, html: str) -> None:
    write_html(harbour(), tmp_path / "deep" / "graph.html", ontology=ONTOLOGY)
    assert (tmp_path / "deep" / "graph.html").read_text(encoding="utf-8") == html
    assert [path.name for path in tmp_path.rglob("*")] == ["deep", "graph.html"]


def test_nothing_is_loaded_from_elsewhere(html: str) -> None:
    own = html.replace(blocks(html, "script")[1], "")
    addresses = re.findall(r"\b(?:src|href)=\"([^\"]*)\"", own)
    assert addresses == ["data:,"]
    assert "@import" not in own
    assert "url(" not in own
    assert "sourceMappingURL" not in html


def test_the_policy_names_the_hashes_of_what_is_there(html: str) -> None:
    data, library, script = blocks(html, "script")
    (style,) = blocks(html, "style")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    digests = [hashlib.sha256(text.encode()).digest() for text in (library, script, style)]
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    assert policy[1] == (
        f"default-src 'none'; script-src {hashes[0]} {hashes[1]}; style-src {hashes[2]}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert json.loads(data)["start"] == 300


def test_without_scripts_the_page_says_why_it_is_empty(html: str) -> None:
    assert "scripts are switched off here" in blocks(html, "noscript")[0]


def test_the_library_keeps_its_notice(html: str) -> None:
    library = blocks(html, "script")[1]
    assert "@version 9.1.2" in library[:800]
    assert "Apache 2.0 License" in library[:800]


@pytest.mark.parametrize("name", [
    "</script><script>alert(1)</script>", "<!-- <script>", "]]>", "$data $style ${script}", "{{ 7 }}", "\u2028",
    "\u202eeman", "\x00", "\ud83d", "&amp;", "'\"",
])
def test_names_can_end_nothing(name: str) -> None:
    html = page(page_data(build_graph([], [Entity("org/a", "ORG", name)]), ontology=ONTOLOGY))
    data = blocks(html, "script")[0]
    assert data.isascii()
    assert not set("<>&\n") & set(data)
    assert json.loads(data)["entities"][0]["name"] == name
    assert len(blocks(html, "script")) == 3


def test_all_scripts_are_used() -> None:
    assert sorted(SCRIPTS) == sorted(path.name for path in TEMPLATES.glob("*.js"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_set_words_as_text_only(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    ways_in = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\("
    assert re.findall(ways_in, source) == []
    assert len(source.splitlines()) < 400


def test_equal_graphs_give_equal_bytes_with_any_hash_seed(html: str) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests/export')\n"
        "from harbour import harbour; from kg.ontology import Ontology\n"
        "from kg.export.html import page; from kg.export.page_data import page_data\n"
        "sys.stdout.write(page(page_data(harbour(), ontology=Ontology.load())))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        found = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True, cwd=TEMPLATES.parents[2])
        assert found.stdout.decode() == html
