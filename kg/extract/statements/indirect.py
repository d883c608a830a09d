"""What the document tells in its own words that a source said, found or asked for.

Three kinds of words report: verbs ("said that …"), nouns and adjectives with an owner ("her view is that …", "is
clear that …"), and prepositions ("according to …"). For verbs, `CONTENTS` are the places where what they report can
stand, tried in order.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from kg.extract.modality import is_claimed_verb
from kg.extract.statements.contents import CONTENTS, DASHES, FINITE, SHORTEST
from kg.extract.statements.cues import Cues
from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.setting import MARKS
from kg.extract.statements.speakers import Speakers
from kg.extract.statements.subjects import passage, phrase, subject_of

_EDGES = frozenset({",", ":", ";", ".", "•"}) | DASHES
_JOINING = frozenset({"and", "but", "while"})
_ABOUT = frozenset({"about", "over", "for", "of", "at", "regarding"})
_BY = frozenset({"by", "from", "of", "among", "amongst"})

def indirect(doc: Doc, speakers: Speakers, inside: Collection[int], *, taken: Collection[int]) -> Iterator[Report]:
    """Indirect statements in text order; `inside` are tokens of quotations, `taken` cues that introduced one."""
    cues = speakers.cues
    nouns, adjectives = cues.words("nouns"), cues.words("adjectives")
    for token in doc:
        if token.i in inside:
            continue
        if token.lower_ in cues.phrases:
            yield from _by_preposition(token, speakers)
        elif token.pos_ == "NOUN" and token.lemma_ in nouns:
            yield from _by_noun(token, speakers)
        elif token.pos_ == "ADJ" and token.lower_ in adjectives:
            yield from _by_adjective(token, speakers)
        if token.i not in taken and cues.reports(token):
            yield from _by_verb(token, speakers)


def _by_verb(verb: Token, speakers: Speakers) -> Iterator[Report]:
    cues = speakers.cues
    if verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children):
        yield from _by_passive(verb, speakers)
        return
    content = next((found for look in CONTENTS if (found := look(verb, cues)) is not None), None)
    if content is None:
        return
    start, end, cue = content
    clauses = (child for child in verb.rights if child.dep_ == "ccomp")
    joined = (child for clause in clauses for child in clause.rights if child.dep_ == "conj" and cues.reports(child))
    end = min([end, *(child.left_edge.i for child in joined if _shared(child, speakers) == verb)])
    speaker = speakers.of_verb(_shared(verb, speakers) or verb)
    if speaker is not None and _fits(verb, speaker, cues):
        yield from _report(verb, speaker, start, end, cue)


def _by_passive(verb: Token, speakers: Speakers) -> Iterator[Report]:
    """ "The plans were welcomed by the council": the subject is what is spoken of."""
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    agents = (child for child in verb.children if child.dep_ == "agent")
    agent = next((below for child in agents for below in child.children if below.dep_ == "pobj"), None)
    if subject is None or agent is None or subject.pos_ == "PRON":
        return
    speaker = speakers.of_noun(agent) if "" in speakers.cues.things.get(verb.lemma_.casefold(), ()) else None
    if speaker is not None and _fits(verb, speaker, speakers.cues):
        theme = _theme(verb, subject) if subject.lemma_ in speakers.cues.words("feelings") else subject
        yield from _report(verb, speaker, theme.left_edge.i, theme.right_edge.i + 1, verb.text)


def _theme(verb: Token, noun: Token) -> Token:
    """ "Concerns were raised by X about the delay": what they are about."""
    below = (child for token in (noun, verb) for child in token.rights)
    links = (child for child in below if child.dep_ == "prep" and child.lower_ in _ABOUT)
    return next((below for link in links for below in link.children if below.dep_ == "pobj"), noun)


def _fits(verb: Token, speaker: Speaker, cues: Cues) -> bool:
    """What is found or shown with a plain object, a document found: that people find a thing reports nothing."""
    has_clause = any(child.dep_ == "ccomp" for child in verb.children)
    if has_clause or verb.lemma_.casefold() not in cues.words("things_need_documents"):
        return True
    return speaker.type == cues.lexicon.kinds.work or speaker.through_work


def _shared(verb: Token, speakers: Speakers) -> Token | None:
    """ "admitted that A was so and promised B": the cue before, whose subject the parser gave to A's verb instead.

    Where A's own subject can speak, it did.
    """
    cue = verb.head.head
    joined = verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and verb.tag_ == cue.tag_ and cue.tag_ in FINITE
    if not joined or any(child.dep_ in {"nsubj", "aux"} for child in verb.children) or not speakers.cues.reports(cue):
        return None
    own = next((child for child in verb.head.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return cue if own is not None and speakers.of_noun(own) is None else None


def _by_noun(noun: Token, speakers: Speakers) -> Iterator[Report]:
    """ "her view that …", "a warning from X that …", "X's view is that …", "in her opinion, …"."""
    owner = _owner(noun)
    if owner is None:
        return
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.i == noun.left_edge.i - 1:
        content = _around(noun.head, noun) if noun.lemma_ in speakers.cues.words("opinions") else None
    else:
        clause = next((c for c in _clauses(noun) if c.left_edge.lower_ == "that" and c.left_edge.dep_ == "mark"), None)
        content = (clause.left_edge.i + 1, clause.right_edge.i + 1) if clause is not None else None
    speaker = speakers.of_noun(owner)
    if content is not None and speaker is not None:
        yield from _report(noun, speaker, *content, noun.text)


def _owner(noun: Token) -> Token | None:
    """Whose a noun is: "her view", "a warning from X", "agreement among the members"."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    links = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in _BY)
    return owner or next((below for link in links for below in link.children if below.dep_ == "pobj"), None)


