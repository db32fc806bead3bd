"""`python -m contract_tests.peers [NAME…]`: the suite against servers of others."""

import sys
from pathlib import Path

import click
import yaml
from rich.console import Console

from contract_tests.peers.installing import CannotInstall, Installation
from contract_tests.peers.javascript import sdk, walk, why_not
from contract_tests.peers.peers import EMULATOR_KEY, PEERS, Peer
from contract_tests.peers.running import CannotStart, running
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Options,
    Report,
    RunVerdict,
    Target,
    Verdict,
    check,
    read_setup,
    write_reports,
)
from fine_tuning_contract.conformance.report import write_text
from fine_tuning_contract.conformance.table import print_report
from fine_tuning_contract.emulator import Settings, start

_JAVASCRIPT = "javascript"
# Slow enough for a gateway on a busy machine to catch a job before it ends.
_SPEED = 5.0


@click.command()
@click.argument("names", nargs=-1)
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".peers"))
@click.option("--seed", default=1, help="What random choices of the check are made from.")
@click.option("--install", is_flag=True, help="Install what there is to install, and stop there.")
def main(names: tuple[str, ...], folder: Path, *, seed: int, install: bool) -> None:
    """
    Check the peers, or those named, and walk the emulator with the JavaScript SDK.

    Ends with 1 if a peer breaks a rule that its deviations.yml does not name, or the walk fails;
    with 3 if something could not be installed or started.
    """
    known = {*(peer.name for peer in PEERS), _JAVASCRIPT}
    if not known.issuperset(names):
        raise click.UsageError(f"there are: {', '.join(sorted(known))}")
    console = Console(width=140, soft_wrap=True)
    wanted = names or tuple(sorted(known))
    folder = folder.resolve()
    if install:
        sys.exit(max(_installed(name, folder / name, console) for name in wanted))
    codes = [_checked(peer, folder, seed, console) for peer in PEERS if peer.name in wanted]
    if _JAVASCRIPT in wanted:
        codes.append(_walked(folder, console))
    sys.exit(max(codes))


def _installed(name: str, home: Path, console: Console) -> int:
    """Install one; a machine without Node has no use for the SDK, and that is no failure."""
    reason = why_not() if name == _JAVASCRIPT else None
    if reason:
        console.print(f"{name} is not installed: {reason}", markup=False)
        return 0
    try:
        _installation(name, home).ensure()
    except CannotInstall as problem:
        console.print(f"{name} could not be installed: {problem}", markup=False)
        return 3
    return 0


def _installation(name: str, home: Path) -> Installation:
    if name == _JAVASCRIPT:
        return sdk(home)
    peer = next(peer for peer in PEERS if peer.name == name)
    return Installation(home, peer.installer, peer.packages)


def _checked(peer: Peer, folder: Path, seed: int, console: Console) -> int:
    console.rule(f"{peer.name}: {peer.what}")
    home = folder / peer.name
    try:
        _installation(peer.name, home).ensure()
        report = _report(peer, home, seed)
    except (CannotInstall, CannotStart) as problem:
        console.print(f"{peer.name} could not be checked: {problem}", markup=False)
        return 3
    write_reports(report, home / "report")
    write_text(home / "report" / "new-deviations.yml", _new_deviations(report))
    print_report(report, console)
    return 1 if report.verdict is RunVerdict.BROKEN else 0


def _new_deviations(report: Report) -> str:
    """Return what deviations.yml lacks, with the finding where a reason has to be written."""
    broken = report.of_verdict(Verdict.BROKEN)
    entries = [{"rule": one.rule.id, "reason": one.message[:300]} for one in broken]
    return yaml.safe_dump(entries, sort_keys=False, allow_unicode=True)


def _report(peer: Peer, home: Path, seed: int) -> Report:
    options = Options(
        description=places.normalized_description(),
        rules=places.rules(),
        only="server",
        deviations=peer.deviations,
        seed=seed,
        time_budget=peer.time_budget,
        # A peer that breaks a schema everywhere would be searched, and its findings reduced, for
        # minutes; the file of deviations asks only whether the rule is broken.
        stop_exploring=True,
    )
    with start(Settings(speed=_SPEED)) as emulator:
        upstream = emulator.url.removesuffix("/v1")
        with running(peer, home, upstream) as url:
            target = Target(url, api_key=peer.key, setup=read_setup(peer.setup))
            return check(target, options)


def _walked(folder: Path, console: Console) -> int:
    console.rule("javascript: the provider's SDK walks the emulator")
    try:
        with start(Settings.with_keys(EMULATOR_KEY, "sk-admin", speed=_SPEED)) as emulator:
            code, said = walk(folder / _JAVASCRIPT, emulator.url)
    except CannotInstall as problem:
        console.print(f"the SDK could not be run: {problem}", markup=False)
        return 3
    console.print(said.rstrip(), markup=False)
    return code


if __name__ == "__main__":
    main()
