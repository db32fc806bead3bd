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
_FROM_A_PROXY = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


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
    """
    The faults of a script, put in front of operations and behind them.

    `waiting` is how many of them waited when the request arrived.
    """

    script: Script
    dice: random.Random = attrs.field(factory=random.Random)

    async def before(self, operation: Operation, waiting: int) -> None:
        """Let the faults in front of an operation happen; raises Refused or Dropped."""
        for fault in await self._due(operation, after=False) if waiting else ():
            await asyncio.sleep(fault.seconds)
            if fault.kind == "status":
                raise _refused(fault)
            if fault.kind == "drop":
                raise Dropped

    async def deliver(
        self, operation: Operation | None, answer: Answer, line: Line, waiting: int
    ) -> None:
        """Send an answer, spoilt by the faults behind the operation."""
        due = await self._due(operation, after=True) if operation and waiting else ()
        for fault in due:
            if fault.kind == "drop":
                raise Dropped
            if fault.kind in ("truncate", "slow"):
                await _trickle(fault, answer, line)
                return
            await asyncio.sleep(fault.seconds)
            answer = _spoilt(fault, answer)
        await deliver(answer, line.send, head=line.head)

    async def _due(self, operation: Operation, *, after: bool) -> list[Fault]:
        def is_due(fault: Fault) -> bool:
            return (
                fault.behind == after
                and fault.operation in ("*", operation.id)
                and self.dice.random() < fault.probability
            )

        return await asyncio.to_thread(self.script.due, is_due)


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
    if fault.kind in ("content_type", "html"):
        stamps = [header for header in answer.headers if header[0] != b"content-type"]
        answer = attrs.evolve(answer, headers=[(b"content-type", b"text/html"), *stamps])
    if fault.kind == "html":
        answer = attrs.evolve(answer, content=_FROM_A_PROXY, stored=None)
    return answer


def _refused(fault: Fault) -> Refused:
    retry = () if fault.retry_after is None else (("retry-after", f"{fault.retry_after:g}"),)
    message = "This fault was asked for through the control API."
    code = "rate_limit_exceeded" if fault.status == _TOO_MANY else "scripted_fault"
    kind = "server_error" if fault.status >= _SERVER_FAULT else "invalid_request_error"
    return Refused(fault.status, message, None, code, kind, retry)
