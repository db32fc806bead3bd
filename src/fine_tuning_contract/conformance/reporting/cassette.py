"""The recording of a run: every exchange on a line of its own, written as it happens."""

import datetime as dt
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from fine_tuning_contract.conformance.exchange import Exchange
from fine_tuning_contract.conformance.operations import Operation
from fine_tuning_contract.conformance.redaction import redact

NAME: Final = "cassette.jsonl"
# A whole run writes about half of it; a body longer than this is cut, and its size said.
MOST_BYTES: Final = 32_000_000
_LONGEST_BODY = 16_000
_PART = ".cassette-{}.part"


class Cassette:
    """
    Writes exchanges to a part of the recording; each process of a run has a part of its own.

    Memory stays flat: nothing is kept but a count of what no longer fitted.
    """

    def __init__(
        self, folder: Path, secrets: Sequence[str], *, most_bytes: int = MOST_BYTES
    ) -> None:
        """Record into a folder, without any of the secrets."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / _PART.format(os.getpid())).open("wb")
        self._secrets = tuple(secrets)
        self._left = most_bytes
        self._omitted = 0
        self.rule: str | None = None

    def note(self, operation: Operation | None, exchange: Exchange) -> None:
        """Write an exchange, or count it where the recording is full."""
        line = _line(_entry(self.rule, operation, exchange, self._secrets))
        if self._omitted or len(line) > self._left:
            self._omitted += 1
            return
        self._left -= len(line)
        self._file.write(line)

    def close(self) -> None:
        """End the part, and say how many exchanges it lacks."""
        if self._file.closed:
            return
        if self._omitted:
            self._file.write(_line({"omitted": self._omitted, "why": "the recording is full"}))
        self._file.close()


def join_parts(folder: Path) -> Path | None:
    """Make one recording of the parts in a folder, if there are any, and remove them."""
    parts = _parts(folder)
    if not parts:
        return None
    first, *others = parts
    with first.open("ab") as file:
        for part in others:
            with part.open("rb") as more:
                while piece := more.read(1 << 20):
                    file.write(piece)
            part.unlink()
    return first.replace(folder / NAME)


def discard_parts(folder: Path) -> None:
    """Remove what a run that was stopped by force may have left in a folder."""
    for part in _parts(folder):
        part.unlink()


def read_cassette(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of a recording, one after the other."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(_PART.format("*")))


def _entry(
    rule: str | None, operation: Operation | None, exchange: Exchange, secrets: Sequence[str]
) -> dict[str, Any]:
    request, answer = exchange.request, exchange.answer
    return {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "rule": rule,
        "operation": operation.id if operation else None,
        "request": {
            "method": request.method,
            "url": redact(request.url, secrets),
            "headers": [[name, redact(value, secrets)] for name, value in request.headers],
            **_body(request.body, secrets),
        },
        "response": None
        if answer is None
        else {
            "status": answer.status,
            "headers": [[name, redact(value, secrets)] for name, value in answer.headers.items()],
            **_body(answer.body, secrets),
            "seconds": round(answer.seconds, 4),
        },
        "lost": exchange.lost,
    }


def _body(body: bytes, secrets: Sequence[str]) -> dict[str, Any]:
    """Return a body as text, its size in bytes, and whether the text is not all of it."""
    # A key may stand across the cut: so much more is read that it is seen as a whole.
    text = redact(body[: 2 * _LONGEST_BODY].decode("utf-8", errors="replace"), secrets)
    shown = text[:_LONGEST_BODY]
    cut = len(shown) < len(text) or len(body) > 2 * _LONGEST_BODY
    return {"body": shown, "size": len(body), **({"cut": True} if cut else {})}


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", errors="backslashreplace") + b"\n"
