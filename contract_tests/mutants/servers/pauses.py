"""Faults in how a job is paused and resumed."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.faulty import FaultyServer
from contract_tests.mutants.inside import as_it_is, jobs, life, nothing, refuse_cancel
from contract_tests.mutants.operations import (
    JOB,
    PAUSE,
    RESUME,
)
from fine_tuning_contract.emulator.jobs import Job


@faulty_server
def pausing_has_no_effect(faulty: FaultyServer) -> None:
    """A pause is answered with the running job, which goes on."""

    def wrap(pause: Any) -> Any:
        def ignored(world: Any, request: Any) -> Any:
            seen = as_it_is(world, request)
            return seen if seen["status"] == life.RUNNING else pause(world, request)

        return ignored

    faulty.operation(PAUSE, wrap)


@faulty_server
def pausing_shows_only_in_its_answer(faulty: FaultyServer) -> None:
    """A pause answers with `paused`, and the job goes on."""

    def wrap(pause: Any) -> Any:
        def said(world: Any, request: Any) -> Any:
            seen = as_it_is(world, request)
            running = seen["status"] == life.RUNNING
            return {**seen, "status": life.PAUSED} if running else pause(world, request)

        return said

    faulty.operation(PAUSE, wrap)


@faulty_server
def any_job_can_be_paused(faulty: FaultyServer) -> None:
    """A job that is queued or has ended is paused."""
    faulty.replace(jobs, "_refuse_pause", nothing)


@faulty_server
def a_waiting_job_can_be_paused(faulty: FaultyServer) -> None:
    """A job that validates its files or is queued is paused."""
    faulty.replace(jobs, "_refuse_pause", refuse_cancel)


@faulty_server
def a_paused_job_succeeds(faulty: FaultyServer) -> None:
    """A paused job succeeds half a second later by itself."""

    def wrap(after: Any) -> Any:
        def goes_on(job: Job, spans: Any, mark: Any) -> Any:
            if mark.kind != "pause":
                return after(job, spans, mark)
            end = mark.at + 0.5
            return iter((life.Span(life.PAUSED, mark.at, end), life.Span(life.SUCCEEDED, end)))

        return goes_on

    faulty.around(life, "_after", wrap)


@faulty_server
def a_pause_is_called_pausing(faulty: FaultyServer) -> None:
    """A paused job has the status `pausing`."""
    faulty.objects(JOB, lambda job: job["status"] == "paused" and job.update(status="pausing"))


@faulty_server
def a_paused_job_has_an_end(faulty: FaultyServer) -> None:
    """A paused job tells `finished_at`."""
    faulty.objects(
        JOB,
        lambda job: job["status"] == "paused" and job.update(finished_at=job["created_at"] + 1),
    )


@faulty_server
def a_paused_job_cannot_be_cancelled(faulty: FaultyServer) -> None:
    """The cancellation of a paused job is refused."""

    def wrap(refuse: Any) -> Any:
        def refused(status: str) -> None:
            refuse(life.CANCELLED if status == life.PAUSED else status)

        return refused

    faulty.around(jobs, "_refuse_cancel", wrap)


@faulty_server
def resuming_has_no_effect(faulty: FaultyServer) -> None:
    """A resumed job stays paused."""

    def wrap(resume: Any) -> Any:
        def ignored(world: Any, request: Any) -> Any:
            seen = as_it_is(world, request)
            return seen if seen["status"] == life.PAUSED else resume(world, request)

        return ignored

    faulty.operation(RESUME, wrap)


@faulty_server
def any_job_can_be_resumed(faulty: FaultyServer) -> None:
    """A job that is cancelled or has succeeded is queued again by a resumption."""
    faulty.replace(jobs, "_refuse_resume", nothing)


@faulty_server
def a_running_job_can_be_resumed(faulty: FaultyServer) -> None:
    """A job that runs is queued again by a resumption."""
    faulty.replace(jobs, "_refuse_resume", refuse_cancel)


@faulty_server
def resuming_starts_from_the_beginning(faulty: FaultyServer) -> None:
    """A resumed job has forgotten the steps that it has trained."""
    faulty.replace(life, "_worked", lambda _spans, _at: 0.0)
    faulty.around(
        life,
        "steps_done",
        lambda done: lambda job, spans, now: done(job, spans[-3:], now),
    )


@faulty_server
def resuming_ends_the_job(faulty: FaultyServer) -> None:
    """A resumed job has succeeded at once."""

    def wrap(after: Any) -> Any:
        def done(job: Job, spans: Any, mark: Any) -> Any:
            over = iter((life.Span(life.SUCCEEDED, mark.at),))
            return over if mark.kind == "resume" else after(job, spans, mark)

        return done

    faulty.around(life, "_after", wrap)


@faulty_server
def a_refused_action_is_done(faulty: FaultyServer) -> None:
    """A pause or resumption in the wrong state is refused, and cancels the job."""

    def wrap(act: Any) -> Any:
        def acted(world: Any, request: Any) -> Any:
            try:
                return act(world, request)
            except Exception:
                if as_it_is(world, request)["status"] not in life.FINAL:
                    act(world, request, "cancel", nothing)
                raise

        return acted

    faulty.operation(PAUSE, wrap)
    faulty.operation(RESUME, wrap)
