"""The HTTP server around the application."""

import logging
import socket
from collections.abc import Callable

import uvicorn

from fine_tuning_contract.emulator.application import Application
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.protocol import Protocol
from fine_tuning_contract.emulator.settings import Settings

_KEEP_ALIVE_SECONDS = 75
_PATIENCE_SECONDS = 3


def run(
    settings: Settings, host: str, port: int, announce: Callable[[str], None] | None = None
) -> None:
    """Serve until interrupted; `announce` is told the URL once connections are taken."""
    with _listening(host, port) as listening:
        serving = server(settings, host, port)
        listening.listen(serving.config.backlog)
        if announce is not None:
            shown = f"[{host}]" if ":" in host else host
            announce(f"http://{shown}:{listening.getsockname()[1]}/v1")
        serving.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
        except OSError:
            listening.close()
            raise
    except OSError as fault:
        raise EmulatorError(f"Cannot listen on {host}:{port}: {fault}") from fault
    return listening


def server(settings: Settings, host: str, port: int) -> uvicorn.Server:
    """Return a server that has not started yet."""
    # What a caller got wrong is told to that caller, and to nobody else.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
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
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
    )
    return uvicorn.Server(config)
