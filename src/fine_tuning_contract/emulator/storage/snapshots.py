"""Copies of the whole state, to return to; they lie in the database, beside what they copy."""

from typing import Any

from sqlalchemy import BindParameter, Table, Text, bindparam, delete, insert, select

from fine_tuning_contract.emulator.errors import bad_request
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.tables import CLOCK, FILES, KEPT, KEPT_FILES

_NAMED: BindParameter[str] = bindparam("snapshot", type_=Text())


def _keeping(table: Table, kept: Table) -> Any:
    columns = list(table.columns)
    copied = select(_NAMED.label("snapshot"), *columns)
    names = ["snapshot", *(column.name for column in columns)]
    return insert(kept).from_select(names, copied)


def _bringing_back(table: Table, kept: Table) -> Any:
    names = [column.name for column in table.columns]
    copied = select(*(kept.c[name] for name in names)).where(kept.c.snapshot == _NAMED)
    return insert(table).from_select(names, copied)


_KEEP = [_keeping(table, kept) for table, kept in KEPT.items()]
_FORGET = [delete(kept).where(kept.c.snapshot == _NAMED) for kept in KEPT.values()]
_EMPTY = [delete(table) for table in KEPT]
_BRING_BACK = [_bringing_back(table, kept) for table, kept in KEPT.items()]
_KNOWN = select(KEPT[CLOCK].c.seq).where(KEPT[CLOCK].c.snapshot == _NAMED)
_UPLOADED = select(FILES.c.id).where(FILES.c.job_id.is_(None))
_KEPT_CONTENTS = select(KEPT_FILES.c.id).where(KEPT_FILES.c.job_id.is_(None)).distinct()
_KEPT_CONTENT = select(KEPT_FILES.c.id).where(KEPT_FILES.c.id == bindparam("id")).limit(1)


def take(session: Session, name: str) -> None:
    """Keep the present state under a name; an earlier one of that name is forgotten."""
    for statement in (*_FORGET, *_KEEP):
        session.change(statement, snapshot=name)


def restore(session: Session, name: str) -> None:
    """Return to a state that was kept; raises Refused if there is none of that name."""
    if session.first(_KNOWN, snapshot=name) is None:
        raise bad_request(f"There is no snapshot named '{name}'.", "name", "unknown_snapshot")
    for statement in _EMPTY:
        session.change(statement)
    for statement in _BRING_BACK:
        session.change(statement, snapshot=name)


def uploaded(session: Session) -> set[str]:
    """Return the ids of all files whose content was uploaded."""
    return {str(row[0]) for row in session.rows(_UPLOADED)}


def kept(session: Session) -> set[str]:
    """Return the ids of all files that a snapshot brings back."""
    return {str(row[0]) for row in session.rows(_KEPT_CONTENTS)}


def keeps(session: Session, file_id: str) -> bool:
    """Tell whether a snapshot needs the content of a file."""
    return session.first(_KEPT_CONTENT, id=file_id) is not None
