"""The names that `import kg` gives."""

import subprocess
import sys
from inspect import getdoc

import pytest

import kg


def test_names_are_few_sorted_and_listed() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert 10 <= len(kg.__all__) <= 15
    assert set(kg.__all__) <= set(dir(kg))


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_imports_and_is_documented(name: str) -> None:
    assert getdoc(getattr(kg, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'kg' has no attribute 'biuld'$"):
        _ = kg.biuld


@pytest.mark.parametrize("statement", ["import kg", "from kg import KgError, Document, Ontology", "import kg.cli"])
def test_importing_leaves_the_heavy_libraries_alone(statement: str) -> None:
    heavy = {"spacy", "thinc", "numpy", "networkx", "rdflib", "pyshacl", "trafilatura", "pypdf", "docx", "pyvis"}
    code = f"import sys; {statement}; print(*sorted({heavy!r} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_a_module_stays_a_module_whichever_way_it_is_reached() -> None:
    code = "import kg; one = kg.query; from kg.query import run; assert kg.query is one; print(type(one).__name__)"
    reached = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert reached.stdout == "module\n"
