"""The hook for pre-commit holds generated files to their sources in any repository."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from fine_tuning_contract.cli import main
from fine_tuning_contract.description.nodes import read_yaml

ROOT = Path(__file__).parents[2]
PUBLISHED = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {/pets: {get: {operationId: listPets, responses: {'200': {description: Done.}}}}}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository that keeps its description where the hook expects it."""
    (tmp_path / "openapi.yml").write_text(PUBLISHED)
    (tmp_path / "overlays").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hook() -> list[str]:
    """Return the arguments that the hook gives to the command line."""
    (stated,) = read_yaml((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), "hooks")
    assert stated["pass_filenames"] is False
    return [*shlex.split(stated["entry"])[1:], *stated["args"]]


def test_hook_passes_where_nothing_is_stale(repository: Path) -> None:
    """What was generated with the hook's own arguments is what it accepts."""
    generated = CliRunner().invoke(main, [each for each in hook() if each != "--check"])

    result = CliRunner().invoke(main, hook())

    assert generated.exit_code == 0, generated.output
    assert result.exit_code == 0, result.output
    assert (repository / "generated" / "PROVENANCE.json").exists()


def test_hook_fails_where_something_is_stale(repository: Path) -> None:
    """A description that was changed after generating is told by name."""
    CliRunner().invoke(main, [each for each in hook() if each != "--check"])
    (repository / "openapi.yml").write_text(PUBLISHED.replace("Done.", "Ready."))

    result = CliRunner().invoke(main, hook())

    assert result.exit_code == 1
    assert "is stale: openapi.yml changed" in result.output
