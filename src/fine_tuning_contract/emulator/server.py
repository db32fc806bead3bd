"""The HTTP server around the application."""

import socket

import uvicorn

from fine_tuning_contract.emulator.application import Application
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.protocol import Protocol
from fine_tuning_contract.emulator.settings import Settings

_KEEP_ALIVE_SECONDS = 75
_PATIENCE_SECONDS = 3


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted."""
    with _listening(host, port) as listening:
        server(settings, host, port).run(sockets=[listening])


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
