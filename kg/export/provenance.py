"""Where a graph comes from, in PROV-O: of which documents, made by which version with which pipeline and vocabulary.

There are no times, so that a build of the same documents gives the same bytes, and the build itself is called by what
went into it.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version

import pyoxigraph as ox

from kg.export.terms import Ids, literal, term
from kg.model import Document, digest
from kg.ontology import NAMESPACE, Ontology

SOFTWARE = "policy-kg"


def provenance_triples(
    documents: Iterable[Document], ontology: Ontology, ids: Ids, pipeline: str,
) -> Iterator[ox.Triple]:
    """The graph, the build that made it, and what the build used; `pipeline` is its fingerprint."""
    graph, known, release = ox.NamedNode(ids.base), list(documents), _release()
    made_of = (f"{document.id}\t{document.sha256}" for document in known)
    build = ids.iri(f"build/{digest(pipeline, release, ontology.digest, *made_of)}")
    yield ox.Triple(graph, term("rdf:type"), term("kg:Graph"))
    yield ox.Triple(graph, term("kg:pipeline"), literal(pipeline))
    yield ox.Triple(graph, term("prov:wasGeneratedBy"), build)
    for document in known:
        yield ox.Triple(graph, term("prov:wasDerivedFrom"), ids.iri(f"document/{document.id}"))
    yield ox.Triple(build, term("rdf:type"), term("kg:Build"))
    yield from _vocabulary_triples(build, ontology, ids)
    yield from _association_triples(build, ids, pipeline, release)


def _vocabulary_triples(build: ox.NamedNode, ontology: Ontology, ids: Ids) -> Iterator[ox.Triple]:
    vocabulary = ids.iri(f"vocabulary/{ontology.digest}")
    yield ox.Triple(build, term("prov:used"), vocabulary)
    yield ox.Triple(vocabulary, term("rdf:type"), term("kg:Vocabulary"))
    yield ox.Triple(vocabulary, term("kg:vocabularyDigest"), literal(ontology.digest))
    yield ox.Triple(vocabulary, term("prov:specializationOf"), ox.NamedNode(NAMESPACE.rstrip("#")))


def _association_triples(build: ox.NamedNode, ids: Ids, pipeline: str, release: str) -> Iterator[ox.Triple]:
    """Who built, and after which plan: the association is a node of its own, as only that has both."""
    association = ox.NamedNode(f"{build.value}/association")
    software, plan = ids.iri(f"software/{SOFTWARE}/{release}"), ids.iri(f"pipeline/{digest(pipeline)}")
    yield ox.Triple(build, term("prov:wasAssociatedWith"), software)
    yield ox.Triple(build, term("prov:qualifiedAssociation"), association)
    yield ox.Triple(association, term("rdf:type"), term("prov:Association"))
    yield ox.Triple(association, term("prov:agent"), software)
    yield ox.Triple(association, term("prov:hadPlan"), plan)
    yield ox.Triple(software, term("rdf:type"), term("prov:SoftwareAgent"))
    yield ox.Triple(software, term("dcterms:title"), literal(SOFTWARE))  # foaf:name is what entities are called
    yield ox.Triple(software, term("schema:softwareVersion"), literal(release))
    yield ox.Triple(plan, term("rdf:type"), term("prov:Plan"))
    yield ox.Triple(plan, term("dcterms:identifier"), literal(pipeline))


def _release() -> str:
    try:
        return version(SOFTWARE)
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unreleased"
