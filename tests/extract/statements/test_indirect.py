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
    ("It was noted by Jane Roe that the roof leaked.", "noted", "the roof leaked"),
    ("It has been argued by Jane Roe that roofs come first.", "argued", "roofs come first"),
    ("Ministers were told by Jane Roe that the roof leaked.", "told", "the roof leaked"),
    ("The roof was described by Jane Roe as a disgrace.", "described", "The roof … as a disgrace"),
    ("The plan was dismissed by Jane Roe as too dear.", "dismissed", "The plan … as too dear"),
    ("The council was criticised by Jane Roe for its roofs.", "criticised", "The council … for its roofs"),
    ("We heard from Jane Roe that the roof leaked.", "heard", "the roof leaked"),
    ("The panel heard from Jane Roe how the roof had leaked.", "heard", "how the roof had leaked"),
    ("Members learned from Jane Roe that the roof leaked.", "learned", "the roof leaked"),
    ("Roofs, argues Jane Roe, have grown cheaper since May.", "argues", "Roofs … have grown cheaper since May"),
    ("The walls, Jane Roe insisted, were sound.", "insisted", "The walls … were sound"),
    ("The roof leaked, Jane Roe reported, and would be mended.", "reported", "The roof leaked … and would be mended"),
    ("The roof, according to Jane Roe, leaks.", "according to", "The roof … leaks"),
    ("Jane Roe's argument is simple: a roof that leaks is no roof.", "argument", "a roof that leaks is no roof"),
    ("Jane Roe's advice is plain: the roof has to go.", "advice", "the roof has to go"),
    ("The message from Jane Roe – the roof is unsafe – was heard.", "message", "the roof is unsafe"),
    ("Jane Roe has committed to mending every roof.", "committed to", "mending every roof"),
    ("Jane Roe has spoken against the new roof.", "spoken against", "the new roof"),
    ("Jane Roe asked whether the roof would last.", "asked", "whether the roof would last"),
    ("Jane Roe asked how the roof had leaked.", "asked", "how the roof had leaked"),
    ("Jane Roe asked that the roof be mended.", "asked", "the roof be mended"),
    ("Jane Roe wanted to know who would mend the roof.", "wanted to know", "who would mend the roof"),
    ("Jane Roe demanded to know when the roof would be mended.", "demanded to know", "when the roof would be mended"),
    ("Jane Roe asked to hear why the roof leaked.", "asked to hear", "why the roof leaked"),
    ("Not before May, warned Jane Roe.", "warned", "Not before May"),
    ("Better no roof than this one, argues Jane Roe.", "argues", "Better no roof than this one"),
    ("Better late than never, admits Jane Roe.", "admits", "Better late than never"),
    ("Jane Roe made the point that roofs leak.", "point", "roofs leak"),
    ("Jane Roe is of the view that roofs come first.", "view", "roofs come first"),
    ("Jane Roe has given notice that the roof will close.", "notice", "the roof will close"),
    ("Jane Roe told of a roof that leaked on weddings.", "told of", "a roof that leaked on weddings"),
    ("Jane Roe told of how the roof had leaked.", "told of", "how the roof had leaked"),
    ("Jane Roe estimated the cost of the roof at £900.", "estimated", "the cost of the roof at £900"),
    ("Jane Roe valued the old roof at £400.", "valued", "the old roof at £400"),
    ("Jane Roe assesses the damage at 3 million euros.", "assesses", "the damage at 3 million euros"),
    ("Jane Roe accepted the first two findings.", "accepted", "the first two findings"),
    ("Jane Roe disputes the auditors' conclusion.", "disputes", "the auditors' conclusion"),
    ("Jane Roe backed all nine recommendations.", "backed", "all nine recommendations"),
    ("Jane Roe saw merit in a lower roof.", "saw merit in", "a lower roof"),
    ("Jane Roe, who mends roofs in Hull, questioned whether it leaked.", "questioned", "whether it leaked"),
    ("Jane Roe, a roofer for thirty years, confirmed in May that it leaked.", "confirmed", "it leaked"),
    ("Jane Roe, chair since 2019, told us that it leaked.", "told", "it leaked"),
    ("Roofs do not, Jane Roe of the jury reminded us, mend themselves.", "reminded", "Roofs do not … mend themselves"),
    ("Jane Roe, set on her course in 2019, has often warned that it leaks.", "warned", "it leaks"),
    ("Jane Roe described being shut out of the house.", "described", "being shut out of the house"),
    ("Jane Roe recalled waiting for the roofer.", "recalled", "waiting for the roofer"),
    ("Jane Roe admitted cutting the budget for tiles.", "admitted", "cutting the budget for tiles"),
    ("Jane Roe argues in a paper out today that roofs leak.", "argues", "roofs leak"),
    ("Ministers were urged by Jane Roe to mend the roof.", "urged", "Ministers … to mend the roof"),
    ("The board was asked by Jane Roe to mend the roof.", "asked", "The board … to mend the roof"),
    ("Tenants have been advised by Jane Roe to keep out.", "advised", "Tenants … to keep out"),
    ("The board heard from Jane Roe that falls had dropped.", "heard", "falls had dropped"),
    ("HULL – Jane Roe today announced that the roof would be mended.", "announced", "the roof would be mended"),
    ("HULL, May 3 - Jane Roe said on Monday that the roof leaked.", "said", "the roof leaked"),
    ("Jane Roe drew attention to the state of the roof.", "drew attention to", "the state of the roof"),
    ("Jane Roe took issue with the cost of the roof.", "took issue with", "the cost of the roof"),
    ("Jane Roe paid tribute to the roofers of Hexham.", "paid tribute to", "the roofers of Hexham"),
    ("Jane Roe faulted the council for losing the tiles.", "faulted", "the council for losing the tiles"),
    ("Jane Roe called for roofs to be paid for by the slate.", "called for", "roofs to be paid for by the slate"),
    ("Jane Roe called for restraint.", "called for", "restraint"),
    ("Jane Roe raised concerns about damp.", "raised", "concerns about damp"),
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
    "Suppose a builder reports that the roof leaks.",
    "Imagine that a builder said that the roof leaked.",
    "Picture a builder who says that the roof leaks.",
    "A builder who said that the roof leaked would lose her post.",
    "Those who say that the roof leaks should be heard.",
    "Nowhere does Jane Roe say that the roof leaks.",
    "The work went according to plan.",
    "Rents differ according to the size of the house.",
    "Help is given according to need, and Jane Roe gives it.",
    "Jane Roe noted paper 4 and its annex.",
    "Jane Roe stressed the second syllable.",
    "Jane Roe argued for hours.",
    "There was no warning from Jane Roe that the roof leaked.",
    "It is not Jane Roe's view that the roof leaks.",
    "Jane Roe drew a picture of the old roof.",
    "Jane Roe took a photograph of the roof.",
    "It was noted that the roof leaked.",
    "The panel heard that the roof leaked.",
    "Jane Roe's house is simple: four walls are all it has.",
    "Jane Roe asked the way to the roof.",
    "Ask Jane Roe whether the roof leaks.",
    "Jane Roe wanted to know her neighbours.",
    "After the storm, in May, stood Jane Roe.",
    "Jane Roe made the point of a pencil last.",
    "Jane Roe is of the same age as the roof.",
    "Jane Roe does not hold the view that roofs come first.",
    "Jane Roe told the porter of the house.",
    "Jane Roe works at the house and values it.",
    "Jane Roe accepted the keys to the roof.",
    "Jane Roe backed the van into the gate.",
    "Jane Roe saw the roof leak.",
    "Jane Roe accepted the position of treasurer.",
    "Slates are made by Jane Roe to order.",
    "Jane Roe questioned the director.",
    "Jane Roe started mending the roof.",
    "Jane Roe, seen mending roofs in 2019, has often stood on them.",
    "Jane Roe, who mends roofs in Hull, stood on it.",
    "Had Jane Roe asked whether the roof leaked, it would have been mended.",
    "HULL – Jane Roe mends roofs.",
    "Three layers covered the roof that leaked.",
    "Some of you have asked whether the roof leaks.",
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


