"""The component that finds relations by the patterns of the vocabulary.

`ontology/patterns/<relation>.json` says how each relation is said: `sequences` over names, posts and words (see
`sequences`), `frames` of verbs (see `frames`) and, for what neither can say, `dependencies`:
patterns of spaCy's `DependencyMatcher` with nodes called `subject` and `object` (and `verb`). Which types may stand at
the two ends is the relation's domain and range in `kg.ttl`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon
from kg.extract.modality import (
    CURRENT,
    FORMER,
    PLANNED,
    is_claimed,
    is_claimed_noun,
    is_claimed_verb,
    is_due,
    is_ended,
    is_question,
    status_of,
    status_of_words,
)
from kg.extract.references import References, Referent, references
from kg.extract.relations.claims import Claim, relations
from kg.extract.relations.confidence import Confidence
from kg.extract.relations.continued import Continued, continued
from kg.extract.relations.ends import ends, owners
from kg.extract.relations.first_person import with_first_person
from kg.extract.relations.frames import read
from kg.extract.relations.holders import holders, stands_apart, words_of
from kg.extract.relations.line import Line, symbols
from kg.extract.relations.lists import listed
from kg.extract.relations.near import body_near
from kg.extract.relations.nouns import CURRENCIES, Anchor, NounFrame, amount
from kg.extract.relations.roles import role_text
from kg.extract.relations.rules import Rules
from kg.extract.relations.scan import places
from kg.extract.relations.sequences import Piece, Reading, WordPattern


@Language.factory(
    "kg_relations",
    default_config={"ontology": None},
    requires=["doc.ents", "doc._.kg_clusters", "token.dep", "token.lemma", "token.tag"],
    assigns=["doc._.kg_relations"],
)
def make_relations(nlp: Language, name: str, ontology: str | None) -> "Relations":
    """Makes the component; `ontology` is a folder, or nothing for the one that comes with the package."""
    return Relations(nlp, Lexicon.load(ontology))


class Relations:
    """Sets `doc._.kg_relations`: a tuple of `Relation`, in text order."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.rules = Rules.of(lexicon.ontology, nlp.vocab)
        rules = (Continued.from_patterns(self.ontology.relations[n], p) for n, p in self.ontology.patterns.items())
        self.continued = tuple(filter(None, rules))
        self.confidence = Confidence.of(lexicon.ontology)
        self.lasting = {name for name, patterns in self.ontology.patterns.items() if patterns.get("lasting")}
        if not Doc.has_extension("kg_relations"):
            Doc.set_extension("kg_relations", default=())

    def __call__(self, doc: Doc) -> Doc:
        found = relations(doc, self.claims(doc), self.ontology.relations, self.confidence)
        doc._.kg_relations = tuple(sorted(found))
        return doc

    def claims(self, doc: Doc) -> list[Claim]:
        """All that the patterns read, before it is weighed and written down."""
        found = with_first_person(references(doc, self.lexicon), self.lexicon)
        line = symbols(found, self.lexicon)
        taken: set[tuple[int, int]] = set()
        claims = [
            *self._by_sequence(found, line, taken), *self._by_frame(found), *self._by_noun(found),
            *self._by_post(found, line, taken), *self._by_dependency(found),
            *self._by_list(found),
        ]
        for rule in self.continued:
            claims += list(continued(found, claims, rule, self.lexicon))
        return [wider for claim in claims for wider in (claim, *self._implied(claim))]

    def _by_sequence(self, found: References, line: Line, read_posts: set[tuple[int, int]]) -> Iterator[Claim]:
        """A post that one sequence has read is not read again by a later one: it has one holder."""
        taken: dict[tuple[str, tuple[int, int]], int] = {}
        for number, sequence in enumerate(self.rules.sequences):
            for reading in sequence.readings(line):
                posts = {(sequence.relation, role) for piece in reading.pieces for role in piece.roles}
                if not sequence.shares and any(taken.setdefault(post, number) != number for post in posts):
                    continue
                if stands_apart(found.doc, reading):
                    continue
                if is_claimed(found.doc[reading.start : reading.end], self.lexicon):
                    completed = self._completed(found, sequence, reading)
                    read_posts.update(role for piece in completed.pieces for role in piece.roles)
                    yield from self._claims(line, sequence, completed)

    def _completed(self, found: References, sequence: WordPattern, reading: Reading) -> Reading:
        """With the body named near a post, where the pattern names none; without posts of another relation."""
        heads = frozenset(self.ontology.patterns[sequence.relation].get("roles", ()))
        fitting = (p for p in reading.pieces if not heads or not p.roles or words_of(found.doc, p) & heads)
        if not sequence.near:
            return replace(reading, pieces=tuple(fitting))
        posts = [start for piece in reading.pieces for start, _ in piece.roles]
        body = body_near(found, min(posts, default=reading.start), self.lexicon.words("references", "body_types"))
        if body is None:
            return replace(reading, pieces=())
        return replace(reading, pieces=tuple(
            replace(piece, objects=(body,)) for piece in fitting if self._goes_without_body(found.doc, piece)
        ))

    def _goes_without_body(self, doc: Doc, piece: Piece) -> bool:
        words = words_of(doc, piece)
        named, elsewhere = self.lexicon.words("roles", "with_body"), self.lexicon.words("roles", "of_another")
        return bool(words & named) and not words & elsewhere

    def _claims(self, line: Line, sequence: WordPattern, reading: Reading) -> Iterator[Claim]:
        for one, other in combinations(reading.members, 2):
            yield self._claim(line, sequence, reading, one, other)
        for piece in reading.pieces:
            for subject in holders(line.doc, reading, piece):
                for object_ in piece.objects:
                    for role in piece.roles or (None,):
                        yield self._claim(line, sequence, reading, subject, object_, role)

    def _claim(
        self, line: Line, sequence: WordPattern, reading: Reading, subject: Referent, object_: Referent,
        role: tuple[int, int] | None = None,
    ) -> Claim:
        status = sequence.status or self._status(line.doc, sequence.relation, reading, role)
        words = role_text(line.doc, *role, self.lexicon) if role else ""
        return Claim(
            sequence.relation, subject, object_, reading.start, reading.end, sequence.confidence, status, words,
            sequence.name,
        )

    def _status(self, doc: Doc, relation: str, reading: Reading, role: tuple[int, int] | None) -> str:
        """What the words of the role say, or else the verbs of the stretch."""
        told = status_of_words(doc, *role, self.lexicon) if role else CURRENT
        if told != CURRENT:
            return told
        verbs = [token for token in doc[reading.start : reading.end] if token.pos_ in {"VERB", "AUX"}]
        verbs = [verb for verb in verbs if verb.lemma_ not in self.lexicon.reporting]
        found = [status_of(verb, self.lexicon, lasting=relation in self.lasting) for verb in verbs]
        stretch = doc[reading.start : reading.end]
        if relation not in self.lasting and any(token.dep_ == "nsubj" and is_due(token.head) for token in stretch):
            return PLANNED
        return next((status for status in found if status != CURRENT), CURRENT)

    def _by_frame(self, found: References) -> Iterator[Claim]:
        for verb in (found.doc[place] for place in places(found.doc, self.rules.frames, attribute="LEMMA")):
            for frame in self.rules.frames[verb.lemma_] if verb.pos_ == "VERB" else ():
                ends = read(frame, verb)
                if ends is None or not self._is_claimed(verb):
                    continue
                status = frame.status or status_of(verb, self.lexicon, lasting=frame.relation in self.lasting)
                told = Claim.by(frame, verb.i, verb.i + 1, status)
                claims = self._between(found, told, ends.subjects, ends.objects, each=frame.each)
                yield from (claim for claim in claims if frame.takes(claim.subject.type, claim.object.type))

    def _by_noun(self, found: References) -> Iterator[Claim]:
        for token in (found.doc[place] for place in places(found.doc, self.rules.nouns, attribute="LEMMA")):
            noun = amount(token) if token.text in CURRENCIES else _whole(token)
            if noun is not None and found.at(noun) is None and not _is_part(found, noun):
                yield from self._around(found, Anchor.at(noun), self.rules.nouns[token.lemma_])

    def _by_post(self, found: References, line: Line, taken: set[tuple[int, int]]) -> Iterator[Claim]:
        """Posts that no sequence has read, by the parse."""
        for start, end in line.roles if self.rules.posts else ():
            noun = found.doc[start:end].root
            if (start, end) not in taken and not _is_part(found, noun):
                told = status_of_words(found.doc, start, end, self.lexicon)
                words = role_text(found.doc, start, end, self.lexicon)
                for claim in self._around(found, Anchor.at(noun), self.rules.posts):
                    yield replace(claim, role=words, status=claim.status if told == CURRENT else told)

    def _around(self, found: References, anchor: Anchor, frames: Iterable[NounFrame]) -> Iterator[Claim]:
        """What the first of the frames that finds both its ends around a noun says."""
        for frame in frames:
            if not anchor.fits(frame) or not is_claimed_noun(anchor.noun, anchor.verb, self.lexicon):
                continue
            claims = list(self._at_places(found, anchor, frame))
            yield from claims
            if claims:
                return

    def _at_places(self, found: References, anchor: Anchor, frame: NounFrame) -> Iterator[Claim]:
        relation = self.ontology.relations[frame.relation]
        lasting = frame.relation in self.lasting
        status = CURRENT if anchor.verb is None else status_of(anchor.verb, self.lexicon, lasting=lasting)
        noun = anchor.noun.i
        if anchor.verb is not None and is_ended(anchor.verb, self.lexicon):
            status = FORMER
        told = Claim.by(frame, noun, noun + 1, frame.status or status)
        for place in frame.each:
            members = _at(found, anchor, frame, (place,), relation.domain & relation.range)
            yield from self._joined(told, combinations(members, 2))
        subjects = _at(found, anchor, frame, frame.subject, relation.domain)
        known = frozenset(subject.cluster for subject in subjects)
        objects = _at(found, anchor, frame, frame.object, relation.range, known=known) if subjects else ()
        yield from self._joined(told, product(subjects, objects))

    def _by_list(self, found: References) -> Iterator[Claim]:
        for line in listed(found, self.rules.lists, self.ontology.relations):
            rule, confidence = line.rule, line.rule.confidence * line.subject.certainty
            yield Claim(
                rule.relation, line.subject, line.object, line.start, line.object.end, confidence, CURRENT,
                pattern=rule.name,
            )

    def _by_dependency(self, found: References) -> Iterator[Claim]:
        doc = found.doc
        for key, tokens in self.rules.matcher(doc) if self.rules.dependencies else ():
            pattern = self.rules.dependencies[doc.vocab.strings[key]]
            nodes = dict(zip(pattern.nodes, (doc[i] for i in tokens), strict=True))
            verb = nodes.get("verb")
            if verb is not None and not self._is_claimed(verb):
                continue
            lasting = pattern.relation in self.lasting
            status = pattern.status or (CURRENT if verb is None else status_of(verb, self.lexicon, lasting=lasting))
            told = Claim.by(pattern, min(tokens), max(tokens) + 1, status)
            yield from self._between(found, told, (nodes["subject"],), (nodes["object"],))

    def _between(
        self, found: References, told: Claim, subjects: Iterable[Token], objects: Iterable[Token], *,
        each: bool = False,
    ) -> Iterator[Claim]:
        """One claim for each pair of names that the tokens at the two ends stand for."""
        relation = self.ontology.relations[told.relation]
        firsts = [r for token in subjects for r in ends(found, token, relation.domain)]
        seconds = [r for token in objects for r in ends(found, token, relation.range)]
        yield from self._joined(told, combinations(firsts, 2) if each else product(firsts, seconds))

    def _joined(self, told: Claim, pairs: Iterable[tuple[Referent, Referent]]) -> Iterator[Claim]:
        for subject, object_ in pairs:
            yield replace(
                told, subject=subject, object=object_, start=min(told.start, subject.start, object_.start),
                end=max(told.end, subject.end, object_.end),
            )

    def _is_claimed(self, verb: Token) -> bool:
        return is_claimed_verb(verb, self.lexicon) and not is_question(verb)

    def _implied(self, claim: Claim) -> Iterator[Claim]:
        """A relation implies its parent (who chairs holds a post); a post implies the relation whose role it is."""
        parent = self.ontology.relations[claim.relation].parent
        if parent:
            role = claim.role or self.ontology.patterns.get(claim.relation, {}).get("role", "")
            yield replace(claim, relation=parent, role=role)
            return
        words = set(claim.role.casefold().replace("-", " ").split())
        for name, patterns in self.ontology.patterns.items():
            told = words & set(patterns.get("roles", ())) and not words & set(patterns.get("not_with", ()))
            if told and self.ontology.relations[name].parent == claim.relation:
                yield replace(claim, relation=name, role="")


def _whole(token: Token) -> Token | None:
    """A noun that does not only say more of the next one."""
    return token if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" else None


def _is_part(found: References, noun: Token) -> bool:
    """Whether a noun is the end of a name: "the Alcott Chair"."""
    before = found.by_token.get(noun.i - 1)
    return noun.pos_ == "PROPN" and before is not None and before.certainty == 1.0


def _at(
    found: References, anchor: Anchor, frame: NounFrame, places: Iterable[str], types: frozenset[str], *,
    known: frozenset[str] = frozenset(),
) -> list[Referent]:
    """The fitting names at the first of the places that has one, but for clusters that are known."""
    for place in places:
        if place == "near":
            near = body_near(found, anchor.noun.i, types)
            at = anchor.noun.i
            referents = {near.cluster: replace(near, start=at, end=at)} if near is not None else {}
        else:
            tokens = anchor.tokens(place, frame)
            referents = {r.cluster: r for token in tokens for r in owners(found, token, types, known=known)}
        if referents.keys() - known:
            return [referent for cluster, referent in referents.items() if cluster not in known]
    return []
