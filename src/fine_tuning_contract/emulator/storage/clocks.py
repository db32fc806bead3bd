"""The clock in the database, so that every process shows the same time."""

from sqlalchemy import bindparam, delete, insert, select, update

from fine_tuning_contract.emulator.clock import Clock
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.tables import CLOCK

_READ = select(CLOCK.c.frozen_at, CLOCK.c.shift)
_FORGET = delete(CLOCK)
_SET = insert(CLOCK).values(frozen_at=bindparam("frozen_at"), shift=bindparam("shift"))
_ADVANCE = update(CLOCK).values(shift=CLOCK.c.shift + bindparam("seconds"))


def start(session: Session, *, manual: bool) -> None:
    """Make the clock stand or run; one that others have set keeps its time."""
    row = session.first(_READ)
    found = Clock.manual() if row is None else Clock(*row)
    if row is None and not manual:
        found = Clock()
    wanted = found.standing() if manual else found.running()
    if row is None or wanted != found:
        set_to(session, wanted)


def set_to(session: Session, clock: Clock) -> None:
    """Show the time of another clock."""
    session.change(_FORGET)
    session.change(_SET, frozen_at=clock.frozen_at, shift=clock.shift)


def advance(session: Session, seconds: float) -> None:
    """Move the time forward."""
    session.change(_ADVANCE, seconds=seconds)
