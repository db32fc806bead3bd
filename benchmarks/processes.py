"""Whole processes, and what they cost."""

import atexit
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from attrs import frozen


@frozen
class Cost:
    """What a process used, its own children included, and what it printed."""

    cpu_seconds: float
    output: str


class FailedProcessError(Exception):
    """A process that was to be measured failed; the message shows the end of what it said."""


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and return what it cost."""
    before = _children()
    done = subprocess.run(
        command, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    after = _children()
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-600:]
        shown = " ".join(command)[:120]
        raise FailedProcessError(f"{shown} ended with {done.returncode}: {said}")
    return Cost(after - before, done.stdout)


def process_rounds(
    commands: Mapping[str, Callable[[], Cost]], rounds: int
) -> dict[str, list[Cost]]:
    """Run every command in turn, for so many rounds, after one that is not counted."""
    for command in commands.values():
        command()
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(command())
    return found


def python(code: str, folders: Sequence[str]) -> Cost:
    """
    Run Python code in a process of its own that also imports from the folders.

    What it imports is compiled once, as on any machine that keeps bytecode: an environment that
    says PYTHONDONTWRITEBYTECODE would charge the compiler to whatever is not installed.
    """
    environment = {
        "PYTHONPATH": os.pathsep.join(folders),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": _bytecode(),
    }
    return run([sys.executable, "-c", code], environment)


@cache
def _bytecode() -> str:
    folder = tempfile.mkdtemp(prefix="bench-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
