"""The steps, run by Alembic, that turn an older database into one of today."""
