"""The contract suite, run on an attempt by the code of the project and in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from attrs import frozen

_RULES = "contract_tests"
# The suite finds description and client beside its own code, so that is copied beside them.
_CODE = ("src", _RULES, "overlays", "pyproject.toml")
_NO_CODE = shutil.ignore_patterns("__pycache__", "*.egg-info")


class SuiteError(Exception):
    """The suite could not be asked for what was wanted; the text says what it said."""


@frozen
class Suite:
    """A copy of a project's code and rules, beside the description and client to be checked."""

    folder: Path

    def rules(self) -> list[dict[str, Any]]:
        """Return the entries of the rule book."""
        done = self._run("rules", "--json", quiet=True)
        try:
            found: list[dict[str, Any]] = json.loads(done.stdout)
        except ValueError as error:
            said = done.stderr.strip()[-500:]
            raise SuiteError(f"the rule book cannot be read: {said or error}") from error
        return found

    def check(self) -> int:
        """Check the emulator and the client, showing progress, and return the exit code."""
        return self._run("check", "--report", str(self.folder / "report")).returncode

    def _run(self, *arguments: str, quiet: bool = False) -> "subprocess.CompletedProcess[str]":
        places = [self.folder / "src", self.folder / "generated", self.folder]
        return subprocess.run(  # noqa: S603 - our own interpreter and arguments
            [sys.executable, "-m", "fine_tuning_contract.cli", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places))},
            capture_output=quiet,
            text=True,
            check=False,
        )


def suite_for(project: Path, fresh: Path) -> Suite | None:
    """Copy what a project's suite needs into a folder; None where the project has no suite."""
    if not (project / _RULES).is_dir():
        return None
    for name in _CODE:
        place = project / name
        if place.is_dir():
            shutil.copytree(place, fresh / name, ignore=_NO_CODE)
        elif place.exists():
            shutil.copyfile(place, fresh / name)
    return Suite(fresh)
