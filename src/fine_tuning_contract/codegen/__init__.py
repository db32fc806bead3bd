"""From a normalized description to a Python client, by openapi-python-client with our templates."""

from typing import TYPE_CHECKING, Any

from .failures import GenerationError

if TYPE_CHECKING:
    from .generation import Generated, generate_client

__all__ = ["Generated", "GenerationError", "generate_client"]


def __getattr__(name: str) -> Any:
    """
    Import the generator when it is first asked for.

    It takes long and comes with an extra, and who needs only the runtime below has neither.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import generation  # noqa: PLC0415 - that is the point

    return getattr(generation, name)
