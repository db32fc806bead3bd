"""The control API's edge: paths under /_emulator/ and what they do."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from fine_tuning_contract.emulator.control.description import COMPONENTS
from fine_tuning_contract.emulator.errors import unknown_url, wrong_method
from fine_tuning_contract.emulator.exchange import Answer, json_answer
from fine_tuning_contract.emulator.payloads import read_json
from fine_tuning_contract.emulator.validation import Validators
from fine_tuning_contract.emulator.world import World

Json = dict[str, Any]
PREFIX = "/_emulator"


@attrs.frozen
class Controls:
    """The controls of one emulator."""

    world: World
    _validators: Validators = attrs.field(factory=lambda: Validators({}))

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        """Answer one control request; raises Refused."""
        actions = _ACTIONS.get(path.removeprefix(PREFIX))
        if actions is None:
            raise unknown_url(method, path[:200])
        if method not in actions:
            raise wrong_method(method, path[:200], ", ".join(sorted(actions)))
        act, schema = actions[method]
        content: Json = {}
        if schema is not None:
            content = read_json(body or b"{}", self.world.settings.limits.json_depth)
            self._validators.check(schema, COMPONENTS[schema], content)
        return json_answer(200, act(self.world, content))


def _state(world: World, _content: Json) -> Json:
    fates, faults = world.script.counts()
    return {
        "now": world.now(),
        "manual_clock": world.settings.manual_clock,
        "speed": world.settings.speed,
        "fates": fates,
        "faults": faults,
    }


def _reset(world: World, content: Json) -> Json:
    world.reset()
    return _state(world, content)


def _advance(world: World, content: Json) -> Json:
    world.advance(content["advance"])
    return _state(world, content)


def _add_fate(world: World, content: Json) -> Json:
    times: int = content.pop("times", 1)
    world.script.foresee(content, times)
    return _state(world, content)


def _add_fault(world: World, content: Json) -> Json:
    world.script.spoil(content)
    return _state(world, content)


def _clear(world: World, content: Json) -> Json:
    world.script.empty()
    return _state(world, content)


def _snapshot(world: World, content: Json) -> Json:
    world.keep(content["name"])
    return _state(world, content)


def _restore(world: World, content: Json) -> Json:
    world.restore(content["name"])
    return _state(world, content)


_Action = tuple[Callable[[World, Json], Json], str | None]
_ACTIONS: Mapping[str, Mapping[str, _Action]] = {
    "/state": {"GET": (_state, None)},
    "/reset": {"POST": (_reset, None)},
    "/clock": {"POST": (_advance, "Advance")},
    "/fates": {"POST": (_add_fate, "Fate"), "DELETE": (_clear, None)},
    "/faults": {"POST": (_add_fault, "Fault"), "DELETE": (_clear, None)},
    "/snapshot": {"POST": (_snapshot, "Snapshot")},
    "/restore": {"POST": (_restore, "Snapshot")},
}
