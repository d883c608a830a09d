import codecs
import random

import pytest

from kg.documents.encodings import decode
from kg.errors import ReadError

WORDS = "Zoë Ashdown’s board – “all of it” – costs £3m."


@pytest.mark.parametrize(("data", "text"), [
    (WORDS.encode(), WORDS),
    (codecs.BOM_UTF8 + WORDS.encode(), WORDS),
    (WORDS.encode("cp1252"), WORDS),
    ("Café, £3 million".encode("latin-1"), "Café, £3 million"),
    (b"Cost: \xa33m", "Cost: £3m"),
    (WORDS.encode("utf-16"), WORDS),
    (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), WORDS),
    (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), WORDS),
    (("A board met. " * 9).encode("utf-16-le"), "A board met. " * 9),
    ("Совет одобрил план на три года.".encode("cp1251"), "Совет одобрил план на три года."),
    (b"a\r\nb\rc\n\x0c\x01", "a\r\nb\rc\n\x0c\x01"),
    (b"", ""),
])
def test_text_in_many_encodings(data, text):
    assert decode(data) == text


def test_utf8_is_believed_before_what_is_declared_and_that_before_guesses():
    assert decode("Zoë".encode(), declared="latin-1") == "Zoë"
    assert decode("Łódź".encode("iso-8859-2"), declared="iso-8859-2") == "Łódź"
    assert decode("Zoë".encode("latin-1"), declared="no-such-encoding") == "Zoë"


def test_a_few_nuls_may_be_strays():
    assert decode(b"The board met in the hall.\0", stray_nuls=True) == "The board met in the hall.\0"
    assert decode("The board met. ".encode("utf-16-le") * 9, stray_nuls=True) == "The board met. " * 9


@pytest.mark.parametrize("data", [
    b"text with a \0 in it",
    codecs.BOM_UTF16_LE + b"\x00\xd8",
    b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(400),
    b"%PDF-1.7\n" + random.Random(2).randbytes(4000),
])
def test_what_is_not_text(data):
    with pytest.raises(ReadError, match=r"^not text: binary data, or an encoding that cannot be told$"):
        decode(data)
