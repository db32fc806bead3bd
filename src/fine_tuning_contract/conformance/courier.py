"""Carrying requests to a target as a guest would: counted, marked, within a budget, patient."""

import time
from collections import deque
from collections.abc import Callable, Collection

import attrs

from .exchange import Answer, Exchange, Request
from .ledger import Ledger, Making
from .obstacle import MissingPrerequisite
from .operations import Description, Operation
from .patience import TOO_MANY_REQUESTS, Patience
from .target import Target
from .transport import Transport

# A rule that fails shows the exchanges that led to it; longer walks keep their end.
_KEPT = 40
_TURNED_AWAY = frozenset({401, 403, TOO_MANY_REQUESTS})


@attrs.frozen
class Limits:
    """How many things that cost may be made, and until which second since 1970 requests go out."""

    budget: int | None = None
    deadline: float | None = None


class Courier:
    """Sends whatever a run sends, and keeps account of it."""

    def __init__(
        self, target: Target, description: Description, transport: Transport, limits: Limits
    ) -> None:
        """Send to a target, within limits."""
        self.transport = transport
        self.ledger = Ledger(description, target.url)
        self.history: deque[Exchange] = deque(maxlen=_KEPT)
        self.requests = 0
        self.statuses: dict[str, set[int]] = {}
        self.sent: dict[str, int] = {}
        self.limits = limits
        self.observers: list[Callable[[Operation | None, Exchange], None]] = []
        self._patience = Patience()

    def carry(
        self,
        request: Request,
        operation: Operation | None = None,
        *,
        expect: Collection[int] = (),
        marks: bool = True,
    ) -> Exchange:
        """
        Send a request and return the exchange; what an operation makes is entered in the ledger.

        An answer that limits the rate is waited for, unless `expect` names its status. Raises
        MissingPrerequisite where time or budget is used up, or the target goes on limiting the
        rate.
        """
        self.demand(request, operation)
        if marks:
            request = self.ledger.marked(operation, request)
        waits = 0
        while True:
            exchange = self._exchange(request, operation)
            if _is_meant(expect) or not self.waited(exchange.answer, waits):
                return exchange
            waits += 1

    def demand(self, request: Request, operation: Operation | None = None) -> None:
        """Raise MissingPrerequisite where the time or the budget for a request is used up."""
        self._demand_time()
        self._demand_budget(self.ledger.making(operation, request))

    def waited(self, answer: Answer | None, waits: int) -> bool:
        """
        Wait if an answer limits the rate, as long as it asks, and say whether it does.

        Raises MissingPrerequisite after so many waits, or where it asks for too long.
        """
        if answer is None or answer.status != TOO_MANY_REQUESTS:
            return False
        pause = self._patience.pause(answer, waits)
        if pause is None:
            raise MissingPrerequisite(
                f"the target limits the rate of requests (status {TOO_MANY_REQUESTS}), and "
                f"still does after {self._patience.seconds:g} s of waiting; run fewer rules, "
                "or later"
            )
        self._patience.wait(pause)
        return True

    def note(self, exchange: Exchange, operation: Operation | None = None) -> None:
        """Keep account of an exchange, such as one over a connection of a rule's own."""
        self.requests += 1
        self.history.append(exchange)
        self.ledger.note(operation, exchange)
        for note in self.observers:
            note(operation, exchange)

    def _exchange(self, request: Request, operation: Operation | None) -> Exchange:
        exchange = self.transport.send(request)
        if operation is not None and request.method != operation.method:
            operation = None
        if operation is not None:
            exchange = attrs.evolve(exchange, operation=operation.id)
            self.sent[operation.id] = self.sent.get(operation.id, 0) + 1
        self.note(exchange, operation)
        answer = exchange.answer
        # A caller that is turned away learns nothing about the route.
        if operation is not None and answer is not None and answer.status not in _TURNED_AWAY:
            self.statuses.setdefault(operation.id, set()).add(answer.status)
        return exchange

    def _demand_time(self) -> None:
        if self.limits.deadline is not None and time.time() > self.limits.deadline:
            raise MissingPrerequisite("the time budget is used up")

    def _demand_budget(self, making: Making | None) -> None:
        budget = self.limits.budget
        if budget is None or making is None or not making.lives:
            return
        if self.ledger.lives >= budget:
            raise MissingPrerequisite(
                f"the budget of {budget} calls of {making.operation.id} that succeed is used up; "
                "raise --budget, or ask for fewer rules"
            )


def _is_meant(expect: Collection[int]) -> bool:
    """Say whether a caller waits for this very status; a range only says that any will do."""
    return not isinstance(expect, range) and TOO_MANY_REQUESTS in expect
