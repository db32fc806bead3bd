"""Applying overlays beside published tools: the same document, the same actions, the same run."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from benchmarks.generation import whole_description
from benchmarks.processes import Cost, FailedProcessError, process_rounds, run
from benchmarks.rounds import Budget, cpu_rounds, repeated
from benchmarks.rows import Figure, Goal, Heading, Row, Wanted, row
from fine_tuning_contract import places
from fine_tuning_contract.description import (
    apply_overlays,
    dump,
    load,
    operations,
    read_overlay,
)
from fine_tuning_contract.description.json_values import copied, same

OURS = "fine-tuning-contract overlay apply"
_CACHED = "the same, its text read before"
_ENGINE = "apply_overlays"
_FLOOR = "a copy of the document"
_OAS_PATCH = "oas-patch"
_OPENAPI_FORMAT = "openapi-format"
_NO_CACHE = {"FINE_TUNING_CONTRACT_CACHE": ""}
_COPIES = 40
_SECOND = Goal(1.0, "value")


@frozen
class Work:
    """A document, an overlay of thirty actions for it, and where results go."""

    document: Path
    overlay: Path
    folder: Path


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield the time for thirty actions on a large document, for the engine and for commands."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        document = _document(folder)
        plain = Work(document, _written(folder, "plain", _plain(document)), folder)
        filtered = Work(document, _written(folder, "filters", _filters(document)), folder)
        rounds = 1 if wanted.quick else 3
        for name, work in (("plain", plain), ("filters", filtered)):
            if f"overlays.engine.{name}" in wanted:
                yield _engine_row(name, work, rounds)
        if any(f"overlays.command.{name}" in wanted for name in ("plain", "filters")):
            peers = _Peers(folder)
            for name, work in (("plain", plain), ("filters", filtered)):
                if f"overlays.command.{name}" in wanted:
                    yield _command_row(name, work, rounds, peers)


def _engine_row(name: str, work: Work, rounds: int) -> Row:
    """Return the time for the actions alone: the document and the overlay are read before."""
    document, overlay = load(work.document), read_overlay(work.overlay)
    works = {
        _FLOOR: repeated(partial(copied, document.content)),
        _ENGINE: repeated(partial(apply_overlays, document, [overlay])),
    }
    found = cpu_rounds(works, Budget(seconds=0.5, rounds=rounds))
    samples = {subject: [cost / 1e6 for cost in costs] for subject, costs in found.items()}
    size = work.document.stat().st_size / 1e6
    note = f"{size:.1f} MB, {len(overlay.actions)} actions, document and overlay read before"
    heading = Heading(
        f"overlays.engine.{name}", f"apply {_TITLES[name]}", "s CPU", {_ENGINE: _SECOND}, note
    )
    return row(heading, samples, _FLOOR)


def _command_row(name: str, work: Work, rounds: int, peers: "_Peers") -> Row:
    """Return the time of whole commands, from YAML to YAML, and whether the results are equal."""
    results = {subject: work.folder / f"{name}-{place}.yml" for place, subject in enumerate(_ALL)}
    commands: dict[str, Callable[[], Cost]] = {
        OURS: partial(_ours, work, results[OURS], _NO_CACHE),
        _CACHED: partial(_ours, work, results[_CACHED], {}),
        **{subject: partial(peers.run, subject, work, results[subject]) for subject in _PEERS},
    }
    failed = {**peers.missing, **_failures({s: commands[s] for s in _PEERS if s in peers.ready})}
    running = {subject: command for subject, command in commands.items() if subject not in failed}
    found = process_rounds(running, rounds)
    samples = {subject: [cost.cpu_seconds for cost in costs] for subject, costs in found.items()}
    heading = Heading(
        f"overlays.command.{name}",
        f"a whole command: apply {_TITLES[name]}",
        "s CPU",
        note="from YAML to YAML; results are compared with ours",
    )
    measured = row(heading, samples, OURS)
    right = load(results[OURS]).content
    told = [_compared(figure, results[figure.subject], right) for figure in measured.figures]
    told += [Figure(subject, None, None, note=reason) for subject, reason in failed.items()]
    return evolve(measured, figures=tuple(told))


_TITLES = {"plain": "30 updates and removals by path", "filters": "30 actions, 10 with filters"}
_PEERS = (_OAS_PATCH, _OPENAPI_FORMAT)
_ALL = (OURS, _CACHED, *_PEERS)


def _failures(commands: Mapping[str, Callable[[], Cost]]) -> dict[str, str]:
    """Return what the peers say that cannot do the work at all."""
    failed: dict[str, str] = {}
    for subject, command in commands.items():
        try:
            command()
        except FailedProcessError as failure:
            failed[subject] = f"fails: {str(failure).splitlines()[-1][-100:]}"
    return failed


def _compared(figure: Figure, place: Path, right: Any) -> Figure:
    if figure.subject in (OURS, _CACHED):
        return figure
    return evolve(figure, note="same result" if same(load(place).content, right) else "differs")


def _ours(work: Work, result: Path, env: Mapping[str, str]) -> Cost:
    tool = str(Path(sys.executable).with_name("fine-tuning-contract"))
    command = [tool, "overlay", "apply", str(work.document), str(work.overlay), "-o", str(result)]
    return run(command, env)


class _Peers:
    """Published tools, each installed in a folder of its own; why, where that cannot be done."""

    def __init__(self, folder: Path) -> None:
        self._tools: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        installers = {_OAS_PATCH: _oas_patch, _OPENAPI_FORMAT: _openapi_format}
        for subject, install in installers.items():
            try:
                self._tools[subject] = install(folder / subject)
            except (FailedProcessError, OSError) as failure:
                self.missing[subject] = f"left out: {str(failure).splitlines()[-1][-100:]}"

    @property
    def ready(self) -> frozenset[str]:
        """Those that are installed."""
        return frozenset(self._tools)

    def run(self, subject: str, work: Work, result: Path) -> Cost:
        """Apply the overlay with one of them."""
        document, overlay, to = str(work.document), str(work.overlay), str(result)
        arguments = {
            _OAS_PATCH: ["overlay", document, overlay, "-o", to],
            _OPENAPI_FORMAT: [document, "-l", overlay, "-o", to, "--no-sort"],
        }
        return run([self._tools[subject], *arguments[subject]])


def _oas_patch(folder: Path) -> str:
    run([sys.executable, "-m", "venv", str(folder)])
    run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", _OAS_PATCH])
    return str(folder / "bin" / _OAS_PATCH)


def _openapi_format(folder: Path) -> str:
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not installed"
        raise FailedProcessError(message)
    folder.mkdir()
    run([npm, "install", "--silent", "--prefix", str(folder), _OPENAPI_FORMAT])
    return str(folder / "node_modules" / ".bin" / _OPENAPI_FORMAT)


def _document(folder: Path) -> Path:
    """Return the whole description that the environment names, or ours, many times in one."""
    found = whole_description(folder)
    if found is not None:
        return found
    content = load(places.published_description()).content
    large = {**content, "paths": {}, "components": {**content["components"], "schemas": {}}}
    for number in range(_COPIES):
        copy = json.loads(
            json.dumps(content).replace("#/components/schemas/", f"#/components/schemas/C{number}")
        )
        large["paths"] |= {f"/c{number}{path}": item for path, item in copy["paths"].items()}
        schemas = copy["components"]["schemas"]
        large["components"]["schemas"] |= {f"C{number}{name}": schemas[name] for name in schemas}
    place = folder / "large.yml"
    place.write_text(dump(large), encoding="utf-8")
    return place


def _written(folder: Path, name: str, actions: list[dict[str, Any]]) -> Path:
    place = folder / f"{name}.overlay.yml"
    head = {"overlay": "1.0.0", "info": {"title": name, "version": "1.0.0"}}
    place.write_text(dump({**head, "actions": actions}), encoding="utf-8")
    return place


def _plain(document: Path) -> list[dict[str, Any]]:
    """Return updates and removals by path, spread over the document."""
    content = load(document).content
    whole = list(operations(content))
    places = [f"$.paths['{path}'].{method}" for path, method, _ in whole]
    schemas = [f"$.components.schemas['{name}']" for name in content["components"]["schemas"]]
    return [
        *({"target": each, "update": {"x-team": "a", "tags": ["b"]}} for each in _spread(places)),
        *({"target": each, "update": {"description": "Anew."}} for each in _spread(schemas)),
        *(
            {"target": f"{each}.responses", "update": {"500": {"description": "Broken."}}}
            for each in _spread(places[3:])[:5]
        ),
        {"target": "$.paths.*.get", "update": {"x-safe": True}},
        {"target": "$.paths.*.*.responses['200']", "update": {"x-fine": True}},
        {"target": "$.info", "update": {"title": "Other", "x-list": [1, 2]}},
        {"target": "$.components.schemas.*.properties.metadata", "update": {"x-map": True}},
        {"target": "$.paths.*.*.summary", "remove": True},
    ]


def _filters(document: Path) -> list[dict[str, Any]]:
    """Return the same with filters in the place of ten of the actions."""
    queries = [
        "$.paths.*[?@.operationId]",
        "$.paths.*.*.responses[?@.content]",
        "$.paths.*.*.parameters[?@.in == 'query']",
        "$.paths.*.*.parameters[?@.name == 'limit' || @.name == 'after']",
        "$.components.schemas[?@.type == 'object']",
        "$.components.schemas[?length(@.required) > 3]",
        "$.components.schemas.*.properties[?@.type == 'string']",
        "$.components.schemas.*.properties[?search(@.description, 'the')]",
        "$.components.schemas.*.properties[?@.enum]",
        "$..[?@.type == 'array']",
    ]
    updates = [
        {"target": query, "update": {f"x-found-{number}": True}}
        for number, query in enumerate(queries)
    ]
    return [*_plain(document)[:20], *updates]


def _spread(names: list[str]) -> list[str]:
    """Return ten of many names, at equal distances."""
    return names[:: max(1, len(names) // 10)][:10]
