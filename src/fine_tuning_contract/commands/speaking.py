"""What the commands share that speak to the API: the client, its errors, and how answers look."""

import json
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from fine_tuning_client import FineTuningClient, FineTuningError, InvalidRequestError

from .endings import COULD_NOT_RUN, ending_at, ending_at_file_errors

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_GAP = "  "


def spoken(command: Decorated) -> Decorated:
    """Give a command the options of every command that speaks to the API."""
    command = click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
    return click.option("--base-url", help="Where the API is; OPENAI_BASE_URL without it.")(command)


@contextmanager
def client_at(base_url: str | None) -> Generator[FineTuningClient]:
    """
    Give a client, and turn its errors into endings.

    The key comes from OPENAI_API_KEY: an argument could be seen by everyone on the machine.
    """
    with (
        ending_at(FineTuningError, code=COULD_NOT_RUN),
        ending_at(InvalidRequestError),
        ending_at_file_errors(),
        FineTuningClient(base_url=base_url) as client,
    ):
        yield client


def told_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def told_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """
    Print rows under a head on a terminal, and with tabs between them and no head elsewhere.

    Nothing is cut off: the last column may run over the terminal's edge.
    """
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(printable, row)))
        return
    lines = [tuple(head), *(tuple(map(printable, row)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo(_GAP.join(cells).rstrip())


def told_object(fields: Mapping[str, Any]) -> None:
    """Print the fields of an object that hold something, a line each, times as dates."""
    shown = {name: value for name, value in fields.items() if value not in (None, [], {})}
    width = max(map(len, shown), default=0)
    for name, value in shown.items():
        click.echo(f"{name.ljust(width)}{_GAP}{printable(_told(name, value))}")


def _told(name: str, value: Any) -> str:
    if name.endswith(("_at", "_finish")):
        return moment(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def printable(text: str) -> str:
    """Return a text that a server sent without what could steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def moment(seconds: object) -> str:
    """Return a time of the API, Unix seconds, as people read it; empty where there is none."""
    if not isinstance(seconds, int):
        return ""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, OSError, ValueError):
        return str(seconds)


def pairs(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> dict[str, str]:
    """Return what was given as KEY=VALUE as a mapping; for options that may be repeated."""
    found: dict[str, str] = {}
    for value in values:
        key, between, rest = value.partition("=")
        if not between or not key:
            raise click.BadParameter(f"{value!r} is not of the form KEY=VALUE", context, parameter)
        found[key] = rest
    return found
