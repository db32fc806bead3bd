"""The command line: which commands there are. Each is imported when it is called."""

import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

try:
    import click
except ModuleNotFoundError:  # pragma: no cover - the client alone needs no command line
    sys.exit(
        "fine-tuning-contract: the commands are not installed with the client alone; "
        "run: pip install 'fine-tuning-contract[all]'"
    )

from .configuration import ConfigurationError, checked, options_for

# Command → module, the extra that brings what it needs, and a line of help.
_COMMANDS = {
    "check": (
        "checking",
        "contract",
        "Hold a server, or the emulator and the client, to the contract.",
    ),
    "merge": ("merging", "contract", "Join the reports of several shards into one."),
    "rules": ("rulebook", "contract", "Print the rule book."),
    "serve": ("serving", "emulator", "Serve the emulator of the API."),
    "normalize": ("normalizing", "description", "Turn a published description into a contract."),
    "overlay": ("overlaying", "description", "Apply overlays to any document, or validate them."),
    "generate": ("generating", "generate", "Generate the normalized description and the client."),
    "update": ("updating", "all", "Put a new description in, and all that follows from it."),
    "examples": ("examples", "description", "Hold every example in a description to its schema."),
    "validate-data": ("validating", "cli", "Check training data before it is uploaded."),
    "files": ("files", "cli", "Upload, list and delete files."),
    "jobs": ("jobs", "cli", "List, create and steer fine-tuning jobs."),
    "doctor": ("doctor", "cli", "Tell what is installed, what is missing, and how to get it."),
    "diff": ("comparing", "description", "Compare two descriptions: what changed, and for whom."),
    "watch": ("watching", "cli", "Follow a job until it ends: steps, loss, time left."),
}


class _Commands(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, _ = _COMMANDS[cmd_name]
        try:
            found = import_module(f".commands.{module}", __package__)
        except ModuleNotFoundError as error:
            raise click.UsageError(_missing(cmd_name, error)) from error
        command: click.Command = found.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and give it the options that the project's pyproject.toml states."""
        name, command, rest = super().resolve_command(ctx, args)
        # Help, and the command that finds such mistakes, must not be kept away by one.
        if name and command and name != "doctor" and not set(rest) & {"-h", "--help"}:
            ctx.default_map = {name: _configured(name, command)}
        return name, command, rest

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and name the extra it needs where it turns out to be missing."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            name = ctx.invoked_subcommand or ""
            if name not in _COMMANDS or str(error.name).startswith(
                ("fine_tuning", "contract_tests")
            ):
                raise
            raise click.UsageError(_missing(name, error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any: some may lack what they need."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in _COMMANDS.items()])


def _configured(name: str, command: click.Command) -> dict[str, Any]:
    try:
        place, options = options_for(Path.cwd())
        return checked(place, name, options.get(name, {}), command) if place else {}
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error


def _missing(command: str, error: ModuleNotFoundError) -> str:
    extra = _COMMANDS[command][1]
    return (
        f"{command} needs {error.name}, which is not installed; "
        f"run: pip install 'fine-tuning-contract[{extra}]'"
    )


def _version() -> str:
    try:
        return version("fine-tuning-contract")
    except PackageNotFoundError:
        return "unknown (run from a folder that is not installed)"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), prog_name="fine-tuning-contract")
def main() -> None:
    """Hold a fine-tuning API, its client and its servers to one description."""


if __name__ == "__main__":
    main()
