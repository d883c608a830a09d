"""The gazetteer's tables keep their promises, and the script that writes them does what its README says."""

import csv
import doctest
import importlib
import json
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.ontology import Ontology, RegisterEntry

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ontology" / "gazetteer"
RAW = ROOT.parent / "shared" / "gazetteers"
FILES = {"organisations": {"ORG", "POLICY"}, "people": {"PERSON"}, "places": {"PLACE"}}
LINK_FORMS = re.compile(
    r"https://www\.gov\.uk/(?:government/organisations|courts-tribunals|find-local-council)/[a-z0-9_-]+"
    r"|https://directory\.spineservices\.nhs\.uk/ORD/2-0-0/organisations/[A-Z0-9]+"
    r"|http://statistics\.data\.gov\.uk/id/statistical-geography/[EWSNK]\d{8}"
    r"|https://members\.parliament\.uk/member/\d+"
    r"|https://www\.theyworkforyou\.com/peer/\?m=\d+"
    r"|https://sws\.geonames\.org/\d+/"
    r"|https://www\.iso\.org/obp/ui/#iso:code:3166:[A-Z]{2}"
)


@pytest.fixture(scope="module")
def rows() -> list[RegisterEntry]:
    return list(Ontology.load(ROOT / "ontology").register())


@pytest.fixture(scope="module")
def by_form(rows: list[RegisterEntry]) -> dict[str, RegisterEntry]:
    return {form: row for row in rows for form in (row.name, *row.aliases)}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER))
    yield importlib.import_module("make_gazetteer")
    for module in ("make_gazetteer", "registers", "successors", "variants"):
        sys.modules.pop(module, None)


