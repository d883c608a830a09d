"""The ways in which a text says whose a quotation is: `METHODS`, tried in order on the words around it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.modality import is_claimed_verb
from kg.extract.statements.reports import Report, Speaker
from kg.extract.statements.setting import ENDS, MARKS, SHORT, VERBS, Setting
from kg.extract.statements.subjects import owner_of, subject_of

NEAR = 30
"""Tokens between a quotation and a cue that belongs to it, at most."""

_WITHIN = frozenset({"aux", "auxpass", "relcl", "acl", "xcomp"})
"""How verbs depend that say nothing of their sentence's subject and its own act."""
_POINTING = frozenset({"that", "this", "these", "those", "such"})
_SO = frozenset({"so", "thus"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _called(setting: Setting) -> Report | None:
    """ "called the plan “a start”": what is called something."""
    for token in _back(setting, NEAR // 2):
        naming = token.lemma_ in setting.cues.words("naming") and token.pos_ == "VERB"
        called = naming and any(child.dep_ in {"dobj", "nsubj", "ccomp", "oprd"} for child in token.rights)
        if called and is_claimed_verb(token, setting.cues.lexicon):
            return setting.report(setting.speakers.of_verb(token), token)
    return None


def _described(setting: Setting) -> Report | None:
    """ "described it as “a farce”": of what a pronoun means, only the words in marks are said."""
    link = setting.doc[setting.before]
    verb = link.head
    if link.lower_ != "as" or link.dep_ != "prep" or "" not in setting.cues.things.get(verb.lemma_.casefold(), ()):
        return None
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    if len(objects) != 1 or objects[0].tag_ != "PRP" or not setting.cues.reports(verb):
        return None
    return setting.report(setting.speakers.of_verb(verb), verb)


def _verdict(setting: Setting) -> Report | None:
    """ "Her verdict: “…”": what is a noun's that has an owner."""
    if setting.doc[setting.before].text != ":":
        return None
    for token in _back(setting, NEAR // 2):
        owner = owner_of(token) if token.lemma_ in setting.cues.words("nouns") else None
        if owner is not None:
            return setting.report(setting.speakers.of_noun(owner), token)
    return None


def _followed(setting: Setting) -> Report | None:
    """ "…," said X. / "…," X said: right behind a quotation that ends in a comma or the like."""
    doc, start = setting.doc, setting.after
    if not setting.is_spoken or setting.is_part or start >= len(doc) or "\n" in doc[start - 1].text:
        return None
    if _is_verb(doc[start]) and not doc[start].is_title:
        return _inverted(setting, doc[start])
    if setting.span[-1].text in {".", "…"} and doc[start].text[:1].isupper() and not _ends_with_cue(setting):
        return None
    for token in doc[start : min(setting.upper, start + NEAR)]:
        if token.is_space or token.text in ENDS | MARKS | {";", ":"}:
            return None
        if (setting.cues.quotes(token, setting.span) and token.pos_ in VERBS) or _is_telling(setting, token):
            return setting.report(_subject(setting, token), token)
        if token.pos_ in VERBS and token.dep_ not in _WITHIN and token.tag_ != "VBG":
            return None
    return None


def _so_said(setting: Setting) -> Report | None:
    """ "…." So said X."""
    words = setting.doc[setting.after : setting.after + 2]
    if len(words) < 2 or words[0].lower_ not in _SO or not setting.is_spoken or not setting.cues.speaks(words[1]):
        return None
    return _inverted(setting, words[1])


def _inverted(setting: Setting, verb: Token) -> Report | None:
    """ "…," said X: any verb in that place tells of speech, if one who can speak follows."""
    ends = setting.span[-1].text in {",", "?", "!"}
    if not (setting.cues.speaks(verb) or ends):
        return None
    start = verb.i + 1 + any(child.dep_ == "prt" and child.i == verb.i + 1 for child in verb.children)
    subject = subject_of(verb)
    speaker = setting.speakers.of_noun(subject) if subject is not None and subject.i >= start else None
    speaker = speaker or setting.speakers.at(start, min(len(setting.doc), start + 12))
    speaker = speaker or (_outside(setting, subject) if setting.cues.speaks(verb) else None)
    return setting.report(speaker, verb)


def _is_telling(setting: Setting, verb: Token) -> bool:
    """ "…," X reassured members: a verb of no list, right behind its subject and a sentence that ends in a comma."""
    if setting.span[-1].text != "," or not _is_verb(verb) or not any(token.pos_ in VERBS for token in setting.span):
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.left_edge.i == setting.after and is_claimed_verb(verb, setting.cues.lexicon)


def _ends_with_cue(setting: Setting) -> bool:
    """ "…." she said. The sentence behind a full stop holds nothing but source and cue."""
    words = setting.doc[setting.after : setting.after + 5]
    behind = next((token for token in words if setting.cues.speaks(token)), None)
    if behind is None:
        return False
    said = {"ccomp", "dobj", "prep", "xcomp"}
    return not any(child.dep_ in said and child.i > behind.i for child in behind.children)


def _introduced(setting: Setting) -> Report | None:
    """X said: "…" / X told Y that "…": the last reporting verb of the sentence before, with nothing claimed between."""
    mark = setting.doc[setting.before].lower_
    introduced = mark in {":", ",", "-", "–", "that"}
    for token in _back(setting, NEAR):
        if not (token.pos_ in VERBS or token.tag_ in {"VBD", "VBZ"}):
            continue
        colon = mark == ":" and setting.is_sentence and _may_introduce(token, setting)
        if setting.cues.quotes(token, setting.span) or colon:
            words = setting.doc[token.i + 1 : setting.span.start - 1]
            between = [word for word in words if word.is_alpha and word.lower_ != "that"]
            whole = setting.span[0].text[:1].isupper() and len(setting.span) > SHORT
            if not (introduced or not between or whole) or _is_clause_part(setting, token, mark):
                return None
            report = _with_rest(setting, setting.report(_subject(setting, token), token), token)
            return report if report is None or setting.cues.speaks(token) else replace(report, cue="", cue_at=-1)
        if not introduced and token.dep_ not in {"aux", "auxpass"}:
            return None
    return None


def _may_introduce(verb: Token, setting: Setting) -> bool:
    """ "X was blunt: “…”", "X shook her head: “…”"; not "X read the sign: “…”", nor where speech is denied."""
    if verb.tag_ not in _FINITE or verb.dep_ in _WITHIN:
        return False
    objects = [child.lemma_ for child in verb.rights if child.dep_ == "dobj"]
    mentioned = any(noun in setting.cues.words("terms") | setting.cues.words("works") for noun in objects)
    return not mentioned and (setting.cues.claims(verb) or not setting.cues.speaks(verb))


def _is_clause_part(setting: Setting, cue: Token, mark: str) -> bool:
    """ "said that it was ready but that “…”", "claimed that “every village” would": only some of what is reported."""
    clause = next((child for child in cue.children if child.dep_ == "ccomp"), None)
    if clause is None or mark == ":":
        return False
    first = clause.left_edge.i + (clause.left_edge.lower_ == "that")
    before = cue.i < first < setting.span.start - 1 and first < clause.i
    after = setting.after < len(setting.doc) and setting.after <= clause.i and _goes_on(setting)
    return before or after


def _goes_on(setting: Setting) -> bool:
    """ "that “every village” would", "that “perhaps a third” of them had": no comma parts what follows."""
    ended = setting.span[-1].text in ENDS | {","} or setting.after > setting.span.end + 1
    return setting.doc[setting.after].pos_ in VERBS or (not ended and setting.doc[setting.after].is_alpha)


def _with_rest(setting: Setting, report: Report | None, cue: Token) -> Report | None:
    """Without a cue of its own where the cue has reported something before the quotation; with what comes behind it."""
    if report is None:
        return None
    if any(_is_content(setting, child, cue) for child in cue.rights):
        return replace(report, cue="", cue_at=-1)
    rest = _rest(setting)
    return replace(report, content=(*report.content, rest)) if rest else report


def _is_content(setting: Setting, child: Token, cue: Token) -> bool:
    """ "argued that it is worth it: “…”", "stressed the value of it: “…”"."""
    if child.i >= setting.before or setting.doc[setting.before].text != ":":
        return False
    things = setting.cues.things.get(cue.lemma_.casefold(), frozenset())
    return child.dep_ == "ccomp" or (child.dep_ == "dobj" and "" in things and len(list(child.subtree)) > 2)


def _rest(setting: Setting) -> tuple[int, int] | None:
    """ "said “nobody chose this”, particularly not the head teachers": the adverb after the comma goes on with it."""
    doc, start = setting.doc, setting.after
    if start >= len(doc) or setting.span[-1].text in ENDS or "," not in (doc[start - 1].text, setting.span[-1].text):
        return None
    end = next((t.i for t in doc[start : start + NEAR] if t.text in ENDS or "\n" in t.text), start)
    words = doc[start:end]
    finite = any(token.tag_ in _FINITE for token in words)
    return (words.start_char, words.end_char) if len(words) > 2 and doc[start].tag_ == "RB" and not finite else None


def _worded(setting: Setting) -> Report | None:
    """ "In her words, “…”", "It is, in X's phrase, “…”"."""
    for token in _back(setting, SHORT):
        if token.text == ",":
            continue
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        behind = owner is not None and setting.doc[owner.left_edge.i - 1].lower_ == "in" and owner.left_edge.i > 0
        if not behind or token.lemma_ not in setting.cues.words("opinions"):
            return None
        return setting.report(setting.speakers.of_noun(owner), token)
    return None


def _topical(setting: Setting) -> Report | None:
    """ "For Jane Roe, chair of the Trust, the aim is simple: “…”": who a sentence begins with, before a colon."""
    doc, start = setting.doc, max(setting.lower, setting.doc[setting.before].sent.start)
    if doc[setting.before].text != ":" or doc[start].lower_ != "for":
        return None
    first = next((t.i for t in doc[start:setting.before] if t.text == ","), start)
    referent = setting.speakers.named_in(start + 1, first)
    person = referent is not None and referent.type == setting.speakers.kinds.person
    return setting.report(setting.speakers.of_noun(doc[referent.start])) if person else None


def _equated(setting: Setting) -> Report | None:
    """ "…," is the view of X. / "…," was how X summed it up."""
    doc, start = setting.doc, setting.after
    start += start + 1 < len(doc) and doc[start].lower_ in _POINTING  # "…." Those were the words of X
    if start + 1 >= len(doc) or doc[start].lemma_ != "be" or setting.is_part:
        return None
    for token in doc[start + 1 : min(start + 6, len(doc))]:
        if token.lemma_ in setting.cues.words("nouns") | setting.cues.words("opinions"):
            owner = next((t for t in token.subtree if t.dep_ in {"poss", "pobj"}), None)
            return setting.report(setting.speakers.of_noun(owner), token) if owner is not None else None
    verb = doc[start + 1].head
    if doc[start + 1].lower_ in {"how", "what"} and verb.i > start + 1:
        return setting.report(setting.speakers.of_verb(verb), verb)
    return None


def _headed(setting: Setting) -> Report | None:
    """ "Jane Roe (Canal Trust): “…”": a name before a colon, and no verb."""
    doc = setting.doc
    spoken = setting.is_sentence or setting.is_turn
    if not spoken or not doc[setting.before].text.endswith(":"):
        return None
    start = max(setting.lower, doc[setting.before].sent.start)
    if any(token.pos_ in VERBS for token in doc[start : setting.before + 1]):
        return None
    referent = setting.speakers.named_in(start, setting.before)
    return setting.report(setting.speakers.of_noun(doc[referent.start])) if referent else None


def _subject(setting: Setting, cue: Token) -> Speaker | None:
    """The cue's subject, or, where the parse lost it, the name or noun next to the cue outside of the quotation."""
    speaker = _outside(setting, subject_of(cue))
    if speaker is not None:
        return speaker
    doc, quotation = setting.doc, range(setting.span.start, setting.span.end)
    if cue.i + 1 < len(doc) and cue.i + 1 not in quotation:
        speaker = setting.speakers.at(cue.i + 1, min(len(doc), cue.i + 12)) if cue.i > setting.span.end else None
    around = (*doc[cue.i + 1 : cue.i + 12], *reversed(doc[max(0, cue.i - 25) : cue.i]))
    person = setting.speakers.kinds.person
    for token in around if speaker is None else ():
        referent = setting.speakers.found.by_token.get(token.i) if token.i not in quotation else None
        if referent is not None and (referent.type == person or token.dep_ in {"nsubj", "ROOT"}):
            return setting.speakers.of_noun(token)
    return speaker


def _outside(setting: Setting, subject: Token | None) -> Speaker | None:
    if subject is None or setting.span.start <= subject.i < setting.span.end:
        return None
    return setting.speakers.of_noun(subject)


def _back(setting: Setting, reach: int) -> Iterator[Token]:
    """The words before the opening mark, last first, to the beginning of their sentence or line."""
    opening = max(0, setting.span.start - 1)
    for token in reversed(setting.doc[max(setting.lower, opening - reach) : opening]):
        if token.text in ENDS | {";"} or ("\n" in token.text and token.i < setting.before):
            return
        yield token


def _is_verb(token: Token) -> bool:
    return token.pos_ in VERBS and token.tag_ in _FINITE


METHODS: tuple[Callable[[Setting], Report | None], ...] = (
    _called, _described, _verdict, _worded, _equated, _so_said, _followed, _introduced, _topical, _headed,
)
"""In this order: each asks for more of its surroundings than the next."""
