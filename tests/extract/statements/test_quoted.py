"""Whose a quotation is: one table for each way in which a text says it."""

import pytest

from kg.extract.statements.attributions import METHODS


def said(nlp, text: str) -> list[tuple[str, str, list[str]]]:
    """(speaker, cue, parts) of the statements that are quoted."""
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return [
        (names.get(s.speaker, s.speaker_text), s.cue, [part.text for part in s.content])
        for s in doc._.kg_statements if s.kind == "direct"
    ]


CASES = {
    "followed": [
        ("“The roof leaks,” said Jane Roe.", "Jane Roe", "said", ["The roof leaks,"]),
        ("“The roof leaks,” Jane Roe told the committee.", "Jane Roe", "told", ["The roof leaks,"]),
        ("“Does it leak?” asked Jane Roe.", "Jane Roe", "asked", ["Does it leak?"]),
        ("“The roof leaks,” sang Jane Roe.", "Jane Roe", "sang", ["The roof leaks,"]),
        ("“The roof leaks,” Jane Roe texted the manager.", "Jane Roe", "texted", ["The roof leaks,"]),
        ("“Not in my lifetime,” said one of the nurses.", "one of the nurses", "said", ["Not in my lifetime,"]),
        ("“The roof,” said Jane Roe, “leaks every winter.”", "Jane Roe", "said", ["The roof,", "leaks every winter."]),
        ("“It leaks,” Jane Roe said. “It always did.”", "Jane Roe", "said", ["It leaks,", "It always did."]),
    ],
    "introduced": [
        ("Jane Roe said: “The roof leaks.”", "Jane Roe", "said", ["The roof leaks."]),
        ("Jane Roe told members that “the roof leaks”.", "Jane Roe", "told", ["the roof leaks"]),
        ("Jane Roe disagreed with the board: “The roof leaks.”", "Jane Roe", "disagreed", ["The roof leaks."]),
        ("Asked whether it leaked, Jane Roe replied: “No.”", "Jane Roe", "replied", ["No."]),
        ("Jane Roe said: “It leaks.\n\n“It always did.”", "Jane Roe", "said", ["It leaks.", "It always did."]),
        ("Jane Roe was blunt: “We lost track of the roof.”", "Jane Roe", "", ["We lost track of the roof."]),
        ("Jane Roe shook her head: “We lost track of the roof.”", "Jane Roe", "", ["We lost track of the roof."]),
        ("For Jane Roe, the answer lies in slate: “Tiles do not last.”", "Jane Roe", "", ["Tiles do not last."]),
    ],
    "equated": [
        ("“Roofs come first,” is the view of Jane Roe.", "Jane Roe", "view", ["Roofs come first,"]),
        ("“Roofs come first,” was how Jane Roe put it.", "Jane Roe", "put", ["Roofs come first,"]),
        ("“Roofs come before doors.” Those were the words of Jane Roe.", "Jane Roe", "words",
         ["Roofs come before doors."]),
        ("“Roofs come before doors.” That is the view of Jane Roe.", "Jane Roe", "view", ["Roofs come before doors."]),
        ("“Roofs come before doors.” This was the verdict of Jane Roe.", "Jane Roe", "verdict",
         ["Roofs come before doors."]),
    ],
    "headed": [
        ("Jane Roe, adviser to the inquiry: “The roof leaks again.”", "Jane Roe", "", ["The roof leaks again."]),
    ],
    "verdict": [
        ("Jane Roe's verdict: “The roof leaks.”", "Jane Roe", "verdict", ["The roof leaks."]),
        ("The message from Jane Roe was clear: “mend it or close it”.", "Jane Roe", "message", ["mend it or close it"]),
        ("The verdict of Jane Roe: “The roof leaks.”", "Jane Roe", "verdict", ["The roof leaks."]),
        ("Jane Roe's advice to boards is short: “Mend the roof.”", "Jane Roe", "advice", ["Mend the roof."]),
        ("Jane Roe resigned. Her answer to the press: “Mend the roof.”", "Jane Roe", "answer", ["Mend the roof."]),
    ],
    "called": [
        ("Jane Roe called the plan “a leaking roof”.", "Jane Roe", "called", ["a leaking roof"]),
    ],
    "so_said": [
        ("“The roof leaks.” So said Jane Roe, a roofer.", "Jane Roe", "said", ["The roof leaks."]),
        ("“The roof leaks!” Thus wrote Jane Roe in May.", "Jane Roe", "wrote", ["The roof leaks!"]),
        ("“Will it last?” So asked Jane Roe on Monday.", "Jane Roe", "asked", ["Will it last?"]),
    ],
    "described": [
        ("Jane Roe described it as “a roof of sorts”.", "Jane Roe", "described", ["a roof of sorts"]),
        ("Jane Roe, who visits in May, dismissed it as “a roof of sorts”.", "Jane Roe", "dismissed",
         ["a roof of sorts"]),
        ("Jane Roe, a roofer from Hull, described them as “slates of sorts”.", "Jane Roe", "described",
         ["slates of sorts"]),
    ],
    "worded": [
        ("The plan is, in Jane Roe's words, “a leaking roof”.", "Jane Roe", "words", ["a leaking roof"]),
        ("In Jane Roe's phrase, “roofs come before doors”.", "Jane Roe", "phrase", ["roofs come before doors"]),
        ("Jane Roe retired. In her view, “roofs come before doors”.", "Jane Roe", "view", ["roofs come before doors"]),
    ],
    "topical": [
        ("For Jane Roe, the aim is a simple one: “roofs before doors”.", "Jane Roe", "", ["roofs before doors"]),
        ("For Jane Roe, chair of the jury, the choice was plain: “roofs before doors”.", "Jane Roe", "",
         ["roofs before doors"]),
        ("For Dr Jane Roe, one rule counts: “roofs before doors”.", "Jane Roe", "", ["roofs before doors"]),
    ],
    "titled": [
        ("Dr Jane Roe, University of Calder\n\n“The roof leaks every winter.”", "Jane Roe", "",
         ["The roof leaks every winter."]),
        ("Jane Roe (Canal Trust)\n“The roof leaks every winter.”", "Jane Roe", "", ["The roof leaks every winter."]),
        ("Jane Roe\n\n“The roof leaks every winter.”", "Jane Roe", "", ["The roof leaks every winter."]),
    ],
    "unbalanced": [
        ("“The roof leaks every winter, warned Jane Roe of the board.\nIt meets in May.", "Jane Roe", "warned",
         ["The roof leaks every winter,"]),
        ("“Who will mend it? asked Jane Roe.", "Jane Roe", "asked", ["Who will mend it?"]),
        ('Jane Roe said, "The roof leaks every winter.”', "Jane Roe", "said", ["The roof leaks every winter."]),
        ("“The roof leaks,\" said Jane Roe.", "Jane Roe", "said", ["The roof leaks,"]),
    ],
    "signed": [
        ("What we heard:\n• “The roof leaks every winter.” – Jane Roe, Hull", "Jane Roe", "",
         ["The roof leaks every winter."]),
        ("“The roof leaks every winter.”\n– Jane Roe, treasurer", "Jane Roe", "", ["The roof leaks every winter."]),
        ("“The roof leaks every winter.”\n\nJane Roe, treasurer", "Jane Roe", "", ["The roof leaks every winter."]),
    ],
}


