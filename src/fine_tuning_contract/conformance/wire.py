"""Generated requests on their way to the target, over the same connections as all others."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import requests
import schemathesis
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from schemathesis.checks import CheckContext
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.transport.requests import REQUESTS_TRANSPORT, RequestsTransport
from typing_extensions import override

from .exchange import Answer, Exchange, Request
from .operations import Operation
from .session import Session
from .transport import Unreachable

Judge = Callable[[Operation, Exchange], list[str]]

# The engine's own name for a case: no server needs it, and who repeats the request even less.
_CASE_HEADER = "x-schemathesis-testcaseid"
_KEY_HEADER = "Authorization"
_FAULTS = "contract_faults"
_BOUNDARY = re.compile(r"boundary=([0-9a-f]{32})$")
# No header can carry these, and they are not what a generated header is meant to try.
_NOT_IN_HEADERS = re.compile(r"[\x00-\x1f\x7f]|^[ \t]+|[ \t]+$")


class Wire(RequestsTransport):
    """
    Sends what Schemathesis makes up, and has each answer judged as all others are.

    The engine's own way through requests reads proxies and passwords from the environment anew for
    every request, knows no budget, and costs three times as much.
    """

    def __init__(self, session: Session, judge: Judge) -> None:
        """Send by a session; `judge` says what is wrong with an answer."""
        super().__init__()
        engines: Any = REQUESTS_TRANSPORT
        self._copy_serializers_from(engines)  # pyright: ignore[reportUnknownMemberType]
        self._session = session
        self._judge = judge
        self.requests = 0
        self.unreachable: Unreachable | None = None

    @override
    def send(
        self, case: Case[Any], *, session: requests.Session | None = None, **kwargs: Any
    ) -> Response:
        """Send a generated case and return the answer."""
        standing: dict[str, Any] = dict(session.headers) if session is not None else {}
        own: dict[str, Any] = kwargs.get("headers") or {}
        given = {**standing, **own}
        parts: Any = self.serialize_case(  # pyright: ignore[reportUnknownMemberType]
            case, **{**kwargs, "headers": given}
        )
        prepared = _prepared(parts)
        prepared.headers.pop(_CASE_HEADER, None)
        operation = operation_of(self._session, case)
        if operation is not None:
            self._put_key(operation, prepared)
        self.requests += 1
        try:
            exchange = self._session.courier.carry(_request(prepared), operation)
        except Unreachable as error:
            self.unreachable = error
            raise requests.ConnectionError(str(error), request=prepared) from error
        faults = [] if operation is None else self._judge(operation, exchange)
        setattr(prepared, _FAULTS, faults)
        if exchange.answer is None:
            raise requests.ConnectionError(exchange.lost, request=prepared)
        return _response(prepared, exchange.answer)

    def _put_key(self, operation: Operation, prepared: requests.PreparedRequest) -> None:
        """Put the key of an operation's scheme in the place of the ordinary one."""
        target = self._session.target
        key = target.key_for(operation, self._session.description)
        if prepared.headers.get(_KEY_HEADER) != f"Bearer {target.api_key}" or key == target.api_key:
            return
        if key is None:
            del prepared.headers[_KEY_HEADER]
        else:
            prepared.headers[_KEY_HEADER] = f"Bearer {key}"


class NotAsDescribed(Failure):
    """An answer is not one that the description allows."""


@schemathesis.check
def as_described(ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """Hand the oracle's verdict to the engine, so that it makes the failing request smaller."""
    del ctx
    faults: list[str] = getattr(response.request, _FAULTS, [])
    if faults:
        raise NotAsDescribed(operation=case.operation.label, message="; ".join(faults))
    return None


def operation_of(session: Session, case: Case[Any]) -> Operation | None:
    """Return the operation that a case was made for."""
    definition: Any = case.operation.definition.raw
    return session.description.all_operations.get(str(definition.get("operationId")))


def _prepared(parts: dict[str, Any]) -> requests.PreparedRequest:
    named = ("method", "url", "headers", "files", "data", "json", "params", "auth", "cookies")
    prepared = requests.Request(**{name: parts.get(name) for name in named}).prepare()
    kind = str(prepared.headers.get("Content-Type", ""))
    drawn = _BOUNDARY.search(kind)
    if drawn and isinstance(prepared.body, bytes):
        # Drawn anew each time, it would make two runs of the same seed differ.
        boundary = drawn[1].encode()
        fixed = hashlib.sha256(prepared.body.replace(boundary, b"")).hexdigest()[: len(boundary)]
        prepared.body = prepared.body.replace(boundary, fixed.encode())
        prepared.headers["Content-Type"] = kind.replace(drawn[1], fixed)
    return prepared


def _request(prepared: requests.PreparedRequest) -> Request:
    body: Any = prepared.body or b""
    return Request(
        str(prepared.method),
        str(prepared.url),
        tuple(_headers(prepared)),
        body.encode() if isinstance(body, str) else body,
    )


def _headers(prepared: requests.PreparedRequest) -> list[tuple[str, str]]:
    host = str(prepared.url).partition("://")[2].partition("/")[0]
    headers = {"host": host}
    for name, value in prepared.headers.items():
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        headers[str(name).lower()] = _NOT_IN_HEADERS.sub("", text)
    # The transport counts the bytes itself: a mark may have been added to them.
    headers.pop("content-length", None)
    return list(headers.items())


def _response(prepared: requests.PreparedRequest, answer: Answer) -> Response:
    return Response(
        answer.status,
        {name: [value] for name, value in answer.headers.items()},
        answer.body,
        prepared,
        answer.seconds,
        verify=True,
        encoding=get_encoding_from_headers(CaseInsensitiveDict(answer.headers)),
    )
