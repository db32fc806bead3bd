"""The classes of the client, by the names that the description gives their schemas."""

from typing import Any

import fine_tuning_client.models as classes


def model_of(name: str) -> Any:
    """Return the class of a schema, or raise AttributeError where the client has none."""
    return getattr(classes, name)
