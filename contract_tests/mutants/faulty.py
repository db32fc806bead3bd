"""A correct server that is being spoilt: its functions replaced, its exchanges edited."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast

import attrs

from contract_tests.mutants.exchange import Exchange
from fine_tuning_contract.emulator.operations import OPERATIONS

Json = dict[str, Any]
Change = Callable[[Exchange], object]
_MISSING = object()


@attrs.frozen
class At:
    """A change of the exchanges of some operations; without operations, of all."""

    operations: tuple[str, ...]
    change: Change

    def meets(self, exchange: Exchange) -> bool:
        """Tell whether the change is for an exchange."""
        return not self.operations or exchange.operation in self.operations


@attrs.define
class FaultyServer:
    """The faults of one server; `undo` takes the replaced functions back."""

    arriving: list[At] = attrs.field(factory=list[At])
    leaving: list[At] = attrs.field(factory=list[At])
    reached: int = 0
    requests: int = 0
    _undoing: list[Callable[[], None]] = attrs.field(factory=list[Callable[[], None]])

    @property
    def touched(self) -> int:
        """Return how many places the fault was put in."""
        return len(self.arriving) + len(self.leaving) + len(self._undoing)

    def replace(self, owner: Any, name: str, value: Any) -> None:
        """Put another value in the place of a module's or a class's member."""
        original: Any = getattr(owner, name, _MISSING)
        if original is _MISSING:
            raise LookupError(f"{owner.__name__} has no member {name!r}; was it renamed?")
        setattr(owner, name, self._counted(value) if callable(value) else value)
        self._undoing.append(lambda: setattr(owner, name, original))

    def around(self, owner: Any, name: str, wrap: Callable[[Any], Any]) -> None:
        """Replace a function by what `wrap` makes of it."""
        self.replace(owner, name, wrap(getattr(owner, name, None)))

    def operation(self, operation: str, wrap: Callable[[Any], Any]) -> None:
        """Replace what performs an operation by what `wrap` makes of it."""
        performed = cast("dict[str, Any]", OPERATIONS)
        original = performed[_known(operation)]
        performed[operation] = self._counted(wrap(original))
        self._undoing.append(lambda: performed.__setitem__(operation, original))

    def before(self, operations: str | Iterable[str], change: Change) -> None:
        """Change requests before the server sees them; a change that answers is the last word."""
        self.arriving.append(At(_names(operations), change))

    def after(self, operations: str | Iterable[str], change: Change) -> None:
        """Change exchanges after the server has answered."""
        self.leaving.append(At(_names(operations), change))

    def answers(self, operations: str | Iterable[str], edit: Callable[[Json], object]) -> None:
        """Edit the JSON objects of successful answers."""

        def change(exchange: Exchange) -> None:
            view = exchange.view() if exchange.succeeded and exchange.is_json else None
            if view is not None:
                edit(view)
                # As text, since to Python 1 equals true.
                if json.dumps(view) != json.dumps(exchange.view()):
                    exchange.write(view)

        self.after(operations, change)

    def refusals(self, operations: str | Iterable[str], edit: Callable[[Json], object]) -> None:
        """Edit what stands under `error` in answers that refuse."""

        def change(exchange: Exchange) -> None:
            view = exchange.view()
            if not exchange.succeeded and view is not None and isinstance(view.get("error"), dict):
                edit(view["error"])
                exchange.write(view)

        self.after(operations, change)

    def objects(
        self, kind: str, edit: Callable[[Json], object], operations: str | Iterable[str] = ()
    ) -> None:
        """Edit every object of a kind in successful answers, alone or in a list."""

        def each(view: Json) -> None:
            for one in objects_in(view, kind):
                edit(one)

        self.answers(operations, each)

    def undo(self) -> None:
        """Take every replacement back, the last one first."""
        while self._undoing:
            self._undoing.pop()()

    def _counted(self, value: Any) -> Any:
        @wraps(value)
        def counted(*positional: Any, **named: Any) -> Any:
            self.reached += 1
            return value(*positional, **named)

        return value if isinstance(value, type) else counted


def objects_in(view: Json, kind: str) -> list[Json]:
    """
    Return the objects of a kind in an answer: the answer itself, or the items of its list.

    The answer to a deletion names the kind too, and is no object of it.
    """
    found: list[Any] = [view, *(view.get("data") or [])]
    objects = [cast("Json", one) for one in found if isinstance(one, dict)]
    return [one for one in objects if one.get("object") == kind and "deleted" not in one]


def _names(operations: str | Iterable[str]) -> tuple[str, ...]:
    names = (operations,) if isinstance(operations, str) else tuple(operations)
    return tuple(_known(name) for name in names)


def _known(operation: str) -> str:
    if operation not in OPERATIONS:
        raise LookupError(f"the emulator has no operation {operation!r}; was it renamed?")
    return operation
