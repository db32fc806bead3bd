"""What was found so far, and which schemas have still to be compared for whom."""

from collections import deque
from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field, frozen

from fine_tuning_contract.description.json_values import is_array, is_object, object_in, same
from fine_tuning_contract.description.pointers import escape
from fine_tuning_contract.description.spellings import ORIGIN

from .changes import Change, Direction, Effect, Verdict, Verdicts, shown, verdicts_of
from .sides import Side

_LONGEST = 80
_SCHEMAS = "#/components/schemas/"


@frozen
class Pair:
    """Two schemas that stand for each other in one direction."""

    old: str
    new: str
    direction: Direction


Owner = str | Pair
"""What a change was found in: an operation, by method and path, or a pair of schemas."""


@frozen
class Note:
    """A change, and what it was found in."""

    owner: Owner
    change: Change


@define
class Journal:
    """The two sides, the changes found, and the pairs of schemas that lead to one another."""

    old: Side
    new: Side
    notes: list[Note] = field(factory=list[Note])
    waiting: deque[Pair] = field(factory=deque[Pair])
    users: dict[Pair, set[Owner]] = field(factory=dict[Pair, set[Owner]])

    def use(self, pair: Pair, owner: Owner) -> None:
        """Note that something refers to a pair of schemas, and that they are to be compared."""
        if pair not in self.users:
            self.users[pair] = set()
            self.waiting.append(pair)
        self.users[pair].add(owner)

    def operations(self, owner: Owner) -> list[str]:
        """Return the operations that lead to what a change was found in."""
        found: set[str] = set()
        seen: set[Owner] = set()
        todo = [owner]
        while todo:
            each = todo.pop()
            if each in seen:
                continue
            seen.add(each)
            if isinstance(each, str):
                found.add(each)
            else:
                todo.extend(self.users.get(each, ()))
        return sorted(found)

    def found(self) -> Iterator[Change]:
        """Yield each change once, with all operations that it concerns."""
        merged: dict[str, tuple[Change, set[str]]] = {}
        for note in self.notes:
            kept = merged.setdefault(note.change.fingerprint, (note.change, set()))
            kept[1].update(each for each in self.operations(note.owner) if each)
        yield from _joined([change.concerning(sorted(names)) for change, names in merged.values()])


def _joined(changes: list[Change]) -> Iterator[Change]:
    """Yield changes, one for those that are alike in requests and answers and mean the same."""
    known: dict[tuple[object, ...], Change] = {}
    for change in changes:
        key = (
            change.rule,
            change.where,
            change.told or change.message,
            change.effect,
            change.verdicts,
        )
        if key in known:
            names = tuple(sorted({*known[key].operations, *change.operations}))
            change = evolve(change, direction="both", operations=names)  # noqa: PLW2901 - the two as one
        known[key] = change
    yield from known.values()


@frozen
class Scene:
    """A place in both documents, and what is compared there."""

    journal: Journal
    owner: Owner
    direction: Direction
    where: str
    old_at: str = ""
    new_at: str = ""

    def inside(self, step: str, *parts: str, said: str | None = None) -> "Scene":
        """Return the scene below a key of both, or below more than one."""
        below = "".join(f"/{escape(part)}" for part in (step, *parts))
        where = f"{self.where}/{said or parts[-1] if parts else said or step}"
        return evolve(self, where=where, old_at=self.old_at + below, new_at=self.new_at + below)

    def named(self, where: str) -> "Scene":
        """Return the scene under another name."""
        return evolve(self, where=where)

    def standing(self, old_at: str, new_at: str) -> "Scene":
        """Return the scene at other places of the two documents."""
        return evolve(self, old_at=old_at, new_at=new_at)

    def towards(self, direction: Direction) -> "Scene":
        """Return the scene for messages of one direction."""
        return evolve(self, direction=direction)

    def among(self, old: Any, new: Any) -> "Scene":
        """Return the scene of two schemas, at the places that they were written."""
        return evolve(self, old_at=_origin(old) or self.old_at, new_at=_origin(new) or self.new_at)

    def resolved(self, old: Any, new: Any) -> tuple[Any, Any, "Scene"]:
        """Return what two references lead to, and the scene there; what is none stays itself."""
        old_target, old_at = self.journal.old.resolve(old, self.old_at)
        new_target, new_at = self.journal.new.resolve(new, self.new_at)
        return old_target, new_target, self.standing(old_at, new_at)

    def tell(  # noqa: PLR0913 - a change has that many sides
        self,
        rule: str,
        effect: Effect,
        message: str,
        *,
        told: str = "",
        callers: Verdict | None = None,
        verdicts: Verdicts | None = None,
    ) -> None:
        """Note a change at this place."""
        change = Change(
            rule=rule,
            direction=self.direction,
            effect=effect,
            where=self.where,
            message=message,
            verdicts=verdicts or verdicts_of(self.direction, effect, callers),
            old=self.journal.old.where(self.old_at),
            new=self.journal.new.where(self.new_at),
            told=told,
            pointers=(self.old_at, self.new_at),
        )
        self.journal.notes.append(Note(self.owner, change))

    def differ(self, rule: str, effect: Effect, old: Any, new: Any, **more: Any) -> None:
        """Note that one value became another, if it did."""
        if not alike(old, new):
            message = _became(plain(old), plain(new))
            self.tell(rule, effect, message, told=f"{plain(old)!r} {plain(new)!r}", **more)


def _became(old: Any, new: Any) -> str:
    if old is None:
        return f"{shown(new)} is new"
    if new is None:
        return f"{shown(old)} is gone"
    if shown(old) == shown(new) or max(len(shown(old)), len(shown(new))) > _LONGEST:
        return "it is said in other words" if isinstance(new, str) else "it is another"
    return f"{shown(old)} became {shown(new)}"


def alike(old: Any, new: Any) -> bool:
    """Whether two values are one, wherever their schemas came from."""
    return same(plain(old), plain(new))


def plain(value: Any) -> Any:
    """Return a value without the marks of where its schemas came from."""
    if is_object(value):
        return {key: plain(below) for key, below in value.items() if key != ORIGIN}
    return [plain(below) for below in value] if is_array(value) else value


def schema_name(value: Any) -> str | None:
    """Return the name of the schema that a reference is to, or None where it is no reference."""
    target = object_in({"it": value}, "it").get("$ref")
    if isinstance(target, str) and target.startswith("#/"):
        return target.removeprefix(_SCHEMAS)
    return None


def pointer_of(name: str) -> str:
    """Return the pointer to what a name of `schema_name` stands for."""
    return (name if name.startswith("#/") else _SCHEMAS + name).removeprefix("#")


def _origin(schema: Any) -> str | None:
    found = object_in({"it": schema}, "it").get(ORIGIN)
    return found if isinstance(found, str) else None
