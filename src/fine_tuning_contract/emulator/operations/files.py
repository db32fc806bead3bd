"""The operations on files."""

from typing import TYPE_CHECKING, Any, cast

import attrs

from fine_tuning_contract.emulator.errors import unknown_cursor, unknown_file
from fine_tuning_contract.emulator.identifiers import new
from fine_tuning_contract.emulator.operations.jobs import fail_over_deleted_file
from fine_tuning_contract.emulator.results import result_content
from fine_tuning_contract.emulator.storage import files as stored
from fine_tuning_contract.emulator.storage import jobs as stored_jobs
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.files import Cut, Position, StoredFile
from fine_tuning_contract.emulator.views import page_view
from fine_tuning_contract.emulator.world import Download, Request, World

if TYPE_CHECKING:
    from fine_tuning_contract.emulator.storage.uploads import Upload

Json = dict[str, Any]


def create(world: World, request: Request) -> Json:
    """Keep a file whose content has arrived."""
    upload = cast("Upload", request.body["file"])
    now = world.now()
    expires: Json | None = request.body.get("expires_after")
    file = StoredFile(
        id=new("file-", 22),
        organization=request.organization,
        purpose=request.body["purpose"],
        filename=request.body["filename"],
        bytes=upload.size,
        created_at=now,
        expires_at=None if expires is None else now + int(expires["seconds"]),
        sha256=upload.sha256,
    )
    # The content is in its place before anyone can learn of it.
    upload.keep(file.id)
    with world.database.writing() as session:
        stored.add(session, file)
    return _view(file)


def retrieve(world: World, request: Request) -> Json:
    """Return what is known about a file."""
    with world.database.reading() as session:
        file = _file(world, session, request)
        return _view(_measured(world, session, file))


def listing(world: World, request: Request) -> Json:
    """Return a page of files."""
    limit: int = request.query.get("limit", 10_000)
    with world.database.reading() as session:
        cut = Cut(
            after=_after(world, session, request),
            count=limit + 1,
            ascending=request.query.get("order") == "asc",
            purpose=request.query.get("purpose"),
        )
        found = stored.page(session, request.organization, world.now(), cut)
        views = [_view(_measured(world, session, file)) for file in found[:limit]]
    return page_view(views, has_more=len(found) > limit, ends=True)


def delete(world: World, request: Request) -> Json:
    """Delete a file; jobs that were about to train on it fail."""
    with world.database.writing() as session:
        file = _file(world, session, request)
        fail_over_deleted_file(world, session, request)
        stored.remove(session, request.organization, file.id)
    if file.job_id is None:
        world.uploads.remove(file.id)
    return {"object": "file", "deleted": True, "id": file.id}


def download(world: World, request: Request) -> Download:
    """Return the content of a file."""
    with world.database.reading() as session:
        file = _file(world, session, request)
        if file.job_id is None:
            return Download(file, path=world.uploads.path(file.id))
        return Download(file, content=_result(world, session, file))


def _file(world: World, session: Session, request: Request) -> StoredFile:
    file_id = request.ids["file_id"]
    file = stored.find(session, request.organization, file_id, world.now())
    if file is None:
        raise unknown_file(file_id)
    return file


def _after(world: World, session: Session, request: Request) -> Position | None:
    after: str | None = request.query.get("after")
    if not after:
        return None
    position = stored.position(session, request.organization, after, world.now())
    if position is None:
        raise unknown_cursor("after", after)
    return position


def _result(world: World, session: Session, file: StoredFile) -> bytes:
    job = stored_jobs.find(session, file.organization, file.job_id or "")
    return b"" if job is None else result_content(job, wire=world.settings.wire)


def _measured(world: World, session: Session, file: StoredFile) -> StoredFile:
    if file.bytes is not None:
        return file
    size = len(_result(world, session, file))
    stored.measure(session, file.id, size)
    return attrs.evolve(file, bytes=size)


def _view(file: StoredFile) -> Json:
    view: Json = {
        "object": "file",
        "id": file.id,
        "purpose": file.purpose,
        "filename": file.filename,
        "bytes": file.bytes,
        "created_at": int(file.created_at),
        "status": "processed",
    }
    if file.expires_at is not None:
        view["expires_at"] = int(file.expires_at)
    return view
