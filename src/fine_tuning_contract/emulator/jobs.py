"""A fine-tuning job as it is kept: what was asked, what was planned, what happened since."""

from typing import Any

import attrs

Json = dict[str, Any]


@attrs.frozen
class Failure:
    """Why a job fails, as its `error` says it."""

    code: str
    message: str
    param: str | None = None


@attrs.frozen
class Fate:
    """What a test wants to happen at a step: `fail`, `stall` or `pause`."""

    kind: str
    step: int = 0
    failure: Failure | None = None


@attrs.frozen
class Plan:
    """All that is settled when a job is created; durations are in seconds."""

    validating: float
    queued: float
    running: float
    examples: int
    steps: int
    epochs: int
    batch_size: int
    multiplier: float
    tokens: int
    fingerprint: str
    failure: Failure | None = None
    fate: Fate | None = None

    @property
    def step_seconds(self) -> float:
        """Return how long one step of training takes."""
        return self.running / max(self.steps, 1)


@attrs.frozen
class Mark:
    """Something that was done to a job: `cancel`, `pause`, `resume` or `fail`."""

    kind: str
    at: float
    failure: Failure | None = None


@attrs.frozen
class Job:
    """A job: everything about it at any time follows from this value and the time."""

    id: str
    organization: str
    project: str
    created_at: float
    model: str
    method: Json
    training_file: str
    validation_file: str | None
    suffix: str | None
    seed: int
    integrations: list[Json]
    metadata: dict[str, str] | None
    plan: Plan
    marks: tuple[Mark, ...] = ()
    version: int = 0

    @property
    def method_type(self) -> str:
        """Return how the job trains: supervised, dpo or reinforcement."""
        return str(self.method["type"])

    def marked(self, kind: str, at: float, failure: Failure | None = None) -> "Job":
        """Return the job after something was done to it."""
        marks = (*self.marks, Mark(kind, at, failure))
        return attrs.evolve(self, marks=marks, version=self.version + 1)


def to_json(job: Job) -> Json:
    """Return a job as plain JSON values."""
    return attrs.asdict(job)


def from_json(content: Json) -> Job:
    """Return the job that `to_json` wrote."""
    plan = {**content["plan"]}
    plan["failure"] = _failure(plan["failure"])
    plan["fate"] = _fate(plan["fate"])
    marks = tuple(
        Mark(mark["kind"], mark["at"], _failure(mark["failure"])) for mark in content["marks"]
    )
    members: Json = {**content, "plan": Plan(**plan), "marks": marks}
    return Job(**members)


def _failure(content: Json | None) -> Failure | None:
    return None if content is None else Failure(**content)


def _fate(content: Json | None) -> Fate | None:
    if content is None:
        return None
    return Fate(content["kind"], content["step"], _failure(content["failure"]))