def people() -> dict:
    return json.loads((ROOT / "ontology" / "names" / "people.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("stem", FILES)
def test_rows_are_sorted_and_of_the_types_of_their_file(stem: str) -> None:
    with (FOLDER / f"{stem}.csv").open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    assert list(table[0]) == ["name", "type", "aliases", "links", "source", "replaced_by", "abroad"]
    assert len(table) > 1500
    assert {row["type"] for row in table} == FILES[stem]
    assert [(row["name"], row["type"]) for row in table] == sorted((row["name"], row["type"]) for row in table)
    assert all(row["name"] == row["name"].strip() and row["source"] for row in table)


def test_the_types_are_those_of_the_ontology(rows: list[RegisterEntry]) -> None:
    assert {row.type for row in rows} == set(Ontology.load(ROOT / "ontology").types)


def test_links_have_the_registers_forms_and_no_two_rows_share_one(rows: list[RegisterEntry]) -> None:
    links = [link for row in rows for link in row.links]
    assert len(links) > 6000
    assert [link for link in links if not LINK_FORMS.fullmatch(link)] == []
    assert [link for link, count in Counter(links).items() if count > 1] == []


def test_every_form_belongs_to_one_row(rows: list[RegisterEntry]) -> None:
    forms = Counter(form for row in rows for form in {f.casefold() for f in (row.name, *row.aliases)})
    assert len(forms) > 10000
    assert [form for form, count in forms.items() if count > 1] == []
    assert all(row.aliases == tuple(sorted(row.aliases)) and row.name not in row.aliases for row in rows)


def test_nothing_ambiguous_stands_alone(script: ModuleType, by_form: dict[str, RegisterEntry]) -> None:
    ambiguous = script.read_ambiguous()
    assert {"reading", "march", "street", "hill", "over", "barking", "co", "it", "home"} <= set(ambiguous)
    assert [form for form in by_form if form.casefold() in ambiguous] == []
    assert [form for form in by_form if len(form) < 2 or "|" in form] == []


def test_no_place_is_a_forename(by_form: dict[str, RegisterEntry]) -> None:
    assert sorted(form for form in by_form if form in set(people()["forenames"])) == []


@pytest.mark.parametrize(("form", "name", "type_"), [
    ("LLR ICB", "NHS Leicester, Leicestershire and Rutland Integrated Care Board", "ORG"),
    ("NHS Sussex", "NHS Sussex Integrated Care Board", "ORG"),
    ("LLR ICS", "Leicester, Leicestershire and Rutland Integrated Care System", "ORG"),
    ("NW London ICB", "NHS North West London Integrated Care Board", "ORG"),
    ("Cambridgeshire & Peterborough", "Cambridgeshire and Peterborough", "PLACE"),
    ("NHS England Midlands", "NHS England Midlands", "ORG"),
    ("Solent Trust", "Solent NHS Trust", "ORG"),
    ("Barts Health", "Barts Health NHS Trust", "ORG"),
    ("Christie NHS FT", "The Christie NHS Foundation Trust", "ORG"),
    ("DHSC", "Department of Health and Social Care", "ORG"),
    ("Treasury", "HM Treasury", "ORG"),
    ("PHE", "Public Health England", "ORG"),
    ("Monitor", "Monitor", "ORG"),
    ("Geffrye Museum", "Geffrye Museum", "ORG"),
    ("NHSLA", "NHS Litigation Authority", "ORG"),
    ("Leeds Council", "Leeds City Council", "ORG"),
    ("Westminster Council", "Westminster City Council", "ORG"),
    ("Leeds", "Leeds", "PLACE"),
    ("Great Ormond Street Hospital", "Great Ormond Street Hospital", "PLACE"),
    ("UK", "United Kingdom", "PLACE"),
    ("Wales", "Wales", "PLACE"),
    ("Republic of Korea", "South Korea", "PLACE"),
    ("Yorkshire", "Yorkshire", "PLACE"),
    ("Edward Miliband", "Ed Miliband", "PERSON"),
    ("Lord Adebowale", "Victor Adebowale", "PERSON"),
    ("Shipman Inquiry", "Shipman Inquiry", "POLICY"),
])
def test_forms_of_prose_lead_to_their_rows(by_form: dict[str, RegisterEntry], form: str, name: str, type_: str) -> None:
    assert (by_form[form].name, by_form[form].type) == (name, type_)


@pytest.mark.parametrize(("name", "later"), [
    ("NHS Litigation Authority", ("NHS Resolution",)),
    ("Public Health England", ("Office for Health Improvement and Disparities", "UK Health Security Agency")),
    ("Somerset County Council", ("Somerset Council",)),
    ("Cumbria County Council", ("Cumberland Council", "Westmorland and Furness Council")),
    ("Office for Place", ("Ministry of Housing, Communities and Local Government",)),
    ("British Forces Post Office", ("Defence Equipment and Support",)),
    ("Somerset Council", ()), ("NHS England", ()), ("Waterways Ireland", ()), ("Care Quality Commission", ()),
])
def test_former_bodies_lead_to_those_that_took_over(by_form: dict[str, RegisterEntry], name: str, later: tuple) -> None:
    assert by_form[name].replaced_by == later


def test_who_took_over_is_a_row_and_nobody_took_over_from_itself(rows: list[RegisterEntry]) -> None:
    names, pairs = {row.name for row in rows}, [(row.name, later) for row in rows for later in row.replaced_by]
    assert len(pairs) > 150
    assert [pair for pair in pairs if pair[1] not in names or pair[0] == pair[1]] == []
    assert [pair for pair in pairs if pair[::-1] in pairs] == []


@pytest.mark.parametrize(("name", "countries"), [
    ("Durham", ("United States",)), ("Cambridge", ("Canada", "New Zealand", "United States")), ("Leeds", ()),
    ("France", ("France",)), ("United Kingdom", ()), ("Leeds City Council", ()), ("London", ()),
])
def test_places_know_where_others_of_their_name_lie(
    by_form: dict[str, RegisterEntry], name: str, countries: tuple,
) -> None:
    assert by_form[name].abroad == countries


def test_countries_abroad_are_rows(rows: list[RegisterEntry]) -> None:
    assert {country for row in rows for country in row.abroad} <= {row.name for row in rows if row.type == "PLACE"}


@pytest.mark.parametrize("form", ["Reading", "Lord Smith", "CO", "Bishop of London", "IT", "First-tier Tribunal"])
def test_forms_that_say_too_little_lead_nowhere(by_form: dict[str, RegisterEntry], form: str) -> None:
    assert form not in by_form


def test_no_form_begins_with_a_small_article(by_form: dict[str, RegisterEntry]) -> None:
    assert [form for form in by_form if form.startswith(("the ", "a "))] == []


def test_a_name_of_several_is_not_linked(by_form: dict[str, RegisterEntry]) -> None:
    assert by_form["Bangor"].links == ()
    assert by_form["Queen Elizabeth Hospital"].links == ()
    assert by_form["Mike Wood"].links == ()


def test_people_json_is_complete() -> None:
    found = people()
    assert set(found) == {
        "common_surnames", "evidence", "forenames", "forenames_he", "forenames_she", "generations", "honours",
        "letters_after", "nicknames", "peerage", "style_before", "titles", "titles_he", "titles_she",
    }
    assert not set(found["forenames_he"]) & set(found["forenames_she"])
    titles = {title.casefold() for title in found["titles"]}
    assert {*found["peerage"], *found["honours"]} <= titles
    assert len(found["forenames"]) > 1000
    assert found["forenames"] == sorted(set(found["forenames"]))
    assert len(found["nicknames"]) >= 150
    assert found["nicknames"]["penny"] == ["penelope"]
    assert not {"May", "June", "Will", "Chelsea", "Paris", "Florence", "Hope", "Joy"} & set(found["forenames"])
    assert {"Baroness", "Councillor", "Dr"} <= set(found["titles"])


def test_evidence_is_asked_of_sources_that_are_there(rows: list[RegisterEntry]) -> None:
    sources = {source for row in rows if row.type == "PERSON" for source in row.source.split(", ")}
    assert set(people()["evidence"]) == sources


def test_the_tables_are_small_and_quickly_read() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.csv")) < 1_500_000
    ontology = Ontology.load(ROOT / "ontology")
    bare = min(_seconds(lambda: [list(csv.reader(p.open(encoding="utf-8"))) for p in FOLDER.glob("*.csv")])
               for _ in range(5))
    assert min(_seconds(lambda: list(ontology.register())) for _ in range(5)) < 8 * bare


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def test_readme_names_every_source_and_the_counts(rows: list[RegisterEntry]) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    sources = {source for row in rows for source in row.source.split(", ")}
    assert [source for source in sorted(sources) if f"`{source}`" not in readme] == []
    for stem, types in FILES.items():
        assert f"| {stem}.csv | {sum(row.type in types for row in rows):,} |" in readme


def test_every_alias_by_hand_belongs_to_a_row(script: ModuleType, by_form: dict[str, RegisterEntry]) -> None:
    known = script.read_aliases()
    assert len(known) > 50
    assert [(name, form) for name, forms in known.items() for form in forms if by_form[form].name != name] == []


@pytest.mark.skipif(not RAW.is_dir(), reason=f"the raw registers are missing: {RAW}")
def test_the_script_writes_the_same_bytes_again(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "names").mkdir()
    shutil.copy(FOLDER / "README.md", tmp_path / "gazetteer")
    shutil.copy(ROOT / "ontology" / "names" / "people.json", tmp_path / "names")
    script.main([str(RAW), str(tmp_path)])
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) == 5
    assert [p for p in written if (tmp_path / p).read_bytes() != (ROOT / "ontology" / p).read_bytes()] == []


def test_the_script_says_that_registers_are_missing(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as raised:
        script.main([str(tmp_path)])
    assert str(raised.value) == (
        f"no registers in {tmp_path}: expected the folder of raw registers that README.md lists"
    )


@pytest.mark.parametrize(("name", "forms"), [
    ("Alder Vale Health NHS Foundation Trust", {
        "Alder Vale Health NHS FT", "Alder Vale Health FT", "Alder Vale Health Foundation Trust",
        "Alder Vale Health NHS Trust", "Alder Vale Health Trust", "Alder Vale Health"}),
    ("Alder Hospital NHS Trust", {"Alder Hospital Trust"}),
    ("NHS Alder and Vale Integrated Care Board", {
        "Alder and Vale Integrated Care Board", "Alder & Vale Integrated Care Board", "Alder and Vale ICB",
        "Alder & Vale ICB", "NHS Alder and Vale ICB", "NHS Alder & Vale ICB", "NHS Alder and Vale",
        "NHS Alder & Vale", "NHS Alder & Vale Integrated Care Board"}),
    ("North East Alder Integrated Care System", {
        "North East Alder ICS", "NHS North East Alder ICS", "NE Alder ICS", "NHS NE Alder ICS", "NEA ICS",
        "NHS NEA ICS"}),
    ("The Alder Council", {"Alder Council"}),
    ("Alder Rail (AR2) Ltd", {
        "Alder Rail Ltd", "AR2", "Alder Rail (AR2) Limited", "Alder Rail (AR2)"}),
    ("Department for Alders", {"Department of Alders"}),
    ("Alder", set()),
])
def test_variants(script: ModuleType, name: str, forms: set[str]) -> None:
    assert set(importlib.import_module("variants").variants(name)) == forms


def test_rows_merge_over_links_and_over_names(script: ModuleType) -> None:
    row = script.Row
    first, second = row("Alder Body", "ORG", (), ("https://a.example/1",)), row("The Alder Body", "ORG", ("AB",))
    renamed, place = row("Vale Body", "ORG", (), ("https://a.example/1",)), row("Alder Body", "PLACE")
    assert script.merged([first, place, second, renamed]) == [[first, second, renamed], [place]]


@pytest.mark.parametrize("module", ["registers", "successors", "variants"])
def test_examples_in_docstrings(script: ModuleType, module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0
