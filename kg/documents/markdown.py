"""Markdown, with or without front matter -> plain text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from lxml import etree
from markdown_it import MarkdownIt

from kg.documents.builder import clean
from kg.documents.dates import iso_date
from kg.documents.encodings import decode
from kg.documents.markup import parse_page, render
from kg.model import Document

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ADDRESS = ("address", "url", "source")  # the first that there is
_AUTHOR = ("author", "authors")


def read(data: bytes) -> Iterator[Document]:
    """One document: the rendered text, with marks for emphasis and links, and what the front matter tells.

    Without a title in the front matter, the first heading of level 1 is it. HTML in the Markdown is rendered too.

    Raises:
        ReadError: It is not text, or HTML in it is nested too deeply.
    """
    front, body = _split(decode(data, stray_nuls=True))
    page = parse_page(f"<body>{MarkdownIt('commonmark').enable('table').render(clean(body))}</body>")
    text, marks = render(page.find("body"))
    yield Document(
        id="", text=text, marks=marks, title=_first(front, ("title",)) or _heading(page),
        date=iso_date(_first(front, ("date",))), author=_first(front, _AUTHOR), address=_first(front, _ADDRESS),
    )


def _split(source: str) -> tuple[Mapping[str, Any], str]:
    """Front matter and the rest; lines between dashes that are not YAML with keys belong to the text."""
    block = _FRONT_MATTER.match(source)
    if block:
        front = _mapping(block[1])
        if front is not None:
            return front, source[block.end():]
    return {}, source


def _mapping(block: str) -> Mapping[str, Any] | None:
    try:
        value = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings, lists and dicts only: no dates, no objects
    except (yaml.YAMLError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _first(front: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The value of the first of `keys` that is there; a list is one string."""
    value = next((front[key] for key in keys if front.get(key)), "")
    parts = value if isinstance(value, list) else [value]
    return "; ".join(" ".join(clean(part).split()) for part in parts if isinstance(part, str))


def _heading(page: etree._Element) -> str:
    heading = page.find(".//h1")
    return "" if heading is None else " ".join("".join(heading.itertext()).split())
