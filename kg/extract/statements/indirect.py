"""What the document tells in its own words that a source said, found or asked for.

Three kinds of words report: verbs ("said that …"), nouns and adjectives with an owner ("her view is that …", "is
clear that …"), and prepositions ("according to …"). For verbs, `CONTENTS` are the places where what they report can
stand, tried in order.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from kg.extract.statements.contents import CONTENTS, Content, complement
from kg.extract.statements.cues import Cues
from kg.extract.statements.nominal import around, by_adjective, by_noun
from kg.extract.statements.parts import reported
from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.setting import ENDS, FINITE
from kg.extract.statements.speakers import Speakers
from kg.extract.statements.subjects import passage, phrase, subject_of

_ABOUT = frozenset({"about", "over", "for", "of", "at", "regarding"})
_BUT = frozenset({"but", "though", "although", "while", "whereas"})
_AS = frozenset({"as", "for"})
_NOMINAL = frozenset({"det", "compound", "amod"})
_HEARD = frozenset({"from"})


def indirect(doc: Doc, speakers: Speakers, inside: Collection[int], *, taken: Collection[int]) -> Iterator[Report]:
    """Indirect statements in text order; `inside` are tokens of quotations, `taken` cues that introduced one."""
    for token in doc:
        if token.i in inside:
            continue
        if token.lower_ in speakers.cues.phrases:
            yield from _by_preposition(token, speakers)
        else:
            yield from _by_other(token, speakers)
        if token.i not in taken and speakers.cues.reports(token):
            yield from _by_verb(token, speakers)


def _by_other(token: Token, speakers: Speakers) -> Iterator[Report]:
    """By nouns, adjectives and what is heard, as the vocabulary lists them."""
    words, lemma = speakers.cues.words, token.lemma_
    if token.pos_ == "NOUN" and lemma in words("nouns"):
        yield from by_noun(token, speakers)
    elif token.pos_ == "ADJ" and token.lower_ in words("adjectives"):
        yield from by_adjective(token, speakers)
    elif token.tag_ in {"NNS", "VBZ"} and lemma in words("parenthetic"):
        yield from _by_plural(token, speakers)
    elif token.pos_ == "VERB" and lemma in words("hearing"):
        yield from _by_hearing(token, speakers)


def _by_verb(verb: Token, speakers: Speakers) -> Iterator[Report]:
    cues = speakers.cues
    if verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children):
        yield from _by_passive(verb, speakers)
        return
    content = next((found for look in CONTENTS if (found := look(verb, cues)) is not None), None)
    if content is None:
        return
    clauses = (child for child in verb.rights if child.dep_ == "ccomp")
    joined = (child for clause in clauses for child in clause.rights if child.dep_ == "conj" and cues.reports(child))
    end = min([content.end, *(child.left_edge.i for child in joined if _shared(child, speakers) == verb)])
    end = _before_another(verb, content._replace(end=end), speakers)
    speaker = speakers.of_verb(_shared(verb, speakers) or verb)
    if speaker is not None and _fits(verb, speaker, cues):
        yield from reported(verb, speaker, content._replace(end=end))


def _before_another(verb: Token, content: Content, speakers: Speakers) -> int:
    """ "… within five years, though the board doubts it": where another source than the verb's begins to speak."""
    doc = verb.doc
    for token in doc[max(content.start, verb.i) + 1 : content.end]:
        if token.text != "," or token.nbor().lower_ not in _BUT:
            continue
        rest = doc[token.i + 2 : content.end]
        cue = next((t for t in rest if t.tag_ in FINITE and t.dep_ in {"advcl", "conj", "ccomp", "ROOT"}), None)
        if cue is not None and speakers.cues.reports(cue) and speakers.of_verb(cue) is not None:
            return token.i if subject_of(cue).i > token.i else content.end
    return content.end


def _by_passive(verb: Token, speakers: Speakers) -> Iterator[Report]:
    """ "The plans were welcomed by the council": the subject is what is spoken of, or else "It was noted by X that"."""
    agents = (child for child in verb.children if child.dep_ == "agent")
    agent = next((below for child in agents for below in child.children if below.dep_ == "pobj"), None)
    content = _passive(verb, speakers.cues) if agent is not None else None
    speaker = speakers.of_noun(agent) if content is not None and agent is not None else None
    if content is not None and speaker is not None and _fits(verb, speaker, speakers.cues):
        yield from reported(verb, speaker, content)


def _passive(verb: Token, cues: Cues) -> Content | None:
    """The clause that is told, or the subject with what it is said to be: "The rota … as unsafe"."""
    clause = complement(verb)
    if clause is not None and clause.i > verb.i and clause.left_edge.lower_ in {"that", "how"}:
        return Content(clause.left_edge.i, clause.right_edge.i + 1, verb.text)
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if subject is not None and (asked := _asked(verb, subject, cues)) is not None:
        return asked
    if subject is None or subject.pos_ == "PRON" or "" not in cues.things.get(verb.lemma_.casefold(), ()):
        return None
    theme = _theme(verb, subject) if subject.lemma_ in cues.words("feelings") else subject
    start, end = theme.left_edge.i, theme.right_edge.i + 1
    called = next((child for child in verb.rights if child.lower_ in _AS and child.dep_ == "prep"), None)
    if called is None or theme != subject:
        return Content(start, end, verb.text)
    return Content(start, called.right_edge.i + 1, verb.text, (end, called.i))


