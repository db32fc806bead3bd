"""`doctor`: what is there, what is missing, and what to do about it."""

import json
import os
import platform
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Literal

import click
from attrs import asdict, frozen

from fine_tuning_contract import places
from fine_tuning_contract.configuration import ConfigurationError, options_for

from .endings import COULD_NOT_RUN

_PACKAGE = "fine-tuning-contract"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"extra == ['\"]([\w-]+)['\"]")
_UNTOLD = frozenset({"dev", "all"})
_MARKS = {"good": "✓", "missing": "·", "bad": "✗"}
_VARIABLES = {
    "OPENAI_API_KEY": "the key that `check URL`, `jobs`, `files` and `watch` send",
    "OPENAI_ADMIN_KEY": "the key for permissions of checkpoints",
    "OPENAI_BASE_URL": "where `jobs`, `files` and `watch` find the API",
}


@frozen
class Finding:
    """One thing that was looked at: good, missing but not needed by everyone, or bad."""

    state: Literal["good", "missing", "bad"]
    subject: str
    told: str


@click.command(epilog="Example: fine-tuning-contract doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """Tell what is installed, what is missing, and how to get it."""
    found = list(findings())
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], indent=2))
    else:
        width = max(len(each.subject) for each in found)
        for each in found:
            click.echo(f"{_MARKS[each.state]} {each.subject.ljust(width)}  {each.told}")
    if any(each.state == "bad" for each in found):
        context.exit(COULD_NOT_RUN)


def findings() -> Iterator[Finding]:
    """Yield what was looked at; nothing is changed, nothing is sent, and no key is shown."""
    yield _python()
    yield from _extras()
    yield _generator()
    yield _material()
    yield _configuration()
    yield _loopback()
    yield _temporary()
    for name, what in _VARIABLES.items():
        state: Literal["good", "missing"] = "good" if os.environ.get(name) else "missing"
        yield Finding(state, name, f"{'set' if state == 'good' else 'not set'}: {what}")


def extras() -> dict[str, list[str]]:
    """Return the packages that each extra asks for, by its name."""
    found: dict[str, list[str]] = {}
    for line in metadata.requires(_PACKAGE) or ():
        name, extra = _NAME.match(line), _EXTRA.search(line)
        if name and extra and name[0] != _PACKAGE:
            found.setdefault(extra[1], []).append(name[0])
    return found


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info < (3, 11):  # noqa: UP036 - a wheel can be forced into an older one
        return Finding("bad", "Python", f"{version}; 3.11 or newer is needed")
    return Finding("good", "Python", f"{version} at {sys.executable}")


def _extras() -> Iterator[Finding]:
    try:
        asked = extras()
    except metadata.PackageNotFoundError:
        yield Finding("bad", _PACKAGE, f"not installed; run: pip install '{_PACKAGE}[all]'")
        return
    yield Finding("good", _PACKAGE, metadata.version(_PACKAGE))
    for extra, names in sorted(asked.items()):
        if extra in _UNTOLD:
            continue
        lacking = [name for name in names if not _installed(name)]
        if lacking:
            told = f"without {', '.join(lacking)}; run: pip install '{_PACKAGE}[{extra}]'"
            yield Finding("missing", f"[{extra}]", told)
        else:
            yield Finding("good", f"[{extra}]", "complete")


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _generator() -> Finding:
    ruff = Path(sys.executable).with_name("ruff")
    if ruff.exists() or shutil.which("ruff"):
        return Finding("good", "ruff", "found; `generate` formats what it writes with it")
    return Finding("missing", "ruff", f"`generate` needs it: pip install '{_PACKAGE}[generate]'")


def _material() -> Finding:
    places_of = (places.published_description, places.overlays, places.normalized_description)
    wanted = [place() for place in (*places_of, places.rules)]
    lacking = [str(place) for place in wanted if not place.exists()]
    if lacking:
        return Finding("bad", "contract", f"{', '.join(lacking)} is not there; install again")
    return Finding("good", "contract", f"description, overlays and rules in {wanted[0].parent}")


def _configuration() -> Finding:
    try:
        place, options = options_for(Path.cwd())
    except ConfigurationError as error:
        return Finding("bad", "configuration", str(error))
    if not options:
        return Finding("missing", "configuration", f"no [tool.{_PACKAGE}] in a pyproject.toml")
    return Finding("good", "configuration", f"{place}: {', '.join(sorted(options))}")


def _loopback() -> Finding:
    try:
        with socket.create_server(("127.0.0.1", 0)):
            return Finding("good", "loopback", "the emulator can listen on 127.0.0.1")
    except OSError as error:
        return Finding("bad", "loopback", f"the emulator cannot listen on 127.0.0.1: {error}")


def _temporary() -> Finding:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
    except OSError as error:
        return Finding("bad", "temporary files", f"cannot be written: {error}; set TMPDIR")
    return Finding("good", "temporary files", tempfile.gettempdir())
