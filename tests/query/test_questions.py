"""Named questions on a small graph with the rows they must give, and answers to other queries."""

import pyoxigraph as ox
import pytest

from kg.errors import FormatError, QueryError
from kg.export.rdf import write_turtle
from kg.graph import build_graph
from kg.model import Annotation, Cluster, Document, Entity, Mention, Passage, Relation, Statement
from kg.ontology import Ontology
from kg.query import describe, find, read_store, run

XSD = "http://www.w3.org/2001/XMLSchema#"
ANNA, BEN = "person/anna-marsh", "person/ben-okoye"
TIDEWATER, HARBOUR, LANTERN = "org/tidewater-foundation", "org/harbour-trust", "org/lantern-institute"
STRATEGY, REVIEW = "policy/coastal-towns-strategy", "policy/marsh-review"

LAUNCH = (
    "The Tidewater Foundation, chaired by Anna Marsh, published the Coastal Towns Strategy. "
    "It funds the Harbour Trust. “The Harbour Trust must grow,” said Marsh. One trustee warned that rents rise."
)
MINUTES = (
    "Anna Marsh, who led the Marsh Review, said “costs rise” and that “we must act”. "
    "Ben Okoye, formerly director of the Lantern Institute, runs the Harbour Trust. "
    "The strategy finds that homes are cold."
)


def passage(text, words):
    start = text.index(words)
    return Passage(start, start + len(words), words)


def cluster(id_):
    return Cluster(id_, "", "", (Mention(0, 1, "x"),))


def relation(text, words, type_, subject, object_, **more):
    return Relation(type_, subject, object_, passage(text, words), **more)


ENTITIES = [
    Entity(ANNA, "PERSON", "Anna Marsh"), Entity(BEN, "PERSON", "Ben Okoye"),
    Entity(TIDEWATER, "ORG", "Tidewater Foundation"), Entity(HARBOUR, "ORG", "Harbour Trust"),
    Entity(LANTERN, "ORG", "Lantern Institute"),
    Entity(STRATEGY, "POLICY", "Coastal Towns Strategy", subtype="Plan"),
    Entity(REVIEW, "POLICY", "Marsh Review", subtype="Review"),
]
FIRST = Annotation(
    Document("2026/launch", LAUNCH, title="A strategy for coasts", date="2026-05-01"),
    tuple(map(cluster, (ANNA, HARBOUR, TIDEWATER, STRATEGY))),
    (
        relation(LAUNCH, "chaired by Anna Marsh", "chairs", ANNA, TIDEWATER, confidence=0.95),
        relation(LAUNCH, "chaired by Anna Marsh", "has_role", ANNA, TIDEWATER, role="chair", confidence=0.95),
        relation(LAUNCH, "published the Coastal Towns Strategy", "publishes", TIDEWATER, STRATEGY),
        relation(LAUNCH, "It funds the Harbour Trust", "funds", TIDEWATER, HARBOUR, confidence=0.8),
        relation(LAUNCH, "It funds the Harbour Trust", "partners_with", TIDEWATER, HARBOUR),
    ),
    (
        Statement(
            "direct", (passage(LAUNCH, "The Harbour Trust must grow"),),
            passage(LAUNCH, "“The Harbour Trust must grow,” said Marsh"), "said", ANNA, about=(HARBOUR,),
        ),
        Statement(
            "indirect", (passage(LAUNCH, "rents rise"),), passage(LAUNCH, "One trustee warned that rents rise"),
            "warned", speaker_text="One trustee", topics=("housing",),
        ),
    ),
)
SECOND = Annotation(
    Document("2026/minutes", MINUTES),
    tuple(map(cluster, (ANNA, BEN, HARBOUR, LANTERN, REVIEW, STRATEGY))),
    (
        relation(MINUTES, "Anna Marsh, who led the Marsh Review", "chairs", ANNA, REVIEW, status="former"),
        relation(MINUTES, "formerly director", "has_role", BEN, LANTERN, role="director", status="former"),
        relation(MINUTES, "runs the Harbour Trust", "has_role", BEN, HARBOUR, role="chief executive"),
    ),
    (
        Statement(
            "mixed", (passage(MINUTES, "costs rise"), passage(MINUTES, "we must act")),
            passage(MINUTES, "said “costs rise” and that “we must act”"), "said", ANNA,
        ),
        Statement(
            "indirect", (passage(MINUTES, "homes are cold"),),
            passage(MINUTES, "The strategy finds that homes are cold"), "finds", STRATEGY, topics=("energy", "housing"),
        ),
    ),
)

