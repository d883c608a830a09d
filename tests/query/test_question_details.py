"""Named questions on claims that are easily miscounted: posts still held, one site in two spellings, ties."""

import pyoxigraph as ox
import pytest
from ferry import ENTITIES, IDA, LINE, OLE, PORT, annotation

from kg.errors import QueryError
from kg.export.rdf import write_turtle
from kg.graph import build_graph
from kg.ontology import Ontology
from kg.query import find, read_store, run
from kg.query.answers import readable
from kg.query.questions import question, questions


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load()


@pytest.fixture(scope="module")
def store(ontology, tmp_path_factory):
    graph = build_graph([
        annotation("a", [
            (IDA, "has_role", LINE, "former"), (IDA, "chairs", LINE, "current"), (IDA, "has_role", PORT, "current"),
            (OLE, "has_role", LINE, "former"), (OLE, "has_role", PORT, "planned"),
            (LINE, "partners_with", PORT, "former"), (PORT, "partners_with", LINE, "current"),
        ], [(IDA, "Boats run late", (), ())], address="https://www.News.example:443/boats"),
        annotation("b", [], [(IDA, "Trains run late", (), ())], address="http://news.example?page=2"),
    ], ENTITIES)
    file = tmp_path_factory.mktemp("details") / "graph.ttl"
    write_turtle(graph, file, ontology=ontology, pipeline="x")
    return read_store(file)


@pytest.fixture(scope="module")
def ask(ontology, store):
    return lambda name: list(readable(run(store, name, ontology), questions(ontology)[name]).rows)


def test_who_still_holds_a_post_has_not_moved(ask):
    assert ask("moved-between") == [("Ole Brandt", "Ferry Line", "Port Trust", "planned")]


def test_one_site_is_one_publisher_however_it_is_written(ask):
    assert ask("quoted-by-many") == []


def test_a_pair_stands_once_for_each_status(ask):
    assert ask("partners") == [("Ferry Line", "Port Trust", "current"), ("Ferry Line", "Port Trust", "former")]


@pytest.mark.parametrize("name", ["most-quoted", "said-about", "published-by", "partners", "quoted-by-many"])
def test_rows_that_look_alike_are_told_apart_by_their_iri(name, ontology):
    order = ontology.queries[name].rpartition("ORDER BY")[2]
    assert "_iri" in order


def test_a_parameter_has_a_name_that_a_command_line_takes():
    head = "# What?\n#\n# Parameters:\n#   ?größe text: one\n#   ?2nd text: two\n#   ?size_2 text: three\nASK {}"
    assert [parameter.name for parameter in question(head).parameters] == ["size_2"]


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path, ontology):
    (tmp_path / "mine.rq").write_text("ASK {}", encoding="utf-8-sig")
    assert find(str(tmp_path / "mine.rq"), ontology) == "ASK {}"


@pytest.mark.parametrize(("text", "told"), [
    ("SELECT * {\n  ?a ?b ?c\n  FILTER(?a = 3 }", "what opens at line 3, column 9 is not closed: ("),
    ("SELECT * {\n  ?a ?b ?c", "what opens at line 1, column 10 is not closed: {"),
    ("SELECT * { ?a ?b 'c }", "what opens at line 1, column 18 is not closed: '"),
    ('SELECT * { ?a ?b """c" }', 'what opens at line 1, column 18 is not closed: """'),
])
def test_what_is_not_closed_is_told_with_its_place(text, told, ontology):
    with pytest.raises(QueryError) as error:
        run(ox.Store(), text, ontology)
    assert str(error.value).endswith(f"; {told}")


def test_prefixes_of_ids_need_no_declaration(store, ontology):
    query = "SELECT ?name { VALUES ?a { org-id:ferry-line person:ida-quist } ?a foaf:name ?name }"
    assert run(store, query, ontology).rows == (("Ferry Line",), ("Ida Quist",))
    assert run(store, "ASK { org-id:probation-service foaf:name ?name }", ontology).rows == (("false",),)
