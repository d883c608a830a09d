"""Words of documents go the whole way, from files through a build to both readers of RDF."""

import json
import unicodedata

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF

from kg.build import build
from kg.ontology import PREFIXES

QUOTED = [
    "We must act", 'Say "no" now', "It\\u0022s a back\\slash \\", "Tea & <b>cake</b> for all",
    "The “inner” ‘words’ count",
    "Naïve cafés – déjà vu", "e\u0301 is combined", "القمر is the moon",
    "\u202eturned around", "日本 and 😀 too", "100% #1 @en ^^x", "One ; two . three , four",
    "a\u00a0b\u2028c\ufeffd", "@prefix a: <b> .", "{} ${x} %s %2F", "Bell \x07 and escape \x1b[31m",
    "Null \ufffe and \uffff", "'''three''' \"\"\"times\"\"\"",
]
NAMES = ["plain", "with space", "100%25", "ünï", "a'b", "semi;colon", "at@en", "two..dots..", "#hash", "[x]", "日本"]
KG = rdflib.Namespace(PREFIXES["kg"])
OA = rdflib.Namespace(PREFIXES["oa"])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder, output = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("built")
    for number, words in enumerate(QUOTED):
        name = NAMES[number % len(NAMES)] + (str(number) if number >= len(NAMES) else "")
        text = f"Notes of a meeting\n\n“{words},” said Jane Roe, chair of the Mossbank Trust.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    report = build([folder], output, formats=["jsonld"])
    assert (report.documents, report.skipped) == (len(QUOTED), ())
    return output


def as_written(words):
    return "".join(
        "\ufffd" if c in "\ufffe\uffff" or (unicodedata.category(c) == "Cc" and c not in "\t\n\r") else c for c in words
    )


def records(output):
    lines = (output / "annotations.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[1:] if line]


def readers(output):
    """The graph as three ways of reading give it."""
    turtle, jsonld = rdflib.Graph(), rdflib.Graph()
    by_oxigraph = rdflib.Graph()
    store = ox.Store()
    store.bulk_load(path=str(output / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    by_oxigraph.parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()), format="nt")
    return (
        turtle.parse(output / "graph.ttl", format="turtle"), jsonld.parse(output / "graph.jsonld", format="json-ld"),
        by_oxigraph,
    )


def test_all_readers_give_one_graph(built):
    first, *others = map(set, readers(built))
    assert len(first) > 500
    assert all(other == first for other in others)


def test_every_quote_and_every_file_name_arrives(built):
    said = sorted(as_written(" … ".join(part["text"] for part in one["content"]))
                  for record in records(built) for one in record["statements"])
    assert len(said) >= len(QUOTED) - 4
    for graph in readers(built):
        assert sorted(map(str, graph.objects(None, KG.content))) == said
        documents = graph.subjects(RDF.type, KG.Document)
        names = {str(graph.value(document, DCTERMS.identifier)) for document in documents}
        assert names == {record["doc"] for record in records(built)}
        assert {"with space", "100%25", "two..dots..", "日本"} <= names


def test_every_passage_holds_the_words_at_its_place(built):
    graph = readers(built)[0]
    texts = {str(text) for text in graph.objects(None, OA.exact)}
    assert any("Bell \ufffd and escape \ufffd[31m" in text for text in texts)
    assert any("日本 and 😀 too" in text for text in texts)
    for place in graph.subjects(RDF.type, KG.Passage):
        length = int(graph.value(place, KG.end)) - int(graph.value(place, KG.start))
        assert len(graph.value(place, OA.exact)) == length
