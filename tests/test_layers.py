"""The house keeps its shape: what each room may import, who prints, and where domain words live."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ontology import Ontology

PACKAGE = Path(__file__).parents[1] / "kg"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# A room imports from rooms to its left only.
ROOMS = (
    "documents", "extract", "resolve", "graph", "export", "figures", "evaluate", "validate", "query", "plain", "serve",
    "cache", "build", "arguments", "cli",
)
FREE = ("model", "ontology", "vocabulary", "errors")
PLACES = {
    **dict.fromkeys(FREE, -1),
    **{name: place for place, name in enumerate(ROOMS)},
    "__init__": len(ROOMS),  # the public face names what lies in the rooms
}

# (module, word) -> why a word of the vocabulary may stand in the code.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"), module)


def room(module: str) -> str:
    """`export/rdf.py` -> `export`, `graph.py` -> `graph`."""
    return module.split("/")[0].removesuffix(".py")


def imports(module: str) -> Iterator[str]:
    """The rooms of `kg` that a module imports from, wherever in it the import stands."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively"
            names = [f"kg.{alias.name}" for alias in node.names] if node.module == "kg" else [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("kg."))


def strings(module: str) -> Iterator[tuple[int, str]]:
    """(line, text) of string literals that are not documentation."""
    nodes = list(ast.walk(tree(module)))
    documentation = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def test_there_are_modules_to_look_at() -> None:
    assert {"cli.py", "graph.py", "model.py", "export/files.py"} <= set(MODULES)
    assert {room(module) for module in MODULES} <= set(PLACES)


@pytest.mark.parametrize("module", MODULES)
def test_rooms_import_from_the_left(module: str) -> None:
    own = room(module)
    wrong = [other for other in imports(module) if other not in (own, *FREE) and PLACES[other] >= PLACES[own]]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_prints(module: str) -> None:
    calls = [node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    printing = [f.id for f in calls if isinstance(f, ast.Name) and f.id in ("print", "input")]
    streams = [
        f"sys.{node.attr}" for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr")
    ]
    assert module == "cli.py" or printing + streams == []


@pytest.mark.parametrize("module", MODULES)
def test_words_of_the_field_live_in_the_vocabulary(module: str) -> None:
    ontology = Ontology.load()
    kinds = {subtype.name for entity in ontology.types.values() for subtype in entity.subtypes}
    words = {*ontology.types, *ontology.relations, *kinds}
    assert {"chairs", "ORG", "Legislation"} <= words
    found = {text for _, text in strings(module) if text in words}
    assert {word for word in found if (module, word) not in EXCEPTIONS} == set()


def test_exceptions_are_still_needed() -> None:
    used = {(module, text) for module in MODULES for _, text in strings(module)}
    assert set(EXCEPTIONS) <= used
