"""What the tests of descriptions have in hand."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from fine_tuning_contract.description import Applied, apply_overlays, load

Write = Callable[..., Path]
Overlaid = Callable[..., Applied]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes an indented text to a file and returns its place."""

    def write_file(text: str, name: str = "document.yml") -> Path:
        place = tmp_path / name
        place.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return place

    return write_file


@pytest.fixture
def overlaid(write: Write) -> Overlaid:
    """Return a function that applies actions, written as YAML, to a document."""

    def apply(document: str, *actions: str, version: str = "1.1.0", **flags: str) -> Applied:
        head = f"overlay: {version}\ninfo: {{title: A test, version: 1.0.0}}\nactions:\n"
        files = [
            write(head + dedent(each), f"{number:02}.overlay.yml")
            for number, each in enumerate(actions, 1)
        ]
        return apply_overlays(load(write(document)), files, **flags)  # type: ignore[arg-type] # flags

    return apply
