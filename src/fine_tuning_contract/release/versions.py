"""Versions: which comes next, by what a change does to those who use the project."""

import re
import tomllib
from pathlib import Path

from fine_tuning_contract.description.comparison import Release

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def current_version(project: Path) -> str | None:
    """Return the version that a project states in its pyproject.toml, if it states one."""
    try:
        stated = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return None
    version = stated.get("project", {}).get("version")
    return str(version) if version else None


def next_version(current: str, level: Release) -> str:
    """
    Return the version to release as.

    Before 1.0.0, what would be major raises the second number, and all else the third: so do
    those who install `~= 0.2.0` not meet a change that breaks them.
    """
    found = _VERSION.match(current)
    if not found or level == "none":
        return current
    major, minor, patch = map(int, found.groups())
    if not major:
        return f"0.{minor + 1}.0" if level == "major" else f"0.{minor}.{patch + 1}"
    raised = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0)}
    return ".".join(map(str, raised.get(level, (major, minor, patch + 1))))


def later(one: str, other: str) -> str:
    """Return the later of two versions."""
    return max(one, other, key=_numbers)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(map(int, found.groups())) if found else ()
