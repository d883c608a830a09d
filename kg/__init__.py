"""Knowledge graphs of policy documents; `kg.build.build(["documents"], "output")` is the whole way.

Names are imported when they are first used: `import kg` takes no time, and spaCy is loaded only where it is needed.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Annotation": "kg.model",
    "Document": "kg.model",
    "Entity": "kg.model",
    "KgError": "kg.errors",
    "Ontology": "kg.ontology",
    "Relationship": "kg.model",
    "Statement": "kg.model",
    "build_graph": "kg.graph",
    "load_pipeline": "kg.extract",
    "read_annotations": "kg.export.annotations",
    "read_documents": "kg.documents",
    "to_rdflib": "kg.export.rdflib_graphs",
}
_MODULES = ("build", "query", "validate")

__all__ = sorted((*_HOMES, *_MODULES))


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"kg.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
