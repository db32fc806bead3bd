"""The fine-tuning API, served: a whole job's life on a machine that trains nothing."""

from collections.abc import Callable
from typing import Any

from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.process import RunningEmulator, start
from fine_tuning_contract.emulator.settings import Key, Settings

__all__ = ["EmulatorError", "Key", "RunningEmulator", "Settings", "create_app", "serve", "start"]


def create_app(settings: Settings | None = None) -> Any:
    """Return the emulator as an ASGI application."""
    # Starting a server in another process must not pay for importing one here.
    from fine_tuning_contract.emulator.application import Application  # noqa: PLC0415 - see above

    return Application.open(settings or Settings())


def serve(
    settings: Settings | None = None,
    host: str = "127.0.0.1",
    port: int = 8080,
    announce: Callable[[str], None] | None = None,
    *,
    workers: int = 1,
) -> None:
    """Serve the emulator until it is interrupted; `announce` is told its URL once it listens."""
    from fine_tuning_contract.emulator.server import run  # noqa: PLC0415 - as in create_app

    run(settings or Settings(), host, port, announce, workers=workers)
