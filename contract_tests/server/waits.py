"""
Waiting for a job: until it is in a state, or was seen at something.

A wait is a generator that yields the seconds until it wants to look again, and returns what it
waited for. Whoever has nothing else to do meanwhile lets it be `led` to its end.
"""

import time
from collections.abc import Callable, Collection, Generator
from typing import Any, TypeVar

from fine_tuning_contract.conformance import MissingPrerequisite, Session

from .stays import Stays
from .steps import FINAL, Json, error_of, events_of, metrics_of, retrieve_job

T = TypeVar("T")
Wait = Generator[float, None, T]

# Few servers tell of a step before the job has ended.
_SECONDS_TO_A_STEP = 2.0
_PAUSE = 0.02


def until_in(api: Session, job_id: str, states: Collection[str]) -> Wait[Json]:
    """Wait for a job to be in one of these states; if it never is, raise MissingPrerequisite."""
    stays = Stays.of(api)
    while True:
        job = retrieve_job(api, job_id)
        stays.look(job)
        if job["status"] in states:
            stays.end()
            return job
        wanted = " or ".join(sorted(states))
        if job["status"] in FINAL:
            raise MissingPrerequisite(f"a job ended as {job['status']}, and not as {wanted}")
        if stays.is_over():
            raise MissingPrerequisite(
                f"a job is {job['status']}, not {wanted}, after {api.target.setup.patience:g} s; "
                "raise 'patience' in --setup if it needs longer"
            )
        yield stays.pause


def until_seen(api: Session, job_id: str, until: Callable[[Json], bool]) -> Wait[list[Json]]:
    """Wait for a look at a job that satisfies `until`, and return the job as at every look."""
    seen: list[Json] = []
    stays = Stays.of(api)
    while True:
        seen.append(retrieve_job(api, job_id))
        stays.look(seen[-1])
        if until(seen[-1]):
            stays.end()
            return seen
        if stays.is_over():
            raise MissingPrerequisite(f"a job is still {seen[-1]['status']}; raise 'patience'")
        yield stays.pause


def until_a_step(api: Session, job_id: str) -> Wait[None]:
    """Wait for a job to tell of a step, but not for long."""
    deadline = time.monotonic() + _SECONDS_TO_A_STEP
    while not metrics_of(events_of(api, job_id)) and time.monotonic() < deadline:
        yield _PAUSE


def led(wait: Wait[T]) -> T:
    """Lead a wait to its end, and return what it was for."""
    while True:
        try:
            time.sleep(next(wait))
        except StopIteration as end:
            result: T = end.value
            return result


def wait_until(api: Session, job_id: str, states: Collection[str]) -> Json:
    """Return a job once it is in one of these states, or raise MissingPrerequisite."""
    return led(until_in(api, job_id, states))


def wait_for_its_end(api: Session, job_id: str) -> Json:
    """Return a job once it has ended, in whichever way."""
    return led(until_seen(api, job_id, has_ended))[-1]


def has_ended(job: Json) -> bool:
    """Say whether a job goes nowhere any more."""
    return job["status"] in FINAL


def failure_of(api: Session, body: dict[str, Any]) -> Json:
    """Return why a job cannot be trained, whether its creation tells it or its later failure."""
    answer = api.call("createFineTuningJob", json=body, expect=(200, 400))
    if answer.status != 200:
        return error_of(answer.json)
    ended = wait_for_its_end(api, answer.json["id"])
    assert ended["status"] == "failed", f"the job is {ended['status']}, not failed"
    error: Json = ended["error"] or {}
    return {"message": "", **error}
