"""What the document tells in its own words that a source said, found or asked for."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from kg.extract.reports import Cues, Report, cue_text
from kg.extract.speakers import Speaker, Speakers

SHORTEST = 2
"""Words: less than that is no content, and a thing said has more."""


def indirect(doc: Doc, speakers: Speakers, inside: Collection[int], *, taken: Collection[int]) -> Iterator[Report]:
    """Indirect statements in text order; `inside` are tokens of quotations, `taken` cues that introduced one."""
    cues = Cues(speakers.lexicon)
    for token in doc:
        if token.i in inside or token.i in taken:
            continue
        if cues.reports(token):
            yield from _by_verb(token, cues, speakers)
        elif token.pos_ == "NOUN" and token.lemma_ in cues.words("nouns"):
            yield from _by_noun(token, speakers)
    yield from _by_preposition(doc, cues, speakers, inside)


def _by_verb(verb: Token, cues: Cues, speakers: Speakers) -> Iterator[Report]:
    if verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children):
        yield from _by_passive(verb, cues, speakers)
        return
    content, cue = _clause(verb, cues), cue_text(verb)
    if content is None:
        content, cue = _thing(verb, cues)
    if content is None:
        return
    speaker = speakers.of_verb(verb)
    if speaker is None or not _fits(verb, speaker, cues):
        return
    span = _trimmed(verb.doc, *content)
    if span is not None:
        yield Report(speaker, (span,), cue, verb.i)


def _by_passive(verb: Token, cues: Cues, speakers: Speakers) -> Iterator[Report]:
    """ "The plans were welcomed by the council": the subject is what is spoken of."""
    things = cues.lexicon.ontology.cues.get("reporting", {}).get("thing", {})
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    agent = next((below for child in verb.children if child.dep_ == "agent" for below in child.children if below.dep_ == "pobj"), None)
    if subject is None or agent is None or "" not in things.get(verb.lemma_.casefold(), ()) or subject.pos_ == "PRON":
        return
    speaker = speakers.of_noun(agent)
    span = _trimmed(verb.doc, subject.left_edge.i, subject.right_edge.i + 1)
    if speaker is not None and span is not None and _fits(verb, speaker, cues):
        yield Report(speaker, (span,), verb.text, verb.i)


def _clause(verb: Token, cues: Cues) -> tuple[int, int] | None:
    """Tokens of the clause that a verb reports; without "that", to the end of the sentence or the next cue."""
    lemma = verb.lemma_.casefold()
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if set_off := _parenthesis(verb, cues):
        return set_off
    if clause is None and lemma in cues.words("infinitive"):
        return _infinitive(verb)
    if clause is None or lemma == "ask":
        return None
    left, right = clause.left_edge.i, clause.right_edge.i + 1
    if clause.i < verb.i:  # "X is late, the Trust said"
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), verb)
        return left, min(right, subject.left_edge.i)
    while left < right and (verb.doc[left].lower_ == "that" and verb.doc[left].dep_ == "mark" or verb.doc[left].is_punct):
        left += 1
    return left, _end(verb, max(right, left))


def _infinitive(verb: Token) -> tuple[int, int] | None:
    """ "urged ministers to think again", "pledged to build"."""
    if verb.lemma_ == "ask" and not any(child.dep_ == "dobj" for child in verb.children) and verb.nbor().lower_ != "for":
        return None
    complement = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and c.tag_ == "VB"), None)
    if complement is None:
        return None
    after = next((c for c in verb.rights if c.dep_ not in {"prt", "advmod", "punct"}), complement)
    start = after.left_edge.i
    if verb.doc[start].lower_ in {"on", "upon"}:
        start += 1
    return start, _end(verb, complement.right_edge.i + 1)


def _parenthesis(verb: Token, cues: Cues) -> tuple[int, int] | None:
    """ "The aim, she insisted, was to …": the sentence around a reporting clause set off by commas."""
    if verb.lemma_ not in cues.words("parenthetic"):
        return None
    doc, sentence = verb.doc, verb.sent
    end = verb.i + 1
    if end >= len(doc) or doc[end].text not in {",", "–", "-"} or end + 2 >= sentence.end:
        return None
    start = next((t.i for t in reversed(doc[max(sentence.start, verb.i - 6) : verb.i]) if t.text in {",", "–", "-"}), None)
    if start is None or start <= sentence.start or not any(t.dep_ == "nsubj" for t in doc[start + 1 : verb.i]):
        return None
    return sentence.start, sentence.end


def _thing(verb: Token, cues: Cues) -> tuple[tuple[int, int] | None, str]:
    """The object of verbs that say something of a thing: "highlighted the lack of beds", "called for a register"."""
    things = cues.lexicon.ontology.cues.get("reporting", {}).get("thing", {}).get(verb.lemma_.casefold())
    if things is None:
        return None, ""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and cues.reports(verb.head):
        return None, ""  # "Reflecting on the year, she said …" says one thing
    for child in verb.rights:
        if child.dep_ == "dobj" and child.lemma_ in cues.words("feelings"):
            return _feeling(verb, child), verb.doc[verb.i : child.i + 1].text
        if child.dep_ == "dobj" and ("" in things or _particle(verb, things)):
            if child.pos_ == "PRON" and child.tag_ != "WP" or len(list(child.subtree)) <= SHORTEST:
                return None, ""
            return (child.left_edge.i, _end(verb, child.right_edge.i + 1)), cue_text(verb)
        if child.dep_ in {"prep", "prt", "dative"} and child.lower_ in things and child.i == verb.i + 1:
            below = next((g for g in child.children if g.dep_ in {"pobj", "pcomp"}), None)
            if below is not None and len(list(below.subtree)) >= SHORTEST:
                return (below.left_edge.i, _end(verb, below.right_edge.i + 1)), verb.doc[verb.i : child.i + 1].text
    return None, ""


def _feeling(verb: Token, noun: Token) -> tuple[int, int] | None:
    """ "raised concerns about the delay", "expressed the hope that …": what the noun is about."""
    for child in noun.rights:
        if child.dep_ == "prep":
            below = next((g for g in child.children if g.dep_ in {"pobj", "pcomp"}), None)
            return (below.left_edge.i, _end(verb, below.right_edge.i + 1)) if below is not None else None
        if child.dep_ in {"acl", "ccomp", "relcl"}:
            return child.left_edge.i, _end(verb, child.right_edge.i + 1)
    return None


def _particle(verb: Token, things: Collection[str]) -> bool:
    return any(child.dep_ in {"prt", "advmod"} and child.lower_ in things for child in verb.children)


def _fits(verb: Token, speaker: Speaker, cues: Cues) -> bool:
    """Places and programmes do not speak; that a body "set out" or "found" counts where what it reports is a clause."""
    lemma = verb.lemma_.casefold()
    has_clause = any(child.dep_ == "ccomp" for child in verb.children)
    if has_clause or lemma not in cues.words("people_only"):
        return True
    if lemma in cues.words("things_need_documents"):
        return speaker.type == cues.lexicon.kinds.work or speaker.through_work
    return True


def _end(verb: Token, right: int) -> int:
    """Where content ends that goes at least to `right`: at the sentence's end, unless another cue is joined on."""
    if verb.dep_ in {"advcl", "acl", "relcl", "pcomp", "csubj"}:
        return max(right, verb.right_edge.i + 1) if verb.right_edge.i - right < 40 else right
    joined = [child for child in verb.children if child.dep_ == "conj" and child.i >= right]
    stop = min((child.left_edge.i for child in joined), default=verb.sent.end)
    clauses = [c for c in verb.children if c.dep_ in {"advcl"} and c.i >= right and verb.doc[c.left_edge.i - 1].text == ","]
    return max(right, min([stop, *(c.left_edge.i for c in clauses)]))


