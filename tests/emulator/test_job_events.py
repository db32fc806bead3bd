"""What a job tells while it lives: events, checkpoints, and the result file."""

import base64
import csv
import io

from callers import Caller, Json, Serve

from fine_tuning_contract.emulator.control.remote import Control


def test_events_tell_the_whole_story_newest_first(api: Caller, succeeded_job: Json) -> None:
    """Every line stands where it stands on the wire, from creation to success."""
    events = api.get(f"/fine_tuning/jobs/{succeeded_job['id']}/events", limit=100)["data"]
    told = [event["message"] for event in api.events(succeeded_job["id"])]

    assert [event["message"] for event in events] == told[:100]
    training, validation = succeeded_job["training_file"], succeeded_job["validation_file"]
    assert told[::-1][:4] == [
        f"Created fine-tuning job: {succeeded_job['id']}",
        f"Validating training file: {training} and validation file: {validation}",
        "Files validated, moving job to queued state",
        "Fine-tuning job started",
    ]
    assert told[::-1][4].startswith("Step 1/100: training loss=")
    assert told[0] == "The job has successfully completed"
    assert told[1] == f"New fine-tuned model created: {succeeded_job['fine_tuned_model']}"
    assert told[2].startswith("Checkpoint created at step 90 with Snapshot ID: ft:")
    assert told[3].startswith("Checkpoint created at step 80 with Snapshot ID: ft:")


def test_each_step_is_an_event_with_its_numbers(api: Caller, running_job: Json) -> None:
    """A metrics event carries the step and its losses."""
    events = api.events(running_job["id"])
    newest = events[0]

    assert newest["type"] == "metrics"
    assert newest["data"]["step"] == 50
    assert newest["data"]["total_steps"] == 100
    assert len([event for event in events if event["type"] == "metrics"]) == 50


def test_start_of_training_has_no_data(api: Caller, running_job: Json) -> None:
    """The event that training has started has null where others have an object."""
    started = [
        e for e in api.events(running_job["id"]) if e["message"] == "Fine-tuning job started"
    ]

    assert started[0]["data"] is None


def test_events_keep_their_ids_while_more_are_added(
    api: Caller, control: Control, running_job: Json
) -> None:
    """A cursor taken from a running job stays good."""
    before = api.events(running_job["id"])
    control.advance(100)
    after = api.events(running_job["id"])

    assert after[-len(before) :] == before
    assert len({event["id"] for event in after}) == len(after)


def test_failed_job_ends_with_an_error_event(api: Caller, control: Control) -> None:
    """The last event of a failed job has level error and says why."""
    job = api.create(training_file=api.upload(examples=3))
    control.advance(5)
    newest = api.events(job["id"])[0]

    assert newest["level"] == "error"
    assert "at least 10 examples" in newest["message"]


def test_cancellation_adds_no_event(api: Caller, running_job: Json) -> None:
    """Right after a cancellation, the newest event is the one from before."""
    before = api.events(running_job["id"])
    api.post(f"/fine_tuning/jobs/{running_job['id']}/cancel")

    assert api.events(running_job["id"]) == before


def test_event_of_another_job_is_no_cursor(api: Caller, running_job: Json) -> None:
    """A cursor belongs to one job."""
    foreign = api.events(api.create()["id"])[0]["id"]

    answer = api.http.get(f"/fine_tuning/jobs/{running_job['id']}/events?after={foreign}")

    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "after"


def test_last_three_epochs_leave_checkpoints(api: Caller, succeeded_job: Json) -> None:
    """The last checkpoint is the model itself, the others have names of their own."""
    page = api.get(f"/fine_tuning/jobs/{succeeded_job['id']}/checkpoints")
    found = page["data"]

    assert [checkpoint["step_number"] for checkpoint in found] == [100, 90, 80]
    assert found[0]["fine_tuned_model_checkpoint"] == succeeded_job["fine_tuned_model"]
    assert found[1]["fine_tuned_model_checkpoint"].endswith(":ckpt-step-90")
    assert (page["first_id"], page["last_id"]) == (found[0]["id"], found[2]["id"])
    assert "full_valid_loss" in found[0]["metrics"]


def test_checkpoints_come_in_pages(api: Caller, succeeded_job: Json) -> None:
    """Checkpoints are listed like everything else, with `after` and `limit`."""
    path = f"/fine_tuning/jobs/{succeeded_job['id']}/checkpoints"
    first = api.get(path, limit=2)
    rest = api.get(path, limit=2, after=first["last_id"])

    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert [checkpoint["step_number"] for checkpoint in rest["data"]] == [80]
    assert api.http.get(f"{path}?after=ftckpt_nobody").status_code == 400


def test_running_job_shows_no_checkpoints_yet(api: Caller, running_job: Json) -> None:
    """Checkpoints appear when the job has succeeded."""
    page = api.get(f"/fine_tuning/jobs/{running_job['id']}/checkpoints")

    assert page == {
        "object": "list",
        "data": [],
        "has_more": False,
        "first_id": None,
        "last_id": None,
    }