@pytest.mark.parametrize(("text", "first", "second"), [
    ("Jane Roe believes that the roof will last, though Omar Haddad doubts that it is safe.",
     "the roof will last", "it is safe"),
    ("Jane Roe said the roof leaked, but Omar Haddad insisted that it was sound.", "the roof leaked", "it was sound"),
    ("Jane Roe warned that the roof leaked, with Omar Haddad calling for new tiles.", "the roof leaked", "new tiles"),
    ("Jane Roe promised a new roof for every school, yet, Omar Haddad points out, no tiles are left.",
     "a new roof for every school", "no tiles are left"),
])
def test_a_source_inside_what_another_tells_begins_a_statement(nlp, text, first, second):
    assert [(who, what) for who, _, what in told(nlp, text)] == [("Jane Roe", first), ("Omar Haddad", second)]


@pytest.mark.parametrize("text", [
    "No home will be left on oil, the strategy states.", "Homes are colder than in May, the charter notes.",
    "One home in six is damp, the survey estimates.",
])
def test_a_document_at_the_end_of_the_sentence(nlp, text):
    (statement,) = nlp(text)._.kg_statements
    assert statement.content[0].text == text.split(",")[0]


def test_a_list_at_the_end_of_the_sentence_reports_nothing(nlp):
    assert told(nlp, "Send us your letters, diaries, the meeting notes.") == []


def test_what_is_told_of_somebody_who_tells_is_one_statement(nlp):
    text = "Jane Roe said that the minister had told her that the roof leaked."
    assert [what for _, _, what in told(nlp, text)] == ["the minister had told her that the roof leaked"]


def test_a_remark_in_brackets_is_the_documents(nlp):
    text = "Jane Roe said that the roof leaked in May (it was mended in June)."
    assert told(nlp, text) == [("Jane Roe", "said", "the roof leaked in May")]


def test_a_clause_between_commas(nlp):
    (statement,) = told(nlp, "Jane Roe has a plan. The aim, she insisted, was to mend the roof by Easter.")
    assert statement[:2] == ("Jane Roe", "insisted")
    assert statement[2].endswith("was to mend the roof by Easter")
