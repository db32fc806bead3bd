"""Faults in the life of a job: what may happen to it, and what comes of it."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import time
from typing import Any

import attrs

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import act, as_it_is, files, jobs, life, nothing, preparation
from contract_tests.mutants.operations import (
    ACTIONS,
    CANCEL,
    DELETE_FILE,
    JOB,
    LIST,
    RETRIEVE,
    SUCCEEDED,
)
from fine_tuning_contract.emulator.jobs import Job
from fine_tuning_contract.emulator.views import job_view


@faulty_server
def an_ended_job_can_be_cancelled(faulty: FaultyServer) -> None:
    """The cancellation of a job that has succeeded or failed is done."""
    faulty.replace(jobs, "_refuse_cancel", nothing)


@faulty_server
def cancelling_an_ended_job_is_a_success(faulty: FaultyServer) -> None:
    """The cancellation of an ended job is answered with 200 and the unchanged job."""

    def wrap(cancel: Any) -> Any:
        def cancelled(world: Any, request: Any) -> Any:
            seen = as_it_is(world, request)
            return seen if seen["status"] in life.FINAL else cancel(world, request)

        return cancelled

    faulty.operation(CANCEL, wrap)


@faulty_server
def cancelling_has_no_effect(faulty: FaultyServer) -> None:
    """A cancellation is answered with the job as it was, and nothing happens."""
    faulty.operation(CANCEL, lambda _: as_it_is)


@faulty_server
def cancelling_shows_only_in_its_answer(faulty: FaultyServer) -> None:
    """A cancellation answers with `cancelled`, and the job goes on."""

    def only_said(world: Any, request: Any) -> Any:
        return {**as_it_is(world, request), "status": "cancelled"}

    faulty.operation(CANCEL, lambda _: only_said)


@faulty_server
def cancelling_takes_its_time(faulty: FaultyServer) -> None:
    """A cancellation is answered with the status before it; later the job is cancelled."""

    def wrap(cancel: Any) -> Any:
        def late(world: Any, request: Any) -> Any:
            before = as_it_is(world, request)
            return {**cancel(world, request), "status": before["status"]}

        return late

    faulty.operation(CANCEL, wrap)


@faulty_server
def a_cancelled_job_succeeds_later(faulty: FaultyServer) -> None:
    """A cancelled job goes on after a second and succeeds at once."""

    def wrap(after: Any) -> Any:
        def revived(job: Job, spans: Any, mark: Any) -> Any:
            if mark.kind != "cancel":
                return after(job, spans, mark)
            end = mark.at + 1.0
            return iter((life.Span(life.CANCELLED, mark.at, end), life.Span(life.SUCCEEDED, end)))

        return revived

    faulty.around(life, "_after", wrap)


@faulty_server
def a_succeeded_job_fails_later(faulty: FaultyServer) -> None:
    """A job that has succeeded fails half a second later."""

    def wrap(work: Any) -> Any:
        def relapse(job: Job, start: float, worked: float) -> Any:
            for span in work(job, start, worked):
                if span.status != life.SUCCEEDED:
                    yield span
                    continue
                end = span.start + 0.5
                yield attrs.evolve(span, end=end)
                yield life.Span(life.FAILED, end)

        return relapse

    faulty.around(life, "_from_work", wrap)


@faulty_server
def cancelling_removes_the_job(faulty: FaultyServer) -> None:
    """A cancelled job cannot be retrieved any more."""
    gone: set[str] = set()
    faulty.answers(CANCEL, lambda job: gone.add(job["id"]))

    def forget(exchange: Exchange) -> None:
        job_id = exchange.path.rpartition("/")[2]
        if exchange.succeeded and job_id in gone:
            exchange.refuse(404, f"Could not find fine tune: {job_id}", "fine_tune_id")

    faulty.after(RETRIEVE, forget)


@faulty_server
def cancelled_jobs_are_not_listed(faulty: FaultyServer) -> None:
    """The list of jobs leaves out those that were cancelled."""

    def hide(page: Json) -> None:
        page["data"] = [job for job in page["data"] if job["status"] != "cancelled"]

    faulty.answers(LIST, hide)


@faulty_server
def cancelling_cancels_the_newest_job(faulty: FaultyServer) -> None:
    """A cancellation hits the job that was created last, whatever its path says."""
    last: list[str] = []
    faulty.answers("createFineTuningJob", lambda job: last.append(job["id"]))

    def misdirect(exchange: Exchange) -> None:
        parts = exchange.path.split("/")
        if last and parts[-2].startswith("ftjob-"):
            parts[-2] = last[-1]
            exchange.path = "/".join(parts)

    faulty.before(CANCEL, misdirect)


@faulty_server
def cancelling_loses_the_metadata(faulty: FaultyServer) -> None:
    """The answer to a cancellation lacks the metadata of the job."""
    faulty.answers(CANCEL, lambda job: job.update(metadata=None))


@faulty_server
def cancelling_an_unknown_job_is_a_success(faulty: FaultyServer) -> None:
    """The cancellation of a job that does not exist is answered with 200."""

    def accept(exchange: Exchange) -> None:
        if exchange.status == 404:
            exchange.answer(200, {"id": exchange.path.split("/")[-2], "status": "cancelled"})

    faulty.after(CANCEL, accept)


@faulty_server
def a_wrong_state_is_a_server_error(faulty: FaultyServer) -> None:
    """An action that the status forbids is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        if exchange.status == 400:
            exchange.fail()

    faulty.after(ACTIONS, break_down)


