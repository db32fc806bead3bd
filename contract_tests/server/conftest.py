"""What the rules have in hand: files, jobs in every state, lists of known content."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fine_tuning_contract.conformance import Session, Target

from .lives import Begin, Growth, Halt, Lives
from .steps import (
    ANYTHING,
    REFUSED_STATE,
    UNCLEARED,
    Json,
    Listing,
    act,
    chat_examples,
    create_job,
    ids_of,
    items_of,
    metrics_of,
    needs,
    page_of,
    tag,
    upload,
)
from .waiting import is_dear, lives_wanted, waits
from .waits import wait_until

NewJob = Callable[..., Json]

_PROJECTS = tuple(f"proj_contract{number:03d}" for number in range(5))
# One more than a page holds where nobody asks for a size.
_MORE_THAN_A_PAGE = 21
_MORE_PROJECTS = tuple(f"proj_more{number:03d}" for number in range(11))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a faulty server show its fault early: what waits for jobs comes late, dear rules last."""
    items.sort(key=lambda item: (is_dear(item), waits(item)))


@pytest.fixture
def a_whole_life() -> None:
    """Stand for the time that a rule takes: to follow a job of its own, or for a slow measure."""


@pytest.fixture(scope="session")
def training_file(api: Session, target: Target) -> str:
    """Return a file that jobs can train on: the target's own, or an upload of ours."""
    if target.setup.training_file != "upload":
        return target.setup.training_file
    file_id: str = upload(api, chat_examples(10))["id"]
    return file_id


@pytest.fixture(scope="session")
def new_job(api: Session, training_file: str) -> Iterator[NewJob]:
    """Return a way to create jobs that are cancelled when the run ends."""
    created: list[str] = []

    def create(**fields: Any) -> Json:
        given: Json = {
            "training_file": training_file,
            "metadata": {"made_by": "contract"},
            **fields,
        }
        job = create_job(api, given.pop("training_file"), **given)
        created.append(job["id"])
        return job

    yield create
    # What is left is tried again, and told, when everything that the run made is removed.
    with contextlib.suppress(*UNCLEARED):
        for job_id in created:
            api.call("cancelFineTuningJob", fine_tuning_job_id=job_id, expect=ANYTHING)


@pytest.fixture
def running_job(api: Session, new_job: NewJob) -> Json:
    """Return a job that trains now."""
    return wait_until(api, new_job()["id"], {"running"})


@pytest.fixture
def cancelled_job(api: Session, new_job: NewJob) -> Json:
    """Return a job that was cancelled."""
    return act(api, "cancelFineTuningJob", new_job()["id"])


@pytest.fixture(scope="session")
def lives(request: pytest.FixtureRequest, api: Session, target: Target, new_job: NewJob) -> Lives:
    """Return the lives of jobs that take their time, to be led as rules ask for them."""
    return Lives(Begin(api, target, new_job), lives_wanted(request.session.items, target))


@pytest.fixture(scope="session")
def finished_job(lives: Lives) -> Json:
    """Return a job that succeeded, with enough steps for several pages of events."""
    job: Json = lives.result_of("finished_job")
    return job


@pytest.fixture(scope="session")
def resumed_life(lives: Lives) -> Halt:
    """Return a job as it was answered when it was resumed, with its events, and as it ended."""
    halt: Halt = lives.result_of("resumed_life")
    return halt


@pytest.fixture(scope="session")
def failed_jobs(lives: Lives) -> list[Json]:
    """Return a job that failed for its bad data, or nothing where such a job is not created."""
    jobs: list[Json] = lives.result_of("failed_jobs")
    return jobs


@pytest.fixture(scope="session")
def seen_life(lives: Lives) -> list[Json]:
    """Return a job as its creation and every later look showed it, up to its end."""
    looks: list[Json] = lives.result_of("seen_life")
    return looks


@pytest.fixture(scope="session")
def spent_job(lives: Lives) -> Json:
    """Return a job that succeeded and whose model may be deleted."""
    job: Json = lives.result_of("spent_job")
    return job


@pytest.fixture(scope="session")
def told_life(lives: Lives) -> Growth:
    """Return a job that has ended, with the first of its events."""
    growth: Growth = lives.result_of("told_life")
    return growth


@pytest.fixture(scope="session")
def five_jobs(new_job: NewJob) -> list[Json]:
    """Return five jobs that share a piece of metadata with no other job, newest first."""
    mark = tag()
    jobs = [new_job(metadata={"contract": mark}) for _ in range(5)]
    return jobs[::-1]


@pytest.fixture(scope="session")
def jobs_listing(five_jobs: list[Json]) -> Listing:
    """Return the list of five jobs, singled out by their metadata."""
    ids = tuple(job["id"] for job in five_jobs)
    return Listing("listPaginatedFineTuningJobs", {"metadata": five_jobs[0].get("metadata")}, ids)


