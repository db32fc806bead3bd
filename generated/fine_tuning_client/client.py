"""The clients: what holds the settings and every operation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import httpx

from .runtime.absence import UNSET, Unset
from .runtime.connection import AsyncConnection, Connection
from .runtime.credentials import Credentials, Key, Scheme
from .runtime.errors import InvalidRequestError
from .runtime.retries import RetryPolicy
from .runtime.settings import Settings

if TYPE_CHECKING:
    from typing import Self

    from .resources.files import AsyncFilesResource, FilesResource
    from .resources.fine_tuning import AsyncFineTuningResource, FineTuningResource
    from .resources.models import AsyncModelsResource, ModelsResource

DEFAULT_BASE_URL: Final = "https://api.openai.com/v1"
DEFAULT_TIMEOUT: Final = 30.0
"""Seconds that each phase of a try may take: connecting, sending, receiving, waiting for a free connection."""

DEFAULT_DEADLINE: Final = 300.0
"""Seconds that all tries of one call may take together."""

_SCHEMES: Final[dict[str, Scheme]] = {
    "ApiKeyAuth": Scheme("api_key", "OPENAI_API_KEY"),
    "AdminApiKeyAuth": Scheme("admin_api_key", "OPENAI_ADMIN_KEY"),
}


def _headers(given: Mapping[str, str | None], more: Mapping[str, str] | None) -> dict[str, str]:
    """Return the headers that every request carries."""
    stated = {name: value for name, value in given.items() if value}
    return {"Accept": "application/json", **stated, **(more or {})}


def _base_url(given: str | None) -> str:
    """Return where the API is: as said, else from the environment, else where the provider has it."""
    found = (given or os.environ.get("OPENAI_BASE_URL") or DEFAULT_BASE_URL).rstrip("/")
    if not found.startswith(("http://", "https://")):
        raise InvalidRequestError(
            f"base_url is {_shown(found)!r}; it starts with http:// or https://"
        )
    return found


def _shown(url: str) -> str:
    """Return a URL without the password that it may hold."""
    scheme, separator, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{separator}{authority.rpartition('@')[2]}{slash}{path}"


class FineTuningClient:
    """
    The API, sync: every operation hangs below this.

    Keys come from arguments or the environment (`OPENAI_API_KEY`, `OPENAI_ADMIN_KEY`) and are
    never shown. Use it as a context manager, or call `close`, to give its connections back.
    """

    def __init__(
        self,
        *,
        api_key: Key | None = None,
        admin_api_key: Key | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        deadline: float | None = DEFAULT_DEADLINE,
        retries: RetryPolicy | int = 2,
        strict: bool = False,
        default_headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
        transport: httpx.BaseTransport | None = None,
        proxy: str | None = None,
    ) -> None:
        """
        Nothing is sent yet.

        Args:
            api_key: The key for `ApiKeyAuth`, or a function that gives it; else from `OPENAI_API_KEY`.
            admin_api_key: The key for `AdminApiKeyAuth`, or a function that gives it; else from `OPENAI_ADMIN_KEY`.
            organization: Sent as `OpenAI-Organization`; else from `OPENAI_ORG_ID`.
            project: Sent as `OpenAI-Project`; else from `OPENAI_PROJECT_ID`.
            base_url: Where the API is; else from `OPENAI_BASE_URL`.
            timeout: Seconds that each phase of a try may take; None waits for ever.
            deadline: Seconds that all tries of one call may take; None sets no bound.
            retries: How often to try again, or a whole policy.
            strict: Refuse answers that differ from the description, instead of keeping what differs.
            default_headers: Sent with every request.
            http_client: Used as it is, and not closed.
            transport: Used beneath a client of our own, for tests for example.
            proxy: The URL of a proxy.
        """
        keys: dict[str, Key | None] = {
            "api_key": api_key,
            "admin_api_key": admin_api_key,
        }
        headers: dict[str, str | None] = {
            "OpenAI-Organization": organization or os.environ.get("OPENAI_ORG_ID"),
            "OpenAI-Project": project or os.environ.get("OPENAI_PROJECT_ID"),
        }
        settings = Settings(
            base_url=_base_url(base_url),
            credentials=Credentials(_SCHEMES, keys),
            headers=_headers(headers, default_headers),
            timeout=timeout,
            deadline=deadline,
            retries=RetryPolicy(tries=retries + 1) if isinstance(retries, int) else retries,
            strict=strict,
        )
        options: dict[str, Any] = {"transport": transport, "proxy": proxy}
        self._connection = Connection(settings, http_client, options)

    @classmethod
    def _over(cls, connection: Connection) -> Self:
        client = cls.__new__(cls)
        client._connection = connection
        return client

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._connection.settings.base_url

    def with_options(
        self,
        *,
        base_url: str | Unset = UNSET,
        timeout: float | None | Unset = UNSET,
        deadline: float | None | Unset = UNSET,
        retries: RetryPolicy | int | Unset = UNSET,
        strict: bool | Unset = UNSET,
    ) -> Self:
        """
        Return a client with other settings that shares this one's connections.

        This one stays as it is, and is the one to close.
        """
        if isinstance(retries, int):
            retries = RetryPolicy(tries=retries + 1)
        given: dict[str, Any] = {
            "base_url": _base_url(base_url) if isinstance(base_url, str) else base_url,
            "timeout": timeout,
            "deadline": deadline,
            "retries": retries,
            "strict": strict,
        }
        changes = {name: value for name, value in given.items() if value is not UNSET}
        return self._over(self._connection.with_settings(**changes))

    @property
    def files(self) -> FilesResource:
        """The operations of `files`."""
        from .resources.files import FilesResource

        return FilesResource(self._connection)

    @property
    def fine_tuning(self) -> FineTuningResource:
        """The operations of `fine_tuning`."""
        from .resources.fine_tuning import FineTuningResource

        return FineTuningResource(self._connection)

    @property
    def models(self) -> ModelsResource:
        """The operations of `models`."""
        from .resources.models import ModelsResource

        return ModelsResource(self._connection)

    def close(self) -> None:
        """Give the connections back; a given `http_client` stays open."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Give the connections back."""
        self.close()

    def __repr__(self) -> str:
        """Return where it points; no key is shown."""
        return f"{type(self).__name__}(base_url={_shown(self.base_url)!r})"


