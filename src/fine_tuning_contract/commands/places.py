"""Where the emulator keeps things, as options: databases, uploads and how large they may grow."""

import os
import re

import click

from fine_tuning_contract.emulator.settings import Limits
from fine_tuning_contract.emulator.storage.addresses import has_password

DATABASE_VARIABLE = "FINE_TUNING_DATABASE_URL"
_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
_SIZE = re.compile(r"(?P<number>\d{1,15})\s*(?P<unit>[kmgt]?)(?:i?b)?", re.IGNORECASE)


def size(text: str) -> int:
    """Return a number of bytes that is given as, say, 512MiB; units are powers of 1024."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise click.BadParameter(f"{text!r} is not a size such as 512MiB or 2GiB")
    return int(found["number"]) * _UNITS[found["unit"].lower()]


def database_from(named: str | None) -> str | None:
    """Return the database that an option or the environment names; raises UsageError."""
    if named is not None and has_password(named):
        # Everybody on this machine can read the arguments of a command.
        raise click.UsageError(
            "--database carries a password, which every user of this machine can read:"
            f" put the whole URL into {DATABASE_VARIABLE}, or the password into PGPASSWORD"
        )
    return named or os.environ.get(DATABASE_VARIABLE) or None


def uploads_from(named: str | None) -> str | None:
    """Return the place for uploads that an option names; raises UsageError."""
    if named is not None and has_password(named):
        raise click.UsageError(
            "--uploads carries a password, which every user of this machine can read:"
            " give credentials as the store's own client takes them (AWS_SECRET_ACCESS_KEY, …)"
        )
    return named


def limits_from(max_upload: int | None, max_storage: int | None) -> Limits:
    """Return the limits that the options set."""
    upload = Limits().upload_bytes if max_upload is None else max_upload
    return Limits(upload_bytes=upload, storage_bytes=max_storage)
