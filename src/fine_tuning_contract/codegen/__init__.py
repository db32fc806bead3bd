"""From a normalized description to a Python client: openapi-python-client, with our templates and runtime."""

from .failures import GenerationError
from .generation import Generated, generate_client

__all__ = ["Generated", "GenerationError", "generate_client"]
