"""Faults on purpose, so that callers can be tested against a bad day."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable

import attrs

from fine_tuning_contract.emulator.blueprint import Operation
from fine_tuning_contract.emulator.control.script import Fault, Script
from fine_tuning_contract.emulator.errors import Refused
from fine_tuning_contract.emulator.exchange import Answer, Send, content_of, deliver, refusal

_TOO_MANY = 429
_SERVER_FAULT = 500


class Dropped(Exception):
    """The connection is to be closed without an answer."""


@attrs.frozen
class Line:
    """The way back to the caller."""

    send: Send
    hang_up: Callable[[], None]
    head: bool = False


@attrs.frozen
class Faults:
    """The faults of a script, put in front of operations and behind them."""

    script: Script

    async def before(self, operation: Operation) -> None:
        """Let the faults in front of an operation happen; raises Refused or Dropped."""
        if not self.script.faults:
            return
        for fault in self._due(operation, after=False):
            await asyncio.sleep(fault.seconds)
            if fault.kind == "status":
                raise _refused(fault)
            if fault.kind == "drop":
                raise Dropped

    async def deliver(self, operation: Operation | None, answer: Answer, line: Line) -> None:
        """Send an answer, spoilt by the faults behind the operation."""
        is_spoilt = operation is not None and self.script.faults
        due = self._due(operation, after=True) if operation and is_spoilt else []
        for fault in due:
            if fault.kind == "drop":
                raise Dropped
            if fault.kind in ("truncate", "slow"):
                await _trickle(fault, answer, line)
                return
            await asyncio.sleep(fault.seconds)
            answer = _spoilt(fault, answer)
        await deliver(answer, line.send, head=line.head)

    def _due(self, operation: Operation, *, after: bool) -> list[Fault]:
        due = [
            fault
            for fault in self.script.faults
            if fault.behind == after
            and fault.operation in ("*", operation.id)
            and random.random() < fault.probability  # noqa: S311 - it decides nothing secret
        ]
        for fault in due:
            fault.times -= 1
            if fault.times <= 0:
                self.script.faults.remove(fault)
        return due


async def _trickle(fault: Fault, answer: Answer, line: Line) -> None:
    """Send the body in halves with a rest between them; a truncated one ends with the first."""
    headers = [*answer.headers, (b"content-length", b"%d" % answer.size)]
    start = {"type": "http.response.start", "status": answer.status, "headers": headers}
    await line.send(start)
    async for part in _halves(answer):
        await line.send({"type": "http.response.body", "body": part, "more_body": True})
        await asyncio.sleep(fault.seconds)
        if fault.kind == "truncate":
            raise Dropped
    await line.send({"type": "http.response.body", "body": b""})


async def _halves(answer: Answer) -> AsyncIterator[bytes]:
    content = content_of(answer)
    middle = len(content) // 2
    for part in (content[:middle], content[middle:]):
        yield part


def _spoilt(fault: Fault, answer: Answer) -> Answer:
    if fault.kind == "status":
        stamps = [header for header in answer.headers if header[0] != b"content-type"]
        spoilt = refusal(_refused(fault))
        return attrs.evolve(spoilt, headers=[*spoilt.headers, *stamps])
    if fault.kind == "content_type":
        stamps = [header for header in answer.headers if header[0] != b"content-type"]
        return attrs.evolve(answer, headers=[(b"content-type", b"text/html"), *stamps])
    return answer


def _refused(fault: Fault) -> Refused:
    retry = () if fault.retry_after is None else (("retry-after", f"{fault.retry_after:g}"),)
    message = "This fault was asked for through the control API."
    code = "rate_limit_exceeded" if fault.status == _TOO_MANY else "scripted_fault"
    kind = "server_error" if fault.status >= _SERVER_FAULT else "invalid_request_error"
    return Refused(fault.status, message, None, code, kind, retry)
