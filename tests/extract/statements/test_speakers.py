"""Subjects of reporting words, and what they stand for."""

import pytest
from spacy.tokens import Doc

from kg.extract.lexicon import Lexicon
from kg.extract.references import references
from kg.extract.statements.cues import Cues, cue_text
from kg.extract.statements.speakers import Speakers
from kg.extract.statements.subjects import phrase, subject_of


@pytest.fixture(scope="module")
def cues():
    return Cues(Lexicon.load(None))


def tree(nlp, *words: tuple[str, str, int, str]) -> Doc:
    """A `Doc` by hand: (word, tag, place of its head, dependency)."""
    texts, tags, heads, deps = zip(*words, strict=True)
    return Doc(nlp.vocab, texts, tags=tags, pos=["X"] * len(texts), heads=heads, deps=deps)


def test_subject_of_its_own(nlp):
    doc = tree(nlp, ("Roe", "NNP", 1, "nsubj"), ("said", "VBD", 1, "ROOT"))
    assert subject_of(doc[1]).text == "Roe"


def test_subject_shared_through_and_and_to(nlp):
    doc = tree(
        nlp, ("Roe", "NNP", 1, "nsubj"), ("stood", "VBD", 1, "ROOT"), ("and", "CC", 1, "cc"),
        ("went", "VBD", 1, "conj"), ("on", "RP", 3, "prt"), ("to", "TO", 6, "aux"), ("stress", "VB", 3, "xcomp"),
    )
    assert subject_of(doc[6]).text == "Roe"


def test_the_subject_next_to_the_verb_wins(nlp):
    doc = tree(nlp, ("3.4", "CD", 2, "nsubj"), ("Roe", "NNP", 2, "nsubj"), ("said", "VBD", 2, "ROOT"))
    assert subject_of(doc[2]).text == "Roe"


def test_a_relative_pronoun_is_the_noun_before(nlp):
    doc = tree(nlp, ("Roe", "NNP", 0, "ROOT"), ("who", "WP", 2, "nsubj"), ("said", "VBD", 0, "relcl"))
    assert subject_of(doc[2]).text == "Roe"


def test_a_finite_clause_does_not_lend_its_subject(nlp):
    doc = tree(nlp, ("Roe", "NNP", 1, "nsubj"), ("left", "VBD", 1, "ROOT"), ("said", "VBD", 1, "advcl"))
    assert subject_of(doc[2]) is None


@pytest.mark.parametrize(("text", "word", "expected"), [
    ("A spokesperson for the board said so.", "spokesperson", "A spokesperson for the board"),
    ("The nurse, who was tired, said so.", "nurse", "The nurse"),
    ("Doctors and nurses said so.", "Doctors", "Doctors and nurses"),
])
def test_phrase(nlp, text, word, expected):
    doc = nlp(text)
    assert phrase(next(token for token in doc if token.text == word)).text == expected


SOURCES = [
    ("Jane Roe said that it rained.", "Jane Roe", "Jane Roe"),
    ("Jane Roe chairs the board. She said that it rained.", "Jane Roe", "She"),
    ("The mayor, Jane Roe, said that it rained.", "Jane Roe", "Jane Roe"),
    ("A study by the Hexham Trust shows that it rained.", "Hexham Trust", "A study by the Hexham Trust"),
    ("The Hexham Foundation's report says that it rained.", "Hexham Foundation", "The Hexham Foundation's report"),
    ("Jane Roe, who chairs the board, said that it rained.", "Jane Roe", "Jane Roe"),
    ("Ministers listened to Jane Roe, who said that it rained.", "Jane Roe", "Jane Roe"),
    ("The Hexham Foundation's Jane Roe warned that it rained.", "Jane Roe", "Jane Roe"),
    ("One nurse said that it rained.", "", "One nurse"),
    ("Almost a quarter of staff said that it rained.", "", "Almost a quarter of staff"),
    ("The government said that it rained.", "", "The government"),
]


@pytest.mark.parametrize(("text", "name", "words"), SOURCES, ids=[text for text, _, _ in SOURCES])
def test_source_and_its_words(nlp, text, name, words):
    doc = nlp(text)
    (statement,) = doc._.kg_statements
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    assert names.get(statement.speaker, "") == name
    assert statement.speaker_span.text == words
    assert statement.speaker_text == ("" if name else words)


@pytest.mark.parametrize("text", [
    "The clock said that it rained.", "We said that it rained.", "This shows that it rained.",
])
def test_no_source(nlp, text):
    assert nlp(text)._.kg_statements == ()


def test_what_a_name_was_described_as(nlp, cues):
    doc = nlp("The board launched the Hexham Housing Strategy, a plan for new homes. The plan says that homes are few.")
    speakers = Speakers(references(doc, cues.lexicon), cues)
    noun = [token for token in doc if token.text == "plan"][-1]
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    assert names[speakers.of_noun(noun).cluster] == "Hexham Housing Strategy"


def test_named_in_prefers_people(nlp, cues):
    doc = nlp("The Hexham Foundation thanked Jane Roe for the report.")
    speakers = Speakers(references(doc, cues.lexicon), cues)
    assert doc[speakers.named_in(0, len(doc)).start].text == "Jane"
    assert doc[speakers.named_in(0, 4).start].text in {"The", "Hexham"}
    assert speakers.named_in(len(doc) - 2, len(doc)) is None


@pytest.mark.parametrize(("text", "verb", "reports"), [
    ("Roe said that it rained.", "said", True),
    ("Roe never said that it rained.", "said", False),
    ("Roe will say that it rained.", "say", False),
    ("Roe has yet to say that it rained.", "say", False),
    ("Did Roe say that it rained?", "say", False),
    ("Roe walked home.", "walked", False),
])
def test_cues_report_what_is_claimed(nlp, cues, text, verb, reports):
    assert cues.reports(next(token for token in nlp(text) if token.text == verb)) is reports


def test_cue_text_holds_the_particle(nlp):
    doc = nlp("The plan sets out the aims.")
    assert cue_text(doc[2]) == "sets out"


def test_cues_know_their_lists(cues):
    assert "say" in cues.words("speech")
    assert cues.words("unknown") == frozenset()
    assert "for" in cues.things["call"]
    assert ("according", "to") in cues.phrases["according"]