@pytest.mark.parametrize("method", METHODS)
def test_each_method_has_cases(method):
    assert CASES[method.__name__.lstrip("_")]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "parts"), [case for cases in CASES.values() for case in cases],
    ids=lambda value: value if isinstance(value, str) and len(value) > 30 else "",
)
def test_speaker_cue_and_parts(nlp, text, speaker, cue, parts):
    assert said(nlp, text) == [(speaker, cue, parts)]


@pytest.mark.parametrize("text", [
    "Jane Roe never said “the roof leaks”.",
    "Jane Roe would say “the roof leaks”.",
    "The board had Jane Roe saying “the roof leaks” in a draft.",
    "Jane Roe read “Roofs of the North” on the train.",
    "The “leaking roof” scheme was begun by Jane Roe.",
    "“What Roofs Cost” asks a question of its own.",
    "Nobody said “the roof leaks”.",
    "Imagine a builder who says, “The roof leaks.”",
    "Jane Roe read the sign on the gate: “Nobody may enter after dark.”",
    "Jane Roe has a motto above her desk: “Never trust a round number.”",
    "In Jane Roe's street, “Roofs Today” is read by all.",
    "For Jane Roe, the post brought a parcel: “Roofs Today”.",
    "Jane Roe stored it as “roofs_final_2”.",
    "Jane Roe visits the new ward\n\n“The roof leaks every winter.”",
    "Lessons for Jane Roe\n\n“The roof leaks every winter.”",
])
def test_no_statement(nlp, text):
    assert said(nlp, text) == []