def test_paused_job_leaves_a_snapshot_that_can_be_used(api: Caller, running_job: Json) -> None:
    """A pause makes a checkpoint at the step it came to."""
    path = f"/fine_tuning/jobs/{running_job['id']}"
    api.post(f"{path}/pause")
    snapshot = api.get(f"{path}/checkpoints")["data"][0]

    assert snapshot["step_number"] == 50
    model = snapshot["fine_tuned_model_checkpoint"]
    assert api.get(f"/models/{model}")["id"] == model


def test_pause_and_resume_are_told(api: Caller, control: Control, running_job: Json) -> None:
    """The events name the snapshot of a pause, the pause, and the way back to the queue."""
    path = f"/fine_tuning/jobs/{running_job['id']}"
    api.post(f"{path}/pause")
    model = api.get(f"{path}/checkpoints")["data"][0]["fine_tuned_model_checkpoint"]
    control.advance(5)
    api.post(f"{path}/resume")
    told = [event["message"] for event in api.get(f"{path}/events", limit=3)["data"]]
    control.advance(100)
    later = [event["message"] for event in api.events(running_job["id"])]

    assert told == [
        "Job resumed, moving job to queued state",
        "Fine-tuning job paused",
        f"Checkpoint created at step 50 with Snapshot ID: {model}",
    ]
    assert [message for message in later if message in told] == told
    assert later.count("Fine-tuning job started") == 1


def test_cancelled_job_tells_nothing_more(api: Caller, running_job: Json) -> None:
    """A cancellation writes no event, as was seen on the wire."""
    path = f"/fine_tuning/jobs/{running_job['id']}"
    before = api.get(f"{path}/events")["data"][0]
    api.post(f"{path}/cancel")

    assert api.get(f"{path}/events")["data"][0] == before


def test_result_file_lists_every_step(api: Caller, succeeded_job: Json) -> None:
    """The result file is a table of steps, with empty cells where nothing was validated."""
    file_id = succeeded_job["result_files"][0]
    file = api.get(f"/files/{file_id}")
    content = api.http.get(f"/files/{file_id}/content")
    rows = list(csv.DictReader(io.StringIO(content.text)))

    assert (file["purpose"], file["filename"]) == ("fine-tune-results", "step_metrics.csv")
    assert file["bytes"] == len(content.content)
    assert [row["step"] for row in rows] == [str(step) for step in range(1, 101)]
    assert rows[0]["valid_loss"] == ""
    assert float(rows[99]["valid_loss"]) > 0


def test_reinforcement_job_tells_of_rewards(api: Caller, control: Control) -> None:
    """A reinforcement job has rewards where others have losses, and keeps its best checkpoints."""
    grader = {
        "type": "string_check",
        "name": "g",
        "input": "a",
        "reference": "a",
        "operation": "eq",
    }
    method = {"type": "reinforcement", "reinforcement": {"grader": grader}}
    lines = '{"messages": [{"role": "user", "content": "q"}], "answer": "a"}\n' * 10
    job = api.create(model="o4-mini", method=method, training_file=api.upload_text(lines))
    control.advance(20)
    events = api.events(job["id"])
    checkpoints = api.get(f"/fine_tuning/jobs/{job['id']}/checkpoints")["data"]

    assert "train mean reward=" in events[-5]["message"]
    assert len(checkpoints) == 3
    assert "valid_reward_mean" in checkpoints[0]["metrics"]


def test_wire_switch_gives_what_recorded_traffic_had(serve: Serve) -> None:
    """With `wire`, a job has 23 keys, `error` is an empty object, and the table is in base64."""
    served = serve(wire=True, speed=1000.0)
    with served.client("sk-test") as http:
        caller = Caller(http)
        job = caller.create()
        while caller.job(job["id"])["status"] != "succeeded":
            pass
        done = caller.job(job["id"])
        content = http.get(f"/files/{done['result_files'][0]}/content").content
        metrics = caller.get(f"/fine_tuning/jobs/{job['id']}/checkpoints")["data"][0]["metrics"]

    assert len(done) == 23
    assert done["error"] == {}
    assert base64.b64decode(content).startswith(b"step,train_loss,train_accuracy")
    assert metrics["type"] == "supervised"


def test_graded_steps_have_nested_data(api: Caller, control: Control) -> None:
    """The metrics of a reinforcement job tell of scores, errors, usage and timing."""
    grader = {"type": "string_check", "name": "g", "input": "a", "reference": "a"}
    method = {"type": "reinforcement", "reinforcement": {"grader": {**grader, "operation": "eq"}}}
    lines = [f'{{"messages":[{{"role":"user","content":"{place}"}}]}}' for place in range(10)]
    file_id = api.upload_text("\n".join(lines))
    job = api.create(training_file=file_id, validation_file=file_id, method=method)
    control.advance(100)
    metrics = [event for event in api.events(job["id"]) if event["type"] == "metrics"]
    last = metrics[0]["data"]

    assert {"scores", "errors", "usage", "timing", "reasoning_tokens_mean"} <= last.keys()
    assert last["scores"]["g"]["train_reward_mean"] == last["train_reward_mean"]
    assert "full validation mean parse error=" in metrics[0]["message"]
