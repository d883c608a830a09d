import pytest

from kg.documents.lines import Line, paragraphs


def page(source: str, *, style: str = "11") -> list[Line]:
    """Lines 14 points apart; an empty line adds as much again."""
    return [Line(text, 800 - 14 * row, style) for row, text in enumerate(source.strip().split("\n")) if text]


FULL = "The board of the harbour met in the hall by the old quay for"


@pytest.mark.parametrize(("source", "expected"), [
    (f"{FULL}\n{FULL}\nan hour.", [f"{FULL} {FULL} an hour."]),
    (f"{FULL}\n{FULL}\n\n{FULL}\nan hour.", [f"{FULL} {FULL}", f"{FULL} an hour."]),
    (f"{FULL}\nan hour.\n{FULL}\nan hour.", [f"{FULL} an hour.", f"{FULL} an hour."]),
    (f"{FULL}\nthe U.K.\nand beyond.\n{FULL}", [f"{FULL} the U.K. and beyond.", FULL]),
    (f"Background\n{FULL}\nTarn.", ["Background", f"{FULL} Tarn."]),
    (f"{FULL}\n• one and\nmore\n• two\n2. three\n(a) four", [FULL, "• one and more", "• two", "2. three", "(a) four"]),
    (f"{FULL}\n\uf0b7 one\n▪two", [FULL, "• one", "• two"]),
    (f"{FULL}\n3.2 million pounds", [FULL, "3.2 million pounds"]),
])
def test_paragraphs_end_where_the_page_shows_it(source, expected):
    assert paragraphs([page(source)]) == expected


def test_a_change_of_style_ends_a_paragraph():
    lines = [Line("A heading that is as long as any of the other lines", 800, "16"), *page(FULL)]
    assert paragraphs([lines]) == ["A heading that is as long as any of the other lines", FULL]


@pytest.mark.parametrize(("first", "last", "joined"), [
    ("inter-", "national aims", "international aims"),
    ("inter\u00ad", "national aims", "international aims"),
    ("2023-", "24 budget", "2023-24 budget"),
    ("Anglo-", "Dutch talks", "Anglo-Dutch talks"),
    ("a plan -", "of sorts", "a plan - of sorts"),
    ("so-", "“called”", "so- “called”"),
])
def test_a_word_broken_at_the_end_of_a_line(first, last, joined):
    assert paragraphs([page(f"{FULL} {first}\n{last}")]) == [f"{FULL} {joined}"]


@pytest.mark.parametrize("elsewhere", ["a well-known name", "as well and known, as well and known"])
def test_a_hyphen_stays_where_the_document_shows_that_it_belongs(elsewhere):
    assert paragraphs([page(f"{FULL} well-\nknown, {elsewhere}.")]) == [f"{FULL} well-known, {elsewhere}."]


def test_running_titles_and_page_numbers_go_and_a_paragraph_runs_on():
    lines = [FULL.replace("harbour", name) for name in ("Tarn", "Wharf", "Haven", "Beach", "Coast", "Ferry")]
    pages = [
        page(f"Harbour papers\nPage {n} of 3\n{lines[2 * n - 2]}\n{lines[2 * n - 1]}\n{n}") for n in (1, 2, 3)
    ]
    assert paragraphs(pages) == [" ".join(lines)]


def test_what_is_in_one_place_on_two_pages_only_of_many_stays():
    pages = [page(f"{title}\n{FULL} {title}.") for title in ("Aims", "Aims", "Costs", "Dates", "Notes", "Terms")]
    assert [text for text in paragraphs(pages) if text == "Aims"] == ["Aims", "Aims"]


def test_a_sentence_that_ends_with_the_page_ends_its_paragraph():
    assert paragraphs([page(f"{FULL} it."), page(FULL)]) == [f"{FULL} it.", FULL]


def test_a_single_page_keeps_its_figures():
    assert paragraphs([page("2024")]) == ["2024"]


@pytest.mark.parametrize("pages", [[], [[]], [[], []], [page("1"), page("2")]])
def test_nothing_to_read(pages):
    assert paragraphs(pages) == []
