"""The emulator, as the server to check where none is named."""

from collections.abc import Generator
from contextlib import contextmanager

from fine_tuning_contract.conformance import Target

# A whole life of a job takes a second: fast enough to wait for, slow enough to see each state.
_SPEED = 20.0


@contextmanager
def emulator() -> Generator[Target]:
    """Run the emulator for as long as the context lasts."""
    from fine_tuning_contract.emulator import Settings, start  # noqa: PLC0415 - only without a URL

    with start(Settings(speed=_SPEED)) as running:
        yield Target(running.url, api_key=running.api_key, admin_key=running.admin_key)
