"""What samples find when they run: an emulator, a folder with files, and names of ids."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from fine_tuning_contract.description import load
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

Names = dict[str, str]
Stage = Callable[[str], Names]

_CHAT = {
    "messages": [
        {"role": "user", "content": "What is the capital of France?"},
        {"role": "assistant", "content": "Paris."},
    ]
}
_EXAMPLES = (json.dumps(_CHAT) + "\n") * 10
_SOME_SECONDS, _WHOLE_JOB = 0.5, 60.0


@pytest.fixture(scope="session")
def backstage() -> Iterator[RunningEmulator]:
    """Run an emulator whose clock only passes when it is told to."""
    with start(Settings(manual_clock=True)) as running:
        yield running


@pytest.fixture(scope="session")
def description(checkout: Path) -> dict[str, Any]:
    """Return the normalized description."""
    return load(checkout / "generated/openapi.normalized.yml").content


@pytest.fixture
def stage(
    backstage: RunningEmulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """Return a function that brings about a state and returns the names of what is there."""
    backstage.control.reset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_BASE_URL", backstage.url)
    monkeypatch.setenv("OPENAI_API_KEY", backstage.api_key)
    monkeypatch.setenv("OPENAI_ADMIN_KEY", backstage.admin_key)
    for name in ("train.jsonl", "validate.jsonl"):
        (tmp_path / name).write_text(_EXAMPLES, encoding="utf-8")
    with httpx.Client(base_url=backstage.url, headers=_bearing(backstage.api_key)) as api:
        yield lambda state: _brought_about(state, api, backstage)


def _brought_about(state: str, api: httpx.Client, emulator: RunningEmulator) -> Names:
    names = {
        "training_file": _uploaded(api, "train.jsonl"),
        "validation_file": _uploaded(api, "validate.jsonl"),
    }
    if not state:
        return names
    body = {"model": "gpt-4o-mini", "training_file": names["training_file"]}
    created = api.post("/fine_tuning/jobs", json={**body, "metadata": {"team": "search"}})
    names["job_id"] = created.raise_for_status().json()["id"]
    job = f"/fine_tuning/jobs/{names['job_id']}"
    if state in {"running", "paused"}:
        while api.get(job).json()["status"] != "running":
            emulator.control.advance(_SOME_SECONDS)
        if state == "paused":
            api.post(f"{job}/pause").raise_for_status()
        return names
    emulator.control.advance(_WHOLE_JOB)
    names["tuned_model"] = api.get(job).json()["fine_tuned_model"]
    checkpoints = api.get(f"{job}/checkpoints").json()["data"]
    names["checkpoint"] = checkpoints[0]["fine_tuned_model_checkpoint"]
    if state == "granted":
        names["permission_id"] = _granted(api, names["checkpoint"], emulator.admin_key)
    return names


def _uploaded(api: httpx.Client, name: str) -> str:
    with Path(name).open("rb") as file:
        made = api.post("/files", files={"file": file}, data={"purpose": "fine-tune"})
    found: str = made.raise_for_status().json()["id"]
    return found


def _granted(api: httpx.Client, checkpoint: str, key: str) -> str:
    made: Any = api.post(
        f"/fine_tuning/checkpoints/{checkpoint}/permissions",
        json={"project_ids": ["proj_abc"]},
        headers=_bearing(key),
    )
    found: str = made.raise_for_status().json()["data"][0]["id"]
    return found


def _bearing(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}
