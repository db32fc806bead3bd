"""The emulator beside Prism from npm, which mocks the same description."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

import httpx

from benchmarks.emulator import OURS, Running, first_in_line, loaded, mixes, running_emulator
from benchmarks.load import Ask
from benchmarks.processes import FailedProcessError
from benchmarks.rows import Goal, Heading, Row, Wanted, row
from fine_tuning_contract import places

PRISM = "Prism"
_PACKAGE = "@stoplight/prism-cli@5"
_PATIENCE_SECONDS = 60
_TITLES = {"retrieve": "retrieve one job", "list": "list 20 jobs"}


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield answers per second of both, or say why the mock cannot be had."""
    if shutil.which("npm") is None and "PRISM" not in os.environ:
        title = "the emulator beside a mock server from npm"
        yield Row("emulator_mock", title, "", (), "npm is not installed here")
        return
    with _prism() as prism, running_emulator() as emulator, first_in_line(emulator, prism):
        asked = mixes(emulator)
        for name, title in _TITLES.items():
            if f"emulator_mock.{name}" not in wanted:
                continue
            rates: dict[str, list[float]] = {PRISM: [], OURS: []}
            for number in range(3 if wanted.quick else 6):
                ours, _ = loaded(emulator, asked[name], 0.5)
                # Prism leaves out the path of the server that the description names.
                theirs, _ = loaded(prism, _shortened(asked[name]), 1.0)
                # The first round warms up.
                if number:
                    rates[OURS].append(ours.rate)
                    rates[PRISM].append(theirs.rate)
            goals = {OURS: Goal(5, least=True)}
            heading = Heading(
                f"emulator_mock.{name}", f"{title}, 64 connections", "answers/s", goals
            )
            yield row(heading, rates, PRISM)


def _shortened(asks: list[Ask]) -> list[Ask]:
    return [Ask(ask.target.removeprefix("/v1")) for ask in asks]


@contextmanager
def _prism() -> Generator[Running]:
    """Run Prism: the one that PRISM names, or a fresh one from npm in a temporary folder."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-prism-") as folder,
        create_server(("", 0)) as free,
    ):
        program = os.environ.get("PRISM") or _installed(Path(folder))
        port: int = free.getsockname()[1]
        free.close()
        command = [program, "mock", "-h", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(
            [*command, str(places.normalized_description())],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await_answer(port)
            yield Running(port, process.pid, (("authorization", "Bearer sk-bench"),))
        finally:
            process.terminate()
            process.wait()


def _installed(folder: Path) -> str:
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)]
    done = subprocess.run([*command, _PACKAGE], capture_output=True, text=True, check=False)
    if done.returncode:
        raise FailedProcessError(f"npm could not install {_PACKAGE}: {done.stderr.strip()[-300:]}")
    return str(folder / "node_modules" / ".bin" / "prism")


def _await_answer(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/models")
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise FailedProcessError(f"Prism did not answer within {_PATIENCE_SECONDS} seconds")
