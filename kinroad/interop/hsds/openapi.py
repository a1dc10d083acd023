"""What `/hsds/` answers, as an OpenAPI document: what programs that read an API ask for first."""

from typing import Any

Thing = dict[str, Any]
SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
COUNTS = ("total_items", "total_pages", "page_number", "size")
SAYS = ("first_page", "last_page", "empty")
# The lists, the schema of what they hold, and what narrows them.
LISTS = (
    ("services", "service", ("taxonomy_term_id", "organization_id")),
    ("organizations", "organization", ()),
    ("service_at_locations", "service_at_location", ("taxonomy_term_id",)),
    ("taxonomies", "taxonomy", ()),
    ("taxonomy_terms", "taxonomy_term", ()),
)
NOT_ONE_BY_ONE = ("taxonomy_terms",)
ASKED = {
    "page": "From 1. What is no number counts as 1.",
    "per_page": "1 to 100, else 25. A greater number counts as 100.",
    "taxonomy_term_id": "The id or the code of a term under /taxonomy_terms. One that is not there finds nothing.",
    "organization_id": "The id of an organization. One that is not there finds nothing.",
}


def document(*, server: str, title: str) -> Thing:
    """The whole document, for the directory at `server`."""
    paths: Thing = {"/": _get("What this is", {"type": "object", "required": ["version", "openapi_url"]})}
    for name, kind, narrows in LISTS:
        asked = [_asked(each) for each in ("page", "per_page", *narrows)]
        paths[f"/{name}"] = _get(f"A page of {name}", _page_of(kind), asked)
        if name not in NOT_ONE_BY_ONE:
            given = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
            paths[f"/{name}/{{id}}"] = _get(f"One of {name}, whole", _one(kind), [given], may_miss=True)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": "3.0",
            "description": f"Human Services Data Specification 3.0, to read. Whole schemas: {SCHEMAS}",
        },
        "servers": [{"url": server}],
        "paths": paths,
    }


def _asked(name: str) -> Thing:
    return {"name": name, "in": "query", "description": ASKED[name], "schema": {"type": "string"}}


def _get(summary: str, schema: Thing, parameters: list[Thing] | None = None, *, may_miss: bool = False) -> Thing:
    answers: Thing = {
        "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
        "304": {"description": "Not changed since the ETag that If-None-Match says"},
        "429": {"description": "Too often: Retry-After says in how many seconds to come back"},
    }
    if may_miss:
        answers["404"] = {"description": "Not here", "content": {"text/html": {"schema": {"type": "string"}}}}
    return {"get": {"summary": summary, "parameters": parameters or [], "responses": answers}}


def _one(kind: str) -> Thing:
    needed = ["id"] if kind == "service_at_location" else ["id", "name"]
    properties = {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}}
    return {
        "type": "object",
        "description": f"{SCHEMAS}/{kind}.json",
        "required": needed,
        "properties": {name: properties[name] for name in needed},
    }


def _page_of(kind: str) -> Thing:
    properties: Thing = {name: {"type": "integer", "minimum": 0} for name in COUNTS}
    properties |= {name: {"type": "boolean"} for name in SAYS}
    properties["contents"] = {"type": "array", "items": _one(kind)}
    return {"type": "object", "required": list(properties), "properties": properties}
