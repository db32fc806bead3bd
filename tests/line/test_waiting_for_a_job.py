"""The client's waiting, against a job that lives."""

import json

from fine_tuning_client import FineTuningClient, Pace
from fine_tuning_contract.emulator import Settings, start


def test_waiting_tells_each_event_once() -> None:
    """Whoever waits with `on_event` is told every event once, in order, up to the job's end."""
    line = {"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}
    content = (json.dumps(line) + "\n").encode() * 12
    told: list[str] = []

    with (
        start(Settings(speed=40)) as running,
        FineTuningClient(api_key=running.api_key, base_url=running.url) as client,
    ):
        file = client.files.create(file=("train.jsonl", content), purpose="fine-tune")
        job = client.fine_tuning.jobs.create(model="gpt-4o-mini", training_file=file.id)
        job = client.fine_tuning.jobs.wait(
            job.id, timeout=30, pace=Pace(first=0.05), on_event=lambda event: told.append(event.id)
        )
        events = [event.id for event in client.fine_tuning.jobs.list_events(job.id)]

    assert job.status == "succeeded"
    assert told == events[::-1]
