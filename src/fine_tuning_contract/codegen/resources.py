"""What hangs where in a client: groups of operations, and groups within groups."""

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from .failures import GenerationError
from .json_values import mapping
from .names import class_name
from .operations import OperationView
from .shapes import Shape

LIFECYCLE = "x-contract-lifecycle"


@frozen
class LifecycleView:
    """A resource that changes by itself until it reaches a final state."""

    retrieve: OperationView
    state: str
    final: tuple[str, ...]
    resting: tuple[str, ...]
    events: OperationView | None


@frozen
class GroupView:
    """One attribute of the client, such as `fine_tuning.jobs`."""

    path: tuple[str, ...]
    operations: tuple[OperationView, ...]
    children: tuple[str, ...]
    lifecycle: LifecycleView | None

    @property
    def class_name(self) -> str:
        """The class of the group."""
        return class_of(self.path)

    @property
    def module(self) -> str:
        """The module of the group."""
        return "_".join(self.path)

    @property
    def attribute(self) -> str:
        """The name by which its parent holds it."""
        return self.path[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """The generated types that its methods mention."""
        shapes: list[Shape] = []
        for operation in self.operations:
            parameters = (*operation.path_parameters, *operation.keyword_parameters)
            shapes += [operation.answer, *(parameter.shape for parameter in parameters)]
            shapes += [operation.paging.item] if operation.paging else []
        return tuple(sorted(frozenset[str]().union(*(shape.names for shape in shapes))))

    def child(self, name: str) -> str:
        """Return the class of a group within this one."""
        return class_of((*self.path, name))


def class_of(path: tuple[str, ...]) -> str:
    """Return the class of a group; the suffix keeps it apart from the schemas' classes."""
    return class_name("_".join(path)) + "Resource"


def groups(
    document: dict[str, Any], operations: Iterable[OperationView]
) -> tuple[GroupView, ...]:
    """
    Return every group, outermost first.

    Raises `GenerationError` where two operations would be one method.
    """
    by_path: dict[tuple[str, ...], list[OperationView]] = {}
    for operation in operations:
        for depth in range(1, len(operation.group) + 1):
            by_path.setdefault(operation.group[:depth], [])
        by_path[operation.group].append(operation)
    for path, members in by_path.items():
        _check_methods(path, members)
    return tuple(
        GroupView(path, tuple(members), _children(path, by_path), _lifecycle(document, members))
        for path, members in sorted(by_path.items())
    )


def _children(path: tuple[str, ...], paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        sorted(other[-1] for other in paths if other[:-1] == path)
    )


def _check_methods(path: tuple[str, ...], operations: list[OperationView]) -> None:
    seen: dict[str, str] = {}
    for operation in operations:
        for name in (operation.name, *operation.aliases):
            if name in seen:
                raise GenerationError(
                    f"{seen[name]} and {operation.operation_id} would both be "
                    f"{'.'.join(path)}.{name}(); name one of them by x-speakeasy-name-override"
                )
            seen[name] = operation.operation_id


def _lifecycle(
    document: dict[str, Any], operations: list[OperationView]
) -> LifecycleView | None:
    """Return the lifecycle that the schema of the group's retrieved object states."""
    for operation in operations:
        schema = mapping(document["components"]["schemas"].get(operation.answer_schema))
        stated = schema.get(LIFECYCLE)
        if stated and operation.path_parameters and operation.http_method == "GET":
            events = next(
                (one for one in operations if one.operation_id == stated.get("events")), None
            )
            return LifecycleView(
                operation,
                stated["field"],
                tuple(stated["final"]),
                _resting(stated),
                events,
            )
    return None


def _resting(stated: dict[str, Any]) -> tuple[str, ...]:
    """Return the states that are not final, and that only a call leaves."""
    return tuple(
        state
        for state, following in mapping(stated.get("transitions")).items()
        if following and set(following) <= _reached_by_call(stated, state)
    )


def _reached_by_call(stated: dict[str, Any], state: str) -> set[str]:
    reached: set[str] = set()
    for action in mapping(stated.get("actions")).values():
        if state in action["from"]:
            reached |= {action["to"], *action.get("or", ())}
    return reached
