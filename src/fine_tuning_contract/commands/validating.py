"""`validate-data`: training data before they are uploaded."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from fine_tuning_contract.codegen.runtime import training_data
from fine_tuning_contract.codegen.runtime.training_data import Method, Problem, Report

from .endings import BROKEN, ending_at_file_errors
from .progress import working


@click.command(epilog="Example: fine-tuning-contract validate-data train.jsonl --method dpo")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--method",
    type=click.Choice(training_data.METHODS),
    help="What the data are for; the first example decides without it.",
)
@click.option("--validation", is_flag=True, help="The file is for validation, not for training.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def command(
    context: click.Context, file: Path, method: Method | None, *, validation: bool, as_json: bool
) -> None:
    """Read a file of training examples, and tell what is wrong with it and how much it holds."""
    with working(f"reading {file}"), ending_at_file_errors():
        report = training_data.validate(file, method, validation=validation)
    if as_json:
        click.echo(json.dumps({"file": str(file), **report.as_json()}, indent=2))
    else:
        for line in _told(file, report):
            click.echo(line)
    if not report.valid:
        context.exit(BROKEN)


def _told(file: Path, report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield _problem(file, problem)
    left_out = report.errors + report.warnings - len(report.problems)
    if left_out:
        yield f"{file}: {left_out} more problems are not shown"
    counted = ", ".join(f"{count} {role}" for role, count in report.roles.items())
    messages = f"{report.messages} messages" + (f" ({counted})" if counted else "")
    yield (
        f"{file}: {report.examples} {report.method or ''} examples".replace("  ", " ")
        + f", {messages}, about {report.estimated_tokens} tokens"
        " (estimated from the length of the text)"
    )
    yield f"{file}: {_verdict(report)}: {report.errors} errors, {report.warnings} warnings"


def _problem(file: Path, problem: Problem) -> str:
    place = str(file) if problem.line is None else f"{file}:{problem.line}"
    level = " (warning)" if problem.level == "warning" else ""
    return f"{place}: {problem.code}{level}: {problem.located}; {problem.remedy}"


def _verdict(report: Report) -> str:
    return "valid" if report.valid else "not valid"
