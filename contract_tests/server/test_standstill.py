"""Rules for jobs that were stopped at work: what stands still, and what goes on."""

from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Session, must

from .lives import Halt
from .steps import (
    LASTING,
    REFUSED_STATE,
    Json,
    act,
    listed_job,
    metrics_of,
    part_of,
    retrieve_job,
)
from .waits import wait_until

_RESULTS = ("fine_tuned_model", "finished_at", "trained_tokens", "result_files")

of_each_kind = pytest.mark.parametrize("halt", ["cancelled", "paused"], indirect=True)


@pytest.fixture
def paused_job(api: Session, running_job: Json) -> Json:
    """Return a job that trained and was paused."""
    return act(api, "pauseFineTuningJob", running_job["id"])


@must(
    "standstill-of-cancelled-jobs",
    spec="cancelFineTuningJob",
    says="Stop a job for good, at once",
)
def test_cancelled_job_trains_no_more(cancelled_halt: Halt) -> None:
    """
    A cancelled job takes no further step.

    Whoever cancels a training stops paying for it.
    """
    then, later = cancelled_halt.events, cancelled_halt.later

    assert len(metrics_of(cancelled_halt.later_events)) == len(metrics_of(then))
    assert (later["status"], later["fine_tuned_model"]) == ("cancelled", None)


@must(
    "standstill-of-paused-jobs",
    spec="pauseFineTuningJob",
    says="Halt a running job so that it can be resumed",
    needs="pausing",
)
def test_paused_job_trains_no_more(paused_halt: Halt) -> None:
    """
    A paused job takes no further step, and stays paused until someone resumes it.

    The pause is there to look at what was paid for so far.
    """
    then = paused_halt.events

    assert len(metrics_of(paused_halt.later_events)) == len(metrics_of(then))
    assert paused_halt.later["status"] == "paused"


@must(
    "standstill-brings-no-results",
    spec="FineTuningJob/properties/fine_tuned_model",
    says="null as long as the job is still at work",
    needs="pausing",
)
def test_paused_job_has_no_results(paused_halt: Halt) -> None:
    """
    A paused job shows no model, no end, no tokens and no result files.

    It is not at its end, and a client that waits for one of them would think so.
    """
    assert [key for key in _RESULTS if paused_halt.later[key]] == []


@must(
    "standstill-is-no-failure",
    spec="FineTuningJob/properties/error",
    says="Empty or null as long as it has not.",
)
@of_each_kind
def test_stopped_job_has_no_error(halt: Halt) -> None:
    """
    A job that was cancelled or paused has not failed, and shows no error.

    Alarms are raised by the error, not by the status.
    """
    assert not any(part_of(halt.later, "error").values())


@must(
    "standstill-expects-no-end",
    spec="FineTuningJob/properties/estimated_finish",
    says="null while it is not running",
)
@of_each_kind
def test_stopped_job_expects_no_end(halt: Halt) -> None:
    """
    A job that was cancelled or paused does not tell when it will be done.

    A progress bar would go on to its end.
    """
    assert halt.later.get("estimated_finish") is None


@must(
    "standstill-keeps-what-lasts",
    spec="createFineTuningJob",
    says="repeats the files, the seed, the method and the metadata of the request",
    needs="pausing",
)
def test_answers_to_actions_show_what_lasts(api: Session, new_job: Callable[..., Json]) -> None:
    """
    The answers to a pause, a resumption and a cancellation show what the job was made with.

    A client that keeps the latest answer would forget whose job it is.
    """
    created = new_job(seed=7, metadata={"team": "blue"}, suffix="kept")
    job_id = wait_until(api, created["id"], {"running"})["id"]
    actions = ("pauseFineTuningJob", "resumeFineTuningJob", "cancelFineTuningJob")
    views = [act(api, action, job_id) for action in actions]
    lasting = {key: created.get(key) for key in (*LASTING, "metadata", "validation_file")}

    assert [{key: view.get(key) for key in lasting} for view in views] == [lasting] * 3


@must(
    "standstill-is-not-paused-twice",
    spec="pauseFineTuningJob",
    says="A job that is not running is refused and stays as it is.",
    needs="pausing",
)
def test_paused_job_refuses_a_second_pause(api: Session, paused_job: Json) -> None:
    """
    A paused job refuses to be paused again, and stays paused.

    Of two people who pause, the second must learn that it was not he who did it.
    """
    job_id = paused_job["id"]
    api.call("pauseFineTuningJob", fine_tuning_job_id=job_id, expect=REFUSED_STATE)

    assert retrieve_job(api, job_id)["status"] == "paused"


@must(
    "standstill-ends-at-once",
    spec="resumeFineTuningJob",
    says="the answer shows the status `queued` or `running`",
    needs="pausing",
)
def test_resumed_job_is_paused_nowhere(api: Session, paused_job: Json) -> None:
    """
    A resumed job is paused neither in its retrieval nor in the list.

    Someone else would resume it a second time.
    """
    job_id = paused_job["id"]
    api.call("resumeFineTuningJob", fine_tuning_job_id=job_id)
    views = [retrieve_job(api, job_id), listed_job(api, job_id) or {}]

    assert [view for view in views if view.get("status") in {"paused", None}] == []


@must(
    "standstill-can-be-cancelled-after",
    spec="FineTuningJob/x-contract-lifecycle/actions/cancelFineTuningJob/from",
    needs="pausing",
)
def test_resumed_job_can_be_cancelled_at_once(api: Session, paused_job: Json) -> None:
    """
    A job that was just resumed can be cancelled.

    A resumption by mistake must not cost a whole training.
    """
    job_id = paused_job["id"]
    api.call("resumeFineTuningJob", fine_tuning_job_id=job_id)
    answered = act(api, "cancelFineTuningJob", job_id)

    assert (answered["status"], retrieve_job(api, job_id)["status"]) == ("cancelled",) * 2


@must(
    "standstill-loses-no-step",
    spec="resumeFineTuningJob",
    says="Let a paused job go on from where it stopped",
    needs="pausing",
)
def test_resumed_job_goes_on_from_where_it_stopped(resumed_life: Halt) -> None:
    """
    A job that was paused and resumed takes every step once, like one that was not.

    Steps that are taken again are paid for again, and steps left out are missing in the model.
    """
    steps = [data.get("step") for data in metrics_of(resumed_life.later_events)]

    assert steps == list(range(1, len(steps) + 1))


@must(
    "standstill-forgets-no-event",
    spec="resumeFineTuningJob",
    says="Let a paused job go on from where it stopped",
    needs="pausing",
)
def test_resumed_job_keeps_what_it_has_told(resumed_life: Halt) -> None:
    """
    What a job had told before it was paused stands among its events to the end.

    A curve that begins anew after a pause hides what the first half has cost.
    """
    later = resumed_life.later_events

    assert [event for event in resumed_life.events if event not in later] == []
