"""Constructions that tell who holds or held a post where, three sentences of each, and what only looks like them."""

import pytest

MARSH, COLE = "Anna Marsh", "Ben Cole"
HARBOUR, TIDEWATER = "Harbour Trust", "Tidewater Foundation"


def posts(nlp, text: str) -> set[tuple[str, str, str]]:
    """(person, body, status) of each post."""
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    return {(names[r.subject], names[r.object], r.status) for r in doc._.kg_relations if r.type == "has_role"}


@pytest.mark.parametrize("text", [
    "“It rained,” said Anna Marsh of the Harbour Trust.",
    "Ministers met Professor Anna Marsh of the Harbour Trust and Ben Cole.",
    "Anna Marsh from the Harbour Trust said that it rained.",
    "Questions came from Ben Cole and Anna Marsh from the Harbour Trust.",
    "Speakers: Anna Marsh, Harbour Trust; Ben Cole",
    "Evidence was given by Anna Marsh (Harbour Trust) and Ben Cole.",
    "Anna Marsh works for the Harbour Trust.",
    "Anna Marsh, a nurse who works at the Harbour Trust, said that it rained.",
    "Anna Marsh, who teaches at the Harbour Trust, said that it rained.",
    "Anna Marsh runs the Harbour Trust, and has done for years.",
    "Anna Marsh, who leads on buses at the Harbour Trust, said that it rained.",
    "Anna Marsh, 54, director of the Harbour Trust, said that it rained.",
    "Anna Marsh sits on the board of the Harbour Trust.",
    "Anna Marsh, who now serves on the council of the Harbour Trust, said that it rained.",
    "Anna Marsh has been elected to the board of the Harbour Trust.",
    "The Harbour Trust has two new trustees: Anna Marsh and a nurse.",
    "Nobody spoke for long but Anna Marsh, whom the Harbour Trust made its director in May.",
    "Ms Lee will become director of the Harbour Trust when Anna Marsh retires.",
    "Anna Marsh, who is to retire in May as director of the Harbour Trust, said that it rained.",
])
def test_posts_of_today(nlp, text):
    assert (MARSH, HARBOUR, "current") in posts(nlp, text)


@pytest.mark.parametrize("text", [
    "Anna Marsh, until last year director of the Harbour Trust, said that it rained.",
    "Anna Marsh, until recently the Harbour Trust's own head of buses, said that it rained.",
    "Anna Marsh, at that time a trustee of the Harbour Trust, said that it rained.",
    "Anna Marsh, formerly of the Harbour Trust, said that it rained.",
    "Anna Marsh joined the Tidewater Foundation as head of buses from the Harbour Trust.",
    "Anna Marsh joined the Tidewater Foundation last year from the Harbour Trust.",
    "Anna Marsh moves from the Harbour Trust, where she was head of buses, to the Tidewater Foundation.",
    "Anna Marsh, who arrives from the Harbour Trust in May, said that it rained.",
    "Anna Marsh spent nine years at the Harbour Trust as head of buses.",
    "Anna Marsh spent nine years with the Harbour Trust.",
    "Anna Marsh was appointed in 2021 after nine years with the Harbour Trust.",
    "Anna Marsh began her career as a nurse at the Harbour Trust.",
    "Anna Marsh left the Harbour Trust after six years as head of buses.",
    "Anna Marsh is leaving the Harbour Trust to lead the Tidewater Foundation.",
    "Ben Cole is the new director of the Harbour Trust. He succeeds Anna Marsh.",
    "Ben Cole has been appointed director of the Harbour Trust, replacing Anna Marsh.",
])
def test_posts_of_the_past(nlp, text):
    assert (MARSH, HARBOUR, "former") in posts(nlp, text)


@pytest.mark.parametrize("text", [
    "Anna Marsh will take over from Ben Cole as director of the Harbour Trust.",
    "The Harbour Trust has grown. Anna Marsh will take over from Ben Cole as director in May.",
    "The Harbour Trust has grown. Anna Marsh will act as director from May.",
])
def test_posts_to_come(nlp, text):
    assert (MARSH, HARBOUR, "planned") in posts(nlp, text)


