"""Where what a verb reports can stand: `CONTENTS` are the places, tried in order."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.statements.cues import Cues, cue_text
from kg.extract.statements.setting import DASHES, FINITE, VERBS

SHORTEST = 2
"""Words: less than that is no content, and a thing said has more."""

FARTHEST = 40
"""Tokens of a sentence behind a complement that still belong to it where the cue stands in a clause of its own."""

_AS = frozenset({"as"})
_FOR = frozenset({"for", "of", "over"})

_ASKING = frozenset({"whether", "if"})
_QUESTION_TAGS = frozenset({"WP", "WRB", "WDT", "WP$"})
_JOINING = frozenset({"and", "but", "or", "yet"})
_SPEAKING = 12
"""Tokens of "argues the Tenants' Federation of the county" between two commas, at most."""


class Content(NamedTuple):
    """Tokens start to end (exclusive) of what is reported, but for those of the gap; and the words of the cue."""

    start: int
    end: int
    cue: str
    gap: tuple[int, int] | None = None


def _as_clause(verb: Token, cues: Cues) -> Content | None:
    """ "As X has pointed out, …": the rest of the sentence."""
    mark = next((child for child in verb.lefts if child.lower_ == "as" and child.dep_ in {"mark", "advmod"}), None)
    if mark is None or verb.dep_ != "advcl" or any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.rights):
        return None
    sentence = verb.sent
    if mark.i - sentence.start <= 1:
        return Content(verb.right_edge.i + 1, sentence.end, cue_text(verb))
    return Content(sentence.start, mark.i, cue_text(verb))


def _parenthesis(verb: Token, cues: Cues) -> Content | None:
    """ "The aim, she insisted, was to …", "Rents, argues X, have …": the sentence around a clause set off by commas."""
    if verb.lemma_ not in cues.words("parenthetic"):
        return None
    start, end = _commas(verb)
    sentence = verb.sent
    if start <= sentence.start or end <= start or end + 2 >= sentence.end:
        return None
    doc, gap = verb.doc, (start, end + 1)
    first = next((t.i + 1 for t in reversed(doc[sentence.start : start]) if t.text in {":", ";"}), sentence.start)
    joined = any(token.tag_ in FINITE for token in doc[first:start])
    if joined and not _resumes(doc[end + 1]):  # two sentences in one, and the cue is the second one's
        linked = doc[start - 1].pos_ in {"CCONJ", "ADV", "SCONJ"}
        return Content(end, sentence.end, cue_text(verb)) if linked else None
    return Content(first, sentence.end, cue_text(verb), gap)


def _commas(verb: Token) -> tuple[int, int]:
    """The commas or dashes before and behind a verb and its subject; -1 where there are none."""
    doc, sentence = verb.doc, verb.sent
    inverted = verb.i > sentence.start and _is_break(doc[verb.i - 1])
    after = verb.i + 1 + any(child.dep_ == "prt" and child.i == verb.i + 1 for child in verb.children)
    if inverted:
        far = min(sentence.end, after + _SPEAKING)
        speaks = after < far and (doc[after].pos_ in {"DET", "PROPN", "PRON"} or doc[after].text[:1].isupper())
        end = next((t.i for t in doc[after + 1 : far] if _is_break(t)), -1) if speaks else -1
        return verb.i - 1, -1 if any(t.tag_ in FINITE for t in doc[after : max(end, after)]) else end
    start = next((t.i for t in reversed(doc[max(sentence.start, verb.i - _SPEAKING) : verb.i]) if _is_break(t)), -1)
    after += after < sentence.end and doc[after].tag_ == "PRP"  # "…, X reminded us, …"
    own = any(t.dep_ == "nsubj" for t in doc[start + 1 : verb.i])
    return start if own else -1, after if after < sentence.end and _is_break(doc[after]) else -1


def _resumes(token: Token) -> bool:
    """ "…, X reported, and would be full in May": a verb without a subject goes on with what is reported."""
    following = token.nbor() if token.lower_ in _JOINING and token.i + 1 < len(token.doc) else token
    return following.tag_ == "MD"


def _clause(verb: Token, cues: Cues) -> Content | None:
    """ "said that …", without "that", to the end of the sentence or to the next cue; "…, X said"."""
    clause = complement(verb)
    if clause is None or (verb.lemma_ == "ask" and not _is_asked(clause)) or not _is_told(verb, clause, cues):
        return None
    left, right = clause.left_edge.i, clause.right_edge.i + 1
    if clause.i < verb.i and any(t.text == ";" for t in verb.doc[clause.i : verb.i]):
        return None  # two sentences in one
    if clause.i < verb.i:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), verb)
        return Content(left, min(right, subject.left_edge.i), cue_text(verb))
    while left < right and (_is_that(verb.doc[left]) or (verb.doc[left].is_punct and not verb.doc[left].is_quote)):
        left += 1
    return Content(left, _before_with(verb, left, _end(verb, max(right, left)), cues), cue_text(verb))


def _is_asked(clause: Token) -> bool:
    """ "asked whether it was so", "asked that it be so"."""
    return clause.left_edge.lower_ in _ASKING or clause.left_edge.tag_ in _QUESTION_TAGS or _is_that(clause.left_edge)


def _wondering(verb: Token, cues: Cues) -> Content | None:
    """ "wanted to know who would pay": the question behind the second verb."""
    if verb.lemma_ not in cues.words("wanting"):
        return None
    know = next((c for c in verb.rights if c.dep_ == "xcomp" and c.lemma_ in cues.words("knowing")), None)
    clause = next((c for c in know.rights if c.dep_ == "ccomp"), None) if know is not None else None
    if know is None or clause is None or not _is_asked(clause):
        return None
    return Content(clause.left_edge.i, _end(verb, clause.right_edge.i + 1), verb.doc[verb.i : know.i + 1].text)


def _fronted(verb: Token, cues: Cues) -> Content | None:
    """ "Not so fast, cautioned X.": what a comma parts from a verb whose subject ends the sentence."""
    doc, start = verb.doc, verb.sent.start
    speaks = verb.lemma_ in cues.words("parenthetic") or verb.lemma_ in cues.words("speech")
    if not speaks or verb.i < start + 2 or doc[verb.i - 1].text != "," or verb.tag_ not in FINITE:
        return None
    if any(child.dep_ in {"ccomp", "dobj", "xcomp"} and child.i > verb.i for child in verb.children):
        return None
    subject = next((child for child in verb.rights if child.dep_ == "nsubj"), None)
    if subject is None or subject.left_edge.i != verb.i + 1 or doc[start].is_quote:
        return None
    return Content(start, verb.i - 1, cue_text(verb))


def _before_with(verb: Token, left: int, end: int, cues: Cues) -> int:
    """ "… are short of nurses, with its chair calling it a farce": another source begins there."""
    words = verb.doc[left:end]
    starts = (t.i for t in words[1:] if t.lower_ == "with" and t.nbor(-1).text == ",")
    return next((i for i in starts if any(map(cues.adds, verb.doc[i + 1 : min(end, i + _SPEAKING)]))), end)


def _infinitive(verb: Token, cues: Cues) -> Content | None:
    """ "urged ministers to think again", "pledged to build"."""
    if verb.lemma_ not in cues.words("infinitive"):
        return None
    asked = any(child.dep_ == "dobj" for child in verb.children) or verb.nbor().lower_ == "for"
    if verb.lemma_ == "ask" and not asked:
        return None
    complements = (c for c in verb.rights if c.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(c))
    complement = next(complements, None)
    if complement is None:
        return None
    after = next((c for c in verb.rights if c.dep_ not in {"prt", "advmod", "punct"}), complement)
    start = after.left_edge.i
    linked = verb.doc[start].lower_ in cues.things.get(verb.lemma_, ())
    end = _end(verb, complement.right_edge.i + 1)
    return Content(start + linked, end, verb.doc[verb.i : start + 1].text if linked else cue_text(verb))


def _is_infinitive(verb: Token) -> bool:
    """ "to build", "to be built"."""
    return verb.tag_ == "VB" or any(child.tag_ == "TO" for child in verb.children if child.dep_ == "aux")


def _thing(verb: Token, cues: Cues) -> Content | None:
    """The object of verbs that say something of a thing: "highlighted the lack of beds", "called for a register"."""
    things = cues.things.get(verb.lemma_.casefold(), cues.light.get(verb.lemma_.casefold()))
    aside = verb.tag_ == "VBG" and verb.dep_ == "advcl" and cues.reports(verb.head)
    if things is None or aside:
        return None  # "Reflecting on the year, she said …" says one thing
    for child in verb.rights:
        if child.dep_ == "dobj" and (found := _light(verb, child, cues)) is not None:
            return found
        if child.dep_ == "dobj" and _is_feeling(verb, child, cues):
            return _feeling(verb, child)
        if child.dep_ == "dobj" and ("" in things or _particle(verb, things)):
            return None if _is_mentioned(verb, child, cues) else _object(verb, child, cues)
        if child.dep_ in {"prep", "prt", "dative"} and child.lower_ in things | _AS and child.i <= verb.i + 2:
            below = next((g for g in child.children if g.dep_ in {"pobj", "pcomp"}), None)
            timed = below is not None and below.lemma_ in cues.words("times")  # "argued for hours"
            if below is not None and not timed and (child.lower_ in things or _is_about_which(verb)):
                cue = verb.doc[verb.i : child.i + 1].text
                alone = below.pos_ != "NOUN" or verb.lemma_ in cues.words("asking")
                content = Content(below.left_edge.i, _end(verb, below.right_edge.i + 1), cue)
                short = below.right_edge.i - below.left_edge.i + 1 < SHORTEST
                return None if alone and short else content
    return None


def _light(verb: Token, noun: Token, cues: Cues) -> Content | None:
    """ "drew attention to the delay", "took issue with the figures": what stands behind verb, noun and preposition."""
    phrases = cues.light.get(verb.lemma_.casefold(), frozenset())
    for link in (child for token in (noun, verb) for child in token.rights if child.dep_ in {"prep", "dative"}):
        below = next((g for g in link.children if g.dep_ in {"pobj", "pcomp"}), None)
        if below is not None and f"{noun.lemma_} {link.lower_}" in phrases:
            return Content(below.left_edge.i, _end(verb, below.right_edge.i + 1), verb.doc[verb.i : link.i + 1].text)
    return None


def _is_feeling(verb: Token, noun: Token, cues: Cues) -> bool:
    """ "raised concerns about"; what a survey finds is no feeling of its own ("found support for")."""
    found = verb.lemma_.casefold() in cues.words("things_need_documents")
    return noun.lemma_ in cues.words("feelings") and not found


def _is_mentioned(verb: Token, noun: Token, cues: Cues) -> bool:
    """ "stressed the second syllable", "noted paper 7": words and papers are no things said of anything."""
    papers = verb.lemma_.casefold() in cues.words("things_but_documents") and noun.lemma_ in cues.words("works")
    return papers or noun.lemma_ in cues.words("terms")


def _is_about_which(verb: Token) -> bool:
    """ "…, which it described as “a race to the bottom”"."""
    return any(child.dep_ == "dobj" and child.tag_ in {"WDT", "WP"} for child in verb.lefts)


def complement(verb: Token) -> Token | None:
    """The clause that a verb reports, also where the parser hangs it on who is told or tells: "told MPs that"."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    for below in (below for noun in _beside(verb) for below in noun.rights if clause is None):
        if below.dep_ in {"acl", "ccomp", "relcl"} and _is_that(below.left_edge):
            return below
    return clause


