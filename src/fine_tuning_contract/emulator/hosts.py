"""
The names that an emulator on the loopback interface answers to.

A web page of a stranger can let its own name point to this machine, and is then free to talk to
whatever listens here. It cannot do so under a name that nobody can register.
"""

import ipaddress
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from fine_tuning_contract.emulator.errors import unknown_host

# RFC 6761 and RFC 9476 keep these out of the public name system; containers use the last one.
_RESERVED = (".localhost", ".test", ".example", ".alt", ".internal")


def refuse_strangers(
    server: Any, headers: dict[bytes, bytes], allowed: Collection[str] = ()
) -> None:
    """Raise Refused for a request to the loopback interface under a name that is not ours."""
    if not server or not _is_loopback(server[0]):
        return
    name = _name(headers.get(b"host", b""))
    if not _is_ours(name) and name not in allowed:
        raise unknown_host(name)


def _name(header: bytes) -> str:
    host = header.decode("latin-1").strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if ":" in host else host


@lru_cache(maxsize=256)
def _is_ours(name: str) -> bool:
    # A name without a dot cannot be registered either; an address needs no name system.
    return "." not in name or _is_address(name) or name.endswith(_RESERVED)


@lru_cache(maxsize=256)
def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