@pytest.mark.parametrize("text", [
    "Police removed Anna Marsh from the Harbour Trust.",
    "Ben bought a painting of Anna Marsh from the Harbour Trust.",
    "A court banned Anna Marsh from the Harbour Trust's wards.",
    "The speech by Anna Marsh of the Harbour Trust's record was long.",
    "We thank Anna Marsh, the Harbour Trust and Northmoor Council.",
    "Anna Marsh spent nine years fighting the Harbour Trust.",
    "Anna Marsh spent nine weeks at the Harbour Trust as a patient.",
    "Anna Marsh moved a motion from the Harbour Trust.",
    "Anna Marsh joined calls from the Harbour Trust for a pause.",
    "Anna Marsh works with the Harbour Trust on buses.",
    "Anna Marsh runs Harbour Trust buses off the road.",
    "Anna Marsh manages the Harbour Trust's accounts from home.",
    "Anna Marsh wrote to the board of the Harbour Trust.",
    "Anna Marsh stood for the board of the Harbour Trust.",
    "Led by Anna Marsh, neighbours marched on the Harbour Trust.",
    "A march led by Anna Marsh, the Harbour Trust said, was noisy.",
    "Anna Marsh handed over a cheque to the director of the Harbour Trust.",
    "The Harbour Trust has a new director, Anna Marsh said.",
    "Anna Marsh was turned down as director of the Harbour Trust.",
])
def test_no_post(nlp, text):
    assert (MARSH, HARBOUR) not in {found[:2] for found in posts(nlp, text)}


@pytest.mark.parametrize("text", [
    "Anna Marsh took the chair of the Harbour Trust in May.",
    "Anna Marsh presided over the Harbour Trust for a decade.",
    "The Harbour Trust, over which Anna Marsh has presided since May, met.",
    "The Harbour Trust, which Anna Marsh chairs, met.",
    "The first meeting of the Harbour Trust was in May, with Anna Marsh in the chair.",
    "Members elected Anna Marsh to the chair of the Harbour Trust.",
    "It rained. Chaired by Anna Marsh, the Harbour Trust met.",
    "Anna Marsh, who co-chairs the Harbour Trust with Ben Cole, said that it rained.",
    "Ben Cole, who co-chairs the Harbour Trust with Anna Marsh, said that it rained.",
    "Harbour Trust\nMinutes of a meeting\n\nMembers present: Anna Marsh, in the Chair; Ben Cole",
    "Harbour Trust\nAnnual review\n\nWe grew.\n\nAnna Marsh\nChair of the Board\n",
])
def test_who_is_in_the_chair(nlp, text):
    doc = nlp(text)
    names = {cluster.id: cluster.name for cluster in doc._.kg_clusters}
    assert (MARSH, HARBOUR) in {(names[r.subject], names[r.object]) for r in doc._.kg_relations if r.type == "chairs"}


@pytest.mark.parametrize("text", [
    "Anna Marsh presided over cuts at the Harbour Trust.",
    "Anna Marsh presided over the Harbour Trust's decline.",
    "Anna Marsh sat in a chair at the Harbour Trust.",
    "A debate chaired by Anna Marsh, the Harbour Trust said, was noisy.",
    "Anna Marsh, who chaired the Harbour Trust's summer fair, said that it rained.",
])
def test_who_is_not(nlp, text):
    assert not [r for r in nlp(text)._.kg_relations if r.type == "chairs"]


def test_in_a_newsletter_a_post_is_at_the_body_that_says_we(nlp):
    text = (
        "Autumn news\n\nThe Harbour Trust has grown. We now run nine buses.\n\n"
        "The Tidewater Foundation has given £9,000. Anna Marsh, Director of Finance, said that it rained."
    )
    assert (MARSH, HARBOUR, "current") in posts(nlp, text)
    assert (MARSH, TIDEWATER, "current") not in posts(nlp, text)


def test_a_post_in_a_list_is_one_person_s(nlp):
    text = "Speakers: Ben Cole; Anna Marsh, now a visiting professor at the Harbour Trust; Dana Pell, a nurse."
    assert posts(nlp, text) == {(MARSH, HARBOUR, "current")}


def test_who_was_before_names_the_one_and_not_the_other(nlp):
    text = "Anna Marsh, who takes over from Ben Cole, was head of buses at the Harbour Trust."
    assert posts(nlp, text) == {(MARSH, HARBOUR, "former")}
