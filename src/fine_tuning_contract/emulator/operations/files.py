"""The operations on files."""

from typing import TYPE_CHECKING, Any, cast

import attrs

from fine_tuning_contract.emulator.errors import storage_full, unknown_cursor, unknown_file
from fine_tuning_contract.emulator.forms import Room
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

# Requests and answers of a batch stay for thirty days unless the upload says otherwise.
_BATCH_SECONDS = 30 * 24 * 3600


def create(world: World, request: Request) -> Json:
    """Keep a file whose content has arrived."""
    upload = cast("Upload", request.body["file"])
    # The content is in its place before anyone can learn of it.
    upload.keep()
    try:
        file = _added(world, request, upload)
    except BaseException:
        world.uploads.remove(upload.file_id)
        raise
    return _view(file)


def room(world: World, now: float) -> Room:
    """Return how much of a file that arrives now can be taken."""
    limits = world.settings.limits
    if limits.storage_bytes is None:
        return Room(limits.upload_bytes)
    with world.database.reading() as session:
        left = limits.storage_bytes - stored.stored_bytes(session, now)
    return Room(limits.upload_bytes, left, limits.storage_bytes)


def retrieve(world: World, request: Request) -> Json:
    """Return what is known about a file."""
    with world.database.reading() as session:
        file = _file(session, request)
        return _view(_measured(world, session, file))


def listing(world: World, request: Request) -> Json:
    """Return a page of files."""
    limit: int = request.query.get("limit", 10_000)
    with world.database.reading() as session:
        cut = Cut(
            after=_after(session, request),
            count=limit + 1,
            ascending=request.query.get("order") == "asc",
            purpose=request.query.get("purpose"),
        )
        found = stored.page(session, request.organization, request.now, cut)
        views = [_view(_measured(world, session, file)) for file in found[:limit]]
    return page_view(views, has_more=len(found) > limit, ends=True)


def delete(world: World, request: Request) -> Json:
    """Delete a file; jobs that were about to train on it fail."""
    with world.database.writing() as session:
        file_id, now = request.ids["file_id"], world.now(session)
        file = stored.claim(session, request.organization, file_id, now)
        if file is None:
            raise unknown_file(file_id)
        fail_over_deleted_file(world, session, request)
        stored.remove(session, request.organization, file.id)
    if file.job_id is None:
        world.forget_contents({file.id})
    return {"object": "file", "deleted": True, "id": file.id}


def download(world: World, request: Request) -> Download:
    """Return the content of a file."""
    with world.database.reading() as session:
        file = _file(session, request)
        if file.job_id is None:
            return Download(file, stored=world.uploads.content(file.id, file.bytes or 0))
        return Download(file, content=_result(world, session, file))


def _added(world: World, request: Request, upload: "Upload") -> StoredFile:
    limit = world.settings.limits.storage_bytes
    # Two that arrive at once must not both fit into what is left.
    with world.database.writing(alone=limit is not None) as session:
        now = world.now(session)
        expired = stored.remove_expired(session, now)
        if limit is not None and stored.stored_bytes(session, now) + upload.size > limit:
            raise storage_full(limit)
        file = _described(request, upload, now)
        stored.add(session, file)
    world.forget_contents(expired)
    return file


def _described(request: Request, upload: "Upload", now: float) -> StoredFile:
    return StoredFile(
        id=upload.file_id,
        organization=request.organization,
        purpose=request.body["purpose"],
        filename=request.body["filename"],
        bytes=upload.size,
        created_at=now,
        expires_at=_expiry(request.body, now),
        sha256=upload.sha256,
    )


def _file(session: Session, request: Request) -> StoredFile:
    file_id = request.ids["file_id"]
    file = stored.find(session, request.organization, file_id, request.now)
    if file is None:
        raise unknown_file(file_id)
    return file


def _after(session: Session, request: Request) -> Position | None:
    after: str | None = request.query.get("after")
    if not after:
        return None
    position = stored.position(session, request.organization, after, request.now)
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


def _expiry(body: Json, now: float) -> float | None:
    """Return when a file is to be deleted by itself, or None if it stays."""
    asked: Json | None = body.get("expires_after")
    if asked is not None:
        return now + int(asked["seconds"])
    return now + _BATCH_SECONDS if body["purpose"] == "batch" else None


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
