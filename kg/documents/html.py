"""Web pages: the article without the navigation around it, found by trafilatura."""

import copy
import logging
import re
import warnings
from collections.abc import Iterator
from functools import cache

import trafilatura
from lxml import etree
from trafilatura.settings import DEFAULT_CONFIG

from kg.documents.builder import Marks, clean
from kg.documents.dates import iso_date
from kg.documents.encodings import decode
from kg.documents.formats import DAMAGED
from kg.documents.markup import parse_page, render
from kg.errors import ReadError
from kg.model import Document

for _name in ("courlan", "htmldate", "justext", "readability", "trafilatura"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what goes wrong is told by `ReadError`

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")  # lxml refuses one in text that is decoded already
_FOOTNOTE = re.compile(r"[\[(]?\w{1,3}[\])]?")
_AROUND = ("aside", "footer", "form", "header", "nav")
_WHOLE = 250  # characters of paragraphs that make an <article> a whole one and not a teaser
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}  # the same whatever today is


@cache
def _settings() -> trafilatura.settings.ConfigParser:
    """Trafilatura's own, but a short notice counts as an article: otherwise it is replaced by bare lines of text."""
    settings = copy.deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    settings.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    return settings


def read(data: bytes) -> Iterator[Document]:
    """One document, also where a page strings several articles together; title, date, author and address from its head.

    Raises:
        ReadError: It is not text, there are no elements in it, or they are nested too deeply.
    """
    declared = _DECLARED.search(data[:4096])
    source = decode(data, declared=declared[1].decode("ascii") if declared else "", stray_nuls=True)
    try:
        yield _document(clean(source))
    except (*DAMAGED, etree.LxmlError) as error:
        raise ReadError("a damaged web page") from error


def _document(source: str) -> Document:
    page = parse_page(_XML_DECLARATION.sub("", source, count=1))
    _prepare(page)
    heading = [_words(h1) for h1 in page.iter("h1")]
    found = _extracted(copy.deepcopy(page))
    if found is None:
        text, marks = _whole_page(page)
        return Document(id="", text=text, marks=marks, title=next(iter(heading), "") or _words(page.find(".//title")))
    title = clean(found.title or "")
    text, marks = _with_heading(*render(found.body), heading=_fitting(heading, title))
    return Document(
        id="", text=text, marks=marks, title=title, date=iso_date(found.date or ""), author=clean(found.author or ""),
        address=clean(found.url or ""),
    )


def _extracted(page: etree._Element) -> trafilatura.settings.Document | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd dates, by the parser of dates that trafilatura asks
        return trafilatura.bare_extraction(
            page, include_comments=False, include_formatting=True, include_links=True, with_metadata=True,
            date_extraction_params=_DATES, config=_settings(),
        )


def _prepare(page: etree._Element) -> None:
    """Says in elements that trafilatura keeps what it would lose: titles, quotation marks, further articles."""
    for element in list(page.iter("cite", "q", "sup")):
        if element.tag == "cite":
            element.tag = "em"
        elif element.tag == "q":
            _put_in_quotation_marks(element)
        elif element.find(".//a") is not None and _FOOTNOTE.fullmatch(_words(element)):
            element.drop_tree()
    _join_articles(page)


def _put_in_quotation_marks(element: etree._Element) -> None:
    element.text = "“" + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + "”"
    else:
        element.text += "”"
    element.drop_tag()


def _join_articles(page: etree._Element) -> None:
    """Trafilatura takes the first <article> of a page; where several are whole ones they become one."""
    articles = [article for article in page.iter("article") if _length(article) >= _WHOLE]
    outer = [article for article in articles if not set(article.iterancestors("article")) & set(articles)]
    if len(outer) < 2:
        return
    joined = outer[0].makeelement("article")
    outer[0].addprevious(joined)
    for article in outer:
        article.tag = "div"
        joined.append(article)


def _length(article: etree._Element) -> int:
    return sum(len(_words(paragraph)) for paragraph in article.iter("p"))


def _whole_page(page: etree._Element) -> tuple[str, Marks]:
    """What is left without navigation, for a page in which trafilatura finds nothing (a list, a line or two)."""
    body = page if page.tag == "body" or page.find("body") is None else page.find("body")
    etree.strip_elements(body, *_AROUND, with_tail=False)
    return render(body)


def _fitting(headings: list[str], title: str) -> str:
    """The page's own heading where it says the same as the title of its head, which may add the site's name."""
    for heading in headings:
        if heading and (heading in title or title in heading):
            return heading
    return title


def _with_heading(text: str, marks: Marks, *, heading: str) -> tuple[str, Marks]:
    if " ".join(heading.split()).casefold() in " ".join(text.split()).casefold():
        return text, marks
    shift = len(heading) + 2
    return f"{heading}\n\n{text}", tuple((start + shift, end + shift) for start, end in marks)


def _words(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext(etree.Element)).split())
