"""The operations of `fine_tuning.alpha`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..runtime.connection import AsyncConnection, Connection
    from .fine_tuning_alpha_graders import (
        AsyncFineTuningAlphaGradersResource,
        FineTuningAlphaGradersResource,
    )

    pass


class FineTuningAlphaResource:
    """The operations of `fine_tuning.alpha`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def graders(self) -> FineTuningAlphaGradersResource:
        """The operations of `fine_tuning.alpha.graders`."""
        from .fine_tuning_alpha_graders import FineTuningAlphaGradersResource

        return FineTuningAlphaGradersResource(self._connection)


class AsyncFineTuningAlphaResource:
    """The operations of `fine_tuning.alpha`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def graders(self) -> AsyncFineTuningAlphaGradersResource:
        """The operations of `fine_tuning.alpha.graders`."""
        from .fine_tuning_alpha_graders import AsyncFineTuningAlphaGradersResource

        return AsyncFineTuningAlphaGradersResource(self._connection)
