"""The wheel and the sdist, installed into fresh environments as a stranger would."""

import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path

import pytest
from conftest import UV, Fresh, done

ONLY_THE_CLIENT = {
    *("anyio", "attrs", "certifi", "fine-tuning-contract", "h11", "httpcore", "httpx", "idna"),
    "typing-extensions",
}
EXTRAS = {
    "cli": ["validate-data", "jobs", "files", "watch", "doctor"],
    "description": ["normalize", "overlay", "examples", "diff"],
    "generate": ["generate"],
    "emulator": ["serve"],
    "contract": ["check", "rules"],
}


def names_in(bin_folder: Path) -> set[str]:
    """Return the distributions that an environment holds."""
    listed = done(
        UV, "pip", "list", "--quiet", "--format=freeze", "--python", bin_folder / "python"
    )
    return {line.partition("==")[0].lower() for line in listed.splitlines()}


def test_wheel_has_two_packages_and_no_other_name(wheel: Path) -> None:
    """What comes to the top level of site-packages is the two packages alone."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "fine_tuning_client",
        "fine_tuning_contract",
    }


def test_wheel_is_typed_and_licensed(wheel: Path) -> None:
    """Both packages carry their mark of being typed, and the licence is in."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = next(name for name in names if name.endswith("METADATA"))
        stated = message_from_string(archive.read(metadata).decode())

    assert {"fine_tuning_client/py.typed", "fine_tuning_contract/py.typed"} <= names
    assert stated["License-Expression"] == "MIT"
    assert stated["Requires-Python"] == ">=3.11"


def test_sdist_holds_the_sources(dist: Path) -> None:
    """From the sdist everything can be built and tested."""
    (found,) = dist.glob("*.tar.gz")

    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"openapi.yml", "Makefile", "pyproject.toml", "README.md", "LICENSE"} <= names
    assert not [name for name in names if name.startswith((".venv", ".peers", "report/"))]


def test_client_alone_needs_attrs_and_httpx_alone(fresh: Fresh) -> None:
    """Without an extra only these come in, and what they need; the client is imported."""
    commands = fresh()
    program = "from fine_tuning_client import FineTuningClient; FineTuningClient(api_key='k')"

    done(commands / "python", "-W", "error", "-c", program)

    assert names_in(commands) <= ONLY_THE_CLIENT


def test_command_without_an_extra_says_what_to_install(fresh: Fresh) -> None:
    """The command line is there, and tells what it needs."""
    commands = fresh()

    ran = subprocess.run(
        [commands / "fine-tuning-contract"], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 1
    assert "pip install" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("extra", list(EXTRAS))
def test_extra_brings_its_commands(fresh: Fresh, extra: str) -> None:
    """With an extra alone its commands can be asked for help."""
    commands = fresh(extra)

    for name in EXTRAS[extra]:
        assert "Usage:" in done(commands / "fine-tuning-contract", name, "--help")


@pytest.mark.parametrize("resolution", ["highest", "lowest-direct"])
def test_check_runs_from_the_wheel(fresh: Fresh, tmp_path: Path, resolution: str) -> None:
    """With the newest of what is asked for, and with the oldest, the suite finds its rules."""
    commands = fresh("contract", "--resolution", resolution)

    told = done(
        *(commands / "fine-tuning-contract", "check", "--rule", "jobs-echo-what-they-were-given"),
        *("--report", tmp_path / "report"),
        folder=tmp_path,
    )

    assert "1 of 1 rules kept" in told
    assert (tmp_path / "report/report.json").is_file()


def pythons() -> Iterator[str]:
    """Yield the versions of Python that this machine has or can get."""
    for version in ("3.11", "3.12", "3.13", "3.14"):
        ran = subprocess.run(
            [UV, "python", "find", "--no-python-downloads", version],
            capture_output=True,
            check=False,
        )
        # Several versions of pyenv lie beside one another, and its own command finds one of them.
        beside = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
        if ran.returncode == 0 or beside:
            yield version if ran.returncode == 0 else str(beside[-1])


@pytest.mark.parametrize("python", list(pythons()))
def test_client_runs_on_python(fresh: Fresh, python: str) -> None:
    """The client and the emulator start on each Python that is there."""
    commands = fresh("emulator", python=python)
    program = (
        "from fine_tuning_contract.emulator import start\n"
        "from fine_tuning_client import FineTuningClient\n"
        "with start() as server:\n"
        "    client = FineTuningClient(base_url=server.url, api_key=server.api_key)\n"
        "    assert list(client.fine_tuning.jobs.list()) == []\n"
    )

    done(commands / "python", "-c", program)
