"""Who is calling, and what the key opens."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

import attrs

from fine_tuning_contract.emulator.errors import (
    admin_only,
    foreign_organization,
    no_key,
    wrong_key,
)
from fine_tuning_contract.emulator.settings import Key


@attrs.frozen
class Caller:
    """The organization and project that a request acts for."""

    organization: str
    project: str
    admin: bool = False


@attrs.frozen
class Keyring:
    """The keys that are accepted, by the digests of their secrets."""

    _keys: Mapping[bytes, Key]

    @classmethod
    def of(cls, keys: Iterable[Key]) -> "Keyring":
        """Return a ring of keys."""
        return cls({_digest(key.secret.encode()): key for key in keys})

    def matching(self, token: bytes) -> Key:
        """Return the key with a secret; raises Refused."""
        # A digest says nothing about its origin: however long the search for it takes, it tells
        # nobody how much of a guess was right.
        digest = _digest(token)
        key = self._keys.get(digest)
        if key is None or not hmac.compare_digest(_digest(key.secret.encode()), digest):
            raise wrong_key("sk-***" if token.startswith(b"sk-") else "***")
        return key


def identify(keys: Keyring, headers: Mapping[bytes, bytes]) -> Caller:
    """Return who is calling; raises Refused with 401."""
    key = keys.matching(_token(headers))
    organization = headers.get(b"openai-organization")
    if organization and organization.strip() != key.organization.encode():
        raise foreign_organization()
    project = _text(headers.get(b"openai-project")) or key.project
    return Caller(key.organization, project, key.admin)


def demand_admin(caller: Caller) -> None:
    """Refuse an ordinary key with 403."""
    if not caller.admin:
        raise admin_only()


def _token(headers: Mapping[bytes, bytes]) -> bytes:
    scheme, _, token = headers.get(b"authorization", b"").strip().partition(b" ")
    if scheme.lower() != b"bearer" or not token.strip():
        raise no_key()
    return token.strip()


def _digest(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _text(value: bytes | None) -> str:
    # Header values are Latin-1 on the wire; they are only compared and echoed.
    return "" if value is None else value.decode("latin-1").strip()
