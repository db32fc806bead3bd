"""What an emulator can be told before it starts."""

from pathlib import Path
from typing import Any

import attrs

DEFAULT_ORGANIZATION = "org-emulator"
DEFAULT_PROJECT = "proj_emulator"
DEFAULT_API_KEY = "sk-test"
DEFAULT_ADMIN_KEY = "sk-admin"


@attrs.frozen
class Key:
    """A key that the emulator accepts, and whose data it opens."""

    secret: str = attrs.field(repr=False)
    organization: str = DEFAULT_ORGANIZATION
    project: str = DEFAULT_PROJECT
    admin: bool = False


def _default_keys() -> tuple[Key, ...]:
    return (Key(DEFAULT_API_KEY), Key(DEFAULT_ADMIN_KEY, admin=True))


@attrs.frozen
class Limits:
    """
    How much one request may bring, and how much all uploads together.

    A head must be whole within `head_seconds`; a body, or a caller who reads an answer, may
    rest for `body_seconds`.
    """

    body_bytes: int = 4 * 1024 * 1024
    upload_bytes: int = 512 * 1024 * 1024
    storage_bytes: int | None = None
    json_depth: int = 64
    header_count: int = 100
    header_bytes: int = 64 * 1024
    head_seconds: float = 30.0
    body_seconds: float = 60.0
    connections: int = 1000


@attrs.frozen
class Pace:
    """
    How long the parts of a job take, in seconds at speed 1.

    A whole job takes their sum, however many steps it trains.
    """

    validating: float = 2.0
    queued: float = 2.0
    running: float = 16.0


@attrs.frozen
class GraderEndpoint:
    """A chat endpoint that answers for the graders which need a model."""

    url: str
    api_key: str = attrs.field(default="", repr=False)
    timeout: float = 30.0


@attrs.frozen
class Settings:
    """
    Everything that an emulator can be told before it starts.

    `database` is None for a temporary one, a path, or a database URL; `files` is a folder or a
    URL for what is uploaded, and lies beside the database if it is None.
    `speed` divides the time that a job takes.
    With `manual_clock`, time stands still until the control API advances it.
    With `wire`, jobs have every key seen on the wire, `error` is `{}` while nothing failed,
    and result files arrive in base64.
    `hosts` are further names that an emulator on the loopback interface answers to.
    With `seed_data`, there are jobs in every state from the start.
    """

    # Its URL may carry a password.
    database: str | None = attrs.field(default=None, repr=False)
    files: str | None = None
    keys: tuple[Key, ...] = attrs.field(factory=_default_keys)
    speed: float = attrs.field(default=1.0, validator=attrs.validators.gt(0))
    manual_clock: bool = False
    seed: int = 0
    wire: bool = False
    control: bool = True
    page: bool = True
    seed_data: bool = False
    hosts: tuple[str, ...] = ()
    python_grader: bool = True
    python_grader_seconds: float = 30.0
    description: Path | None = None
    pace: Pace = Pace()
    limits: Limits = Limits()
    grader_endpoint: GraderEndpoint | None = None

    @classmethod
    def with_keys(cls, api_key: str, admin_key: str, **others: Any) -> "Settings":
        """Return settings that accept one ordinary and one admin key."""
        return cls(keys=(Key(api_key), Key(admin_key, admin=True)), **others)

    @property
    def api_key(self) -> str:
        """Return the first ordinary key."""
        return self._first_key(admin=False)

    @property
    def admin_key(self) -> str:
        """Return the first admin key."""
        return self._first_key(admin=True)

    def _first_key(self, *, admin: bool) -> str:
        return next((key.secret for key in self.keys if key.admin == admin), "")
