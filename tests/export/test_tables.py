"""The tables: what stands in them, how a spreadsheet takes them, and that no cell computes."""

import csv
from pathlib import Path

import pytest
from harbour import ANA, ENTITIES, HARBOUR, MINUTES, NOTES, TIDEWATER, harbour, minutes, notes
from hypothesis import given
from hypothesis import strategies as st

from kg.export.counts import Counts, entity_counts
from kg.export.tables import LONGEST, defused, to_csv, write_tables
from kg.graph import build_graph
from kg.ontology import Ontology


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_tables(harbour(), folder, ontology=Ontology.load())
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_entities_have_their_counts(folder: Path) -> None:
    found = {row.pop("id"): row for row in rows(folder / "entities.csv")}
    assert list(found) == sorted(entity.id for entity in ENTITIES)
    assert found[ANA] == {
        "name": "Ana Brück", "type": "person", "subtype": "", "aliases": "Ms Brück", "mentions": "3", "documents": "2",
        "relationships": "1", "said": "1", "about": "0", "links": "https://example.org/ana",
    }
    assert found[TIDEWATER]["aliases"] == "Foundation | TF"
    assert found["policy/coast"]["subtype"] == "plan"
    assert found[HARBOUR]["about"] == "2"


def test_relations_have_a_row_for_each_passage(folder: Path) -> None:
    found = rows(folder / "relations.csv")
    assert [(row["subject"], row["relation"], row["document"]) for row in found] == [
        ("Ana Brück", "chairs", "a/notes"),
        ("Ana Brück", "chairs", "b/minutes"),
        ("Tidewater Foundation", "funds", "a/notes"),
    ]
    for row, text in zip(found, (NOTES, MINUTES, NOTES), strict=True):
        assert text[int(row["start"]):int(row["end"])] == row["passage"]
    assert found[2]["status"] == "planned"
    assert [row["confidence"] for row in found] == ["0.9", "0.9", "0.5"]
    assert [row["pattern"] for row in found] == ["chairs/frames/verbs", "", ""]
    assert found[0]["relationship_id"] == found[1]["relationship_id"] != found[2]["relationship_id"]
    assert (found[2]["subject_id"], found[2]["object_id"]) == (TIDEWATER, HARBOUR)
    assert [row["title"] for row in found] == ["Notes from the quay", "", "Notes from the quay"]


def test_statements_name_their_source(folder: Path) -> None:
    found = rows(folder / "statements.csv")
    assert [(row["speaker"], row["speaker_words"], row["speaker_id"], row["kind"]) for row in found] == [
        ("Ana Brück", "Ms Brück", ANA, "direct"), ("One aide", "One aide", "", "indirect"),
    ]
    assert found[0]["topics"] == "unknown-topic"
    assert found[1]["content"] == "the Harbour Trust would close"
    assert {row["about_ids"] for row in found} == {HARBOUR}
    assert NOTES[int(found[0]["start"]):int(found[0]["end"])] == found[0]["passage"]


def test_a_spreadsheet_takes_the_files(folder: Path) -> None:
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == ["entities.csv", "relations.csv", "statements.csv"]
    for path in files:
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf\"")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n") == len(rows(path)) + 1
    assert b',3,2,1,1,0,"https://example.org/ana"\r\n' in files[0].read_bytes()


def test_names_and_statements_from_documents_compute_nothing(folder: Path) -> None:
    names = {row["id"]: row["name"] for row in rows(folder / "entities.csv")}
    assert names[HARBOUR] == "'=Harbour | *Trust*"
    first = rows(folder / "statements.csv")[0]
    assert first["content"] == "'=Open the docks | now,"
    assert first["about"] == "'=Harbour | *Trust*"
    assert first["passage"].startswith("“=Open")


@pytest.mark.parametrize("text", [
    "=1+1", "+44 1632 960000", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
    "＝1", "＋1", "－1", "＠A", "﹦1", "=HYPERLINK(\"http://example.org\")", "\x00=1", "  \u2003＝1",
])
def test_formulas_are_defused(text: str) -> None:
    assert defused(text) == "'" + text.replace("\x00", "")


@pytest.mark.parametrize("text", ["", "A-level", "1 = 1", "“=1”", "'=1", "Ana Brück", "–2", "a\tb\r\nc", "€5", "#1"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


def test_control_characters_are_dropped() -> None:
    assert defused("a\x00b\x1bc\x85d") == "abcd"


@pytest.mark.parametrize(("text", "length"), [
    ("x" * LONGEST, LONGEST), ("x" * 40_000, LONGEST), ("🌊" * 20_000, 16_384),
], ids=["just fits", "too long", "two units each"])
def test_a_long_text_fits_its_cell(text: str, length: int) -> None:
    cell = defused(text)
    assert len(cell) == length
    assert len(cell.encode("utf-16-le")) <= 2 * LONGEST
    assert cell == text or cell.endswith("…")


@given(st.text())
def test_no_cell_of_any_text_starts_a_formula(text: str) -> None:
    table = to_csv(["words", "number"], [{"words": text, "number": 1}]).decode("utf-8-sig")
    header, cells = csv.reader(table.splitlines(keepends=True))
    assert header == ["words", "number"]
    assert cells == [defused(text), "1"]
    assert not cells[0].strip().startswith(("=", "+", "-", "@"))


def test_equal_graphs_give_equal_bytes(folder: Path, tmp_path: Path) -> None:
    write_tables(build_graph([notes(), minutes()], reversed(ENTITIES)), tmp_path, ontology=Ontology.load())
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [
        path.read_bytes() for path in sorted(folder.iterdir())
    ]


def test_an_empty_graph_gives_the_headers(tmp_path: Path) -> None:
    write_tables(build_graph([], []), tmp_path, ontology=Ontology.load())
    assert [len(path.read_text(encoding="utf-8").splitlines()) for path in sorted(tmp_path.iterdir())] == [1, 1, 1]


def test_counts_are_those_of_the_edges() -> None:
    assert entity_counts(harbour()) == {
        HARBOUR: Counts(mentions=2, documents=2, relationships=1, about=2),
        TIDEWATER: Counts(mentions=2, documents=2, relationships=2),
        ANA: Counts(mentions=3, documents=2, relationships=1, said=1),
        "policy/coast": Counts(),
    }
