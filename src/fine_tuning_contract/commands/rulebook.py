"""`rules`: the rule book."""

import json
import shutil
from collections.abc import Mapping, Sequence
from typing import Any

import click

from fine_tuning_contract import places
from fine_tuning_contract.conformance import Rule, rule_book
from fine_tuning_contract.conformance.reporting.rule_book import as_markdown, as_text

from .ancestry import origins

# Longer lines are hard to read, shorter ones hard to write.
_WIDEST, _NARROWEST = 96, 48


@click.command(epilog="Example: fine-tuning-contract rules --format markdown > rules.md")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(*, form: str, as_json: bool) -> None:
    """Print every rule of the contract: its promise, its reason, and who says so."""
    rules = rule_book(places.rules())
    known = origins(rules)
    if as_json or form == "json":
        entries = [_entry(rule, known) for rule in rules]
        click.echo(json.dumps(entries, indent=2, ensure_ascii=False))
    elif form == "markdown":
        click.echo(as_markdown(rules, known), nl=False)
    else:
        click.echo_via_pager(_text(rules, known))


def _entry(rule: Rule, known: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {**rule.as_json(), "origin": known.get(rule.id)}


def _text(rules: Sequence[Rule], known: Mapping[str, Mapping[str, str]]) -> str:
    columns = shutil.get_terminal_size((_WIDEST, 24)).columns
    return as_text(rules, known, max(_NARROWEST, min(_WIDEST, columns)))
