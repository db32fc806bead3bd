"""The operations of `fine_tuning.checkpoints.permissions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime.absence import UNSET, Unset
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
    from ..models.delete_fine_tuning_checkpoint_permission_response import (
        DeleteFineTuningCheckpointPermissionResponse,
    )
    from ..models.fine_tuning_checkpoint_permission import FineTuningCheckpointPermission
    from ..models.list_fine_tuning_checkpoint_permission_response import (
        ListFineTuningCheckpointPermissionResponse,
    )
    from ..runtime.connection import AsyncConnection, Connection
    from ..runtime.pages import AsyncPages, Pages

    pass

_LIST_: Final[Operation[ListFineTuningCheckpointPermissionResponse]] = Operation(
    "listFineTuningCheckpointPermissions",
    "GET",
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
    _k.Object(lambda: _m.ListFineTuningCheckpointPermissionResponse),
    credential="AdminApiKeyAuth",
)
_LIST__PAGING: Final = Paging(
    parameter="after",
    items="data",
    member="last_id",
    key="id",
)
_CREATE: Final[Operation[ListFineTuningCheckpointPermissionResponse]] = Operation(
    "createFineTuningCheckpointPermission",
    "POST",
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
    _k.Object(lambda: _m.ListFineTuningCheckpointPermissionResponse),
    credential="AdminApiKeyAuth",
    safe=False,
)
_DELETE: Final[Operation[DeleteFineTuningCheckpointPermissionResponse]] = Operation(
    "deleteFineTuningCheckpointPermission",
    "DELETE",
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions/{permission_id}",
    _k.Object(lambda: _m.DeleteFineTuningCheckpointPermissionResponse),
    credential="AdminApiKeyAuth",
    safe=False,
)


class FineTuningCheckpointsPermissionsResource:
    """The operations of `fine_tuning.checkpoints.permissions`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> FineTuningCheckpointsPermissionsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return FineTuningCheckpointsPermissionsResourceRaw(
            FineTuningCheckpointsPermissionsResource(self._connection.as_raw())
        )

    def list(
        self,
        fine_tuned_model_checkpoint: str,
        *,
        project_id: str | Unset = UNSET,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        order: Literal["ascending", "descending"] | str | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Pages[ListFineTuningCheckpointPermissionResponse, FineTuningCheckpointPermission]:
        """
        List the permissions of a checkpoint

        Return the projects that may use a fine-tuned model or checkpoint. Needs an admin API
        key, which an owner of the organization holds.

        Args:
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint, by name, whose permissions are listed.
            project_id: Id of a project: only the permission of this project is listed.
            after: Id of the last permission on the page before: the page starts with the permission
                that follows it. Without it, the list starts at its beginning.
            limit: Most permissions on one page, from 1 to 100.
            order: Order of the permissions: `descending` puts the newest first, `ascending` the
                oldest.
        """

        _payload = Payload(
            path_of(
                _LIST_,
                {
                    "fine_tuned_model_checkpoint": fine_tuned_model_checkpoint,
                },
            ),
            query=query_of(
                _LIST_,
                {
                    "project_id": project_id,
                    "after": after,
                    "limit": limit,
                    "order": order,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )

    retrieve = list
    """The former name of `list`."""

    def create(
        self,
        fine_tuned_model_checkpoint: str,
        *,
        project_ids: Sequence[str],
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> ListFineTuningCheckpointPermissionResponse:
        """
        Permit projects to use a checkpoint

        Share a fine-tuned model or checkpoint with other projects of the organization. Needs an
        admin API key, which an owner of the organization holds. The answer holds one permission
        for each project of the request, and from now on they are listed.

        Args:
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint to share, by name.
            project_ids: Ids of the projects that may use the checkpoint from now on.
        """

        _payload = Payload(
            path_of(
                _CREATE,
                {
                    "fine_tuned_model_checkpoint": fine_tuned_model_checkpoint,
                },
            ),
            json=body_of(
                {
                    "project_ids": project_ids,
                },
                extra_body,
            ),
        )

        return self._connection.call(
            _CREATE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    def delete(
        self,
        permission_id: str,
        *,
        fine_tuned_model_checkpoint: str,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> DeleteFineTuningCheckpointPermissionResponse:
        """
        Withdraw a permission

        Take back one project's permission to use a fine-tuned model or checkpoint. Needs an
        admin API key, which an owner of the organization holds. It is gone at once: it is no
        longer listed.

        Args:
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint, by name, that the permission is for.
            permission_id: Id of the permission to withdraw.
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint, by name, that the permission is for.
        """

        _payload = Payload(
            path_of(
                _DELETE,
                {
                    "fine_tuned_model_checkpoint": fine_tuned_model_checkpoint,
                    "permission_id": permission_id,
                },
            ),
        )

        return self._connection.call(
            _DELETE, _payload, Call(extra_headers, extra_query, None, timeout)
        )


class AsyncFineTuningCheckpointsPermissionsResource:
    """The operations of `fine_tuning.checkpoints.permissions`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> AsyncFineTuningCheckpointsPermissionsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return AsyncFineTuningCheckpointsPermissionsResourceRaw(
            AsyncFineTuningCheckpointsPermissionsResource(self._connection.as_raw())
        )

    def list(
        self,
        fine_tuned_model_checkpoint: str,
        *,
        project_id: str | Unset = UNSET,
        after: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        order: Literal["ascending", "descending"] | str | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> AsyncPages[ListFineTuningCheckpointPermissionResponse, FineTuningCheckpointPermission]:
        """
        List the permissions of a checkpoint

        Return the projects that may use a fine-tuned model or checkpoint. Needs an admin API
        key, which an owner of the organization holds.

        Args:
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint, by name, whose permissions are listed.
            project_id: Id of a project: only the permission of this project is listed.
            after: Id of the last permission on the page before: the page starts with the permission
                that follows it. Without it, the list starts at its beginning.
            limit: Most permissions on one page, from 1 to 100.
            order: Order of the permissions: `descending` puts the newest first, `ascending` the
                oldest.
        """

        _payload = Payload(
            path_of(
                _LIST_,
                {
                    "fine_tuned_model_checkpoint": fine_tuned_model_checkpoint,
                },
            ),
            query=query_of(
                _LIST_,
                {
                    "project_id": project_id,
                    "after": after,
                    "limit": limit,
                    "order": order,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )

    retrieve = list
    """The former name of `list`."""

    async def create(
        self,
        fine_tuned_model_checkpoint: str,
        *,
        project_ids: Sequence[str],
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> ListFineTuningCheckpointPermissionResponse:
        """
        Permit projects to use a checkpoint

        Share a fine-tuned model or checkpoint with other projects of the organization. Needs an
        admin API key, which an owner of the organization holds. The answer holds one permission
        for each project of the request, and from now on they are listed.

        Args:
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint to share, by name.
            project_ids: Ids of the projects that may use the checkpoint from now on.
        """

        _payload = Payload(
            path_of(
                _CREATE,
                {
                    "fine_tuned_model_checkpoint": fine_tuned_model_checkpoint,
                },
            ),
            json=body_of(
                {
                    "project_ids": project_ids,
                },
                extra_body,
            ),
        )

        return await self._connection.call(
            _CREATE, _payload, Call(extra_headers, extra_query, extra_body, timeout)
        )

    async def delete(
        self,
        permission_id: str,
        *,
        fine_tuned_model_checkpoint: str,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> DeleteFineTuningCheckpointPermissionResponse:
        """
        Withdraw a permission

        Take back one project's permission to use a fine-tuned model or checkpoint. Needs an
        admin API key, which an owner of the organization holds. It is gone at once: it is no
        longer listed.

        Args:
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint, by name, that the permission is for.
            permission_id: Id of the permission to withdraw.
            fine_tuned_model_checkpoint: The fine-tuned model or checkpoint, by name, that the permission is for.
        """

        _payload = Payload(
            path_of(
                _DELETE,
                {
                    "fine_tuned_model_checkpoint": fine_tuned_model_checkpoint,
                    "permission_id": permission_id,
                },
            ),
        )

        return await self._connection.call(
            _DELETE, _payload, Call(extra_headers, extra_query, None, timeout)
        )


class FineTuningCheckpointsPermissionsResourceRaw:
    """The operations of `fine_tuning.checkpoints.permissions`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: FineTuningCheckpointsPermissionsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import raw, raw_page

        self.list = raw_page(resource.list)
        self.create = raw(resource.create)
        self.delete = raw(resource.delete)


class AsyncFineTuningCheckpointsPermissionsResourceRaw:
    """The operations of `fine_tuning.checkpoints.permissions`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: AsyncFineTuningCheckpointsPermissionsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import async_raw, async_raw_page

        self.list = async_raw_page(resource.list)
        self.create = async_raw(resource.create)
        self.delete = async_raw(resource.delete)
