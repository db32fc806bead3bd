"""The emulator's modules as faults see them: with what they hide, and without types."""

from importlib import import_module
from typing import Any

_EMULATOR = "fine_tuning_contract.emulator"


def _module(name: str) -> Any:
    return import_module(f"{_EMULATOR}.{name}")


access = _module("access")
application = _module("application")
catalog = _module("catalog")
chronicle = _module("chronicle")
forms = _module("forms")
life = _module("life")
outputs = _module("outputs")
payloads = _module("payloads")
results = _module("results")
checks = _module("grading.checks")
flags = _module("grading.flags")
formulas = _module("grading.formulas")
runs = _module("grading.runs")
templates = _module("grading.templates")
texts = _module("grading.texts")
files = _module("operations.files")
graders = _module("operations.graders")
jobs = _module("operations.jobs")
models = _module("operations.models")
permissions = _module("operations.permissions")
preparation = _module("operations.preparation")
stored_outputs = _module("storage.outputs")


def as_it_is(world: Any, request: Any) -> dict[str, Any]:
    """Return the job that a request names, as the API shows it."""
    return dict(jobs.retrieve(world, request).view)


def nothing(_status: str) -> None:
    """Refuse nothing, in the place of what refuses an action that a status forbids."""


def act(world: Any, request: Any, kind: str, refuse: Any) -> Any:
    """Cancel, pause, resume or fail the job that a request names, where `refuse` lets it pass."""
    return jobs._act(world, request, kind, refuse)  # noqa: SLF001 - faults reach inside


def refuse_cancel(status: str) -> None:
    """Refuse what cannot be done to a job that has ended."""
    jobs._refuse_cancel(status)  # noqa: SLF001 - faults reach inside
