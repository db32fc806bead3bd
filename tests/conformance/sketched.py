"""Rules written for one test, in few words."""

from collections.abc import Callable

from fine_tuning_contract.conformance import Options, Report

Rules = Callable[..., Options]


def rule(name: str, *body: str, arguments: str = "api", **claim: object) -> str:
    """Return the source of a rule with a body of some lines."""
    extras = "".join(f", {key}={value!r}" for key, value in claim.items())
    lines = "\n    ".join(body)
    return f'''
@must("{name}", spec="readThing"{extras})
def test_{name.replace("-", "_")}({arguments}):
    """
    A title.

    A reason.
    """
    {lines}
'''


KEPT = rule("things-kept", 'api.call("listThings")')
BROKEN = rule("things-broken", 'assert api.call("listThings").json["data"] == ["x"]')


def verdicts(report: Report) -> dict[str, str]:
    """Return the verdict of every rule, by its id."""
    return {result.rule.id: str(result.verdict) for result in report.results}


def messages(report: Report) -> dict[str, str]:
    """Return what is told about every rule that has something to tell."""
    return {result.rule.id: result.message for result in report.results if result.message}
