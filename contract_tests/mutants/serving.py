"""The process of a faulty server."""

import contextlib
import os
import socket
import threading
from multiprocessing.connection import Connection
from typing import Any

import uvicorn

from contract_tests.mutants.catalogue import named
from contract_tests.mutants.edge import Edge
from contract_tests.mutants.faulty import FaultyServer
from fine_tuning_contract.emulator import Settings
from fine_tuning_contract.emulator.server import server

# As `check` has it when it starts the emulator by itself.
SPEED = 20.0


def serve(name: str | None, parent: Connection) -> None:
    """
    Serve the emulator with a mutant's fault until the parent says that it is over.

    The parent is told the URL, and at the end how often the fault was met, in how many requests.
    Without a name, the server is correct.
    """
    silence()
    faulty = FaultyServer()
    if name is not None:
        named(name).spoil(faulty)
    serving = server(Settings(speed=SPEED), "127.0.0.1", 0)
    correct: Any = serving.config.app
    serving.config.app = Edge(correct, faulty)
    # Opened anew, the socket knows its protocol; else asyncio would leave Nagle's delay on.
    bound = socket.create_server(("127.0.0.1", 0), backlog=1024)
    with socket.socket(fileno=bound.detach()) as listening:
        parent.send(f"http://127.0.0.1:{listening.getsockname()[1]}/v1")
        threading.Thread(target=_stop, args=(serving, parent), daemon=True).start()
        serving.run(sockets=[listening])
    parent.send((faulty.reached, faulty.requests))


def _stop(serving: uvicorn.Server, parent: Connection) -> None:
    # A signal would end the process before it can tell what it has counted.
    with contextlib.suppress(EOFError, OSError):
        parent.recv()
    serving.should_exit = True


def silence() -> None:
    """Send what the process prints nowhere: a faulty server complains a lot."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
