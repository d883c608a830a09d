"""The graph -> one HTML file that shows it in a browser, offline: everything is in the file, nothing is asked for.

The drawing is vis-network as pyvis brings it; template, style and scripts are ours. A Content-Security-Policy allows
these scripts and this style by their hashes and nothing else, so that text from documents can never become a script.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import networkx as nx

from kg.export.files import write_whole
from kg.export.page_data import page_data
from kg.ontology import Ontology

VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"  # in pyvis; Apache-2.0 or MIT, its notice is its first lines
SCRIPTS = (
    "dom.js", "data.js", "filters.js", "canvas.js", "places.js", "labels.js", "passages.js", "panel.js", "search.js",
    "table.js", "explorer.js",
)


def write_html(graph: nx.MultiDiGraph, path: Path, *, ontology: Ontology) -> None:
    """Writes the page of `graph`; the same graph and vocabulary give the same bytes."""
    write_whole(path, page(page_data(graph, ontology=ontology)))


def page(data: dict[str, Any]) -> str:
    """The HTML of a page that shows `data`, which is what `page_data` gives."""
    style, library, script = _template("style.css"), _library(), _script()
    return Template(_template("page.html")).substitute(
        policy=_policy(scripts=(library, script), styles=(style,)),
        style=style, library=library, script=script, data=_embedded(data),
    )


def _template(name: str) -> str:
    return (files("kg.export") / "templates" / name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "\n".join(_template(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def _library() -> str:
    text = (files("pyvis") / VIS_NETWORK).read_text(encoding="utf-8")
    return text.split("//# sourceMappingURL", 1)[0]  # developer tools would ask for a file that is not there


def _policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    return "; ".join((
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {' '.join(map(_hash, styles))}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(data: dict[str, Any]) -> str:
    """JSON in ASCII in which no tag can end or begin, wherever in a page it stands."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
