"""Where Hypothesis keeps the failures that it found, so that another run can try them first."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase

_PROFILE = "contract"
# Hypothesis climbs towards answers of 200 by drawing thousands of values that it then does not
# send: nine tenths of the time for a few requests more.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


class MemoryUnavailable(Exception):
    """The place for examples cannot be used; the message says why."""


@contextlib.contextmanager
def remembering(place: str | None) -> Generator[None]:
    """Let Hypothesis keep what it finds in a place, or nothing, until the context ends."""
    before = settings.get_current_profile_name()
    plain = settings.get_profile("default")
    database = None if place is None else database_at(place)
    settings.register_profile(_PROFILE, plain, database=database, phases=_PHASES)
    settings.load_profile(_PROFILE)
    try:
        yield
    finally:
        settings.load_profile(before)


def database_at(place: str) -> ExampleDatabase:
    """Return the database in a folder, or behind a URL of Redis."""
    if not place.startswith(("redis://", "rediss://")):
        return DirectoryBasedExampleDatabase(Path(place))
    try:
        from hypothesis.extra.redis import RedisExampleDatabase  # noqa: PLC0415 (an extra)
        from redis import Redis  # noqa: PLC0415
        from redis.exceptions import RedisError  # noqa: PLC0415
    except ImportError as error:
        raise MemoryUnavailable(
            "examples in Redis need a package that is not installed; run: pip install redis"
        ) from error
    try:
        client: Any = Redis.from_url(place)  # pyright: ignore[reportUnknownMemberType]
        client.ping()
    except (RedisError, ValueError, OSError) as error:
        raise MemoryUnavailable(f"the examples' Redis cannot be used: {error}") from error
    return RedisExampleDatabase(client, key_prefix=b"fine-tuning-contract:")
