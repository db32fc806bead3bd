"""The operations on fine-tuning jobs."""

import math
from typing import Any

from fine_tuning_contract.emulator import life, outputs
from fine_tuning_contract.emulator.catalog import dated
from fine_tuning_contract.emulator.chronicle import chronicle
from fine_tuning_contract.emulator.errors import (
    invalid_file,
    model_not_available,
    unknown_cursor,
    unknown_job,
    wrong_state,
)
from fine_tuning_contract.emulator.grading.checks import checked
from fine_tuning_contract.emulator.jobs import Failure, Job
from fine_tuning_contract.emulator.methods import requested
from fine_tuning_contract.emulator.operations.preparation import Files, begun, prepared
from fine_tuning_contract.emulator.shelf import Lasting
from fine_tuning_contract.emulator.storage import files as stored_files
from fine_tuning_contract.emulator.storage import jobs as stored_jobs
from fine_tuning_contract.emulator.storage import models as stored_models
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.outputs import foresee
from fine_tuning_contract.emulator.views import checkpoint_view, job_view, page_view
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]
_ALREADY = "Job has already completed: its status is {status}."


def create(world: World, request: Request) -> Json:
    """Create a job; its files are inspected now and judged when it validates them."""
    method = _gradable(requested(request.body))
    with world.database.reading() as session:
        model = _base_model(session, request, stored_models.find)
        files = _files(session, request, stored_files.find)
    job = prepared(world, request, model, method, files)
    with world.database.writing() as session:
        # While the files were read, others may have deleted them.
        _base_model(session, request, stored_models.hold)
        _files(session, request, stored_files.hold)
        job = begun(job, world.script.next_fate(session), world.now(session))
        stored_jobs.add(session, job)
        foresee(session, job, job.created_at)
    return job_view(job, job.created_at, wire=world.settings.wire)


def retrieve(world: World, request: Request) -> Lasting:
    """Return a job as it is now."""
    now = request.now
    with world.database.reading() as session:
        job = _job(session, request)
    return Lasting(job_view(job, now, wire=world.settings.wire), now, _change(job, now))


def listing(world: World, request: Request) -> Lasting:
    """Return a page of jobs, newest first."""
    now = request.now
    limit: int = request.query.get("limit", 20)
    with world.database.reading() as session:
        after = _after(session, request)
        only = _filter(request)
        found = stored_jobs.page(session, request.organization, after, limit + 1, only)
    views = [job_view(job, now, wire=world.settings.wire) for job in found[:limit]]
    page = page_view(views, has_more=len(found) > limit, ends=False)
    return Lasting(page, now, min((_change(job, now) for job in found), default=math.inf))


def cancel(world: World, request: Request) -> Json:
    """End a job before it has finished by itself."""
    return _act(world, request, "cancel", _refuse_cancel)


def pause(world: World, request: Request) -> Json:
    """Halt a running job; what it has learnt so far stays usable."""
    return _act(world, request, "pause", _refuse_pause)


def resume(world: World, request: Request) -> Json:
    """Queue a paused job again; it goes on where it was halted."""
    return _act(world, request, "resume", _refuse_resume)


def events(world: World, request: Request) -> Json:
    """Return a page of a job's events, newest first."""
    with world.database.reading() as session:
        job = _job(session, request)
    told = chronicle(job, request.now)
    limit: int = request.query.get("limit", 20)
    end = told.count
    after: str | None = request.query.get("after")
    if after:
        position = told.position(after)
        if position is None:
            raise unknown_cursor("after", after)
        end = position
    start = max(end - limit, 0)
    views = [told.event(position) for position in reversed(range(start, end))]
    return page_view(views, has_more=start > 0, ends=False)


def checkpoints(world: World, request: Request) -> Json:
    """Return a page of a job's checkpoints, highest step first."""
    now = request.now
    with world.database.reading() as session:
        job = _job(session, request)
    found = outputs.checkpoints(job, life.timeline(job))
    shown = [checkpoint for checkpoint in reversed(found) if checkpoint.visible_at <= now]
    after: str | None = request.query.get("after")
    if after:
        places = [place for place, one in enumerate(shown) if one.id == after]
        if not places:
            raise unknown_cursor("after", after)
        shown = shown[places[0] + 1 :]
    limit: int = request.query.get("limit", 10)
    views = [checkpoint_view(job, one, wire=world.settings.wire) for one in shown[:limit]]
    return page_view(views, has_more=len(shown) > limit, ends=True)


