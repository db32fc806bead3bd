"""The operations of `models`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime.absence import UNSET, Unset
from ..runtime.requests import (
    Call,
    Operation,
    Payload,
    path_of,
)

if TYPE_CHECKING:
    from ..models.delete_model_response import DeleteModelResponse
    from ..models.list_models_response import ListModelsResponse
    from ..models.model import Model
    from ..runtime.connection import AsyncConnection, Connection

    pass

_LIST_: Final[Operation[ListModelsResponse]] = Operation(
    "listModels",
    "GET",
    "/models",
    _k.Object(lambda: _m.ListModelsResponse),
    credential="ApiKeyAuth",
)
_RETRIEVE: Final[Operation[Model]] = Operation(
    "retrieveModel",
    "GET",
    "/models/{model}",
    _k.Object(lambda: _m.Model),
    credential="ApiKeyAuth",
)
_DELETE: Final[Operation[DeleteModelResponse]] = Operation(
    "deleteModel",
    "DELETE",
    "/models/{model}",
    _k.Object(lambda: _m.DeleteModelResponse),
    credential="ApiKeyAuth",
    safe=False,
)


class ModelsResource:
    """The operations of `models`."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> ModelsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return ModelsResourceRaw(ModelsResource(self._connection.as_raw()))

    def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> ListModelsResponse:
        """
        List models

        Return every model that you may use, with its owner. The list comes in one piece, without
        pages.
        """

        _payload = Payload(
            _LIST_.path,
        )

        return self._connection.call(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Model:
        """
        Retrieve a model

        Return what is known about one model, such as its owner.

        Args:
            model: Name of the model.
        """

        _payload = Payload(
            path_of(
                _RETRIEVE,
                {
                    "model": model,
                },
            ),
        )

        return self._connection.call(
            _RETRIEVE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    def delete(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> DeleteModelResponse:
        """
        Delete a fine-tuned model

        Delete a model that you fine-tuned. Only an owner of the organization may do this. It is
        gone at once: it is neither listed nor found any more.

        Args:
            model: The fine-tuned model to delete, by name.
        """

        _payload = Payload(
            path_of(
                _DELETE,
                {
                    "model": model,
                },
            ),
        )

        return self._connection.call(
            _DELETE, _payload, Call(extra_headers, extra_query, None, timeout)
        )


class AsyncModelsResource:
    """The operations of `models`, to be awaited."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        """Send through the given connection."""
        self._connection = connection

    @property
    def with_raw_response(self) -> AsyncModelsResourceRaw:
        """The same operations, each giving the HTTP answer beside what it holds."""
        return AsyncModelsResourceRaw(AsyncModelsResource(self._connection.as_raw()))

    async def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> ListModelsResponse:
        """
        List models

        Return every model that you may use, with its owner. The list comes in one piece, without
        pages.
        """

        _payload = Payload(
            _LIST_.path,
        )

        return await self._connection.call(
            _LIST_, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    async def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> Model:
        """
        Retrieve a model

        Return what is known about one model, such as its owner.

        Args:
            model: Name of the model.
        """

        _payload = Payload(
            path_of(
                _RETRIEVE,
                {
                    "model": model,
                },
            ),
        )

        return await self._connection.call(
            _RETRIEVE, _payload, Call(extra_headers, extra_query, None, timeout)
        )

    async def delete(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        timeout: float | None | Unset = UNSET,
    ) -> DeleteModelResponse:
        """
        Delete a fine-tuned model

        Delete a model that you fine-tuned. Only an owner of the organization may do this. It is
        gone at once: it is neither listed nor found any more.

        Args:
            model: The fine-tuned model to delete, by name.
        """

        _payload = Payload(
            path_of(
                _DELETE,
                {
                    "model": model,
                },
            ),
        )

        return await self._connection.call(
            _DELETE, _payload, Call(extra_headers, extra_query, None, timeout)
        )


class ModelsResourceRaw:
    """The operations of `models`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: ModelsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import raw

        self.list = raw(resource.list)
        self.retrieve = raw(resource.retrieve)
        self.delete = raw(resource.delete)


class AsyncModelsResourceRaw:
    """The operations of `models`, each giving the HTTP answer beside what it holds."""

    def __init__(self, resource: AsyncModelsResource) -> None:
        """Wrap each operation."""
        from ..runtime.raw import async_raw

        self.list = async_raw(resource.list)
        self.retrieve = async_raw(resource.retrieve)
        self.delete = async_raw(resource.delete)
