"""Named questions: files of `ontology/queries/`, whose first comment lines say what they ask, take and give.

    # Who said what, about whom, and since when?
    #
    # Parameters:
    #   ?about entity: whom or what the statement is about
    #   ?since date, optional: the first day
    #
    # Answer:
    #   ?speaker text: who spoke
    #   ?speaker_iri entity: the speaker

A parameter is a variable of the query that a value is bound to; SPARQL in any other file can declare its own so.
Variables of an answer that are parameters too are shown; those that are parameters only are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query.store import reason

PARAMETER_TYPES = ("entity", "topic", "relation", "document", "date", "number", "text")
LITERAL_TYPES = ("date", "number", "text")
VARIABLE_TYPES = (*PARAMETER_TYPES, "statement", "relationship", "passage", "class", "address")

IRI = "_iri"
"""How the names of variables end that hold what another holds the name of."""

_NAME = re.compile(r"[\w-]+(?: +[\w-]+)*")
_DECLARED = re.compile(r"#\s+\?(?P<name>(?a:[A-Za-z_]\w*)) (?P<type>[a-z]+)(?P<optional>, optional)?: (?P<words>\S.*)")


@dataclass(frozen=True)
class Variable:
    """A column of an answer: its type is one of `VARIABLE_TYPES`."""

    name: str
    type: str
    words: str


@dataclass(frozen=True)
class Parameter:
    """What a question can be asked with: its type is one of `PARAMETER_TYPES`."""

    variable: str
    type: str
    words: str
    optional: bool = False

    @property
    def name(self) -> str:
        """What an asker calls it: the variable ?speaker_iri, which stands beside ?speaker, is asked as "speaker"."""
        return self.variable.removesuffix(IRI)


@dataclass(frozen=True)
class Question:
    """A question with what its comment lines declare; `name` is empty where it has none."""

    name: str
    words: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    variables: tuple[Variable, ...] = ()


def question(text: str, name: str = "") -> Question:
    """What the comment lines at the head of a SPARQL text declare; without any, a question that takes nothing.

    Raises:
        QueryError: A declaration names a type that there is not.
    """
    head = list(_head(text))
    sections = _sections(head[1:])
    return Question(
        name, head[0].lstrip("# ") if head else "", text,
        tuple(_parameters(sections.get("Parameters", ()), name)),
        tuple(Variable(line["name"], _type(line, VARIABLE_TYPES, name), line["words"])
              for line in sections.get("Answer", ())),
    )


def questions(ontology: Ontology) -> Mapping[str, Question]:
    """The named questions of a vocabulary, in the order of their names."""
    return {name: question(text, name) for name, text in sorted(ontology.queries.items())}


def find(query: str, ontology: Ontology, *, files: bool = True) -> str:
    """The SPARQL of a query that is a name, a path or SPARQL itself; "who chairs what" is who-chairs-what too.

    Raises:
        QueryError: No question has the name, or no file is there.
    """
    return find_question(query, ontology, files=files).text


def find_question(query: str, ontology: Ontology, *, files: bool = True) -> Question:
    """What `find` gives, with what it declares.

    Raises:
        QueryError: No question has the name, no file is there, or a declaration is wrong.
    """
    name = query.strip()
    if files and name.endswith(".rq") and "\n" not in name:
        return question(_read(Path(name)))
    if not _NAME.fullmatch(name):
        return question(query)
    slug = re.sub(r"[\s_]+", "-", name.casefold())
    if slug not in ontology.queries:
        raise QueryError(_unknown(name, slug, ontology))
    return question(ontology.queries[slug], slug)


def describe(ontology: Ontology) -> Mapping[str, str]:
    """The named questions, each with what it asks: the comment in its first line."""
    return {name: text.splitlines()[0].lstrip("# ") for name, text in ontology.queries.items()}


def _head(text: str) -> Iterator[str]:
    for line in text.lstrip().splitlines():
        if not line.startswith("#"):
            return
        yield line


def _sections(lines: list[str]) -> dict[str, list[re.Match[str]]]:
    found: dict[str, list[re.Match[str]]] = {}
    section = ""
    for line in lines:
        if line in ("# Parameters:", "# Answer:"):
            section = line[2:-1]
        elif section and (declared := _DECLARED.fullmatch(line.rstrip())):
            found.setdefault(section, []).append(declared)
    return found


def _parameters(lines: list[re.Match[str]], name: str) -> Iterator[Parameter]:
    for line in lines:
        yield Parameter(line["name"], _type(line, PARAMETER_TYPES, name), line["words"], bool(line["optional"]))


def _type(line: re.Match[str], known: tuple[str, ...], name: str) -> str:
    if line["type"] not in known:
        where = f"in the question {name}" if name else "in the query"
        raise QueryError(f"{where}, ?{line['name']}: expected one of {', '.join(known)}, got {line['type']!r}")
    return line["type"]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise QueryError(f"there is no file {path}: write SPARQL into one, or ask kg query --list for names") from error
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is not text in UTF-8"
        raise QueryError(f"{path} cannot be read as a query: {why}") from error


def _unknown(name: str, slug: str, ontology: Ontology) -> str:
    close = get_close_matches(slug, ontology.queries, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(close)}?" if close else "kg query --list shows those that have names"
    return f"no question is called {name!r}: {hint}"
