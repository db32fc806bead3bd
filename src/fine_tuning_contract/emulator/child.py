"""What runs in the process of an emulator that was started for somebody else."""

import asyncio
import gc
import os
import socket
import sys
from typing import Any

from fine_tuning_contract.emulator.crew import serve_together
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.process import from_json
from fine_tuning_contract.emulator.server import server
from fine_tuning_contract.emulator.settings import Settings


def main(order: dict[str, Any]) -> None:
    """Serve until the pipe from the parent closes."""
    # What was imported stays: nobody need look through it again, and no answer waits for that.
    gc.freeze()
    gc.enable()
    settings = from_json(order["settings"])
    try:
        with socket.socket(fileno=order["fd"]) as listening:
            if order["workers"] > 1:
                serve_together(settings, listening, order["workers"], leaving=sys.stdin)
            else:
                asyncio.run(_serve(settings, listening))
    except EmulatorError as problem:
        sys.stdout.write(str(problem))
        sys.exit(3)


async def _serve(settings: Settings, listening: socket.socket) -> None:
    serving = server(settings, "127.0.0.1", 0)
    parent = sys.stdin.fileno()

    def stop_when_parent_is_gone() -> None:
        if not os.read(parent, 1024):
            asyncio.get_running_loop().remove_reader(parent)
            serving.should_exit = True

    asyncio.get_running_loop().add_reader(parent, stop_when_parent_is_gone)
    await serving.serve(sockets=[listening])
