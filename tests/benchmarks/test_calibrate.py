"""How the weights of confidence are found, on cases that are invented."""

import json

import pytest

from benchmarks.calibrate import ROOT, SENTENCES, Case, confidence, fit, held_out, open_sets, to_json
from kg.extract.relations.confidence import Traits

GOOD, BAD, RARE = "funds/frames/good", "funds/frames/bad", "funds/frames/rare"


def cases(pattern, right, wrong, *, unnamed=0, further=0, group="tests/gold", relation="funds"):
    return [
        Case(f"{group}-{n % 5}", (relation, pattern, str(n)), Traits(pattern, unnamed, further), 1.0, n < right, group)
        for n in range(right + wrong)
    ]


def stated(weights, pattern, *, unnamed=0, further=0):
    return confidence(weights)("funds", Traits(pattern, unnamed, further), guess=0.0)


def test_nothing_is_learnt_from_sealed_documents():
    found = [path.parent.relative_to(ROOT).as_posix() for path in open_sets()]
    assert {"tests/gold", "tests/gold/fields"} <= set(found)
    assert not [name for name in found if "sealed" in name]


def test_a_pattern_is_as_sure_as_it_was_right():
    weights = fit([*cases(GOOD, 60, 3), *cases(BAD, 30, 30)])
    assert stated(weights, GOOD) == pytest.approx(0.94, abs=0.03)
    assert stated(weights, BAD) == pytest.approx(0.5, abs=0.08)
    assert stated(weights, BAD) < stated(weights, "funds/frames/unknown") < stated(weights, GOOD)


def test_few_cases_say_little():
    common = cases(GOOD, 40, 4)
    rare = stated(fit([*common, *cases(RARE, 0, 1)]), RARE)
    assert 0.5 < rare < stated(fit([*common, *cases(RARE, 4, 0)]), RARE)


def test_the_edge_that_a_pattern_was_made_for_does_not_count():
    common = cases(GOOD, 40, 10)
    assert fit([*common, *cases(RARE, 1, 0)])[f"pattern {RARE}"] == pytest.approx(0.0)
    assert fit([*common, *cases(RARE, 5, 0)])[f"pattern {RARE}"] > 0.1


def test_ends_without_names_cost_and_further_patterns_help():
    weights = fit([*cases(GOOD, 40, 10), *cases(GOOD, 10, 10, unnamed=1), *cases(GOOD, 30, 1, further=1)])
    assert stated(weights, GOOD, unnamed=1) < stated(weights, GOOD) < stated(weights, GOOD, further=1)


def test_sentences_make_nothing_surer_than_documents_do():
    documents = [*cases(GOOD, 24, 8), *cases(GOOD, 10, 10, group="tests/gold/other")]
    alone = stated(fit(documents), GOOD)
    assert alone < 0.66  # the set that is read worst counts
    assert stated(fit([*documents, *cases(GOOD, 40, 0, group=SENTENCES)]), GOOD) == pytest.approx(alone, abs=0.1)


def test_each_edge_of_a_document_is_checked_once():
    both = [*cases(GOOD, 20, 2), *cases(GOOD, 9, 0, group=SENTENCES)]
    twice = [case._replace(traits=Traits(BAD, 0, 1), share=0.5) for case in both]
    found = list(held_out([*both, *twice]))
    assert len(found) == 22
    assert sum(right for _, right in found) == 20
    assert all(0 < sure < 1 for sure, _ in found)


def test_the_file_is_the_same_for_the_same_cases():
    known = [*cases(GOOD, 9, 1), *cases(BAD, 2, 2, group=SENTENCES)]
    text = to_json(known, fit(known))
    assert text == to_json(known[::-1], fit(known[::-1]))
    good, bad = (json.loads(text)["patterns"][name] for name in (GOOD, BAD))
    assert (good["documents"], good["sentences"], bad["sentences"]) == ([9, 10], [0, 0], [2, 4])
