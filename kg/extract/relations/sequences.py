"""Relations told by the order of words: the patterns under "sequences" in `ontology/patterns/<relation>.json`.

A pattern is written as one reads it, in lower case, its words apart by spaces:

    {subject} , [formerly|now] [the|a] {role} (of|at) {object}

| written | stands for |
|---|---|
| `{subject}` `{object}` | a name of the types that the relation takes, or a list of them (see below) |
| `{object+}` `{each+}` … | the same, where the names may also stand on lines of their own |
| `{each}` | a list of at least two names that all have the relation to each other (for symmetric relations) |
| `{any}` `{PLACE}` | a name or list, of any type or of the type given, that takes no part in the relation |
| `{role}` | a post ("deputy director of policy"), or two joined by "and"; its words are kept |
| `{part}` | one of the patterns in the list `part` under "parts" in the same file, which hold the object or the role |
| `{parts}` | the same, and more of them joined by commas, semicolons or "and": each is a claim of its own |
| `(a|b)` `[a|b]` | one of the words; the same or nothing. `_` joins words: `(will_be|is)` |
| `($list)` | one of the words of `list` under "words" in the same file |
| `!(a|b)` | what follows is none of these |
| `!<(a|b)` | what stands before, or before "the", is none of these |
| `~3` | up to three words that are neither names nor posts, within a clause |
| `+3` | the same, but no prepositions either: words that only describe what follows |
| `*3` | up to three symbols within a sentence, posts and names too, but none that the subject could be |
| `¶` | the end of a line |

A list is "A, B and the C". Before each name may stand "the", a post or a word that says what it is ("the charity A"),
after it an acronym in brackets. A pattern is a string, or an object with `pattern` and some of

- `confidence`: 0 to 1, how often it is right;
- `status`: `"former"` or `"planned"`, where the words themselves tell it (`"current"` where they must not);
- `near`: true where the body is not named beside the post: it is the subject of the sentence or of one before;
- `shares`: true where the post may be one that another pattern has read ("A succeeds B as chair of C").

Patterns are tried in the order of the file; a post that one of them has read is not read again by a later one. Matches
that are negated, refused, recommended or asked claim nothing (`kg.extract.modality`).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from kg.errors import OntologyError
from kg.extract.references import Referent
from kg.extract.relations.line import DESCRIBES, Line
from kg.ontology import RelationType

_ROLES = r"(?:<ROLE:\d+> (?:(?:and|&|/) (?:an? )?<ROLE:\d+> )?)"
_GLUE = r"(?:(?:[,;] (?:and )?|and |as well as )(?:(?:an?|the|now|also|currently|previously|formerly) )*)"
_AND = "(?:, and |, |and |& |; |; and |, as well as |as well as |and by |and with |and from |, and by )"
_CLAUSE = "(?:and|but|or|which|who|whose|that|while)"
_LINES = "(?:[,;]? ?(?:and )?¶ (?:- )?)"
_PREPOSITION = "(?:to|of|for|in|on|at|by|from|with|about|into|over|under|against|towards|as|than|,)"
_BRACKETS = re.compile(r"\( [^)]*\) ")
_NO_AGENT = "(?<!by )(?<!by the )(?<!> and )(?<!> and the )"
LONGEST = 12
"""Names in a list, and pieces in a chain of posts: more are cut, so that matching stays linear."""


@dataclass(frozen=True)
class Piece:
    """One object list of a match with the posts that go with it, as (start, end) tokens."""

    objects: tuple[Referent, ...]
    roles: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reading:
    """One place where a sequence matched; `members` are names that all have the relation to each other."""

    start: int
    end: int
    subjects: tuple[Referent, ...]
    pieces: tuple[Piece, ...]
    members: tuple[Referent, ...] = ()


@dataclass(frozen=True)
class WordPattern:
    """One pattern of a relation; its regular expressions are compiled when a line first has the words for it."""

    relation: str
    source: str
    expression: str
    confidence: float
    status: str
    near: bool = False
    shares: bool = False
    parts: tuple[str, ...] = ()
    name: str = ""
    required: tuple[frozenset[str], ...] = field(default=(), repr=False)
    reads_on: bool = False  # over the ends of lines

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.expression)

    @cached_property
    def pieces(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(part) for part in self.parts)

    def readings(self, line: Line) -> Iterator[Reading]:
        """All places of a line where the pattern matches, from left to right and apart."""
        for match in self._matches(line):
            groups = match.groupdict("")
            yield Reading(
                *line.span(match.start(), match.end()),
                _apart(line.referents_in(_BRACKETS.sub("", groups.get("subject", "")))),
                tuple(self._pieces(line, groups)),
                _apart(line.referents_in(groups.get("each", ""))),
            )

    def _matches(self, line: Line) -> Iterator[re.Match[str]]:
        """In the parts of a line that have the words for it; one that looks back from its object, only from names."""
        for part in line.parts_with(self.required, whole=self.reads_on):
            if not self.source.startswith("{object}"):
                yield from self.regex.finditer(line.text, part.start, part.end)
                continue
            past = 0
            for start in part.name_starts:
                match = self.regex.match(line.text, start, part.end) if start >= past else None
                if match is not None:
                    yield match
                    past = match.end()

    def _pieces(self, line: Line, groups: Mapping[str, str]) -> Iterator[Piece]:
        if "object" in groups or self.near:
            yield _piece(line, groups)
        text, position = groups.get("chain", ""), 0
        while position < len(text):
            match = next(filter(None, (piece.match(text, position) for piece in self.pieces)), None)
            if match is None:
                return
            given = match.groupdict("")
            yield _piece(line, given)
            glue = re.compile(_GLUE).match(text, match.end())
            position = glue.end() if glue else len(text)


@dataclass(frozen=True)
class Grammar:
    """What the patterns of one relation may refer to: its types, its parts and its lists of words."""

    relation: RelationType
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    descriptors: Collection[str] = ()

    def compile(
        self, source: str, *, confidence: float, status: str = "", near: bool = False, shares: bool = False,
    ) -> WordPattern:
        """A pattern as it stands in the vocabulary -> a regular expression over symbols.

        Raises:
            OntologyError: The pattern lacks an end of the relation, or uses a list or part that the file has not.
        """
        whole = self._regex(source)
        wanted = "role" if near else "object|chain"
        if not (("(?P<subject>" in whole and re.search(rf"\(\?P<({wanted})>", whole)) or "(?P<each>" in whole):
            raise self._error(source, "needs a {subject} and an {object}, or {each}")
        name = next((name for name in self.parts if re.search(rf"{{{name}s?}}", source)), None)
        parts = tuple(self._regex(part) for part in self.parts.get(name, ()))
        anchor = "" if whole.startswith(("(?P", "<")) else r"(?<!\S)"
        anchor += _NO_AGENT if source.startswith("{object}") else ""
        return WordPattern(
            self.relation.name, source, anchor + whole, confidence, status, near, shares, parts,
            required=tuple(self._required(source)),
            reads_on=any("¶" in text or "+}" in text for text in (source, *self.parts.get(name, ()))),
        )

    def _regex(self, source: str, *, named: bool = True) -> str:
        parts = (self._part(word, source, named=named) for word in source.split())
        return "".join(parts)

    def _part(self, word: str, source: str, *, named: bool) -> str:
        if word.startswith("{") and word.endswith("}"):
            return self._placeholder(word[1:-1], source, named=named)
        if word[0] in "~*+" and word[1:].isdigit():
            return rf"(?:{self._gap(word[0])} ){{0,{int(word[1:])}}}?"
        if word.startswith("!<("):
            return self._apart_from(word[3:-1], source)
        if word.startswith("!("):
            return f"(?!{self._choice(word[2:-1], source)} )"
        if len(word) > 2 and word[0] + word[-1] in {"[]", "()"}:
            return f"(?:{self._choice(word[1:-1], source)} )" + ("?" if word[0] == "[" else "")
        return self._literal(word) + " "

    def _apart_from(self, words: str, source: str) -> str:
        chosen = self.words[words[1:]] if words.startswith("$") else words.split("|")
        ends = (f" {word}{mark} {article}" for word in chosen for mark in ("", DESCRIBES) for article in ("", "the "))
        return "".join(f"(?<!{re.escape(end)})" for end in ends)

    def _gap(self, kind: str) -> str:
        if kind == "*":
            return rf"(?!<(?:{'|'.join(sorted(self.relation.domain))}):)[^\s¶.;]+"
        return rf"(?!{_CLAUSE if kind == '~' else f'(?:{_CLAUSE}|{_PREPOSITION})'} )[^\s<¶.;:()]+"

    def _literal(self, words: str) -> str:
        """Words as they stand in a line, where those that describe are marked."""
        marked = (re.escape(word) + (f"{DESCRIBES}?" if word in self._describing else "") for word in words.split())
        return " ".join(marked)

    @cached_property
    def _describing(self) -> frozenset[str]:
        return frozenset(word for phrase in self.descriptors for word in phrase.split())

    def _placeholder(self, name: str, source: str, *, named: bool) -> str:
        relation = self.relation
        between = rf"(?:{_AND}|{_LINES})" if name.endswith("+") else _AND
        name = name.rstrip("+")
        known = {
            "subject": lambda: self._list(relation.domain, between=between),
            "object": lambda: self._list(relation.range, between=between),
            "each": lambda: self._list(relation.domain & relation.range, least=1, between=between),
            "any": lambda: self._list(frozenset({"[A-Z]+"})),
            "role": lambda: _ROLES,
        }
        if name.isupper():
            return self._before + self._list(frozenset({name}))
        if name in known:
            before = "" if source.startswith("{" + name) or name == "role" else self._before
            return before + (f"(?P<{name}>{known[name]()})" if named and name != "any" else known[name]())
        return self._chain(name, source)

    def _chain(self, name: str, source: str) -> str:
        """One of the parts of that name; in the plural, more of those that begin with a role may follow."""
        part = name if name in self.parts else name.removesuffix("s")
        if part not in self.parts:
            raise self._error(source, f"uses {{{name}}}, but the file has no such list under \"parts\"")
        rivals = "|".join(sorted(self.relation.domain - self.relation.range))
        apart = f"(?!<(?:{rivals}):)" if rivals and "{subject}" in source.split("{" + name)[0] else ""
        first = self._either(self.parts[part])
        if name == part:
            return f"(?P<chain>{first}{apart})"
        more = self._either([p for p in self.parts[part] if p.startswith("{role}")])
        return f"(?P<chain>{first}{apart}(?:{_GLUE}{more}{apart}){{0,{LONGEST - 1}}})"

    def _either(self, sources: Sequence[str]) -> str:
        """Alternatives; neighbours that begin and end alike share both ends, as what is long takes long to compile."""
        alike = groupby(sources, key=lambda source: (source.split()[0], source.split()[-2:]))
        return "(?:" + "|".join(self._merged(list(group)) for _, group in alike) + ")"

    def _merged(self, sources: Sequence[str]) -> str:
        if len(sources) == 1:
            return self._regex(sources[0], named=False)
        first, *_, last, after = sources[0].split()
        middles = (source.split()[1:-2] for source in sources)
        between = "|".join(
            "".join(self._part(word, source, named=False) for word in words)
            for words, source in zip(middles, sources, strict=True)
        )
        start, *end = (self._part(word, sources[0], named=False) for word in (first, last, after))
        return f"{start}(?:{between})" + "".join(end)

    def _choice(self, words: str, source: str) -> str:
        if words.startswith("$"):
            if words[1:] not in self.words:
                raise self._error(source, f"uses {words}, but the file has no such list under \"words\"")
            chosen = list(self.words[words[1:]])
        else:
            chosen = words.split("|")
        return "(?:" + "|".join(self._literal(word.replace("_", " ")) for word in chosen) + ")"

    def _required(self, source: str) -> Iterator[frozenset[str]]:
        """For each place of the pattern that must be a word: the words of which a line needs one."""
        for word in source.split():
            if word[0] == "(" and len(word) > 2:
                inner = word[1:-1]
                chosen = self.words[inner[1:]] if inner.startswith("$") else inner.split("|")
                yield frozenset(choice.replace("_", " ").split()[0] for choice in chosen)
            elif word[0] not in "{[~*!+":
                yield frozenset({word})

    @property
    def _before(self) -> str:
        return rf"(?:(?:the|both|all|its|our|a|an) ){{0,2}}(?:(?:<ROLE:\d+>|[^\s<]+{DESCRIBES}) ){{0,3}}"

    def _list(self, types: frozenset[str], *, least: int = 0, between: str = _AND) -> str:
        """One name or a list of them: "A, B and the C"; an acronym, a sum or some words in brackets may follow each."""
        kinds = "|".join(sorted(types))
        aside = rf"(?:\( (?:<(?!ROLE)(?:{kinds}):\d+> |[^\s<¶()]+ ){{1,5}}\) )?"
        one = rf"<(?!ROLE)(?:{kinds}):\d+> {aside}"
        return rf"(?:{one}(?:{between}{self._before}{one}){{{least},{LONGEST - 1}}})"

    def _error(self, source: str, problem: str) -> OntologyError:
        return OntologyError(f"patterns/{self.relation.name}.json: {source!r} {problem}")


def _piece(line: Line, groups: Mapping[str, str]) -> Piece:
    return Piece(_apart(line.referents_in(groups.get("object", ""))), tuple(line.roles_in(groups.get("role", ""))))


def _apart(referents: Iterator[Referent]) -> tuple[Referent, ...]:
    """Each cluster once: "the Harbour Trust (HT)" is one end."""
    first: dict[str, Referent] = {}
    for referent in referents:
        first.setdefault(referent.cluster, referent)
    return tuple(first.values())
