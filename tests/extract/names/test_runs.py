"""Where stretches in capitals begin and end, what joins them, and what is trimmed off."""

import time

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.lexicon import Lexicon
from kg.extract.names.component import Names, candidates
from kg.extract.names.context import Context, is_capitalised
from kg.extract.names.runs import LONGEST, runs, segments

LEXICON = Lexicon.load()
VOCAB = spacy.blank("en").vocab


def context(text):
    """The context of words that are apart by spaces; no tag, no tree, no entities."""
    return Context.of(Doc(VOCAB, words=text.split()), LEXICON)


def texts(spans, context):
    return [context.doc[start:end].text for start, end in spans]


@pytest.mark.parametrize(("word", "expected"), [
    ("Jane", True), ("iGPR", True), ("McNeil", True), ("Ö", True),
    ("trust", False), ("3i", False), ("", False), ("£5M", False),
])
def test_capitalised(word, expected):
    assert is_capitalised(Doc(VOCAB, words=[word or " "])[0]) is expected


@pytest.mark.parametrize(("text", "expected"), [
    ("the Bank of the North lends", ["Bank of the North"]),
    ("Jane Roe , of Leeds , spoke", ["Jane Roe , of Leeds"]),
    ("no names here", []),
    ("Rents ( Reform ) ( Wales ) Act passed", ["Rents ( Reform ) ( Wales ) Act"]),
    ("Leeds and Selby ( L&S ) Partnership met", ["Leeds and Selby ( L&S ) Partnership"]),
    ("Jane Roe ( Leeds ) spoke", ["Jane Roe", "Leeds"]),
    ("Port / Tyne", ["Port", "Tyne"]),
])
def test_runs(text, expected):
    found = context(text)
    assert texts(runs(found), found) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("University of Mossbank", ["University of Mossbank"]),
    ("Department of Roads and Services", ["Department of Roads and Services"]),
    ("Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
    ("Director of Works", ["Director", "Works"]),
    ("Help to Build Scheme", ["Help to Build Scheme"]),
    ("Wick and Tarn ICB", ["Wick and Tarn ICB"]),
    ("Mossbank Trust and BBC", ["Mossbank Trust", "BBC"]),
    ("Vale of Tarn", ["Vale of Tarn"]),
    ("Frost , Hale and Doe LLP", ["Frost , Hale and Doe LLP"]),
    ("Leeds , Hull and York", ["Leeds", "Hull", "York"]),
    ("His Majesty ’s Prison and Probation Service", ["His Majesty ’s Prison and Probation Service"]),
    ("Renters ’ Rights Act", ["Renters ’ Rights Act"]),
])
def test_segments(text, expected):
    found = context(text)
    assert texts(segments(found), found) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Dr Jane Roe MBE", ["Jane Roe"]),
    ("Dr Roe", ["Dr Roe"]),
    ("Mossbank Trust Conference", ["Mossbank Trust"]),
    ("Mossbank Trust Research", ["Mossbank Trust"]),
    ("MTA App", []),
    ("the MTA login", []),
    ("General Data Regulation", ["General Data Regulation"]),
    ("Chief Nurse Comfort Asare", ["Comfort Asare"]),
    ("Former Trust Chair", ["Trust"]),
    ("Clean Air Act 1956", ["Clean Air Act 1956"]),
    ("2024 Clean Air Plan", ["2024 Clean Air Plan"]),
    ("Barlow 's , and", ["Barlow 's"]),
])
def test_candidates(text, expected):
    found = context(text)
    assert [span.text for span in candidates(found)] == expected


def test_a_run_has_an_end_in_capitals_throughout():
    found = context("HARBOUR " * 1000)
    lengths = [end - start for start, end in runs(found)]
    assert sum(lengths) == 1000
    assert max(lengths) == LONGEST


PATHOLOGICAL = {
    "capitals": "HARBOUR TOWNS ",
    "joiners": "Of The And ",
    "lists": "Leeds , Hull and York , ",
    "brackets": "Act ( A ) ",
    "possessives": "Roe 's ",
    "quotation marks": "“ Tarn ",
    "acronyms": "Mossbank Tenants Alliance ( MTA ) ",
}


@pytest.mark.parametrize("unit", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_time_grows_with_the_text_and_not_with_its_square(unit):
    names = Names(LEXICON)

    def seconds(times):
        doc = Doc(VOCAB, words=(unit * times).split())
        start = time.process_time()
        names(doc)
        return time.process_time() - start

    size = 3000 // len(unit.split())
    seconds(size)
    small, large = (min(seconds(times), seconds(times)) for times in (size, 4 * size))
    assert large < 10 * small + 0.05, f"{small:.3f} s, four times the text {large:.3f} s"
