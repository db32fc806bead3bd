"""`rules`: the rule book."""

import json

import click

from fine_tuning_contract import places
from fine_tuning_contract.conformance import rule_book


@click.command(epilog="Example: fine-tuning-contract rules --json | jq '.[].id'")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def command(*, as_json: bool) -> None:
    """Print every rule of the contract."""
    rules = rule_book(places.rules())
    if as_json:
        click.echo(json.dumps([rule.as_json() for rule in rules], indent=2, ensure_ascii=False))
        return
    area = None
    for rule in rules:
        if (rule.subject, rule.area) != area:
            area = (rule.subject, rule.area)
            click.echo(f"\n{rule.subject} · {rule.area}\n")
        click.echo(f"  {rule.level.upper():6} {rule.id}\n         {rule.title}")
