"""What the vocabulary says about names: forms, registers, classes, and that it is read once."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lexicon import Lexicon, normalise
from kg.ontology import default_folder

LEXICON = Lexicon.load()


@pytest.mark.parametrize(("name", "full"), [
    ("Mossbank NHS FT", "mossbank nhs foundation trust"),
    ("The Mossbank Building Co.", "mossbank building company"),
    ("FT", "ft"),
    ("FT Mossbank", "ft mossbank"),
])
def test_last_words_are_spelt_out(name, full):
    assert LEXICON.spelt_out(name) == full


@pytest.mark.parametrize(("one", "other"), [
    ("The Queen’s  Fund", "queen's fund"),
    ("Barlow & Sons Ltd.", "Barlow and Sons Ltd"),
    ("Stoke–on–Trent", "Stoke-on-Trent"),
    ("R.N.L.I.", "RNLI"),
    ("“Clean Air: now”", "clean air now"),
])
def test_forms_that_count_as_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [
    ("Clean Air Act 1956", "Clean Air Act 1993"), ("Mossbank", "Moss Bank"), ("The", ""),
])
def test_forms_that_do_not(one, other):
    assert normalise(one) != normalise(other)


@given(st.text(max_size=60))
def test_normalising_again_changes_nothing_but_articles(name):
    once = normalise(name)
    assert once == " ".join(once.split())
    assert once.startswith("the ") or normalise(once) == once or "the" in once


@pytest.mark.parametrize(("form", "name"), [
    ("UK", "United Kingdom"), ("the united kingdom", "United Kingdom"),
    ("DHSC", "Department of Health and Social Care"),
])
def test_registers_know_a_form(form, name):
    assert [entry.name for entry in LEXICON.registered(form)] == [name]


@pytest.mark.parametrize("form", ["uk", "Mossbank Trust", "", "…"])
def test_registers_do_not_know_a_form(form):
    assert LEXICON.registered(form) == ()


@pytest.mark.parametrize("form", [
    "GP", "GPs", "A&E", "ICBs", "Integrated Care Boards", "local authorities", "Local Authority", "PFI",
    "Terms of Reference",
])
def test_classes(form):
    assert LEXICON.is_class(form)


@pytest.mark.parametrize("form", ["Mossbank ICB", "Clean Rivers Act", "Jane Roe", ""])
def test_no_classes(form):
    assert not LEXICON.is_class(form)


@pytest.mark.parametrize(("words", "head"), [
    (["skills", "white", "paper"], "white paper"), (["care", "act"], "act"), (["white", "lies"], ""), ([], ""),
])
def test_the_longest_head(words, head):
    assert LEXICON.head(words, LEXICON.policy_heads) == head


def test_nicknames_go_both_ways():
    assert LEXICON.same_forename("penny", "penelope")
    assert LEXICON.same_forename("penelope", "penny")
    assert not LEXICON.same_forename("penny", "jane")


def test_a_list_that_is_missing_is_empty():
    assert LEXICON.words("organisations", "no such list") == frozenset()
    assert LEXICON.words("no such file", "heads") == frozenset()


def test_equal_files_are_read_once_and_changed_ones_anew(tmp_path):
    assert Lexicon.load() is Lexicon.load(default_folder())
    folder = Path(copytree(default_folder(), tmp_path / "ontology"))
    before = Lexicon.load(folder)
    assert "shipyard" not in before.org_heads
    assert before is Lexicon.load(str(folder))
    path = folder / "names" / "organisations.json"
    lists = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(lists | {"heads": ["shipyard"]}), encoding="utf-8")
    assert Lexicon.load(folder).org_heads == {"shipyard"}


def test_every_list_of_names_says_what_it_is():
    files = LEXICON.ontology.names
    assert {"classes", "labels", "organisations", "places", "policies"} <= set(files)
    silent = [
        f"{file}: {key}" for file in ("classes", "organisations", "places", "policies")
        for key in files[file] if key != "comment" and f"{key}:" not in files[file]["comment"]
        and f"{key} " not in files[file]["comment"] and f"{key}," not in files[file]["comment"]
    ]
    assert silent == []


def test_words_are_in_lower_case_where_they_are_compared_so():
    lists = LEXICON.ontology.names
    words = [word for file in ("classes", "organisations", "places", "policies") for key, found in lists[file].items()
             if isinstance(found, list) for word in found]
    assert len(words) > 500
    assert [word for word in words if word != word.casefold()] == []