def fail_over_deleted_file(world: World, session: Session, request: Request) -> None:
    """Fail the jobs that have not started to train on a file that is being deleted."""
    message = "The job failed because the training file was deleted"
    failure = Failure("deleted_training_file", message, "training_file")
    file_id, now = request.ids["file_id"], world.now(session)
    for job in stored_jobs.waiting_for(session, request.organization, file_id, now):
        status = life.current(life.timeline(job), now).status
        if status in (life.VALIDATING, life.QUEUED):
            _keep(session, job.marked("fail", now, failure), now)


def _gradable(method: Json) -> Json:
    if method["type"] != "reinforcement":
        return method
    detail: Json = method["reinforcement"]
    grader = checked(detail["grader"], "method.reinforcement.grader")
    return {**method, "reinforcement": {**detail, "grader": grader}}


def _change(job: Job, now: float) -> float:
    """Return when a job will look different."""
    return life.current(life.timeline(job), now).end


def _base_model(session: Session, request: Request, find: Any) -> str:
    asked: str = request.body["model"]
    model = dated(asked)
    if model is None and find(session, request.organization, asked, request.now):
        return asked
    if model is None:
        raise model_not_available(asked)
    return model


def _files(session: Session, request: Request, find: Any) -> Files:
    validation: str | None = request.body.get("validation_file")
    given = ("training_file",) if validation is None else ("training_file", "validation_file")
    for param in given:
        file = find(session, request.organization, request.body[param], request.now)
        if file is None or file.purpose != "fine-tune":
            raise invalid_file(param, request.body[param])
    return Files(request.body["training_file"], validation)


def _job(session: Session, request: Request) -> Job:
    job_id = request.ids["fine_tuning_job_id"]
    job = stored_jobs.find(session, request.organization, job_id)
    if job is None:
        raise unknown_job(job_id)
    return job


def _claimed(session: Session, request: Request) -> Job:
    job_id = request.ids["fine_tuning_job_id"]
    job = stored_jobs.claim(session, request.organization, job_id)
    if job is None:
        raise unknown_job(job_id)
    return job


def _after(session: Session, request: Request) -> int | None:
    after: str | None = request.query.get("after")
    if not after:
        return None
    position = stored_jobs.position(session, request.organization, after)
    if position is None:
        raise unknown_cursor("after", after)
    return position


def _filter(request: Request) -> stored_jobs.Filter:
    if "metadata" not in request.query:
        return stored_jobs.Filter()
    pairs: dict[str, str] | None = request.query["metadata"]
    return stored_jobs.Filter(without_metadata=pairs is None, pairs=pairs or {})


def _act(world: World, request: Request, kind: str, refuse: Any) -> Json:
    with world.database.writing() as session:
        job = _claimed(session, request)
        now = world.now(session)
        refuse(life.current(life.timeline(job), now).status)
        job = job.marked(kind, now)
        _keep(session, job, now)
    return job_view(job, now, wire=world.settings.wire)


def _keep(session: Session, job: Job, now: float) -> None:
    if not stored_jobs.change(session, job):
        raise wrong_state("The job was changed by another request at the same time.")
    foresee(session, job, now)


def _refuse_cancel(status: str) -> None:
    if status in life.FINAL:
        raise wrong_state(_ALREADY.format(status=status))


def _refuse_pause(status: str) -> None:
    if status in life.FINAL:
        raise wrong_state(_ALREADY.format(status=status))
    if status != life.RUNNING:
        raise wrong_state(f"Only a running job can be paused: its status is {status}.")


def _refuse_resume(status: str) -> None:
    if status in life.FINAL:
        raise wrong_state(_ALREADY.format(status=status))
    if status != life.PAUSED:
        raise wrong_state(f"Only a paused job can be resumed: its status is {status}.")
