"""Names of one document that mean the same, and names that do not."""

import time

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.extract.coreference import Coreference
from kg.extract.lexicon import Lexicon
from kg.extract.names.acronyms import initials_of, letters_of

LEXICON = Lexicon.load()
VOCAB = spacy.blank("en").vocab


def document(names):
    """A document of (type, name) with the word "and" between them."""
    words, places = [], []
    for label, name in names:
        places.append((len(words), len(words) + len(name.split()), label))
        words += [*name.split(), "and"]
    doc = Doc(VOCAB, words=words)
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in places]
    return doc


def clusters(*names):
    """The forms of each cluster, in text order."""
    found = Coreference(LEXICON)(document(names))._.kg_clusters
    return [[mention.text for mention in cluster.mentions] for cluster in found]


def of(label, *names):
    return clusters(*((label, name) for name in names))


ONE = [
    ("PERSON", ["Jane Roe", "Roe"]),
    ("PERSON", ["Jane Roe", "Ms Roe", "Jane"]),
    ("PERSON", ["Penelope Marsh", "Penny Marsh"]),
    ("PERSON", ["J. Roe", "Jane Roe"]),
    ("PERSON", ["Jane Anne Roe", "Jane Roe"]),
    ("ORG", ["Mossbank Tenants Alliance", "MTA"]),
    ("ORG", ["Department for Roads", "DfR"]),
    ("ORG", ["Mossbank Hospitals NHS Trust", "Mossbank Hospitals"]),
    ("ORG", ["The Tarn Trust", "Tarn Trust"]),
    ("PLACE", ["UK", "United Kingdom"]),
    ("POLICY", ["Tarn Clean Water Plan", "Clean Water Plan"]),
    ("PERSON", ["Sir Norman Marsh", "Lord Marsh"]),
    ("PERSON", ["Dame Penelope Marsh", "Baroness Marsh"]),
    ("PERSON", ["J. K. Roe", "JK Roe"]),
    ("PERSON", ["JK Roe", "Jane Roe"]),
    ("PERSON", ["Anna van der Berg", "van der Berg", "Ms Berg"]),
    ("PERSON", ["Maria Garcia Tarn", "Ms Garcia Tarn"]),
    ("PERSON", ["P. Marsh", "Penny Marsh", "Penelope Marsh"]),
    ("ORG", ["Mossbank Community Foundation Trust", "Mossbank"]),
    ("ORG", ["Mossbank Housing Association", "Mossbank"]),
    ("ORG", ["Mossbank Mental Health NHS Trust", "Mossbank"]),
    ("ORG", ["Barlow & Sons Ltd", "Barlow and Sons Limited"]),
    ("ORG", ["Mossbank Borough Council", "Mossbank Council"]),
    ("ORG", ["Tarn University Hospitals NHS Trust", "Tarn Hospitals NHS Trust"]),
    ("ORG", ["Mossbank NHS Foundation Trust", "Mossbank FT", "Mossbank Trust"]),
    ("ORG", ["TVD ICS", "Tarn, Vale and Dale Integrated Care System"]),
    ("ORG", ["NHS Tarn, Vale and Dale Integrated Care Board", "TVD ICB"]),
    ("ORG", ["Upper-Tarn, Vale and Dale ICP", "UTVD ICP"]),
    ("ORG", ["MTA", "Mossbank Tenants Alliance"]),
    ("ORG", ["Department for Roads and Rivers", "DfRR"]),
    ("ORG", ["PHE", "Public Health England"]),
]


@pytest.mark.parametrize(("label", "names"), ONE)
def test_one(label, names):
    assert of(label, *names) == [names]


@pytest.mark.parametrize(("label", "names"), [
    ("PERSON", ["Jane Roe", "John Roe"]),
    ("PERSON", ["Jane Roe", "Marsh"]),
    ("ORG", ["Mossbank Trust", "Tarn Trust"]),
    ("ORG", ["Mossbank Trust", "Trust"]),
    ("PLACE", ["North Tarn", "Tarn"]),
    ("POLICY", ["Clean Air Act 1956", "Clean Air Act 1993"]),
    ("PERSON", ["Norman Marsh", "Lady Marsh"]),
    ("PERSON", ["Penelope Marsh", "Lord Marsh"]),
    ("PERSON", ["Mr Marsh", "Mrs Marsh"]),
    ("PERSON", ["John Roe Sr", "John Roe Jr"]),
    ("PERSON", ["John Roe", "John Roe Jr"]),
    ("PERSON", ["Jane A. Roe", "Jane B. Roe"]),
    ("PERSON", ["Peter Anne Roe", "Anne Roe"]),
    ("ORG", ["TVD ICB", "Tarn, Vale and Dale Integrated Care System"]),
    ("ORG", ["Mossbank ICB", "Mossbank ICS"]),
    ("ORG", ["Mossbank Council", "Mossbank Trust"]),
    ("ORG", ["Mossbank University Hospitals NHS Trust", "Mossbank University"]),
    ("ORG", ["Mossbank City Council", "Mossbank County Council"]),
    ("ORG", ["Mossbank Ferry Users", "Mossbank"]),
    ("ORG", ["Public Health England", "UK Health Security Agency"]),
    ("ORG", ["NHS Litigation Authority", "NHS Resolution"]),
    ("ORG", ["Leeds City Council", "Leeds Teaching Hospitals NHS Trust"]),
])
def test_two(label, names):
    assert of(label, *names) == [[names[0]], [names[1]]]


