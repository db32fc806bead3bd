"""From a normalized description to a client in its folder, whole or not at all."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from attrs import frozen

from .inspection import inspect_client
from .omissions import omissions
from .project import write_client
from .refusals import refuse_unwritable


@frozen
class Generated:
    """What a generation made, and what of the description it left out."""

    package: Path
    operations: int
    models: int
    omissions: tuple[str, ...] = ()


def generate_client(document: dict[str, Any], source: Path, package: Path) -> Generated:
    """
    Generate a client package, check it, and put it where the old one stands.

    `document` is a normalized description, `source` its place for messages. The old
    package stays untouched where anything fails. Raises `GenerationError`.
    """
    refuse_unwritable(document)
    package.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=package.parent, prefix=".generating-") as folder:
        fresh = Path(folder) / package.name
        plan = write_client(document, source, fresh)
        inspect_client(fresh, plan)
        _discard_caches(fresh)
        _replace(fresh, package)
    found = omissions(document)
    return Generated(package, len(plan.operations), len(plan.vocabulary.models), found)


def _discard_caches(package: Path) -> None:
    for cache in package.rglob("__pycache__"):
        shutil.rmtree(cache)


def _replace(fresh: Path, package: Path) -> None:
    """Put the new folder in the place of the old one by two renames."""
    old = fresh.with_name(package.name + ".old")
    if package.exists():
        package.rename(old)
    fresh.rename(package)
