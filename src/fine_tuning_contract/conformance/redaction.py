"""Keeping keys out of everything that is shown or written."""

import base64
import functools
import json
import re
from collections.abc import Iterator, Sequence

MASK = "[redacted]"
# Shorter values would blank out ordinary words of the evidence.
_SHORTEST = 4
_SHORTEST_ENCODED = 8


def redact(text: str, secrets: Sequence[str]) -> str:
    """
    Replace every secret in a text by a mask, longest secret first.

    A secret is found as it is, percent-encoded in part or as a whole, as JSON writes it, and in
    Base64, also in the midst of other bytes.
    """
    pattern = _pattern(tuple(secrets))
    return text if pattern is None else pattern.sub(MASK, text)


@functools.lru_cache(maxsize=64)
def _pattern(secrets: tuple[str, ...]) -> re.Pattern[str] | None:
    long_enough = {secret for secret in secrets if len(secret) >= _SHORTEST}
    forms = {form for secret in long_enough for form in _forms(secret)}
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


def _forms(secret: str) -> Iterator[str]:
    """Yield patterns for the ways in which a secret may stand in a text."""
    yield "".join(_character(each) for each in secret)
    written = json.dumps(secret)[1:-1]
    if written != secret:
        yield re.escape(written)
    for core in _cores(secret.encode("utf-8", errors="surrogatepass")):
        yield rf"{re.escape(core)}=*"
        yield rf"{re.escape(core.translate(str.maketrans('+/', '-_')))}=*"


def _character(character: str) -> str:
    encoded = "".join(f"%{byte:02x}" for byte in character.encode("utf-8", errors="surrogatepass"))
    return f"(?:{re.escape(character)}|(?i:{encoded}))"


def _cores(secret: bytes) -> Iterator[str]:
    """Yield what Base64 makes of a secret wherever it begins, without what neighbours decide."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + secret).decode().rstrip("=")
        start = -(-before * 8 // 6)
        # The last character holds bits of what follows, unless a group ends with the secret.
        end = None if (before + len(secret)) % 3 == 0 else -1
        core = text[start:end]
        if len(core) >= _SHORTEST_ENCODED:
            yield core
