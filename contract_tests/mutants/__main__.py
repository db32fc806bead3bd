"""`python -m contract_tests.mutants [NAME…]`: how many faulty servers and clients are caught."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from contract_tests.mutants import survivors
from contract_tests.mutants.catalogue import Mutant, every
from contract_tests.mutants.summary import print_summary, print_trial, problems
from contract_tests.mutants.trials import Trial, try_all


@click.command()
@click.argument("names", nargs=-1)
@click.option("--group", type=click.Choice(["server", "client"]), help="Faults of one side.")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True)
@click.option("--part", default="1/1", metavar="I/N", help="Every Nth mutant, from the Ith on.")
@click.option("--cheap", is_flag=True, help="Leave out the rules that cost much.")
@click.option("--results", type=click.Path(path_type=Path), help="A file for one line a mutant.")
@click.option("--list", "listing", is_flag=True, help="Name the mutants and end.")
def main(  # noqa: PLR0913 - one for each option
    names: tuple[str, ...],
    group: str | None,
    workers: int,
    part: str,
    results: Path | None,
    *,
    cheap: bool,
    listing: bool,
) -> None:
    """
    Check every mutant, or those whose names contain a NAME, and tell which rule caught each.

    Ends with 1 if fewer than 99 of 100 are caught, or one survives that survivors.yml does not
    explain.
    """
    console = Console(width=150, soft_wrap=True)
    chosen = _chosen(names, group, part)
    if listing:
        for mutant in chosen:
            console.print(
                f"{mutant.subject} {mutant.group}/{mutant.name}: {mutant.fault}", markup=False
            )
        return
    trials: list[Trial] = []
    for trial in try_all(chosen, workers, cheap=cheap):
        trials.append(trial)
        print_trial(trial, console)
        if results is not None:
            _note(trial, results)
    known = survivors.known()
    print_summary(trials, known, console)
    sys.exit(1 if problems(trials, known) else 0)


def _chosen(names: tuple[str, ...], group: str | None, part: str) -> list[Mutant]:
    first, _, step = part.partition("/")
    if not (first.isdecimal() and step.isdecimal() and 1 <= int(first) <= int(step)):
        raise click.UsageError(f"--part {part!r} is no part; 2/5 is the second of five")
    found = [
        mutant
        for mutant in every()
        if group in (None, mutant.subject)
        and (not names or any(name in f"{mutant.group}/{mutant.name}" for name in names))
    ]
    if not found:
        raise click.UsageError("no mutant has such a name; --list shows all")
    return found[int(first) - 1 :: int(step)]


def _note(trial: Trial, path: Path) -> None:
    found = trial.finding
    line = {
        "mutant": trial.mutant.name,
        "group": trial.mutant.group,
        "subject": trial.mutant.subject,
        "verdict": found.verdict,
        "rule": found.rule,
        "message": found.message[:300],
        "seconds": round(found.seconds, 2),
        "requests": trial.requests,
        "whole_seconds": round(trial.seconds, 2),
        "reached": trial.reached,
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
