"""What schemathesis cannot know: queries that are SPARQL, ids that the graph has, and how to read answers in RDF."""

import pyoxigraph as ox
import schemathesis
from hypothesis import strategies as st

ENTITIES = ["person/ira-holm", "org/quay-trust", "org/lock-&-weir-<b>co", "policy/tide-plan"]
DOCUMENTS = ["letter", "logs/../May 1"]
QUERIES = [
    "ASK { ?x ?y ?z }", "SELECT * { ?x foaf:name ?name } LIMIT 2", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <https://w3id.org/policykg/id/org/quay-trust>", "SELECT (1 / 0 AS ?none) {}",
    "SELECT ?é { VALUES ?é { '\\u00e9\\\"<>&' } }", "who chairs what",
]

schemathesis.openapi.format("sparql", st.sampled_from(QUERIES))
schemathesis.openapi.format("entity-id", st.sampled_from(ENTITIES))
schemathesis.openapi.format("document-id", st.sampled_from(DOCUMENTS))
schemathesis.openapi.format("entity-name", st.sampled_from(["Ira Holm", "dr holm", "org/quay-trust", "Tide Plan"]))
schemathesis.openapi.format("document-name", st.sampled_from(["letter", "Log of the quay"]))
schemathesis.openapi.format("topic-name", st.sampled_from(["transport"]))
schemathesis.openapi.format("relation-name", st.sampled_from(["chairs", "funds"]))
schemathesis.openapi.format("thing-id", st.sampled_from([*ENTITIES, "document/letter"]))


@schemathesis.serializer("application/sparql-query")
def as_query(_: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode()


@schemathesis.deserializer("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
def triples(_: schemathesis.DeserializationContext, response: schemathesis.Response) -> list[str]:
    media_type = response.headers["content-type"][0].partition(";")[0]
    return [str(quad) for quad in ox.parse(response.content, format=ox.RdfFormat.from_media_type(media_type))]


@schemathesis.deserializer("text/csv", "text/tab-separated-values", "application/sparql-results+xml", "text/xml")
def rows(_: schemathesis.DeserializationContext, response: schemathesis.Response) -> str:
    return response.content.decode()