def _asked(verb: Token, subject: Token, cues: Cues) -> Content | None:
    """ "Ministers have been urged by X to think again": who is asked, and for what."""
    clause = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    if clause is None or verb.lemma_ not in cues.words("infinitive") or clause.left_edge.tag_ != "TO":
        return None
    gap = (subject.right_edge.i + 1, clause.left_edge.i)
    return Content(subject.left_edge.i, clause.right_edge.i + 1, verb.text, gap)


def _by_plural(token: Token, speakers: Speakers) -> Iterator[Report]:
    """ "…, the strategy states.": a verb at the end of a sentence that the tagger or the parser took for a noun."""
    doc, sentence = token.doc, token.sent
    last = token.i + 1 == sentence.end or doc[token.i + 1].text in ENDS
    if not last or token.i < sentence.start + 3 or doc[token.i - 1].dep_ != "compound":
        return
    comma = next((t.i for t in reversed(doc[sentence.start : token.i - 1]) if t.dep_ not in _NOMINAL), sentence.start)
    finite = any(t.tag_ in FINITE for t in doc[sentence.start : comma])
    speaker = speakers.of_noun(doc[token.i - 1]) if finite and doc[comma].text == "," else None
    if speaker is not None:
        yield from reported(token, speaker, Content(sentence.start, comma, token.text))


def _by_hearing(verb: Token, speakers: Speakers) -> Iterator[Report]:
    """ "We heard from X that …": X said it."""
    sources = (child for child in verb.rights if child.lower_ in _HEARD and child.dep_ == "prep")
    source = next((below for child in sources for below in child.rights if below.dep_ == "pobj"), None)
    clause = complement(verb) if source is not None and speakers.cues.happened(verb) else None
    speaker = speakers.of_noun(source) if clause is not None and source is not None else None
    if clause is None or source is None or speaker is None:
        return
    start = next((t.i for t in verb.doc[source.i + 1 : clause.i] if t.lower_ in {"that", "how"}), None)
    if start is not None and start <= clause.left_edge.i + 1:
        yield from reported(verb, speaker, Content(start, clause.right_edge.i + 1, verb.text))


def _theme(verb: Token, noun: Token) -> Token:
    """ "Concerns were raised by X about the delay": what they are about."""
    below = (child for token in (noun, verb) for child in token.rights)
    links = (child for child in below if child.dep_ == "prep" and child.lower_ in _ABOUT)
    return next((below for link in links for below in link.children if below.dep_ == "pobj"), noun)


def _fits(verb: Token, speaker: Speaker, cues: Cues) -> bool:
    """What is found or shown with a plain object, a document found: that people find a thing reports nothing."""
    has_clause = any(child.dep_ == "ccomp" for child in verb.children)
    if has_clause or _is_valued(verb, cues) or verb.lemma_.casefold() not in cues.words("things_need_documents"):
        return True
    return speaker.type == cues.lexicon.kinds.work or speaker.through_work


def _is_valued(verb: Token, cues: Cues) -> bool:
    return verb.lemma_ in cues.words("valuing") and any(t.lower_ == "at" for t in verb.doc[verb.i : verb.right_edge.i])


def _shared(verb: Token, speakers: Speakers) -> Token | None:
    """ "admitted that A was so and promised B": the cue before, whose subject the parser gave to A's verb instead.

    Where A's own subject can speak, it did.
    """
    cue = verb.head.head
    joined = verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and verb.tag_ == cue.tag_ and cue.tag_ in FINITE
    if not joined or any(child.dep_ in {"nsubj", "aux"} for child in verb.children) or not speakers.cues.reports(cue):
        return None
    own = next((child for child in verb.head.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return cue if own is None or speakers.of_noun(own) is None else None


def _by_preposition(token: Token, speakers: Speakers) -> Iterator[Report]:
    """ "According to X, …" and "…, according to X"."""
    doc = token.doc
    found = (words for words in speakers.cues.phrases[token.lower_] if _matches(token, words))
    size = max(map(len, found), default=0)
    source = _source(doc, token.i + size, token.sent.end) if size else None
    place = around(token, source) if source is not None and not _is_measure(source, speakers) else None
    if source is not None and place is not None:
        words = phrase(source)
        owner = next((child for child in source.children if child.dep_ == "poss"), None)
        speaker = speakers.of_noun(source) or (speakers.of_noun(owner) if owner is not None else None)
        speaker = speaker or Speaker("", "", words.text, passage(words))
        start, end, gap = place
        yield from reported(token, speaker, Content(start, end, doc[token.i : token.i + size].text, gap))


def _is_measure(noun: Token, speakers: Speakers) -> bool:
    """ "according to plan", "according to the size of the house": by what something goes, and nobody says anything."""
    bare = noun.tag_ == "NN" and noun.left_edge.i == noun.i and speakers.of_noun(noun) is None
    return bare or noun.lemma_ in speakers.cues.words("measures")


def _matches(token: Token, words: Collection[str]) -> bool:
    return [t.lower_ for t in token.doc[token.i : token.i + len(words)]] == list(words)


def _source(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the noun phrase at `start`."""
    for token in doc[start : min(end, start + 15)]:
        inner = token.dep_ in {"compound", "poss", "amod"} and token.head.i > token.i
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and not inner:
            return token
    return None
