"""Each piece of evidence speaks where it should and is silent where it should be."""

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.names.context import Candidate, Context
from kg.extract.names.evidence import ENOUGH, EVIDENCE, weigh
from kg.extract.pipeline import COMPONENTS

LEXICON = Lexicon.load()
TABLE = {look.__name__: look for look in EVIDENCE}

# evidence, text with the candidate between marks, the kinds that it speaks for (+) and against (-)
CASES = [
    ("registered", "in the <United Kingdom> today", "+place"),
    ("registered", "in <Mossbank Vale> today", ""),
    ("labelled", "He went to <London> on Friday.", "+place"),
    ("ends_like_a_body", "the <Mossbank Trust> met", "+body"),
    ("ends_like_a_body", "the <University of Tarn> met", "+body"),
    ("ends_like_a_body", "the <Queen's Fund> met", "+body"),
    ("ends_like_a_body", "the <Clean Rivers Plan> failed", ""),
    ("ends_like_a_policy", "the <Clean Rivers Plan> failed", "+work"),
    ("ends_like_a_policy", "the <Clean Rivers Act 2021> failed", "+work"),
    ("ends_like_a_policy", "the <Queen's Fund> met", ""),
    ("looks_like_a_place", "across <Eskdale Bridge> today", "+place -person"),
    ("looks_like_a_place", "in <Port Wick> today", "+place -person"),
    ("begins_with_forename", "then <Jane Roe> spoke", "+person"),
    ("begins_with_forename", "then <Jane Trust> spoke", ""),
    ("is_acronym", "the <RTX> met", "+body"),
    ("is_acronym", "the <Rtx> met", ""),
    ("has_inner_capital", "the <CareLoom> met", "+body -person"),
    ("has_inner_capital", "the <McNeil> met", ""),
    ("is_class_word", "the <Integrated Care Board> met", "-*"),
    ("is_class_word", "the <Third Report> came", "-*"),
    ("is_class_word", "the <Trust> met", "-*"),
    ("is_plural_class", "all <Combined Authorities> met", "-*"),
    ("is_ordinary_word", "he said that <Buses> are buses", "-*"),
    ("is_role", "the <Finance Director> left", "-*"),
    ("is_thing", "the <Rural Skills Summit> began", "-*"),
    ("followed_by_policy_word", "the <Green Water Towns> programme began", "+work"),
    ("followed_by_policy_word", "the <Green Water Towns> people began", ""),
    ("is_said_to_be_a_work", "they run <Warm Halls>, a scheme that helps", "+work -body -person"),
    ("is_said_to_be_a_work", "our reading programme, <Page by Page>, grew", "+work -body -person"),
    ("is_said_to_be_a_work", "they run <Warm Halls>, a charity that helps", ""),
    ("is_field_of_work", "Jane Roe, <Quality & Safety> Manager, spoke", "-*"),
    ("is_field_of_work", "the <Rural Data> team met", "-*"),
    ("is_field_of_work", "the <Mossbank Trust> team met", ""),
    ("has_role", "then <Wren Abara>, director of works, spoke", "+person"),
    ("has_role", "our policy officer, <Wren Abara>, spoke", "+person"),
    ("has_role", "John Doe, chief officer, <Mossbank Insights>, spoke", "+body -person"),
    ("follows_title", "then Dr <Wren Abara> spoke", "+person"),
    ("follows_title", "the <General Data Regulation> applies", ""),
    ("is_new_name", "they asked <Skillgate> again", "+body +place"),
    ("is_new_name", "<Skillgate> asked again", ""),
    ("stands_where_places_stand", "people in <Skillgate> waited", "+place"),
    ("stands_where_places_stand", "the Mayor of <Skillgate> waited", "+place"),
    ("stands_where_places_stand", "a Reader in <Drama> waited", ""),
    ("acts", "It was published by <Skillgate>.", "+body +person"),
    ("does_or_undergoes", "<Skillgate> hosted the talks.", "+body +person -place -work"),
    ("is_source", "According to the <Skillgate> survey, it rained.", "+body +person"),
    ("is_source", "They went to <Skillgate>.", ""),
    ("is_idea_or_sector", "the <Basic Income> debate goes on", "-work"),
    ("is_idea_or_sector", "the <VXE> sector grew", "-*"),
    ("works_with_others", "It is built in a venture with <Skillgate>.", "+body -place -work"),
    ("works_with_others", "They ate with <Skillgate>.", ""),
    ("is_released", "They published <Bright Tides> in May.", "+work -body -person"),
    ("is_released", "She is the author of <Bright Tides>.", "+work -body -person"),
    ("is_released", "They published the <Mossbank Trust>.", ""),
    ("is_short_for_a_body", "Staff of <Tideline> say that Tideline Networks pays well.", "+body -person"),
    ("is_short_for_a_body", "Staff of <Tideline> say that Orchard Networks pays well.", ""),
    ("is_headline_verb", "The fund agreed to <Expand Rural Access>", "-*"),
    ("is_led", "She has led <Skillgate> for years.", "+body -person"),
    ("is_described", "the charity <Skillgate> waited", "+body -person -place"),
    ("is_described", "They met <Skillgate>, a charity in Leeds.", "+body -person"),
    ("is_described", "They met <Skillgate>, which runs buses.", "+body -person"),
    ("is_described", "They met <Skillgate>, who runs buses.", "+person -body -place"),
    ("is_described", "They met <Robin>, 13, there.", "+person"),
    ("has_letters_behind", "then <Wren Abara> MP spoke", "+person"),
    ("has_people", "many <Skillgate> volunteers came", "+body -person"),
    ("is_area_of_body", "The Tarnshire County Council met. In <Tarnshire> it rained.", "+place -person"),
    ("is_heading", "Minutes\n\nPORT AND <WORKING GROUP>\n\nIt met.", "-*"),
    ("is_minister_for", "the Minister for <Roads> spoke", "-*"),
]


def look_at(nlp, marked):
    start, end = marked.index("<"), marked.index(">") - 1
    with nlp.select_pipes(disable=COMPONENTS):
        doc = nlp(marked.replace("<", "").replace(">", ""))
    span = doc.char_span(start, end)
    assert span is not None, marked
    context = Context.of(doc, LEXICON)
    return context, Candidate(context, span)


@pytest.mark.parametrize(("name", "marked", "expected"), CASES)
def test_evidence(nlp, name, marked, expected):
    scores = TABLE[name](*look_at(nlp, marked))
    found = {("+" if score > 0 else "-") + kind for kind, score in scores.items() if score}
    assert found == set(expected.split())


def test_every_piece_of_evidence_has_a_case_and_says_why():
    assert set(TABLE) == {name for name, *_ in CASES}
    assert all(look.__doc__ for look in EVIDENCE)


def weighed(nlp, marked):
    context, candidate = look_at(nlp, marked)
    return weigh(context, [candidate.span])


@pytest.mark.parametrize(("marked", "type_"), [
    ("the <Mossbank Trust> met", "ORG"),
    ("then Dr <Wren Abara> spoke", "PERSON"),
    ("the <Clean Rivers Plan> failed", "POLICY"),
    ("They are in <London> today.", "PLACE"),
])
def test_the_sum_decides(nlp, marked, type_):
    scores = weighed(nlp, marked)
    assert scores.most_common(1)[0][0] == type_
    assert scores[type_] >= ENOUGH


def test_evidence_against_all_kinds_counts_for_each(nlp):
    assert max(weighed(nlp, "the <Integrated Care Board> met").values()) < 0