def _by_noun(noun: Token, speakers: Speakers) -> Iterator[Report]:
    """ "her view that …", "a warning from X that …"."""
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and c.left_edge.lower_ == "that" and c.left_edge.dep_ == "mark"), None)
    if clause is None:
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    for link in noun.children:
        if owner is None and link.dep_ == "prep" and link.lower_ in {"by", "from", "of", "among", "amongst"}:
            owner = next((c for c in link.children if c.dep_ == "pobj"), None)
    speaker = speakers.of_noun(owner) if owner is not None else None
    span = _trimmed(noun.doc, clause.left_edge.i + 1, clause.right_edge.i + 1)
    if speaker is not None and span is not None:
        yield Report(speaker, (span,), noun.text, noun.i)


def _by_preposition(doc: Doc, cues: Cues, speakers: Speakers, inside: Collection[int]) -> Iterator[Report]:
    """ "According to X, …" and "…, according to X"."""
    for token in doc:
        phrase = next((p for p in cues.words("prepositions") if _matches(doc, token.i, p)), None)
        if phrase is None or token.i in inside:
            continue
        size = len(phrase.split())
        source = _source(doc, token.i + size, token.sent.end)
        if source is None:
            continue
        speaker = speakers.of_noun(source)
        if speaker is None:
            continue
        content = _around(token, source)
        span = _trimmed(doc, *content) if content else None
        if span is not None:
            yield Report(speaker, (span,), doc[token.i : token.i + size].text, token.i)


def _matches(doc: Doc, position: int, phrase: str) -> bool:
    words = phrase.split()
    return doc[position].lower_ == words[0] and [t.lower_ for t in doc[position : position + len(words)]] == words


def _source(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the noun phrase at `start`."""
    for token in doc[start : min(end, start + 15)]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and not (token.dep_ in {"compound", "poss", "amod"} and token.head.i > token.i):
            return token
    return None


def _around(token: Token, source: Token) -> tuple[int, int] | None:
    """The sentence without the phrase: after it where the phrase comes first, before it where it comes last."""
    sentence, doc = token.sent, token.doc
    if token.i - sentence.start <= 2:
        comma = next((t.i for t in doc[source.i + 1 : sentence.end] if t.text == "," and t.i >= min(source.right_edge.i, source.i + 30)), None)
        comma = comma or next((t.i for t in doc[source.i + 1 : sentence.end] if t.text == ","), None)
        return (comma + 1, sentence.end) if comma else None
    return sentence.start, token.i


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of tokens without punctuation, spaces and joining words at their ends."""
    while start < end and (doc[start].is_space or doc[start].text in {",", ":", ";", "-", "–", "—", "•", "."} or doc[start].lower_ == "that"):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ":", ";", ".", "-", "–", "—"} or doc[end - 1].lower_ in {"and", "but", "while"}):
        end -= 1
    if sum(token.is_alpha for token in doc[start:end]) < SHORTEST:
        return None
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
