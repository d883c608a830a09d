"""What patterns are called."""

import pytest

from kg.extract.relations.titles import titles
from kg.ontology import Ontology


@pytest.mark.parametrize(("entry", "name"), [
    ("{subject} , [now] {role} (of|at) {object} !('s)", "subject-comma-role-of-object"),
    ({"pattern": "{object} *6 ($chaired) by ~5 {subject}"}, "object-chaired-by-subject"),
    ("{object} ¶ (present|attending) : {subject} ( {role} )", "object-line-present-colon-subject-bracket-role-closed"),
    ("{subject} (-|() [$det] {posts+}", "subject-dash-posts"),
    ({"verbs": "$verbs"}, "verbs"),
    ({"verbs": ["share"], "direct": ["team", "room"], "each": True}, "share-team-each"),
    ({"posts": True, "subject": ["is", "after"], "object": ["of"]}, "posts-is-of"),
    ({"comment": "A advises B", "pattern": [{"RIGHT_ID": "verb"}]}, "A_advises_B"),
    ({"name": "founders", "verbs": ["found"]}, "founders"),
])
def test_a_name_is_what_the_entry_must_hold(entry, name):
    assert titles("funds", "sequences", [entry]) == [f"funds/sequences/{name}"]


def test_names_are_unique_and_stay_when_others_come():
    entries = ["{object} [now] by {subject}", "{object} by {subject}", "{subject} for {object}"]
    assert titles("funds", "frames", entries) == [
        "funds/frames/object-by-subject", "funds/frames/object-by-subject-2", "funds/frames/subject-for-object",
    ]
    assert titles("funds", "frames", ["{each}", *entries])[1:] == titles("funds", "frames", entries)


def test_the_patterns_of_the_vocabulary_have_names():
    found = [
        title for relation, patterns in Ontology.load().patterns.items()
        for part in ("sequences", "frames", "nouns", "lists", "dependencies")
        for title in titles(relation, part, patterns.get(part, ()))
    ]
    assert len(found) > 200
    assert len(found) == len(set(found))
    assert all(title.split("/")[2] for title in found)
