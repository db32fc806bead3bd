"""A description of 2023 lacks two schemas: both are told, then supplied, and it generates."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fine_tuning_contract.codegen import generate_client
from fine_tuning_contract.description import DescriptionError, normalize

DOCUMENTS = Path(__file__).parents[1] / "description" / "documents"
OLD = DOCUMENTS / "old-jobs.yml"
SUPPLY = DOCUMENTS / "supply-the-missing-schemas.overlay.yml"


def test_both_dangling_references_are_named_with_their_places() -> None:
    """One error names the two schemas that are missing, and each place that asks for them."""
    with pytest.raises(DescriptionError) as error:
        normalize(OLD, [])

    told = str(error.value)
    assert re.search(
        r"old-jobs\.yml:\d+:\d+ .*#/components/schemas/CreateFineTuningJobRequest", told
    )
    assert re.search(r"old-jobs\.yml:\d+:\d+ .*#/components/schemas/FineTuningJobEvent", told)


def test_overlay_that_supplies_them_makes_it_whole(tmp_path: Path) -> None:
    """With the two schemas supplied, all five operations are generated."""
    content = normalize(OLD, [SUPPLY]).content

    made = generate_client(content, OLD, tmp_path / "client")

    assert made.operations == 5
    assert (made.package / "models" / "create_fine_tuning_job_request.py").exists()
    assert (made.package / "models" / "fine_tuning_job_event.py").exists()


def test_command_goes_the_same_way(tmp_path: Path) -> None:
    """From the shell: an error with exit code 2, and, with the overlay, a client."""
    call = [sys.executable, "-m", "fine_tuning_contract.cli", "generate", "--source", str(OLD)]
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    output = ["--output", str(tmp_path / "out")]

    failed = subprocess.run(
        [*call, "--overlay", str(nothing), *output], capture_output=True, text=True, check=False
    )
    made = subprocess.run(
        [*call, "--overlay", str(SUPPLY), *output], capture_output=True, text=True, check=False
    )

    assert (failed.returncode, made.returncode) == (2, 0)
    assert "CreateFineTuningJobRequest" in failed.stderr
    assert "FineTuningJobEvent" in failed.stderr
    assert "5 operations" in made.stderr
