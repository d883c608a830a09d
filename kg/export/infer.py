"""What follows from a graph and the vocabulary, by the rules of `ontology/rules.ttl`.

The rules are SPARQL in SHACL, so that other engines have them too; here Oxigraph asks them, which takes a graph of a
million triples where an engine in Python takes thousands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import dedent

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology import Ontology

_SH = "http://www.w3.org/ns/shacl#"

_RULES = f"""
PREFIX sh: <{_SH}>
SELECT ?rule ?construct ?name WHERE {{
  ?shape sh:rule ?rule . ?rule sh:construct ?construct .
  OPTIONAL {{ ?rule sh:order ?order }} OPTIONAL {{ ?rule sh:name ?name }}
}} ORDER BY ?order ?rule"""

_DECLARED = f"""
PREFIX sh: <{_SH}>
SELECT ?prefix ?namespace WHERE {{ ?rule sh:prefixes/sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }}"""


@dataclass(frozen=True)
class Rule:
    """A question whose answers follow from what it asks; `construct` is it with its prefixes."""

    iri: str
    name: str
    question: str
    construct: str


def rules(ontology: Ontology) -> tuple[Rule, ...]:
    """The rules of a vocabulary, in their order.

    Raises:
        OntologyError: There are none, or they are not SHACL in Turtle.
    """
    store = ox.Store()
    try:
        store.load(path=str(ontology.rules), format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise OntologyError(f"{ontology.rules} is not valid Turtle: {' '.join(error.msg.split())}") from error
    except OSError as error:
        raise OntologyError(f"{ontology.rules} cannot be read: {error.strerror or error}") from error
    declared = {row["prefix"].value: row["namespace"].value for row in store.query(_DECLARED)}
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared.items()))
    found = tuple(_rule(row, head) for row in store.query(_RULES))
    if not found:
        raise OntologyError(f"{ontology.rules} has no rules: expected sh:rule with sh:construct")
    return found


def _rule(row: ox.QuerySolution, head: str) -> Rule:
    iri, question = row["rule"].value, dedent(row["construct"].value).strip()
    return Rule(iri, row["name"].value if row["name"] else iri, question, head + question)


def infer(triples: Iterable[ox.Triple], ontology: Ontology) -> list[ox.Triple]:
    """What follows from the triples and is not among them; what follows from the vocabulary alone is left out.

    Raises:
        OntologyError: The vocabulary has no rules, or one of them is not SPARQL.
    """
    known = rules(ontology)
    terms = ox.Store()
    terms.extend(ox.Quad(*triple) for triple in ontology.triples())
    whole = ox.Store()
    whole.bulk_extend(terms)
    whole.bulk_extend(ox.Quad(*triple) for triple in triples)
    _close(terms, known)
    return [triple for triple in _close(whole, known) if ox.Quad(*triple) not in terms]


def _close(store: ox.Store, known: Iterable[Rule]) -> list[ox.Triple]:
    """Adds what follows until nothing does; gives what was added, in the order in which it was."""
    added: list[ox.Triple] = []
    while new := list(_step(store, known)):
        added += new
    return added


def _step(store: ox.Store, known: Iterable[Rule]) -> Iterator[ox.Triple]:
    for rule in known:
        try:
            found = [ox.Quad(*triple) for triple in store.query(rule.construct)]
        except SyntaxError as error:
            raise OntologyError(f"the rule {rule.iri} is not valid SPARQL: {' '.join(error.msg.split())}") from error
        new = [quad for quad in dict.fromkeys(found) if quad not in store]
        store.extend(new)
        yield from (quad.triple for quad in new)
