"""A tree of HTML elements, or of trafilatura's own, -> text and marks."""

from collections.abc import Callable, Mapping

from lxml import etree
from lxml import html as lxml_html

from kg.documents.builder import Marks, TextBuilder
from kg.errors import ReadError

_PARAGRAPHS = frozenset((
    "address", "article", "aside", "blockquote", "body", "details", "dl", "div", "fieldset", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "list", "main", "nav", "ol", "p", "pre", "quote",
    "section", "table", "ul",
))
_LINES = frozenset(("br", "caption", "dd", "dt", "figcaption", "lb", "legend", "summary"))
_ITEMS = frozenset(("item", "li"))
_ROWS = frozenset(("row", "tr"))
_CELLS = frozenset(("cell", "td", "th"))
_EMPHASIS = frozenset(("cite", "em", "i"))
_LINKS: Mapping[str, str] = {"a": "href", "ref": "target"}
_Calls = Mapping[str, Callable[[], None]]
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "select", "textarea", "title")


def parse_page(source: str) -> lxml_html.HtmlElement:
    """The tree of an HTML page, or of a piece of one.

    Raises:
        ReadError: There is no element in it, or the parser gave up half-way.
    """
    parser = lxml_html.HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True)
    try:
        page = lxml_html.document_fromstring(source, parser=parser)
    except etree.ParserError as error:
        raise ReadError("no text in it") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReadError("elements nested too deeply, or one too large")
    return page


def render(root: etree._Element) -> tuple[str, Marks]:
    """Text as a reader sees it: paragraphs with a blank line between, items on lines with a bullet, rows on lines.

    Marks are the stretches in italics (`em`, `i`, `cite`) and the links. The tree loses its comments and scripts.
    """
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.enter(element)
            walk.add(element.text)
        else:
            walk.leave(element)
            walk.add(element.tail if element is not root else None)
    return walk.builder.result()


class _Walk:
    """Where the walk through the tree stands; without recursion, as pages may be nested deeply."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._verbatim = 0  # open `pre`: line breaks count
        self._enter = self._calls(self.builder.start_item, self.builder.start_row, self.builder.start_cell)
        self._leave = self._calls(self.builder.end_item, self.builder.end_row, self.builder.end_cell)

    def _calls(self, item: Callable[[], None], row: Callable[[], None], cell: Callable[[], None]) -> _Calls:
        plain = ((_PARAGRAPHS, self.builder.new_paragraph), (_LINES, self.builder.new_line))
        return {tag: call for tags, call in (*plain, (_ITEMS, item), (_ROWS, row), (_CELLS, cell)) for tag in tags}

    def add(self, text: str | None) -> None:
        for number, line in enumerate((text or "").split("\n") if self._verbatim else [text]):
            if number:
                self.builder.new_line()
            self.builder.add(line)

    def enter(self, element: etree._Element) -> None:
        self._enter.get(element.tag, _nothing)()
        self._verbatim += element.tag == "pre"
        if _is_marked(element):
            self.builder.open_mark()

    def leave(self, element: etree._Element) -> None:
        if _is_marked(element):
            self.builder.close_mark()
        self._verbatim -= element.tag == "pre"
        self._leave.get(element.tag, _nothing)()


def _nothing() -> None:
    """Most elements neither start nor end a line."""


def _is_marked(element: etree._Element) -> bool:
    if element.tag in _LINKS:
        return bool(element.get(_LINKS[element.tag]))
    return element.tag in _EMPHASIS or (element.tag == "hi" and element.get("rend") == "#i")
