"""`serve`: the emulator, until it is interrupted."""

import contextlib
import os
from pathlib import Path
from typing import Any

import attrs
import click

from fine_tuning_contract.emulator import EmulatorError, Settings, serve

from .behaviour import behaving, behaviour_from, is_exposed, keys_in
from .endings import COULD_NOT_RUN, ending_at
from .places import DATABASE_VARIABLE, database_from, limits_from, size, uploads_from

_DEFAULTS = {"ordinary": "sk-test", "admin": "sk-admin"}


def key_from(variable: str, kind: str) -> tuple[str, str]:
    """Return a key and a word on where it comes from; the word never holds a key of the user's."""
    found = os.environ.get(variable)
    if found:
        return found, f"{kind} key: from {variable}"
    default = _DEFAULTS[kind]
    return default, f"{kind} key: {default} ({variable} is not set)"


@click.command(epilog="Example: fine-tuning-contract serve --port 8765 --speed 60")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--database",
    help="A file, or postgresql+psycopg://…; a URL with a password goes into"
    f" {DATABASE_VARIABLE}. Without either, a file that is gone at the end.",
)
@click.option(
    "--uploads", metavar="PLACE", help="A folder, or a URL such as s3://bucket/folder, for files."
)
@click.option("--max-upload", type=size, metavar="SIZE", help="The largest file, such as 2GiB.")
@click.option(
    "--max-storage", type=size, metavar="SIZE", help="The most that all files may take up together."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that serve together, on one database.",
)
@click.option("--speed", type=click.FloatRange(min=0, min_open=True), help="Times real time.")
@click.option("--manual-clock", is_flag=True, help="Time passes only when it is told to.")
@click.option("--api-key-env", default="OPENAI_API_KEY", show_default=True)
@click.option("--admin-key-env", default="OPENAI_ADMIN_KEY", show_default=True)
@behaving
def command(  # noqa: PLR0913, PLR0917 - one for each option
    host: str,
    port: int,
    database: str | None,
    uploads: str | None,
    max_upload: int | None,
    max_storage: int | None,
    workers: int,
    speed: float | None,
    manual_clock: bool,  # noqa: FBT001 - click's
    api_key_env: str,
    admin_key_env: str,
    keys: Path | None,
    **behaviour: Any,
) -> None:
    """Serve the emulator of the API."""
    if speed is not None and manual_clock:
        raise click.UsageError("--speed and --manual-clock exclude each other")
    api_key, where = key_from(api_key_env, "ordinary")
    admin_key, admin_where = key_from(admin_key_env, "admin")
    click.echo(f"{where}\n{admin_where}", err=True)
    _warn(host, api_key, admin_key)
    settings = Settings.with_keys(
        api_key,
        admin_key,
        database=database_from(database),
        files=uploads_from(uploads),
        limits=limits_from(max_upload, max_storage),
        speed=speed or 1.0,
        manual_clock=manual_clock,
        **behaviour_from(behaviour),
    )
    settings = attrs.evolve(settings, keys=(*settings.keys, *keys_in(keys)))
    with ending_at(EmulatorError, code=COULD_NOT_RUN), contextlib.suppress(KeyboardInterrupt):
        serve(settings, host, port, announce=_announce, workers=workers)


def _warn(host: str, *keys: str) -> None:
    if is_exposed(host) and not set(keys).isdisjoint(_DEFAULTS.values()):
        message = (
            f"warning: others can reach {host}, and everybody knows the default keys:"
            " set OPENAI_API_KEY and OPENAI_ADMIN_KEY"
        )
        click.echo(message, err=True)


def _announce(url: str) -> None:
    click.echo(f"serving {url}; stop with Ctrl-C", err=True)
