"""The report: what it counts, how it ranks, and that words from documents stay words."""

from pathlib import Path

import pytest
from harbour import ANA, ENTITIES, HARBOUR, TIDEWATER, harbour, minutes, notes, place
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.export.report import TOP, WIDEST, escaped, write_report
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Skipped
from kg.ontology import Ontology

SKIPPED = (Skipped("z/empty.pdf", "no text in it"), Skipped("a/<b>|x.doc", "format .doc: save it as .docx"))

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def written(graph, path: Path, *, skipped=SKIPPED) -> str:
    write_report(graph, path, ontology=Ontology.load(), skipped=skipped)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(harbour(), tmp_path_factory.mktemp("report") / "report.md")


def section(report: str, title: str) -> list[list[str]]:
    """The cells of the table under a heading, as a reader of Markdown sees them; the header row first."""
    tokens = MARKDOWN.parse(report)
    start = next(i for i, token in enumerate(tokens) if token.type == "inline" and token.content == title)
    rows: list[list[str]] = []
    for token, inside in zip(tokens[start + 1:], tokens[start:], strict=False):
        if token.type == "heading_open":
            break
        if token.type == "tr_open":
            rows.append([])
        if inside.type in ("th_open", "td_open"):
            rows[-1].append(words(token))
    return rows


def words(token: Token) -> str:
    assert token.children is not None
    assert {child.type for child in token.children} <= {"text"}
    return "".join(child.content for child in token.children)


def test_the_first_line_counts_everything(report: str) -> None:
    assert report.startswith(
        "# What was read and found\n\n"
        "2 documents, 2 files skipped, 4 entities, 2 relationships on 3 passages, 2 statements.\n\n## Skipped\n",
    )


@pytest.mark.parametrize(("title", "rows"), [
    ("Skipped", [
        ["file", "reason"], ["a/<b>|x.doc", "format .doc: save it as .docx"], ["z/empty.pdf", "no text in it"],
    ]),
    ("Entities by type", [
        ["type", "entities", "mentions"], ["organisation", "2", "4"], ["person", "1", "3"], ["policy", "1", "0"],
    ]),
    ("Relations by type and status", [
        ["relation", "current", "planned", "passages"], ["chairs", "1", "0", "2"], ["funds", "0", "1", "1"],
    ]),
    ("Statements by kind", [
        ["kind", "statements", "of a named source"], ["direct", "1", "1"], ["indirect", "1", "0"],
    ]),
    ("Most connected", [
        ["name", "type", "relationships", "documents naming it"], ["Tidewater Foundation", "organisation", "2", "2"],
        ["=Harbour | *Trust*", "organisation", "1", "2"], ["Ana Brück", "person", "1", "2"],
    ]),
    ("Most quoted", [["name", "type", "statements", "documents naming it"], ["Ana Brück", "person", "1", "2"]]),
    ("Most spoken about", [
        ["name", "type", "statements", "documents naming it"], ["=Harbour | *Trust*", "organisation", "2", "2"],
    ]),
    ("Statements by topic", [["topic", "statements"], ["unknown-topic", "1"]]),
    ("Least certain relationships", [
        ["subject", "relation", "object", "confidence", "passage", "document"],
        [
            "Tidewater Foundation", "funds", "=Harbour | *Trust*", "0.5", "The Foundation funds the Harbour Trust.",
            "a/notes",
        ],
        [
            "Ana Brück", "chairs", "Tidewater Foundation", "0.9", "Ana Brück chairs the Tidewater Foundation.",
            "a/notes",
        ],
    ]),
    ("Sources without a name", [["source", "statements"], ["one aide", "1"]]),
    ("Documents", [
        ["document", "title", "date", "entities", "relationships", "statements"],
        ["a/notes", "Notes from the quay", "2031-05-06", "3", "2", "1"],
        ["b/minutes", "", "", "3", "1", "1"],
    ]),
])
def test_sections_say(report: str, title: str, rows: list[list[str]]) -> None:
    assert section(report, title) == rows


def test_what_gave_nothing_is_listed(tmp_path: Path) -> None:
    name = Cluster(ANA, "PERSON", "Ana Brück", (Mention(0, 9, "Ana Brück"),))
    quiet = Annotation(Document("c/quiet", "Ana Brück", title="[Quiet](day)"), (name,))
    found = written(build_graph([quiet], ENTITIES), tmp_path / "report.md")
    assert section(found, "Documents without relations or statements") == [
        ["document", "title"], ["c/quiet", "[Quiet](day)"],
    ]
    assert section(found, "Named most without a relationship") == [
        ["name", "type", "mentions", "documents naming it"], ["Ana Brück", "person", "1", "1"],
    ]


