"""Rules for the life of a job: the states it goes through, and who may change them."""

import itertools
from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Description, Session, must, should

from .lives import Halt
from .steps import (
    FINAL,
    LASTING,
    REFUSED_STATE,
    Json,
    act,
    chat_examples,
    events_of,
    listed_job,
    part_of,
    retrieve_job,
    upload,
    without_time,
)
from .waits import failure_of, wait_until

_LIFECYCLE = "x-contract-lifecycle"


@must("life-moves-along-allowed-ways", spec="FineTuningJob/x-contract-lifecycle/transitions")
def test_job_moves_only_along_allowed_ways(seen_life: list[Json], description: Description) -> None:
    """
    A job goes from state to state only along the ways that are described.

    A client's own state machine would stop at a step that it does not know.
    """
    statuses = [job["status"] for job in seen_life]
    ways = description.look_up("FineTuningJob")[_LIFECYCLE]["transitions"]
    steps = [(one, other) for one, other in itertools.pairwise(statuses) if one != other]

    assert [step for step in steps if step[1] not in _reachable(ways, step[0])] == []


@must(
    "life-keeps-what-lasts", spec="retrieveFineTuningJob", says="Reading a job does not change it."
)
def test_job_keeps_its_identity_on_its_way(seen_life: list[Json]) -> None:
    """
    What a job is does not change while it moves on.

    Ids, model, files and seed are what people file their results under.
    """
    lasting = [{key: job.get(key) for key in (*LASTING, "metadata")} for job in seen_life]

    assert [each for each in lasting if each != lasting[0]] == []


@must(
    "life-at-work-has-no-results",
    spec="FineTuningJob/properties/fine_tuned_model",
    says="null as long as the job is still at work",
)
def test_job_at_work_has_no_results_yet(seen_life: list[Json]) -> None:
    """
    As long as a job is at work, it shows no model, no end, no tokens and no result files.

    A client that takes the name for the end would call a model that is not there.
    """
    working = [job for job in seen_life if job["status"] not in FINAL]
    keys = ("fine_tuned_model", "finished_at", "trained_tokens", "result_files")

    assert [job for job in working if any(job[key] for key in keys)] == []


@must(
    "life-at-work-has-no-error",
    spec="FineTuningJob/properties/error",
    says="Empty or null as long as it has not.",
)
def test_job_at_work_has_no_error(seen_life: list[Json]) -> None:
    """
    A job that has not failed shows no error, from its creation to its success.

    Whoever watches for errors would stop a training that goes well.
    """
    well = [job for job in seen_life if job["status"] != "failed"]

    assert [job for job in well if any(part_of(job, "error").values())] == []


@must(
    "life-succeeds-with-results",
    spec="FineTuningJob/properties/fine_tuned_model",
    says="A job that has succeeded always names it.",
)
def test_succeeded_job_has_all_its_results(finished_job: Json) -> None:
    """
    A job that has succeeded names its model, its end, its tokens and its result files.

    They are all that the training was paid for.
    """
    keys = ("fine_tuned_model", "finished_at", "trained_tokens", "result_files")

    assert [key for key in keys if not finished_job[key]] == []
    assert finished_job["finished_at"] >= finished_job["created_at"]
    assert not any(part_of(finished_job, "error").values())


@must(
    "life-leaves-results-of-its-own",
    spec="FineTuningJob/properties/fine_tuned_model",
    says="Name of the new model",
)
def test_two_jobs_share_no_result(seen_life: list[Json], finished_job: Json) -> None:
    """
    Two jobs on the same file have a model and a result file each.

    One would overwrite the other, and both were paid for.
    """
    other = seen_life[-1]

    assert other["fine_tuned_model"] != finished_job["fine_tuned_model"]
    assert not set(other["result_files"]) & set(finished_job["result_files"])


@must(
    "life-expects-an-end-only-while-running",
    spec="FineTuningJob/properties/estimated_finish",
    says="null while it is not running",
)
def test_job_expects_its_end_only_while_it_runs(seen_life: list[Json]) -> None:
    """
    A job tells when it will be done only while it runs.

    A job in the queue that tells a time breaks a promise that nobody made.
    """
    idle = [job for job in seen_life if job["status"] != "running"]

    assert [job for job in idle if job.get("estimated_finish")] == []


