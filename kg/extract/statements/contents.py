"""Where what a verb reports can stand: `CONTENTS` are the places, tried in order."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.extract.statements.cues import Cues, cue_text
from kg.extract.statements.setting import DASHES, FINITE, VERBS
from kg.extract.statements.subjects import inverted
from kg.extract.statements.things import SHORTEST, Content, answered, end_of, is_that, thing, valued

__all__ = ["CONTENTS", "SHORTEST", "Content", "complement"]

_ASKING = frozenset({"whether", "if"})
_QUESTION_TAGS = frozenset({"WP", "WRB", "WDT", "WP$"})
_JOINING = frozenset({"and", "but", "or", "yet"})
_SPEAKING = 12
"""Tokens of "argues the Tenants' Federation of the county" between two commas, at most."""


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
    return following.tag_ in {"MD", "VB"}  # "Roofs do not, X reminded us, mend themselves"


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
    while left < right and (is_that(verb.doc[left]) or (verb.doc[left].is_punct and not verb.doc[left].is_quote)):
        left += 1
    return Content(left, _before_with(verb, left, end_of(verb, max(right, left)), cues), cue_text(verb))


def _is_asked(clause: Token) -> bool:
    """ "asked whether it was so", "asked that it be so"."""
    return clause.left_edge.lower_ in _ASKING or clause.left_edge.tag_ in _QUESTION_TAGS or is_that(clause.left_edge)


def _wondering(verb: Token, cues: Cues) -> Content | None:
    """ "wanted to know who would pay": the question behind the second verb."""
    if verb.lemma_ not in cues.words("wanting"):
        return None
    know = next((c for c in verb.rights if c.dep_ == "xcomp" and c.lemma_ in cues.words("knowing")), None)
    clause = next((c for c in know.rights if c.dep_ == "ccomp"), None) if know is not None else None
    if know is None or clause is None or not _is_asked(clause):
        return None
    return Content(clause.left_edge.i, end_of(verb, clause.right_edge.i + 1), verb.doc[verb.i : know.i + 1].text)


def _fronted(verb: Token, cues: Cues) -> Content | None:
    """ "Not so fast, cautioned X.": what a comma parts from a verb whose subject ends the sentence."""
    doc, start = verb.doc, verb.sent.start
    speaks = verb.lemma_ in cues.words("parenthetic") or verb.lemma_ in cues.words("speech")
    if not speaks or verb.i < start + 2 or doc[verb.i - 1].text != "," or verb.tag_ not in FINITE:
        return None
    subject = inverted(verb)
    if subject is None or doc[start].is_quote:
        return None
    if any(child.dep_ in {"ccomp", "dobj", "xcomp"} and child != subject for child in verb.rights):
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
    end = end_of(verb, complement.right_edge.i + 1)
    return Content(start + linked, end, verb.doc[verb.i : start + 1].text if linked else cue_text(verb))


def _gerund(verb: Token, cues: Cues) -> Content | None:
    """ "described being treated so", "admitted taking it"."""
    if verb.lemma_ not in cues.words("recounting"):
        return None
    clauses = (c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"} and c.left_edge.tag_ == "VBG")
    clause = next((c for c in clauses if c.left_edge.i == verb.i + 1), None)
    return Content(clause.left_edge.i, end_of(verb, clause.right_edge.i + 1), cue_text(verb)) if clause else None


def _is_infinitive(verb: Token) -> bool:
    """ "to build", "to be built"."""
    return verb.tag_ == "VB" or any(child.tag_ == "TO" for child in verb.children if child.dep_ == "aux")


def complement(verb: Token) -> Token | None:
    """The clause that a verb reports, also where the parser hangs it on who is told or tells: "told MPs that"."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    for below in (below for noun in _beside(verb) for below in noun.rights if clause is None):
        if below.dep_ in {"acl", "ccomp", "relcl"} and is_that(below.left_edge):
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
    if nominal and not is_that(clause.left_edge):
        return False
    if clause.left_edge.lower_ in {"whether", "if"} and verb.lemma_ not in cues.words("asking"):
        return False
    lemma = verb.lemma_.casefold()
    if lemma not in cues.clausal:
        return False
    links, particles = cues.things.get(lemma), {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3] if t.dep_ == "prt"}
    if links is not None and "" not in links and lemma not in cues.words("speech"):
        return bool(particles & links)
    return particles <= (links or frozenset())


def _is_break(token: Token) -> bool:
    return token.text == "," or token.text in DASHES


CONTENTS: tuple[Callable[[Token, Cues], Content | None], ...] = (
    _as_clause, _parenthesis, _clause, _wondering, _infinitive, _gerund, answered, valued, thing, _fronted,
)
