"""What the processes of a run leave for the one that started them, in a folder of its own."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def put(folder: Path, kind: str, content: Any) -> None:
    """Leave something of this process, whole or not at all."""
    begun = folder / f"{kind}-{os.getpid()}.part"
    begun.write_text(json.dumps(content))
    begun.rename(begun.with_suffix(".json"))


def found(folder: Path, kind: str) -> Iterator[Any]:
    """Yield what each process left of a kind."""
    for file in sorted(folder.glob(f"{kind}-*.json")):
        yield json.loads(file.read_text())
