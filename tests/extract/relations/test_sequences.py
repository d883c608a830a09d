"""The pattern language, on lines of symbols made by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import OntologyError
from kg.extract.references import Referent
from kg.extract.relations.line import Line
from kg.extract.relations.sequences import Grammar
from kg.ontology import RelationType

NAMES = {"roe": "PERSON", "poe": "PERSON", "trust": "ORG", "board": "ORG", "plan": "POLICY"}
ROLES = {"director", "chair", "trustee"}
PARTS = {"post": ["{role} (of|at) {object} !('s)", "{object} 's {role}"]}


def relation(*, symmetric: bool = False) -> RelationType:
    domain = frozenset({"ORG"} if symmetric else {"PERSON"})
    return RelationType("serves", "", "", "", "", "", symmetric, "", domain, frozenset({"ORG"}))


def line(text: str) -> Line:
    """A line in which some words stand for names and posts."""
    words = text.split()
    doc = Doc(spacy.blank("en").vocab, words=words)
    referents, roles, symbols, tokens = [], [], [], {}
    for position, word in enumerate(words):
        tokens[sum(len(symbol) + 1 for symbol in symbols)] = position
        if word in NAMES:
            symbols.append(f"<{NAMES[word]}:{len(referents)}>")
            referents.append(Referent(position, position + 1, word, NAMES[word]))
        elif word in ROLES:
            symbols.append(f"<ROLE:{len(roles)}>")
            roles.append((position, position + 1))
        else:
            symbols.append(word)
    return Line(doc, " ".join([*symbols, ""]), tokens, tuple(referents), tuple(roles))


def read(pattern: str, text: str, grammar: Grammar, **options) -> list:
    """Each reading as (subjects, [(objects, roles)])."""
    found = line(text)
    compiled = grammar.compile(pattern, confidence=0.9, **options)
    return [
        ([r.cluster for r in reading.subjects or reading.members],
         [([o.cluster for o in p.objects], [found.doc[s:e].text for s, e in p.roles]) for p in reading.pieces])
        for reading in compiled.readings(found)
    ]


@pytest.mark.parametrize(("pattern", "text", "expected"), [
    ("{subject} runs {object}", "roe runs trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} runs {object}", "roe runs the trust and the board .", [(["roe"], [(["trust", "board"], [])])]),
    ("{subject} runs {object}", "roe runs both trust , board .", [(["roe"], [(["trust", "board"], [])])]),
    ("{subject} runs {object}", "roe and poe runs the charity° trust .", [(["roe", "poe"], [(["trust"], [])])]),
    ("{subject} runs {object}", "roe runs plan .", []),
    ("{subject} runs : {object+}", "roe runs : trust ¶ - board .", [(["roe"], [(["trust", "board"], [])])]),
    ("{subject} runs {object}", "roe runs trust ¶ board .", [(["roe"], [(["trust"], [])])]),
    ("{subject} runs {object}", "roe ( poe ) runs trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} +2 {object}", "roe now runs trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} +2 {object}", "roe speaks of trust .", []),
    ("{subject} runs {object}", "roe truns trust .", []),
    ("{subject} (runs|leads_on) {object}", "roe leads on trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} [now|still] runs {object}", "roe still runs trust . poe runs board .",
     [(["roe"], [(["trust"], [])]), (["poe"], [(["board"], [])])]),
    ("{subject} ($verbs) {object}", "roe heads trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} ~2 runs {object}", "roe very ably runs trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} ~2 runs {object}", "roe of board runs trust .", []),
    ("{subject} ~3 runs {object}", "roe left and then runs trust .", []),
    ("{subject} *3 runs {object}", "roe of board runs trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} *3 runs {object}", "roe and poe runs trust .", [(["roe", "poe"], [(["trust"], [])])]),
    ("{subject} *3 runs {object}", "roe met poe who runs trust .", [(["poe"], [(["trust"], [])])]),
    ("{subject} ¶ {object}", "roe ¶ trust", [(["roe"], [(["trust"], [])])]),
    ("{subject} of {object} !('s)", "roe of trust 's board", []),
    ("!<(of|by) {subject} runs {object}", "chair of roe runs trust .", []),
    ("!<(of|by) {subject} runs {object}", "chair of the roe runs trust .", []),
    ("!<(of|by) {subject} runs {object}", "when roe runs trust .", [(["roe"], [(["trust"], [])])]),
    ("{subject} runs ~2 !<($verbs) {object}", "roe runs what heads trust .", []),
    ("{subject} left {any} for {object}", "roe left plan for trust", [(["roe"], [(["trust"], [])])]),
    ("{subject} , {PLACE} , {object}", "roe , plan , trust", []),
    ("{subject} , {role} of {object}", "roe , director and trustee of trust",
     [(["roe"], [(["trust"], ["director", "trustee"])])]),
    ("{subject} , {posts}", "roe , director of trust , poe", [(["roe"], [(["trust"], ["director"])])]),
    ("{subject} , {posts}", "roe , director of trust ; trustee of board and now chair of trust",
     [(["roe"], [(["trust"], ["director"]), (["board"], ["trustee"]), (["trust"], ["chair"])])]),
    ("{subject} , {posts}", "roe , trust 's director poe", []),
    ("{posts} {subject}", "trust 's director poe", [(["poe"], [(["trust"], ["director"])])]),
])
def test_readings(pattern, text, expected):
    grammar = Grammar(relation(), PARTS, {"verbs": ["heads", "leads"]}, ["charity"])
    assert read(pattern, text, grammar) == expected


def test_members_of_a_list_are_read_as_one():
    grammar = Grammar(relation(symmetric=True))
    assert read("{each} meet", "trust and the board meet .", grammar) == [(["trust", "board"], [])]
    assert read("{each} meet", "trust meet .", grammar) == []


def test_a_body_named_nearby_is_left_open():
    assert read("{role} {subject}", "director roe", Grammar(relation()), near=True) == [(["roe"], [([], ["director"])])]


def test_an_agent_is_no_object():
    """ "run by the board, funded by the trust": the board is not what is funded."""
    grammar = Grammar(relation(symmetric=True))
    assert read("{object} , run by {subject}", "plan by board , run by trust", grammar) == []
    assert read("{object} , run by {subject}", "plan by trust and board , run by trust", grammar) == []
    assert read("{object} , run by {subject}", "board , run by trust", grammar) == [(["trust"], [(["board"], [])])]


@pytest.mark.parametrize(("pattern", "error"), [
    ("{subject} alone", "patterns/serves.json: '{subject} alone' needs a {subject} and an {object}, or {each}"),
    ("{subject} {objekt}",
     "patterns/serves.json: '{subject} {objekt}' uses {objekt}, but the file has no such list under \"parts\""),
    ("{subject} ($verbs) {object}",
     "patterns/serves.json: '{subject} ($verbs) {object}' uses $verbs, but the file has no such list under \"words\""),
])
def test_a_broken_pattern_is_refused(pattern, error):
    with pytest.raises(OntologyError) as caught:
        Grammar(relation()).compile(pattern, confidence=0.9)
    assert str(caught.value) == error


def test_a_chain_is_cut_before_it_gets_slow():
    text = "roe , " + " and ".join(["director of trust"] * 40)
    [(subjects, pieces)] = read("{subject} , {posts}", text, Grammar(relation(), PARTS))
    assert subjects == ["roe"]
    assert len(pieces) == 12
