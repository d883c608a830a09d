"""Who holds a post that a sequence has read."""

from spacy.tokens import Doc

from kg.extract.references import Referent
from kg.extract.relations.ends import root
from kg.extract.relations.roles import singular
from kg.extract.relations.sequences import Piece, Reading

_EACH = frozenset({"each", "both", "jointly"})


def holders(doc: Doc, reading: Reading, piece: Piece) -> tuple[Referent, ...]:
    """Of several people the one who stands nearest, where the post is in the singular and not each one's."""
    subjects = reading.subjects
    if len(subjects) < 2 or not piece.roles:
        return subjects
    start, end = piece.roles[0]
    each = any(token.lower_ in _EACH for token in doc[reading.start : reading.end])
    each = each or subjects[-1].end == start  # "Jane Roe and John Doe co-chair it", where the tagger saw a noun
    if each or any(token.tag_ in {"NNS", "NNPS"} for token in doc[start:end]):
        return subjects
    return (min(subjects, key=lambda subject: abs(subject.start - start)),)


def stands_apart(doc: Doc, reading: Reading) -> bool:
    """Whether a post before a name is another's: "in a note to the chair of the Trust, Jane Roe said"."""
    subject = reading.subjects[0] if reading.subjects else None
    if subject is None or root(doc, subject).dep_ not in {"nsubj", "nsubjpass"}:
        return False
    heads = [doc[start:end].root for piece in reading.pieces for start, end in piece.roles if end <= subject.start]
    return any(head.dep_ in {"pobj", "dobj"} and head.head.lower_ != "as" for head in heads)


def words_of(doc: Doc, piece: Piece) -> set[str]:
    """The words of the posts of a piece, in the singular."""
    return {singular(token) for start, end in piece.roles for token in doc[start:end]}
