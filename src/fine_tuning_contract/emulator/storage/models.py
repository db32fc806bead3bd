"""Fine-tuned models in the database; one that lies in the future is not there yet."""

from typing import Any

import attrs
from sqlalchemy import Connection, Row, delete, select

from fine_tuning_contract.emulator.storage.tables import MODELS


@attrs.frozen
class Model:
    """A fine-tuned model or one of its checkpoints."""

    id: str
    organization: str
    created_at: float
    job_id: str


def find(connection: Connection, organization: str, model: str, now: float) -> Model | None:
    """Return an organization's model by its name."""
    query = select(MODELS).where(
        MODELS.c.organization == organization, MODELS.c.id == model, MODELS.c.created_at <= now
    )
    row = connection.execute(query).first()
    return None if row is None else _model(row)


def every(connection: Connection, organization: str, now: float) -> list[Model]:
    """Return all fine-tuned models of an organization, oldest first."""
    query = (
        select(MODELS)
        .where(MODELS.c.organization == organization, MODELS.c.created_at <= now)
        .order_by(MODELS.c.seq)
    )
    return [_model(row) for row in connection.execute(query)]


def remove(connection: Connection, organization: str, model: str) -> None:
    """Forget a model."""
    connection.execute(
        delete(MODELS).where(MODELS.c.organization == organization, MODELS.c.id == model)
    )


def _model(row: Row[Any]) -> Model:
    return Model(row.id, row.organization, row.created_at, row.job_id)
