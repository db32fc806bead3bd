"""The life of a job as callers see it, moved by a clock that they advance."""

from typing import Any

import attrs
import pytest
from callers import Caller, Json

from fine_tuning_contract.emulator import life
from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.jobs import Failure, Fate, Job, Plan, from_json, to_json


def make_job(**plan: Any) -> Any:
    """Return a job that validates, queues and runs for ten seconds each, in ten steps."""
    settled = Plan(10.0, 10.0, 10.0, 10, 10, 1, 1, 2.0, 100, "print")
    method = {"type": "supervised", "supervised": {"hyperparameters": {}}}
    return Job(
        "ftjob-1", "org-1", "proj_1", 0.0, "gpt", method, "file-1", None, None, 1, [], None,
        Plan(**{**{name: getattr(settled, name) for name in Plan.__annotations__}, **plan}),
    )  # fmt: skip


def statuses(job: Job, *times: float) -> Any:
    """Return the job's status at each time."""
    spans = life.timeline(job)
    return [life.current(spans, at).status for at in times]


def test_job_passes_through_every_status() -> None:
    """A job validates, queues, runs and succeeds."""
    assert statuses(make_job(), 0, 9, 10, 20, 29, 30, 1e9) == [
        "validating_files", "validating_files", "queued", "running", "running", "succeeded",
        "succeeded",
    ]  # fmt: skip


def test_job_with_bad_files_fails_after_validating() -> None:
    """A failure of the files shows when validating ends."""
    job = make_job(failure=Failure("invalid_n_examples", "too few"))

    assert statuses(job, 9, 10) == ["validating_files", "failed"]


def test_cancelled_job_stays_cancelled() -> None:
    """Nothing follows a cancellation."""
    assert statuses(make_job().marked("cancel", 25), 24, 25, 1e9) == [
        "running", "cancelled", "cancelled",
    ]  # fmt: skip


def test_pause_does_not_use_up_training_time() -> None:
    """After a pause and another queue, the rest of the training is still to do."""
    job = make_job().marked("pause", 24).marked("resume", 100)

    assert statuses(job, 99, 100, 110, 115.9, 116) == [
        "paused", "queued", "running", "running", "succeeded",
    ]  # fmt: skip
    assert life.steps_done(job, life.timeline(job), 50) == 4
    assert life.step_time(job, life.timeline(job), 5) == pytest.approx(111)


@pytest.mark.parametrize("fraction", [0.0, 0.1, 0.2003, 0.71993, 0.9111])
def test_every_step_is_done_at_the_end_today(fraction: float) -> None:
    """A float that holds today's date in seconds is too coarse to lose the last step by."""
    born = 1_795_243_220 + fraction
    job = attrs.evolve(make_job(validating=0.1, queued=0.1), created_at=born)
    job = attrs.evolve(job, plan=attrs.evolve(job.plan, steps=40, running=0.8))
    spans = life.timeline(job)

    assert life.steps_done(job, spans, born + 1e6) == 40


@pytest.mark.parametrize(
    ("kind", "ending"), [("fail", "failed"), ("pause", "paused"), ("stall", "running")]
)
def test_fate_strikes_at_its_step(kind: str, ending: str) -> None:
    """A fate lets the job run to its step, and then something else happens."""
    job = make_job(fate=Fate(kind, 5, Failure("server_error", "told to")))

    assert statuses(job, 24.9, 1e6) == ["running", ending]


def test_fated_pause_happens_once() -> None:
    """A job that was resumed from its fated pause runs to its end."""
    job = make_job(fate=Fate("pause", 5)).marked("resume", 50)

    assert statuses(job, 60, 65) == ["running", "succeeded"]


def test_job_survives_being_written_and_read() -> None:
    """A job in JSON is the same job when it is read."""
    job = make_job(fate=Fate("fail", 5, Failure("a", "b"))).marked(
        "fail", 3, Failure("c", "d", "e")
    )

    assert from_json(to_json(job)) == job


def test_watched_job_moves_with_the_clock(api: Caller, control: Control) -> None:
    """Advancing the clock moves a job from one status to the next."""
    job = api.create()
    seen = [job["status"]]
    for seconds in (2, 2, 16):
        control.advance(seconds)
        seen.append(api.job(job["id"])["status"])

    assert seen == ["validating_files", "queued", "running", "succeeded"]


def test_succeeded_job_shows_what_it_made(succeeded_job: Json) -> None:
    """Success fills the model, the tokens, the result file and the time."""
    assert succeeded_job["fine_tuned_model"].startswith("ft:gpt-4o-mini-2024-07-18:emulator::")
    assert succeeded_job["trained_tokens"] > 0
    assert len(succeeded_job["result_files"]) == 1
    assert succeeded_job["finished_at"] == succeeded_job["created_at"] + 20
    assert succeeded_job["estimated_finish"] is None


