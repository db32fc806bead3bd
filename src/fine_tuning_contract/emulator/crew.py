"""Several processes that serve one socket, and the one that looks after them."""

import selectors
import socket
import subprocess
import time
from collections.abc import Callable
from typing import IO, Any

import attrs

from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.process import last_words, spawn, stop
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.emulator.world import World, settled

# How a worker ends that could not start, and knows why.
_COULD_NOT_START = 3
# After so many failures in a row, the next worker will not come up either.
_MOST_FAILURES = 5
_LONG_ENOUGH = 5.0
_REST_SECONDS = 0.2


def serve_together(
    settings: Settings,
    listening: socket.socket,
    workers: int,
    tell: Callable[[], None] | None = None,
    leaving: IO[str] | None = None,
) -> None:
    """
    Serve with several processes until `leaving` ends, or until this one is interrupted.

    `tell` is called once they can be asked. Raises EmulatorError if they cannot start.
    """
    with settled(settings) as shared:
        # What is wrong with the database is told once, and the workers find it up to date.
        World.open(shared).close()
        if tell is not None:
            tell()
        Crew(shared, listening, workers).work(leaving)


@attrs.define
class Crew:
    """Workers on one socket; one that dies is replaced, and none outlives this process."""

    settings: Settings
    listening: socket.socket
    size: int
    _selector: selectors.BaseSelector = attrs.field(factory=selectors.DefaultSelector)
    _workers: dict[int, subprocess.Popen[str]] = attrs.field(factory=dict[int, Any])
    _failures: int = 0
    _has_served: bool = False
    _hired_at: float = 0.0

    def work(self, leaving: IO[str] | None = None) -> None:
        """Serve until `leaving` ends; raises EmulatorError if the workers cannot start."""
        if leaving is not None:
            self._selector.register(leaving, selectors.EVENT_READ)
        try:
            for _ in range(self.size):
                self._hire()
            while self._is_wanted(leaving):
                pass
        finally:
            self._dismiss()

    def _is_wanted(self, leaving: IO[str] | None) -> bool:
        for key, _ in self._selector.select():
            if key.fileobj is leaving:
                return False
            self._replace(key.fd)
        return True

    def _hire(self) -> None:
        # What a terminal sends is meant for us: we tell the workers ourselves.
        worker = spawn(self.settings, self.listening, apart=True)
        assert worker.stdout is not None
        self._selector.register(worker.stdout, selectors.EVENT_READ)
        self._workers[worker.stdout.fileno()] = worker
        self._hired_at = time.monotonic()

    def _replace(self, descriptor: int) -> None:
        worker = self._workers.pop(descriptor)
        self._selector.unregister(descriptor)
        reason = last_words(worker)
        stop(worker)
        has_failed = time.monotonic() - self._hired_at < _LONG_ENOUGH
        self._failures = self._failures + 1 if has_failed else 0
        self._has_served = self._has_served or not has_failed
        if worker.returncode == _COULD_NOT_START and not self._has_served:
            raise EmulatorError(reason)
        if self._failures > _MOST_FAILURES:
            raise EmulatorError(f"The workers end as soon as they start: {reason}")
        time.sleep(_REST_SECONDS if has_failed else 0)
        self._hire()

    def _dismiss(self) -> None:
        self._selector.close()
        workers = list(self._workers.values())
        for worker in workers:
            if worker.stdin is not None:
                worker.stdin.close()
        for worker in workers:
            stop(worker)
