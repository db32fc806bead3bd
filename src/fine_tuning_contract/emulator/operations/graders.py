"""The operations on graders."""

from typing import Any

from fine_tuning_contract.emulator.grading.checks import checked, runnable
from fine_tuning_contract.emulator.grading.runs import Run, run_grader
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]


def run(world: World, request: Request) -> Json:
    """Grade one sample; what goes wrong while grading is told by flags in the answer."""
    body = request.body
    runnable(body["grader"])
    return run_grader(
        body["grader"], Run(world.settings, body["model_sample"], body.get("item") or {})
    )


def validate(_world: World, request: Request) -> Json:
    """Return the grader with its defaults, if a run of it can succeed."""
    return {"grader": checked(request.body["grader"])}
