"""Fine-tuned models in the database; one that lies in the future is not there yet."""

import attrs
from sqlalchemy import bindparam, delete, insert

from fine_tuning_contract.emulator.storage.database import Session, columns
from fine_tuning_contract.emulator.storage.tables import MODELS


@attrs.frozen
class Model:
    """A fine-tuned model or one of its checkpoints."""

    id: str
    organization: str
    created_at: float
    job_id: str


_NAMES = [field.name for field in attrs.fields(Model)]
_OWN = MODELS.c.organization == bindparam("organization")
_NAMED = MODELS.c.id == bindparam("model")
_THERE = MODELS.c.created_at <= bindparam("now")
_ADD = insert(MODELS).values({name: bindparam(name) for name in _NAMES})
_FIND = columns(MODELS, _NAMES).where(_OWN, _NAMED, _THERE)
_HOLD = _FIND.with_for_update(read=True)
_CLAIM = _FIND.with_for_update()
_EVERY = columns(MODELS, _NAMES).where(_OWN, _THERE).order_by(MODELS.c.seq)
_REMOVE = delete(MODELS).where(_OWN, _NAMED)


def add(session: Session, model: Model) -> None:
    """Keep a new model."""
    session.change(_ADD, **attrs.asdict(model))


def find(session: Session, organization: str, model: str, now: float) -> Model | None:
    """Return an organization's model by its name."""
    row = session.first(_FIND, organization=organization, model=model, now=now)
    return None if row is None else Model(*row)


def hold(session: Session, organization: str, model: str, now: float) -> Model | None:
    """Return an organization's model, which nobody deletes before this session has ended."""
    row = session.first(_HOLD, organization=organization, model=model, now=now)
    return None if row is None else Model(*row)


def claim(session: Session, organization: str, model: str, now: float) -> Model | None:
    """Return an organization's model, which nobody else holds before this session has ended."""
    row = session.first(_CLAIM, organization=organization, model=model, now=now)
    return None if row is None else Model(*row)


def every(session: Session, organization: str, now: float) -> list[Model]:
    """Return all fine-tuned models of an organization, oldest first."""
    rows = session.rows(_EVERY, organization=organization, now=now)
    return [Model(*row) for row in rows]


def remove(session: Session, organization: str, model: str) -> bool:
    """Forget a model; return False if it was not there."""
    return session.change(_REMOVE, organization=organization, model=model) == 1
