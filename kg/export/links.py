"""Links to public registers as triples: what an address is to the entity, and the code that it holds."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.terms import address, literal, term
from kg.model import Entity
from kg.ontology import Ontology, Register

_AREA = term("kg:servesArea").value
_OF_THE_THING = {term("owl:sameAs").value, term("skos:exactMatch").value}


def link_triples(node: ox.NamedNode, entity: Entity, ontology: Ontology) -> Iterator[ox.Triple]:
    """One triple for each link, and one for its code.

    The register that `kg.ttl` declares for the address says what it is: the thing itself (`owl:sameAs`), the record of
    the thing (`skos:exactMatch`), or another thing such as the area of a council; of an unknown address nothing more
    is said than that it is worth a look. A code belongs to what the address identifies. What is no address is kept as
    an identifier in words.
    """
    for link in entity.links:
        found, register = address(link), ontology.register_of(link, entity.type)
        if isinstance(found, ox.Literal):
            yield ox.Triple(node, term("dcterms:identifier"), found)
        elif register is None:
            yield ox.Triple(node, term("rdfs:seeAlso"), found)
        else:
            yield ox.Triple(node, ox.NamedNode(register.property), found)
            yield from _code_triples(node, found, link, register)


def _code_triples(node: ox.NamedNode, found: ox.NamedNode, link: str, register: Register) -> Iterator[ox.Triple]:
    bearer = node if register.property in _OF_THE_THING else found
    if register.property == _AREA:
        yield ox.Triple(found, term("rdf:type"), term("kg:Area"))
    if register.code_type:
        code = literal(link.removeprefix(register.address).rstrip("/")).value
        yield ox.Triple(bearer, term("skos:notation"), ox.Literal(code, datatype=ox.NamedNode(register.code_type)))
