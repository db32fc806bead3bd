"""Servers that do not keep what they are given."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain, refusal
from .routes import CONTENT, FILE, FILES, JOBS


@breaks("files-echo-their-upload")
@edits("POST", FILES)
def size_is_rounded(file: Json, _asked: Asked) -> None:
    """The size of a file is told in whole kilobytes."""
    file["bytes"] = file["bytes"] // 1024 * 1024


@breaks("files-come-back-byte-for-byte")
async def lines_end_otherwise(asked: Asked, server: Server) -> Answered:
    """A download has other line ends than the upload."""
    answered = await server.forward(asked)
    if asked.is_for("GET", CONTENT) and answered.status == 200:
        return answered.changed(body=answered.body.replace(b"\r\n", b"\n"))
    return answered


@breaks("files-look-the-same-everywhere")
@edits("GET", FILE)
def retrieval_forgets_the_name(file: Json, _asked: Asked) -> None:
    """A retrieved file has another name."""
    file["filename"] = "file"


@breaks("files-filter-by-purpose")
@misreads("GET", FILES)
def purpose_filter_is_ignored(asked: Asked) -> Asked:
    """Whichever purpose is asked for, every file is listed."""
    return asked.changed(query={key: v for key, v in asked.query.items() if key != "purpose"})


@breaks("files-deleted-are-gone", "files-deleted-are-not-trained-on")
async def deletion_is_only_promised(asked: Asked, server: Server) -> Answered:
    """Deleting answers that it was done, and does nothing."""
    if not asked.is_for("DELETE", FILE):
        return await server.forward(asked)
    return plain({"id": asked.path.rpartition("/")[2], "object": "file", "deleted": True})


@breaks("files-are-kept-apart")
async def equal_content_is_deleted_together(asked: Asked, server: Server) -> Answered:
    """Deleting a file deletes every file of the same size."""
    if not asked.is_for("DELETE", FILE):
        return await server.forward(asked)
    mine = (await server.forward(asked.changed(method="GET"))).json
    page = (await server.forward(asked.changed(method="GET", path=FILES))).json
    for file in page["data"]:
        if file["bytes"] == mine["bytes"] and file["id"] != mine["id"]:
            await server.forward(asked.changed(path=f"{FILES}/{file['id']}"))
    return await server.forward(asked)


@breaks("files-of-results-download")
async def result_files_cannot_be_downloaded(asked: Asked, server: Server) -> Answered:
    """A result file is listed, and its content is not found."""
    if asked.is_for("GET", CONTENT):
        path = asked.path.removesuffix("/content")
        file = await server.forward(asked.changed(path=path))
        if file.json.get("purpose") == "fine-tune-results":
            return refusal(404, "No content.")
    return await server.forward(asked)


@breaks("files-keep-their-own-content")
async def newest_content_is_everyones(asked: Asked, server: Server) -> Answered:
    """Every file has the content of the newest one."""
    if asked.is_for("GET", CONTENT):
        page = await server.forward(asked.changed(path=FILES))
        newest = page.json["data"][0]["id"]
        return await server.forward(asked.changed(path=f"{FILES}/{newest}/content"))
    return await server.forward(asked)


@breaks("files-of-results-are-listed")
@edits("GET", FILES)
def result_files_are_not_listed(page: Json, _asked: Asked) -> None:
    """The list shows uploads only."""
    page["data"] = [file for file in page["data"] if file["purpose"] != "fine-tune-results"]


@breaks("files-deleted-stop-no-job")
async def deleting_a_file_cancels_all_jobs(asked: Asked, server: Server) -> Answered:
    """Deleting any file cancels every job that is at work."""
    if asked.is_for("DELETE", FILE):
        page = await server.forward(asked.changed(method="GET", path=JOBS))
        for job in page.json["data"]:
            cancel = asked.changed(method="POST", path=f"{JOBS}/{job['id']}/cancel", body=b"")
            await server.forward(cancel)
    return await server.forward(asked)


@breaks("files-expire-when-told")
@edits("POST", FILES)
def every_file_stays_a_day(file: Json, _asked: Asked) -> None:
    """Every file expires after a day, whatever was asked for."""
    file["expires_at"] = file["created_at"] + 86400


@breaks("files-of-batches-expire")
@edits("POST", FILES)
def files_of_batches_stay(file: Json, _asked: Asked) -> None:
    """A file for batches never expires."""
    file["expires_at"] = None


@breaks("files-refused-are-not-kept")
async def refused_uploads_are_kept(asked: Asked, server: Server) -> Answered:
    """An upload for an unknown purpose is refused, and kept for another one."""
    answered = await server.forward(asked)
    if asked.is_for("POST", FILES) and answered.status == 400:
        await server.forward(asked.changed(body=asked.body.replace(b"no-such-purpose", b"evals")))
    return answered


@breaks("files-download-as-attachments")
async def downloads_are_shown(asked: Asked, server: Server) -> Answered:
    """A download says that it is to be shown in the window."""
    answered = await server.forward(asked)
    if asked.is_for("GET", CONTENT):
        return answered.changed(headers={**answered.headers, "content-disposition": "inline"})
    return answered


@breaks("files-in-broken-forms-are-refused")
async def broken_forms_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """A form that cannot be read brings the server down."""
    if asked.is_for("POST", FILES) and b"filename" not in asked.body:
        return refusal(500, "MultipartParseError")
    return await server.forward(asked)


@breaks("files-need-a-known-purpose", "files-need-their-parts", "files-expire-within-bounds")
async def every_upload_is_welcome(asked: Asked, server: Server) -> Answered:
    """An upload that is refused is answered like one that was taken."""
    answered = await server.forward(asked)
    if not asked.is_for("POST", FILES) or answered.status != 400:
        return answered
    return plain(
        {
            "id": "file-0000",
            "object": "file",
            "bytes": 1,
            "created_at": 1700000000,
            "filename": "file",
            "purpose": "user_data",
            "status": "processed",
            "expires_at": None,
            "status_details": None,
        }
    )
