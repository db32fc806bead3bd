"""The operations of `fine_tuning`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..runtime.connection import AsyncConnection, Connection

if TYPE_CHECKING:
    from .fine_tuning_alpha import AsyncFineTuningAlpha, FineTuningAlpha
    from .fine_tuning_checkpoints import AsyncFineTuningCheckpoints, FineTuningCheckpoints
    from .fine_tuning_jobs import AsyncFineTuningJobs, FineTuningJobs

    pass


class FineTuning:
    """The operations of `fine_tuning`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def alpha(self) -> FineTuningAlpha:
        """The operations of `fine_tuning.alpha`."""
        from .fine_tuning_alpha import FineTuningAlpha

        return FineTuningAlpha(self._connection)

    @property
    def checkpoints(self) -> FineTuningCheckpoints:
        """The operations of `fine_tuning.checkpoints`."""
        from .fine_tuning_checkpoints import FineTuningCheckpoints

        return FineTuningCheckpoints(self._connection)

    @property
    def jobs(self) -> FineTuningJobs:
        """The operations of `fine_tuning.jobs`."""
        from .fine_tuning_jobs import FineTuningJobs

        return FineTuningJobs(self._connection)


class AsyncFineTuning:
    """The operations of `fine_tuning`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def alpha(self) -> AsyncFineTuningAlpha:
        """The operations of `fine_tuning.alpha`."""
        from .fine_tuning_alpha import AsyncFineTuningAlpha

        return AsyncFineTuningAlpha(self._connection)

    @property
    def checkpoints(self) -> AsyncFineTuningCheckpoints:
        """The operations of `fine_tuning.checkpoints`."""
        from .fine_tuning_checkpoints import AsyncFineTuningCheckpoints

        return AsyncFineTuningCheckpoints(self._connection)

    @property
    def jobs(self) -> AsyncFineTuningJobs:
        """The operations of `fine_tuning.jobs`."""
        from .fine_tuning_jobs import AsyncFineTuningJobs

        return AsyncFineTuningJobs(self._connection)
