"""Numbers that look like training, and always follow from the data, the settings and the seed."""

import hashlib
import math
from random import Random

import attrs

from fine_tuning_contract.emulator.jobs import Job

_NOISE = 0.06
_SLOWEST = 2.0
_OVERFIT_AFTER = 3.0
_OVERFIT_PER_EPOCH = 0.03


@attrs.frozen
class Curve:
    """The shape of one job's loss over its steps."""

    origin: str
    start: float
    floor: float
    rate: float
    steps: int
    epochs: int
    roughness: float

    def train_loss(self, step: int) -> float:
        """Return the training loss at a step."""
        return _rounded(self._level(step) * (1 + self._noise("train", step)))

    def valid_loss(self, step: int) -> float:
        """Return the loss on one validation batch at a step."""
        return _rounded(self._unseen(step) * (1 + self._noise("valid", step)))

    def full_valid_loss(self, step: int) -> float:
        """Return the loss on the whole validation file at a step."""
        return _rounded(self._unseen(step))

    def reward(self, step: int, name: str = "train") -> float:
        """Return the mean reward at a step, between 0 and 1."""
        raw = 1 - math.exp(-(self._level(step) ** -1)) + self._noise(name, step) / 2
        return _rounded(min(max(raw, 0.0), 1.0))

    def parse_errors(self, step: int) -> float:
        """Return which part of the samples could not be read at a step; it falls."""
        return _rounded(0.2 * math.exp(-3 * step / max(self.steps, 1)))

    def reasoning_tokens(self, step: int) -> int:
        """Return how many tokens the model thinks for, on average, at a step; they rise."""
        grown = 400 + 300 * step / max(self.steps, 1)
        return round(grown * (1 + self._noise("tokens", step)))

    def _level(self, step: int) -> float:
        progress = step / max(self.steps, 1) * self.epochs
        return self.floor + (self.start - self.floor) * math.exp(-self.rate * progress)

    def _unseen(self, step: int) -> float:
        # More epochs than the data bear are learnt by heart: validation gets worse again.
        epochs = step / max(self.steps, 1) * self.epochs
        overfit = max(0.0, epochs - _OVERFIT_AFTER) * _OVERFIT_PER_EPOCH
        return self._level(step) * 1.08 + 0.02 + overfit

    def _noise(self, name: str, step: int) -> float:
        return Random(f"{self.origin}:{name}:{step}").uniform(-1, 1) * self.roughness  # noqa: S311 - it imitates training


def curve(job: Job) -> Curve:
    """Return the curve that a job follows."""
    plan = job.plan
    origin = f"{plan.fingerprint}:{job.seed}:{plan.epochs}:{plan.batch_size}:{plan.multiplier}"
    digest = hashlib.sha256(origin.encode()).digest()
    start = 1.2 + digest[0] / 255
    return Curve(
        origin=origin,
        start=start,
        floor=start * (0.12 + digest[1] / 255 / 5),
        rate=min(0.5 + 0.35 * plan.multiplier, _SLOWEST),
        steps=plan.steps,
        epochs=plan.epochs,
        roughness=_NOISE * (1 + min(plan.multiplier, 10.0) / 4) / math.sqrt(plan.batch_size),
    )


def accuracy(loss: float) -> float:
    """Return the mean token accuracy that goes with a loss."""
    return _rounded(math.exp(-loss / 2))


def _rounded(value: float) -> float:
    return round(value, 5)
