"""
The project's client over the runtime's single source instead of over its copy.

What the client does is then measured where it is written. Everything that the client offers can
be imported from here by its name.
"""

import importlib.util
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from fine_tuning_contract import places
from fine_tuning_contract.codegen import runtime


def over_source(package: Path, name: str) -> ModuleType:
    """Import a client's folder under a name, its runtime replaced by the source of it."""
    sys.modules[f"{name}.runtime"] = runtime
    for module in pkgutil.iter_modules(runtime.__path__):
        source = import_module(f"{runtime.__name__}.{module.name}")
        sys.modules[f"{name}.runtime.{module.name}"] = source
    spec = importlib.util.spec_from_file_location(name, package / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = client = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(client)
    import_module(f"{name}.models")
    return client


_client = over_source(places.generated() / "fine_tuning_client", "sourced_client")


def __getattr__(name: str) -> Any:
    """Return what the client offers by that name."""
    return getattr(_client, name)
