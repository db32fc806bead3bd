"""What a mutant is, and all mutants by name."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Literal

import attrs

from contract_tests.mutants.edits import FaultyClient
from contract_tests.mutants.faulty import FaultyServer

Subject = Literal["server", "client"]
SpoilServer = Callable[[FaultyServer], None]
SpoilClient = Callable[[FaultyClient], None]

_SERVERS = (
    "answers",
    "jobs",
    "results",
    "lives",
    "pauses",
    "pages",
    "listings",
    "histories",
    "refusals",
    "inputs",
    "values",
    "access",
    "wire",
    "crowds",
    "uploads",
    "graders",
    "comparisons",
    "formulas",
    "permissions",
    "tuned_models",
)
_CLIENTS = ("requests", "parsing", "paging", "failing", "keys", "forms", "waiting")


@attrs.frozen
class Mutant:
    """A correct server or client with one fault; `spoil` puts the fault in."""

    name: str
    group: str
    fault: str
    subject: Subject
    spoil: Callable[..., None]


_MUTANTS: dict[str, Mutant] = {}


def faulty_server(spoil: SpoilServer) -> SpoilServer:
    """Register a function that puts one fault into a server; its docstring says which."""
    _register(spoil, "server")
    return spoil


def faulty_client(spoil: SpoilClient) -> SpoilClient:
    """Register a function that puts one fault into a client; its docstring says which."""
    _register(spoil, "client")
    return spoil


def every(subject: Subject | None = None) -> Iterator[Mutant]:
    """Yield all mutants, or those of one subject, in the order of their modules."""
    for kind, modules in (("servers", _SERVERS), ("clients", _CLIENTS)):
        for module in modules:
            import_module(f"contract_tests.mutants.{kind}.{module}")
    yield from (one for one in _MUTANTS.values() if subject in (None, one.subject))


def named(name: str) -> Mutant:
    """Return the mutant of a name; raises LookupError for a name that none has."""
    found = {mutant.name: mutant for mutant in every()}
    if name not in found:
        raise LookupError(f"there is no mutant {name!r}; `--list` shows all")
    return found[name]


def _register(spoil: Callable[..., None], subject: Subject) -> None:
    name = spoil.__name__.replace("_", "-")
    fault = (spoil.__doc__ or "").strip()
    if name in _MUTANTS:
        raise ValueError(f"two mutants are named {name!r}")
    if not fault or "\n" in fault:
        raise ValueError(f"the mutant {name!r} needs a docstring of one line that says its fault")
    group = spoil.__module__.rpartition(".")[2]
    _MUTANTS[name] = Mutant(name, group, fault, subject, spoil)
