"""What peers give becomes annotations fairly; no peer has to be installed for this."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.evaluate import evaluate
from kg.ontology import Ontology

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
sys.path.insert(0, str(PEERS))

import adapters  # noqa: E402
import alignment  # noqa: E402
import measure  # noqa: E402
import records  # noqa: E402
import scores  # noqa: E402
from records import Name, Said, Triple  # noqa: E402

ONTOLOGY = Ontology.load()
TEXT = "Dr Ann Lee chairs the Tidewater Trust. The Trust and Mossbank Council met in Wexmoor."


def name(words, type_, text=TEXT, entity=""):
    start = text.index(words)
    return Name(start, start + len(words), type_, words, entity or f"{type_}/{words}")


def span(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


LEE, TIDEWATER, MOSSBANK, WEXMOOR = NAMES = [
    name("Ann Lee", "PERSON"), name("Tidewater Trust", "ORG"), name("Mossbank Council", "ORG"),
    name("Wexmoor", "PLACE"),
]


def edges(found):
    return [(edge["type"], edge["subject"], edge["object"]) for edge in found]


@pytest.mark.parametrize(("label", "type_"), [
    ("PERSON", "PERSON"), ("ORG", "ORG"), ("GPE", "PLACE"), ("LOC", "PLACE"), ("FAC", "PLACE"), ("LAW", "POLICY"),
    ("WORK_OF_ART", "POLICY"),
])
def test_labels_have_the_obvious_counterpart(label, type_):
    assert [name.type for name in records.to_names("Wexmoor", [(0, 7, label)])] == [type_]


@pytest.mark.parametrize("label", ["NORP", "EVENT", "PRODUCT", "DATE", "CARDINAL"])
def test_labels_without_a_counterpart_are_left_out(label):
    assert records.to_names("Wexmoor", [(0, 7, label)]) == []


def test_every_type_and_relation_is_one_of_the_vocabulary():
    types = {*records.ONTONOTES.values(), *records.TEXTGRAPH_LABELS.values()}
    assert types <= set(ONTOLOGY.types)
    assert set(records.TEXTGRAPH_RELATIONS.values()) <= set(ONTOLOGY.relations)
    assert [
        (pair, relation) for pair, relation in records.GUESSES.items()
        if pair[0] not in ONTOLOGY.relations[relation].domain or pair[1] not in ONTOLOGY.relations[relation].range
    ] == []


def test_the_same_words_are_one_entity_over_line_ends_too():
    names = records.to_names("Ann Lee and Ann\nLee and Lee", [(12, 19, "PERSON"), (0, 7, "PERSON"), (24, 27, "PERSON")])
    assert records.to_entities(names) == [
        {"id": "PERSON/Ann Lee", "type": "PERSON", "name": "Ann Lee",
         "mentions": [{"start": 0, "end": 7}, {"start": 12, "end": 19}]},
        {"id": "PERSON/Lee", "type": "PERSON", "name": "Lee", "mentions": [{"start": 24, "end": 27}]},
    ]


def test_given_names_are_those_of_the_gold_with_its_ids():
    gold = {"doc": "a", "entities": [
        {"id": "org/tidewater-trust", "type": "ORG", "mentions": [{"start": 22, "end": 37}]},
        {"id": "person/ann-lee", "type": "PERSON", "mentions": [{"start": 3, "end": 10}]},
    ]}
    assert records.given_names(TEXT, gold) == [
        Name(3, 10, "PERSON", "Ann Lee", "person/ann-lee"),
        Name(22, 37, "ORG", "Tidewater Trust", "org/tidewater-trust"),
    ]


def test_names_that_meet_in_a_sentence_make_an_edge():
    found = records.to_relations(records.pairs_in(NAMES, [(0, 38), (39, len(TEXT))]))
    assert edges(found) == [("has_role", LEE.entity, TIDEWATER.entity)]  # a body and a place: no guess


def test_edges_have_the_direction_that_the_types_have_and_come_once():
    found = records.to_relations([(TIDEWATER, LEE), (LEE, TIDEWATER), (MOSSBANK, TIDEWATER), (TIDEWATER, MOSSBANK)])
    assert edges(found) == [
        ("has_role", LEE.entity, TIDEWATER.entity), ("partners_with", MOSSBANK.entity, TIDEWATER.entity),
    ]


def test_a_name_has_no_edge_to_itself():
    assert records.to_relations([(TIDEWATER, TIDEWATER), (LEE, LEE)]) == []


def test_triples_join_the_names_among_their_words():
    triples = [Triple([span("Lee")], [span("Trust")]), Triple([span("Dr")], [span("Tidewater")])]
    assert list(records.pairs_of(NAMES, triples)) == [(LEE, TIDEWATER)]


@pytest.mark.parametrize(("words", "found"), [
    ("Council", [MOSSBANK]), ("the Mossbank Council in spring", [MOSSBANK]), ("Lee", [LEE]), ("Moss", []), ("", []),
    ("it", []),
])
def test_names_are_found_by_whole_words(words, found):
    assert records.named_in(words, NAMES) == found


def test_predicates_of_their_own_are_translated_or_guessed():
    claims = [("TRANSFERRED", MOSSBANK, TIDEWATER), ("CONTROLS", TIDEWATER, LEE)]
    assert edges(records.to_named_relations(claims, records.TEXTGRAPH_RELATIONS)) == [
        ("funds", MOSSBANK.entity, TIDEWATER.entity), ("has_role", LEE.entity, TIDEWATER.entity),
    ]


SPEECH = '“We are late,” said Dr Ann Lee. “But not by much.” Ann Lee left. “Go,” she added. ‘So be it’'


def said(content, speaker="", cue=""):
    return Said(span(content, SPEECH), *([span(words, SPEECH)] if words else () for words in (speaker, cue)))


def contents(statement):
    return [SPEECH[part["start"]:part["end"]] for part in statement["content"]]


def test_a_quotation_that_its_cue_splits_is_one_statement_without_its_marks():
    parts = [said("“But not by much.”", "Lee", "said"), said("“We are late,”", "Lee", "said")]
    statement, = records.to_statements(SPEECH, parts, [name("Ann Lee", "PERSON", SPEECH)])
    assert contents(statement) == ["We are late,", "But not by much."]
    assert (statement["speaker"], statement["kind"], statement["cue"]) == ("PERSON/Ann Lee", "direct", "said")


def test_quotations_without_a_cue_are_statements_of_nobody_each():
    found = records.to_statements(SPEECH, [said("“We are late,”"), said("‘So be it’")], NAMES)
    assert [contents(statement) for statement in found] == [["We are late,"], ["So be it"]]
    assert [statement["speaker"] for statement in found] == [None, None]


def test_a_pronoun_is_no_name_and_stays_in_words():
    statement, = records.to_statements(SPEECH, [said("“Go,”", "she", "added")], [name("Ann Lee", "PERSON", SPEECH)])
    assert (statement["speaker"], statement["speaker_text"]) == (None, "she")


def test_the_subject_of_the_cue_comes_first_among_the_words_of_the_speaker():
    cue = SimpleNamespace(head=None)
    lee = SimpleNamespace(head=cue)
    chair = SimpleNamespace(head=lee)
    assert adapters._head_first(SimpleNamespace(speaker=[chair, lee], cue=[cue])) == [lee, chair]


def test_indirect_speech_keeps_its_words_whole():
    text = "Lee said “not now” and left."
    statement, = records.to_statements(text, [Said((9, 27), [(0, 3)], [(4, 8)])], [], indirect=True)
    assert (statement["kind"], statement["content"]) == ("indirect", [{"start": 9, "end": 27}])


@pytest.mark.parametrize(("text", "speaker", "names", "expected"), [
    ("Ann Lee spoke. Lee said no.", [(15, 18)], [(0, 7)], "Ann Lee"),  # by the words of an earlier name
    ("Ann Lee spoke. Leeming said no.", [(15, 22)], [(0, 7)], None),
    ("TDA chair Ann Lee said no.", [(14, 17), (0, 3), (4, 9)], [(0, 3), (10, 17)], "Ann Lee"),  # the head comes first
    ("TDA chair Ann Lee said no.", [(4, 9), (0, 3)], [(0, 3), (10, 17)], "TDA"),
    ("They said no.", [], [], None),
])
def test_speakers_are_found_by_place_and_then_by_words(text, speaker, names, expected):
    known = records.to_names(text, [(*place, "PERSON") for place in names])
    found = records.speaker_of(text, speaker, known)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(("original", "rewritten", "words"), [
    ("One.\n\nTwo “three” four.", "One.\nTwo “three” four.", "“three”"),
    ("Said.”Then “three” four.", 'Said. "Then “three” four.', "“three”"),
    ("  The boards' plan “three”", "The boards'x plan “three”", "plan"),
    ("“One.\n“Two three.”", "“One.\"\n“Two three.”", "three"),
])
def test_places_in_a_rewritten_text_lead_back(original, rewritten, words):
    moved, = alignment.moved([span(words, rewritten)], alignment.back(original, rewritten))
    assert original[slice(*moved)] == words


def test_texts_with_other_paragraphs_cannot_be_aligned():
    with pytest.raises(ValueError, match="shorter"):
        alignment.back("One.\nTwo.", "One.")


GOLD = {"a": {
    "doc": "a",
    "entities": [
        {"id": "person/ann-lee", "type": "PERSON", "mentions": [{"start": 3, "end": 10}]},
        {"id": "org/tidewater-trust", "type": "ORG", "mentions": [{"start": 22, "end": 37}]},
    ],
    "relations": [
        {"type": "chairs", "subject": "person/ann-lee", "object": "org/tidewater-trust"},
        {"type": "has_role", "subject": "person/ann-lee", "object": "org/tidewater-trust"},
    ],
}}


def test_any_relation_counts_a_pair_once_whatever_joins_it_and_which_way():
    backwards = {"type": "publishes", "subject": "org/tidewater-trust", "object": "person/ann-lee"}
    predicted = {"a": {**GOLD["a"], "relations": [backwards]}}
    plain = evaluate(GOLD, predicted, ontology=ONTOLOGY).relations["all"]
    pairs = evaluate(
        scores.untyped(GOLD, "partners_with"), scores.untyped(predicted, "partners_with"), ontology=ONTOLOGY,
    ).relations["all"]
    assert (plain.hit, plain.predicted, plain.gold) == (0, 1, 2)
    assert (pairs.hit, pairs.predicted, pairs.gold) == (1, 1, 1)


def test_the_table_has_a_dash_for_what_a_peer_does_not_look_for():
    rows = [scores.Row("all right", GOLD), scores.Row("names only", {}, (scores.NAMES,))]
    head, rule, right, names_only = scores.to_table(GOLD, rows, ontology=ONTOLOGY).splitlines()
    assert head.count("|") == rule.count("|") == right.count("|") == names_only.count("|") == 13
    assert right.split(" | ")[1:3] == ["1.00", "1.00"]
    assert "1.00 / 1.00 / 1.00" in right
    assert names_only.split(" | ")[1:7] == ["0.00"] * 6
    assert names_only.removesuffix(" |").split(" | ")[7:] == ["–"] * 5


def raises_for(doc):
    def statements(text, names):
        if text == doc:
            raise adapters.NothingFoundError("odd number of marks")
        return []
    return statements


def test_a_document_on_which_a_peer_fails_counts_as_nothing_found_and_is_named():
    texts = [adapters.Text(doc, doc, {"doc": doc}) for doc in ("a", "b")]
    peer = adapters.Peer("p", ("pytest",), names=lambda text: [], statements=raises_for("b"))
    row = measure.run(peer, texts)
    assert (sorted(row.records), row.failed) == (["a"], ["b"])


def test_a_peer_that_is_not_installed_is_missing():
    assert adapters.Peer("p", ("pytest", "no-such-distribution-here")).missing() == ["no-such-distribution-here"]


def test_peers_that_share_a_package_are_told_apart():
    names = [(peer.needs[0], peer.name) for peer in adapters.PEERS]
    assert len(names) > 10
    assert len(names) == len(set(names))


def test_the_texts_of_textgraph_become_names_and_relations(monkeypatch):
    def mention(found):
        return SimpleNamespace(span=SimpleNamespace(start=found.start, end=found.end),
                               etype={"PERSON": "Person", "ORG": "Organization"}[found.type])

    ends = {"l": mention(LEE), "t": mention(TIDEWATER), "m": mention(MOSSBANK)}
    edge = {"subject_id": "m", "predicate": "TRANSFERRED", "object_id": "t"}
    found = SimpleNamespace(
        mentions=list(ends.values()),
        entities={id_: SimpleNamespace(mentions=[one]) for id_, one in ends.items()},
        relations=[SimpleNamespace(**edge, polarity="pos"),
                   SimpleNamespace(subject_id="l", predicate="DIRECTOR_OF", object_id="t", polarity="neg")],
    )
    monkeypatch.setattr(adapters, "_textgraph", lambda text: found)
    names = adapters.textgraph_names(adapters.Text("a", TEXT, {"doc": "a"}))
    assert names == [LEE, TIDEWATER, MOSSBANK]
    assert edges(adapters.textgraph_relations(TEXT, names)) == [("funds", MOSSBANK.entity, TIDEWATER.entity)]


def test_only_documents_of_the_gold_are_read_and_all_of_them(tmp_path):
    for doc in ("a", "b", "c"):
        (tmp_path / f"{doc}.txt").write_bytes(f"{doc}\r\n".encode())
    (tmp_path / "c.md").write_text("no text")
    found = measure.documents(f"{tmp_path}/a.txt:{tmp_path}", {"c": {"doc": "c"}, "a": {"doc": "a"}})
    assert [(text.doc, text.text) for text in found] == [("c", "c\r\n"), ("a", "a\r\n")]
    with pytest.raises(SystemExit, match="got none for d"):
        measure.documents(str(tmp_path), {"d": {"doc": "d"}})


def test_what_is_not_installed_is_named_below_the_table(monkeypatch, tmp_path):
    monkeypatch.setattr(measure, "PEERS", (adapters.Peer("names", ("no-such-distribution-here",)),))
    (tmp_path / "a.txt").write_text(TEXT)
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"doc": "a"}\n')
    report = "".join(measure.report(str(tmp_path), str(gold), str(gold), ONTOLOGY))
    assert "| this pipeline | 0.00 |" in report
    assert report.endswith("\nnames: not measured, not installed: no-such-distribution-here.\n")


def test_the_command_says_what_it_expects():
    run = subprocess.run([sys.executable, PEERS / "measure.py", "texts"], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "expected CORPUS GOLD in pairs" in run.stderr
