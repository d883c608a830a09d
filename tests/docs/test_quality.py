"""The page on quality tells what is so: its examples come out as it says, and its tables are those of the command."""

import json
import sys
from pathlib import Path

import pytest

from kg.extract.pipeline import load_pipeline
from kg.ontology import Ontology

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks" / "quality"), str(ROOT / "benchmarks" / "peers")]

import intervals  # noqa: E402
import page  # noqa: E402
import tables  # noqa: E402
import wrong  # noqa: E402
from measures import MEASURES  # noqa: E402
from sets import GOLD, SETS, Measured  # noqa: E402

ONTOLOGY = Ontology.load()
PAGE = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
EXAMPLES = wrong.read_examples()
COMMAND = "python benchmarks/quality --write docs/quality.md --examples"


def places(text: str) -> dict[str, str]:
    """What stands between the markers, by the name of the table."""
    return {found["name"]: found[0] for found in page.PLACE.finditer(text)}


def measured(entities: dict[str, list[tuple[int, int]]], found: dict[str, list[tuple[int, int]]]) -> Measured:
    """Documents with one body each at these places, as marked and as found."""
    sides = [{doc: {"doc": doc, "entities": [{"id": "org/a", "type": "ORG", "mentions": [
        {"start": start, "end": end} for start, end in spans]}]} for doc, spans in side.items()}
        for side in (entities, found)]
    return Measured("invented", *sides)


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["texts"][0][:40] for one in EXAMPLES])
def test_an_example_goes_wrong_as_the_page_says(example, nlp):
    found = wrong.run(example, nlp, ONTOLOGY)
    assert found == example["found"], f"something else comes out: run {COMMAND}"
    assert found != sorted(example["expected"])


def test_there_are_examples_of_every_part():
    parts = [one["part"] for one in EXAMPLES]
    assert set(parts) == set(wrong.DESCRIBED)
    assert len(parts) >= 20
    assert min(parts.count(part) for part in wrong.DESCRIBED) >= 3
    assert [one["texts"] for one in EXAMPLES if not one["why"]] == []


def test_an_example_that_is_right_by_now_is_dropped(nlp):
    text = "Jane Roe chairs the Mossbank Trust."
    fine = {"part": "relations", "texts": [text], "found": [], "why": "", "expected": [
        "has_role: Jane Roe → Mossbank Trust", "chairs: Jane Roe → Mossbank Trust",
    ]}
    other = {**fine, "expected": ["funds: Jane Roe → Mossbank Trust"]}
    kept, = wrong.rerun([fine, other], nlp, ONTOLOGY)
    assert (kept["expected"], kept["found"]) == (other["expected"], sorted(fine["expected"]))


def test_the_page_shows_the_examples_as_they_are_listed():
    assert wrong.to_markdown(EXAMPLES).strip() in places(PAGE)["wrong"]


def test_the_page_tells_how_large_the_sets_are_today():
    lines = tables.sizes(SETS).splitlines()
    assert len(lines) >= 2 + 4  # the twelve real documents are not everywhere
    assert [line for line in lines if line not in places(PAGE)["sizes"]] == []


def test_every_table_of_the_page_was_written():
    written = places(PAGE)
    ours = {"short", "answer", "sizes", "sets", "types", "confidence", "stock", "earlier", "wrong"}
    peers = {"peers-limits", *(f"peers-{of.key}" for of in page.PEER_SETS)}
    assert set(written) == ours | peers
    assert [name for name, table in written.items() if len(table.splitlines()) < 5] == []


def test_what_the_readme_tells_is_what_the_page_tells():
    told = places((ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(told) == {"short", "answer"}
    assert [name for name in told if told[name] != places(PAGE)[name]] == []


def test_tables_of_figures_have_a_line_for_each_measure():
    assert [one.title for one in MEASURES if f"\n| {one.title} |" not in places(PAGE)["sets"]] == []
    assert [of.title for of in SETS if of.title not in places(PAGE)["sets"]] == []


def test_earlier_versions_have_every_figure_of_every_set():
    versions = [json.loads(line) for line in tables.EARLIER.read_text(encoding="utf-8").splitlines()]
    assert len(versions) >= 3
    expected = {of.key: {one.key for one in MEASURES} for of in SETS}
    assert [{key: set(figures) for key, figures in one["figures"].items()} for one in versions] == [
        expected] * len(versions)
    assert [one["commit"] for one in versions if f"`{one['commit']}`" not in places(PAGE)["earlier"]] == []


def test_a_table_is_put_between_its_markers_and_others_stay():
    text = "a\n<!-- table: one -->\nold\n<!-- end -->\n<!-- table: two -->\nkept\n<!-- end -->\nz\n"
    assert page.replaced(text, {"one": "| new |\n", "three": "nowhere"}) == (
        "a\n<!-- table: one -->\n\n| new |\n\n<!-- end -->\n<!-- table: two -->\nkept\n<!-- end -->\nz\n"
    )


def test_an_interval_holds_the_figure_and_is_the_same_each_time():
    found = measured(
        {f"d{place}": [(0, 4), (9, 12)] for place in range(8)},
        {f"d{place}": [(0, 4)] if place % 2 else [(0, 4), (9, 12)] for place in range(8)},
    )
    first, *_ = MEASURES
    (low, high), = intervals.intervals(found, [first], ontology=ONTOLOGY, runs=80)
    assert 0.67 <= low < 6 / 7 < high <= 1
    assert intervals.intervals(found, [first], ontology=ONTOLOGY, runs=80) == [(low, high)]


def test_a_document_that_is_not_found_counts_as_missed_in_each_draw():
    found = measured({"a": [(0, 4)], "b": [(0, 4)]}, {"a": [(0, 4)]})
    first, *_ = MEASURES
    (low, high), = intervals.intervals(found, [first], ontology=ONTOLOGY, runs=80)
    assert (low, high) == (0.0, 1.0)


def test_every_set_is_told_apart():
    assert len({of.key for of in SETS}) == len({of.title for of in SETS}) == len(SETS)
    assert {of.gold.parent for of in SETS} >= {GOLD, GOLD / "fields", GOLD / "sealed", GOLD / "sealed2"}
    pooled = [of for parts in tables.POOLS.values() for of in parts]
    assert sorted(of.key for of in pooled) == sorted(of.key for of in SETS)


def test_a_quotation_in_several_paragraphs_or_documents_stays_one_in_markdown():
    example = {**EXAMPLES[0], "texts": ["A.\nB.\n\nC.", "D."]}
    assert wrong.to_markdown([example]).split("\n- ")[0].endswith(
        "> A.  \n> B.\n>\n> C.\n\nand in another document\n\n> D.\n",
    )
