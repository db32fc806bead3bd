"""Installing what a peer consists of, once, into a folder that git does not see."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import attrs

from contract_tests.peers.peers import Installer

_SECONDS = 900.0
_MARK = ".installed"


class CannotInstall(Exception):
    """A package cannot be had here; the message is what its installer says."""


@attrs.frozen
class Installation:
    """Some packages, of one installer, in a folder."""

    folder: Path
    installer: Installer
    packages: tuple[str, ...]

    def ensure(self) -> None:
        """Install the packages if these versions are not there; raises CannotInstall."""
        mark = self.folder / _MARK
        wanted = "\n".join(self.packages)
        if mark.is_file() and mark.read_text() == wanted:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for command in _commands(self):
            _run(command, self.folder)
        mark.write_text(wanted)


def _commands(wanted: Installation) -> list[Sequence[str]]:
    if wanted.installer == "npm":
        package = wanted.folder / "package.json"
        if not package.is_file():
            package.write_text('{"private": true}\n')
        return [("npm", "install", "--no-audit", "--no-fund", *wanted.packages)]
    python = str(wanted.folder / "venv" / "bin" / "python")
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        return [
            (sys.executable, "-m", "venv", "venv"),
            (python, "-m", "pip", "install", "--quiet", *wanted.packages),
        ]
    return [
        (uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, "venv"),
        (uv, "pip", "install", "--quiet", "--python", python, *wanted.packages),
    ]


def _run(command: Sequence[str], folder: Path) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise CannotInstall(f"{command[0]} is not there; install it")
    try:
        done = subprocess.run(  # noqa: S603 - commands written above, with fixed versions
            [program, *command[1:]],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise CannotInstall(f"{command[0]} was not done after {_SECONDS:g} s") from fault
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise CannotInstall(" / ".join(lines[-5:]) or f"{command[0]} ended with {done.returncode}")
