"""The page of the vocabulary: whole, the same each time, asking for nothing, and the one in docs/ is of today."""

import re
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest

from kg.export.vocabulary_page import to_page, write_page
from kg.ontology import NAMESPACE, Ontology

ONTOLOGY = Ontology.load()
STORED = Path(__file__).parents[2] / "docs" / "ontology.html"
PAGE = to_page(ONTOLOGY)


class Reader(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, attribute: str) -> list[str]:
        return [found[attribute] for _, found in self.elements if attribute in found]


READ = Reader(PAGE)


def test_the_stored_page_is_of_today() -> None:
    assert STORED.read_text(encoding="utf-8") == PAGE, "make ontology-page writes it anew"


def test_each_term_has_its_place_and_what_it_means() -> None:
    terms = set(re.findall(r"^kg:(\w+) a ", (ONTOLOGY.folder / "kg.ttl").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(terms) >= 60
    places = READ.all("id")
    assert terms <= set(places)
    assert len(places) == len(set(places))
    for relation in ONTOLOGY.relations.values():
        assert relation.example in READ.words
        assert relation.comment in READ.words
        assert relation.iri.startswith(NAMESPACE)


def test_links_within_the_page_lead_somewhere() -> None:
    inner = {address[1:] for address in READ.all("href") if address.startswith("#")}
    assert len(inner) > 60
    assert inner <= set(READ.all("id"))


def test_topics_and_rules_and_registers_are_there() -> None:
    assert len(ONTOLOGY.topics) > 40
    assert [topic.label for topic in ONTOLOGY.topics if f"topic-{topic.id}" not in READ.all("id")] == []
    assert "What somebody publishes is published by them" in READ.words
    assert "GeoNames" in READ.words
    assert "Nothing is of two of these kinds" in READ.words


def test_the_page_asks_for_nothing() -> None:
    tags = {tag for tag, _ in READ.elements}
    assert tags & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    assert READ.all("src") == []
    assert "url(" not in PAGE
    assert "@import" not in PAGE
    [policy] = [found["content"] for _, found in READ.elements if found.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")


def test_the_same_vocabulary_gives_the_same_page(tmp_path: Path) -> None:
    write_page(tmp_path / "page.html", Ontology.load())
    assert (tmp_path / "page.html").read_bytes() == PAGE.encode()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<b>bold</b> & {{ 7 * 7 }}", "</style><img src=x>"])
def test_words_of_a_vocabulary_stay_words(words: str, tmp_path: Path) -> None:
    folder = Path(copytree(ONTOLOGY.folder, tmp_path / "ontology"))
    terms = (folder / "kg.ttl").read_text(encoding="utf-8")
    more = f'kg:more a owl:Class ; rdfs:label "{words}"@en ; rdfs:comment "{words}"@en ; skos:example "{words}"@en .\n'
    (folder / "kg.ttl").write_text(terms + more, encoding="utf-8")
    read = Reader(to_page(Ontology.load(folder)))
    assert read.words.count(words) == 4  # the contents too
    assert len(read.elements) == len(READ.elements) + len(["li", "a", "article", "h3", "span", "p", "dl", "dt", "dd"])
