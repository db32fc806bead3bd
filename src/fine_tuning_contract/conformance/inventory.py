"""Which operations a target has: a route that was never built is not a broken one."""

import re

from .exchange import Answer, Exchange, Request
from .operations import Operation
from .outcome import REFUSED
from .session import Session
from .transport import Unreachable

_NOBODY = "contract-none"
_VARIABLE = re.compile(r"[0-9a-f]{8,}|\d+")


class Inventory:
    """Finds out, once it is in doubt, whether an operation's route is there."""

    def __init__(self, session: Session) -> None:
        """Ask by way of a session's connections."""
        self._session = session
        self._missing: dict[str, bool] = {}

    def lacks(self, operation_id: str | None) -> bool:
        """
        Say whether a target has no such operation.

        Every answer to it so far was 404, 405 or 501, and its route answers a made-up id as a
        route does that no server has.
        """
        operation = self._session.description.all_operations.get(operation_id or "")
        if operation is None:
            return False
        seen = self._session.courier.statuses.get(operation.id, set())
        if not seen or not seen <= REFUSED:
            return False
        if operation.id not in self._missing:
            self._missing[operation.id] = self._is_missing(operation)
        return self._missing[operation.id]

    def story(self, operation_id: str) -> str:
        """Return in words what an operation that is not there answers."""
        seen = sorted(self._session.courier.statuses.get(operation_id, set()))
        told = " or ".join(str(status) for status in seen)
        return f"{operation_id} is not implemented: its route answers {told} to everything"

    def _is_missing(self, operation: Operation) -> bool:
        values = {each.name: _NOBODY for each in operation.parameters if each.place == "path"}
        path = operation.filled_path(values)
        answer = self._answer(operation, path)
        if answer is None or answer.status not in REFUSED:
            return False
        if answer.status != 404 or not values:  # noqa: PLR2004 (404 alone may be about the id)
            return True
        nowhere = self._answer(operation, f"/{_NOBODY}{path}")
        return nowhere is not None and _shape(answer, path) == _shape(nowhere, path)

    def _answer(self, operation: Operation, path: str) -> Answer | None:
        session = self._session
        key = session.target.key_for(operation, session.description)
        given = {"authorization": f"Bearer {key}"} if key else {}
        body = b"{}" if operation.body else b""
        if body:
            given["content-type"] = next(iter(operation.body))
        request: Request = session.raw_request(operation.method, path, given, body)
        try:
            exchange: Exchange = session.transport.send(request)
        except Unreachable:
            return None
        return exchange.answer


def _shape(answer: Answer, path: str) -> tuple[int, str, str]:
    """Return what is the same in two answers that differ only in what was asked for."""
    text = answer.body.decode("utf-8", errors="replace")
    for part in (f"/{_NOBODY}{path}", path, _NOBODY):
        text = text.replace(part, "")
    kind = answer.headers.get("content-type", "").partition(";")[0]
    return answer.status, kind, _VARIABLE.sub("#", text)
