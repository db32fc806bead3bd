"""A small API with a server of its own, and folders of rules made for one test."""

import itertools
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fine_tuning_contract.conformance import (
    Description,
    Options,
    Session,
    Setup,
    Target,
    read_description,
)
from fine_tuning_contract.conformance.transport import Transport

from .thing_server import ADMIN_KEY, KEY, Things, serving

_DESCRIPTION = Path(__file__).parent / "things.yml"
_numbers = itertools.count()
_HEAD = """\
\"\"\"Rules of one test.\"\"\"
import pytest
from fine_tuning_contract.conformance import Findings, MissingPrerequisite, must, should

"""


@pytest.fixture
def description() -> Description:
    """Return the description of the small API."""
    return read_description(_DESCRIPTION)


@pytest.fixture
def things() -> Iterator[Things]:
    """Return a running server of the small API."""
    with serving(Things()) as running:
        yield running


@pytest.fixture
def target(things: Things) -> Target:
    """Return the running server as a target."""
    return Target(things.url, KEY, ADMIN_KEY, setup=Setup(patience=2.0))


@pytest.fixture
def api(target: Target, description: Description) -> Iterator[Session]:
    """Return a session with the running server."""
    with Transport(patience=2.0) as transport:
        yield Session(target, description, transport)


@pytest.fixture
def rules_of(tmp_path: Path) -> Callable[..., Options]:
    """Return a way to write rules into files, named by keyword, and to get options for them."""

    def write(subject: str = "server", **files: str) -> Options:
        folder = tmp_path / f"rules_{next(_numbers)}"
        (folder / subject).mkdir(parents=True)
        for package in (folder, folder / subject):
            (package / "__init__.py").write_text("")
        for name, source in files.items():
            text = _HEAD + textwrap.dedent(source)
            (folder / subject / f"test_{name}.py").write_text(text)
        return Options(_DESCRIPTION, folder)

    return write
