"""The controls of an emulator that runs in another process."""

import json
from typing import Any
from urllib.request import Request, urlopen

import attrs

Json = dict[str, Any]


@attrs.frozen
class Control:
    """The control API at a URL; every method returns the state afterwards."""

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
        headers = {"authorization": f"Bearer {self.admin_key}", "content-type": "application/json"}
        body = None if content is None else json.dumps(content).encode()
        asked = Request(self.url + path, body, headers, method=method)  # noqa: S310 - our own URL
        with urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own URL
            state: Json = json.load(answer)
        return state
