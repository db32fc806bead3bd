"""Who is calling, and what the key opens."""

import hashlib
import hmac
from collections.abc import Mapping

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


def identify(keys: tuple[Key, ...], headers: Mapping[bytes, bytes]) -> Caller:
    """Return who is calling; raises Refused with 401."""
    key = _matching(keys, _token(headers))
    organization = _text(headers.get(b"openai-organization"))
    if organization and organization != key.organization:
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


def _matching(keys: tuple[Key, ...], token: bytes) -> Key:
    # Digests have one length and every key is compared, so time tells nothing about the keys.
    digest = hashlib.sha256(token).digest()
    matching: Key | None = None
    for key in keys:
        if hmac.compare_digest(hashlib.sha256(key.secret.encode()).digest(), digest):
            matching = key
    if matching is None:
        raise wrong_key("sk-***" if token.startswith(b"sk-") else "***")
    return matching


def _text(value: bytes | None) -> str:
    # Header values are Latin-1 on the wire; they are only compared and echoed.
    return "" if value is None else value.decode("latin-1").strip()
