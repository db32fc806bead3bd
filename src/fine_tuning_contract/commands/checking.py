"""`check`: hold a server, the client, or the emulator and the client, to the contract."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from attrs import evolve
from rich.console import Console

from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    DeviationError,
    Options,
    Report,
    Setup,
    SetupError,
    Target,
    UnknownRule,
    check,
    exit_code,
    read_setup,
    rule_book,
    write_reports,
)
from fine_tuning_contract.conformance.options import CORE, FULL
from fine_tuning_contract.conformance.rule import Subject
from fine_tuning_contract.conformance.table import LiveProgress, print_report

from .arguments import A_FILE
from .endings import ending_at, ending_at_file_errors

# A whole life of a job takes a second: fast enough to wait for, slow enough to see each state.
_EMULATOR_SPEED = 20.0


@click.command(epilog="Example: fine-tuning-contract check https://my-server/v1 --report report")
@click.argument("url", required=False)
@click.option("--api-key-env", default="OPENAI_API_KEY", show_default=True)
@click.option("--admin-key-env", default="OPENAI_ADMIN_KEY", show_default=True)
@click.option("--only", type=click.Choice(["server", "client"]), help="One side of the contract.")
@click.option("--profile", default="full", show_default=True, help="core, full, or a feature.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="This rule; repeatable.")
@click.option("--level", type=click.Choice(["must", "should"]), help="Rules of one level.")
@click.option("--setup", type=A_FILE, help="What the target needs and lacks.")
@click.option("--deviations", type=A_FILE, help="Known deviations, strict.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--max-examples", type=click.IntRange(min=1), help="Most examples of a property.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--time-budget", type=float, metavar="SECONDS")
@click.option("--fail-fast", is_flag=True, help="Stop at the first broken rule.")
@click.option("--report", "folder", type=A_FILE, help="A folder for report.json and junit.xml.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    context: click.Context,
    /,
    url: str | None,
    api_key_env: str,
    admin_key_env: str,
    only: str | None,
    profile: str,
    rules: tuple[str, ...],
    level: str | None,
    setup: Path | None,
    deviations: Path | None,
    seed: int,
    max_examples: int | None,
    workers: int,
    time_budget: float | None,
    *,
    fail_fast: bool,
    folder: Path | None,
) -> None:
    """
    Check the server at URL; without one, the emulator and the client.

    Keys come from the environment. Ends with 0 if nothing is broken, 1 if a rule is broken, 2 if
    the call is wrong, 3 if the check could not run.
    """
    options = Options(
        description=places.normalized_description(),
        rules=places.rules(),
        rule_ids=rules,
        only=_side(url, only),
        level=level,  # type: ignore[arg-type] # the choice is click's to check
        profile=profile,
        seed=seed,
        max_examples=max_examples,
        workers=workers,
        time_budget=time_budget,
        fail_fast=fail_fast,
        deviations=deviations,
    )
    _refuse_wrong_arguments(url, profile)
    with ending_at(SetupError, DeviationError, UnknownRule), ending_at_file_errors():
        needs = read_setup(setup) if setup else Setup()
        report = _checked(url, api_key_env, admin_key_env, needs, options)
        if folder is not None:
            write_reports(report, folder)
    context.exit(exit_code(report))


def _refuse_wrong_arguments(url: str | None, profile: str) -> None:
    if url is not None and not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url!r} is no URL; it starts with http:// or https://")
    features = {rule.needs for rule in rule_book(places.rules()) if rule.needs}
    known = sorted({CORE, FULL, *features})
    if profile not in known:
        raise click.UsageError(f"no profile {profile!r}; there are: {', '.join(known)}")


def _side(url: str | None, only: str | None) -> Subject | None:
    """Return which side is checked: someone else's server is no reason to check our client."""
    if only is None:
        return "server" if url else None
    return "client" if only == "client" else "server"


def _checked(
    url: str | None, api_key_env: str, admin_key_env: str, needs: Setup, options: Options
) -> Report:
    console = Console(stderr=True)
    with _target(url, api_key_env, admin_key_env, options) as target, LiveProgress(console) as live:
        given = None if target is None else evolve(target, setup=needs)
        report = check(given, options, live)
    print_report(report, Console())
    return report


@contextmanager
def _target(
    url: str | None, api_key_env: str, admin_key_env: str, options: Options
) -> Generator[Target | None]:
    if options.only == "client":
        yield None
    elif url is None:
        with _emulator() as target:
            yield target
    else:
        yield _server(url, api_key_env, admin_key_env)


def _server(url: str, api_key_env: str, admin_key_env: str) -> Target:
    key = os.environ.get(api_key_env)
    if not key:
        raise click.UsageError(
            f"{api_key_env} is not set; put the server's key into it, "
            "or name another variable by --api-key-env"
        )
    return Target(
        url,
        api_key=key,
        admin_key=os.environ.get(admin_key_env),
        api_key_env=api_key_env,
        admin_key_env=admin_key_env,
    )


@contextmanager
def _emulator() -> Generator[Target]:
    """Run the emulator for as long as the check lasts."""
    from fine_tuning_contract.emulator import Settings, start  # noqa: PLC0415 - only without a URL

    with start(Settings(speed=_EMULATOR_SPEED)) as running:
        yield Target(running.url, api_key=running.api_key, admin_key=running.admin_key)
