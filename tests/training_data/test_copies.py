"""The checker is copied into generated clients, where it works on its own."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest
from training_lines import chat, line

from fine_tuning_contract.codegen.runtime import training_data


def test_copy_works_in_another_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package imports nothing relative to where its source stands."""
    package = tmp_path / "shelter_client"
    source = Path(training_data.__file__).parent
    shutil.copytree(source, package / "training_data")
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    copied = import_module("shelter_client.training_data")

    report = copied.examine([line(chat())] * 10)
    assert copied.Report is not training_data.Report
    assert report.valid
