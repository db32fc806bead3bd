"""What was acknowledged outlives a SIGKILL at any moment, and nothing half-done is left."""

import os
from pathlib import Path

import pytest
from sieges import Siege

from fine_tuning_contract.emulator import Settings

# `make endurance` asks for many more.
KILLS = int(os.environ.get("FINE_TUNING_KILLS", "10"))


@pytest.mark.parametrize(("workers", "share"), [(1, 0.8), (2, 0.2)], ids=["alone", "together"])
def test_killed_emulator_keeps_its_promises(
    database: str, tmp_path: Path, workers: int, share: float
) -> None:
    """No acknowledged write is lost, no file is half there, and every job comes to its end."""
    settings = Settings(database=database, files=str(tmp_path / "files"), manual_clock=True)
    siege = Siege(settings, workers, seed=workers)

    assert siege.rounds(max(1, round(KILLS * share / 2))) > 0
