"""The oracle: whether an answer is one that the description allows."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from .address import resolve
from .exchange import Exchange
from .operations import Description, Operation
from .strict_json import NotStrictJson, parse_strictly
from .values import is_list, is_object

# Seconds since 1970 stay below this until the year 5138; milliseconds are above it since 1973.
_LATEST_SECOND = 99_999_999_999
_MOST_FAULTS = 5
_LONGEST_MESSAGE = 400
_SHORTEST_SECRET = 4
# A made-up key may be a word as common as 'test' or a digit, which answers hold by chance.
_SHORTEST_SENT = 16


class Oracle:
    """Judges answers against one description; compiled schemas are kept."""

    def __init__(
        self,
        description: Description,
        *,
        secrets: tuple[str, ...] = (),
        response_seconds: float = 30.0,
    ) -> None:
        """Take what is allowed, the keys that must not be echoed, and the time an answer has."""
        self._description = description
        self._secrets = tuple(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)
        self._response_seconds = response_seconds
        self._components = _bounded(description.content.get("components", {}))
        self._validators: dict[tuple[str, str, str], jsonschema_rs.Validator] = {}

    def judge(self, operation: Operation, exchange: Exchange) -> list[str]:
        """Return what is wrong with an answer to an operation; nothing if all is well."""
        if exchange.answer is None:
            return [f"no whole answer came ({exchange.lost})"]
        return [*self._judge_declared(operation, exchange), *self.judge_any(exchange)][
            :_MOST_FAULTS
        ]

    def judge_any(self, exchange: Exchange) -> list[str]:
        """Return what is wrong with an answer whatever the request was."""
        answer = exchange.answer
        if answer is None:
            return [f"no whole answer came ({exchange.lost})"]
        faults = [*self._judge_secrets(exchange)]
        if answer.seconds > self._response_seconds:
            bound = f"{self._response_seconds:g} s"
            faults.append(f"the answer took {answer.seconds:.1f} s; the bound is {bound}")
        return faults

    def _judge_declared(self, operation: Operation, exchange: Exchange) -> Iterator[str]:
        answer = exchange.answer
        assert answer is not None
        response = operation.responses.get(str(answer.status))
        if response is None:
            declared = ", ".join(operation.responses)
            yield f"status {answer.status} is not declared for {operation.id} ({declared})"
            return
        yield from self._judge_headers(response, answer.headers)
        content = response.get("content", {})
        if content and exchange.request.method != "HEAD":
            yield from self._judge_content(operation, exchange, content)

    def _judge_headers(
        self, response: Mapping[str, Any], headers: Mapping[str, str]
    ) -> Iterator[str]:
        for name, declared in response.get("headers", {}).items():
            header = resolve(self._description.content, declared)
            if header.get("required") and not headers.get(name.lower()):
                yield f"the required header {name} is missing"

    def _judge_content(
        self, operation: Operation, exchange: Exchange, content: Mapping[str, Any]
    ) -> Iterator[str]:
        answer = exchange.answer
        assert answer is not None
        sent = answer.headers.get("content-type", "")
        kind, _, options = sent.partition(";")
        media_type = kind.strip().lower()
        if media_type not in content:
            yield f"the content type is {sent or 'missing'}, declared is {', '.join(content)}"
            return
        if "charset" in options.lower() and "utf-8" not in options.lower():
            yield f"the content type is {sent}; JSON is UTF-8"
        if media_type == "application/json":
            yield from self._judge_json(operation, answer.status, answer.body)

    def _judge_json(self, operation: Operation, status: int, body: bytes) -> Iterator[str]:
        try:
            value = parse_strictly(body)
        except NotStrictJson as error:
            yield str(error)
            return
        validator = self._validator(operation, str(status), "application/json")
        for fault in validator.iter_errors(value):
            place = "/".join(str(step) for step in fault.instance_path)
            yield _shortened(f"body {place or '(whole)'}: {fault.message}")

    def _judge_secrets(self, exchange: Exchange) -> Iterator[str]:
        answer = exchange.answer
        assert answer is not None
        for secret in {*self._secrets, *_sent_tokens(exchange)}:
            # What was sent as plain data may come back as such.
            given = secret in exchange.request.url or secret.encode() in exchange.request.body
            if secret.encode() in answer.body and not given:
                yield "a key stands in the body of the answer"
            if any(secret in value for value in answer.headers.values()):
                yield "a key stands in a header of the answer"

    def _validator(self, operation: Operation, status: str, kind: str) -> jsonschema_rs.Validator:
        key = (operation.id, status, kind)
        if key not in self._validators:
            schema = operation.responses[status]["content"][kind].get("schema", {})
            self._validators[key] = self.validator_for(schema)
        return self._validators[key]

    def validator_for(self, schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
        """Compile a schema of the description, with its references resolved within it."""
        root = {**_bounded(schema), "components": self._components}
        return jsonschema_rs.Draft202012Validator(root)


def _sent_tokens(exchange: Exchange) -> Iterator[str]:
    for name, value in exchange.request.headers:
        token = value.partition(" ")[2].strip()
        if name.lower() == "authorization" and len(token) >= _SHORTEST_SENT:
            yield token


def _bounded(schema: Any) -> Any:
    """Return a schema in which times are bounded so that milliseconds do not pass for seconds."""
    if is_object(schema):
        found = {key: _bounded(value) for key, value in schema.items()}
        if found.get("format") == "unixtime":
            found.setdefault("minimum", 0)
            found.setdefault("maximum", _LATEST_SECOND)
        return found
    if is_list(schema):
        return [_bounded(item) for item in schema]
    return copy.copy(schema)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"
