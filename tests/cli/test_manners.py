"""How commands behave on a terminal, in a pipe, in a shell, and when they are stopped."""

import ast
import contextlib
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeGuard

import click
import httpx
import pytest
from click.testing import Result
from rich.console import Console

from fine_tuning_contract.cli import main
from fine_tuning_contract.commands.progress import working
from fine_tuning_contract.emulator import RunningEmulator

Run = Callable[..., Result]
Spawn = Callable[..., subprocess.Popen[str]]

CHECKOUT = Path(__file__).parents[2]
_NAME = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
_PATIENCE = 120
_WIPED = "\x1b[2K"
_COLOUR = re.compile(r"\x1b\[(?:\d+;)*3\d[;m]")
_ONE_RULE = ("--only", "client", "--rule", "sending-reads-the-environment")
# No variables of ours: they are hidden from the tests that a check runs.
_BETWEEN_US = {"PYTEST_ADDOPTS", "PYTEST_PLUGINS", "BUILD_NUMBER"}


def every_command(group: click.Group = main, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each command with the example at the end of its help."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield f"{above}{name}", found.epilog or ""
        if isinstance(found, click.Group):
            yield from every_command(found, f"{above}{name} ")


COMMANDS = list(every_command())


@pytest.mark.parametrize(("name", "example"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_help_ends_with_an_example(run: Run, name: str, example: str) -> None:
    """The help of every command shows a call of that command."""
    result = run(*name.split(), "--help")

    assert f"fine-tuning-contract {name}" in example
    assert " ".join(example.split()) in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [("chec", ["check"]), ("jobs pa", ["pause"]), ("diff --for", ["--format"]), ("x y", [])],
)
def test_shell_completes_words(words: str, expected: list[str]) -> None:
    """What the documented line makes bash ask at each press of the key is answered."""
    variables = {
        "_FINE_TUNING_CONTRACT_COMPLETE": "bash_complete",
        "COMP_WORDS": f"fine-tuning-contract {words}",
        "COMP_CWORD": str(len(words.split())),
    }

    asked = subprocess.run(
        [Path(sys.executable).with_name("fine-tuning-contract")],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.stdout.split() == [f"plain,{word}" for word in expected]


def test_work_that_takes_long_is_told_on_a_terminal() -> None:
    """What is being done is shown while it lasts, and wiped away when it is done."""
    screen = io.StringIO()

    with working("reading a file", Console(file=screen, force_terminal=True), after=0):
        while "reading a file" not in screen.getvalue():
            time.sleep(0.01)

    assert screen.getvalue().rstrip().endswith(_WIPED)


def test_short_work_is_not_told() -> None:
    """Nothing flickers where the work is done at once."""
    screen = io.StringIO()

    with working("reading a file", Console(file=screen, force_terminal=True), after=_PATIENCE):
        pass

    assert screen.getvalue() == ""


def test_work_is_not_told_in_a_pipe() -> None:
    """Whoever collects what is said on standard error gets no drawings."""
    kept = io.StringIO()

    with working("reading a file", Console(file=kept), after=0):
        pass

    assert kept.getvalue() == ""


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_obey_no_color(variables: dict[str, str], *, coloured: bool) -> None:
    """A terminal gets colours, unless its user wants none."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    running = subprocess.Popen(
        [Path(sys.executable).with_name("fine-tuning-contract"), "check", *_ONE_RULE],
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color", **variables},
    )
    os.close(theirs)

    told = "".join(_read(ours))

    assert running.wait(_PATIENCE) == 0, told
    assert bool(_COLOUR.search(told)) is coloured


def _read(terminal: int) -> Iterator[str]:
    # Linux tells the end of a terminal by an error.
    with contextlib.suppress(OSError), os.fdopen(terminal, errors="replace") as opened:
        yield from opened


def test_stopped_check_leaves_what_it_found(
    spawn: Spawn, emulator: RunningEmulator, tmp_path: Path
) -> None:
    """After Ctrl-C the report is written all the same, and the command says that it is partial."""
    keys = {"OPENAI_API_KEY": emulator.api_key, "OPENAI_ADMIN_KEY": emulator.admin_key}
    running = spawn("check", emulator.url, "--report", tmp_path, **keys)
    _wait_for_a_job(emulator)

    running.send_signal(signal.SIGINT)
    told, said = running.communicate(timeout=_PATIENCE)

    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert running.returncode == 3
    assert report["verdict"] == "could-not-run"
    assert re.search(r"interrupted: \d+ of \d+ rules have a verdict", told + said)
    assert "Traceback" not in told + said


def _wait_for_a_job(emulator: RunningEmulator) -> None:
    headers = {"Authorization": f"Bearer {emulator.api_key}"}
    with httpx.Client(base_url=emulator.url, headers=headers) as api:
        while not api.get("/fine_tuning/jobs").json()["data"]:
            time.sleep(0.05)


def test_every_variable_is_in_the_table() -> None:
    """Whatever is read from the environment stands on the page about the command line."""
    page = (CHECKOUT / "docs/commands.md").read_text(encoding="utf-8")
    table = page.partition("## Environment variables")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`([A-Z][A-Z_]+)`", table))

    read = set(_variables())

    assert "OPENAI_BASE_URL" in read
    assert read - listed == set()


def _variables() -> Iterator[str]:
    """Yield what looks like a variable's name in modules that read the environment."""
    for folder in ("src/fine_tuning_contract", "generated/fine_tuning_client"):
        for place in (CHECKOUT / folder).rglob("*.py"):
            text = place.read_text(encoding="utf-8")
            if "os.environ" in text or "_VARIABLE = " in text:
                strings = (node for node in ast.walk(ast.parse(text)) if _is_name(node))
                yield from (node.value for node in strings if node.value not in _BETWEEN_US)


def _is_name(node: ast.AST) -> TypeGuard[ast.Constant]:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _NAME.fullmatch(node.value) is not None
    )
