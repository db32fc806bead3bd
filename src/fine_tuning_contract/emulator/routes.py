"""The way from a method and a path to an operation, taken from the description."""

from collections.abc import Iterable
from urllib.parse import unquote

import attrs

from fine_tuning_contract.emulator.blueprint import Operation
from fine_tuning_contract.emulator.errors import unknown_url, wrong_method

_Methods = dict[str, Operation]


@attrs.frozen
class _Template:
    """One path of the description, cut at its slashes; a parameter is None and has a name."""

    segments: tuple[str | None, ...]
    names: tuple[str, ...]
    methods: _Methods

    def ids(self, segments: list[str]) -> dict[str, str] | None:
        """Return the parameters of a path that has this form, or None."""
        found: list[str] = []
        for wanted, segment in zip(self.segments, segments, strict=True):
            if wanted is None and segment:
                found.append(unquote(segment))
            elif wanted != segment:
                return None
        return dict(zip(self.names, found, strict=True))


@attrs.frozen
class Routes:
    """All paths of the description, grouped by how many segments they have."""

    templates: dict[int, list[_Template]]

    @classmethod
    def of(cls, operations: Iterable[Operation]) -> "Routes":
        """Return the routes to some operations."""
        by_path: dict[str, _Methods] = {}
        for operation in operations:
            by_path.setdefault(operation.path, {})[operation.method] = operation
        templates: dict[int, list[_Template]] = {}
        for path, methods in by_path.items():
            template = _template(path, methods)
            templates.setdefault(len(template.segments), []).append(template)
        return cls(templates)

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]]:
        """Return the operation at a raw path, and the ids in it; raises Refused."""
        segments = path.split("/")
        for template in self.templates.get(len(segments), ()):
            ids = template.ids(segments)
            if ids is not None:
                return _chosen(template.methods, method, path), ids
        raise unknown_url(method, path[:200])


def _chosen(methods: _Methods, method: str, path: str) -> Operation:
    asked = "GET" if method == "HEAD" else method
    if asked not in methods:
        allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]
        raise wrong_method(method, path[:200], ", ".join(sorted(allowed)))
    return methods[asked]


def _template(path: str, methods: _Methods) -> _Template:
    parts = path.split("/")
    return _Template(
        segments=tuple(None if part.startswith("{") else part for part in parts),
        names=tuple(part[1:-1] for part in parts if part.startswith("{")),
        methods=methods,
    )
