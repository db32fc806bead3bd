"""The provider's JavaScript SDK, walking every operation of the emulator."""

import os
import shutil
import subprocess
from pathlib import Path

from contract_tests.peers.installing import CannotInstall, Installation
from contract_tests.peers.peers import EMULATOR_ADMIN_KEY, EMULATOR_KEY, HERE

# The newest that runs on Node 20; later ones need Node 22.
_PACKAGE = "openai@6.49.0"
_SECONDS = 180.0


def walk(folder: Path, url: str) -> tuple[int, str]:
    """Walk the operations at a URL and return the exit code and what was said."""
    Installation(folder, "npm", (_PACKAGE,)).ensure()
    node = shutil.which("node")
    if node is None:
        raise CannotInstall("node is not there; install it")
    shutil.copyfile(HERE / "javascript" / "walk.mjs", folder / "walk.mjs")
    keys = {"OPENAI_API_KEY": EMULATOR_KEY, "OPENAI_ADMIN_KEY": EMULATOR_ADMIN_KEY}
    done = subprocess.run(  # noqa: S603 - our own script
        [node, "walk.mjs"],
        cwd=folder,
        env={**os.environ, **keys, "OPENAI_BASE_URL": url},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
