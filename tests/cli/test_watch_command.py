"""`watch` follows a job to its end, and ends as the job did."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from click.testing import Result

from fine_tuning_contract.commands.watching import sparkline
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

Run = Callable[..., Result]
LINE = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
MODEL = "gpt-4o-mini-2024-07-18"


@pytest.fixture(scope="module")
def fast() -> Any:
    """Return an emulator whose jobs take half a second."""
    with start(Settings(speed=40)) as running:
        yield running


def job(emulator: RunningEmulator) -> str:
    """Start a job and return its id."""
    headers = {"Authorization": f"Bearer {emulator.api_key}"}
    with httpx.Client(base_url=emulator.url, headers=headers) as client:
        upload = {"file": ("a.jsonl", LINE * 10)}
        file = client.post("/files", files=upload, data={"purpose": "fine-tune"}).json()["id"]
        body = {"model": MODEL, "training_file": file}
        made: str = client.post("/fine_tuning/jobs", json=body).raise_for_status().json()["id"]
    return made


def test_job_is_followed_to_its_success(run: Run, fast: RunningEmulator) -> None:
    """Events are told as they come; the last line is the job and its model, the code 0."""
    name = job(fast)

    result = run("watch", name, "--base-url", fast.url, env={"OPENAI_API_KEY": fast.api_key})

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{name}: succeeded → ft:{MODEL}")
    assert len(result.stderr.splitlines()) >= 3
    assert fast.api_key not in result.output.replace("sk-test-", "")


def test_cancelled_job_ends_with_one(run: Run, fast: RunningEmulator) -> None:
    """A job that did not succeed ends with 1 and its state."""
    name = job(fast)
    headers = {"Authorization": f"Bearer {fast.api_key}"}
    httpx.post(f"{fast.url}/fine_tuning/jobs/{name}/cancel", headers=headers).raise_for_status()

    result = run("watch", name, "--base-url", fast.url, env={"OPENAI_API_KEY": fast.api_key})

    assert result.exit_code == 1
    assert "cancelled" in result.output


def test_job_that_is_not_there_is_told(run: Run, fast: RunningEmulator) -> None:
    """An unknown id ends with 3 and the id."""
    result = run(
        *("watch", "ftjob-none", "--base-url", fast.url), env={"OPENAI_API_KEY": fast.api_key}
    )

    assert result.exit_code == 3
    assert "ftjob-none" in result.stderr


def test_missing_key_is_told(run: Run, fast: RunningEmulator) -> None:
    """Without a key it ends with 2 and the variable to set."""
    result = run("watch", "ftjob-none", "--base-url", fast.url)

    assert result.exit_code == 2
    assert "OPENAI_API_KEY" in result.stderr


def test_time_that_is_up_is_told(run: Run) -> None:
    """A job that takes longer than one wants to watch ends with 3 and its state."""
    with start(Settings(manual_clock=True)) as still:
        name = job(still)

        result = run(
            *("watch", name, "--base-url", still.url, "--timeout", "0"),
            env={"OPENAI_API_KEY": still.api_key},
        )

    assert result.exit_code == 3
    assert "validating_files" in result.stderr


def test_numbers_are_shown_as_bars() -> None:
    """The greatest is the highest bar; equal ones are all low; only the latest are shown."""
    assert sparkline([0, 1, 2]) == "▁▅█"
    assert sparkline([3, 3]) == "▁▁"
    assert len(sparkline(list(range(100)))) == 40
