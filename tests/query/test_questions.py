"""Named questions on small graphs with the rows they must give, and answers to other queries."""

import re

import ferry
import pyoxigraph as ox
import pytest
import tidewater

from kg.errors import FormatError, QueryError
from kg.export.rdf import write_turtle
from kg.ontology import PREFIXES, Ontology
from kg.query import describe, find, questions, read_store, run
from kg.query.answers import readable
from kg.query.questions import LITERAL_TYPES, PARAMETER_TYPES, question

XSD = "http://www.w3.org/2001/XMLSchema#"
LANGUAGE = f"{PREFIXES['rdf']}langString"

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
    "quoted-by-many": [],
    "published-and-funded": [("Coastal Towns Strategy", "current", "", "")],
    "funding-chains": [("Tidewater Foundation", "", "", "Harbour Trust", "1")],
    "partnership-chains": [("Harbour Trust", "1")],
    "partners-of-partners": [],
    "roles-at-once": [],
    "moved-between": [
        ("Anna Marsh", "Marsh Review", "Tidewater Foundation", "current"),
        ("Ben Okoye", "Lantern Institute", "Harbour Trust", "current"),
    ],
    "policies-by-speaker": [],
    "two-sources": [("", "2026/minutes", "", "homes are cold")],
    "documents-behind-a-claim": [
        (relation, object_, "current", "A strategy for coasts", "2026-05-01", "1") for relation, object_ in (
            ("funds", "Harbour Trust"), ("partners with", "Harbour Trust"), ("publishes", "Coastal Towns Strategy"),
        )
    ],
    "claims-with-one-source": [
        ("Anna Marsh", "chairs", "Marsh Review", "1", "2026/minutes"),
        ("Anna Marsh", "chairs", "Tidewater Foundation", "0.95", "2026/launch"),
        ("Anna Marsh", "holds a post at", "Tidewater Foundation", "0.95", "2026/launch"),
        ("Ben Okoye", "holds a post at", "Harbour Trust", "1", "2026/minutes"),
        ("Ben Okoye", "holds a post at", "Lantern Institute", "1", "2026/minutes"),
        ("Tidewater Foundation", "funds", "Harbour Trust", "0.8", "2026/launch"),
        ("Tidewater Foundation", "partners with", "Harbour Trust", "1", "2026/launch"),
        ("Tidewater Foundation", "publishes", "Coastal Towns Strategy", "1", "2026/launch"),
    ],
    "without-register-link": [
        ("Anna Marsh", "person", "2"), ("Coastal Towns Strategy", "policy", "2"),
        ("Harbour Trust", "organisation", "2"),
        ("Ben Okoye", "person", "1"), ("Lantern Institute", "organisation", "1"), ("Marsh Review", "policy", "1"),
        ("Tidewater Foundation", "organisation", "1"),
    ],
    "summary": [
        ("entities", "organisation", "3"), ("entities", "person", "2"), ("entities", "policy", "2"),
        ("relationships", "holds a post at", "3"), ("relationships", "chairs", "2"), ("relationships", "funds", "1"),
        ("relationships", "partners with", "1"), ("relationships", "publishes", "1"),
        ("sources", "passage", "15"), ("sources", "statement", "4"), ("sources", "document", "2"),
    ],
}

# What those that need a parameter are asked with.
NEEDED = {
    "published-and-funded": {"body": "Tidewater Foundation"},
    "partnership-chains": {"body": "Tidewater Foundation"},
    "two-sources": {"one": "Anna Marsh", "other": "Coastal Towns Strategy", "topic": "housing"},
    "documents-behind-a-claim": {"subject": "Tidewater Foundation"},
    "everything-about": {"entity": "Anna Marsh"},
}
# Which rows of ROWS are left with a parameter.
NARROWED = {
    ("who-chairs-what", (("chairs", "marsh review"),)): [0],
    ("who-chairs-what", (("chairs", "Harbour Trust"),)): [],
    ("former-roles", (("person", "BEN OKOYE"),)): [1],
    ("roles", (("person", "person/anna-marsh"),)): [0],
    ("who-funds-whom", (("funder", "Harbour Trust"),)): [],
    ("published-by", (("publisher", "Harbour Trust"),)): [],
    ("passages-behind-edges", (("relation", "chairs"),)): [0, 1],
    ("passages-behind-edges", (("relation", "HOLDS A POST AT"), ("subject", "Ben Okoye"))): [3, 4],
    ("who-said-what", (("topic", "energy policy"),)): [2],
    ("who-said-what", (("since", "2026-05-01"),)): [0, 3],
    ("who-said-what", (("since", "2026-05-02"),)): [],
    ("who-chairs-what", (("person", "Ben Okoye"),)): [],
}
CONSTRUCTED = {"everything-about"}


@pytest.fixture(scope="module")
def ontology():
    return Ontology.load()


