"""The tables, as SQLAlchemy Core describes them."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

# SQLite counts a primary key up by itself only if it is an INTEGER.
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


def _sequence() -> Column[int]:
    return Column("seq", _SEQUENCE, primary_key=True, autoincrement=True)


JOBS = Table(
    "jobs",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("organization", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("training_file", Text, nullable=False),
    Column("has_metadata", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Index("jobs_by_organization", "organization", "seq"),
    Index("jobs_by_training_file", "training_file"),
)

JOB_METADATA = Table(
    "job_metadata",
    METADATA,
    Column("job_seq", _SEQUENCE, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Index("job_metadata_by_value", "key", "value", "job_seq"),
)

FILES = Table(
    "files",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("organization", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("bytes", BigInteger),
    Column("sha256", Text),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("job_id", Text),
    Index("files_by_organization", "organization", "created_at", "seq"),
    Index("files_by_job", "job_id"),
)

MODELS = Table(
    "models",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("job_id", Text, nullable=False),
    UniqueConstraint("organization", "id"),
    Index("models_by_job", "job_id"),
)

PERMISSIONS = Table(
    "permissions",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("organization", Text, nullable=False),
    Column("checkpoint", Text, nullable=False),
    Column("project_id", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("organization", "checkpoint", "project_id"),
)
