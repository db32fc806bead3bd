"""`python -m contract_tests.violations [NAME…|RULE…]`: prove that every rule can fail."""

import sys

from rich.console import Console

from fine_tuning_contract import places
from fine_tuning_contract.conformance import Violation, rule_book

from .proof import Proof, prove, unproven, violations


def main(arguments: list[str]) -> int:
    """Prove all violations, or those that an argument names; return an exit code."""
    console = Console(width=140, soft_wrap=True)
    faults = violations()
    names = [name for name, fault in faults.items() if _is_named(name, fault, arguments)]
    if not names:
        console.print(f"no violation and no rule is called {' or '.join(arguments)}", markup=False)
        return 2
    problems = [] if arguments else unproven(rule_book(places.rules()), faults)
    proofs: list[Proof] = []
    for proof in prove(names):
        proofs.append(proof)
        _show(proof, console)
    for problem in problems:
        console.print(f"[red]{problem}[/red]")
    failed = [proof for proof in proofs if not proof.holds]
    proven = {rule_id for proof in proofs if proof.holds for rule_id in proof.verdicts}
    console.print(f"{len(proven)} rules proven able to fail by {len(proofs)} violations")
    return 1 if failed or problems else 0


def _is_named(name: str, fault: Violation, arguments: list[str]) -> bool:
    """Whether an argument is a part of a violation's name, or the id of a rule that it breaks."""
    return not arguments or any(each in name or each in fault.breaks for each in arguments)


def _show(proof: Proof, console: Console) -> None:
    mark = "[green]caught[/green]" if proof.holds else "[red]NOT CAUGHT[/red]"
    console.print(f"{mark} {proof.violation} ({proof.seconds:.1f} s): {proof.what}")
    if not proof.holds:
        console.print(f"    {proof.problem or dict(proof.verdicts)}", markup=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
