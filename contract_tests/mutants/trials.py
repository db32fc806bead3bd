"""Trials of mutants: each in processes of its own, which end when the trial does."""

import multiprocessing as mp
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import attrs

from contract_tests.mutants.catalogue import Mutant
from contract_tests.mutants.checking import Finding, check_client, check_server
from contract_tests.mutants.serving import serve

BROKEN = "broken"
_LIMIT_SECONDS = 150.0
_START_SECONDS = 30.0
_STOP_SECONDS = 6.0


@attrs.frozen
class Trial:
    """
    What came of one mutant.

    `reached` is how often its fault was met, `requests` how many requests came, where that is
    known.
    """

    mutant: Mutant
    finding: Finding
    seconds: float
    reached: int | None = None
    requests: int | None = None

    @property
    def caught(self) -> bool:
        """Tell whether a rule was broken."""
        return self.finding.verdict == BROKEN


def try_all(mutants: Sequence[Mutant], workers: int, *, cheap: bool = False) -> Iterator[Trial]:
    """Try mutants, some at once, and yield the trials as they end."""
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["contract_tests.mutants.nursery"])
    with ThreadPoolExecutor(workers) as pool:
        waiting = [pool.submit(try_one, mutant, cheap=cheap) for mutant in mutants]
        for done in as_completed(waiting):
            yield done.result()


def try_one(mutant: Mutant, *, cheap: bool = False) -> Trial:
    """Check one mutant until the first rule is broken."""
    started = time.perf_counter()
    if mutant.subject == "client":
        with _running(check_client, mutant.name, cheap=cheap) as checker:
            return Trial(mutant, _told(checker), time.perf_counter() - started)
    finding, counts = _server(mutant.name, cheap=cheap)
    return Trial(mutant, finding, time.perf_counter() - started, *counts)


def _server(name: str, *, cheap: bool) -> tuple[Finding, tuple[int | None, int | None]]:
    with _running(serve, name) as server:
        if not server.poll(_START_SECONDS):
            return Finding("could-not-run", message="the faulty server did not start"), (None, None)
        with _running(check_server, server.recv(), cheap=cheap) as checker:
            finding = _told(checker)
        server.send(None)
        return finding, _counts(server)


def _told(checker: Connection) -> Finding:
    try:
        if checker.poll(_LIMIT_SECONDS):
            found: Finding = checker.recv()
            return found
    except EOFError:
        return Finding("crashed", message="the check ended without a report")
    return Finding("hung", message=f"the check was not over after {_LIMIT_SECONDS:g} s")


def _counts(server: Connection) -> tuple[int | None, int | None]:
    try:
        if server.poll(_STOP_SECONDS):
            reached, requests = server.recv()
            return int(reached), int(requests)
    except (EOFError, OSError):
        pass
    return None, None


@contextmanager
def _running(target: Any, argument: str, **named: bool) -> Generator[Connection]:
    context = mp.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=target, args=(argument, theirs), kwargs=named)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.terminate()
        process.join(_STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        ours.close()