ROWS = {
    "who-chairs-what": [
        ("Anna Marsh", "Marsh Review", "former", "1"), ("Anna Marsh", "Tidewater Foundation", "current", "0.95"),
    ],
    "chairs-of-several": [("Anna Marsh", "2", "Marsh Review; Tidewater Foundation")],
    "who-said-what": [
        ("Anna Marsh", "said", "The Harbour Trust must grow", "direct", "A strategy for coasts"),
        ("Anna Marsh", "said", "costs rise … we must act", "mixed", "2026/minutes"),
        ("Coastal Towns Strategy", "finds", "homes are cold", "indirect", "2026/minutes"),
        ("One trustee", "warned", "rents rise", "indirect", "A strategy for coasts"),
    ],
    "most-quoted": [("Anna Marsh", "2", "2"), ("Coastal Towns Strategy", "1", "1")],
    "most-connected": [
        ("Tidewater Foundation", "organisation", "3", "5"), ("Anna Marsh", "person", "2", "3"),
        ("Harbour Trust", "organisation", "2", "3"), ("Ben Okoye", "person", "2", "2"),
        ("Coastal Towns Strategy", "policy", "1", "1"), ("Lantern Institute", "organisation", "1", "1"),
        ("Marsh Review", "policy", "1", "1"),
    ],
    "published-by": [("Coastal Towns Strategy", "Tidewater Foundation", "current")],
    "who-funds-whom": [("Tidewater Foundation", "Harbour Trust", "current", "0.8")],
    "partners": [("Harbour Trust", "Tidewater Foundation", "current")],
    "roles": [("Anna Marsh", "chair", "Tidewater Foundation"), ("Ben Okoye", "chief executive", "Harbour Trust")],
    "former-roles": [("Anna Marsh", "chairs", "Marsh Review"), ("Ben Okoye", "director", "Lantern Institute")],
    "never-quoted": [("Harbour Trust", "2"), ("Lantern Institute", "1"), ("Tidewater Foundation", "1")],
    "said-about": [("Harbour Trust", "organisation", "1", "1")],
    "statements-by-topic": [
        ("housing", "2", "Coastal Towns Strategy; One trustee"), ("energy policy", "1", "Coastal Towns Strategy"),
    ],
    "passages-behind-edges": [
        ("Anna Marsh", "chairs", "Marsh Review", "2026/minutes", "0", "Anna Marsh, who led the Marsh Review"),
        ("Anna Marsh", "chairs", "Tidewater Foundation", "2026/launch", "26", "chaired by Anna Marsh"),
        ("Anna Marsh", "holds a post at", "Tidewater Foundation", "2026/launch", "26", "chaired by Anna Marsh"),
        ("Ben Okoye", "holds a post at", "Harbour Trust", "2026/minutes", "135", "runs the Harbour Trust"),
        ("Ben Okoye", "holds a post at", "Lantern Institute", "2026/minutes", "91", "formerly director"),
        ("Tidewater Foundation", "funds", "Harbour Trust", "2026/launch", "87", "It funds the Harbour Trust"),
        ("Tidewater Foundation", "partners with", "Harbour Trust", "2026/launch", "87", "It funds the Harbour Trust"),
        (
            "Tidewater Foundation", "publishes", "Coastal Towns Strategy", "2026/launch", "49",
            "published the Coastal Towns Strategy",
        ),
    ],
    "documents": [
        ("2026/launch", "A strategy for coasts", "2026-05-01", "4", "2"), ("2026/minutes", "", "", "6", "2"),
    ],
    "unnamed-sources": [("One trustee", "warned", "rents rise", "2026/launch")],
}


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load()


