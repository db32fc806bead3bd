"""The emulator's page of the documentation: every command and every program on it is run."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import click
import pytest

from fine_tuning_contract.commands.serving import command

FENCE = re.compile(r"^```(?P<kind>sh|python)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LAUNCHER = re.compile(r"(?:uvx --from|pipx run --spec) '([^']+)' ")
PLUGINS = ("schemathesis", "xdist", "pytest_cov", "hypothesispytest", "locust", "cacheprovider")
FILE = re.compile(r"# (\w+\.py)\n")


@attrs.define
class Reader:
    """Somebody who types what the page says, in an empty folder and with a port of their own."""

    folder: Path
    port: int
    server: subprocess.Popen[str] | None = None

    def follow(self, kind: str, text: str) -> None:
        """Do what one block says."""
        text = LAUNCHER.sub("", text).replace(":8000", f":{self.port}")
        named = FILE.match(text)
        if named is not None:
            (self.folder / named[1]).write_text(text)
        elif " serve" in text:
            self.serve(f"exec {text.strip()} --port {self.port}")
        elif kind == "python":
            self.run([sys.executable, "-c", text])
        else:
            self.run(["bash", "-euo", "pipefail", "-c", text])

    def run(self, command: list[str]) -> None:
        """Run a command to its end, which must be a good one."""
        done = subprocess.run(
            *(command,),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}"

    def serve(self, line: str) -> None:
        """Start a server in the place of the one that runs, and wait until it serves."""
        self.stop()
        options: Any = {"cwd": self.folder, "env": self.environment(), "text": True}
        self.server = subprocess.Popen(["bash", "-c", line], stderr=subprocess.PIPE, **options)
        assert self.server.stderr is not None
        told = iter(self.server.stderr.readline, "")
        assert any(answer.startswith("serving ") for answer in told), line

    def stop(self) -> None:
        """Stop the server, if one runs."""
        if self.server is not None:
            self.server.terminate()
            self.server.communicate()

    def environment(self) -> dict[str, str]:
        """Return an environment in which the package is installed."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        # A newcomer has none of these plugins, and importing them takes longer than the tests.
        addopts = " ".join(f"-p no:{name}" for name in PLUGINS)
        return {**os.environ, "PATH": path, "PYTEST_ADDOPTS": addopts}


@pytest.fixture
def page(checkout: Path) -> str:
    """Return the page."""
    return (checkout / "docs" / "emulator.md").read_text()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """Return a reader in an empty folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    reading = Reader(tmp_path, port)
    yield reading
    reading.stop()


def test_everything_on_the_page_works(page: str, reader: Reader) -> None:
    """A newcomer who follows the page from top to bottom meets no failure."""
    blocks = [(block["kind"], block["text"]) for block in FENCE.finditer(page)]
    for kind, text in blocks:
        reader.follow(kind, text)

    assert len(blocks) > 15
    assert page.count("```") == 2 * len(blocks)


def test_every_option_is_in_the_table(page: str) -> None:
    """The table of options has those that there are, and no others."""
    table = page.partition("## Options")[2].partition("\n## ")[0]
    listed = {*re.findall(r"`(--[a-z-]+)`", table)}
    options = [one for one in command.params if isinstance(one, click.Option)]

    assert listed == {name for one in options for name in (*one.opts, *one.secondary_opts)}


def test_launchers_name_an_extra_that_exists(page: str, checkout: Path) -> None:
    """What is run without installing is the extra that the package has."""
    extras = {*LAUNCHER.findall(page)}

    assert extras == {"fine-tuning-contract[emulator]"}
    assert "\nemulator = [" in (checkout / "pyproject.toml").read_text()
