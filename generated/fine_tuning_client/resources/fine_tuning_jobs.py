"""The operations of `fine_tuning.jobs`."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime.absence import UNSET, Unset
from ..runtime.errors import InternalServerError, UnknownOutcomeError
from ..runtime.requests import (
    Call,
    Operation,
    Paging,
    Payload,
    body_of,
    path_of,
    query_of,
)

if TYPE_CHECKING:
    from ..models.create_fine_tuning_job_request_hyperparameters import (
        CreateFineTuningJobRequestHyperparameters,
    )
    from ..models.create_fine_tuning_job_request_integrations_item import (
        CreateFineTuningJobRequestIntegrationsItem,
    )
    from ..models.fine_tune_method import FineTuneMethod
    from ..models.fine_tuning_job import FineTuningJob
    from ..models.fine_tuning_job_event import FineTuningJobEvent
    from ..models.list_fine_tuning_job_events_response import ListFineTuningJobEventsResponse
    from ..models.list_paginated_fine_tuning_jobs_response import (
        ListPaginatedFineTuningJobsResponse,
    )
    from ..runtime.connection import AsyncConnection, Connection
    from ..runtime.pages import AsyncPages, Pages
    from ..runtime.tables import Row
    from ..runtime.waiting import Pace
    from .fine_tuning_jobs_checkpoints import (
        AsyncFineTuningJobsCheckpointsResource,
        FineTuningJobsCheckpointsResource,
    )

    pass

_LIST_: Final[Operation[ListPaginatedFineTuningJobsResponse]] = Operation(
    "listPaginatedFineTuningJobs",
    "GET",
    "/fine_tuning/jobs",
    _k.Object(lambda: _m.ListPaginatedFineTuningJobsResponse),
    credential="ApiKeyAuth",
    styles={
        "metadata": "deepObject",
    },
)
_LIST__PAGING: Final = Paging(
    parameter="after",
    items="data",
    member=None,
    key="id",
)
_CREATE: Final[Operation[FineTuningJob]] = Operation(
    "createFineTuningJob",
    "POST",
    "/fine_tuning/jobs",
    _k.Object(lambda: _m.FineTuningJob),
    credential="ApiKeyAuth",
    safe=False,
)
_RETRIEVE: Final[Operation[FineTuningJob]] = Operation(
    "retrieveFineTuningJob",
    "GET",
    "/fine_tuning/jobs/{fine_tuning_job_id}",
    _k.Object(lambda: _m.FineTuningJob),
    credential="ApiKeyAuth",
)
_CANCEL: Final[Operation[FineTuningJob]] = Operation(
    "cancelFineTuningJob",
    "POST",
    "/fine_tuning/jobs/{fine_tuning_job_id}/cancel",
    _k.Object(lambda: _m.FineTuningJob),
    credential="ApiKeyAuth",
    safe=False,
)
_LIST_EVENTS: Final[Operation[ListFineTuningJobEventsResponse]] = Operation(
    "listFineTuningEvents",
    "GET",
    "/fine_tuning/jobs/{fine_tuning_job_id}/events",
    _k.Object(lambda: _m.ListFineTuningJobEventsResponse),
    credential="ApiKeyAuth",
)
_LIST_EVENTS_PAGING: Final = Paging(
    parameter="after",
    items="data",
    member=None,
    key="id",
)
_PAUSE: Final[Operation[FineTuningJob]] = Operation(
    "pauseFineTuningJob",
    "POST",
    "/fine_tuning/jobs/{fine_tuning_job_id}/pause",
    _k.Object(lambda: _m.FineTuningJob),
    credential="ApiKeyAuth",
    safe=False,
)
_RESUME: Final[Operation[FineTuningJob]] = Operation(
    "resumeFineTuningJob",
    "POST",
    "/fine_tuning/jobs/{fine_tuning_job_id}/resume",
    _k.Object(lambda: _m.FineTuningJob),
    credential="ApiKeyAuth",
    safe=False,
)


class FineTuningJobsResource:
    """The operations of `fine_tuning.jobs`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def checkpoints(self) -> FineTuningJobsCheckpointsResource:
        """The operations of `fine_tuning.jobs.checkpoints`."""
        from .fine_tuning_jobs_checkpoints import FineTuningJobsCheckpointsResource

        return FineTuningJobsCheckpointsResource(self._connection)

    @property
    def with_raw_response(self) -> FineTuningJobsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return FineTuningJobsResourceRaw(FineTuningJobsResource(self._connection.as_raw()))

    def list(
        self,
        *,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, str] | None | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Pages[ListPaginatedFineTuningJobsResponse, FineTuningJob]:
        """
        List fine-tuning jobs

        Return the jobs of the organization, one page at a time, newest first.

        Args:
            after: Id of the last job on the page before: the page starts with the job that follows
                it. Without it, the list starts at its beginning.
            limit: Most objects on one page, from 1 to 100.
            metadata: Filter by metadata: `metadata[key]=value` lists only the jobs that carry this
                pair, and `metadata=null` only the jobs that carry none.
        """

        _payload = Payload(
            _LIST_.path,
            query=query_of(
                _LIST_,
                {
                    "after": after,
                    "limit": limit,
                    "metadata": metadata,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )

    def create(
        self,
        *,
        model: str | Literal["babbage-002", "davinci-002", "gpt-3.5-turbo", "gpt-4o-mini"] | str,
        training_file: str,
        hyperparameters: CreateFineTuningJobRequestHyperparameters
        | Mapping[str, Any]
        | Unset = UNSET,
        suffix: str | None | Unset = UNSET,
        validation_file: str | None | Unset = UNSET,
        integrations: Sequence[CreateFineTuningJobRequestIntegrationsItem | Mapping[str, Any]]
        | None
        | Unset = UNSET,
        seed: int | None | Unset = UNSET,
        method: FineTuneMethod | Mapping[str, Any] | Unset = UNSET,
        metadata: Mapping[str, str] | None | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
        reconcile: bool = False,
    ) -> FineTuningJob:
        """
        Create a fine-tuning job

        Start a job that trains a new model on the examples of a training file. The answer
        describes the job: its status and, once it has succeeded, the name of the new model. It
        repeats the files, the seed, the method and the metadata of the request, and fills in
        what was not given. A request that names an unknown file or model is refused and creates
        no job.

        Args:
            model: Name of the model to start from, one of those that can be fine-tuned.
            training_file: Id of the file to train on. It must be JSON Lines and uploaded with the purpose
                `fine-tune`. What a line holds depends on the method and on the kind of model.
            hyperparameters: Settings of a supervised job, in their old place. Deprecated: give them inside
                `method`.
            suffix: Up to 64 characters that become part of the new model's name, as `my-bot` does in
                `ft:gpt-4o-mini:acme:my-bot:x7Kd92Qa`.
            validation_file: Id of a file to measure the model on from time to time while it learns; the
                measures also stand in the result file. It must be JSON Lines and uploaded with
                the purpose `fine-tune`, and must share no example with the training file.
            integrations: Services to which the job sends its metrics.
            seed: Start of the random numbers of the job. The same seed with the same settings
                should lead to the same result, though rarely it does not. One is made up if none
                is given.
            method: How to train.
            metadata: Notes of your own to keep with the job.
            reconcile: Tag the request in `metadata`, and where no answer or a server error
                comes, look for what it created and return that; the error is raised only where nothing is found.
        """
        _own: dict[str, str] = {}
        if reconcile:
            from ..runtime.reconciling import tagged

            metadata, _own = tagged(metadata)

        _payload = Payload(
            _CREATE.path,
            json=body_of(
                {
                    "model": model,
                    "training_file": training_file,
                    "hyperparameters": hyperparameters,
                    "suffix": suffix,
                    "validation_file": validation_file,
                    "integrations": integrations,
                    "seed": seed,
                    "method": method,
                    "metadata": metadata,
                },
                extra_body,
            ),
        )

        try:
            return self._connection.call(
                _CREATE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
            )
        except (InternalServerError, UnknownOutcomeError) as lost:
            if not reconcile:
                raise
            from ..runtime.reconciling import find

            return find(lost, lambda: self.list(metadata=_own), "metadata", _own)

    def retrieve(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Retrieve a fine-tuning job

        Return one job as it stands now. Reading a job does not change it.

        Args:
            fine_tuning_job_id: Id of the job.
        """

        _payload = Payload(
            path_of(
                _RETRIEVE,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
        )

        return self._connection.call(
            _RETRIEVE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    def cancel(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Cancel a fine-tuning job

        Stop a job for good, at once: the answer already shows the status `cancelled`. A job that
        has ended is refused and stays as it is.

        Args:
            fine_tuning_job_id: Id of the job to cancel.
        """

        _payload = Payload(
            path_of(
                _CANCEL,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            json=body_of({}, extra_body) if extra_body else UNSET,
        )

        return self._connection.call(
            _CANCEL, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    def list_events(
        self,
        fine_tuning_job_id: str,
        *,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Pages[ListFineTuningJobEventsResponse, FineTuningJobEvent]:
        """
        List the events of a job

        Return what a job reports about its progress, one page at a time, newest first. Only
        events of this job are listed.

        Args:
            fine_tuning_job_id: Id of the job whose events are listed.
            after: Id of the last event on the page before: the page starts with the event that
                follows it. Without it, the list starts at its beginning.
            limit: Most objects on one page, from 1 to 100.
        """

        _payload = Payload(
            path_of(
                _LIST_EVENTS,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            query=query_of(
                _LIST_EVENTS,
                {
                    "after": after,
                    "limit": limit,
                },
            ),
        )

        return self._connection.walk(
            _LIST_EVENTS,
            _payload,
            Call(extra_headers, extra_query, None, timeout),
            _LIST_EVENTS_PAGING,
        )

    def pause(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Pause a fine-tuning job

        Halt a running job so that it can be resumed: the answer shows the status `paused`. A job
        that is not running is refused and stays as it is.

        Args:
            fine_tuning_job_id: Id of the job to pause.
        """

        _payload = Payload(
            path_of(
                _PAUSE,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            json=body_of({}, extra_body) if extra_body else UNSET,
        )

        return self._connection.call(
            _PAUSE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    def resume(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Resume a fine-tuning job

        Let a paused job go on from where it stopped: the answer shows the status `queued` or
        `running`. A job that is not paused is refused and stays as it is.

        Args:
            fine_tuning_job_id: Id of the job to resume.
        """

        _payload = Payload(
            path_of(
                _RESUME,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            json=body_of({}, extra_body) if extra_body else UNSET,
        )

        return self._connection.call(
            _RESUME, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    def wait(
        self,
        fine_tuning_job_id: str,
        *,
        timeout: float | None = None,
        pace: Pace | None = None,
        on_change: Callable[[FineTuningJob], None] | None = None,
        on_event: Callable[[FineTuningJobEvent], None] | None = None,
    ) -> FineTuningJob:
        """
        Look again and again until the object is in a final state, and return it.

        The final states are `succeeded`, `failed`, `cancelled`; waiting also ends at `paused`, which nothing but a call leaves.

        Args:
            fine_tuning_job_id: Id of the job.
            timeout: The longest to wait, in seconds; None waits for ever. After it, WaitTimeoutError is raised.
            pace: How often to look.
            on_change: Called with the object whenever its `status` has changed.
            on_event: Called with each of its events once, oldest first; the object's changes are then told at the end.
        """
        from ..runtime.waiting import Watch, until

        if on_event is not None:
            for event in self.stream_events(fine_tuning_job_id, timeout=timeout, pace=pace):
                on_event(event)
        return until(
            lambda: self.retrieve(fine_tuning_job_id),
            Watch(
                "status", frozenset({"succeeded", "failed", "cancelled", "paused"}), pace, timeout
            ),
            on_change,
        )

    def metrics(self, fine_tuning_job_id: str) -> builtins.list[Row]:
        """
        Return the table of numbers that the object has left behind, one row a step.

        It is read from the files that `result_files` names; without any, there are no rows.

        Args:
            fine_tuning_job_id: Id of the job.
        """
        from ..runtime.tables import read_table
        from .files import FilesResource

        source = FilesResource(self._connection)
        seen = self.retrieve(fine_tuning_job_id)
        rows: builtins.list[Row] = []
        for file in seen.result_files or ():
            rows += read_table((source.content(file)).read())
        return rows

    def stream_events(
        self,
        fine_tuning_job_id: str,
        *,
        after: str | None = None,
        timeout: float | None = None,
        pace: Pace | None = None,
    ) -> Iterator[FineTuningJobEvent]:
        """
        Give each event once, oldest first, as they come, until the object is in a final state.

        Args:
            fine_tuning_job_id: Id of the job.
            after: The id of the last event already seen; those up to it are left out.
            timeout: The longest to go on, in seconds; None goes on until the end.
            pace: How often to look.
        """
        from ..runtime.waiting import Watch, follow

        return follow(
            lambda: self.retrieve(fine_tuning_job_id),
            lambda: self.list_events(fine_tuning_job_id, limit=100),
            Watch(
                "status", frozenset({"succeeded", "failed", "cancelled", "paused"}), pace, timeout
            ),
            after,
        )


class AsyncFineTuningJobsResource:
    """The operations of `fine_tuning.jobs`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def checkpoints(self) -> AsyncFineTuningJobsCheckpointsResource:
        """The operations of `fine_tuning.jobs.checkpoints`."""
        from .fine_tuning_jobs_checkpoints import AsyncFineTuningJobsCheckpointsResource

        return AsyncFineTuningJobsCheckpointsResource(self._connection)

    @property
    def with_raw_response(self) -> AsyncFineTuningJobsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return AsyncFineTuningJobsResourceRaw(
            AsyncFineTuningJobsResource(self._connection.as_raw())
        )

    def list(
        self,
        *,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        metadata: Mapping[str, str] | None | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> AsyncPages[ListPaginatedFineTuningJobsResponse, FineTuningJob]:
        """
        List fine-tuning jobs

        Return the jobs of the organization, one page at a time, newest first.

        Args:
            after: Id of the last job on the page before: the page starts with the job that follows
                it. Without it, the list starts at its beginning.
            limit: Most objects on one page, from 1 to 100.
            metadata: Filter by metadata: `metadata[key]=value` lists only the jobs that carry this
                pair, and `metadata=null` only the jobs that carry none.
        """

        _payload = Payload(
            _LIST_.path,
            query=query_of(
                _LIST_,
                {
                    "after": after,
                    "limit": limit,
                    "metadata": metadata,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )

    async def create(
        self,
        *,
        model: str | Literal["babbage-002", "davinci-002", "gpt-3.5-turbo", "gpt-4o-mini"] | str,
        training_file: str,
        hyperparameters: CreateFineTuningJobRequestHyperparameters
        | Mapping[str, Any]
        | Unset = UNSET,
        suffix: str | None | Unset = UNSET,
        validation_file: str | None | Unset = UNSET,
        integrations: Sequence[CreateFineTuningJobRequestIntegrationsItem | Mapping[str, Any]]
        | None
        | Unset = UNSET,
        seed: int | None | Unset = UNSET,
        method: FineTuneMethod | Mapping[str, Any] | Unset = UNSET,
        metadata: Mapping[str, str] | None | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
        reconcile: bool = False,
    ) -> FineTuningJob:
        """
        Create a fine-tuning job

        Start a job that trains a new model on the examples of a training file. The answer
        describes the job: its status and, once it has succeeded, the name of the new model. It
        repeats the files, the seed, the method and the metadata of the request, and fills in
        what was not given. A request that names an unknown file or model is refused and creates
        no job.

        Args:
            model: Name of the model to start from, one of those that can be fine-tuned.
            training_file: Id of the file to train on. It must be JSON Lines and uploaded with the purpose
                `fine-tune`. What a line holds depends on the method and on the kind of model.
            hyperparameters: Settings of a supervised job, in their old place. Deprecated: give them inside
                `method`.
            suffix: Up to 64 characters that become part of the new model's name, as `my-bot` does in
                `ft:gpt-4o-mini:acme:my-bot:x7Kd92Qa`.
            validation_file: Id of a file to measure the model on from time to time while it learns; the
                measures also stand in the result file. It must be JSON Lines and uploaded with
                the purpose `fine-tune`, and must share no example with the training file.
            integrations: Services to which the job sends its metrics.
            seed: Start of the random numbers of the job. The same seed with the same settings
                should lead to the same result, though rarely it does not. One is made up if none
                is given.
            method: How to train.
            metadata: Notes of your own to keep with the job.
            reconcile: Tag the request in `metadata`, and where no answer or a server error
                comes, look for what it created and return that; the error is raised only where nothing is found.
        """
        _own: dict[str, str] = {}
        if reconcile:
            from ..runtime.reconciling import tagged

            metadata, _own = tagged(metadata)

        _payload = Payload(
            _CREATE.path,
            json=body_of(
                {
                    "model": model,
                    "training_file": training_file,
                    "hyperparameters": hyperparameters,
                    "suffix": suffix,
                    "validation_file": validation_file,
                    "integrations": integrations,
                    "seed": seed,
                    "method": method,
                    "metadata": metadata,
                },
                extra_body,
            ),
        )

        try:
            return await self._connection.call(
                _CREATE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
            )
        except (InternalServerError, UnknownOutcomeError) as lost:
            if not reconcile:
                raise
            from ..runtime.reconciling import async_find

            return await async_find(lost, lambda: self.list(metadata=_own), "metadata", _own)

    async def retrieve(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Retrieve a fine-tuning job

        Return one job as it stands now. Reading a job does not change it.

        Args:
            fine_tuning_job_id: Id of the job.
        """

        _payload = Payload(
            path_of(
                _RETRIEVE,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
        )

        return await self._connection.call(
            _RETRIEVE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    async def cancel(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Cancel a fine-tuning job

        Stop a job for good, at once: the answer already shows the status `cancelled`. A job that
        has ended is refused and stays as it is.

        Args:
            fine_tuning_job_id: Id of the job to cancel.
        """

        _payload = Payload(
            path_of(
                _CANCEL,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            json=body_of({}, extra_body) if extra_body else UNSET,
        )

        return await self._connection.call(
            _CANCEL, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    def list_events(
        self,
        fine_tuning_job_id: str,
        *,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> AsyncPages[ListFineTuningJobEventsResponse, FineTuningJobEvent]:
        """
        List the events of a job

        Return what a job reports about its progress, one page at a time, newest first. Only
        events of this job are listed.

        Args:
            fine_tuning_job_id: Id of the job whose events are listed.
            after: Id of the last event on the page before: the page starts with the event that
                follows it. Without it, the list starts at its beginning.
            limit: Most objects on one page, from 1 to 100.
        """

        _payload = Payload(
            path_of(
                _LIST_EVENTS,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            query=query_of(
                _LIST_EVENTS,
                {
                    "after": after,
                    "limit": limit,
                },
            ),
        )

        return self._connection.walk(
            _LIST_EVENTS,
            _payload,
            Call(extra_headers, extra_query, None, timeout),
            _LIST_EVENTS_PAGING,
        )

    async def pause(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Pause a fine-tuning job

        Halt a running job so that it can be resumed: the answer shows the status `paused`. A job
        that is not running is refused and stays as it is.

        Args:
            fine_tuning_job_id: Id of the job to pause.
        """

        _payload = Payload(
            path_of(
                _PAUSE,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            json=body_of({}, extra_body) if extra_body else UNSET,
        )

        return await self._connection.call(
            _PAUSE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    async def resume(
        self,
        fine_tuning_job_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> FineTuningJob:
        """
        Resume a fine-tuning job

        Let a paused job go on from where it stopped: the answer shows the status `queued` or
        `running`. A job that is not paused is refused and stays as it is.

        Args:
            fine_tuning_job_id: Id of the job to resume.
        """

        _payload = Payload(
            path_of(
                _RESUME,
                {
                    "fine_tuning_job_id": fine_tuning_job_id,
                },
            ),
            json=body_of({}, extra_body) if extra_body else UNSET,
        )

        return await self._connection.call(
            _RESUME, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    async def wait(
        self,
        fine_tuning_job_id: str,
        *,
        timeout: float | None = None,
        pace: Pace | None = None,
        on_change: Callable[[FineTuningJob], None] | None = None,
        on_event: Callable[[FineTuningJobEvent], None] | None = None,
    ) -> FineTuningJob:
        """
        Look again and again until the object is in a final state, and return it.

        The final states are `succeeded`, `failed`, `cancelled`; waiting also ends at `paused`, which nothing but a call leaves.

        Args:
            fine_tuning_job_id: Id of the job.
            timeout: The longest to wait, in seconds; None waits for ever. After it, WaitTimeoutError is raised.
            pace: How often to look.
            on_change: Called with the object whenever its `status` has changed.
            on_event: Called with each of its events once, oldest first; the object's changes are then told at the end.
        """
        from ..runtime.waiting import Watch, async_until

        if on_event is not None:
            async for event in self.stream_events(fine_tuning_job_id, timeout=timeout, pace=pace):
                on_event(event)
        return await async_until(
            lambda: self.retrieve(fine_tuning_job_id),
            Watch(
                "status", frozenset({"succeeded", "failed", "cancelled", "paused"}), pace, timeout
            ),
            on_change,
        )

    async def metrics(self, fine_tuning_job_id: str) -> builtins.list[Row]:
        """
        Return the table of numbers that the object has left behind, one row a step.

        It is read from the files that `result_files` names; without any, there are no rows.

        Args:
            fine_tuning_job_id: Id of the job.
        """
        from ..runtime.tables import read_table
        from .files import AsyncFilesResource

        source = AsyncFilesResource(self._connection)
        seen = await self.retrieve(fine_tuning_job_id)
        rows: builtins.list[Row] = []
        for file in seen.result_files or ():
            rows += read_table(await (await source.content(file)).read())
        return rows

    def stream_events(
        self,
        fine_tuning_job_id: str,
        *,
        after: str | None = None,
        timeout: float | None = None,
        pace: Pace | None = None,
    ) -> AsyncIterator[FineTuningJobEvent]:
        """
        Give each event once, oldest first, as they come, until the object is in a final state.

        Args:
            fine_tuning_job_id: Id of the job.
            after: The id of the last event already seen; those up to it are left out.
            timeout: The longest to go on, in seconds; None goes on until the end.
            pace: How often to look.
        """
        from ..runtime.waiting import Watch, async_follow

        return async_follow(
            lambda: self.retrieve(fine_tuning_job_id),
            lambda: self.list_events(fine_tuning_job_id, limit=100),
            Watch(
                "status", frozenset({"succeeded", "failed", "cancelled", "paused"}), pace, timeout
            ),
            after,
        )


class FineTuningJobsResourceRaw:
    """The operations of `fine_tuning.jobs`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: FineTuningJobsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import raw, raw_page

        self.list = raw_page(resource.list)
        self.create = raw(resource.create)
        self.retrieve = raw(resource.retrieve)
        self.cancel = raw(resource.cancel)
        self.list_events = raw_page(resource.list_events)
        self.pause = raw(resource.pause)
        self.resume = raw(resource.resume)


class AsyncFineTuningJobsResourceRaw:
    """The operations of `fine_tuning.jobs`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: AsyncFineTuningJobsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import async_raw, async_raw_page

        self.list = async_raw_page(resource.list)
        self.create = async_raw(resource.create)
        self.retrieve = async_raw(resource.retrieve)
        self.cancel = async_raw(resource.cancel)
        self.list_events = async_raw_page(resource.list_events)
        self.pause = async_raw(resource.pause)
        self.resume = async_raw(resource.resume)
