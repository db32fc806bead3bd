"""Made-up servers: what they answer, and what they were sent."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs
import httpx

REQUEST_ID = "req_made_up"
# A client that asks more often than any rule lets it will not stop by itself.
_MOST_REQUESTS = 300


@attrs.frozen
class Answer:
    """One answer, which can be given any number of times."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])

    def response(self) -> httpx.Response:
        """Return the answer as httpx reads it from a wire."""
        return httpx.Response(self.status, headers=self.headers, content=self.body)


Step: TypeAlias = Answer | Exception | Callable[[httpx.Request], Answer]


class Server:
    """Answers with one step after the other, repeats the last one, and keeps every request."""

    def __init__(self, *steps: Step) -> None:
        """Take what to do for each request in turn."""
        self._steps = steps
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, or fail as told."""
        assert len(self.requests) < _MOST_REQUESTS, "the client does not stop asking"
        step = self._steps[min(len(self.requests), len(self._steps) - 1)]
        self.requests.append(request)
        if isinstance(step, Exception):
            raise step
        answer = step if isinstance(step, Answer) else step(request)
        return answer.response()

    @property
    def request(self) -> httpx.Request:
        """The last request."""
        return self.requests[-1]


def json_answer(value: Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer that holds a JSON value; names of headers are written with underscores."""
    return text_answer(json.dumps(value), status, "application/json", **headers)


def text_answer(
    text: str | bytes, status: int = 200, media_type: str = "application/json", **headers: str
) -> Answer:
    """Return an answer that holds some text, said to be of a media type."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = text.encode() if isinstance(text, str) else text
    return Answer(body, status, {"content-type": media_type, "x-request-id": REQUEST_ID, **named})


def refusal(status: int, **headers: str) -> Answer:
    """Return an answer with an error status and the error envelope."""
    return json_answer(envelope(), status, **headers)


def envelope(**changes: Any) -> dict[str, Any]:
    """Return an error envelope."""
    error = {
        "message": "The made-up server refuses.",
        "type": "invalid_request_error",
        "param": "training_file",
        "code": "made_up",
    }
    return {"error": {**error, **changes}}
