import pytest

from kg.documents.dates import iso_date


@pytest.mark.parametrize(("written", "iso"), [
    ("2024-03-05", "2024-03-05"),
    ("2024-03-05T23:59:00+02:00", "2024-03-05"),
    ("2024-03-05 10:00", "2024-03-05"),
    ("20240305", "2024-03-05"),
    ("2024-3-5", "2024-03-05"),
    ("2024/03/05", "2024-03-05"),
    ("5 March 2024", "2024-03-05"),
    ("5th of March, 2024", "2024-03-05"),
    ("March 5, 2024", "2024-03-05"),
    ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"),
    ("05/03/2024", "2024-03-05"),
    ("05.03.2024", "2024-03-05"),
    ("29 February 2024", "2024-02-29"),
])
def test_dates_that_name_a_day(written, iso):
    assert iso_date(written) == iso


@pytest.mark.parametrize("written", [
    "", " ", "2024", "March 2024", "5 March", "2024-13-45", "29 February 2023", "today", "10:00", "spring", "\0",
    "9" * 30,
])
def test_what_does_not_name_a_day(written):
    assert iso_date(written) == ""
