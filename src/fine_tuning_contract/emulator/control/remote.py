"""The controls of an emulator that runs in another process."""

import json
from typing import Any

import attrs

from fine_tuning_contract.emulator.problems import EmulatorError

Json = dict[str, Any]
_SECONDS = 30
_HINTS = {
    401: "Give Control the emulator's admin key.",
    403: "Give Control the emulator's admin key.",
    404: "Was it started with --no-control?",
}


@attrs.frozen
class Control:
    """The control API at a URL; methods return the state afterwards, or raise EmulatorError."""

    url: str
    admin_key: str = attrs.field(repr=False)

    def state(self) -> Json:
        """Tell the emulated time and what waits for its turn."""
        return self._ask("GET", "/state")

    def reset(self) -> Json:
        """Forget everything: jobs, files, models, fates, faults, and the clock's advance."""
        return self._ask("POST", "/reset")

    def advance(self, seconds: float) -> Json:
        """Advance the emulated time."""
        return self._ask("POST", "/clock", {"advance": seconds})

    def fate(self, kind: str, **details: Any) -> Json:
        """Decide what happens to the next job: fail, fail_validation, stall or pause."""
        return self._ask("POST", "/fates", {"kind": kind, **details})

    def fault(self, kind: str, **details: Any) -> Json:
        """Let coming answers go wrong in one of the ways that the manual lists."""
        return self._ask("POST", "/faults", {"kind": kind, **details})

    def clear(self) -> Json:
        """Forget the fates and faults that wait."""
        return self._ask("DELETE", "/faults")

    def snapshot(self, name: str) -> Json:
        """Keep the present state under a name."""
        return self._ask("POST", "/snapshot", {"name": name})

    def restore(self, name: str) -> Json:
        """Return to a state that was kept."""
        return self._ask("POST", "/restore", {"name": name})

    def _ask(self, method: str, path: str, content: Json | None = None) -> Json:
        # An emulator knows its controls, yet never asks: its start need not wait for this import.
        from urllib.error import HTTPError, URLError  # noqa: PLC0415 - see above
        from urllib.request import Request, urlopen  # noqa: PLC0415 - see above

        headers = {"authorization": f"Bearer {self.admin_key}", "content-type": "application/json"}
        body = None if content is None else json.dumps(content).encode()
        asked = Request(self.url + path, body, headers, method=method)  # noqa: S310 - our own URL
        try:
            with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 - our own URL
                state: Json = json.load(answer)
        except HTTPError as refused:
            with refused:
                raise self._problem(method, path, refused.code, refused.read()) from None
        except (URLError, ConnectionError, TimeoutError) as fault:
            reason = getattr(fault, "reason", fault)
            message = f"Nobody answers at {self.url} ({reason}): does the emulator still run?"
            raise EmulatorError(message) from fault
        return state

    def _problem(self, method: str, path: str, status: int, content: bytes) -> EmulatorError:
        try:
            said = str(json.loads(content)["error"]["message"])
        except (ValueError, KeyError, TypeError):
            said = f"{content[:200].decode(errors='replace')} (is this an emulator?)"
        asked = f"{method} {self.url}{path} was refused with {status}"
        hint = _HINTS.get(status, f"What it takes is described at {self.url}/docs")
        return EmulatorError(f"{asked}: {said} {hint}")
