"""The recording session that rules talk through; it judges every answer that it sees."""

import json as json_module
from collections import deque
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from .courier import Courier, Limits
from .exchange import Answer, Exchange, Request
from .multipart import Upload, encode_form
from .operations import Description, Operation
from .oracle import Oracle
from .target import Target
from .transport import Transport
from .values import is_list, is_object


class Broken(AssertionError):
    """An answer is not what the description, or the rule, demands."""

    operation: str | None = None
    """The operation that was called, where it was one."""


class _Default:
    """Stands for a value that the caller left to the session."""


DEFAULT: Final = _Default()
ABSENT: Final = _Default()


class Session:
    """Calls operations by their operationId, and lets no answer pass unseen."""

    def __init__(
        self,
        target: Target,
        description: Description,
        transport: Transport,
        *,
        limits: Limits = Limits(),  # noqa: B008 (a frozen value)
    ) -> None:
        """Talk to a target, judged by a description, within limits."""
        self.target = target
        self.description = description
        self.courier = Courier(target, description, transport, limits)
        self.oracle = Oracle(
            description, secrets=target.secrets, response_seconds=target.response_seconds
        )
        self.called: dict[str, int] = {}
        self.arranging = False
        """Whether a rule is being prepared: faults of form are noted then, and do not stop it."""
        self.noted: list[str] = []

    @property
    def transport(self) -> Transport:
        """The connections to the target."""
        return self.courier.transport

    def lift_limits(self) -> None:
        """Send whatever comes: what clears away must reach the target, however late it is."""
        self.courier.limits = Limits()

    @property
    def history(self) -> deque[Exchange]:
        """The last exchanges, the newest at the end."""
        return self.courier.history

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self.courier.requests

    def call(  # noqa: PLR0913 (each is a part of an HTTP request, and keyword-only)
        self,
        operation_id: str,
        /,
        *,
        expect: int | Collection[int] = 200,
        json: Any = ABSENT,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, Upload] | None = None,
        headers: Mapping[str, str] | None = None,
        key: str | _Default | None = DEFAULT,
        **parameters: Any,
    ) -> Answer:
        """
        Call an operation and return its answer, raising Broken for one that is not allowed.

        `expect` is the status, or the statuses, that the rule accepts. `parameters` are the
        operation's own, by name; one that is None is left out. `key` is sent as a bearer token in
        place of the target's; None sends none.
        """
        operation = self.description.operation(operation_id)
        kind, body = _body(json, content, form, files)
        sent = {"content-type": kind} if kind else {}
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        url = self.target.url + operation.filled_path(parameters) + _query(operation, parameters)
        request = Request(operation.method, url, self._headers(operation, key, sent), body)
        exchange = self.courier.carry(
            request, operation, expect=_statuses(expect), marks=json is not ABSENT
        )
        self.called[operation_id] = self.called.get(operation_id, 0) + 1
        faults = self._counting(operation_id, exchange, self.oracle.judge(operation, exchange))
        return _accepted(operation_id, exchange, faults, expect, operation_id)

    def send(
        self,
        method: str,
        path: str,
        /,
        *,
        expect: int | Collection[int],
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """
        Send a request that no operation has, exactly as it is written.

        `path` follows the target's URL and is not encoded. The ordinary key is sent unless the
        headers name another. Only what holds for any answer is judged.
        """
        given = {name.lower(): value for name, value in (headers or {}).items()}
        request = self.raw_request(method, path, given, content)
        exchange = self.courier.carry(request, expect=_statuses(expect))
        faults = self._counting(f"{method} {path}", exchange, self.oracle.judge_any(exchange))
        return _accepted(f"{method} {path}", exchange, faults, expect)

    def raw_request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Request:
        """Return a request to the target, under the ordinary key unless headers name another."""
        given = dict(headers or {})
        if self.target.api_key and "authorization" not in given:
            given["authorization"] = f"Bearer {self.target.api_key}"
        return Request(method, self.target.url + path, self._with_host(given), content)

    def _counting(self, called: str, exchange: Exchange, faults: list[str]) -> list[str]:
        """Return the faults that count now; while a rule is prepared, those of form are noted."""
        if not self.arranging or exchange.answer is None:
            return faults
        self.noted += [f"{called}: {fault}" for fault in faults]
        return []

    def _headers(
        self, operation: Operation, key: str | _Default | None, given: Mapping[str, str]
    ) -> tuple[tuple[str, str], ...]:
        if isinstance(key, _Default):
            key = self.target.key_for(operation, self.description)
        headers = {"accept": "*/*", **given}
        if key is not None and "authorization" not in headers:
            headers["authorization"] = f"Bearer {key}"
        return self._with_host(headers)

    def _with_host(self, headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        host = self.target.url.partition("://")[2].partition("/")[0]
        return tuple({"host": host, "user-agent": "fine-tuning-contract", **headers}.items())


def _accepted(
    called: str,
    exchange: Exchange,
    faults: list[str],
    expect: int | Collection[int],
    operation: str | None = None,
) -> Answer:
    answer = exchange.answer
    if answer is not None and answer.status not in _statuses(expect):
        faults = [f"expected {_told(expect)}, got {answer.status}{_reason(answer)}", *faults]
    if faults or answer is None:
        broken = Broken(f"{called}: {'; '.join(faults)}")
        broken.operation = operation
        raise broken
    return answer


def _told(expect: int | Collection[int]) -> str:
    if isinstance(expect, range):
        return f"{expect.start} to {expect.stop - 1}"
    return " or ".join(str(status) for status in _statuses(expect))


def _reason(answer: Answer) -> str:
    start = answer.body[:200].decode("utf-8", errors="replace")
    return f" ({' '.join(start.split())})" if start.strip() else ""


def _statuses(expect: int | Collection[int]) -> Collection[int]:
    return (expect,) if isinstance(expect, int) else expect


def _body(
    json: Any,
    content: bytes | None,
    form: Mapping[str, str] | None,
    files: Mapping[str, Upload] | None,
) -> tuple[str | None, bytes]:
    if form is not None or files is not None:
        return encode_form(form or {}, files or {})
    if json is not ABSENT:
        return "application/json", json_module.dumps(json).encode()
    if content is not None:
        return "application/json", content
    return None, b""


def _query(operation: Operation, values: Mapping[str, Any]) -> str:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        parameter = operation.parameter(name)
        if parameter.place != "query" or value is None:
            continue
        if is_object(value):
            pairs += [(f"{name}[{key}]", str(each)) for key, each in value.items()]
        elif is_list(value):
            pairs += [(name, str(each)) for each in value]
        else:
            pairs.append((name, _as_text(value)))
    return f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
