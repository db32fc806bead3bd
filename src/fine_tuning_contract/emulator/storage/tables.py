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
    # Until then, the job fails if its training file is deleted.
    Column("waits_until", Float, nullable=False, server_default="1e18"),
    Column("has_metadata", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Index("jobs_by_organization", "organization", "seq"),
    Index("jobs_by_metadata", "organization", "has_metadata", "seq"),
    Index("jobs_by_training_file", "training_file", "waits_until"),
)

# A pair of metadata stands here by its digest: PostgreSQL indexes no long texts.
JOB_PAIRS = Table(
    "job_pairs",
    METADATA,
    Column("organization", Text, primary_key=True),
    Column("pair", Text, primary_key=True),
    Column("job_seq", _SEQUENCE, primary_key=True, autoincrement=False),
)

FILES = Table(
    "files",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("organization", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    # In JSON, a name may hold what a database's text cannot.
    Column("filename", Text, nullable=False),
    Column("bytes", BigInteger),
    Column("sha256", Text),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("job_id", Text),
    Index("files_by_organization", "organization", "created_at", "seq"),
    Index("files_by_purpose", "organization", "purpose", "created_at", "seq"),
    Index("files_by_job", "job_id"),
    Index("files_by_expiry", "expires_at"),
)

MODELS = Table(
    "models",
    METADATA,
    _sequence(),
    Column("id", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("job_id", Text, nullable=False),
    UniqueConstraint("organization", "id", name="models_named"),
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
    Column("project_digest", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("organization", "checkpoint", "project_digest", name="permissions_granted"),
    Index("permissions_by_checkpoint", "organization", "checkpoint", "seq"),
)

# One row: the time that every process shows.
CLOCK = Table("clock", METADATA, _sequence(), Column("frozen_at", Float), Column("shift", Float))

FATES = Table("fates", METADATA, _sequence(), Column("content", Text, nullable=False))

FAULTS = Table(
    "faults",
    METADATA,
    _sequence(),
    Column("content", Text, nullable=False),
    Column("times", Integer, nullable=False),
)


def _kept(table: Table) -> Table:
    """Return the table that keeps the rows of another one under the name of a snapshot."""
    columns = [
        Column(column.name, column.type, primary_key=column.primary_key, autoincrement=False)
        for column in table.columns
    ]
    name = Column("snapshot", Text, primary_key=True)
    return Table(f"kept_{table.name}", METADATA, name, *columns)


# What a snapshot brings back.
KEPT = {table: _kept(table) for table in (JOBS, JOB_PAIRS, FILES, MODELS, PERMISSIONS, CLOCK)}
KEPT_FILES = KEPT[FILES]
Index("kept_files_by_id", KEPT_FILES.c.id)
