"""The recording session that rules talk through; it judges every answer that it sees."""

import json as json_module
import time
from collections import deque
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from .exchange import Answer, Exchange, Request
from .multipart import Upload, encode_form
from .operations import Description, Operation
from .oracle import Oracle
from .target import Target
from .transport import Transport
from .values import is_list, is_object

# A rule that fails shows the exchanges that led to it; longer walks keep their end.
_KEPT = 40
_MOST_WAITS = 3
_LONGEST_WAIT = 60.0
_TOO_MANY_REQUESTS = 429


class Broken(AssertionError):
    """An answer is not what the description, or the rule, demands."""


class _Default:
    """Stands for a value that the caller left to the session."""


DEFAULT: Final = _Default()
ABSENT: Final = _Default()


class Session:
    """Calls operations by their operationId, and lets no answer pass unseen."""

    def __init__(self, target: Target, description: Description, transport: Transport) -> None:
        """Talk to a target, judged by a description."""
        self.target = target
        self.description = description
        self.transport = transport
        self.oracle = Oracle(
            description, secrets=target.secrets, response_seconds=target.response_seconds
        )
        self.history: deque[Exchange] = deque(maxlen=_KEPT)
        self.requests = 0
        self.called: dict[str, int] = {}

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
        exchange = self._send(request, expect)
        self.called[operation_id] = self.called.get(operation_id, 0) + 1
        faults = self.oracle.judge(operation, exchange)
        return _accepted(operation_id, exchange, faults, expect)

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
        if self.target.api_key and "authorization" not in given:
            given["authorization"] = f"Bearer {self.target.api_key}"
        request = Request(method, self.target.url + path, self._with_host(given), content)
        exchange = self._send(request, expect)
        faults = self.oracle.judge_any(exchange)
        return _accepted(f"{method} {path}", exchange, faults, expect)

    def _send(self, request: Request, expect: int | Collection[int]) -> Exchange:
        waits = 0
        while True:
            exchange = self.transport.send(request)
            self.history.append(exchange)
            self.requests += 1
            pause = _asked_to_wait(exchange, expect)
            if pause is None or waits == _MOST_WAITS:
                return exchange
            waits += 1
            time.sleep(pause)

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
    called: str, exchange: Exchange, faults: list[str], expect: int | Collection[int]
) -> Answer:
    answer = exchange.answer
    if answer is not None and answer.status not in _statuses(expect):
        wanted = " or ".join(str(status) for status in _statuses(expect))
        faults = [f"expected {wanted}, got {answer.status}{_reason(answer)}", *faults]
    if faults or answer is None:
        raise Broken(f"{called}: {'; '.join(faults)}")
    return answer


def _reason(answer: Answer) -> str:
    start = answer.body[:200].decode("utf-8", errors="replace")
    return f" ({' '.join(start.split())})" if start.strip() else ""


def _statuses(expect: int | Collection[int]) -> Collection[int]:
    return (expect,) if isinstance(expect, int) else expect


def _asked_to_wait(exchange: Exchange, expect: int | Collection[int]) -> float | None:
    answer = exchange.answer
    if answer is None or answer.status != _TOO_MANY_REQUESTS:
        return None
    if _TOO_MANY_REQUESTS in _statuses(expect):
        return None
    asked = answer.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else None


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
