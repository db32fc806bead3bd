"""What tests of the command line have in hand: a way to call it, and files that are wrong."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from fine_tuning_contract.cli import main
from fine_tuning_contract.emulator import RunningEmulator, start

Run = Callable[..., Result]
Write = Callable[[str, str], Path]
Spawn = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run() -> Run:
    """
    Return a function that calls the command line, and sees to it that it ends orderly.

    Arguments may name places, as `{source}` does, that are given by keyword.
    """

    def called(*arguments: object, env: dict[str, str] | None = None, **places: Path) -> Result:
        texts = [str(each).format_map(places) for each in arguments]
        result = CliRunner().invoke(main, texts, env=env)
        ended = result.exception is None or isinstance(result.exception, SystemExit)
        assert ended, f"{texts} ended in {result.exception!r}"
        assert "Traceback" not in result.output
        return result

    return called


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes an indented text to a file and returns its place."""

    def written(name: str, text: str) -> Path:
        place = tmp_path / name
        place.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return place

    return written


@pytest.fixture
def no_overlays(tmp_path: Path) -> Path:
    """Return an empty folder of overlays."""
    folder = tmp_path / "no-overlays"
    folder.mkdir()
    return folder


@pytest.fixture
def published(write: Write) -> Path:
    """Return a small description that nothing is wrong with."""
    return write(
        "published.yml",
        """
        openapi: 3.1.0
        info: {title: Pets, version: 1.0.0}
        servers: [{url: 'https://pets.test/v1'}]
        paths:
          /pets:
            get:
              operationId: listPets
              tags: [Pets]
              responses:
                '200':
                  description: Done.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Pet'}
        components:
          schemas:
            Pet: {type: object, properties: {id: {type: string}}}
        """,
    )


@pytest.fixture(scope="session")
def emulator() -> Iterator[RunningEmulator]:
    """Return a running emulator."""
    with start() as running:
        yield running


@pytest.fixture
def spawn(checkout: Path) -> Iterator[Spawn]:
    """Return a function that starts the command line in a process of its own."""
    running: list[subprocess.Popen[str]] = []
    places = [str(checkout / "src"), str(checkout / "generated"), str(checkout)]

    def spawned(*arguments: object, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "fine_tuning_contract.cli", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places), **variables},
        )
        running.append(process)
        return process

    yield spawned
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()
