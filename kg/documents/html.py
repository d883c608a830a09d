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
from trafilatura.xpaths import BODY_XPATH

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
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TABLE = ("caption", "tbody", "td", "tfoot", "th", "thead", "tr")
_FRAMES = ("center", "div", "section")
_AROUND = ("aside", "footer", "form", "header", "nav")
_NO_PROSE = frozenset(("a", "noscript", "script", "style", "template"))
_MOST = 0.95  # of the words of an element, in a part of it that can stand for all
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
    for table in [table for table in page.iter("table") if _is_layout(table)]:
        _unfold(table)
    _join_articles(page)
    _frame(page)


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only places things on the page, as in e-mail; trafilatura loses headings and lists in cells."""
    inside = next(table.iterdescendants(*_HEADINGS, "table"), None)
    return inside is not None or table.get("role") in {"none", "presentation"}


def _unfold(table: etree._Element) -> None:
    """Makes plain blocks of a table and of its own cells, but not of a table inside it."""
    parts = [part for part in table.iter(*_TABLE) if next(part.iterancestors("table")) is table]
    for element in (table, *parts):
        element.tag = "div"


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


def _frame(page: etree._Element) -> None:
    """Marks what holds the words of a page that does not say so itself; else trafilatura takes its paragraphs only."""
    body = page.find("body")
    if body is None or any(find(page) for find in BODY_XPATH):
        return
    frame, sizes = body, _sizes(body)
    while len(frame) and sizes[part := max(frame, key=sizes.__getitem__)] >= _MOST * sizes[frame]:
        if part.tag not in _FRAMES:
            break
        frame = part
    for header in [header for header in frame.iter("header") if next(header.iter(*_HEADINGS), None) is None]:
        header.drop_tree()
    article = frame.makeelement("article")
    article.text, frame.text = frame.text, None
    article.extend(list(frame))
    frame.append(article)


def _sizes(body: etree._Element) -> dict[etree._Element, int]:
    """How many characters there are in each element without those of links and scripts; what is inside comes first."""
    sizes: dict[etree._Element, int] = {}
    for element in reversed(list(body.iter())):
        inside = sum(sizes[part] + len((part.tail or "").strip()) for part in element)
        sizes[element] = 0 if element.tag in _NO_PROSE else inside + len((element.text or "").strip())
    return sizes


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
