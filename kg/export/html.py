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
from kg.export.terms import DEFAULT_BASE_IRI
from kg.ontology import Ontology

VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"  # in pyvis; Apache-2.0 or MIT, its notice is its first lines
SCRIPTS = (
    "dom.js", "text.js", "data.js", "views.js", "address.js", "actions.js", "filters.js", "counts.js", "facets.js",
    "ranges.js", "filtered.js", "canvas.js", "places.js", "regions.js", "labels.js", "crowd.js", "passages.js",
    "panel.js", "search.js", "table.js", "runs.js", "reader.js", "hops.js", "documents.js", "download.js", "csv.js",
    "graphml.js", "turtle.js", "svg.js", "codes.js", "paths.js", "neighbourhood.js", "pins.js", "share.js", "rows.js",
    "said.js", "statements.js", "matrix.js", "timeline.js", "statement_panel.js", "said_csv.js", "look.js",
    "explorer.js",
)
STYLES = ("style.css", "filters.css", "reader.css", "share.css", "statements.css")


def write_html(
    graph: nx.MultiDiGraph, path: Path, *, ontology: Ontology, base_iri: str = DEFAULT_BASE_IRI,
) -> None:
    """Writes the page of `graph`; the same graph and vocabulary give the same bytes."""
    write_whole(path, page(page_data(graph, ontology=ontology, base_iri=base_iri)))


def page(data: dict[str, Any]) -> str:
    """The HTML of a page that shows `data`, which is what `page_data` gives."""
    style, library, script = "".join(map(_template, STYLES)), _library(), _script()
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
