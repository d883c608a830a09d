"""Bytes -> text, where the file does not say its encoding."""

import codecs
import re

from kg.errors import ReadError

_BOMS = (  # the marks of UTF-32 begin with those of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_BINARY = "not text: binary data, or an encoding that cannot be told"


def decode(data: bytes, *, declared: str = "", stray_nuls: bool = False) -> str:
    """The text in UTF-8, or else in the encoding that a byte order mark, `declared` or the bytes themselves tell.

    UTF-8 comes back exactly, without its byte order mark. UTF-8 with NUL characters counts as binary data, unless they
    are few and `stray_nuls`.

    Raises:
        ReadError: It is not text in an encoding that can be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding))
    is_binary = data.count(0) * 20 > (len(data) if stray_nuls else 0)
    text = None if is_binary else _decoded(data, "utf-8-sig")
    if text is not None:
        return text
    return _checked((_decoded(data, declared) if declared else None) or _guessed(data))


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # a LookupError is an encoding that nobody knows
        return None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # few files need it

    # Western Europe first: among all encodings, "£3m" in cp1252 comes out as Japanese.
    best = from_bytes(data, cp_isolation=["cp1252"]).best() or from_bytes(data).best()
    return None if best is None else str(best)


def _checked(text: str | None) -> str:
    if text is None or _NOT_IN_TEXT.search(text):
        raise ReadError(_BINARY)
    return text.removeprefix("\ufeff")
