"""`serve`: how the emulator behaves is said by options, and wrong ones are told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from fine_tuning_contract.emulator import Key, Settings

Run = Callable[..., Result]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Return the settings that would have been served."""
    found: list[Settings] = []

    def serve(settings: Settings, *_: Any, **__: Any) -> None:
        found.append(settings)

    monkeypatch.setattr("fine_tuning_contract.commands.serving.serve", serve)
    return found


def test_options_reach_the_emulator(run: Run, served: list[Settings]) -> None:
    """Each option is a setting."""
    result = run(
        *("serve", "--wire", "--seed", "7", "--seed-data", "--no-python-grader", "--no-control"),
        *("--no-page", "--allow-host", "Tuning.Example.com", "--grader-url", "http://judge/v1"),
        env={"GRADER_API_KEY": "sk-judge"},
    )

    assert result.exit_code == 0, result.output
    settings = served[0]
    assert (settings.wire, settings.seed, settings.seed_data) == (True, 7, True)
    assert (settings.python_grader, settings.control, settings.page) == (False, False, False)
    assert settings.hosts == ("tuning.example.com",)
    assert settings.grader_endpoint is not None
    assert (settings.grader_endpoint.url, settings.grader_endpoint.api_key) == (
        "http://judge/v1",
        "sk-judge",
    )
    assert "sk-judge" not in result.output


def test_further_keys_come_from_a_file(run: Run, served: list[Settings], tmp_path: Path) -> None:
    """A file adds organizations; its keys are never shown."""
    file = tmp_path / "keys.json"
    file.write_text(json.dumps([{"key": "sk-b", "organization": "org-b", "admin": True}]))
    result = run("serve", "--keys", str(file))

    assert served[0].keys[2:] == (Key("sk-b", "org-b", admin=True),)
    assert "sk-b" not in result.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[", "is not JSON"),
        ("{}", "must hold a list"),
        ('["sk-b"]', "/0: write"),
        ('[{"key": "sk-b"}, {"organization": "b"}]', "/1: write"),
        ('[{"key": "sk-b", "colour": "red"}]', "/0: write"),
        ('[{"key": "sk-b", "admin": "yes"}]', "/0: write"),
    ],
)
def test_wrong_file_of_keys_is_told(run: Run, tmp_path: Path, content: str, told: str) -> None:
    """The place in the file is named, and what stands there is not repeated."""
    file = tmp_path / "keys.json"
    file.write_text(content)
    result = run("serve", "--keys", str(file))

    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert "sk-b" not in result.output


def test_grader_endpoint_must_be_a_url(run: Run) -> None:
    """A name without a scheme is no endpoint."""
    result = run("serve", "--grader-url", "localhost:11434")

    assert result.exit_code == 2
    assert "--grader-url" in result.stderr


@pytest.mark.parametrize(
    ("host", "keys", "warned"),
    [
        ("0.0.0.0", {}, True),  # noqa: S104 - nothing listens there in this test
        ("example.com", {}, True),
        ("0.0.0.0", {"OPENAI_API_KEY": "a", "OPENAI_ADMIN_KEY": "b"}, False),  # noqa: S104 - as above
        ("127.0.0.1", {}, False),
        ("localhost", {}, False),
        ("::1", {}, False),
    ],
)
@pytest.mark.usefixtures("served")
def test_default_keys_on_an_open_address_are_warned_of(
    run: Run, host: str, keys: dict[str, str], warned: Any
) -> None:
    """Everybody knows the default keys, so others must not reach them unwarned."""
    result = run("serve", "--host", host, env=keys)

    assert ("warning: others can reach" in result.stderr) is warned
