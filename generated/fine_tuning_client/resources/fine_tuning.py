"""The operations of `fine_tuning`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..runtime.connection import AsyncConnection, Connection
    from .fine_tuning_alpha import AsyncFineTuningAlphaResource, FineTuningAlphaResource
    from .fine_tuning_checkpoints import (
        AsyncFineTuningCheckpointsResource,
        FineTuningCheckpointsResource,
    )
    from .fine_tuning_jobs import AsyncFineTuningJobsResource, FineTuningJobsResource

    pass


class FineTuningResource:
    """The operations of `fine_tuning`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def alpha(self) -> FineTuningAlphaResource:
        """The operations of `fine_tuning.alpha`."""
        from .fine_tuning_alpha import FineTuningAlphaResource

        return FineTuningAlphaResource(self._connection)

    @property
    def checkpoints(self) -> FineTuningCheckpointsResource:
        """The operations of `fine_tuning.checkpoints`."""
        from .fine_tuning_checkpoints import FineTuningCheckpointsResource

        return FineTuningCheckpointsResource(self._connection)

    @property
    def jobs(self) -> FineTuningJobsResource:
        """The operations of `fine_tuning.jobs`."""
        from .fine_tuning_jobs import FineTuningJobsResource

        return FineTuningJobsResource(self._connection)


class AsyncFineTuningResource:
    """The operations of `fine_tuning`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def alpha(self) -> AsyncFineTuningAlphaResource:
        """The operations of `fine_tuning.alpha`."""
        from .fine_tuning_alpha import AsyncFineTuningAlphaResource

        return AsyncFineTuningAlphaResource(self._connection)

    @property
    def checkpoints(self) -> AsyncFineTuningCheckpointsResource:
        """The operations of `fine_tuning.checkpoints`."""
        from .fine_tuning_checkpoints import AsyncFineTuningCheckpointsResource

        return AsyncFineTuningCheckpointsResource(self._connection)

    @property
    def jobs(self) -> AsyncFineTuningJobsResource:
        """The operations of `fine_tuning.jobs`."""
        from .fine_tuning_jobs import AsyncFineTuningJobsResource

        return AsyncFineTuningJobsResource(self._connection)