def test_rankings_are_short_and_in_order(tmp_path: Path) -> None:
    bodies = [Entity(f"org/{n:02}", "ORG", f"Body {n:02}") for n in range(15)]
    text = "Text"
    found = tuple(
        Relation("funds", body.id, TIDEWATER, place(text, text), confidence=n / 20) for n, body in enumerate(bodies)
    )
    graph = build_graph([Annotation(Document("a", text), relations=found)], [*bodies, *ENTITIES])
    rows = section(written(graph, tmp_path / "report.md"), "Most connected")
    assert [row[0] for row in rows[1:]] == ["Tidewater Foundation", *(body.name for body in bodies[:TOP - 1])]
    doubtful = section((tmp_path / "report.md").read_text(encoding="utf-8"), "Least certain relationships")
    assert [row[0] for row in doubtful[1:]] == [body.name for body in bodies[:TOP]]


def test_what_a_narrower_relation_says_already_is_told_once(tmp_path: Path) -> None:
    text = "Ana Brück chairs the Tidewater Foundation."
    broad = Relation("has_role", ANA, TIDEWATER, place(text, text), confidence=0.5, role="chair")
    narrow = Relation("chairs", ANA, TIDEWATER, place(text, text), confidence=0.5)
    graph = build_graph([Annotation(Document("a", text), relations=(broad, narrow))], ENTITIES)
    found = written(graph, tmp_path / "report.md", skipped=())
    assert "2 relationships on 2 passages, 0 statements.\n\n1 of the relationships is implied by a narrower" in found
    assert section(found, "Relations by type and status")[1:] == [["chairs", "1", "1"]]
    assert [row[1] for row in section(found, "Least certain relationships")[1:]] == ["chairs"]


def test_a_long_passage_is_cut(tmp_path: Path) -> None:
    text = "x" * 500
    claim = Relation("funds", TIDEWATER, HARBOUR, Passage(0, 500, text), confidence=0.1)
    graph = build_graph([Annotation(Document("a", text), relations=(claim,))], ENTITIES)
    rows = section(written(graph, tmp_path / "report.md"), "Least certain relationships")
    assert rows[1][4] == "x" * (WIDEST - 1) + "…"


def test_an_empty_build_has_a_report(tmp_path: Path) -> None:
    found = written(build_graph([], []), tmp_path / "report.md", skipped=[Skipped("a.pdf", "no text in it")])
    assert "0 documents, 1 file skipped, 0 entities, 0 relationships on 0 passages, 0 statements." in found
    assert found.count("\nNone.\n") == 12
    assert section(found, "Skipped")[1:] == [["a.pdf", "no text in it"]]


@pytest.mark.parametrize("text", [
    "a | b", "`code`", "[a](http://example.org)", "![a](b.png)", "<script>alert(1)</script>", "<http://example.org>",
    "&lt;b&gt;", "**bold** _it_ ~~no~~", r"\| \` \<b>", "# title", "- item", "1. item", "> said", "---", "$x$", "\\",
    "[^1]", "www.example.org http://example.org",
])
def test_words_of_documents_stay_words(text: str) -> None:
    assert section(f"# T\n\n| a | b |\n| --- | --- |\n| {escaped(text)} | end |", "T")[1] == [text, "end"]


@pytest.mark.parametrize(("text", "line"), [
    ("a\n\n# b", "a # b"), ("a\u2028b\x00c\x1b", "a b c"), ("evil\u202etxt", "evil txt"), ("\ud800x", "x"),
])
def test_what_cannot_be_seen_is_a_space(text: str, line: str) -> None:
    assert escaped(text) == line


@settings(deadline=None)
@given(st.text("|`*_[]()<>&;!\\~#-+=:/w.$ab1 \"'@^{}") | st.text(st.characters(exclude_categories=("C", "Z"))))
def test_any_words_stay_words(text: str) -> None:
    rows = section(f"# T\n\n| a | b |\n| --- | --- |\n| x{escaped(text)}x | end |", "T")
    cells = [[cell.replace(" ", "") for cell in row] for row in rows]
    assert cells == [["a", "b"], [f"x{text}x".replace(" ", ""), "end"]]


def test_equal_graphs_give_equal_reports(report: str, tmp_path: Path) -> None:
    graph = build_graph([notes(), minutes()], reversed(ENTITIES))
    assert written(graph, tmp_path / "report.md", skipped=SKIPPED[::-1]) == report
