"""What peers need is installed where the machine can use it, and said where it cannot."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from contract_tests.peers.__main__ import main
from contract_tests.peers.javascript import sdk, why_not


def program(folder: Path, name: str, says: str) -> None:
    """Write a program that says one line."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {says}\n")
    path.chmod(0o755)


def test_machine_without_node_gets_no_sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Node nothing is installed, which is told and is no failure."""
    monkeypatch.setenv("PATH", str(tmp_path))

    done = CliRunner().invoke(main, ["--install", "--folder", str(tmp_path / "in"), "javascript"])

    assert (done.exit_code, (tmp_path / "in").exists()) == (0, False)
    assert "javascript is not installed: it needs Node 18 or newer, and npm" in done.output


@pytest.mark.parametrize(("version", "serves"), [("v16.20.2", False), ("v18.0.0", True)])
def test_sdk_needs_a_node_that_is_new_enough(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, serves: bool
) -> None:
    """Node from 18 on serves, and an older one is named."""
    program(tmp_path, "node", version)
    program(tmp_path, "npm", "nothing")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    reason = why_not()

    assert (reason is None) is serves
    assert serves or version in str(reason)


def test_what_is_installed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages of the wanted versions are not installed again, so no network is needed."""
    wanted = sdk(tmp_path)
    (tmp_path / ".installed").write_text("\n".join(wanted.packages))
    monkeypatch.setenv("PATH", "")

    wanted.ensure()

    assert not (tmp_path / "package.json").exists()


def test_unknown_peer_is_refused(tmp_path: Path) -> None:
    """A name that no peer has is answered with those there are."""
    done = CliRunner().invoke(main, ["--folder", str(tmp_path), "nobody"])

    assert done.exit_code == 2
    assert "there are: aimock, fakeai, javascript, litellm" in done.output


def test_failed_installation_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What npm says when it fails is told, and ends with 3."""
    programs = tmp_path / "programs"
    programs.mkdir()
    program(programs, "node", "v20.0.0")
    program(programs, "npm", "no route to the registry; exit 1")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")

    done = CliRunner().invoke(main, ["--install", "--folder", str(tmp_path / "in"), "javascript"])

    assert done.exit_code == 3
    assert "javascript could not be installed: no route to the registry" in done.output
    assert not (tmp_path / "in" / "javascript" / ".installed").exists()