@pytest.fixture(scope="session")
def many_jobs_listing(api: Session, new_job: NewJob) -> Listing:
    """Return the newest jobs of all, more than one page; what is missing is made and cancelled."""
    listing = Listing("listPaginatedFineTuningJobs", {}, ())
    there = len(page_of(api, listing, limit=_MORE_THAN_A_PAGE)["data"])
    for _ in range(_MORE_THAN_A_PAGE - there):
        # It may have ended meanwhile, where the way to the server is long.
        job_id = new_job()["id"]
        api.call("cancelFineTuningJob", fine_tuning_job_id=job_id, expect=(200, *REFUSED_STATE))
    newest = page_of(api, listing, limit=_MORE_THAN_A_PAGE)["data"]
    return Listing(listing.operation, {}, tuple(job["id"] for job in newest))


@pytest.fixture(scope="session")
def finished_events(api: Session, events_listing: Listing) -> list[Json]:
    """Return all events of a finished job, oldest first."""
    return items_of(api, events_listing, limit=100)[::-1]


@pytest.fixture(scope="session")
def finished_metrics(finished_events: list[Json]) -> list[Json]:
    """Return the measures of every step of a finished job, first step first."""
    return metrics_of(finished_events)


@pytest.fixture(scope="session")
def cancelled_halt(lives: Lives) -> Halt:
    """Return a job that was cancelled at work, as it stood then and a whole job's life later."""
    halt: Halt = lives.result_of("cancelled_halt")
    return halt


@pytest.fixture(scope="session")
def paused_halt(lives: Lives) -> Halt:
    """Return a job that was paused at work, as it stood then and a whole job's life later."""
    halt: Halt = lives.result_of("paused_halt")
    return halt


@pytest.fixture
def halt(request: pytest.FixtureRequest) -> Halt:
    """Return one of the two, by its state."""
    found = request.getfixturevalue(f"{request.param}_halt")
    assert isinstance(found, Halt)
    return found


@pytest.fixture(scope="session")
def events_listing(api: Session, finished_job: Json) -> Listing:
    """Return the list of all events of a finished job."""
    return _whole(api, "listFineTuningEvents", fine_tuning_job_id=finished_job["id"])


@pytest.fixture(scope="session")
def checkpoints_listing(api: Session, target: Target, finished_job: Json) -> Listing:
    """Return the list of all checkpoints of a finished job."""
    needs(target, "checkpoints")
    return _whole(api, "listFineTuningJobCheckpoints", fine_tuning_job_id=finished_job["id"])


@pytest.fixture(scope="session")
def checkpoint(api: Session, checkpoints_listing: Listing) -> str:
    """Return the name of a checkpoint that permissions can be given for."""
    page = api.call(checkpoints_listing.operation, **checkpoints_listing.parameters).json
    name: str = page["data"][-1]["fine_tuned_model_checkpoint"]
    return name


@pytest.fixture(scope="session")
def permissions_listing(api: Session, target: Target, checkpoint: str) -> Listing:
    """Return the list of five permissions for one checkpoint."""
    needs(target, "permissions")
    for project in _PROJECTS:
        api.call(
            "createFineTuningCheckpointPermission",
            fine_tuned_model_checkpoint=checkpoint,
            json={"project_ids": [project]},
        )
    operation = "listFineTuningCheckpointPermissions"
    return _whole(api, operation, limit=100, fine_tuned_model_checkpoint=checkpoint)


@pytest.fixture(scope="session")
def many_permissions_listing(api: Session, target: Target, finished_job: Json) -> Listing:
    """Return the list of more permissions for one model than a page holds."""
    needs(target, "permissions")
    model = finished_job["fine_tuned_model"]
    api.call(
        "createFineTuningCheckpointPermission",
        fine_tuned_model_checkpoint=model,
        json={"project_ids": list(_MORE_PROJECTS)},
    )
    operation = "listFineTuningCheckpointPermissions"
    return _whole(api, operation, limit=100, fine_tuned_model_checkpoint=model)


@pytest.fixture(scope="session")
def files_listing(api: Session, target: Target) -> Listing:
    """Return the list of the files of one purpose, five of them ours."""
    needs(target, "files")
    ours = [upload(api, b"{}\n", purpose="evals")["id"] for _ in range(5)]
    listed = _whole(api, "listFiles", limit=100, purpose="evals")
    ids = tuple(file_id for file_id in listed.ids if file_id in ours)
    return Listing("listFiles", listed.parameters, ids, most=10_000)


@pytest.fixture(scope="session")
def listing(request: pytest.FixtureRequest) -> Listing:
    """Return one of the lists, by name."""
    found = request.getfixturevalue(f"{request.param}_listing")
    assert isinstance(found, Listing)
    return found


def _whole(api: Session, operation: str, *, limit: int = 100, **parameters: Any) -> Listing:
    listing = Listing(operation, parameters, ())
    return Listing(operation, parameters, tuple(ids_of(api, listing, limit=limit)))
