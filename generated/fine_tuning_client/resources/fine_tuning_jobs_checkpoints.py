"""The operations of `fine_tuning.jobs.checkpoints`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime.absence import UNSET, Unset
from ..runtime.requests import (
    Call,
    Operation,
    Paging,
    Payload,
    path_of,
    query_of,
)

if TYPE_CHECKING:
    from ..models.fine_tuning_job_checkpoint import FineTuningJobCheckpoint
    from ..models.list_fine_tuning_job_checkpoints_response import (
        ListFineTuningJobCheckpointsResponse,
    )
    from ..runtime.connection import AsyncConnection, Connection
    from ..runtime.pages import AsyncPages, Pages

    pass

_LIST_: Final[Operation[ListFineTuningJobCheckpointsResponse]] = Operation(
    "listFineTuningJobCheckpoints",
    "GET",
    "/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints",
    _k.Object(lambda: _m.ListFineTuningJobCheckpointsResponse),
    credential="ApiKeyAuth",
)
_LIST__PAGING: Final = Paging(
    parameter="after",
    items="data",
    member=None,
    key="id",
)


class FineTuningJobsCheckpointsResource:
    """The operations of `fine_tuning.jobs.checkpoints`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> FineTuningJobsCheckpointsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return FineTuningJobsCheckpointsResourceRaw(
            FineTuningJobsCheckpointsResource(self._connection.as_raw())
        )

    def list(
        self,
        fine_tuning_job_id: str,
        *,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Pages[ListFineTuningJobCheckpointsResponse, FineTuningJobCheckpoint]:
        """
        List the checkpoints of a job

        Return the checkpoints that a job has made, one page at a time, latest step first. Only
        checkpoints of this job are listed.

        Args:
            fine_tuning_job_id: Id of the job whose checkpoints are listed.
            after: Id of the last checkpoint on the page before: the page starts with the checkpoint
                that follows it. Without it, the list starts at its beginning.
            limit: Most objects on one page, from 1 to 100.
        """

        _payload = Payload(
            path_of(
                _LIST_,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            query=query_of(
                _LIST_,
                {
                    "after": after,
                    "limit": limit,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )


class AsyncFineTuningJobsCheckpointsResource:
    """The operations of `fine_tuning.jobs.checkpoints`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> AsyncFineTuningJobsCheckpointsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return AsyncFineTuningJobsCheckpointsResourceRaw(
            AsyncFineTuningJobsCheckpointsResource(self._connection.as_raw())
        )

    def list(
        self,
        fine_tuning_job_id: str,
        *,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> AsyncPages[ListFineTuningJobCheckpointsResponse, FineTuningJobCheckpoint]:
        """
        List the checkpoints of a job

        Return the checkpoints that a job has made, one page at a time, latest step first. Only
        checkpoints of this job are listed.

        Args:
            fine_tuning_job_id: Id of the job whose checkpoints are listed.
            after: Id of the last checkpoint on the page before: the page starts with the checkpoint
                that follows it. Without it, the list starts at its beginning.
            limit: Most objects on one page, from 1 to 100.
        """

        _payload = Payload(
            path_of(
                _LIST_,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            query=query_of(
                _LIST_,
                {
                    "after": after,
                    "limit": limit,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )


class FineTuningJobsCheckpointsResourceRaw:
    """The operations of `fine_tuning.jobs.checkpoints`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: FineTuningJobsCheckpointsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import raw_page

        self.list = raw_page(resource.list)


class AsyncFineTuningJobsCheckpointsResourceRaw:
    """The operations of `fine_tuning.jobs.checkpoints`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: AsyncFineTuningJobsCheckpointsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import async_raw_page

        self.list = async_raw_page(resource.list)
