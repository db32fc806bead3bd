"""One request and its answer, as they went over the wire."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from .curl import curl_line
from .redaction import redact
from .reporting.snippets import python_snippet

# Longer bodies are cut in reports; what matters of them stands at their start.
_SHOWN = 4000


@attrs.frozen
class Request:
    """A request, with its target as it stands on the request line."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@attrs.frozen(slots=False)
class Answer:
    """An answer; `headers` has lower-case names."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=lambda body: repr(body[:80]))
    seconds: float = attrs.field(repr=False)

    @cached_property
    def json(self) -> Any:
        """The body, read strictly as JSON."""
        from .strict_json import parse_strictly  # noqa: PLC0415 (most answers are never read as JSON twice)

        return parse_strictly(self.body)


@attrs.frozen
class Exchange:
    """A request and the answer to it, or the reason why there is none."""

    request: Request
    answer: Answer | None
    lost: str | None = None
    operation: str | None = None

    def as_evidence(self, message: str, key_names: Mapping[str, str]) -> dict[str, Any]:
        """Return the exchange as an entry of a report, with every key taken out."""
        secrets = tuple(key_names)
        request, answer = self.request, self.answer
        return {
            "message": redact(message, secrets),
            "request": {
                "method": request.method,
                "url": redact(request.url, secrets),
                "headers": {name: redact(value, secrets) for name, value in request.headers},
                "body": _shown(request.body, secrets),
            },
            "response": None
            if answer is None
            else {
                "status": answer.status,
                "headers": {name: redact(value, secrets) for name, value in answer.headers.items()},
                "body": _shown(answer.body, secrets),
                "seconds": round(answer.seconds, 4),
            },
            "curl": redact(curl_line(request, key_names), secrets),
            "python": redact(python_snippet(request, key_names), secrets),
        }


def _shown(body: bytes, secrets: tuple[str, ...]) -> str:
    # Redaction comes first: a cut through the middle of a key would leave half of it.
    text = redact(body.decode("utf-8", errors="replace"), secrets)
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… ({len(text) - _SHOWN} more characters)"
