"""The description of everything that programs can ask, in OpenAPI 3.1, made from the API's own table and shapes."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from kg.ontology import Ontology
from kg.query import Question, questions
from kg.serve import problems, shapes
from kg.serve.api import ENDPOINTS, Endpoint
from kg.serve.describe import FORMATS
from kg.serve.sparql import OFFERS

_REFERENCE = "#/components/schemas/{model}"
_WRONG = {
    400: "The request is not as described; what was expected, and what came.",
    403: "An update, or a page of another site.",
    404: "The graph has nothing of this name.",
    406: "No format of Accept is one that the answer can be written in.",
    413: "The body is longer than it may be.",
    415: "The body has a type that this is not asked in.",
    503: "Too much to do, or no graph just now; Retry-After says when to ask again.",
    504: "The question took longer than it may.",
}
_EXAMPLE = "SELECT ?name { ?who a kg:Person ; foaf:name ?name } ORDER BY ?name LIMIT 5"
_JSON_OF = {
    "number": {"type": "string", "pattern": "^[0-9]{1,15}$"},
    "date": {"type": "string", "format": "date"},
    "text": {"type": "string", "minLength": 1, "pattern": "\\S"},
}
_NAME = {"type": "string", "minLength": 1, "pattern": "\\S"}


def description(ontology: Ontology, *, version: str) -> dict[str, Any]:
    """The document at /openapi.json."""
    paths = {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS}
    paths |= {f"/api/questions/{one.name}": {"get": _question(one)} for one in questions(ontology).values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Knowledge graph of policy documents", "version": version, "license": {"name": "MIT"},
            "description": "Who chairs, funds, publishes and partners with whom, and who said what. Read-only.",
        },
        "paths": {**paths, "/sparql": _sparql(), "/id/{id}": {"get": _thing()}},
        "components": {"schemas": _schemas()},
    }


def _schemas() -> dict[str, Any]:
    models = [(model, "serialization") for model in (*(endpoint.gives for endpoint in ENDPOINTS), shapes.Problem)]
    _, found = models_json_schema(models, ref_template=_REFERENCE)  # type: ignore[arg-type]
    return found["$defs"]


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    parameters = [{
        "name": "id", "in": "path", "required": True,
        "schema": {"type": "string", "minLength": 1, "format": f"{endpoint.name}-id"},
        "description": "The tail of its IRI, without percent-encoding: person/jane-roe.",
    }] if "{id}" in endpoint.path else []
    content = {"application/json": {"schema": {"$ref": _REFERENCE.format(model=_name(endpoint.gives))}}}
    return {
        "operationId": endpoint.name, "summary": endpoint.words,
        "parameters": parameters + list(_parameters(endpoint.wanted)),
        "responses": {"200": {"description": "What was found.", "content": content},
                      **_problems((400, *endpoint.problems, 503))},
    }


def _name(model: type[BaseModel]) -> str:
    """What pydantic calls a model among the components: `Page[Entity]` is `Page_Entity_`."""
    return model.__name__.replace("[", "_").replace("]", "_")


def _parameters(model: type[BaseModel]) -> Iterable[dict[str, Any]]:
    for name, schema in model.model_json_schema().get("properties", {}).items():
        told = schema.pop("description", "")
        yield {"name": name, "in": "query", "required": False, "description": told, "schema": schema}


def _question(one: Question) -> dict[str, Any]:
    parameters = [
        {
            "name": parameter.name, "in": "query", "required": not parameter.optional, "description": parameter.words,
            "schema": _JSON_OF.get(parameter.type) or _NAME | {"format": f"{parameter.type}-name"},
        }
        for parameter in one.parameters
    ]
    return {
        "operationId": f"question-{one.name}", "summary": one.words, "parameters": parameters,
        "responses": {"200": _answers(), **_problems((400, 404, 406, 503, 504))},
    }


def _sparql() -> dict[str, Any]:
    query = {"type": "string", "minLength": 1, "format": "sparql", "example": _EXAMPLE}
    responses = {"200": _answers(), **_problems((400, 403, 404, 406, 413, 415, 503, 504))}
    return {
        "get": {
            "operationId": "sparql-get", "summary": "A query of the SPARQL 1.1 Protocol.",
            "description": "Without a query, a browser gets the editor.",
            "parameters": [{"name": "query", "in": "query", "required": True, "schema": query}],
            "responses": responses,
        },
        "post": {
            "operationId": "sparql-post", "summary": "A query of the SPARQL 1.1 Protocol, in the body.",
            "requestBody": {"required": True, "content": {
                "application/x-www-form-urlencoded": {"schema": {
                    "type": "object", "required": ["query"], "properties": {"query": query},
                }},
                "application/sparql-query": {"schema": query},
            }},
            "responses": responses,
        },
    }


def _thing() -> dict[str, Any]:
    return {
        "operationId": "thing", "summary": "A thing of the graph by the tail of its IRI: a page, or its triples.",
        "parameters": [
            {"name": "id", "in": "path", "required": True,
             "schema": {"type": "string", "minLength": 1, "format": "thing-id"}},
            {"name": "format", "in": "query", "required": False, "description": "In place of an Accept header.",
             "schema": {"type": "string", "enum": ["html", "ttl", "jsonld", "nt"]}},
        ],
        "responses": {
            "200": {"description": "The thing.", "content": {
                "text/html": {"schema": {"type": "string"}}, **{type_: {"schema": {}} for type_ in FORMATS},
            }},
            **_problems((400, 404, 406, 503), page=True),
        },
    }


def _answers() -> dict[str, Any]:
    return {
        "description": "The answer, in the format that Accept likes best.",
        "headers": {"kg-truncated": {
            "schema": {"const": "true"}, "description": "Rows over the limit were left out.", "required": False,
        }},
        "content": {type_: {"schema": {}} for type_ in OFFERS},
    }


def _problems(statuses: Iterable[int], *, page: bool = False) -> Mapping[str, Any]:
    shape = {"schema": {"$ref": _REFERENCE.format(model="Problem")}}
    content = {problems.MEDIA_TYPE: shape, **({"text/html": {"schema": {"type": "string"}}} if page else {})}
    return {str(status): {"description": _WRONG[status], "content": content} for status in statuses}
