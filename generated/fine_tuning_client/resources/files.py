"""The operations of `files`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, Literal

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime.absence import UNSET, Unset
from ..runtime.requests import (
    Call,
    Operation,
    Paging,
    Payload,
    form_of,
    path_of,
    query_of,
)

if TYPE_CHECKING:
    from ..models.delete_file_response import DeleteFileResponse
    from ..models.file_expiration_after import FileExpirationAfter
    from ..models.list_files_response import ListFilesResponse
    from ..models.open_ai_file import OpenAIFile
    from ..runtime.connection import AsyncConnection, Connection
    from ..runtime.download import AsyncDownload, Download
    from ..runtime.pages import AsyncPages, Pages
    from ..runtime.requests import FileContent

    pass

_LIST_: Final[Operation[ListFilesResponse]] = Operation(
    "listFiles",
    "GET",
    "/files",
    _k.Object(lambda: _m.ListFilesResponse),
    credential="ApiKeyAuth",
)
_LIST__PAGING: Final = Paging(
    parameter="after",
    items="data",
    member=None,
    key="id",
)
_CREATE: Final[Operation[OpenAIFile]] = Operation(
    "createFile",
    "POST",
    "/files",
    _k.Object(lambda: _m.OpenAIFile),
    credential="ApiKeyAuth",
    safe=False,
)
_RETRIEVE: Final[Operation[OpenAIFile]] = Operation(
    "retrieveFile",
    "GET",
    "/files/{file_id}",
    _k.Object(lambda: _m.OpenAIFile),
    credential="ApiKeyAuth",
)
_DELETE: Final[Operation[DeleteFileResponse]] = Operation(
    "deleteFile",
    "DELETE",
    "/files/{file_id}",
    _k.Object(lambda: _m.DeleteFileResponse),
    credential="ApiKeyAuth",
    safe=False,
)
_CONTENT: Final[Operation[Any]] = Operation(
    "downloadFile",
    "GET",
    "/files/{file_id}/content",
    _k.BINARY,
    credential="ApiKeyAuth",
)


class FilesResource:
    """The operations of `files`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> FilesResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return FilesResourceRaw(FilesResource(self._connection.as_raw()))

    def list(
        self,
        *,
        purpose: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        order: Literal["asc", "desc"] | str | Unset = UNSET,
        after: str | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Pages[ListFilesResponse, OpenAIFile]:
        """
        List files

        Return the files of the project, one page at a time.

        Args:
            purpose: Purpose by which to filter: only files uploaded with it are listed.
            limit: Most files on one page, from 1 to 10,000.
            order: Order by time of creation: `asc` puts the oldest file first, `desc` the newest.
            after: Id of the last file on the page before: the page starts with the file that
                follows it. Without it, the list starts at its beginning.
        """

        _payload = Payload(
            _LIST_.path,
            query=query_of(
                _LIST_,
                {
                    "purpose": purpose,
                    "limit": limit,
                    "order": order,
                    "after": after,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )

    def create(
        self,
        *,
        file: FileContent,
        purpose: Literal["assistants", "batch", "fine-tune", "vision", "user_data", "evals"] | str,
        expires_after: FileExpirationAfter | Mapping[str, Any] | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> OpenAIFile:
        """
        Upload a file

        Upload a file that other operations then name by its id. A file holds at most 512 MB, all
        files of a project at most 2.5 TB, and a user makes at most 1,000 uploads a minute.
        Training and validation data must be JSON Lines, in a file whose name ends in `.jsonl`.

        Args:
            file: The content of the file, as bytes, and its name.
            purpose: What the file is for: `fine-tune` training or validation data, `batch` requests,
                `evals` data for evaluations, `vision` images to fine-tune on, `assistants`
                material for the Assistants API, `user_data` anything else.
            expires_after: When the file is to be deleted by itself.
        """

        with ExitStack() as _opened:
            _form, _files = form_of(
                {
                    "file": file,
                    "purpose": purpose,
                    "expires_after": expires_after,
                },
                ("file",),
                extra_body,
                _opened,
                multipart=True,
            )
            _payload = Payload(
                _CREATE.path,
                form=_form,
                files=_files,
            )

            return self._connection.call(
                _CREATE, _payload, Call(extra_headers, extra_query, None, timeout)
            )

    def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> OpenAIFile:
        """
        Retrieve a file

        Return what is known about one file, without its content.

        Args:
            file_id: Id of the file.
        """

        _payload = Payload(
            path_of(
                _RETRIEVE,
                {
                    "file_id": file_id,
                },
            ),
        )

        return self._connection.call(
            _RETRIEVE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> DeleteFileResponse:
        """
        Delete a file

        Delete a file, which also takes it out of every vector store. It is gone at once: it is
        neither listed nor found any more.

        Args:
            file_id: Id of the file to delete.
        """

        _payload = Payload(
            path_of(
                _DELETE,
                {
                    "file_id": file_id,
                },
            ),
        )

        return self._connection.call(
            _DELETE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    def content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Download:
        """
        Download a file

        Return the content of one file, byte for byte as it was uploaded or written.

        Args:
            file_id: Id of the file whose content is wanted.
        """

        _payload = Payload(
            path_of(
                _CONTENT,
                {
                    "file_id": file_id,
                },
            ),
        )

        return self._connection.download(
            _CONTENT, _payload, Call(extra_headers, extra_query, None, timeout)
        )


class AsyncFilesResource:
    """The operations of `files`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> AsyncFilesResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return AsyncFilesResourceRaw(AsyncFilesResource(self._connection.as_raw()))

    def list(
        self,
        *,
        purpose: str | Unset = UNSET,
        limit: int | Unset = UNSET,
        order: Literal["asc", "desc"] | str | Unset = UNSET,
        after: str | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> AsyncPages[ListFilesResponse, OpenAIFile]:
        """
        List files

        Return the files of the project, one page at a time.

        Args:
            purpose: Purpose by which to filter: only files uploaded with it are listed.
            limit: Most files on one page, from 1 to 10,000.
            order: Order by time of creation: `asc` puts the oldest file first, `desc` the newest.
            after: Id of the last file on the page before: the page starts with the file that
                follows it. Without it, the list starts at its beginning.
        """

        _payload = Payload(
            _LIST_.path,
            query=query_of(
                _LIST_,
                {
                    "purpose": purpose,
                    "limit": limit,
                    "order": order,
                    "after": after,
                },
            ),
        )

        return self._connection.walk(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout), _LIST__PAGING
        )

    async def create(
        self,
        *,
        file: FileContent,
        purpose: Literal["assistants", "batch", "fine-tune", "vision", "user_data", "evals"] | str,
        expires_after: FileExpirationAfter | Mapping[str, Any] | Unset = UNSET,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> OpenAIFile:
        """
        Upload a file

        Upload a file that other operations then name by its id. A file holds at most 512 MB, all
        files of a project at most 2.5 TB, and a user makes at most 1,000 uploads a minute.
        Training and validation data must be JSON Lines, in a file whose name ends in `.jsonl`.

        Args:
            file: The content of the file, as bytes, and its name.
            purpose: What the file is for: `fine-tune` training or validation data, `batch` requests,
                `evals` data for evaluations, `vision` images to fine-tune on, `assistants`
                material for the Assistants API, `user_data` anything else.
            expires_after: When the file is to be deleted by itself.
        """

        with ExitStack() as _opened:
            _form, _files = form_of(
                {
                    "file": file,
                    "purpose": purpose,
                    "expires_after": expires_after,
                },
                ("file",),
                extra_body,
                _opened,
                multipart=True,
            )
            _payload = Payload(
                _CREATE.path,
                form=_form,
                files=_files,
            )

            return await self._connection.call(
                _CREATE, _payload, Call(extra_headers, extra_query, None, timeout)
            )

    async def retrieve(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> OpenAIFile:
        """
        Retrieve a file

        Return what is known about one file, without its content.

        Args:
            file_id: Id of the file.
        """

        _payload = Payload(
            path_of(
                _RETRIEVE,
                {
                    "file_id": file_id,
                },
            ),
        )

        return await self._connection.call(
            _RETRIEVE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    async def delete(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> DeleteFileResponse:
        """
        Delete a file

        Delete a file, which also takes it out of every vector store. It is gone at once: it is
        neither listed nor found any more.

        Args:
            file_id: Id of the file to delete.
        """

        _payload = Payload(
            path_of(
                _DELETE,
                {
                    "file_id": file_id,
                },
            ),
        )

        return await self._connection.call(
            _DELETE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    async def content(
        self,
        file_id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> AsyncDownload:
        """
        Download a file

        Return the content of one file, byte for byte as it was uploaded or written.

        Args:
            file_id: Id of the file whose content is wanted.
        """

        _payload = Payload(
            path_of(
                _CONTENT,
                {
                    "file_id": file_id,
                },
            ),
        )

        return await self._connection.download(
            _CONTENT, _payload, Call(extra_headers, extra_query, None, timeout)
        )


class FilesResourceRaw:
    """The operations of `files`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: FilesResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import raw, raw_page

        self.list = raw_page(resource.list)
        self.create = raw(resource.create)
        self.retrieve = raw(resource.retrieve)
        self.delete = raw(resource.delete)
        self.content = raw(resource.content)


class AsyncFilesResourceRaw:
    """The operations of `files`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: AsyncFilesResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import async_raw, async_raw_page

        self.list = async_raw_page(resource.list)
        self.create = async_raw(resource.create)
        self.retrieve = async_raw(resource.retrieve)
        self.delete = async_raw(resource.delete)
        self.content = async_raw(resource.content)
