import json

import pytest

from kg.documents.jsonl import looks_like_jsonl, read
from kg.model import Document, Skipped


def test_a_document_a_line_with_what_it_tells():
    line = {
        "text": "The board met.\r\n", "id": "minutes  1", "title": "Minutes", "date": "5 March 2024",
        "author": ["Nell Ashdown", "Tom Quill"], "url": "https://example.org/a", "other": 1,
    }
    other = json.dumps({"text": "Two\u2028lines", "id": 7}, ensure_ascii=False)
    source = f"{json.dumps(line)}\r\n\n{other}"
    assert list(read(source.encode())) == [
        Document(
            id="minutes 1", text="The board met.\r\n", title="Minutes", date="2024-03-05",
            author="Nell Ashdown; Tom Quill", address="https://example.org/a",
        ),
        Document(id="7", text="Two\u2028lines"),
    ]


@pytest.mark.parametrize(("told", "address"), [
    ({"source": "s", "url": "u", "address": "a"}, "a"), ({"source": "s", "url": "u"}, "u"), ({"source": "s"}, "s"),
    ({"address": None, "source": "s"}, "s"), ({}, ""),
])
def test_the_address_has_three_names(told, address):
    [document] = read(json.dumps({"text": "a", **told}).encode())
    assert document.address == address


@pytest.mark.parametrize(("line", "reason"), [
    ("{", "not valid JSON"),
    ("[" * 100_000, "not valid JSON"),
    ("9" * 5000, "not valid JSON"),
    ('"text"', 'not a JSON object with a "text"'),
    ('{"title": "a"}', 'no "text" in it'),
    ('{"text": null}', 'expected "text" to be a string'),
    ('{"text": ["a"]}', 'expected "text" to be a string'),
    ('{"text": " \\n"}', "no text in it"),
    ('{"text": "a\\u0000"}', 'the "text" holds NUL characters or halves of surrogate pairs'),
    ('{"text": "a\\ud800"}', 'the "text" holds NUL characters or halves of surrogate pairs'),
])
def test_a_bad_line_is_skipped_and_the_rest_goes_on(line, reason):
    assert list(read(f'{{"text": "a"}}\n{line}\n{{"text": "b"}}'.encode())) == [
        Document(id="1", text="a"), Skipped("line 2", reason), Document(id="3", text="b"),
    ]


@pytest.mark.parametrize(("data", "expected"), [
    (b'\n {"text": "a"}\nrubbish', True), (b'{"text": 1}', True), (b'{"title": "a"}', False), (b'["text"]', False),
    (b"text", False), (b"", False), (b'{"text"\0', False),
])
def test_what_looks_like_jsonl(data, expected):
    assert looks_like_jsonl(data) is expected
