"""What a killed process leaves in the temporary folder is removed by the next one, and no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fine_tuning_contract.emulator import RunningEmulator, start
from fine_tuning_contract.emulator.process import launch
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.scratch import scratch


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that this process, and those it starts, keep temporary things in."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def killed(emulator: RunningEmulator) -> None:
    """Kill an emulator."""
    emulator.process.kill()
    emulator.process.wait()
    emulator.stop()


def test_folder_of_a_killed_emulator_goes_at_the_next_start(temporary: Path) -> None:
    """An emulator that starts removes what a killed one left, and leaves nothing itself."""
    killed(launch(Settings()))
    left = list(temporary.iterdir())
    with start() as emulator:
        emulator.control.state()
        present = list(temporary.iterdir())

    assert len(left) == len(present) == 1
    assert left != present
    assert list(temporary.iterdir()) == []


def test_folder_of_a_living_emulator_stays(temporary: Path) -> None:
    """An emulator that starts, or ends, does not touch what another one works with."""
    with start() as living:
        files = set(temporary.rglob("*"))
        with start():
            pass
        killed(launch(Settings()))
        with start():
            living.control.reset()

        assert files <= set(temporary.rglob("*"))


def test_folder_of_a_killed_process_goes_with_its_content(temporary: Path) -> None:
    """Whatever lies in an abandoned folder goes with it; other names stay."""
    code = (
        "import os, pathlib\n"
        "from fine_tuning_contract.scratch import scratch\n"
        "with scratch('tried-') as folder:\n"
        "    (folder / 'deep' / 'er').mkdir(parents=True)\n"
        "    pathlib.Path(folder, 'file').touch()\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    other = temporary / "other"
    other.mkdir()
    (temporary / "tried-file").touch()
    (temporary / "tried-link").symlink_to(other)
    subprocess.run([sys.executable, "-c", code], check=False)
    before = sorted(temporary.iterdir())
    with scratch("tried-"):
        pass

    after = [temporary / name for name in ("other", "tried-file", "tried-link")]
    assert len(before) == len(after) + 1
    assert sorted(temporary.iterdir()) == after


def test_folder_is_locked_while_it_is_lent(temporary: Path) -> None:
    """Two folders of one kind stand side by side, and each goes at its own end."""
    with scratch("tried-") as first:
        with scratch("tried-") as second:
            both = sorted(temporary.iterdir())
        left = list(temporary.iterdir())

    assert both == sorted([first, second])
    assert left == [first]
    assert list(temporary.iterdir()) == []


def test_folder_that_was_swept_before_it_was_locked_is_made_anew(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who finds its new folder gone takes another one."""
    made: list[Path] = []

    def swept(prefix: str) -> str:
        folder = temporary / f"{prefix}{len(made)}"
        made.append(folder)
        folder.mkdir()
        if len(made) == 1:
            os.rmdir(folder)  # noqa: PTH106 - what another process would do
        return str(folder)

    monkeypatch.setattr("tempfile.mkdtemp", swept)
    with scratch("tried-") as folder:
        assert folder == made[1]
