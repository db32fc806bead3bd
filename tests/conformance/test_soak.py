"""The contract under load."""

import os
import subprocess
import sys
from pathlib import Path

from contract_tests.violations.edge import Answered, Asked, Server
from contract_tests.violations.proof import served
from contract_tests.violations.routes import JOBS

_SOAK = (sys.executable, "-m", "contract_tests.soak")


def _run(**settings: str) -> "subprocess.CompletedProcess[str]":
    # Locust changes the standard library of its process, so it gets one of its own.
    environment = {
        **os.environ,
        "USERS": "2",
        "SECONDS": "4",
        "PYTHONPATH": str(Path.cwd()),
        **settings,
    }
    return subprocess.run(
        _SOAK, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


async def forgets_to_echo(asked: Asked, server: Server) -> Answered:
    """Leave the seed out of the answer to every creation."""
    answered = await server.forward(asked)
    if asked.is_for("POST", JOBS) and answered.status == 200:
        job = answered.json
        del job["seed"]
        return answered.changed(json=job)
    return answered


def test_emulator_keeps_the_contract_under_load() -> None:
    """Without a URL the emulator is loaded, and every answer is one that the description allows."""
    done = _run(URL="")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no answers broke the contract" in done.stdout
    assert "Aggregated" in done.stdout + done.stderr


def test_answer_that_breaks_the_contract_under_load_is_shown() -> None:
    """One broken answer makes the run end with 1, and is shown with a command to repeat it."""
    with served(forgets_to_echo) as url:
        done = _run(URL=url, OPENAI_API_KEY="sk-test", OPENAI_ADMIN_KEY="sk-admin")

    assert done.returncode == 1, done.stdout + done.stderr
    assert '"seed" is a required property' in done.stdout
    assert "curl --path-as-is" in done.stdout
    assert "sk-test" not in done.stdout