def _beside(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ in {"dobj", "dative"}:
            yield child
        elif child.dep_ in {"agent", "prep"}:
            yield from (below for below in child.rights if below.dep_ == "pobj")


def _is_told(verb: Token, clause: Token, cues: Cues) -> bool:
    """Whether a complement says something: not in "declared the bridge open", "say whether", "find out who"."""
    nominal = clause.pos_ not in VERBS and not any(token.tag_ in FINITE for token in clause.subtree)
    if nominal and not _is_that(clause.left_edge):
        return False
    if clause.left_edge.lower_ in {"whether", "if"} and verb.lemma_ not in cues.words("asking"):
        return False
    lemma = verb.lemma_.casefold()
    if lemma not in cues.clausal:
        return False
    links, particles = cues.things.get(lemma), {child.lower_ for child in verb.children if child.dep_ == "prt"}
    if links is not None and "" not in links and lemma not in cues.words("speech"):
        return bool(particles & links)
    return particles <= (links or frozenset())


def _valued(verb: Token, cues: Cues) -> Content | None:
    """ "estimated the cost at £900 a head"."""
    if verb.lemma_ not in cues.words("valuing"):
        return None
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    links = (child for token in (verb, thing) if token is not None for child in token.rights if child.lower_ == "at")
    link = next((child for child in links if any(t.like_num for t in child.subtree)), None)
    if thing is None or link is None:
        return None
    return Content(thing.left_edge.i, link.right_edge.i + 1, cue_text(verb))


def _object(verb: Token, child: Token, cues: Cues) -> Content | None:
    """Two words beside the article, or one that is judged: "the ward as a disgrace", "the ward for its food"."""
    words = sum(token.is_alpha and token.dep_ != "det" for token in child.subtree)
    links = _AS | _FOR if verb.lemma_.casefold() in cues.words("judging") else _AS
    called = any(link.lower_ in links and link.dep_ == "prep" for link in (*verb.rights, *child.rights))
    quoted = child.i + 1 < len(child.doc) and child.doc[child.i + 1].is_quote  # "a stop “within a mile”"
    if (child.pos_ == "PRON" and child.tag_ != "WP") or (words < SHORTEST and not called and not quoted):
        return None
    return Content(child.left_edge.i, _end(verb, child.right_edge.i + 1), cue_text(verb))


def _feeling(verb: Token, noun: Token) -> Content | None:
    """ "raised concerns about the delay", "expressed the hope that …": what the noun is about."""
    cue = verb.doc[verb.i : noun.i + 1].text
    for child in noun.rights:
        if child.dep_ == "prep":
            below = next((g for g in child.children if g.dep_ in {"pobj", "pcomp"}), None)
            if below is None:
                return None
            end = _end(verb, below.right_edge.i + 1)
            alone = below.right_edge.i - below.left_edge.i + 1 < SHORTEST  # "raised concerns about sewage"
            return Content(noun.left_edge.i, end, cue_text(verb)) if alone else Content(below.left_edge.i, end, cue)
        if child.dep_ in {"acl", "ccomp", "relcl"}:
            return Content(child.left_edge.i, _end(verb, child.right_edge.i + 1), cue)
    return None


def _particle(verb: Token, things: Collection[str]) -> bool:
    return any(child.dep_ in {"prt", "advmod"} and child.lower_ in things for child in verb.children)


def _end(verb: Token, right: int) -> int:
    """Where content ends that goes at least to `right`: at the sentence's end, unless another cue is joined on."""
    if verb.dep_ == "ccomp":  # "X called for it; Y rejected it"
        behind = verb.doc[right : verb.head.i]
        parting = next((t.i for t in behind if t.text == ";" and t.nbor().lower_ != "that"), None)
        if parting is not None:
            return parting
    if verb.dep_ in {"advcl", "acl", "relcl", "pcomp", "csubj"}:
        return max(right, verb.right_edge.i + 1) if verb.right_edge.i - right < FARTHEST else right
    joined = [child for child in verb.children if child.dep_ == "conj" and child.pos_ in VERBS and child.i >= right]
    stops = [child.left_edge.i for child in joined if not any(map(_is_that, child.children))]
    clauses = [child for child in verb.children if child.dep_ == "advcl" and child.i >= right]
    stops += [child.left_edge.i for child in clauses if verb.doc[child.left_edge.i - 1].text == ","]
    return max(right, min([verb.sent.end, *stops]))


def _is_that(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"


def _is_break(token: Token) -> bool:
    return token.text == "," or token.text in DASHES


CONTENTS: tuple[Callable[[Token, Cues], Content | None], ...] = (
    _as_clause, _parenthesis, _clause, _wondering, _infinitive, _valued, _thing, _fronted,
)
