"""The page works in Firefox too: drawn, searched, listed, read and quiet."""

from pathlib import Path

import networkx as nx
import pytest
from firefox import running

from kg.export.html import write_html
from kg.ontology import Ontology

READY = """new Promise((done) => {
    const look = () => (document.documentElement.dataset.ready ? done("ready") : setTimeout(look, 20));
    look();
})"""
TYPED = """(() => {
    const box = document.getElementById("search");
    box.value = "twf";
    box.dispatchEvent(new Event("input"));
    return document.querySelector("#results .name").textContent;
})()"""
PAINTED = """(() => {
    const canvas = document.querySelector("#graph canvas"), context = canvas.getContext("2d");
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(`${data.slice(at, at + 3)}`);
    return seen.size;
})()"""

VIEWS = {"entities": "#table tbody tr", "statements": ".rows-row", "documents": "[data-document]"}


def test_firefox_draws_searches_and_shows_passages(
    small_graph: nx.MultiDiGraph, ontology: Ontology, tmp_path: Path,
) -> None:
    path = tmp_path / "graph.html"
    write_html(small_graph, path, ontology=ontology)
    with running(tmp_path / "profile") as firefox:
        firefox.open(path.as_uri())
        assert firefox.run(READY) == "ready"
        assert firefox.run("explorer.canvas.nodes.length") == 6
        assert firefox.run(PAINTED) > 10
        assert firefox.run(TYPED) == "Tidewater Foundation"
        firefox.run("explorer.select({ kind: 'entity', number: 0 })")
        assert firefox.run("document.querySelector('#panel h2').textContent") == "Tidewater Foundation"
        assert firefox.run("document.querySelectorAll('#panel blockquote').length") >= 3
        assert firefox.run("document.documentElement.scrollWidth <= innerWidth") is True
        for button, seen in VIEWS.items():
            firefox.run(f"document.getElementById('view-{button}').click()")
            assert firefox.run(f"document.querySelectorAll({seen!r}).length") >= 2, button
        firefox.run("document.querySelector('[data-document]').click()")
        assert "Anna Marsh chairs" in firefox.run("document.querySelector('article.text').textContent")
        asked = [event["params"]["request"]["url"] for event in firefox.events
                 if event["method"] == "network.beforeRequestSent"]
        logged = [event["params"]["text"] for event in firefox.events if event["method"] == "log.entryAdded"]
    assert [address for address in asked if address != path.as_uri() and not address.startswith("data:")] == []
    assert logged == []


def test_a_missing_firefox_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("FIREFOX", raising=False)
    with pytest.raises(pytest.fail.Exception, match=r"^no Firefox found: install one"), running(tmp_path / "profile"):
        pass
