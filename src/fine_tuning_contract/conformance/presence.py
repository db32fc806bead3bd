"""Whether a target that stopped answering is still there."""

import time
from collections.abc import Sequence

import attrs

from .exchange import Exchange
from .operations import Description, Operation
from .session import Session
from .transport import Unreachable

# What a gateway says whose server is gone, or has not come up yet.
_GATEWAY = frozenset({502, 503, 504})
_PROBES = 3
_PAUSE = 1.0


def simplest(description: Description) -> Operation | None:
    """Return a GET without anything required, under the ordinary key."""
    for operation in description.all_operations.values():
        free = not any(parameter.required for parameter in operation.parameters)
        if operation.method == "GET" and free and operation.schemes == description.default_schemes:
            return operation
    return None


@attrs.define
class Presence:
    """Remembers whether the target went away, and asks once there is a reason to."""

    session: Session
    reason: str | None = None

    def look(self, error: BaseException, history: Sequence[Exchange]) -> str | None:
        """
        Return why the target is taken for gone, or None if it is there.

        It is asked only after a connection that failed or broke off, or a gateway's refusal, and
        some more times after that: a server that was started anew is there.
        """
        if self.reason is None and _is_suspicious(error, history):
            self.reason = self._ask()
        return self.reason

    def _ask(self) -> str | None:
        reason = None
        for number in range(_PROBES):
            time.sleep(_PAUSE * number)
            reason = self._reason()
            if reason is None:
                return None
        return f"the target went away ({reason})"

    def _reason(self) -> str | None:
        operation = simplest(self.session.description)
        if operation is None:
            return None
        request = self.session.raw_request(operation.method, operation.path)
        try:
            exchange = self.session.transport.send(request)
        except Unreachable as error:
            return str(error)
        if exchange.answer is None:
            return f"no answer comes any more: {exchange.lost}"
        status = exchange.answer.status
        return f"it answers {status} to everything" if status in _GATEWAY else None


def _is_suspicious(error: BaseException, history: Sequence[Exchange]) -> bool:
    if isinstance(error, Unreachable):
        return True
    if not history:
        return False
    answer = history[-1].answer
    return answer is None or answer.status in _GATEWAY
