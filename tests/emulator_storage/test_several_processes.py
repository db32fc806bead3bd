"""Several processes on one database: whatever happens, happens once and for all of them."""

import itertools

import httpx
import pytest
from fleets import JOBS, STORAGE, WHOLE_JOB, Fleet, examples, good, uploaded

from fine_tuning_contract.emulator import EmulatorError


def test_every_process_sees_what_one_did(three: Fleet) -> None:
    """A job, a file and the time are the same behind every process."""
    job = three.create()
    three.control.advance(WHOLE_JOB)
    seen = [good(client.get(f"{JOBS}/{job['id']}")) for client in three.clients]
    files = [client.get(f"/files/{job['training_file']}/content") for client in three.clients]

    assert [one["status"] for one in seen] == ["succeeded"] * 3
    assert seen[0] == seen[1] == seen[2]
    assert {answer.content for answer in files} == {examples()}


def test_answers_do_not_outlive_a_change_by_another(three: Fleet) -> None:
    """A process that has just answered does not repeat itself when another one changed a job."""
    job = three.create()
    three.control.advance(10)
    first, second, _ = three.clients
    path = f"{JOBS}/{job['id']}"
    told: list[str] = []
    for action in ("pause", "resume", "cancel"):
        told.append(good(first.get(path))["status"])
        good(second.post(f"{path}/{action}"))
    told.append(good(first.get(path))["status"])

    assert told == ["running", "paused", "queued", "cancelled"]


def test_jobs_created_at_once_are_all_there(three: Fleet) -> None:
    """Each creation makes one job, in an order that every process tells alike."""
    body = {"model": "gpt-4o-mini", "training_file": three.upload()}
    created = three.at_once(lambda client: client.post(JOBS, json=body), 24)
    ids = sorted(good(answer)["id"] for answer in created)
    lists = [good(client.get(JOBS, params={"limit": 50}))["data"] for client in three.clients]

    assert sorted(job["id"] for job in lists[0]) == ids
    assert lists[0] == lists[1] == lists[2]


def test_job_is_cancelled_once(three: Fleet) -> None:
    """Of many cancellations at once, one is granted and the others are told why not."""
    job = three.create()
    answers = three.at_once(lambda client: client.post(f"{JOBS}/{job['id']}/cancel"), 12)
    refused = [answer.json()["error"] for answer in answers if answer.status_code != 200]

    assert [answer.status_code for answer in answers].count(200) == 1
    assert {error["code"] for error in refused} == {"invalid_job_state"}
    assert all("already completed" in error["message"] for error in refused)


def test_fate_meets_one_job(three: Fleet) -> None:
    """Fates strike as many jobs as they were meant for, however many processes create them."""
    body = {"model": "gpt-4o-mini", "training_file": three.upload()}
    three.control.fate("fail", step=1, times=5)
    three.at_once(lambda client: client.post(JOBS, json=body), 18)
    three.control.advance(WHOLE_JOB)
    statuses = [job["status"] for job in three.listed()]

    assert statuses.count("failed") == 5
    assert statuses.count("succeeded") == 13


def test_fault_strikes_as_often_as_it_was_asked_for(three: Fleet) -> None:
    """A fault that was told to one process is met at all of them, no more often than it should."""
    three.control.fault("status", status=503, times=5, operation="listFiles")
    answers = three.at_once(lambda client: client.get("/files"), 18)

    assert [answer.status_code for answer in answers].count(503) == 5
    assert three.control.state()["faults"] == 0


def test_permission_is_granted_once(three: Fleet) -> None:
    """Requests for the same projects at once all end in the same permissions."""
    job = three.create()
    three.control.advance(WHOLE_JOB)
    model = good(three.any.get(f"{JOBS}/{job['id']}"))["fine_tuned_model"]
    path = f"/fine_tuning/checkpoints/{model}/permissions"
    body = {"project_ids": ["proj_a", "proj_b", "proj_\0"]}
    answers = three.at_once(lambda client: client.post(path, json=body), 12)
    granted = [[one["id"] for one in good(answer)["data"]] for answer in answers]

    assert granted == [granted[0]] * 12
    assert len(three.listed(path)) == 3


def test_deleted_file_leaves_no_job_behind_that_trains_on_it(three: Fleet) -> None:
    """Where a file is deleted while jobs are created on it, each job fails or was refused."""
    three.control.fate("stall", step=10_000, times=20)
    for file_id in [three.upload() for _ in range(4)]:
        body = {"model": "gpt-4o-mini", "training_file": file_id}
        turns = itertools.count()

        def ask(client: httpx.Client) -> httpx.Response:
            if next(turns) == 3:  # noqa: B023 - each round asks before the next begins
                return client.delete(f"/files/{body['training_file']}")  # noqa: B023 - the same
            return client.post(JOBS, json=body)  # noqa: B023 - the same

        answers = three.at_once(ask, 8)
        assert {answer.status_code for answer in answers} <= {200, 400}

    errors = [job["error"]["code"] for job in three.listed() if job["status"] == "failed"]
    assert {job["status"] for job in three.listed()} <= {"failed"}
    assert set(errors) <= {"deleted_training_file"}


def test_snapshot_is_everybodys(three: Fleet) -> None:
    """A state that one process kept is brought back by another, contents included."""
    job = three.create(metadata={"kept": "yes"})
    three.emulators[0].control.snapshot("before")
    good(three.any.delete(f"/files/{job['training_file']}"))
    three.create()
    three.control.advance(500)
    three.emulators[1].control.restore("before")
    seen = [good(client.get(f"{JOBS}/{job['id']}"))["status"] for client in three.clients]
    content = three.clients[2].get(f"/files/{job['training_file']}/content").content

    assert seen == ["validating_files"] * 3
    assert content == examples()
    assert len(three.listed(**{"metadata[kept]": "yes"})) == len(three.listed()) == 1


def test_reset_forgets_for_all(three: Fleet) -> None:
    """After one process was reset, the others know nothing either."""
    three.create()
    three.emulators[0].control.snapshot("before")
    three.emulators[0].control.reset()

    assert [good(client.get(JOBS))["data"] for client in three.clients] == [[]] * 3
    assert [good(client.get("/files"))["data"] for client in three.clients] == [[]] * 3
    with pytest.raises(EmulatorError, match="There is no snapshot named 'before'"):
        three.control.restore("before")


def test_uploads_at_once_do_not_exceed_the_limit(three: Fleet) -> None:
    """Of files that would fit one by one, only as many are taken as fit together."""
    form = {"purpose": "fine-tune"}
    files = {"file": ("a.jsonl", b"x" * (STORAGE // 3))}
    answers = three.at_once(lambda client: client.post("/files", data=form, files=files), 9)
    refused = [answer.json()["error"] for answer in answers if answer.status_code != 200]

    assert len(three.listed("/files")) == 3
    assert [(error["code"], error["param"]) for error in refused] == [
        ("storage_limit_exceeded", "file")
    ] * 6


def test_space_of_a_deleted_file_is_free_again(three: Fleet) -> None:
    """What was deleted, or has expired, no longer counts."""
    large = b"x" * STORAGE
    expiring = {"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"}
    good(three.any.delete(f"/files/{uploaded(three.any, large)}"))
    uploaded(three.any, large, **expiring)
    three.control.advance(3601)
    last = uploaded(three.any, large)

    assert [file["id"] for file in three.listed("/files")] == [last]