def test_running_job_tells_when_it_will_finish(running_job: Json) -> None:
    """Only a running job has an estimate."""
    assert running_job["estimated_finish"] == running_job["created_at"] + 20


@pytest.mark.parametrize("body", [b"", b"{}"], ids=["empty", "empty object"])
def test_cancel_takes_effect_at_once(api: Caller, running_job: Json, body: Any) -> None:
    """The reply to a cancellation already says so, whatever small body came with it."""
    path = f"/fine_tuning/jobs/{running_job['id']}/cancel"
    answer = api.http.post(path, content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 200
    assert answer.json()["status"] == "cancelled"
    assert answer.json()["finished_at"] is None


def test_job_is_paused_and_resumed(api: Caller, control: Control, running_job: Json) -> None:
    """A paused job queues again when it is resumed, and then finishes."""
    path = f"/fine_tuning/jobs/{running_job['id']}"
    seen = [api.post(f"{path}/pause").json()["status"], api.post(f"{path}/resume").json()["status"]]
    control.advance(20)

    assert [*seen, api.job(running_job["id"])["status"]] == ["paused", "queued", "succeeded"]


@pytest.mark.parametrize("action", ["cancel", "pause", "resume"])
def test_finished_job_takes_no_action(api: Caller, succeeded_job: Json, action: str) -> None:
    """An action on a finished job is refused with a reason."""
    answer = api.post(f"/fine_tuning/jobs/{succeeded_job['id']}/{action}")

    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("Job has already completed")


@pytest.mark.parametrize("action", ["pause", "resume"])
def test_new_job_cannot_be_paused_or_resumed(api: Caller, action: str) -> None:
    """Only running jobs are paused, and only paused ones resumed."""
    answer = api.post(f"/fine_tuning/jobs/{api.create()['id']}/{action}")

    assert answer.status_code == 400
    assert "validating_files" in answer.json()["error"]["message"]


@pytest.mark.parametrize("action", ["cancel", "pause", "resume"])
def test_action_on_an_unknown_job_is_not_found(api: Caller, action: str) -> None:
    """An action needs a job."""
    answer = api.post(f"/fine_tuning/jobs/ftjob-nobody/{action}")

    assert answer.status_code == 404
    assert answer.json()["error"] == {
        "message": "Could not find fine tune: ftjob-nobody",
        "type": "invalid_request_error",
        "param": "fine_tune_id",
        "code": "fine_tune_not_found",
    }


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param(
            '{"prompt": "a", "completion": "b"}\n' * 9, "invalid_n_examples", id="too few"
        ),
        pytest.param("not json\n" * 10, "invalid_training_file", id="not JSON"),
        pytest.param('{"text": 1}\n' * 10, "invalid_training_file", id="other keys"),
        pytest.param("[]\n" * 10, "invalid_training_file", id="not objects"),
        pytest.param('{"messages": []}\n' * 10, "invalid_training_file", id="no messages"),
    ],
)
def test_bad_training_file_fails_the_job_later(
    api: Caller, control: Control, lines: str, code: str | None
) -> None:
    """What is wrong inside a file shows in the job's error, not in a refusal."""
    job = api.create(training_file=api.upload_text(lines))
    control.advance(3)
    failed = api.job(job["id"])

    assert failed["status"] == "failed"
    assert (failed["error"]["code"], failed["error"]["param"]) == (code, "training_file")
    assert failed["finished_at"] is None


def test_bad_validation_file_fails_the_job_later(api: Caller, control: Control) -> None:
    """The validation file is checked too."""
    job = api.create(validation_file=api.upload_text("oops"))
    control.advance(3)

    assert api.job(job["id"])["error"]["code"] == "invalid_validation_file"


def test_deleting_the_training_file_fails_a_waiting_job(api: Caller, control: Control) -> None:
    """A job that has not started to train cannot do without its file."""
    job = api.create()
    api.http.delete(f"/files/{job['training_file']}")
    control.advance(30)

    assert api.job(job["id"])["error"]["code"] == "deleted_training_file"


def test_deleting_the_training_file_leaves_a_running_job_alone(
    api: Caller, control: Control, running_job: Json
) -> None:
    """A job that trains already has what it needs."""
    api.http.delete(f"/files/{running_job['training_file']}")
    control.advance(30)

    assert api.job(running_job["id"])["status"] == "succeeded"
