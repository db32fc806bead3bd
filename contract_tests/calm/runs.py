"""One check of the emulator, and what it complained of."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from fine_tuning_contract.emulator import Settings, start

# As `check` has it when it starts the emulator by itself.
_SPEED = 20
_USERS = 4
_LONGEST_SECONDS = 900
_CALM = frozenset({"kept", "not-applicable"})
# A run of some rules only is partial at its best.
_VERDICTS = frozenset({"conformant", "partial"})


@frozen
class Run:
    """How a run ended, in one line, and a line for each rule that was not kept."""

    calm: bool
    told: str
    alarms: tuple[str, ...]


def alone(seed: int, rules: tuple[str, ...]) -> Run:
    """Check the emulator and the client, one rule after the other."""
    return _check(seed, rules, "--workers", "1")


def by_workers(seed: int, rules: tuple[str, ...]) -> Run:
    """Check with two processes."""
    return _check(seed, rules, "--workers", "2")


def loaded(seed: int, rules: tuple[str, ...]) -> Run:
    """Check an emulator that serves other users all the while, as fast as they can ask."""
    with start(Settings(speed=_SPEED)) as running:
        keys = {"OPENAI_API_KEY": running.api_key, "OPENAI_ADMIN_KEY": running.admin_key}
        with _load({**keys, "URL": running.url}):
            return _check(seed, rules, running.url, "--only", "server", environment=keys)


@contextlib.contextmanager
def _load(place: Mapping[str, str]) -> Generator[None]:
    """Let users walk through the workflows of `make soak` until the context ends."""
    wanted = {"USERS": str(_USERS), "SECONDS": str(_LONGEST_SECONDS)}
    soak = subprocess.Popen(
        [sys.executable, "-m", "contract_tests.soak"],
        env={**os.environ, **place, **wanted},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(soak.pid, 9)
        soak.wait()


def _check(
    seed: int,
    rules: tuple[str, ...],
    *arguments: str,
    environment: Mapping[str, str] | None = None,
) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "fine_tuning_contract.cli", "check", *arguments]
        command += ["--seed", str(seed), "--report", folder]
        command += [part for rule in rules for part in ("--rule", rule)]
        done = subprocess.run(  # noqa: S603 - our own command
            command,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        report = Path(folder, "report.json")
        if not report.exists():
            return Run(calm=False, told=f"ended with {done.returncode}", alarms=(done.stderr,))
        return _read(json.loads(report.read_text()))


def _read(report: Mapping[str, Any]) -> Run:
    alarms = [rule for rule in report["rules"] if rule["verdict"] not in _CALM]
    seconds, requests = report["seconds"], report["requests"]
    told = f"{report['verdict']}: {len(report['rules'])} rules, {requests} requests, {seconds} s"
    return Run(
        calm=not alarms and report["verdict"] in _VERDICTS,
        told=told,
        alarms=tuple(f"{rule['verdict']} {rule['id']}: {rule['message']}" for rule in alarms),
    )
