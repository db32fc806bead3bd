"""What tests of packages have in hand: the built packages, and fresh environments."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Fresh = Callable[..., Path]

CHECKOUT = Path(__file__).parent.parent
UV = Path(sys.executable).with_name("uv")


def done(*arguments: object, folder: Path | None = None) -> str:
    """Run a command that has to succeed, and return what it prints."""
    texts = [str(each) for each in arguments]
    ran = subprocess.run(texts, capture_output=True, text=True, check=False, cwd=folder)
    assert ran.returncode == 0, f"{texts}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both from the checkout, and return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    done(UV, "build", "--quiet", "--out-dir", folder, CHECKOUT)
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    """Return the wheel."""
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture
def fresh(tmp_path: Path, wheel: Path) -> Fresh:
    """Return a function that installs the wheel into a new environment and returns its commands."""

    def installed(extra: str = "", *options: str, python: str = sys.executable) -> Path:
        place = tmp_path / "environment"
        done(UV, "venv", "--quiet", "--python", python, place)
        what = f"{wheel}[{extra}]" if extra else str(wheel)
        done(UV, "pip", "install", "--quiet", *options, "--python", place / "bin/python", what)
        return place / "bin"

    return installed
