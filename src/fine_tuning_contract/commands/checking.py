"""`check`: hold a server, the client, or the emulator and the client, to the contract."""

import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import click
from attrs import evolve
from rich.console import Console

from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    DescriptionFileError,
    DeviationError,
    Options,
    Report,
    Setup,
    SetupError,
    Target,
    UnknownRule,
    UnreadableRules,
    check,
    discard_parts,
    exit_code,
    read_description,
    read_setup,
    write_reports,
)
from fine_tuning_contract.conformance.memory import MemoryUnavailable, database_at
from fine_tuning_contract.conformance.operations import CORE
from fine_tuning_contract.conformance.options import FULL
from fine_tuning_contract.conformance.reporting.summary import append_to_job_summary
from fine_tuning_contract.conformance.rule import Subject
from fine_tuning_contract.conformance.table import LiveProgress, print_report

from .ancestry import with_origins
from .arguments import A_FILE
from .endings import COULD_NOT_RUN, ending_at, ending_at_file_errors
from .network import proxy_for, readable_certificate
from .rehearsal import print_plan, rehearse
from .standin import emulator

_SHARD = re.compile(r"([1-9]\d*)/([1-9]\d*)")
# More would have to share the emulator, which is one process.
_TWO = 2
_POSITIVE = click.IntRange(min=1)


@click.command(epilog="Example: fine-tuning-contract check https://my-server/v1 --report report")
@click.argument("url", required=False)
@click.option("--api-key-env", default="OPENAI_API_KEY", show_default=True)
@click.option("--admin-key-env", default="OPENAI_ADMIN_KEY", show_default=True)
@click.option("--proxy", metavar="URL", help="An HTTP proxy; else the environment's, if any.")
@click.option("--ca", type=A_FILE, help="Certificates to trust, in PEM form.")
@click.option("--only", type=click.Choice(["server", "client"]), help="One side of the contract.")
@click.option("--profile", default="full", show_default=True, help="core, full, or a feature.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="This rule; repeatable.")
@click.option("--level", type=click.Choice(["must", "should"]), help="Rules of one level.")
@click.option("--setup", type=A_FILE, help="What the target needs and lacks.")
@click.option("--deviations", type=A_FILE, help="Known deviations, strict.")
@click.option("--budget", type=click.IntRange(min=0), help="Most jobs that may be created.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--max-examples", type=_POSITIVE, help="Most examples of a property.")
@click.option("--examples-database", metavar="DIR|redis://…", help="Where failures are kept.")
@click.option("--workers", type=_POSITIVE, help="Processes; 2 for the emulator, else 1.")
@click.option("--shard", metavar="I/N", help="This part of the rules; see `merge`.")
@click.option("--time-budget", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS")
@click.option("--fail-fast", is_flag=True, help="Stop at the first broken rule.")
@click.option("--report", "folder", type=A_FILE, help="A folder for report.html and the rest.")
@click.pass_context
def command(context: click.Context, /, url: str | None, **given: Any) -> None:
    """
    Check the server at URL; without one, the emulator and the client.

    Keys come from the environment. Ends with 0 if nothing is broken, 1 if a rule is broken, 2 if
    the call is wrong, 3 if the check could not run.
    """
    options = _options(url, given)
    _refuse_wrong_arguments(url, options.profile)
    with (
        ending_at(SetupError, DeviationError, DescriptionFileError, MemoryUnavailable, UnknownRule),
        ending_at(UnreadableRules, code=COULD_NOT_RUN),
        ending_at_file_errors(),
    ):
        setup = read_setup(given["setup"]) if given["setup"] else Setup()
        if options.examples:
            database_at(options.examples)
        if given["dry_run"]:
            description = read_description(options.description)
            print_plan(rehearse(options, setup), url, description, Console())
            return
        if options.cassette is not None:
            discard_parts(options.cassette)
        report = _checked(url, given, setup, options)
        if given["folder"] is not None:
            write_reports(with_origins(report), given["folder"])
            append_to_job_summary(report.as_json())
    context.exit(exit_code(report))


def _options(url: str | None, given: dict[str, Any]) -> Options:
    return Options(
        description=places.normalized_description(),
        rules=places.rules(),
        rule_ids=given["rules"],
        only=_side(url, given["only"]),
        level=given["level"],
        profile=given["profile"],
        seed=given["seed"],
        max_examples=given["max_examples"],
        workers=given["workers"] or _workers(url, given),
        time_budget=given["time_budget"],
        fail_fast=given["fail_fast"],
        deviations=given["deviations"],
        budget=given["budget"],
        shard=_shard(given["shard"]),
        examples=given["examples_database"],
        cassette=given["folder"],
    )


def _workers(url: str | None, given: dict[str, Any]) -> int:
    """Return how many processes run the rules if nobody says: someone's server may be slow."""
    asked = given["rules"] or given["budget"] is not None
    return 1 if url is not None or asked or (os.cpu_count() or 1) < _TWO else _TWO


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = _SHARD.fullmatch(text)
    if not found or int(found[1]) > int(found[2]):
        raise click.UsageError(f"--shard {text!r}: expected I/N with I from 1 to N, such as 2/3")
    return int(found[1]), int(found[2])


def _refuse_wrong_arguments(url: str | None, profile: str) -> None:
    if url is not None and not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url!r} is no URL; it starts with http:// or https://")
    known = sorted({CORE, FULL, *read_description(places.normalized_description()).features})
    if profile not in known:
        raise click.UsageError(f"no --profile {profile!r}; there are: {', '.join(known)}")


def _side(url: str | None, only: str | None) -> Subject | None:
    """Return which side is checked: someone else's server is no reason to check our client."""
    if only is None:
        return "server" if url else None
    return "client" if only == "client" else "server"


def _checked(url: str | None, given: dict[str, Any], setup: Setup, options: Options) -> Report:
    console = Console(stderr=True)
    with _target(url, given, options) as target, LiveProgress(console) as live:
        report = check(None if target is None else evolve(target, setup=setup), options, live)
    print_report(report, Console())
    for note in report.notes:
        console.print(f"note: {note}", soft_wrap=True, markup=False)
    return report


@contextmanager
def _target(url: str | None, given: dict[str, Any], options: Options) -> Generator[Target | None]:
    if options.only == "client":
        yield None
    elif url is None:
        with emulator() as target:
            yield target
    else:
        yield _server(url, given)


def _server(url: str, given: dict[str, Any]) -> Target:
    name, admin_name = given["api_key_env"], given["admin_key_env"]
    key = os.environ.get(name)
    if not key:
        raise click.UsageError(
            f"{name} is not set; put the server's key into it, "
            "or name another variable by --api-key-env"
        )
    return Target(
        url,
        api_key=key,
        admin_key=os.environ.get(admin_name),
        api_key_env=name,
        admin_key_env=admin_name,
        ca=readable_certificate(given["ca"]),
        proxy=proxy_for(url, given["proxy"]),
    )