@must(
    "life-is-cancelled-at-once",
    spec="cancelFineTuningJob",
    says="the answer already shows the status `cancelled`",
)
@pytest.mark.parametrize("state", ["fresh", "running"])
def test_cancelling_takes_effect_at_once(
    api: Session, new_job: Callable[..., Json], state: str
) -> None:
    """
    A cancelled job is cancelled in the answer, in its retrieval and in the list.

    Whoever cancels to stop the costs must see at once that they stopped.
    """
    job_id = (
        new_job()["id"] if state == "fresh" else wait_until(api, new_job()["id"], {state})["id"]
    )
    answered = act(api, "cancelFineTuningJob", job_id)
    views = [answered, retrieve_job(api, job_id), listed_job(api, job_id) or {}]

    assert [(view.get("id"), view.get("status")) for view in views] == [(job_id, "cancelled")] * 3


@must(
    "life-refuses-cancelling-after-its-end",
    spec="cancelFineTuningJob",
    says="A job that has ended is refused and stays as it is.",
)
def test_ended_job_refuses_to_be_cancelled(
    api: Session, cancelled_job: Json, finished_job: Json, failed_jobs: list[Json]
) -> None:
    """
    A job that has ended refuses to be cancelled, and stays as it is.

    A late cancellation must not make a finished model look like none.
    """
    ended = [cancelled_job, finished_job, *failed_jobs]
    before = [retrieve_job(api, job["id"]) for job in ended]
    for job in before:
        api.call("cancelFineTuningJob", fine_tuning_job_id=job["id"], expect=REFUSED_STATE)
    after = [retrieve_job(api, job["id"]) for job in before]

    assert after == before


@must(
    "life-refuses-pausing-unless-running",
    spec="pauseFineTuningJob",
    says="A job that is not running is refused and stays as it is.",
    needs="pausing",
)
def test_ended_job_refuses_to_be_paused(
    api: Session, cancelled_job: Json, finished_job: Json
) -> None:
    """
    A job that does not run refuses to be paused, and stays as it is.

    A client that pauses by mistake must not revive what has ended.
    """
    before = [retrieve_job(api, job["id"]) for job in (cancelled_job, finished_job)]
    for job in before:
        api.call("pauseFineTuningJob", fine_tuning_job_id=job["id"], expect=REFUSED_STATE)
    after = [retrieve_job(api, job["id"]) for job in before]

    assert after == before


@must(
    "life-refuses-resuming-unless-paused",
    spec="resumeFineTuningJob",
    says="A job that is not paused is refused and stays as it is.",
    needs="pausing",
)
def test_job_that_is_not_paused_refuses_to_be_resumed(
    api: Session, cancelled_job: Json, finished_job: Json, running_job: Json
) -> None:
    """
    A job that is not paused refuses to be resumed; an ended one stays as it is.

    Training that starts again by itself is training that nobody ordered.
    """
    before = [retrieve_job(api, job["id"]) for job in (cancelled_job, finished_job)]
    for job in [*before, running_job]:
        api.call("resumeFineTuningJob", fine_tuning_job_id=job["id"], expect=REFUSED_STATE)
    after = [retrieve_job(api, job["id"]) for job in before]

    assert after == before


@must(
    "life-pauses-at-once",
    spec="pauseFineTuningJob",
    says="the answer shows the status `paused`",
    needs="pausing",
)
def test_pausing_takes_effect_at_once(api: Session, running_job: Json) -> None:
    """
    A paused job is paused in the answer, in its retrieval and in the list.

    Whoever pauses to look at a checkpoint must not pay for further steps.
    """
    job_id = running_job["id"]
    answered = act(api, "pauseFineTuningJob", job_id)
    views = [answered, retrieve_job(api, job_id), listed_job(api, job_id) or {}]

    assert [(view.get("id"), view.get("status")) for view in views] == [(job_id, "paused")] * 3


