"""A relation type is added in a copy of `ontology/` and nowhere else, and then is in every output."""

import csv
import json
from shutil import copytree

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.ontology import NAMESPACE, default_folder

PROPERTY = """
kg:advises a owl:ObjectProperty ;
    rdfs:label "advises"@en ; kg:inverseLabel "is advised by"@en ; skos:notation "advises" ;
    rdfs:domain kg:Person ; rdfs:range kg:Organisation ;
    rdfs:comment "Gives advice to the body."@en ; skos:example "Anna Marsh advises the Tidewater Foundation."@en .
"""
PATTERNS = {
    "comment": "How documents say that somebody advises a body.",
    "sequences": [{"pattern": "{subject} (advises|advised) {object}"}, {"pattern": "{object} , advised by {subject}"}],
}
TEXT = (
    "Jane Roe advises the Mossbank Trust, and has done so for years.\n\n"
    "The Tarn Housing Association, advised by Penelope Marsh, has grown. Ms Roe does not advise the Quayside Council.\n"
)
EDGES = {("person/jane-roe", "org/mossbank-trust"), ("person/penelope-marsh", "org/tarn-housing-association")}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """What a build writes with the changed vocabulary."""
    root = tmp_path_factory.mktemp("advises")
    folder = copytree(default_folder(), root / "ontology")
    terms = root / "ontology" / "kg.ttl"
    terms.write_text(terms.read_text(encoding="utf-8") + PROPERTY, encoding="utf-8")
    (root / "ontology" / "patterns" / "advises.json").write_text(json.dumps(PATTERNS), encoding="utf-8")
    (root / "note.txt").write_text(TEXT, encoding="utf-8")
    arguments = ["build", root / "note.txt", "-o", root / "out", "--ontology", folder]
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return root / "out"


def test_it_is_in_the_annotations(output):
    record = json.loads((output / "annotations.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert {(r["subject"], r["object"]) for r in record["relations"] if r["type"] == "advises"} == EDGES


def test_it_is_in_the_turtle(output):
    store = ox.Store()
    store.load(path=str(output / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    found = store.query(f"SELECT ?s ?o WHERE {{ ?s <{NAMESPACE}advises> ?o }}")
    tails = {tuple("/".join(term.value.split("/")[-2:]) for term in (row["s"], row["o"])) for row in found}
    assert tails == EDGES


def test_it_is_on_the_page_with_its_label(output):
    page = (output / "graph.html").read_text(encoding="utf-8")
    assert '"advises"' in page
    assert "is advised by" in page


def test_it_is_in_the_tables(output):
    with (output / "relations.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert cells.count("advises") == len(EDGES)


def test_without_the_change_it_is_not_there(output, tmp_path):
    done = CliRunner().invoke(app, ["build", str(output.parent / "note.txt"), "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert b"advises>" not in (tmp_path / "graph.ttl").read_bytes()
    assert b"kg:advises" not in (tmp_path / "graph.ttl").read_bytes()
