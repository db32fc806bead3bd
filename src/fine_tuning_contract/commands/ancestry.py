"""Where the places come from that rules stand on: from the provider, or from an overlay of ours."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from fine_tuning_contract import places
from fine_tuning_contract.conformance import Report, Rule, read_description
from fine_tuning_contract.conformance.reporting.origins import origins_of


def origins(rules: Sequence[Rule]) -> dict[str, Mapping[str, str]]:
    """Return the origin of each rule's place in our own description, by the rule's id."""
    content = read_description(places.normalized_description()).content
    source, overlays = places.published_description(), places.overlays()
    # In an installed package, and in a checkout, both stand side by side.
    return origins_of(rules, content, source=source, overlays=overlays, root=source.parent)


def with_origins(report: Report) -> Report:
    """Return a report that says where the place of each rule comes from."""
    return evolve(report, origins=origins([result.rule for result in report.results]))
