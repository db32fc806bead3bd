"""Simulated training: the same numbers every time, and numbers that look like training."""

from itertools import pairwise
from typing import Any

import attrs
import pytest

from fine_tuning_contract.emulator import identifiers, measures
from fine_tuning_contract.emulator.catalog import model_name
from fine_tuning_contract.emulator.jobs import Job, Plan
from fine_tuning_contract.emulator.simulation import curve

PLAN = Plan(1.0, 1.0, 1.0, 100, 300, 3, 1, 2.0, 100, "print")
METHOD = {"type": "supervised", "supervised": {"hyperparameters": {}}}
JOB = Job(
    "ftjob-1", "org-acme", "proj", 0.0, "gpt", METHOD, "file-1", "file-2", None, 1, [], None, PLAN
)  # fmt: skip


def changed(**plan: Any) -> Any:
    """Return the job with another plan."""
    return attrs.evolve(JOB, plan=attrs.evolve(PLAN, **plan))


def mean_loss(job: Job, first: Any, last: Any) -> Any:
    """Return the mean training loss over some steps."""
    shape = curve(job)
    return sum(shape.train_loss(step) for step in range(first, last)) / (last - first)


def test_loss_falls_and_is_noisy() -> None:
    """Training gets better on the whole, not at every step."""
    losses = [curve(JOB).train_loss(step) for step in range(1, 301)]

    assert mean_loss(JOB, 1, 50) > mean_loss(JOB, 100, 150) > mean_loss(JOB, 250, 300)
    assert any(later > earlier for earlier, later in pairwise(losses))


def test_numbers_follow_from_data_settings_and_seed() -> None:
    """The same origin gives the same numbers, another one others."""
    same = measures.at_step(attrs.evolve(JOB, id="ftjob-2"), 7)
    others = [
        attrs.evolve(JOB, seed=2),
        changed(fingerprint="other"),
        changed(multiplier=0.5),
    ]

    assert same == measures.at_step(JOB, 7)
    assert all(measures.at_step(other, 7) != same for other in others)


def test_more_epochs_than_the_data_bear_overfit() -> None:
    """Validation gets worse again while training still gets better."""
    shape = curve(changed(epochs=20, steps=2000))

    assert shape.full_valid_loss(2000) > shape.full_valid_loss(400)
    assert mean_loss(changed(epochs=20, steps=2000), 1900, 2000) < shape.full_valid_loss(2000)


def test_faster_learning_falls_faster() -> None:
    """The learning rate multiplier matters."""
    assert curve(changed(multiplier=3.0)).rate > curve(changed(multiplier=0.1)).rate


@pytest.mark.parametrize(("steps", "epochs"), [(300, 3), (10, 10), (7, 3), (3, 10), (1, 1)])
def test_epochs_end_at_distinct_steps(steps: Any, epochs: int) -> None:
    """The last epoch ends with the last step, however they divide."""
    job = changed(steps=steps, epochs=epochs)
    ends = measures.epoch_ends(job)

    assert ends == sorted(set(ends))
    assert ends[-1] == steps
    assert [s for s in range(1, steps + 1) if measures.is_epoch_end(job, s)] == ends


def test_validation_is_measured_only_with_a_validation_file() -> None:
    """Without a validation file there is no validation loss."""
    alone = attrs.evolve(JOB, validation_file=None)

    assert "full_valid_loss" in measures.at_step(JOB, 300)
    assert set(measures.at_step(alone, 300)) == {
        "step",
        "train_loss",
        "train_mean_token_accuracy",
    }


@pytest.mark.parametrize("position", [0, 1, 99, 62**8 - 1])
def test_position_can_be_read_from_an_id(position: int) -> None:
    """A long list needs no index: each id knows its place."""
    identifier = identifiers.positioned("ftevent-", "ftjob-1", position)

    assert identifiers.position_in("ftevent-", "ftjob-1", identifier) == position
    assert identifiers.position_in("ftevent-", "ftjob-2", identifier) is None
    assert len(identifier) == len("ftevent-") + 24


@pytest.mark.parametrize("identifier", ["", "ftevent-", "x", "ftevent-" + "-" * 24])
def test_strange_id_has_no_position(identifier: Any) -> None:
    """What is not an id of this list has no place in it."""
    assert identifiers.position_in("ftevent-", "ftjob-1", identifier) is None


def test_id_of_the_list_with_a_strange_end_has_no_position() -> None:
    """The end of an id must be letters and digits."""
    start = identifiers.positioned("ftevent-", "ftjob-1", 0)[:-8]

    assert identifiers.position_in("ftevent-", "ftjob-1", start + "--------") is None


@pytest.mark.parametrize(
    ("suffix", "middle"), [(None, ""), ("mine", "mine"), ("a b:c/d", "a-b-c-d"), ("é", "-")]
)
def test_model_name_stays_one_path_segment(suffix: Any, middle: Any) -> None:
    """A suffix cannot add parts to a model's name."""
    parts = model_name("gpt-4o-2024-08-06", "org-acme", suffix, 1).split(":")

    assert parts[:4] == ["ft", "gpt-4o-2024-08-06", "acme", middle]
    assert len(parts) == 5
    assert len(parts[4]) == 8
