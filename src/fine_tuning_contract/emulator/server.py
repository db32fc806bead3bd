"""The HTTP server around the application."""

import uvicorn

from fine_tuning_contract.emulator.application import Application
from fine_tuning_contract.emulator.protocol import Protocol
from fine_tuning_contract.emulator.settings import Settings

_KEEP_ALIVE_SECONDS = 75
_PATIENCE_SECONDS = 3


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted."""
    server(settings, host, port).run()


def server(settings: Settings, host: str, port: int) -> uvicorn.Server:
    """Return a server that has not started yet."""
    config = uvicorn.Config(
        Application.open(settings),
        host=host,
        port=port,
        http=Protocol,
        loop="asyncio",
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
    )
    return uvicorn.Server(config)
