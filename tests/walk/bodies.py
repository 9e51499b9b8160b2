"""What is sent to each operation of the API so that its answer is a matter of rights and not of the words."""

import functools

from anlin.faces.api.urls import api
from walk import forms

KNOWN = {
    "channel": "hotline", "trade": "water", "urgency": "ordinary", "kind": "repair", "quantity": "1",
    "wanted_by": None, "expected_until": None, "reported_at": None, "about": None,
    "worker": None, "in_charge": None, "scope": None, "grade": 5, "reporter_phone": "13900007777",
}  # fmt: skip
# Numbers of things, by the kind they are of in the world.
THINGS = {
    "project": "project",
    "unit": "unit",
    "reporter": "person",
    "department": "department",
    "to": "staff",
}


@functools.cache
def described():
    return api.get_openapi_schema()


def body_of(operation_id, things):
    """A body as its schema asks; empty for an operation that takes none."""
    schemas = described()
    operation = next(
        one
        for item in schemas["paths"].values()
        for one in item.values()
        if one["operationId"] == operation_id
    )
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return {"file": forms.picture()}
    if "application/json" not in content:
        return {}
    content = content["application/json"]
    return _made(_resolved(content["schema"], schemas), schemas, things)


def _resolved(schema, schemas):
    if "$ref" in schema:
        return schemas["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    either = schema.get("anyOf") or schema.get("allOf")
    return _resolved(either[0], schemas) if either else schema


def _made(schema, schemas, things):
    made = {}
    for name, said in schema.get("properties", {}).items():
        if name in THINGS:
            made[name] = things[THINGS[name]]
        elif name == "cases":
            made[name] = [things["case"]]
        elif name in KNOWN:
            made[name] = KNOWN[name]
        else:
            made[name] = _value(_resolved(said, schemas))
    return {name: value for name, value in made.items() if value is not None}


def _value(schema):
    if "enum" in schema or "const" in schema:
        return (schema.get("enum") or [schema["const"]])[0]
    kinds = {"boolean": False, "integer": 1, "number": 1, "string": "水管漏水"}
    return kinds[schema["type"]]
