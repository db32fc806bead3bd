"""Keys: taken from arguments or the environment, and never shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from .errors import InvalidRequestError, MissingCredentialsError

Key: TypeAlias = str | Callable[[], str]


class Scheme(NamedTuple):
    """How a security scheme gets its key: the constructor's argument, and the variable."""

    argument: str
    variable: str


class Credentials:
    """The keys of one client, by security scheme. Its repr shows none of them."""

    __slots__ = ("_keys", "_schemes")

    def __init__(self, schemes: Mapping[str, Scheme], keys: Mapping[str, Key | None]) -> None:
        """Take each key from its argument, else from its environment variable."""
        self._schemes = schemes
        self._keys = {
            name: keys.get(scheme.argument) or os.environ.get(scheme.variable)
            for name, scheme in schemes.items()
        }

    def __repr__(self) -> str:
        """Return which keys are there, without them."""
        return f"Credentials({', '.join(name for name, key in self._keys.items() if key)})"

    def is_fixed(self, scheme: str | None) -> bool:
        """Return whether the key is the same for every call."""
        return scheme is None or not callable(self._keys.get(scheme))

    def header(self, scheme: str) -> str:
        """
        Return the Authorization header for a security scheme.

        Raises `MissingCredentialsError`, naming the argument and the environment
        variable, where there is no key.
        """
        key = self._keys.get(scheme)
        if key is None:
            known = self._schemes[scheme]
            raise MissingCredentialsError(
                f"this operation needs {known.argument}: pass it or set {known.variable}"
            )
        return f"Bearer {_checked(key() if callable(key) else key)}"


def _checked(key: str) -> str:
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidRequestError(
            "the key is empty, or holds a space, a line break or a non-ASCII character"
        )
    return key
