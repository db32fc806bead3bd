"""The operations of `fine_tuning.checkpoints`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..runtime.connection import AsyncConnection, Connection

if TYPE_CHECKING:
    from .fine_tuning_checkpoints_permissions import (
        AsyncFineTuningCheckpointsPermissions,
        FineTuningCheckpointsPermissions,
    )

    pass


class FineTuningCheckpoints:
    """The operations of `fine_tuning.checkpoints`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def permissions(self) -> FineTuningCheckpointsPermissions:
        """The operations of `fine_tuning.checkpoints.permissions`."""
        from .fine_tuning_checkpoints_permissions import FineTuningCheckpointsPermissions

        return FineTuningCheckpointsPermissions(self._connection)


class AsyncFineTuningCheckpoints:
    """The operations of `fine_tuning.checkpoints`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def permissions(self) -> AsyncFineTuningCheckpointsPermissions:
        """The operations of `fine_tuning.checkpoints.permissions`."""
        from .fine_tuning_checkpoints_permissions import AsyncFineTuningCheckpointsPermissions

        return AsyncFineTuningCheckpointsPermissions(self._connection)
