"""
Every stage runs on every description that the provider has published.

The provider's files are not part of this repository. They are looked for in the folder that
UPSTREAM_DESCRIPTIONS names, or in `shared/upstream` beside the checkout: descriptions cut to
fine-tuning, files and models are called by their date (`2025-04-29.yaml`), whole ones end in
`-whole.yaml.gz`.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_contract import places
from fine_tuning_contract.codegen import generate_client
from fine_tuning_contract.description import Normalized, load, normalize, operations, overlay_files

OPERATIONS = {
    "2023-11-15.yaml": 13,
    "2024-11-04.yaml": 14,
    "2025-04-29.yaml": 17,
    "2026-08-21.yaml": 21,
    "2026-08-21-whole.yaml.gz": 288,
}
CUT = [name for name in OPERATIONS if name.endswith(".yaml")]
NEWEST, WHOLE = "2026-08-21.yaml", "2026-08-21-whole.yaml.gz"
OLDER = [name for name in CUT if name != NEWEST]

Upstream = Callable[[str], Path]
Bare = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Upstream:
    """Return a function that gives the place of a published file, unpacked where it is packed."""
    beside = Path(__file__).parents[3] / "shared" / "upstream"
    folder = Path(os.environ.get("UPSTREAM_DESCRIPTIONS", beside))
    unpacked = tmp_path_factory.mktemp("upstream")

    def found(name: str) -> Path:
        place = folder / name
        if not place.is_file():
            pytest.skip(
                f"{place} is not there: the provider's files are not part of this repository; "
                "name a folder that has them by UPSTREAM_DESCRIPTIONS"
            )
        if place.suffix != ".gz":
            return place
        plain = unpacked / place.stem
        if not plain.exists():
            with gzip.open(place) as packed, plain.open("wb") as file:
                shutil.copyfileobj(packed, file)
        return plain

    return found


@pytest.fixture(scope="module")
def bare(upstream: Upstream) -> Bare:
    """Return a function that normalizes a published file without overlays, once for all tests."""
    return cache(lambda name: normalize(upstream(name), []).content)


def count(content: Any) -> int:
    """Return how many operations a description has."""
    return len(list(operations(content)))


def sent(package: Path) -> tuple[int, int]:
    """Return how many operations the sync and the async classes of a client send."""
    texts = [path.read_text(encoding="utf-8") for path in (package / "resources").glob("*.py")]
    halves = [re.split(r"^class Async", text, maxsplit=1, flags=re.MULTILINE) for text in texts]
    call = re.compile(r"self\._connection\.(?:call|walk|download)\(")
    return (
        sum(len(call.findall(half[0])) for half in halves),
        sum(len(call.findall(half[1])) for half in halves if len(half) > 1),
    )


def ours(source: Path, unmatched: Any = "warn", **more: Any) -> Normalized:
    """Normalize with the project's overlays."""
    overlays = overlay_files([places.overlays()])
    return normalize(source, overlays, unmatched=unmatched, **more)


@pytest.mark.parametrize("name", OPERATIONS)
def test_all_operations_are_normalized_and_generated(
    upstream: Upstream, bare: Bare, tmp_path: Path, name: str
) -> None:
    """What goes in comes out: each published operation is normalized and in both clients."""
    source = upstream(name)

    content = bare(name)
    made = generate_client(content, source, tmp_path / "client")

    expected = OPERATIONS[name]
    assert count(load(source).content) == expected
    assert count(content) == made.operations == expected
    assert sent(made.package) == (expected, expected)


def test_newest_file_matches_every_overlay(upstream: Upstream, normalized: dict[str, Any]) -> None:
    """No action is left without a target, and the structure is that of our own description."""
    content = ours(upstream(NEWEST), unmatched="error").content

    assert count(content) == 21
    assert list(content["components"]["schemas"]) == list(normalized["components"]["schemas"])
    assert list(content["paths"]) == list(normalized["paths"])


@pytest.mark.parametrize("name", OLDER)
def test_older_file_lists_what_it_lacks_and_goes_on(
    upstream: Upstream, tmp_path: Path, name: str
) -> None:
    """With `--unmatched warn`, each action without a target is told and the rest is done."""
    source = upstream(name)

    found = ours(source)
    made = generate_client(found.content, source, tmp_path / "client")

    unmatched = [warning for warning in found.warnings if "matches nothing" in warning]
    assert made.operations == OPERATIONS[name]
    assert unmatched
    assert all(re.search(r"\.overlay\.yml:\d+:\d+: action \d+: target", each) for each in unmatched)
    assert any("pauseFineTuningJob" in warning for warning in unmatched)


@pytest.mark.parametrize("name", OLDER)
def test_older_file_stops_unless_told_otherwise(upstream: Upstream, name: str) -> None:
    """Without `--unmatched warn`, the first action without a target is an error."""
    with pytest.raises(Exception, match=r"\.overlay\.yml:\d+:\d+: action \d+: .*matches nothing"):
        ours(upstream(name), unmatched="error")


@pytest.mark.parametrize("name", CUT)
def test_client_of_every_file_is_strictly_typed(
    upstream: Upstream, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """`mypy --strict` finds nothing in the client, whichever description it was made from."""
    source = upstream(name)
    folder = tmp_path_factory.mktemp("typed")
    made = generate_client(ours(source).content, source, folder / "client")
    (folder / "mypy.ini").write_text("[mypy]\nstrict = True\n")
    found = tmp_path_factory.getbasetemp() / "mypy"

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(found), "-p", made.package.name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith("Success"), done.stdout + done.stderr


def test_slice_of_the_whole_file_is_the_cut_file(
    upstream: Upstream, normalized: dict[str, Any]
) -> None:
    """Selecting our paths from the whole file gives what the cut file gives."""
    cut = ours(upstream(NEWEST), unmatched="error")

    whole = ours(upstream(WHOLE), unmatched="error", select=list(normalized["paths"]))

    assert whole.content == cut.content


@pytest.mark.parametrize("name", OPERATIONS)
def test_normalized_file_has_no_old_spellings(bare: Bare, name: str) -> None:
    """Whatever a file's version, what comes out is clean 3.1."""
    content = bare(name)

    assert content["openapi"] == "3.1.0"
    assert schemas_with(content, "nullable") == []
    for bound in ("exclusiveMinimum", "exclusiveMaximum"):
        assert not [value for value in schemas_with(content, bound) if isinstance(value, bool)]


def schemas_with(node: Any, keyword: str) -> list[Any]:
    """Return what stands under a keyword anywhere in the schemas."""
    found: list[Any] = []
    stack = [node.get("components", {}).get("schemas", {})]
    while stack:
        top = stack.pop()
        if isinstance(top, list):
            stack += top
        elif isinstance(top, dict):
            # A member may be called like a keyword; then it holds a schema.
            if keyword in top and not isinstance(top[keyword], dict):
                found.append(top[keyword])
            stack += [value for name, value in top.items() if name not in ("example", "examples")]
    return found
