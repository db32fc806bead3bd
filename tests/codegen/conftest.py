"""What tests of generation have in hand: a way to generate, and one client of another API."""

import importlib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sourced import over_source

from fine_tuning_contract.codegen import generate_client
from fine_tuning_contract.description import normalize

Generate = Callable[[dict[str, Any]], Path]
Import = Callable[[dict[str, Any]], ModuleType]

_numbers = count(1)


@pytest.fixture
def generate(tmp_path: Path) -> Generate:
    """Return a function that generates a client and returns its package's folder."""

    def generated(document: dict[str, Any]) -> Path:
        package = tmp_path / f"client_{next(_numbers)}"
        return generate_client(document, Path("pets.yml"), package).package

    return generated


@pytest.fixture
def client_of(generate: Generate, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Return a function that generates a client and imports it."""

    def imported(document: dict[str, Any]) -> ModuleType:
        package = generate(document)
        monkeypatch.syspath_prepend(package.parent)
        return _imported(package)

    return imported


@pytest.fixture(scope="session")
def shelter_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a client of an API that has nothing to do with fine-tuning."""
    source = Path(__file__).parent / "documents" / "animal-shelter.yml"
    content = normalize(source, []).content
    package = tmp_path_factory.mktemp("shelter") / "shelter_client"
    return generate_client(content, source, package).package


@pytest.fixture(scope="session")
def shelter(shelter_package: Path) -> ModuleType:
    """Return that client, imported over the runtime's single source."""
    return over_source(shelter_package, shelter_package.name)


def _imported(package: Path) -> ModuleType:
    importlib.import_module(f"{package.name}.models")
    return importlib.import_module(package.name)
