"""The version of a database's tables: new ones are made, older ones changed, newer ones refused."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from fine_tuning_contract.emulator import migrations
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.storage.tables import METADATA

# Oldest first; each is a module of `migrations`. A test compares them with the tables.
VERSIONS = ("first_tables", "shared_state")
_LOCK = 7_355_609
_TABLE = "alembic_version"


def bring_up_to_date(engine: Engine) -> None:
    """Make or change the tables; of several processes, one does it, and the others wait."""
    with engine.connect() as connection:
        _begin(connection)
        version = version_of(connection)
        if version is None:
            METADATA.create_all(connection)
            stamp(connection, VERSIONS[-1])
        elif version not in VERSIONS:
            raise _newer(version)
        elif version != VERSIONS[-1]:
            upgrade(connection, VERSIONS[-1])
        connection.commit()


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables, or None if there are none."""
    names = inspect(connection).get_table_names()
    if _TABLE in names:
        found = connection.exec_driver_sql(f"SELECT version_num FROM {_TABLE}").scalar()  # noqa: S608 - a constant
        return None if found is None else str(found)
    # The first tables were made before versions were kept.
    return VERSIONS[0] if "jobs" in names else None


def stamp(connection: Connection, version: str) -> None:
    """Write down a version, in the way of Alembic."""
    connection.exec_driver_sql(f"CREATE TABLE {_TABLE} (version_num VARCHAR(32) PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO {_TABLE} VALUES ('{version}')")  # noqa: S608 - a constant


def upgrade(connection: Connection, target: str) -> None:
    """Run the migrations that lead from the version of the tables to another one."""
    # Most databases are up to date, and loading Alembic takes as long as the rest of the start.
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415 - see above
    from alembic.runtime.migration import MigrationStep  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    folder = str(Path(migrations.__file__).parent)
    scripts = ScriptDirectory(folder, version_locations=[folder])
    if _TABLE not in inspect(connection).get_table_names() and version_of(connection):
        stamp(connection, VERSIONS[0])

    def steps(version: Any, _context: Any) -> list[Any]:
        found = reversed(list(scripts.iterate_revisions(target, version)))
        known = scripts.revision_map
        return [MigrationStep.upgrade_from_script(known, step) for step in found]

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=METADATA)
        environment.run_migrations()


def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"BEGIN; SELECT pg_advisory_xact_lock({_LOCK})")


def _newer(version: str) -> EmulatorError:
    message = (
        f"The database is of version '{version}', which this release does not know"
        f" (it knows up to '{VERSIONS[-1]}'): use the release that wrote it, or a newer one."
    )
    return EmulatorError(message)
