"""What a target tells of itself before the first rule: the model that can be trained on it."""

import contextlib
import re

import attrs

from fine_tuning_contract.conformance import Session

from .server.steps import ANYTHING, STRANGE, UNCLEARED


def discover_model(api: Session) -> str | None:
    """
    Have rules train the model of the setup, by the name under which the target lists it.

    Returns what there is to say about the choice, or None where the name is as it stands.
    """
    setup = api.target.setup
    names = _listed(api)
    if names is None or setup.model in names:
        return None
    dated = re.compile(re.escape(setup.model) + r"-\d[\d-]*")
    found = sorted(name for name in names if dated.fullmatch(name))
    if not found:
        return (
            f"the target does not list the model {setup.model}; "
            "`model` in --setup names another one to train"
        )
    api.target = attrs.evolve(api.target, setup=attrs.evolve(setup, model=found[-1]))
    return f"the target lists {found[-1]} and not {setup.model}, so that is what was trained"


def _listed(api: Session) -> list[str] | None:
    """Return the names of all models, or None where the target does not say."""
    if "models" in api.target.setup.lacks:
        return None
    # What is wrong with the list is told by the rules about models.
    with contextlib.suppress(*UNCLEARED, *STRANGE):
        answer = api.call("listModels", expect=ANYTHING)
        if answer.status == 200:
            return [str(model["id"]) for model in answer.json["data"]]
    return None
