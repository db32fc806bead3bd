"""Copies of the whole state, to return to."""

import os
import shutil
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import bindparam, insert, select

from fine_tuning_contract.emulator.clock import Clock
from fine_tuning_contract.emulator.errors import bad_request
from fine_tuning_contract.emulator.storage.database import Database
from fine_tuning_contract.emulator.storage.tables import METADATA
from fine_tuning_contract.emulator.storage.uploads import Uploads

Rows = dict[str, list[Any]]


@attrs.frozen
class _State:
    rows: Rows
    clock: Clock
    files: Path


@attrs.frozen
class Snapshots:
    """The states kept by name; they last as long as the process."""

    database: Database
    uploads: Uploads
    clock: Clock
    _kept: dict[str, _State] = attrs.field(factory=dict[str, "_State"])

    def take(self, name: str) -> None:
        """Keep the present state."""
        files = self.uploads.folder.with_name(f"{self.uploads.folder.name}-{name}")
        shutil.rmtree(files, ignore_errors=True)
        _link(self.uploads.folder, files)
        self._kept[name] = _State(self._rows(), attrs.evolve(self.clock), files)

    def restore(self, name: str) -> None:
        """Return to a state that was kept; raises Refused if there is none of that name."""
        state = self._kept.get(name)
        if state is None:
            raise bad_request(f"There is no snapshot named '{name}'.", "name", "unknown_snapshot")
        self.database.empty()
        with self.database.writing() as session:
            for table in METADATA.sorted_tables:
                names = table.columns.keys()
                added = insert(table).values({name: bindparam(name) for name in names})
                for row in state.rows[table.name]:
                    session.change(added, **dict(zip(names, row, strict=True)))
        self.uploads.empty()
        _link(state.files, self.uploads.folder)
        self.clock.set_to(state.clock)

    def forget(self) -> None:
        """Forget every state that was kept."""
        for state in self._kept.values():
            shutil.rmtree(state.files, ignore_errors=True)
        self._kept.clear()

    def _rows(self) -> Rows:
        with self.database.reading() as session:
            return {table.name: session.rows(select(table)) for table in METADATA.sorted_tables}


def _link(source: Path, target: Path) -> None:
    # Uploads never change once they are in place, so a second name is as good as a copy.
    target.mkdir(parents=True, exist_ok=True)
    for path in source.glob("*"):
        os.link(path, target / path.name)
