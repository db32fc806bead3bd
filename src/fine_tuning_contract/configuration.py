"""Options that a project states once, in its pyproject.toml."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

SECTION = "fine-tuning-contract"


class ConfigurationError(Exception):
    """A section that cannot be used; the text says where and why."""


def options_for(folder: Path) -> tuple[Path | None, dict[str, Any]]:
    """
    Return the nearest pyproject.toml at or above a folder, and its section's options by command.

    A file that is no TOML, or a section that holds anything but tables of options, raises
    ConfigurationError.
    """
    place = next(
        (
            above / "pyproject.toml"
            for above in (folder, *folder.parents)
            if (above / "pyproject.toml").is_file()
        ),
        None,
    )
    if place is None:
        return None, {}
    try:
        content = tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{place}: {error.strerror}") from error
    except ValueError as error:
        raise ConfigurationError(f"{place}: no TOML: {error}") from error
    return place, _section(place, content)


def checked(
    place: Path, name: str, options: Mapping[str, Any], command: click.Command
) -> dict[str, Any]:
    """
    Return a command's options by the names of its parameters, files as seen from the given place.

    An option that the command does not have raises ConfigurationError.
    """
    return _checked(place, options, command, f"{place}: [tool.{SECTION}.{name}]")


def _checked(
    place: Path, options: Mapping[str, Any], command: click.Command, where: str
) -> dict[str, Any]:
    if isinstance(command, click.Group):
        commands = command.commands
        for name in options:
            _refuse_unknown(f"{where}: {name}", name, commands)
        return {
            name: _checked(place, below, commands[name], f"{where}: {name}")
            for name, below in options.items()
        }
    known = {name: each for each in command.params for name in _names(each)}
    found: dict[str, Any] = {}
    for name, value in options.items():
        _refuse_unknown(f"{where}: {name}", name, known)
        found[str(known[name].name)] = _value(place, known[name], value, f"{where}: {name}")
    return found


def _refuse_unknown(where: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise ConfigurationError(f"{where}: not known; there are {', '.join(sorted(known))}")


def _names(parameter: click.Parameter) -> list[str]:
    """Return how a parameter is called: an argument by its name, an option as on the line."""
    if isinstance(parameter, click.Argument):
        return [str(parameter.name)]
    return [each.removeprefix("--") for each in parameter.opts if each.startswith("--")]


def _value(place: Path, parameter: click.Parameter, value: Any, where: str) -> Any:
    if parameter.multiple or parameter.nargs == -1:
        _demand(value, list, f"{where}: a list is wanted")
        items: list[Any] = value
        return [_one(place, parameter, item) for item in items]
    if isinstance(parameter, click.Option) and parameter.is_flag:
        _demand(value, bool, f"{where}: true or false is wanted")
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ConfigurationError(f"{where}: a text or a number is wanted")
    return _one(place, parameter, value)


def _one(place: Path, parameter: click.Parameter, value: Any) -> str:
    if isinstance(parameter.type, click.Path):
        return str(place.parent / str(value))
    return str(value)


def _demand(value: Any, kind: type[Any], message: str) -> None:
    if not isinstance(value, kind):
        raise ConfigurationError(message)


def _section(place: Path, content: Mapping[str, Any]) -> dict[str, Any]:
    tool: Any = content.get("tool", {})
    section: dict[str, Any] = tool.get(SECTION, {})
    for name, options in section.items():
        example = f"options stand below their command's name, as in [tool.{SECTION}.check]"
        _demand(options, dict, f"{place}: [tool.{SECTION}] {name}: {example}")
    return section
