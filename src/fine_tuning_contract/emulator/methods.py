"""How a job trains: the method asked for with its defaults, and with the values it came to."""

from collections.abc import Mapping
from typing import Any

from fine_tuning_contract.emulator.errors import bad_request
from fine_tuning_contract.emulator.jobs import Job, Json, Plan

_SHARED = ("batch_size", "learning_rate_multiplier", "n_epochs")
_DEFAULTS: Mapping[str, Json] = {
    "supervised": dict.fromkeys(_SHARED, "auto"),
    "dpo": dict.fromkeys(("beta", *_SHARED), "auto"),
    "reinforcement": {
        **dict.fromkeys((*_SHARED, "compute_multiplier", "eval_interval", "eval_samples"), "auto"),
        "reasoning_effort": "default",
    },
}
_SETTLED_EXTRAS: Mapping[str, Any] = {
    "beta": 0.1,
    "compute_multiplier": 1.0,
    "eval_interval": 1,
    "eval_samples": 1,
}


def requested(body: Json) -> Json:
    """Return the method of a request, with every default filled in."""
    asked: Json = body.get("method") or {"type": "supervised"}
    kind = asked["type"]
    if kind == "reinforcement" and kind not in asked:
        param = "method.reinforcement"
        message = f"Missing required parameter: '{param}'."
        raise bad_request(message, param, "missing_required_parameter")
    detail: Json = {**asked.get(kind, {})}
    chosen: Json = {**(body.get("hyperparameters") or {}), **(detail.get("hyperparameters") or {})}
    defaults = _DEFAULTS[kind]
    hyperparameters = {name: chosen.get(name, value) for name, value in defaults.items()}
    return {"type": kind, kind: {**detail, "hyperparameters": _floats(hyperparameters)}}


def hyperparameters(method: Json) -> Json:
    """Return the hyperparameters inside a method."""
    found: Json = method[method["type"]]["hyperparameters"]
    return found


def settled(job: Job) -> Json:
    """Return the job's method with numbers where "auto" stood."""
    values = {**hyperparameters(job.method)}
    for name, value in (*_planned(job.plan).items(), *_SETTLED_EXTRAS.items()):
        if values.get(name) == "auto":
            values[name] = value
    kind = job.method_type
    return {"type": kind, kind: {**job.method[kind], "hyperparameters": values}}


def _planned(plan: Plan) -> Json:
    return {
        "batch_size": plan.batch_size,
        "learning_rate_multiplier": plan.multiplier,
        "n_epochs": plan.epochs,
    }


def _floats(values: Json) -> Json:
    # An integer multiplier comes back as 3.0, as on the wire.
    name = "learning_rate_multiplier"
    return {**values, name: values[name] if values[name] == "auto" else float(values[name])}
