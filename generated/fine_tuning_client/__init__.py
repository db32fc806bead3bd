"""A typed client, sync and async. Generated: nobody edits it, change the description or its overlays."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AsyncFineTuningClient as AsyncFineTuningClient
    from .client import FineTuningClient as FineTuningClient
    from .runtime.absence import UNSET as UNSET
    from .runtime.absence import Unset as Unset
    from .runtime.download import AsyncDownload as AsyncDownload
    from .runtime.download import Download as Download
    from .runtime.errors import APIConnectionError as APIConnectionError
    from .runtime.errors import APIStatusError as APIStatusError
    from .runtime.errors import APITimeoutError as APITimeoutError
    from .runtime.errors import AuthenticationError as AuthenticationError
    from .runtime.errors import BadRequestError as BadRequestError
    from .runtime.errors import ConflictError as ConflictError
    from .runtime.errors import FineTuningError as FineTuningError
    from .runtime.errors import InternalServerError as InternalServerError
    from .runtime.errors import InvalidRequestError as InvalidRequestError
    from .runtime.errors import MissingCredentialsError as MissingCredentialsError
    from .runtime.errors import MissingFieldError as MissingFieldError
    from .runtime.errors import NotFoundError as NotFoundError
    from .runtime.errors import PermissionDeniedError as PermissionDeniedError
    from .runtime.errors import RateLimitError as RateLimitError
    from .runtime.errors import ResponseDecodingError as ResponseDecodingError
    from .runtime.errors import UnknownOutcomeError as UnknownOutcomeError
    from .runtime.errors import UnprocessableEntityError as UnprocessableEntityError
    from .runtime.pages import AsyncPages as AsyncPages
    from .runtime.pages import Pages as Pages
    from .runtime.pages import RepeatedCursorError as RepeatedCursorError
    from .runtime.problems import Problem as Problem
    from .runtime.raw import RawResponse as RawResponse
    from .runtime.retries import RetryPolicy as RetryPolicy
    from .runtime.tables import Row as Row
    from .runtime.unrecognized import Unrecognized as Unrecognized
    from .runtime.waiting import Pace as Pace
    from .runtime.waiting import WaitTimeoutError as WaitTimeoutError

_MODULES = {
    "AsyncFineTuningClient": "client",
    "FineTuningClient": "client",
    "UNSET": "runtime.absence",
    "Unset": "runtime.absence",
    "AsyncDownload": "runtime.download",
    "Download": "runtime.download",
    "APIConnectionError": "runtime.errors",
    "APIStatusError": "runtime.errors",
    "APITimeoutError": "runtime.errors",
    "AuthenticationError": "runtime.errors",
    "BadRequestError": "runtime.errors",
    "ConflictError": "runtime.errors",
    "FineTuningError": "runtime.errors",
    "InternalServerError": "runtime.errors",
    "InvalidRequestError": "runtime.errors",
    "MissingCredentialsError": "runtime.errors",
    "MissingFieldError": "runtime.errors",
    "NotFoundError": "runtime.errors",
    "PermissionDeniedError": "runtime.errors",
    "RateLimitError": "runtime.errors",
    "ResponseDecodingError": "runtime.errors",
    "UnknownOutcomeError": "runtime.errors",
    "UnprocessableEntityError": "runtime.errors",
    "AsyncPages": "runtime.pages",
    "Pages": "runtime.pages",
    "RepeatedCursorError": "runtime.pages",
    "Problem": "runtime.problems",
    "RawResponse": "runtime.raw",
    "RetryPolicy": "runtime.retries",
    "Row": "runtime.tables",
    "Unrecognized": "runtime.unrecognized",
    "Pace": "runtime.waiting",
    "WaitTimeoutError": "runtime.waiting",
}

__all__ = [
    "AsyncFineTuningClient",
    "FineTuningClient",
    "UNSET",
    "Unset",
    "AsyncDownload",
    "Download",
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "FineTuningError",
    "InternalServerError",
    "InvalidRequestError",
    "MissingCredentialsError",
    "MissingFieldError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseDecodingError",
    "UnknownOutcomeError",
    "UnprocessableEntityError",
    "AsyncPages",
    "Pages",
    "RepeatedCursorError",
    "Problem",
    "RawResponse",
    "RetryPolicy",
    "Row",
    "Unrecognized",
    "Pace",
    "WaitTimeoutError",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a name when it is first asked for."""
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{module}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Return the public names, imported or not."""
        return sorted(_MODULES)
