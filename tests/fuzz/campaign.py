"""A fuzz run: two organizations send drawn requests, and what must always hold is checked."""

import asyncio
import json
import re
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

import attrs
from drawing import MARKS, STEPS, Drawn, Known
from edge import Answered, Asked, exchange, filled
from hypothesis import HealthCheck, Phase, given, seed, settings

from fine_tuning_contract.emulator import Settings, create_app
from fine_tuning_contract.emulator.settings import Key

ORGANIZATIONS = ("alpha", "bravo")
_ID = re.compile(rb'"((?:ftjob-|file-|ftckpt_|ftevent-|cp_|ft:)[^"\\]+)"')
_KINDS = {
    "ftjob-": "job",
    "file-": "file",
    "ftckpt_": "checkpoint",
    "ftevent-": "event",
    "cp_": "permission",
    "ft:": "model",
}
_ROUND = 60
_RECENT = 40


def _say_nothing(_seed: int, _requests: int) -> None:
    """Tell nobody."""


@attrs.define
class Organization:
    """What one organization is known to have, by kind, the newest last."""

    name: str
    ids: dict[str, list[str]] = attrs.field(factory=lambda: {kind: [] for kind in _KINDS.values()})
    every: set[str] = attrs.field(factory=set[str])

    def learn(self, identifier: str) -> None:
        """Remember an id that this organization was shown."""
        if identifier in self.every:
            return
        self.every.add(identifier)
        kind = next(kind for start, kind in _KINDS.items() if identifier.startswith(start))
        self.ids[kind] = [*self.ids[kind], identifier][-_RECENT:]


