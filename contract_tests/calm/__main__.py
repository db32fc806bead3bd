"""`make calm`: check the emulator with many seeds, alone, by workers and under load."""

import sys
from collections.abc import Callable, Mapping

import click
from rich.console import Console

from contract_tests.calm.runs import Run, alone, by_workers, loaded

_SETTINGS: Mapping[str, Callable[[int, tuple[str, ...]], Run]] = {
    "alone": alone,
    "workers": by_workers,
    "loaded": loaded,
}


@click.command()
@click.option("--seeds", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--first", type=click.IntRange(min=0), default=1, show_default=True, metavar="SEED")
@click.option("--setting", "named", multiple=True, type=click.Choice(list(_SETTINGS)))
@click.option("--rule", "rules", multiple=True, metavar="ID", help="These rules only.")
def main(seeds: int, first: int, named: tuple[str, ...], rules: tuple[str, ...]) -> None:
    """
    Check the emulator with each seed in each setting, and tell what was not kept.

    The emulator is correct, so whatever is broken is a false alarm.
    Ends with 0 if every run is conformant, and with 1 if one is not.
    """
    console = Console(soft_wrap=True, highlight=False)
    alarms = 0
    for setting in named or tuple(_SETTINGS):
        for seed in range(first, first + seeds):
            run = _SETTINGS[setting](seed, rules)
            alarms += not run.calm
            console.print(f"{setting:8} seed {seed:4}  {run.told}", markup=False)
            for line in run.alarms:
                console.print(f"    {line}", markup=False)
    console.print(f"{alarms or 'no'} false alarms in {len(named or _SETTINGS) * seeds} runs")
    sys.exit(1 if alarms else 0)


if __name__ == "__main__":
    main()