@pytest.fixture(scope="module")
def folder(ontology, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    write_turtle(build_graph([FIRST, SECOND], ENTITIES), folder / "graph.ttl", ontology=ontology)
    return folder


@pytest.fixture(scope="module")
def store(folder):
    return read_store(folder)


def test_every_named_question_has_its_rows_here(ontology):
    assert sorted(ROWS) == sorted(ontology.queries)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_named_questions_give_names_that_a_reader_knows(name, store, ontology):
    answer = run(store, name, ontology)
    assert answer.kind == "select"
    assert list(answer.rows) == ROWS[name]
    assert {len(answer.variables)} == {len(row) for row in answer.rows} == {len(row) for row in answer.datatypes}


def test_a_graph_with_nothing_in_it_has_empty_answers(ontology):
    answers = {name: run(ox.Store(), name, ontology).rows for name in ontology.queries}
    assert set(answers.values()) == {()}


def test_descriptions_are_the_first_lines(ontology):
    described = describe(ontology)
    assert described["most-quoted"] == "Whose words are reported most?"
    assert sorted(described) == sorted(ontology.queries)
    assert all(text.endswith(("?", ".")) for text in described.values())


@pytest.mark.parametrize("name", ["most-quoted", "Most quoted", " most_quoted "])
def test_names_may_be_written_as_words(name, ontology):
    assert find(name, ontology) == ontology.queries["most-quoted"]


@pytest.mark.parametrize(("name", "message"), [
    ("most-qouted", "no question is called 'most-qouted': did you mean most-quoted or most-connected?"),
    ("role", "no question is called 'role': did you mean roles?"),
    ("zebra", "no question is called 'zebra': kg query --list shows those that have names"),
])
def test_unknown_names_get_a_suggestion(name, message, store, ontology):
    with pytest.raises(QueryError) as error:
        run(store, name, ontology)
    assert str(error.value) == message


def test_a_file_is_asked_unless_files_are_off(tmp_path, store, ontology):
    file = tmp_path / "bodies.rq"
    file.write_text("SELECT (COUNT(?body) AS ?bodies) { ?body a kg:Organisation }", encoding="utf-8")
    assert run(store, str(file), ontology).rows == (("3",),)
    with pytest.raises(QueryError, match="not valid SPARQL"):
        run(store, str(file), ontology, files=False)


def test_a_missing_file_is_named(store, ontology):
    with pytest.raises(QueryError) as error:
        run(store, "nowhere.rq", ontology)
    assert str(error.value) == "there is no file nowhere.rq: write SPARQL into one, or ask kg query --list for names"


def test_cells_know_their_datatypes(store, ontology):
    answer = run(store, "SELECT ?s ?status ?c ?none { ?s kg:status ?status ; kg:confidence ?c } LIMIT 1", ontology)
    assert answer.variables == ("s", "status", "c", "none")
    assert answer.rows[0][0].startswith("https://w3id.org/policykg/id/relationship/")
    assert answer.datatypes == (("", f"{XSD}string", f"{XSD}decimal", ""),)
    assert answer.rows[0][3] == ""


@pytest.mark.parametrize(("query", "rows"), [
    ("ASK { ?p kg:chairs ?o }", (("true",),)),
    ("ASK { ?p kg:funds ?p }", (("false",),)),
])
def test_ask_is_one_cell(query, rows, store, ontology):
    answer = run(store, query, ontology)
    assert (answer.kind, answer.variables, answer.rows) == ("ask", ("answer",), rows)


def test_construct_has_a_row_for_each_triple(store, ontology):
    answer = run(store, "CONSTRUCT { ?b kg:chairedBy ?a } WHERE { ?a kg:chairs ?b }", ontology)
    assert answer.kind == "construct"
    assert [row[0].rsplit("/", 1)[1] for row in answer.rows] == ["tidewater-foundation", "marsh-review"]
    assert {row[1:] for row in answer.rows} == {(
        "https://w3id.org/policykg/ns#chairedBy", "https://w3id.org/policykg/id/person/anna-marsh",
    )}


def test_rows_without_an_order_are_sorted(store, ontology):
    names = [row[0] for row in run(store, "SELECT ?n { ?e a kg:Organisation ; foaf:name ?n }", ontology).rows]
    assert names == ["Harbour Trust", "Lantern Institute", "Tidewater Foundation"]
    backwards = "SELECT ?n { ?e a kg:Organisation ; foaf:name ?n } ORDER BY DESC(?n)"
    assert [row[0] for row in run(store, backwards, ontology).rows] == names[::-1]


def test_the_vocabulary_is_there_to_be_asked(store, ontology):
    query = "SELECT ?label { kg:chairs rdfs:subPropertyOf/rdfs:label ?label }"
    assert run(store, query, ontology).rows == (("holds a post at",),)


def test_stores_are_read_from_a_folder_or_a_file(folder):
    assert len(read_store(folder)) == len(read_store(str(folder / "graph.ttl"))) > 100


def test_what_is_no_turtle_is_named_with_its_line(tmp_path):
    file = tmp_path / "broken.ttl"
    file.write_text("@prefix a: <https://example.org/> .\na:b a:c .\n", encoding="utf-8")
    with pytest.raises(FormatError) as error:
        read_store(file)
    assert str(error.value) == (
        f"{file} is not valid Turtle: Parser error at line 2 column 9: . is not a valid RDF object"
        "; is it a graph.ttl of kg build?"
    )


def test_a_missing_graph_says_what_writes_one(tmp_path):
    with pytest.raises(FormatError) as error:
        read_store(tmp_path)
    file = tmp_path / "graph.ttl"
    assert str(error.value) == f"there is no file {file}: name the output folder of a build, or run kg build first"


@pytest.mark.parametrize(("content", "why"), [(None, "is a directory"), (b"\xff\xfe\xff", "it is not text in UTF-8")])
def test_a_query_that_cannot_be_read_is_named_without_numbers(tmp_path, store, ontology, content, why):
    file = tmp_path / "question.rq"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(QueryError) as error:
        run(store, str(file), ontology)
    assert str(error.value) == f"{file} cannot be read as a query: {why}"
