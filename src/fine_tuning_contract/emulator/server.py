"""The HTTP server around the application."""

import logging
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial

import uvicorn

from fine_tuning_contract.emulator.application import Application
from fine_tuning_contract.emulator.crew import serve_together
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.protocol import within
from fine_tuning_contract.emulator.settings import Settings

_KEEP_ALIVE_SECONDS = 75
_PATIENCE_SECONDS = 3
_BACKLOG = 2048


def run(
    settings: Settings,
    host: str,
    port: int,
    announce: Callable[[str], None] | None = None,
    *,
    workers: int = 1,
) -> None:
    """Serve until interrupted; `announce` is told the URL once connections are taken."""
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listening.getsockname()[1]}/v1"
        tell = partial(announce or _say_nothing, url)
        if workers > 1:
            with _ending_when_told():
                serve_together(settings, listening, workers, tell)
        else:
            serving = server(settings, host, port)
            tell()
            serving.run(sockets=[listening])


def _say_nothing(_url: str) -> None:
    """Announce nothing."""


@contextmanager
def _ending_when_told() -> Generator[None]:
    """Let the signal by which services are stopped do what Ctrl-C does."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            # Two may bind a port that nobody listens on: only now is it ours.
            listening.listen(_BACKLOG)
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
        http=within(settings.limits),
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
