"""An emulator under load that is killed again and again, and a ledger of what it has promised."""

import hashlib
import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
from fleets import JOBS, WHOLE_JOB, client, good, uploaded

from fine_tuning_contract.emulator import RunningEmulator, Settings
from fine_tuning_contract.emulator.process import launch

_CALLERS = 4
_LARGEST = 400_000
_FINAL = {"succeeded", "failed", "cancelled"}


@attrs.define
class Ledger:
    """
    What one caller was promised.

    What is asked for leaves the ledger first: until the answer comes, either is right.
    """

    jobs: set[str] = attrs.field(factory=set[str])
    cancelled: set[str] = attrs.field(factory=set[str])
    files: dict[str, str] = attrs.field(factory=dict[str, str])
    deleted: set[str] = attrs.field(factory=set[str])
    writes: int = 0


@attrs.define
class Siege:
    """A database and its uploads, outliving every process that serves them."""

    settings: Settings
    workers: int
    seed: int
    ledgers: list[Ledger] = attrs.field(factory=lambda: [Ledger() for _ in range(_CALLERS)])

    def rounds(self, count: int) -> int:
        """Kill so many times, and look each time whether all is there; return the writes."""
        chance = random.Random(self.seed)  # noqa: S311 - it keeps no secret
        number = 0
        # On a busy machine, a round may be over before its first write.
        while number < count or not self.writes:
            with self._served(chance, sample=25) as running:
                self._besiege(running, chance.uniform(0.02, 0.7), number)
            number += 1
        with self._served(chance, sample=10**9):
            return self.writes

    @property
    def writes(self) -> int:
        """Return how many writes were acknowledged."""
        return sum(ledger.writes for ledger in self.ledgers)

    @contextmanager
    def _served(self, chance: random.Random, sample: int) -> Generator[RunningEmulator]:
        """Serve once more, and compare what is there with what was promised."""
        running = launch(self.settings, workers=self.workers)
        try:
            with client(running) as http:
                for ledger in self.ledgers:
                    _check_ledger(http, ledger, chance, sample)
                _check_uploads(http, Path(self.settings.files or ""))
                running.control.advance(WHOLE_JOB)
                _check_ends(http, sample)
            _check_database(self.settings.database or "")
            yield running
        finally:
            running.stop()

    def _besiege(self, running: RunningEmulator, seconds: float, number: int) -> None:
        """Ask with several callers at once, and kill the emulator in the midst of it."""
        callers = [
            threading.Thread(target=_ask, args=(running, ledger, f"{self.seed}:{number}:{place}"))
            for place, ledger in enumerate(self.ledgers)
        ]
        for caller in callers:
            caller.start()
        time.sleep(seconds)
        for process in (running.process.pid, *_children(running.process.pid)):
            os.kill(process, signal.SIGKILL)
        for caller in callers:
            caller.join()


def _ask(running: RunningEmulator, ledger: Ledger, seed: str) -> None:
    """Do what callers do, until nobody answers any more."""
    chance = random.Random(seed)  # noqa: S311 - it keeps no secret
    actions: list[Callable[..., None]] = [_upload, _create, _create, _cancel, _delete]
    try:
        with client(running) as http:
            file_id = uploaded(http)
            while True:
                chance.choice(actions)(http, ledger, chance, file_id)
                ledger.writes += 1
    except httpx.TransportError:
        return


def _upload(http: httpx.Client, ledger: Ledger, chance: random.Random, _file: str) -> None:
    content = chance.randbytes(chance.randrange(1, _LARGEST))
    file_id = uploaded(http, content)
    ledger.files[file_id] = hashlib.sha256(content).hexdigest()


def _create(http: httpx.Client, ledger: Ledger, _chance: random.Random, file_id: str) -> None:
    body = {"model": "gpt-4o-mini", "training_file": file_id, "metadata": {"a": "b"}}
    ledger.jobs.add(good(http.post(JOBS, json=body))["id"])


def _cancel(http: httpx.Client, ledger: Ledger, chance: random.Random, _file: str) -> None:
    if not ledger.jobs:
        return
    job_id = chance.choice(sorted(ledger.jobs))
    answer = http.post(f"{JOBS}/{job_id}/cancel")
    if answer.status_code == 200:
        ledger.cancelled.add(job_id)


def _delete(http: httpx.Client, ledger: Ledger, chance: random.Random, _file: str) -> None:
    if not ledger.files:
        return
    file_id = chance.choice(sorted(ledger.files))
    del ledger.files[file_id]
    good(http.delete(f"/files/{file_id}"))
    ledger.deleted.add(file_id)


def _check_ledger(http: httpx.Client, ledger: Ledger, chance: random.Random, sample: int) -> None:
    for job_id in _some(ledger.jobs, chance, sample):
        job = good(http.get(f"{JOBS}/{job_id}"))
        assert job_id not in ledger.cancelled or job["status"] == "cancelled"
    for file_id in _some(ledger.files, chance, sample):
        content = http.get(f"/files/{file_id}/content").content
        assert hashlib.sha256(content).hexdigest() == ledger.files[file_id]
    for file_id in _some(ledger.deleted, chance, sample):
        assert http.get(f"/files/{file_id}").status_code == 404


def _some(names: Any, chance: random.Random, sample: int) -> list[str]:
    return chance.sample(sorted(names), min(sample, len(names)))


def _check_uploads(http: httpx.Client, folder: Path) -> None:
    """Nothing lies about that nobody knows, and everything that is known is whole."""
    known = {
        file["id"]: file["bytes"]
        for file in good(http.get("/files"))["data"]
        if file["purpose"] == "fine-tune"
    }
    found = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert found == known


def _check_ends(http: httpx.Client, sample: int) -> None:
    """Every job has ended, with all that a job leaves behind."""
    page = good(http.get(JOBS, params={"limit": min(sample, 100)}))
    for job in page["data"]:
        assert job["status"] in _FINAL
        for result in job["result_files"]:
            assert http.get(f"/files/{result}/content").text.startswith("step,")
    for job in page["data"][:5]:
        if job["status"] == "succeeded":
            good(http.get(f"/models/{job['fine_tuned_model']}"))
            shown = good(http.get(f"{JOBS}/{job['id']}/checkpoints"))["data"]
            assert len(shown) == 3


def _check_database(database: str) -> None:
    if "://" not in database:
        connection = sqlite3.connect(database)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in listed.read_text(encoding="ascii").split()]
