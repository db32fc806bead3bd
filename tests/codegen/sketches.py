"""Small descriptions, put together from as little as a test needs to say."""

from typing import Any

TEXT = {"type": "string"}


def operation(name: str = "findPets", answer: Any = None, **more: Any) -> dict[str, Any]:
    """Return an operation with one JSON answer, in the group `pets`."""
    media = {"application/json": {"schema": TEXT if answer is None else answer}}
    responses = {"200": {"description": "Done.", "content": media}}
    return {"operationId": name, "tags": ["pets"], "responses": responses, **more}


def described(
    paths: dict[str, Any] | None = None, schemas: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """Return a description with the given paths and schemas."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "servers": [{"url": "https://pets.test/v1"}],
        "paths": {"/pets": {"get": operation()}} if paths is None else paths,
        "components": {"schemas": schemas or {}},
        **more,
    }


def members(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """Return an object schema with the given members."""
    stated: dict[str, Any] = {"type": "object", "properties": properties}
    return {**stated, "required": list(required)} if required else stated


def reference(name: str) -> dict[str, str]:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(name: str, place: str = "query", **more: Any) -> dict[str, Any]:
    """Return a text parameter; one in the path is required."""
    required = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, "schema": TEXT, **required, **more}


def body(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    """Return a required body of one media type."""
    return {"required": True, "content": {media_type: {"schema": schema}}}


def one_schema(name: str, schema: Any) -> dict[str, Any]:
    """Return a description whose only operation answers one schema."""
    return described({"/pets": {"get": operation(answer=reference(name))}}, {name: schema})


def security(**schemes: dict[str, str]) -> dict[str, Any]:
    """Return the components of a description that has the given security schemes."""
    return {"components": {"schemas": {"Pet": members(id=TEXT)}, "securitySchemes": schemes}}
