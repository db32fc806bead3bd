"""Faults on purpose, so that callers can be tested against a bad day."""

import asyncio
import random

import attrs

from fine_tuning_contract.emulator.blueprint import Operation
from fine_tuning_contract.emulator.control.script import Fault, Script
from fine_tuning_contract.emulator.errors import Refused
from fine_tuning_contract.emulator.exchange import Answer, Gone, Send, deliver


@attrs.frozen
class Faults:
    """The faults of a script, put in front of operations and behind them."""

    script: Script

    async def before(self, operation: Operation) -> None:
        """Let the faults in front of an operation happen; raises Refused or Gone."""
        for fault in self._due(operation, after=False):
            await asyncio.sleep(fault.seconds)
            if fault.kind == "status":
                raise _refused(fault)
            if fault.kind == "drop":
                raise Gone

    async def deliver(
        self, operation: Operation | None, answer: Answer, send: Send, *, head: bool
    ) -> None:
        """Send an answer, spoilt by the faults behind the operation."""
        await deliver(answer, send, head=head)

    def _due(self, operation: Operation, *, after: bool) -> list[Fault]:
        due = [
            fault
            for fault in self.script.faults
            if fault.after == after
            and fault.operation in ("*", operation.id)
            and random.random() < fault.probability  # noqa: S311 - it decides nothing secret
        ]
        for fault in due:
            fault.times -= 1
            if fault.times <= 0:
                self.script.faults.remove(fault)
        return due


def _refused(fault: Fault) -> Refused:
    retry = () if fault.retry_after is None else (("retry-after", f"{fault.retry_after:g}"),)
    message = "This fault was asked for through the control API."
    code = "rate_limit_exceeded" if fault.status == 429 else "scripted_fault"  # noqa: PLR2004 - an HTTP status
    kind = "invalid_request_error" if fault.status < 500 else "server_error"  # noqa: PLR2004 - an HTTP status
    return Refused(fault.status, message, None, code, kind, retry)