def test_a_new_cue_begins_a_new_statement(nlp):
    text = "“The roof leaks,” said Jane Roe. “It does not,” replied Omar Haddad."
    assert said(nlp, text) == [
        ("Jane Roe", "said", ["The roof leaks,"]), ("Omar Haddad", "replied", ["It does not,"]),
    ]


@pytest.mark.parametrize("text", [
    "“The roof leaks every winter.\n“It always did,” said Jane Roe.",
    "“The roof leaks every winter.\n\n“It always did,” said Jane Roe.",
    "“The roof leaks every winter.\n\n“It always did,” Jane Roe told members.",
])
def test_a_cue_in_the_second_paragraph_speaks_for_the_first(nlp, text):
    assert [parts for _, _, parts in said(nlp, text)] == [["The roof leaks every winter.", "It always did,"]]


def test_a_closed_quotation_is_anothers(nlp):
    text = "“The roof leaks every winter.”\n“It always did,” said Jane Roe."
    assert ["It always did,"] in [parts for _, _, parts in said(nlp, text)]


@pytest.mark.parametrize("text", [
    "Omar Haddad: “We did not know.” Jane Roe: “You knew.”",
    "Omar Haddad: “We did not know.”\nJane Roe: “You knew.”",
    "Omar Haddad said: “We did not know.” Jane Roe: “You knew.”",
])
def test_a_turn_may_be_short(nlp, text):
    assert [(who, parts) for who, _, parts in said(nlp, text)] == [
        ("Omar Haddad", ["We did not know."]), ("Jane Roe", ["You knew."]),
    ]


def test_a_pull_quote_is_not_said_again(nlp):
    quotation = "The roof leaks in every winter that I remember"
    text = f"Jane Roe said: “{quotation}.”\n\n“{quotation}”\n\nThe board met in May."
    assert said(nlp, text) == [("Jane Roe", "said", [f"{quotation}."])]


def test_what_is_clause_and_quotation_is_left_to_the_clause(nlp):
    assert said(nlp, "Jane Roe said that the roof was old but that “nobody had noticed”.") == []
    assert said(nlp, "The roof was “held up by habit”, Jane Roe told reporters.") == []


def test_lines_below_quotations_do_not_name_the_next_one(nlp):
    text = "“The roof leaks every winter.”\nJane Roe, nurse\n\n“The walls are damp in every room.”\nOmar Haddad, porter"
    assert [speaker for speaker, _, _ in said(nlp, text)] == ["Jane Roe", "Omar Haddad"]


def test_a_cue_between_two_quotations_is_not_denied_by_the_second(nlp):
    text = "‘It is the tiles that go,’ Jane Roe confided; ‘we simply haven't the money.’"
    assert said(nlp, text) == [("Jane Roe", "confided", ["It is the tiles that go,", "we simply haven't the money."])]


def test_a_quotation_of_nobodys_goes_on_in_the_next_paragraph(nlp):
    text = "Jane Roe said the roof leaked.\n\n“Boards will have the money.\n\n“They will not ask twice.”"
    assert said(nlp, text) == [("Jane Roe", "", ["Boards will have the money.", "They will not ask twice."])]
