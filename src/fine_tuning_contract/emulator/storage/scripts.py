"""Fates and faults that wait in the database: each strikes once, whichever process it meets."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.tables import FATES, FAULTS

Json = dict[str, Any]
_ADD_FATE = insert(FATES).values(content=bindparam("content"))
_ADD_FAULT = insert(FAULTS).values(content=bindparam("content"), times=bindparam("times"))
# Another process that is taking a fate leaves the ones behind it to us.
_FIRST_FATE = (
    select(FATES.c.seq, FATES.c.content)
    .order_by(FATES.c.seq)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_TAKE_FATE = delete(FATES).where(FATES.c.seq == bindparam("taken"))
_FAULTS = (
    select(FAULTS.c.seq, FAULTS.c.content, FAULTS.c.times).order_by(FAULTS.c.seq).with_for_update()
)
_FEWER = update(FAULTS).where(FAULTS.c.seq == bindparam("met")).values(times=FAULTS.c.times - 1)
_SPENT = delete(FAULTS).where(FAULTS.c.times <= 0)
_COUNTS = select(
    select(func.count()).select_from(FATES).scalar_subquery(),
    select(func.count()).select_from(FAULTS).scalar_subquery(),
)


def add_fate(session: Session, content: Json) -> None:
    """Let a fate wait for the next job that has none."""
    session.change(_ADD_FATE, content=json.dumps(content))


def take_fate(session: Session) -> Json | None:
    """Return the fate that has waited longest, for one job only."""
    row = session.first(_FIRST_FATE)
    if row is None:
        return None
    session.change(_TAKE_FATE, taken=row[0])
    content: Json = json.loads(row[1])
    return content


def add_fault(session: Session, content: Json, times: int) -> None:
    """Let a fault wait for so many answers."""
    session.change(_ADD_FAULT, content=json.dumps(content), times=times)


def take_faults(session: Session, is_due: Callable[[Json], bool]) -> list[Json]:
    """Return the faults that strike now, each one time fewer from now on."""
    found = [(row[0], json.loads(row[1])) for row in session.rows(_FAULTS)]
    due = [(seq, content) for seq, content in found if is_due(content)]
    for seq, _ in due:
        session.change(_FEWER, met=seq)
    if due:
        session.change(_SPENT)
    return [content for _, content in due]


def counts(session: Session) -> tuple[int, int]:
    """Return how many fates and how many faults wait."""
    row = session.first(_COUNTS)
    return int(row[0]), int(row[1])


def empty(session: Session) -> None:
    """Forget all fates and faults."""
    session.change(delete(FATES))
    session.change(delete(FAULTS))
