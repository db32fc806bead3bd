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


def _told(description: str, **schema: Any) -> Schema:
    return {**schema, "description": description}


_TIMES: Schema = _told("How often it happens.", type="integer", minimum=1, default=1)
_NAME: Schema = _told("The state's name.", type="string", pattern="^[A-Za-z0-9_-]{1,64}$")
_SECONDS: Schema = {
    "type": "number",
    "minimum": 0,
    "maximum": 600,
    "default": 0,
    "description": "How long a latency or the rest in a slow body lasts.",
}
_FATES = ["fail", "fail_validation", "stall", "pause"]
_FAULTS = ["latency", "status", "drop", "truncate", "slow", "content_type", "html"]

COMPONENTS: Mapping[str, Schema] = {
    "Advance": _object(
        {"advance": _told("Seconds to add.", type="number", minimum=0)}, "advance"
    ),
    "Snapshot": _object({"name": _NAME}, "name"),
    "Fate": _object(
        {
            "kind": _told("What happens to the job.", type="string", enum=_FATES),
            "step": _told("After which step.", type="integer", minimum=1, default=1),
            "code": _told("The code of the job's error.", type="string"),
            "message": _told("The message of the job's error.", type="string"),
            "param": _told("What the job's error points at.", type=["string", "null"]),
            "times": _TIMES,
        },
        "kind",
    ),
    "Fault": _object(
        {
            "kind": _told("What goes wrong.", type="string", enum=_FAULTS),
            "operation": _told("An operationId, or * for any.", type="string", default="*"),
            "times": _TIMES,
            "probability": _told(
                "How likely it is to strike.", type="number", minimum=0, maximum=1, default=1
            ),
            "after": _told("Whether the work is done first.", type="boolean", default=False),
            "seconds": _SECONDS,
            "status": _told(
                "The status of the answer.", type="integer", minimum=400, maximum=599, default=500
            ),
            "retry_after": _told(
                "The header Retry-After, in seconds.", type=["number", "null"], minimum=0
            ),
        },
        "kind",
    ),
}  # fmt: skip

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
    "info": {
        "title": "Controls of the fine-tuning emulator",
        "version": "1",
        "description": "Send an admin key as bearer token, and bodies in JSON.",
    },
    "paths": _paths(),
    "components": {
        "schemas": dict(COMPONENTS),
        "securitySchemes": {"AdminApiKeyAuth": {"type": "http", "scheme": "bearer"}},
    },
}
