"""Where uploads lie: in a folder, or in a store that speaks the protocol of S3."""

import hashlib
import random
import subprocess
import sys
import uuid
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from fleets import JOBS, WHOLE_JOB, Fleet, examples, fleet, good, uploaded

from fine_tuning_contract.emulator import EmulatorError, Settings
from fine_tuning_contract.emulator.storage import objects
from fine_tuning_contract.emulator.storage.uploads import Uploads
from fine_tuning_contract.emulator.world import World

# More than one part of an upload to S3, and not a whole number of them.
LARGE = random.Random(1).randbytes(11_000_003)  # noqa: S311 - it keeps no secret


@pytest.fixture(scope="module")
def s3() -> Generator[str]:
    """Serve S3 on a port of its own, and return the URL of a bucket."""
    server: Any = import_module("moto.server").ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield f"s3://bucket-{uuid.uuid4().hex}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a place of each kind that is empty yet."""
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/{uuid.uuid4().hex}"
    return str(tmp_path / "files")


@pytest.fixture(scope="module")
def on_s3(s3: str) -> Generator[Fleet]:
    """Serve an emulator whose uploads lie in S3."""
    yield from fleet(Settings(files=f"{s3}/served", manual_clock=True), 1)


def test_content_comes_back_as_it_was(place: str) -> None:
    """What was written in pieces is read whole, under the digest of the whole."""
    uploads = Uploads.at(place)
    with uploads.begin() as upload:
        for start in range(0, len(LARGE), 300_000):
            upload.write(LARGE[start : start + 300_000])
        upload.keep()
    with uploads.open(upload.file_id) as file:
        content = file.read()

    assert content == LARGE
    assert upload.sha256 == hashlib.sha256(LARGE).hexdigest()
    assert uploads.store.names() == [upload.file_id]


@pytest.mark.parametrize("size", [0, 10, len(LARGE)])
def test_upload_that_is_broken_off_leaves_nothing(place: str, size: int) -> None:
    """A content that was not kept is nowhere, however much of it had arrived."""
    uploads = Uploads.at(place)
    with uploads.begin() as upload:
        upload.write(LARGE[:size])

    assert uploads.store.names() == []
    with pytest.raises(FileNotFoundError):
        uploads.open(upload.file_id)


def test_content_is_not_seen_before_it_is_whole(place: str) -> None:
    """While a content arrives, nobody finds it."""
    uploads = Uploads.at(place)
    with uploads.begin() as upload:
        upload.write(LARGE)
        with pytest.raises(FileNotFoundError):
            uploads.open(upload.file_id)


def test_content_is_removed_once_or_twice(place: str) -> None:
    """Removing what is not there does no harm."""
    uploads = Uploads.at(place)
    with uploads.begin() as upload:
        upload.keep()
    for _ in range(2):
        uploads.remove(upload.file_id)

    assert uploads.store.names() == []


def test_file_is_served_from_s3(on_s3: Fleet) -> None:
    """A large file goes through the emulator into the store, and out of it again."""
    file_id = uploaded(on_s3.any, LARGE)
    content = on_s3.any.get(f"/files/{file_id}/content").content
    good(on_s3.any.delete(f"/files/{file_id}"))
    gone = on_s3.any.get(f"/files/{file_id}/content")

    assert content == LARGE
    assert gone.status_code == 404


def test_job_trains_on_a_file_in_s3(on_s3: Fleet) -> None:
    """Training data are read from wherever they lie."""
    job = on_s3.create(validation_file=uploaded(on_s3.any, examples(3)))
    on_s3.control.advance(WHOLE_JOB)

    assert good(on_s3.any.get(f"{JOBS}/{job['id']}"))["status"] == "succeeded"


def test_store_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fsspec or a store's own package is missing, the message names the extra."""

    def missing(_name: str) -> Any:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(objects, "import_module", missing)

    with pytest.raises(EmulatorError, match=r"s3://bucket/x needs .*fine-tuning-contract\[s3\]"):
        Uploads.at("s3://bucket/x")


@pytest.mark.parametrize("place", ["nope://x", "memory://x", "/proc/no/folder"])
def test_place_that_cannot_be_used_is_named(place: str) -> None:
    """A place that nothing can be kept in ends in a message that names it."""
    with pytest.raises(EmulatorError, match=place):
        Uploads.at(place)


KILLED = """
import os, signal, sys
from fine_tuning_contract.emulator.storage.uploads import Uploads
uploads = Uploads.at(sys.argv[1])
begun, kept = uploads.begin(), uploads.begin()
begun.write(b"half of it")
kept.write(b"whole, but nobody was told")
kept.keep()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    """At the start, what a killed process left is removed; what is known or arriving stays."""
    folder = tmp_path / "files"
    settings = Settings(database=str(tmp_path / "emulator.sqlite3"), files=str(folder))
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "notes.txt").write_text("mine")
    subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)],
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    left = sorted(path.name.rpartition("-")[0] for path in folder.iterdir())
    with Uploads.at(str(folder)).begin() as arriving:
        arriving.write(b"still")
        World.open(settings).close()
        found = sorted(path.name for path in folder.iterdir())

    assert left == ["", "file", "incoming-file"]
    assert found == [f"incoming-{arriving.file_id}", "notes.txt"]