def _clauses(noun: Token) -> Iterator[Token]:
    """The clauses of a noun, and of the "is" whose subject it is."""
    yield from (child for child in noun.children if child.dep_ in {"acl", "ccomp", "relcl"})
    if noun.dep_ in {"nsubj", "attr"} and noun.head.lemma_ == "be":
        yield from (child for child in noun.head.rights if child.dep_ in {"ccomp", "advcl"})


def _by_adjective(adjective: Token, speakers: Speakers) -> Iterator[Report]:
    """ "X is clear that …", "X made it clear that …"."""
    verb = adjective.head
    if adjective.dep_ not in {"acomp", "ccomp", "oprd"} or not is_claimed_verb(verb, speakers.cues.lexicon):
        return
    below = (child for token in (adjective, verb) for child in token.rights if child.i > adjective.i)
    clause = next((c for c in below if c.left_edge.lower_ == "that" and c.left_edge.dep_ == "mark"), None)
    subject = subject_of(verb)
    if clause is None or subject is None or subject.lower_ == "it" or verb.lemma_ not in {"be", "make"}:
        return
    speaker = speakers.of_noun(subject)
    if speaker is not None:
        cue = verb.doc[verb.i : adjective.i + 1].text
        yield from _report(verb, speaker, clause.left_edge.i + 1, clause.right_edge.i + 1, cue)


def _by_preposition(token: Token, speakers: Speakers) -> Iterator[Report]:
    """ "According to X, …" and "…, according to X"."""
    doc = token.doc
    found = (words for words in speakers.cues.phrases[token.lower_] if _matches(token, words))
    size = max(map(len, found), default=0)
    source = _source(doc, token.i + size, token.sent.end) if size else None
    speaker = speakers.of_noun(source) if source is not None else None
    if source is not None and speaker is None:
        speaker = Speaker("", "", phrase(source).text, passage(phrase(source)))
    content = _around(token, source) if source is not None else None
    if content is not None and speaker is not None:
        yield from _report(token, speaker, *content, doc[token.i : token.i + size].text)


def _matches(token: Token, words: Collection[str]) -> bool:
    return [t.lower_ for t in token.doc[token.i : token.i + len(words)]] == list(words)


def _source(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the noun phrase at `start`."""
    for token in doc[start : min(end, start + 15)]:
        inner = token.dep_ in {"compound", "poss", "amod"} and token.head.i > token.i
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and not inner:
            return token
    return None


def _around(token: Token, source: Token) -> tuple[int, int] | None:
    """The sentence without the phrase: after it where the phrase comes first, before it where it comes last."""
    sentence, doc = token.sent, token.doc
    if token.i - sentence.start > 2:
        return sentence.start, token.i
    commas = [t.i for t in doc[source.i + 1 : sentence.end] if t.text == ","]
    behind = [i for i in commas if i >= min(source.right_edge.i, source.i + 30)]
    comma = next(iter(behind + commas), None)
    return (comma + 1, sentence.end) if comma is not None else None


def _report(cue: Token, speaker: Speaker, start: int, end: int, words: str) -> Iterator[Report]:
    """With the offsets of the tokens, without punctuation, spaces and joining words at their ends."""
    doc = cue.doc
    while start < end and (doc[start].is_space or doc[start].text in _EDGES or doc[start].lower_ == "that"):
        start += 1
    end = _before_remark(doc, start, end)
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGES or doc[end - 1].lower_ in _JOINING):
        end -= 1
    quoted = start > 0 and doc[start - 1].text in MARKS and any(token.text in MARKS for token in doc[start:end])
    if quoted or sum(token.is_alpha for token in doc[start:end]) >= SHORTEST:
        yield Report(speaker, ((doc[start - quoted].idx, doc[end - 1].idx + len(doc[end - 1])),), words, cue.i)


def _before_remark(doc: Doc, start: int, end: int) -> int:
    """Without a remark in brackets at the end, which is the document's own."""
    closing = next((t.i for t in reversed(doc[max(start, end - 2) : end]) if t.text == ")"), None)
    if closing is None:
        return end
    opening = next((t.i for t in reversed(doc[start:closing]) if t.text == "("), end)
    return opening if any(token.tag_ in FINITE for token in doc[opening:closing]) and opening > start else end
