"""How the emulator behaves, as options: its answers, its extras, and whom it lets in."""

import ipaddress
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from fine_tuning_contract.emulator.settings import GraderEndpoint, Key

Command = TypeVar("Command", bound=Callable[..., Any])
_MEMBERS = frozenset({"key", "organization", "project", "admin"})
_OPTIONS = (
    click.option("--wire", is_flag=True, help="Jobs with all 23 keys that were seen on the wire."),
    click.option("--seed", type=int, default=0, show_default=True, help="What chance begins with."),
    click.option("--seed-data", is_flag=True, help="Begin with jobs in every state."),
    click.option(
        "--keys",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Further keys: a JSON list of {key, organization, project, admin}.",
    ),
    click.option("--grader-url", help="A chat endpoint for model graders, ending in /v1."),
    click.option("--grader-key-env", default="GRADER_API_KEY", show_default=True),
    click.option("--python-grader/--no-python-grader", default=True, help="Run Python graders."),
    click.option("--control/--no-control", default=True, help="Serve /_emulator/."),
    click.option("--page/--no-page", default=True, help="Serve the page at /."),
    click.option(
        "--allow-host", multiple=True, metavar="NAME", help="A further name it answers to."
    ),
)


def behaving(command: Command) -> Command:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def behaviour_from(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that the options make; raises UsageError."""
    names = ("wire", "seed", "seed_data", "python_grader", "control", "page")
    return {
        **{name: given[name] for name in names},
        "hosts": tuple(name.lower() for name in given["allow_host"]),
        "grader_endpoint": _endpoint(given["grader_url"], given["grader_key_env"]),
    }


def keys_in(path: Path | None) -> tuple[Key, ...]:
    """Return the keys in a file; raises UsageError that says where it is wrong."""
    if path is None:
        return ()
    try:
        content: Any = json.loads(path.read_text("utf-8"))
    except ValueError as fault:
        raise click.UsageError(f"{path}: it is not JSON: {fault}") from fault
    if not isinstance(content, list):
        raise click.UsageError(f"{path}: it must hold a list of keys")
    entries = cast("Sequence[Any]", content)
    return tuple(_key(path, place, one) for place, one in enumerate(entries))


def is_exposed(host: str) -> bool:
    """Tell whether others than this machine can reach an address."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")


def _key(path: Path, place: int, one: Any) -> Key:
    entry = cast("dict[str, Any]", one) if isinstance(one, dict) else {}
    texts = [value for name, value in entry.items() if name != "admin"]
    is_good = bool(entry.get("key")) and all(isinstance(text, str) for text in texts)
    if (
        not is_good
        or not entry.keys() <= _MEMBERS
        or entry.get("admin", False) not in {True, False}
    ):
        # What stands there is not repeated: it may be a key.
        wanted = '{"key": "sk-…", "organization": "org-…", "project": "proj_…", "admin": false}'
        raise click.UsageError(f"{path}, /{place}: write {wanted}; only `key` must be there")
    others = {name: value for name, value in entry.items() if name != "key"}
    return Key(entry["key"], **others)


def _endpoint(url: str | None, variable: str) -> GraderEndpoint | None:
    if url is None:
        return None
    if not url.startswith(("http://", "https://")):
        raise click.UsageError(
            f"--grader-url {url!r} is not a URL such as http://localhost:11434/v1"
        )
    return GraderEndpoint(url, os.environ.get(variable, ""))
