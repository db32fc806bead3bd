"""`make soak`: start Locust without its page, and say what it found."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import click

_LOCUSTFILE = Path(__file__).parent / "locustfile.py"
_SHOWN = 5


def main() -> int:
    """Load URL, or an emulator, with USERS for SECONDS; return 0 if every answer was in order."""
    users, seconds = os.environ.get("USERS") or "10", os.environ.get("SECONDS") or "30"
    with _server(os.environ.get("URL")) as place, tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "evidence.json"
        environment = {**os.environ, **place, "CONTRACT_EVIDENCE": str(found)}
        command = [sys.executable, "-m", "locust", "--headless", "--only-summary"]
        command += ["-f", str(_LOCUSTFILE), "-u", users, "-r", users, "-t", f"{seconds}s"]
        done = subprocess.run(command, env=environment, check=False)  # noqa: S603 (our own words)
        evidence: list[dict[str, Any]] = json.loads(found.read_text()) if found.exists() else []
    for item in evidence[:_SHOWN]:
        click.echo(f"\nbroken: {item['workflow']}: {item['message']}\n  $ {item.get('curl')}")
    if not evidence and done.returncode:
        click.echo(f"could not run: Locust ended with {done.returncode}")
        return 3
    click.echo(f"\n{len(evidence) or 'no'} answers broke the contract")
    return 1 if evidence else 0


@contextlib.contextmanager
def _server(url: str | None) -> Generator[Mapping[str, str]]:
    if url:
        yield {"CONTRACT_URL": url}
        return
    from fine_tuning_contract.emulator import Settings, start  # noqa: PLC0415 (only without a URL)

    with start(Settings(speed=20)) as running:
        yield {
            "CONTRACT_URL": running.url,
            "OPENAI_API_KEY": running.api_key,
            "OPENAI_ADMIN_KEY": running.admin_key,
        }


if __name__ == "__main__":
    sys.exit(main())