class AsyncFineTuningClient:
    """
    The API, async: every operation hangs below this.

    Keys come from arguments or the environment (`OPENAI_API_KEY`, `OPENAI_ADMIN_KEY`) and are
    never shown. Use it as a context manager, or call `close`, to give its connections back.
    """

    def __init__(
        self,
        *,
        api_key: Key | None = None,
        admin_api_key: Key | None = None,
        organization: str | None = None,
        project: str | None = None,
        base_url: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        deadline: float | None = DEFAULT_DEADLINE,
        retries: RetryPolicy | int = 2,
        strict: bool = False,
        default_headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy: str | None = None,
    ) -> None:
        """
        Nothing is sent yet.

        Args:
            api_key: The key for `ApiKeyAuth`, or a function that gives it; else from `OPENAI_API_KEY`.
            admin_api_key: The key for `AdminApiKeyAuth`, or a function that gives it; else from `OPENAI_ADMIN_KEY`.
            organization: Sent as `OpenAI-Organization`; else from `OPENAI_ORG_ID`.
            project: Sent as `OpenAI-Project`; else from `OPENAI_PROJECT_ID`.
            base_url: Where the API is; else from `OPENAI_BASE_URL`.
            timeout: Seconds that each phase of a try may take; None waits for ever.
            deadline: Seconds that all tries of one call may take; None sets no bound.
            retries: How often to try again, or a whole policy.
            strict: Refuse answers that differ from the description, instead of keeping what differs.
            default_headers: Sent with every request.
            http_client: Used as it is, and not closed.
            transport: Used beneath a client of our own, for tests for example.
            proxy: The URL of a proxy.
        """
        keys: dict[str, Key | None] = {
            "api_key": api_key,
            "admin_api_key": admin_api_key,
        }
        headers: dict[str, str | None] = {
            "OpenAI-Organization": organization or os.environ.get("OPENAI_ORG_ID"),
            "OpenAI-Project": project or os.environ.get("OPENAI_PROJECT_ID"),
        }
        settings = Settings(
            base_url=_base_url(base_url),
            credentials=Credentials(_SCHEMES, keys),
            headers=_headers(headers, default_headers),
            timeout=timeout,
            deadline=deadline,
            retries=RetryPolicy(tries=retries + 1) if isinstance(retries, int) else retries,
            strict=strict,
        )
        options: dict[str, Any] = {"transport": transport, "proxy": proxy}
        self._connection = AsyncConnection(settings, http_client, options)

    @classmethod
    def _over(cls, connection: AsyncConnection) -> Self:
        client = cls.__new__(cls)
        client._connection = connection
        return client

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._connection.settings.base_url

    def with_options(
        self,
        *,
        base_url: str | Unset = UNSET,
        timeout: float | None | Unset = UNSET,
        deadline: float | None | Unset = UNSET,
        retries: RetryPolicy | int | Unset = UNSET,
        strict: bool | Unset = UNSET,
    ) -> Self:
        """
        Return a client with other settings that shares this one's connections.

        This one stays as it is, and is the one to close.
        """
        if isinstance(retries, int):
            retries = RetryPolicy(tries=retries + 1)
        given: dict[str, Any] = {
            "base_url": _base_url(base_url) if isinstance(base_url, str) else base_url,
            "timeout": timeout,
            "deadline": deadline,
            "retries": retries,
            "strict": strict,
        }
        changes = {name: value for name, value in given.items() if value is not UNSET}
        return self._over(self._connection.with_settings(**changes))

    @property
    def files(self) -> AsyncFilesResource:
        """The operations of `files`."""
        from .resources.files import AsyncFilesResource

        return AsyncFilesResource(self._connection)

    @property
    def fine_tuning(self) -> AsyncFineTuningResource:
        """The operations of `fine_tuning`."""
        from .resources.fine_tuning import AsyncFineTuningResource

        return AsyncFineTuningResource(self._connection)

    @property
    def models(self) -> AsyncModelsResource:
        """The operations of `models`."""
        from .resources.models import AsyncModelsResource

        return AsyncModelsResource(self._connection)

    async def close(self) -> None:
        """Give the connections back; a given `http_client` stays open."""
        await self._connection.close()

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Give the connections back."""
        await self.close()

    def __repr__(self) -> str:
        """Return where it points; no key is shown."""
        return f"{type(self).__name__}(base_url={_shown(self.base_url)!r})"
