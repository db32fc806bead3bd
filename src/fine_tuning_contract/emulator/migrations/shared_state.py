"""Clock, fates, faults and snapshots in the database, for several processes; texts in JSON."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "shared_state"
down_revision = "first_tables"

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KEPT: dict[str, tuple[tuple[str, Any], ...]] = {
    "jobs": (
        ("id", sa.Text),
        ("organization", sa.Text),
        ("version", sa.Integer),
        ("training_file", sa.Text),
        ("waits_until", sa.Float),
        ("has_metadata", sa.Integer),
        ("content", sa.Text),
    ),
    "files": (
        ("id", sa.Text),
        ("organization", sa.Text),
        ("purpose", sa.Text),
        ("filename", sa.Text),
        ("bytes", sa.BigInteger),
        ("sha256", sa.Text),
        ("created_at", sa.Float),
        ("expires_at", sa.Float),
        ("job_id", sa.Text),
    ),
    "models": (
        ("id", sa.Text),
        ("organization", sa.Text),
        ("created_at", sa.Float),
        ("job_id", sa.Text),
    ),
    "permissions": (
        ("id", sa.Text),
        ("organization", sa.Text),
        ("checkpoint", sa.Text),
        ("project_id", sa.Text),
        ("project_digest", sa.Text),
        ("created_at", sa.Float),
    ),
    "clock": (("frozen_at", sa.Float), ("shift", sa.Float)),
}


def upgrade() -> None:
    """Change the tables, and write what they hold in the new form."""
    _make_shared()
    _change_jobs()
    _change_files()
    _change_permissions()
    _make_kept()


def _sequence() -> sa.Column[int]:
    return sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True)


def _make_shared() -> None:
    op.create_table(
        "clock", _sequence(), sa.Column("frozen_at", sa.Float), sa.Column("shift", sa.Float)
    )
    op.create_table("fates", _sequence(), sa.Column("content", sa.Text, nullable=False))
    op.create_table(
        "faults",
        _sequence(),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _change_jobs() -> None:
    waits = sa.Column("waits_until", sa.Float, nullable=False, server_default="1e18")
    op.add_column("jobs", waits)
    op.drop_index("jobs_by_training_file", "jobs")
    op.create_index("jobs_by_training_file", "jobs", ["training_file", "waits_until"])
    op.create_index("jobs_by_metadata", "jobs", ["organization", "has_metadata", "seq"])
    pairs = op.create_table(
        "job_pairs",
        sa.Column("organization", sa.Text, primary_key=True),
        sa.Column("pair", sa.Text, primary_key=True),
        sa.Column("job_seq", _SEQUENCE, primary_key=True, autoincrement=False),
    )
    for organization, key, value, seq in _rows(
        "SELECT organization, key, value, job_seq FROM job_metadata JOIN jobs ON seq = job_seq"
    ):
        pair = hashlib.sha256(json.dumps([json.loads(key), json.loads(value)]).encode())
        row = {"organization": organization, "pair": pair.hexdigest(), "job_seq": seq}
        op.get_bind().execute(pairs.insert(), row)
    op.drop_table("job_metadata")


def _change_files() -> None:
    columns = ["organization", "purpose", "created_at", "seq"]
    op.create_index("files_by_purpose", "files", columns)
    op.create_index("files_by_expiry", "files", ["expires_at"])
    files = sa.table("files", sa.column("seq"), sa.column("filename"))
    for seq, filename in _rows("SELECT seq, filename FROM files"):
        named = files.update().where(files.c.seq == seq)
        op.get_bind().execute(named.values(filename=json.dumps(filename)))


def _change_permissions() -> None:
    # SQLite cannot change a constraint in place, so the table is made anew.
    rows = _rows(
        "SELECT id, organization, checkpoint, project_id, created_at FROM permissions ORDER BY seq"
    )
    op.drop_table("permissions")
    permissions = op.create_table(
        "permissions",
        _sequence(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("organization", sa.Text, nullable=False),
        sa.Column("checkpoint", sa.Text, nullable=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("project_digest", sa.Text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.UniqueConstraint(
            "organization", "checkpoint", "project_digest", name="permissions_granted"
        ),
    )
    ordered = ["organization", "checkpoint", "seq"]
    op.create_index("permissions_by_checkpoint", "permissions", ordered)
    for row in rows:
        project = json.dumps(row.project_id)
        digest = hashlib.sha256(project.encode()).hexdigest()
        values = {**row._asdict(), "project_id": project, "project_digest": digest}
        op.get_bind().execute(permissions.insert(), values)


def _make_kept() -> None:
    for name, columns in _KEPT.items():
        op.create_table(
            f"kept_{name}",
            sa.Column("snapshot", sa.Text, primary_key=True),
            sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=False),
            *(sa.Column(column, kind) for column, kind in columns),
        )
    op.create_table(
        "kept_job_pairs",
        sa.Column("snapshot", sa.Text, primary_key=True),
        sa.Column("organization", sa.Text, primary_key=True),
        sa.Column("pair", sa.Text, primary_key=True),
        sa.Column("job_seq", _SEQUENCE, primary_key=True, autoincrement=False),
    )
    op.create_index("kept_files_by_id", "kept_files", ["id"])


def _rows(query: str) -> list[Any]:
    return list(op.get_bind().exec_driver_sql(query))
