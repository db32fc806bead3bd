"""The process in which the clients' calls are measured; it prints one row of JSON a line."""

import json
import sys
from importlib import import_module
from typing import Any

from attrs import frozen

from benchmarks.rounds import FULL, QUICK, Budget
from benchmarks.rows import Wanted


@frozen
class Order:
    """What the process was told to measure."""

    prefix: str
    subjects: tuple[str, ...]
    wanted: Wanted

    @property
    def fast(self) -> bool:
        """Whether the optional decoders can be imported."""
        return self.prefix.endswith("fast")

    def title(self, text: str) -> str:
        """Return the title of a row, with what sets this process apart."""
        return f"{text}, with [fast]" if self.fast else text

    @property
    def budget(self) -> Budget:
        """How long each row may take."""
        return QUICK if self.wanted.quick else FULL


def main() -> None:
    """Measure what standard input asks for."""
    told: dict[str, Any] = json.load(sys.stdin)
    # A module that stands here as None cannot be imported: the client does without it.
    sys.modules.update(dict.fromkeys(told["blocked"]))
    sys.path[:0] = told["path"]
    wanted = Wanted(tuple(told["names"]), told["quick"])
    order = Order(told["prefix"], tuple(told["subjects"]), wanted)
    # Imported late: the clients must not be imported before the decoders are out of the way.
    for part in told["parts"]:
        module = import_module(f"benchmarks.client.{part}")
        for row in module.rows(order):
            sys.stdout.write(json.dumps(row.as_json()) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