@faulty_server
def a_wrong_state_is_not_found(faulty: FaultyServer) -> None:
    """The cancellation of an ended job is answered with 404."""

    def deny(exchange: Exchange) -> None:
        exchange.status = 404 if exchange.status == 400 else exchange.status

    faulty.after(CANCEL, deny)


@faulty_server
def looking_moves_the_job_on(faulty: FaultyServer) -> None:
    """Each retrieval of a job that is at work ends it a little sooner, by writing to it."""

    def wrap(retrieve: Any) -> Any:
        def meddled(world: Any, request: Any) -> Any:
            found = retrieve(world, request)
            if found.view["status"] in (life.VALIDATING, life.QUEUED):
                act(world, request, "fail", nothing)
            return found

        return meddled

    faulty.operation(RETRIEVE, wrap)


@faulty_server
def the_list_lags_behind(faulty: FaultyServer) -> None:
    """The list shows the status that a job had when it was created."""
    first: dict[str, str] = {}

    def lag(job: Json) -> None:
        job["status"] = first.setdefault(job["id"], job["status"])

    faulty.objects(JOB, lag, ("createFineTuningJob", LIST))


@faulty_server
def a_job_goes_back_from_running_to_queued(faulty: FaultyServer) -> None:
    """A running job is shown as queued on every third look."""
    looks: dict[str, int] = {}

    def flicker(job: Json) -> None:
        looks[job["id"]] = looks.get(job["id"], 0) + 1
        if job["status"] == "running" and looks[job["id"]] % 3 == 0:
            job["status"] = "queued"

    faulty.objects(JOB, flicker, RETRIEVE)


@faulty_server
def a_finished_job_flickers(faulty: FaultyServer) -> None:
    """Every fifth look at a succeeded job shows it running."""
    looks: dict[str, int] = {}

    def flicker(job: Json) -> None:
        looks[job["id"]] = looks.get(job["id"], 0) + 1
        if job["status"] == SUCCEEDED and looks[job["id"]] % 5 == 0:
            job.update(
                status="running",
                finished_at=None,
                fine_tuned_model=None,
                trained_tokens=None,
                result_files=[],
            )

    faulty.objects(JOB, flicker, RETRIEVE)


@faulty_server
def jobs_never_end(faulty: FaultyServer) -> None:
    """A job that runs does so for ever."""

    def wrap(work: Any) -> Any:
        def stuck(job: Job, start: float, worked: float) -> Any:
            yield next(iter(work(job, start, worked)))

        return stuck

    faulty.around(life, "_from_work", wrap)


@faulty_server
def bad_training_data_are_trained_on(faulty: FaultyServer) -> None:
    """A training file that holds no examples is trained on."""
    faulty.replace(preparation, "training_failure", lambda _found: None)


@faulty_server
def a_deleted_training_file_does_no_harm(faulty: FaultyServer) -> None:
    """A job whose training file is deleted before it runs goes on as if it were there."""
    faulty.replace(files, "fail_over_deleted_file", lambda _world, _session, _request: None)


@faulty_server
def deleting_a_file_cancels_every_job(faulty: FaultyServer) -> None:
    """The deletion of a file fails jobs that train on other files."""

    def wrap(delete: Any) -> Any:
        def sweep(world: Any, request: Any) -> Json:
            done: Json = delete(world, request)
            listed = attrs.evolve(request, query={"limit": 100})
            for job in jobs.listing(world, listed).view["data"]:
                if job["status"] not in life.FINAL:
                    ids = {"fine_tuning_job_id": job["id"]}
                    act(world, attrs.evolve(request, ids=ids), "fail", nothing)
            return done

        return sweep

    faulty.operation(DELETE_FILE, wrap)


@faulty_server
def a_creation_answers_with_an_old_status(faulty: FaultyServer) -> None:
    """A creation answers with the status `created`."""
    faulty.objects(JOB, lambda job: job.update(status="created"), "createFineTuningJob")


@faulty_server
def a_job_starts_in_the_future(faulty: FaultyServer) -> None:
    """A creation shows the job as it will be when it has succeeded."""

    def wrap(_view: Any) -> Any:
        return lambda job, now, *, wire: job_view(
            job, max(now, time.time() + 86_400) if now == job.created_at else now, wire=wire
        )

    faulty.around(jobs, "job_view", wrap)
