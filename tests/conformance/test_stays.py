"""Waiting for jobs of a server that never ends them, or only at times."""

import time

import attrs
import pytest

from contract_tests.server.stays import Pace, Stays
from contract_tests.server.waits import wait_for_its_end, wait_until
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Answer,
    MissingPrerequisite,
    Session,
    Setup,
    Target,
    read_description,
)
from fine_tuning_contract.conformance.exchange import Exchange, Request
from fine_tuning_contract.conformance.transport import Transport

_PATIENCE = 0.3


@attrs.define
class _Jobs(Transport):
    """A server whose jobs are in a state for so many looks, and then in another."""

    states: list[str]
    looks: int = 0

    def send(self, request: Request) -> Exchange:
        """Answer with a job in its state."""
        state = self.states[min(self.looks, len(self.states) - 1)]
        self.looks += 1
        body = f'{{"id": "ftjob-1", "status": "{state}"}}'.encode()
        return Exchange(request, Answer(200, {"content-type": "application/json"}, body, 0.0))


def _session(*states: str) -> tuple[Session, _Jobs]:
    jobs = _Jobs(list(states))
    target = Target("http://127.0.0.1:1", "sk-test", setup=Setup(patience=_PATIENCE))
    session = Session(target, read_description(places.normalized_description()), jobs)
    session.arranging = True
    return session, jobs


def test_state_that_no_job_leaves_is_waited_for_once() -> None:
    """After one wait in vain, the next one ends with its first look."""
    session, jobs = _session("running")
    with pytest.raises(MissingPrerequisite, match="a job is running, not succeeded"):
        wait_until(session, "ftjob-1", {"succeeded"})
    jobs.looks = 0
    with pytest.raises(MissingPrerequisite, match="a job is still running"):
        wait_for_its_end(session, "ftjob-1")

    assert jobs.looks == 1


def test_wait_that_is_not_in_vain_ends_in_the_state() -> None:
    """A job that moves on is returned as it is then, though others before it were stuck."""
    session, jobs = _session("queued")
    with pytest.raises(MissingPrerequisite):
        wait_until(session, "ftjob-1", {"running"})
    jobs.states, jobs.looks = ["running", "running", "succeeded"], 0

    assert wait_until(session, "ftjob-1", {"succeeded"})["status"] == "succeeded"


def test_state_that_some_jobs_leave_is_waited_for_by_their_pace() -> None:
    """Where one job was stuck and others were not, a multiple of their time is waited."""
    pace = Pace(endless={"running"}, longest={"running": 0.5})

    assert pace.patience("running", 30.0) == 2.0
    assert pace.patience("queued", 30.0) == 30.0


def test_time_in_a_state_that_a_job_left_is_kept() -> None:
    """How long jobs stay in a state is learned from every wait."""
    stays = Stays(Pace(), 30.0, time.monotonic())
    for state in ("queued", "running"):
        stays.look({"status": state})

    assert not stays.is_over()
    assert list(stays.pace.longest) == ["queued"]


def test_patience_begins_anew_when_another_job_is_there() -> None:
    """A server that takes one job after another is not given up while they go on."""
    pace, long_ago = Pace(), time.monotonic() - 40.0
    first, second = Stays(pace, 30.0, long_ago), Stays(pace, 30.0, long_ago)
    second.look({"status": "queued"})
    first.end()

    assert not second.is_over()
    pace.went_on = long_ago
    assert second.is_over()
