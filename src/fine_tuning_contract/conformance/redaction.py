"""Keeping keys out of everything that is shown or written."""

from collections.abc import Sequence

_MASK = "[redacted]"
# Shorter values would blank out ordinary words of the evidence.
_SHORTEST = 4


def redact(text: str, secrets: Sequence[str]) -> str:
    """Replace every secret in a text by a mask, longest secret first."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, _MASK)
    return text
