"""The examples are ten documents that can all be read and that share their people and bodies."""

import make_gold
import pytest

from kg.documents import read_documents
from kg.model import Document

READ = list(read_documents([str(make_gold.EXAMPLES)]))
TEXTS = {document.id: document.text for document in READ if isinstance(document, Document)}
NAMES = (
    "announcement", "board-paper", "committee-report", "interview/care-table-19", "minutes", "newsletter",
    "press-release", "think-tank-report", "trade-article", "web-page",
)


def test_the_folder_holds_the_ten_and_nothing_else():
    assert [document for document in READ if not isinstance(document, Document)] == []
    assert sorted(TEXTS) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_page_or_so(name):
    assert 200 <= len(TEXTS[name].split()) <= 400


@pytest.mark.parametrize(("name", "date"), [
    ("board-paper", "2024-12-05"), ("committee-report", "2025-01-21"), ("interview/care-table-19", "2024-06-19"),
    ("minutes", "2024-11-14"), ("newsletter", "2024-11-15"),
    ("trade-article", "2024-06-14"), ("web-page", "2024-10-08"),
])
def test_dates_come_from_what_the_files_tell(name, date):
    assert [document.date for document in READ if isinstance(document, Document) and document.id == name] == [date]


@pytest.mark.parametrize(("forms", "at_least"), [
    (["Harriet Oyelaran", "Oyelaran Review", "Dame Harriet"], 7),
    (["Neighbourhood Care Fund"], 8),
    (["Pennistone Homes"], 8),
    (["Halden Foundation"], 7),
    (["Samina Khatri", "Dr Khatri"], 5),
    (["Stott"], 5),
    (["Care Workforce Alliance"], 6),
    (["Tarnshire County Council"], 7),
    (["Leon Achterberg", "Mr Achterberg"], 5),
])
def test_documents_share_people_and_bodies(forms, at_least):
    assert sum(any(form in text for form in forms) for text in TEXTS.values()) >= at_least


def test_what_stands_around_an_article_is_not_in_it():
    assert "Potholes" not in TEXTS["web-page"]
    assert "cookies" not in TEXTS["web-page"]


def test_a_page_laid_out_in_a_table_keeps_its_headings_and_lists():
    assert "\n\nHello from Denise\n\nWhat a season." in TEXTS["newsletter"]
    assert "\n\nPeople\n\n• Graham Osei-Tutu joins us as head of volunteering." in TEXTS["newsletter"]
