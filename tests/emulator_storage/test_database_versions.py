"""Databases of other releases: older ones are changed, newer ones refused."""

import json
import threading
from collections.abc import Generator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from fine_tuning_contract.emulator import EmulatorError, Settings, migrations
from fine_tuning_contract.emulator.storage import files, jobs, permissions, versions
from fine_tuning_contract.emulator.storage.addresses import database_url
from fine_tuning_contract.emulator.storage.database import Database
from fine_tuning_contract.emulator.storage.engines import engine_for
from fine_tuning_contract.emulator.storage.tables import METADATA
from fine_tuning_contract.emulator.world import World

FIRST, LAST = versions.VERSIONS[0], versions.VERSIONS[-1]


# It kept no versions yet.
_WRITTEN = """
INSERT INTO jobs (id, organization, version, training_file, has_metadata, content)
VALUES ('ftjob-a', 'org', 0, 'file-a', 1, '{}');
INSERT INTO job_metadata VALUES (1, '"key"', '"value"');
INSERT INTO files (id, organization, purpose, filename, created_at)
VALUES ('file-a', 'org', 'fine-tune', 'my "file"', 1.0);
INSERT INTO permissions (id, organization, checkpoint, project_id, created_at)
VALUES ('cp_a', 'org', 'model', 'proj', 1.0);
DROP TABLE alembic_version
"""


@pytest.fixture
def engine(database: str) -> Generator[Engine]:
    """Return the engine of an empty database."""
    made = engine_for(database_url(database))
    yield made
    made.dispose()


@pytest.fixture
def old(engine: Engine) -> Engine:
    """Return the engine of a database that the first release has written."""
    with engine.connect() as connection:
        versions.upgrade(connection, FIRST)
        for statement in _WRITTEN.split(";"):
            connection.exec_driver_sql(statement)
        connection.commit()
    return engine


def differences(connection: Connection) -> Any:
    """Return how the tables of a database differ from those that the code describes."""
    return compare_metadata(MigrationContext.configure(connection), METADATA)


def test_migrations_lead_to_the_tables_of_the_code(engine: Engine) -> None:
    """A database that went through every release is like one made by this one."""
    with engine.connect() as connection:
        versions.upgrade(connection, LAST)
        found = differences(connection)

    assert found == []


def test_new_database_is_of_the_last_version(engine: Engine) -> None:
    """What is made at once needs no migration later."""
    versions.bring_up_to_date(engine)
    with engine.connect() as connection:
        found = differences(connection), versions.version_of(connection)

    assert found == ([], LAST)


def test_versions_are_those_of_the_migrations() -> None:
    """The order that is written down is the one that the migrations tell."""
    folder = migrations.__path__[0]
    scripts = ScriptDirectory(folder, version_locations=[folder])
    told = [script.revision for script in scripts.walk_revisions()]

    assert tuple(reversed(told)) == versions.VERSIONS


def test_old_database_keeps_what_it_holds(old: Engine, database: str) -> None:
    """After an upgrade, everything is found as it was."""
    opened = Database.open(database)
    with opened.reading() as session:
        only = jobs.Filter(pairs={"key": "value"})
        query = jobs._filtered(jobs._PAGE, only)
        found = session.rows(query, organization="org", before=10, count=10)
        file = files.find(session, "org", "file-a", now=2.0)
        granted = permissions.granted(session, "org", "model")
    opened.close()

    assert old.dialect.name in ("sqlite", "postgresql")
    assert [json.loads(row[0]) for row in found] == [{}]
    assert file is not None
    assert file.filename == 'my "file"'
    assert granted["proj"].id == "cp_a"


def test_processes_that_start_together_upgrade_once(old: Engine, database: str) -> None:
    """Of several processes that open an old database, one changes it and all can use it."""
    old.dispose()
    opened: list[Database] = []
    threads = [
        threading.Thread(target=lambda: opened.append(Database.open(database))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in opened:
        one.close()

    assert len(opened) == 4


def test_newer_database_is_refused(engine: Engine, database: str) -> None:
    """A database of a release to come is left alone, and its version is told."""
    versions.bring_up_to_date(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of_tomorrow'")
        connection.commit()

    with pytest.raises(EmulatorError, match=r"'of_tomorrow'.*use the release that wrote it"):
        Database.open(database)
    with engine.connect() as connection:
        assert versions.version_of(connection) == "of_tomorrow"


def test_failed_upgrade_changes_nothing(old: Engine) -> None:
    """Where a migration fails halfway, the database is as it was."""
    with old.connect() as connection:
        # The last step makes a table of this name.
        connection.exec_driver_sql("CREATE TABLE kept_clock (seq INTEGER)")
        connection.commit()

    with pytest.raises(Exception, match="kept_clock"):
        versions.bring_up_to_date(old)
    with old.connect() as connection:
        assert versions.version_of(connection) == FIRST
        assert "job_metadata" in inspect(connection).get_table_names()


def test_clock_goes_on_where_it_was(database: str, tmp_path: Any) -> None:
    """The emulated time belongs to the database: whoever opens it next lives later, not earlier."""
    told: list[float] = []
    for manual in (True, False, True):
        settings = Settings(database=database, files=str(tmp_path), manual_clock=manual)
        world = World.open(settings)
        told.append(world.now())
        world.advance(1000)
        world.close()

    assert told[1] >= told[0] + 1000
    assert told[2] >= told[1] + 1000