@attrs.define
class Campaign:
    """A run of many requests; `tally` counts the answers by status, `trace` has the latest."""

    app: Any
    loop: asyncio.AbstractEventLoop
    tally: Counter[int] = attrs.field(factory=Counter[int])
    operations: Counter[str] = attrs.field(factory=Counter[str])
    trace: deque[str] = attrs.field(factory=lambda: deque(maxlen=100))
    known: dict[str, Organization] = attrs.field(factory=dict[str, Organization])

    @classmethod
    def new(cls) -> "Campaign":
        """Return a run on an emulator of its own."""
        keys = [
            Key(f"sk-{name}{end}", f"org-{name}", f"proj_{name}", admin=bool(end))
            for name in ORGANIZATIONS
            for end in ("", "-admin")
        ]
        app = create_app(Settings(keys=tuple(keys), manual_clock=True, python_grader=False))
        return cls(app, asyncio.new_event_loop())

    @property
    def requests(self) -> int:
        """Return how many requests were sent."""
        return self.tally.total()

    def close(self) -> None:
        """Close the emulator."""
        self.app.world.close()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def run(
        self, requests: int, first: int = 0, tell: Callable[[int, int], None] = _say_nothing
    ) -> None:
        """
        Send so many requests, round by round; each round has the next seed.

        `tell` is given the seed of a round that was good, and how many requests were sent so far.
        """
        number = first
        while self.requests < requests:
            self.begin()
            seed(number)(_round(self))()
            tell(number, self.requests)
            number += 1

    def begin(self) -> None:
        """Forget everything, and give each organization something that the other must not see."""
        self.app.world.reset()
        self.known = {name: Organization(name) for name in ORGANIZATIONS}
        for name in ORGANIZATIONS:
            self._furnish(name)

    def _furnish(self, name: str) -> None:
        mark = MARKS[name]
        messages = [{"role": role, "content": mark} for role in ("user", "assistant")]
        line = json.dumps({"messages": messages}).encode() + b"\n"
        form = {"content": line * 10, "filename": mark, "purpose": "fine-tune"}
        upload = Drawn(name, "POST", ("files",), body={**form, "seconds": None, "spoilt": None})
        file_id = self._made(upload)["id"]
        body = {"model": "gpt-4o-mini", "training_file": file_id, "metadata": {"mark": mark}}
        for _ in range(3):
            job = self._made(Drawn(name, "POST", ("fine_tuning", "jobs"), body=body))
            self.app.world.advance(12)
        self._made(Drawn(name, "GET", ("models",)))
        self._made(Drawn(name, "GET", ("fine_tuning", "jobs", job["id"], "events")))
        for model in self.known[name].ids["model"][-1:]:
            path = ("fine_tuning", "checkpoints", model, "permissions")
            projects = {"project_ids": [f"proj_{name}"]}
            self._made(Drawn(f"{name}-admin", "POST", path, body=projects))

    def _made(self, drawn: Drawn) -> Any:
        answered = self.send(drawn)
        assert answered.status == 200, answered.content
        return answered.json()

    def step(self, step: Drawn | int) -> None:
        """Send a request, or let time pass."""
        if isinstance(step, int):
            self.app.world.advance(step)
        else:
            self.send(step)

    def send(self, drawn: Drawn) -> Answered:
        """Send a request and check its answer."""
        asked = filled(drawn, self._identifier)
        answered = self.loop.run_until_complete(exchange(self.app, asked))
        self.tally[answered.status] += 1
        if answered.status < 300:
            self.operations[" ".join((drawn.method, *map(_shape, drawn.path)))] += 1
        self.trace.append(f"{asked.actor} {asked.method} {asked.text} -> {answered.status}")
        check(self, asked, answered)
        return answered

    def _identifier(self, place: Known) -> str:
        kinds = _KINDS.values() if place.kind == "any" else (place.kind,)
        owners = [self.known[name] for name in ORGANIZATIONS]
        owner = owners[place.number % 2]
        found = [identifier for kind in kinds for identifier in owner.ids[kind]]
        return found[-1 - place.number // 2 % len(found)] if found else "none"


def check(campaign: Campaign, asked: Asked, answered: Answered) -> None:
    """Check what must hold of every answer."""
    if answered.status == 0:
        assert asked.leaves, "only a caller who left has no answer"
        return
    assert 200 <= answered.status < 500, f"status {answered.status}: {answered.content!r}"
    assert answered.headers[b"x-request-id"].startswith(b"req_")
    if answered.status >= 400 and asked.method != "HEAD":
        error = answered.json()["error"]
        assert {*error} == {"message", "type", "param", "code"}, error
        assert error["message"]
    organization = asked.actor.removesuffix("-admin")
    if organization not in ORGANIZATIONS:
        assert answered.status in (400, 401, 404), "a stranger got in"
        return
    _check_privacy(campaign, asked, answered, organization)


def _check_privacy(campaign: Campaign, asked: Asked, answered: Answered, name: str) -> None:
    other = next(one for one in ORGANIZATIONS if one != name)
    header = answered.headers.get(b"openai-organization", f"org-{name}".encode())
    assert header == f"org-{name}".encode()
    mark = MARKS[other]
    leaked = mark.encode() in answered.content and mark not in asked.text
    assert not leaked, f"{name} was shown what {other} wrote: {answered.content[:2000]!r}"
    if answered.status != 200:
        return
    if not asked.path.endswith(("/content", "/run", "/validate")):
        shown = {identifier.decode() for identifier in _ID.findall(answered.content)}
        foreign = shown & campaign.known[other].every
        assert not foreign, f"{name} was shown what {other} has: {foreign}"
        for identifier in shown:
            campaign.known[name].learn(identifier)


def _round(campaign: Campaign) -> Any:
    @settings(
        max_examples=_ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(steps=STEPS)
    def play(steps: Any) -> None:
        for step in steps:
            campaign.step(step)

    return play


def _shape(part: Any) -> str:
    is_name = isinstance(part, str) and re.fullmatch("[a-z_]{3,12}", part)
    return part if is_name else "*"


def report(campaign: Campaign, seconds: float) -> str:
    """Return the figures of a run, in lines."""
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(campaign.tally.items()))
    done = json.dumps(dict(campaign.operations.most_common(40)), indent=1)
    speed = campaign.requests / max(seconds, 0.001)
    return f"{campaign.requests} requests in {seconds:.0f} s ({speed:.0f}/s)\n{statuses}\n{done}"
