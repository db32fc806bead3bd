"""Pytest fixtures that give each test an emulator which knows nothing yet."""

from collections.abc import Iterator

import pytest

from fine_tuning_contract.emulator.process import RunningEmulator, start
from fine_tuning_contract.emulator.settings import Settings

_SPEED = 20.0


@pytest.fixture(scope="session")
def fine_tuning_settings() -> Settings:
    """Return the settings of the emulator; override it in a conftest to change them."""
    return Settings(speed=_SPEED)


@pytest.fixture(scope="session")
def fine_tuning_process(fine_tuning_settings: Settings) -> Iterator[RunningEmulator]:
    """Run one emulator for the whole session."""
    with start(fine_tuning_settings) as running:
        yield running


@pytest.fixture
def fine_tuning_server(fine_tuning_process: RunningEmulator) -> RunningEmulator:
    """Return an emulator that has forgotten all that earlier tests did."""
    fine_tuning_process.control.reset()
    return fine_tuning_process


@pytest.fixture
def fine_tuning_environment(
    fine_tuning_server: RunningEmulator, monkeypatch: pytest.MonkeyPatch
) -> RunningEmulator:
    """Return the emulator, and let every client that is made without arguments talk to it."""
    monkeypatch.setenv("OPENAI_BASE_URL", fine_tuning_server.url)
    monkeypatch.setenv("OPENAI_API_KEY", fine_tuning_server.api_key)
    monkeypatch.setenv("OPENAI_ADMIN_KEY", fine_tuning_server.admin_key)
    return fine_tuning_server
