"""Servers that do not keep what they are given."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain, refusal
from .routes import CONTENT, FILE, FILES


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


@breaks("files-deleted-are-gone")
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


@breaks("files-need-a-known-purpose", "files-need-their-parts")
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
