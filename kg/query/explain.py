"""What is wrong with a query and what may have been meant: prefixes, keywords and terms that are nearly right."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

import pyoxigraph as ox

from kg.ontology import NAMESPACE, PREFIXES, Ontology
from kg.query.errors import is_update, one_line
from kg.query.words import names, unclosed, words

_KEYWORDS = """
    A ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC
    DESCRIBE DISTINCT EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI ISBLANK ISIRI
    ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET
    OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1
    SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM
    TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR
"""
KEYWORDS = frozenset(_KEYWORDS.split())

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SHOWN = 80  # characters of the line that an error is in
_LIKE = 0.75  # how like two words must be for one to be a slip of the other


def explain(message: str, text: str) -> str:
    """Oxigraph's message, without the dozens of characters that it would have liked to see instead.

    Its column is where the longest keyword that it tried ends, so the line is shown and not the word at that column.
    """
    if is_update(text):
        return "not a question: it may read the graph but not change it"
    match = _MESSAGE.match(message)
    if not match:
        return f"not valid SPARQL: {one_line(message)}"
    if "Prefix not found" in match[3] and (unknown := next(undeclared(text), None)):
        return _of_prefix(text, *unknown)
    line, column = int(match[1]), int(match[2])
    place = f"not valid SPARQL near line {line}, column {column}"
    if "SELECT contains a variable that is unbound" in match[3]:
        return f"{place}: SELECT has a variable that the query does not bind or group by"
    lines = text.split("\n")
    shown = one_line(lines[line - 1])[:_SHOWN] if line <= len(lines) else ""
    return (f"{place}: {shown}" if shown else f"{place}: the query ends too early") + (_slip(text) or _open_end(text))


def doubts(text: str, ontology: Ontology) -> list[str]:
    """Terms of a query that nothing in the vocabulary is called, each with what may have been meant.

    Of the vocabulary's own namespace that is every unknown term; of others, only what is nearly a term in use.
    """
    known, declared = _terms(ontology), _declared(text)
    found = []
    for name in dict.fromkeys(name for _, name in names(text)):
        prefix, _, local = name.partition(":")
        iri = PREFIXES.get(prefix, "") + local
        if prefix not in PREFIXES or not local or iri in known or prefix in declared:
            continue
        near = get_close_matches(local, _locals(known, PREFIXES[prefix]), n=1, cutoff=_LIKE)
        if near:
            found.append(f"{name} is not in the vocabulary: did you mean {prefix}:{near[0]}?")
        elif PREFIXES[prefix] == NAMESPACE:
            found.append(f"{name} is not in the vocabulary")
    return found


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _of_prefix(text: str, offset: int, prefix: str) -> str:
    line, column = _place(text, offset)
    near = get_close_matches(prefix, PREFIXES, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}:?" if near else f"known without PREFIX are {', '.join(PREFIXES)}"
    return f"not valid SPARQL at line {line}, column {column}: the prefix {prefix}: is not declared: {hint}"


def undeclared(text: str) -> Iterator[tuple[int, str]]:
    """Prefixes that the query uses and does not declare, with the offset of each."""
    declared = _declared(text) | PREFIXES.keys()
    for offset, name in names(text):
        prefix = name.partition(":")[0]
        if prefix not in declared:
            yield offset, prefix


def _declared(text: str) -> set[str]:
    """Prefixes that the query declares itself."""
    return set(re.findall(r"(?i)\bprefix\s+([\w.-]*):", text))


def _slip(text: str) -> str:
    """A hint at the first word that is nearly a keyword."""
    for word in words(text):
        upper = word.upper()
        near = get_close_matches(upper, KEYWORDS, n=1, cutoff=_LIKE) if upper not in KEYWORDS and len(word) > 2 else []
        if near and not word.isdecimal():
            return f"; {word}: did you mean {near[0]}?"
    return ""


def _open_end(text: str) -> str:
    opened = unclosed(text)
    if opened is None:
        return ""
    line, column = _place(text, opened[0])
    return f"; what opens at line {line}, column {column} is not closed: {opened[1]}"


def _terms(ontology: Ontology) -> set[str]:
    """Every IRI that the vocabulary and its shapes speak of."""
    files = (*ontology.files, *([ontology.shapes] if ontology.shapes.exists() else []))
    quads = (quad for file in files for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    parts = (part for quad in quads for part in quad.triple)
    return {part.value for part in parts if isinstance(part, ox.NamedNode)}


def _locals(known: set[str], namespace: str) -> list[str]:
    return sorted(iri.removeprefix(namespace) for iri in known if iri.startswith(namespace) and iri != namespace)
