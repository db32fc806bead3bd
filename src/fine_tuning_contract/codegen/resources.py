"""What hangs where in a client: groups of operations, and groups within groups."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import frozen

from .failures import GenerationError
from .json_values import mapping
from .names import class_name
from .operations import OperationView

if TYPE_CHECKING:
    from .shapes import Shape

LIFECYCLE = "x-contract-lifecycle"
_CLIENT_NAMES = frozenset({"base_url", "close", "with_options"})
_METHOD_NAMES = ("with_raw_response", "wait", "stream_events", "metrics")


@frozen
class LifecycleView:
    """A resource that changes by itself until it reaches a final state."""

    retrieve: OperationView
    state: str
    final: tuple[str, ...]
    resting: tuple[str, ...]
    events: OperationView | None
    files: str | None = None
    download: OperationView | None = None

    @property
    def pages(self) -> bool:
        """Whether the size of a page of events can be asked for."""
        parameters = self.events.query_parameters if self.events else ()
        return any(parameter.name == "limit" for parameter in parameters)


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


def groups(document: dict[str, Any], operations: Iterable[OperationView]) -> tuple[GroupView, ...]:
    """
    Return every group, outermost first.

    Raises `GenerationError` where two operations would be one method.
    """
    by_path: dict[tuple[str, ...], list[OperationView]] = {}
    for operation in operations:
        for depth in range(1, len(operation.group) + 1):
            by_path.setdefault(operation.group[:depth], [])
        by_path[operation.group].append(operation)
    _check_modules(by_path)
    every = {one.operation_id: one for members in by_path.values() for one in members}
    for path, members in by_path.items():
        _check_methods(path, members, _children(path, by_path))
    return tuple(
        GroupView(
            path, tuple(members), _children(path, by_path), _lifecycle(document, members, every)
        )
        for path, members in sorted(by_path.items())
    )


def _children(path: tuple[str, ...], paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(other[-1] for other in paths if other[:-1] == path))


def _check_modules(paths: Iterable[tuple[str, ...]]) -> None:
    seen: dict[str, tuple[str, ...]] = {}
    for path in paths:
        module = "_".join(path)
        if module in seen:
            raise GenerationError(
                f"the groups {'.'.join(seen[module])} and {'.'.join(path)} would both be "
                f"resources/{module}.py; rename one by x-speakeasy-group"
            )
        seen[module] = path
        if len(path) == 1 and path[0] in _CLIENT_NAMES:
            raise GenerationError(
                f"a group cannot be called {path[0]!r}, as the client itself has that; "
                "rename it by x-speakeasy-group"
            )


def _check_methods(
    path: tuple[str, ...], operations: list[OperationView], children: tuple[str, ...]
) -> None:
    seen = {name: f"the group {'.'.join((*path, name))}" for name in children}
    seen |= dict.fromkeys(_METHOD_NAMES, "what every group has")
    for operation in operations:
        for name in (operation.name, *operation.aliases):
            if name in seen:
                raise GenerationError(
                    f"{seen[name]} and {operation.operation_id} would both be "
                    f"{'.'.join(path)}.{name}(); name one of them by x-speakeasy-name-override"
                )
            seen[name] = operation.operation_id


def _lifecycle(
    document: dict[str, Any],
    operations: list[OperationView],
    every: dict[str, OperationView],
) -> LifecycleView | None:
    """Return the lifecycle that the schema of the group's retrieved object states."""
    for operation in operations:
        schemas = mapping(mapping(document.get("components")).get("schemas"))
        schema = mapping(schemas.get(operation.answer_schema or ""))
        stated = schema.get(LIFECYCLE)
        if stated and operation.path_parameters and operation.http_method == "GET":
            events = next(
                (
                    one
                    for one in operations
                    if one.operation_id == stated.get("events") and one.paging
                ),
                None,
            )
            metrics = mapping(stated.get("metrics"))
            download = every.get(str(metrics.get("download")))
            return LifecycleView(
                operation,
                stated["field"],
                tuple(stated["final"]),
                _resting(stated),
                events,
                metrics.get("files") if download else None,
                download,
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
