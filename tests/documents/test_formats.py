from importlib import import_module

import pytest

from kg.documents.formats import READERS, read_bytes
from kg.errors import ReadError


@pytest.mark.parametrize("suffix", READERS)
def test_each_format_has_a_reader(suffix):
    assert suffix == suffix.lower()
    assert "Raises:\n        ReadError: " in import_module(READERS[suffix]).read.__doc__


@pytest.mark.parametrize("suffix", sorted(READERS.keys() - {".txt", ".md", ".jsonl", ".html", ".htm"}))
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"words", bytes(range(256))])
def test_rubbish_is_named_and_not_raised(suffix, data):
    with pytest.raises(ReadError, match=r"^(not a PDF|not a Word file \(\.docx\)), or a damaged one$"):
        list(read_bytes(data, suffix=suffix))
