"""The operations of `fine_tuning.checkpoints`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..runtime.connection import AsyncConnection, Connection
    from .fine_tuning_checkpoints_permissions import (
        AsyncFineTuningCheckpointsPermissionsResource,
        FineTuningCheckpointsPermissionsResource,
    )

    pass


class FineTuningCheckpointsResource:
    """The operations of `fine_tuning.checkpoints`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def permissions(self) -> FineTuningCheckpointsPermissionsResource:
        """The operations of `fine_tuning.checkpoints.permissions`."""
        from .fine_tuning_checkpoints_permissions import FineTuningCheckpointsPermissionsResource

        return FineTuningCheckpointsPermissionsResource(self._connection)


class AsyncFineTuningCheckpointsResource:
    """The operations of `fine_tuning.checkpoints`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def permissions(self) -> AsyncFineTuningCheckpointsPermissionsResource:
        """The operations of `fine_tuning.checkpoints.permissions`."""
        from .fine_tuning_checkpoints_permissions import (
            AsyncFineTuningCheckpointsPermissionsResource,
        )

        return AsyncFineTuningCheckpointsPermissionsResource(self._connection)
