"""The operations on graders."""

from typing import Any

from fine_tuning_contract.emulator.grading.checks import checked
from fine_tuning_contract.emulator.grading.runs import Run, run_grader
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]


def run(world: World, request: Request) -> Json:
    """Grade one sample; what goes wrong while grading is told by flags in the answer."""
    body = request.body
    grader = checked(body["grader"])
    sample = Run(world.settings, body["model_sample"], body.get("item") or {})
    return run_grader(grader, sample)


def validate(_world: World, request: Request) -> Json:
    """Return the grader with its defaults, if it can be run at all."""
    return {"grader": checked(request.body["grader"])}
