"""The control API's own description."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def _object(properties: Schema, *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_TIMES: Schema = {"type": "integer", "minimum": 1, "default": 1}

COMPONENTS: Mapping[str, Schema] = {
    "Advance": _object({"advance": {"type": "number", "minimum": 0}}, "advance"),
    "Snapshot": _object({"name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}}, "name"),
    "Fate": _object(
        {
            "kind": {"type": "string", "enum": ["fail", "fail_validation", "stall", "pause"]},
            "step": {"type": "integer", "minimum": 1, "default": 1},
            "code": {"type": "string"},
            "message": {"type": "string"},
            "param": {"type": ["string", "null"]},
            "times": _TIMES,
        },
        "kind",
    ),
    "Fault": _object(
        {
            "kind": {
                "type": "string",
                "enum": ["latency", "status", "drop", "truncate", "slow", "content_type"],
            },
            "operation": {"type": "string", "default": "*"},
            "times": _TIMES,
            "probability": {"type": "number", "minimum": 0, "maximum": 1, "default": 1},
            "after": {"type": "boolean", "default": False},
            "seconds": {"type": "number", "minimum": 0, "maximum": 600, "default": 0},
            "status": {"type": "integer", "minimum": 400, "maximum": 599, "default": 500},
            "retry_after": {"type": ["number", "null"], "minimum": 0},
        },
        "kind",
    ),
}

_SUMMARIES: Mapping[tuple[str, str], tuple[str, str | None]] = {
    ("/state", "get"): ("Tell the emulated time and what waits for its turn", None),
    ("/reset", "post"): ("Forget everything: jobs, files, models, faults, the clock", None),
    ("/clock", "post"): ("Advance the emulated time by some seconds", "Advance"),
    ("/fates", "post"): ("Decide what happens to the jobs created next", "Fate"),
    ("/fates", "delete"): ("Forget the fates and faults that wait", None),
    ("/faults", "post"): ("Let coming answers go wrong", "Fault"),
    ("/faults", "delete"): ("Forget the fates and faults that wait", None),
    ("/snapshot", "post"): ("Keep the present state under a name", "Snapshot"),
    ("/restore", "post"): ("Return to a state that was kept", "Snapshot"),
}


def _operation(summary: str, schema: str | None) -> Schema:
    operation: Schema = {
        "summary": summary,
        "security": [{"AdminApiKeyAuth": []}],
        "responses": {"200": {"description": "The state afterwards."}},
    }
    if schema is not None:
        reference = {"$ref": f"#/components/schemas/{schema}"}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": reference}},
        }
    return operation


def _paths() -> Schema:
    paths: Schema = {}
    for (path, method), (summary, schema) in _SUMMARIES.items():
        paths.setdefault(f"/_emulator{path}", {})[method] = _operation(summary, schema)
    return paths


DESCRIPTION: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Controls of the fine-tuning emulator", "version": "1"},
    "paths": _paths(),
    "components": {
        "schemas": dict(COMPONENTS),
        "securitySchemes": {"AdminApiKeyAuth": {"type": "http", "scheme": "bearer"}},
    },
}
