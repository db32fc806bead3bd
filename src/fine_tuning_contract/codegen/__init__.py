"""From a normalized description to a Python client, by openapi-python-client with our templates."""

from .failures import GenerationError
from .generation import Generated, generate_client

__all__ = ["Generated", "GenerationError", "generate_client"]
