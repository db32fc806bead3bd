"""What the jobs of the demonstration are, and how far each has come."""

from typing import Any

import attrs

from fine_tuning_contract.emulator.jobs import Failure, Fate
from fine_tuning_contract.emulator.settings import Pace

Json = dict[str, Any]
_USUAL = Pace()
_LONG = 7 * 24 * 3600.0
_GRADER: Json = {
    "type": "string_check",
    "name": "names-the-city",
    "operation": "like",
    "input": "{{ sample.output_text }}",
    "reference": "{{ item.answer }}",
}
_QUOTA = Failure("exceeded_quota", "The quota of the organization is used up.")


@attrs.frozen
class Scene:
    """
    A job that was created some time ago.

    `age` and `marks` are in seconds at speed 1; a mark's time counts from the creation.
    """

    name: str
    age: float
    model: str = "gpt-4o-mini"
    method: str = "supervised"
    training: str = "chats.jsonl"
    validation: str | None = "few-chats.jsonl"
    hyperparameters: Json = attrs.field(factory=dict[str, Any])
    pace: Pace = _USUAL
    fate: Fate | None = None
    mark: tuple[str, float] | None = None

    @property
    def body(self) -> Json:
        """Return the request that asks for the method."""
        detail: Json = {"hyperparameters": self.hyperparameters}
        if self.method == "reinforcement":
            detail["grader"] = _GRADER
        return {"method": {"type": self.method, self.method: detail}}


SCENES = (
    Scene("helpful-tone", 7200),
    Scene("too-many-epochs", 6600, hyperparameters={"n_epochs": 10}),
    Scene("high-rate", 6000, hyperparameters={"learning_rate_multiplier": 8, "batch_size": 4}),
    Scene(
        "friendly-answers", 5400, method="dpo", training="preferences.jsonl", validation=None
    ),
    Scene(
        "names-the-city", 4800, "o4-mini", "reinforcement", "tasks.jsonl", "tasks.jsonl"
    ),
    Scene("broken-file", 4200, training="broken.jsonl"),
    Scene("out-of-quota", 3600, fate=Fate("fail", 110, _QUOTA)),
    Scene("changed-my-mind", 3000, mark=("cancel", 11)),
    Scene("second-thoughts", 2400, mark=("pause", 14)),
    Scene("stalled", 1800, fate=Fate("stall", 80)),
    Scene("long-run", 1300, pace=Pace(2, 2, 3600)),
    Scene(
        *("rewarded", 700, "o4-mini", "reinforcement", "tasks.jsonl", "tasks.jsonl"),
        pace=Pace(2, 2, 2400),
    ),
    Scene("waiting", 120, model="gpt-4.1-nano", pace=Pace(2, _LONG, 16)),
    Scene("just-created", 10, model="gpt-4.1", pace=Pace(_LONG, 2, 16)),
)  # fmt: skip