def test_a_body_and_a_place_of_one_name_stay_two():
    assert clusters(("ORG", "Mossbank"), ("PLACE", "Mossbank")) == [["Mossbank"], ["Mossbank"]]


def test_a_surname_of_two_goes_to_whom_the_text_named_last():
    assert of("PERSON", "Jane Roe", "Roe", "John Roe", "Mr Roe") == [["Jane Roe", "Roe"], ["John Roe", "Mr Roe"]]


@pytest.mark.parametrize(("names", "expected"), [
    (["Jane Roe", "Peter Roe", "Mr Roe", "Ms Roe"], [["Jane Roe", "Ms Roe"], ["Peter Roe", "Mr Roe"]]),
    (["Norman Marsh", "Sir Peter Marsh", "Lord Marsh"], [["Norman Marsh"], ["Sir Peter Marsh", "Lord Marsh"]]),
    (["Norman Marsh", "Peter Marsh", "Lord Marsh"], [["Norman Marsh"], ["Peter Marsh"], ["Lord Marsh"]]),
    (["Kim Roe", "Robin Roe", "Dr Roe"], [["Kim Roe"], ["Robin Roe", "Dr Roe"]]),
    (["John Roe Sr", "John Roe Jr", "Mr Roe"], [["John Roe Sr"], ["John Roe Jr", "Mr Roe"]]),
    (["Mr Roe", "Mrs Roe", "Roe"], [["Mr Roe"], ["Mrs Roe", "Roe"]]),
    (["Kate Marsh", "Katherine Marsh", "Catherine Marsh"], [["Kate Marsh"], ["Katherine Marsh"], ["Catherine Marsh"]]),
    (["Jane A. Roe", "Jane B. Roe", "Jane Roe"], [["Jane A. Roe"], ["Jane B. Roe"], ["Jane Roe"]]),
])
def test_two_people_of_one_surname(names, expected):
    assert of("PERSON", *names) == expected


@pytest.mark.parametrize("names", [
    ["Mossbank City Council", "Mossbank County Council", "Mossbank Council"],
    ["Mossbank NHS Trust", "Mossbank Borough Council", "Mossbank"],
    ["Mossbank Integrated Care Board", "Mossbank Integrated Care System", "Mossbank"],
    ["Mossbank Community Trust", "Mossbank Ferry Club", "Mossbank"],
    ["Tarn, Vale and Dale ICB", "Teme, Vyrnwy and Dee ICB", "TVD ICB"],
])
def test_a_short_form_of_two_bodies_is_neither(names):
    assert of("ORG", *names) == [[name] for name in names]


def test_a_body_is_not_called_like_a_place_of_the_document():
    found = clusters(("PLACE", "Mossbank"), ("ORG", "Mossbank Community Trust"), ("ORG", "Mossbank"))
    assert found == [["Mossbank"], ["Mossbank Community Trust"], ["Mossbank"]]


def test_an_initial_that_fits_two_joins_nobody():
    assert of("PERSON", "J. Roe", "Jane Roe", "John Roe") == [["J. Roe"], ["Jane Roe"], ["John Roe"]]


def test_an_acronym_of_two_bodies_joins_none():
    names = ["Mossbank Tenants Alliance", "Minster Toll Agency", "MTA"]
    assert of("ORG", *names) == [[name] for name in names]


def test_a_short_form_of_what_a_named_body_owns():
    found = of("ORG", "MTA", "MTA Ageing Network", "Ageing Network")
    assert found == [["MTA"], ["MTA Ageing Network", "Ageing Network"]]


def test_brackets_explain_what_initials_do_not(nlp):
    doc = nlp("The Mossbank Homes Group (MHX) met. MHX has ten members.")
    found = {cluster.name: len(cluster.mentions) for cluster in doc._.kg_clusters}
    assert found == {"Mossbank Homes Group": 3}


def test_clusters_are_numbered_in_text_order_under_their_fullest_names():
    found = Coreference(LEXICON)(document([("PERSON", "Dr Roe"), ("ORG", "Tarn Trust"), ("PERSON", "Dr Jane Roe")]))
    named = [(cluster.id, cluster.type, cluster.name) for cluster in found._.kg_clusters]
    assert named == [("c0", "PERSON", "Jane Roe"), ("c1", "ORG", "Tarn Trust")]


def test_a_document_without_names_has_no_clusters():
    assert clusters() == []


@pytest.mark.parametrize(("acronym", "words", "expected"), [
    ("HTA", ["Harbour", "Towns", "Alliance"], True),
    ("DfT", ["Department", "for", "Transport"], True),
    ("PCNs", ["Primary", "Care", "Network"], True),
    ("NAO", ["North-Atlantic", "Office"], True),
    ("HTA", ["Harbour", "Trust"], False),
])
def test_initials(acronym, words, expected):
    assert (letters_of(acronym) in initials_of(words)) is expected


@pytest.mark.parametrize("label", ["ORG", "PERSON", "POLICY", "PLACE"])
def test_time_grows_with_the_names_and_not_with_their_square(label):
    def seconds(count):
        doc = document([(label, f"Tarn{n} Trust" if n % 3 else f"T{chr(65 + n % 26)}{n}") for n in range(count)])
        start = time.process_time()
        Coreference(LEXICON)(doc)
        return time.process_time() - start

    seconds(200)
    small, large = min(seconds(1000), seconds(1000)), min(seconds(4000), seconds(4000))
    assert large < 10 * small + 0.05, f"{small:.3f} s, four times the names {large:.3f} s"