@pytest.fixture(scope="module")
def folder(ontology, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    write_turtle(tidewater.GRAPH, folder / "graph.ttl", ontology=ontology)
    return folder


@pytest.fixture(scope="module")
def store(folder):
    return read_store(folder)


@pytest.fixture(scope="module")
def ferries(ontology, tmp_path_factory):
    file = tmp_path_factory.mktemp("ferry") / "graph.ttl"
    write_turtle(ferry.GRAPH, file, ontology=ontology)
    return read_store(file)


def rows(answer, name, ontology):
    return list(readable(answer, questions(ontology)[name]).rows)


def test_every_named_question_has_its_rows_here(ontology):
    assert sorted({*ROWS, *CONSTRUCTED}) == sorted(ontology.queries)
    assert len(ontology.queries) >= 24


@pytest.mark.parametrize("name", sorted(ROWS))
def test_named_questions_give_names_that_a_reader_knows(name, store, ontology):
    answer = run(store, name, ontology, parameters=NEEDED.get(name, {}))
    assert answer.kind == "select"
    assert rows(answer, name, ontology) == ROWS[name]
    assert {len(answer.variables)} >= {len(row) for row in answer.rows} == {len(row) for row in answer.datatypes}


@pytest.mark.parametrize(("name", "parameters"), sorted(ferry.ROWS))
def test_parameters_narrow_a_question(name, parameters, ferries, ontology):
    answer = run(ferries, name, ontology, parameters=dict(parameters))
    assert rows(answer, name, ontology) == ferry.ROWS[name, parameters]


@pytest.mark.parametrize(("name", "parameters"), sorted(NARROWED))
def test_parameters_leave_out_rows_that_the_question_has_without_them(name, parameters, store, ontology):
    found = rows(run(store, name, ontology, parameters=dict(parameters)), name, ontology)
    assert found == [ROWS[name][place] for place in NARROWED[name, parameters]]
    assert len(found) < len(ROWS[name])


def test_every_parameter_of_a_question_is_tried(ontology):
    tried = {(name, parameter) for name, parameters in [*ferry.ROWS, *NARROWED] for parameter, _ in parameters}
    tried |= {(name, parameter) for name, parameters in NEEDED.items() for parameter in parameters}
    declared = {(name, parameter.name) for name, one in questions(ontology).items() for parameter in one.parameters}
    assert len(declared) >= 20
    assert declared - tried == set()


FITS = {
    "number": {f"{XSD}integer", f"{XSD}decimal"}, "date": {f"{XSD}date"}, "text": {f"{XSD}string", LANGUAGE},
}
KINDS = {
    "entity": r".*/id/(person|org|policy|place)/[^/]+", "document": r".*/id/document/[^#]+",
    "statement": r".*/id/statement/\w+", "passage": r".*/id/document/.+#char=\d+,\d+",
    "relation": re.escape(PREFIXES["kg"]) + r"\w+", "topic": r".*/policykg/topic/[\w-]+",
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_answers_have_the_variables_and_types_that_are_declared(name, store, ferries, ontology):
    declared = questions(ontology)[name]
    found = [run(store, name, ontology, parameters=NEEDED.get(name, {}))]
    found += [run(ferries, name, ontology, parameters=dict(of)) for asked, of in ferry.ROWS if asked == name]
    assert declared.variables
    cells = []
    for answer in found:
        assert answer.variables == tuple(variable.name for variable in declared.variables)
        for row, datatypes in zip(answer.rows, answer.datatypes, strict=True):
            cells += zip(declared.variables, row, datatypes, strict=True)
    assert len(cells) >= len(declared.variables)
    wrong = [(variable.name, cell) for variable, cell, datatype in cells if not fits(variable, cell, datatype)]
    assert wrong == []


def fits(variable, cell, datatype):
    if not cell:
        return True
    if variable.type in LITERAL_TYPES:
        return datatype in FITS[variable.type]
    return not datatype and re.fullmatch(KINDS[variable.type], cell) is not None


def test_names_stand_beside_iris(ontology):
    for name in ROWS:
        variables = [variable.name for variable in questions(ontology)[name].variables]
        lone = [one for one in variables if one.endswith("_iri") and one.removesuffix("_iri") not in variables]
        assert set(lone) <= {"statement_iri"}, name


def test_declarations_are_whole(ontology):
    for one in questions(ontology).values():
        head = [line for line in one.text.splitlines() if line.startswith("#   ")]
        assert len(head) == len(one.parameters) + len(one.variables), one.name
        assert {parameter.type for parameter in one.parameters} <= set(PARAMETER_TYPES)


def test_everything_about_one_entity(store, ontology):
    answer = run(store, "everything-about", ontology, parameters={"entity": "Anna Marsh"})
    base = "https://w3id.org/policykg/id/"
    kinds = {row[0].removeprefix(base).split("/")[0] for row in answer.rows}
    assert answer.kind == "construct"
    assert kinds == {"person", "org", "policy", "relationship", "statement", "document"}
    assert {row[2] for row in answer.rows if row[1] == f"{PREFIXES['foaf']}name"} == {
        "Anna Marsh", "Tidewater Foundation", "Marsh Review", "Harbour Trust",
    }
    assert {row[2] for row in answer.rows if row[1] == f"{PREFIXES['kg']}content"} == {
        "The Harbour Trust must grow", "costs rise … we must act",
    }
    passages = {row[2] for row in answer.rows if row[1] == f"{PREFIXES['oa']}exact"}
    assert passages == {
        "chaired by Anna Marsh", "Anna Marsh, who led the Marsh Review", "The Harbour Trust must grow",
        "“The Harbour Trust must grow,” said Marsh", "costs rise", "we must act",
        "said “costs rise” and that “we must act”",
    }


def test_a_graph_with_nothing_in_it_has_empty_answers(ontology):
    free = [name for name, one in questions(ontology).items() if all(each.optional for each in one.parameters)]
    assert len(free) >= 20
    assert {run(ox.Store(), name, ontology).rows for name in free} == {()}


def test_a_declaration_of_an_unknown_type_is_told():
    with pytest.raises(QueryError) as error:
        question("# What?\n# Parameters:\n#   ?a thing: what\nASK {}")
    assert str(error.value) == (
        "in the query, ?a: expected one of entity, topic, relation, document, date, number, text, got 'thing'"
    )


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
