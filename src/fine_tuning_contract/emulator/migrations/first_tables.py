"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "first_tables"
down_revision = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _jobs()
    _files()
    _models()
    _permissions()


def _sequence() -> sa.Column[int]:
    return sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True)


def _text(name: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, unique=unique or None)


def _jobs() -> None:
    op.create_table(
        "jobs",
        _sequence(),
        _text("id", unique=True),
        _text("organization"),
        sa.Column("version", sa.Integer, nullable=False),
        _text("training_file"),
        sa.Column("has_metadata", sa.Integer, nullable=False),
        _text("content"),
    )
    op.create_index("jobs_by_organization", "jobs", ["organization", "seq"])
    op.create_index("jobs_by_training_file", "jobs", ["training_file"])
    op.create_table(
        "job_metadata",
        sa.Column("job_seq", _SEQUENCE, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        _text("value"),
    )
    op.create_index("job_metadata_by_value", "job_metadata", ["key", "value", "job_seq"])


def _files() -> None:
    op.create_table(
        "files",
        _sequence(),
        _text("id", unique=True),
        _text("organization"),
        _text("purpose"),
        _text("filename"),
        sa.Column("bytes", sa.BigInteger),
        _text("sha256", nullable=True),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float),
        _text("job_id", nullable=True),
    )
    op.create_index("files_by_organization", "files", ["organization", "created_at", "seq"])
    op.create_index("files_by_job", "files", ["job_id"])


def _models() -> None:
    op.create_table(
        "models",
        _sequence(),
        _text("id"),
        _text("organization"),
        sa.Column("created_at", sa.Float, nullable=False),
        _text("job_id"),
        sa.UniqueConstraint("organization", "id", name="models_named"),
    )
    op.create_index("models_by_job", "models", ["job_id"])


def _permissions() -> None:
    op.create_table(
        "permissions",
        _sequence(),
        _text("id", unique=True),
        _text("organization"),
        _text("checkpoint"),
        _text("project_id"),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.UniqueConstraint("organization", "checkpoint", "project_id", name="permissions_granted"),
    )
