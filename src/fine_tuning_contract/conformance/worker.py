"""A pytest plugin for processes that pytest-xdist starts: they are given their plan."""

import pytest

from .description_file import read_description
from .plan import Plan
from .plugin import RulePlugin

PLAN = "contract-plan"


@pytest.hookimpl
def pytest_configure(config: pytest.Config) -> None:
    """Register the rules' plugin in a process that was given a plan."""
    given = getattr(config, "workerinput", {})
    if PLAN in given:
        plan = Plan.unpacked(given[PLAN])
        description = read_description(plan.options.description)
        config.pluginmanager.register(RulePlugin(plan, description), "contract-rules")
