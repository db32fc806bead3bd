"""The demonstration data: jobs in every state, the same every time."""

from typing import Any

from callers import Caller, Json, Serve, Served

STATES = {
    "validating_files",
    "queued",
    "running",
    "paused",
    "succeeded",
    "failed",
    "cancelled",
}


def jobs_of(served: Served) -> list[Json]:
    """Return all jobs."""
    with served.client("sk-test") as http:
        return list(Caller(http).get("/fine_tuning/jobs", limit=100)["data"])


def story(job: Json) -> Any:
    """Return a job without its times."""
    times = ("created_at", "finished_at", "estimated_finish")
    return {name: value for name, value in job.items() if name not in times}


def test_jobs_are_in_every_state(serve: Serve) -> None:
    """There is something of everything to look at, curves and checkpoints included."""
    served = serve(seed_data=True, manual_clock=True)
    jobs = jobs_of(served)
    done = next(job for job in jobs if job["status"] == "succeeded")
    with served.client("sk-test") as http:
        caller = Caller(http)
        checkpoints = caller.get(f"/fine_tuning/jobs/{done['id']}/checkpoints")["data"]
        table = http.get(f"/files/{done['result_files'][0]}/content").text
        content = http.get(f"/files/{done['training_file']}/content").text

    assert {job["status"] for job in jobs} == STATES
    assert len(checkpoints) == 3
    assert table.startswith("step,")
    assert '"messages"' in content


def test_demonstration_is_the_same_every_time(serve: Serve) -> None:
    """Two emulators show the same jobs, and another seed shows others."""
    first, second, other = (
        jobs_of(serve(seed_data=True, manual_clock=True, seed=seed)) for seed in (0, 0, 1)
    )

    assert [story(job) for job in first] == [story(job) for job in second]
    assert {job["id"] for job in first}.isdisjoint(job["id"] for job in other)


def test_database_is_seeded_once(serve: Serve, tmp_path: Any) -> None:
    """A database that has the jobs already gets no second ones."""
    database = str(tmp_path / "kept.sqlite3")
    first = jobs_of(serve(seed_data=True, database=database))
    second = jobs_of(serve(seed_data=True, database=database))

    assert [job["id"] for job in first] == [job["id"] for job in second]
