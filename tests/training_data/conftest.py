"""What tests of training data have in hand: files, and reports with and without msgspec."""

import sys
from pathlib import Path

import pytest
from training_lines import Examine, Write

from fine_tuning_contract.codegen.runtime.training_data import examine


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes bytes to a file and returns its place."""

    def written(content: bytes) -> Path:
        place = tmp_path / "training.jsonl"
        place.write_bytes(content)
        return place

    return written


@pytest.fixture(params=["msgspec", "json"])
def look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Examine:
    """Return the function that examines lines: as if msgspec were installed, and were not."""
    if request.param == "json":
        monkeypatch.setitem(sys.modules, "msgspec", None)
    return examine
