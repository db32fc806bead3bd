"""One request and its answer, while both can still be changed."""

import json
from typing import Any, cast

import attrs

Headers = list[tuple[bytes, bytes]]
Json = dict[str, Any]


@attrs.define
class Exchange:
    """One request and its answer; `status` is 0 as long as there is no answer."""

    operation: str | None
    method: str
    path: str
    query: str
    headers: Headers
    body: bytes
    status: int = 0
    answered: Headers = attrs.field(factory=list[tuple[bytes, bytes]])
    content: bytes = b""

    @property
    def succeeded(self) -> bool:
        """Tell whether the answer is a success."""
        return self.status // 100 == 2

    @property
    def is_json(self) -> bool:
        """Tell whether the answer says that it is JSON, which the content of a file does not."""
        return any(
            name == b"content-type" and value.startswith(b"application/json")
            for name, value in self.answered
        )

    def view(self) -> Json | None:
        """Return the JSON object that the answer holds, or None."""
        return _object(self.content)

    def sent(self) -> Json | None:
        """Return the JSON object that the request holds, or None."""
        return _object(self.body)

    def write(self, view: Any) -> None:
        """Put JSON in the place of the answer's content."""
        self.content = json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode(
            errors="surrogatepass"
        )

    def send(self, view: Any) -> None:
        """Put JSON in the place of the request's body."""
        self.body = json.dumps(view).encode()

    def answer(self, status: int, view: Any) -> None:
        """Answer with JSON, whatever the server would say or has said."""
        self.status = status
        if not any(name == b"content-type" for name, _ in self.answered):
            self.answered = [
                (b"content-type", b"application/json"),
                (b"x-request-id", b"req_mutant"),
            ]
        self.write(view)

    def refuse(self, status: int, message: str, param: str | None = None, code: str = "") -> None:
        """Answer with the error envelope."""
        error = {
            "message": message,
            "type": "server_error" if status >= 500 else "invalid_request_error",
            "param": param,
            "code": code or None,
        }
        self.answer(status, {"error": error})

    def fail(self, *_: Any) -> None:
        """Answer as a server does whose code has raised something."""
        self.refuse(500, "The server had an error while processing your request.")

    def header(self, name: str) -> str:
        """Return a header of the request, or nothing."""
        found = (value for key, value in self.headers if key == name.encode())
        return next(found, b"").decode("latin-1")

    def carry(self, name: str, value: str | None) -> None:
        """Set a header of the request, or take it away."""
        self.headers = _with(self.headers, name, value)

    def label(self, name: str, value: str | None) -> None:
        """Set a header of the answer, or take it away."""
        self.answered = _with(self.answered, name, value)


def _with(headers: Headers, name: str, value: str | None) -> Headers:
    kept = [(key, text) for key, text in headers if key != name.encode()]
    return kept if value is None else [*kept, (name.encode(), value.encode("latin-1"))]


def _object(content: bytes) -> Json | None:
    try:
        view: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return cast("Json", view) if isinstance(view, dict) else None
