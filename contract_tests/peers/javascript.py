"""The provider's JavaScript SDK, walking every operation of the emulator."""

import os
import shutil
import subprocess
from pathlib import Path

from contract_tests.peers.installing import CannotInstall, Installation
from contract_tests.peers.peers import EMULATOR_ADMIN_KEY, EMULATOR_KEY, HERE

# The newest that runs on Node 20; later ones need Node 22.
_PACKAGE = "openai@6.49.0"
_OLDEST_NODE = 18
_SECONDS = 180.0


def sdk(folder: Path) -> Installation:
    """Return the SDK as it is, or will be, installed in a folder."""
    return Installation(folder, "npm", (_PACKAGE,))


def why_not() -> str | None:
    """Return why the SDK cannot be used on this machine, or None if it can."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return f"it needs Node {_OLDEST_NODE} or newer, and npm"
    said = subprocess.run(  # noqa: S603 - asks a program for its version
        [node, "--version"], capture_output=True, text=True, check=False
    )
    version = said.stdout.strip()
    first = version.removeprefix("v").partition(".")[0]
    if first.isdigit() and int(first) >= _OLDEST_NODE:
        return None
    return f"it needs Node {_OLDEST_NODE} or newer, and {node} is {version or 'of no version'}"


def walk(folder: Path, url: str) -> tuple[int, str]:
    """Walk the operations at a URL and return the exit code and what was said."""
    reason = why_not()
    if reason:
        raise CannotInstall(reason)
    sdk(folder).ensure()
    shutil.copyfile(HERE / "javascript" / "walk.mjs", folder / "walk.mjs")
    keys = {"OPENAI_API_KEY": EMULATOR_KEY, "OPENAI_ADMIN_KEY": EMULATOR_ADMIN_KEY}
    done = subprocess.run(
        ["node", "walk.mjs"],  # noqa: S607 - found above
        cwd=folder,
        env={**os.environ, **keys, "OPENAI_BASE_URL": url},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