@must(
    "life-resumes-at-once",
    spec="resumeFineTuningJob",
    says="the answer shows the status `queued` or `running`",
    needs="pausing",
)
def test_resumed_job_goes_on_to_its_end(resumed_life: Halt) -> None:
    """
    A resumed job is on its way again, and reaches its end.

    A job that stays paused for ever is money spent on no model.
    """
    assert resumed_life.job["status"] in {"queued", "running"}
    assert resumed_life.later["status"] == "succeeded"


@must(
    "life-is-cancelled-while-paused",
    spec="FineTuningJob/x-contract-lifecycle/actions/cancelFineTuningJob/from",
    needs="pausing",
)
def test_paused_job_can_be_cancelled(api: Session, running_job: Json) -> None:
    """
    A paused job can be cancelled.

    Otherwise the only way to be rid of it is to pay for its end.
    """
    job_id = running_job["id"]
    act(api, "pauseFineTuningJob", job_id)
    answered = act(api, "cancelFineTuningJob", job_id)

    assert (answered["status"], retrieve_job(api, job_id)["status"]) == ("cancelled",) * 2


@must(
    "life-stays-in-its-final-state",
    spec="FineTuningJob/properties/status",
    says="A job in a final status never leaves it.",
)
def test_ended_job_stays_as_it_is(cancelled_halt: Halt) -> None:
    """
    A cancelled job stays as it is while others go on to their end.

    A job that comes back to life would train, and bill, behind its owner's back.
    """
    assert cancelled_halt.later == cancelled_halt.job


@must(
    "life-is-not-changed-by-reading",
    spec="retrieveFineTuningJob",
    says="Reading a job does not change it.",
)
def test_reading_changes_nothing(api: Session, finished_job: Json) -> None:
    """
    Reading a job, its events and the list changes nothing.

    Monitoring must not be a way to act.
    """
    job_id = finished_job["id"]
    before, told = retrieve_job(api, job_id), events_of(api, job_id)
    for _ in range(3):
        listed_job(api, job_id)
        api.call("listFineTuningEvents", fine_tuning_job_id=job_id, limit=1)
    after = retrieve_job(api, job_id)

    assert without_time(after) == without_time(before)
    assert events_of(api, job_id) == told


@must("life-touches-no-other-job", spec="cancelFineTuningJob", says="Stop a job for good, at once")
def test_cancelling_one_job_leaves_the_others_alone(
    api: Session, new_job: Callable[..., Json]
) -> None:
    """
    Cancelling one job leaves every other as it was.

    One wrong key in a table would stop all trainings of an account.
    """
    one, other = new_job()["id"], new_job()["id"]
    act(api, "cancelFineTuningJob", one)

    assert retrieve_job(api, other)["status"] != "cancelled"


@must(
    "life-fails-with-a-reason",
    spec="FineTuningJob/properties/error",
    says="A job that has failed always tells why.",
)
@pytest.mark.usefixtures("a_whole_life")
@pytest.mark.parametrize(
    "content",
    [b'{"messages": []}\n' * 12, b"not json\n" * 12, chat_examples(2)],
    ids=["no messages", "not JSON", "too few examples"],
)
def test_job_on_bad_data_fails_and_says_why(api: Session, content: bytes) -> None:
    """
    A job whose training data is bad is refused, or fails and tells why.

    Whoever prepared the data needs to know what to mend, and must not pay for a useless model.
    """
    file_id = upload(api, content)["id"]
    failure = failure_of(api, {"model": api.target.setup.model, "training_file": file_id})

    assert failure["message"]


@should("life-fails-without-results", spec="FineTuningJob/properties/fine_tuned_model")
def test_job_without_success_has_no_results(failed_jobs: list[Json], cancelled_halt: Halt) -> None:
    """
    A job that failed or was cancelled names no model and no result files.

    Whoever looks only for the model's name would ship what never came to be.
    """
    ended = [*failed_jobs, cancelled_halt.later]

    assert [job for job in ended if job["fine_tuned_model"] or job["result_files"]] == []


def _reachable(ways: dict[str, list[str]], start: str) -> set[str]:
    """Return the states that a job may be seen in at the next look, many steps later perhaps."""
    found: set[str] = set()
    waiting = list(ways.get(start, []))
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting += ways.get(state, [])
    return found
