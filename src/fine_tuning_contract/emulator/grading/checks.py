"""What must hold of a grader before it can run."""
from typing import Any


def checked(grader: dict[str, Any]) -> dict[str, Any]:
    """Return the grader with its defaults."""
    return grader
