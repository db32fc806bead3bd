"""Kinds of arguments that several commands take."""

from pathlib import Path

import click

A_FILE = click.Path(path_type=Path)
UNMATCHED = click.Choice(["error", "warn", "ignore"])
