"""Names that the emulator gives: random for what callers make, derived for what follows from it."""

import hashlib
import secrets

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_ALPHABET)
_POSITION_LENGTH = 8
_POSITIONS = int(_BASE**_POSITION_LENGTH)
# Coprime with 62 ** 8, so that positions spread over all ids and can be read back.
_SPREAD = 131_204_981_763_157
_GATHER = int(pow(_SPREAD, -1, _POSITIONS))


def new(prefix: str, length: int = 24) -> str:
    """Return a random id such as `ftjob-` and 24 letters and digits."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def derived(prefix: str, *origin: object, length: int = 24) -> str:
    """Return the id that always follows from the same origin."""
    text = ":".join(map(str, origin))
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:length], "big")
    return prefix + _digits(number, length)


def positioned(prefix: str, owner: str, position: int) -> str:
    """Return the id of one member of a long list, from which `position_in` reads its place."""
    spread = (position * _SPREAD) % _POSITIONS
    return derived(prefix, owner, length=16) + _digits(spread, _POSITION_LENGTH)


def position_in(prefix: str, owner: str, identifier: str) -> int | None:
    """Return the place that `positioned` wrote into an id, or None for a stranger."""
    start = derived(prefix, owner, length=16)
    tail = identifier[len(start) :]
    if not identifier.startswith(start) or len(tail) != _POSITION_LENGTH:
        return None
    if any(letter not in _ALPHABET for letter in tail):
        return None
    return _number(tail) * _GATHER % _POSITIONS


def _digits(number: int, length: int) -> str:
    letters: list[str] = []
    for _ in range(length):
        number, digit = divmod(number, _BASE)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _BASE + _ALPHABET.index(letter)
    return number
