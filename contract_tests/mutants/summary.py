"""What a mutation run says: a line for each mutant, and the share that was caught."""

from collections.abc import Mapping, Sequence
from statistics import median

from rich.console import Console
from rich.markup import escape

from contract_tests.mutants.survivors import Survivor
from contract_tests.mutants.trials import Trial

_WANTED = 0.99


def print_trial(trial: Trial, console: Console) -> None:
    """Print which rule caught a mutant, after how long, or that none did."""
    found = trial.finding
    name = f"{trial.mutant.group}/{trial.mutant.name}"
    if trial.caught:
        requests = "" if trial.requests is None else f" {trial.requests:5d} requests"
        after = f"{found.seconds:5.1f} s{requests}"
        console.print(f"[green]caught[/green]   {after}  {name}: {found.rule}")
        return
    reached = "" if trial.reached is None else f", fault met {trial.reached} times"
    console.print(
        f"[red]SURVIVED[/red] {found.verdict}{reached}  {name}: {escape(trial.mutant.fault)}"
    )
    if found.message:
        console.print(f"         {found.rule} {found.message[:200]}", markup=False)


def print_summary(trials: Sequence[Trial], known: Mapping[str, Survivor], console: Console) -> None:
    """Print the share of mutants that were caught, how fast, and what is wrong with the rest."""
    for subject in ("server", "client"):
        tried = [trial for trial in trials if trial.mutant.subject == subject]
        if tried:
            _print_side(subject, tried, known, console)
    for problem in problems(trials, known):
        console.print(f"[red]{escape(problem)}[/red]")


def problems(trials: Sequence[Trial], known: Mapping[str, Survivor]) -> list[str]:
    """Return what makes a run fail, as sentences."""
    survived = [trial.mutant.name for trial in trials if not trial.caught]
    caught = {trial.mutant.name for trial in trials if trial.caught}
    found = [
        f"{name} survives, and survivors.yml does not say why"
        for name in survived
        if name not in known
    ]
    found += [
        f"{name} is caught, and survivors.yml says that it survives"
        for name in known
        if name in caught
    ]
    if trials and share(trials, known) < _WANTED:
        found.append(f"less than {_WANTED:.0%} of the faults are caught")
    return found


def share(trials: Sequence[Trial], known: Mapping[str, Survivor]) -> float:
    """Return the share of faults that were caught; what is allowed is no fault."""
    allowed = {name for name, survivor in known.items() if survivor.kind == "allowed"}
    faults = [trial for trial in trials if trial.caught or trial.mutant.name not in allowed]
    return sum(trial.caught for trial in faults) / len(faults) if faults else 1.0


def _print_side(
    subject: str, trials: Sequence[Trial], known: Mapping[str, Survivor], console: Console
) -> None:
    caught = [trial for trial in trials if trial.caught]
    console.print(
        f"{subject}: {len(caught)} of {len(trials)} caught,"
        f" {share(trials, known):.1%} of those that are faults;"
        f" median {_median(caught)} s to the first broken rule"
    )


def _median(trials: Sequence[Trial]) -> str:
    return f"{median(trial.finding.seconds for trial in trials):.1f}" if trials else "no"
