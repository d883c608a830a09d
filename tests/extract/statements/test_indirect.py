"""What is told without marks: by verbs, nouns, adjectives and prepositions."""

import pytest


def told(nlp, text: str) -> list[tuple[str, str, str]]:
    """(speaker, cue, content) of each statement."""
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return [
        (names.get(s.speaker, s.speaker_text), s.cue, " … ".join(part.text for part in s.content))
        for s in doc._.kg_statements
    ]


@pytest.mark.parametrize(("text", "cue", "content"), [
    ("Jane Roe said that the roof leaked.", "said", "the roof leaked"),
    ("Jane Roe said the roof leaked.", "said", "the roof leaked"),
    ("The roof leaked, Jane Roe said.", "said", "The roof leaked"),
    ("Jane Roe told the hearing that the roof leaked.", "told", "the roof leaked"),
    ("Jane Roe went on to stress that the roof leaked.", "stress", "the roof leaked"),
    ("Jane Roe pointed out that the roof leaked.", "pointed out", "the roof leaked"),
    ("As Jane Roe has noted, the roof leaks.", "noted", "the roof leaks"),
    ("Jane Roe questioned whether the roof would last.", "questioned", "whether the roof would last"),
    ("Jane Roe urged ministers to mend the roof.", "urged", "ministers to mend the roof"),
    ("Jane Roe called on ministers to mend the roof.", "called on", "ministers to mend the roof"),
    ("Jane Roe called for a new roof.", "called for", "a new roof"),
    ("Jane Roe welcomed the new school roof.", "welcomed", "the new school roof"),
    ("Jane Roe described the roof as a disgrace.", "described", "the roof as a disgrace"),
    ("Jane Roe raised concerns about the old roof.", "raised concerns", "the old roof"),
    ("The new roof was welcomed by Jane Roe.", "welcomed", "The new roof"),
    ("Concerns were raised by Jane Roe about the cost of the roof.", "raised", "the cost of the roof"),
    ("Jane Roe told MPs that the roof leaked, and that it was old.", "told", "the roof leaked, and that it was old"),
    ("Jane Roe was asked about the roof, and said that it leaked.", "said", "it leaked"),
    ("It was Jane Roe who said that the roof leaked.", "said", "the roof leaked"),
    ("According to Jane Roe, the roof leaks.", "According to", "the roof leaks"),
    ("The roof leaks, according to Jane Roe.", "according to", "The roof leaks"),
    ("Jane Roe's view is that the roof leaks.", "view", "the roof leaks"),
    ("A warning from Jane Roe that the roof would fall in was unread.", "warning", "the roof would fall in"),
    ("In Jane Roe's opinion, the roof leaks.", "opinion", "the roof leaks"),
    ("Jane Roe is clear that the roof leaks.", "is clear", "the roof leaks"),
    ("Jane Roe made it clear that the roof would be mended.", "made it clear", "the roof would be mended"),
])
def test_cue_and_content(nlp, text, cue, content):
    assert told(nlp, text) == [("Jane Roe", cue, content)]


@pytest.mark.parametrize("text", [
    "Jane Roe did not say that the roof leaked.",
    "Jane Roe might say that the roof leaks.",
    "Jane Roe has yet to say whether the roof leaks.",
    "Did Jane Roe promise that the roof would last?",
    "If Jane Roe says that the roof leaks, nobody listens.",
    "Jane Roe will find out who mended the roof.",
    "Jane Roe declared the bridge open.",
    "Jane Roe reported for duty.",
    "Jane Roe welcomed him.",
    "The clock said five past nine.",
    "It is clear that the roof leaks.",
])
def test_nothing_is_told(nlp, text):
    assert told(nlp, text) == []


def test_two_cues_tell_two_things(nlp):
    text = "Jane Roe admitted that mistakes had been made and promised a full account by Easter."
    assert told(nlp, text) == [
        ("Jane Roe", "admitted", "mistakes had been made"), ("Jane Roe", "promised", "a full account by Easter"),
    ]


def test_what_a_speaker_does_is_part_of_what_another_tells(nlp):
    text = "Jane Roe said that Omar Haddad had left and promised to return."
    assert told(nlp, text) == [("Jane Roe", "said", "Omar Haddad had left and promised to return")]


def test_a_remark_in_brackets_is_the_documents(nlp):
    text = "Jane Roe said that the roof leaked in May (it was mended in June)."
    assert told(nlp, text) == [("Jane Roe", "said", "the roof leaked in May")]


def test_a_clause_between_commas(nlp):
    (statement,) = told(nlp, "Jane Roe has a plan. The aim, she insisted, was to mend the roof by Easter.")
    assert statement[:2] == ("Jane Roe", "insisted")
    assert statement[2].endswith("was to mend the roof by Easter")
