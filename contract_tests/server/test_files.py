"""Rules for files: what goes up comes down."""

from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Session, Upload, must, should

from .steps import (
    REFUSED_STATE,
    Json,
    Listing,
    chat_examples,
    ids_of,
    retrieve_job,
    tag,
    upload,
)
from .waits import wait_for_its_end

_FORM = b'--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n'
_BROKEN_FORMS = {
    "no boundary": ("multipart/form-data", _FORM + b"--b--\r\n"),
    "other boundary": ("multipart/form-data; boundary=c", _FORM + b"--b--\r\n"),
    "cut off": ("multipart/form-data; boundary=b", _FORM[:-20]),
    "empty": ("multipart/form-data; boundary=b", b""),
    "no form": ("multipart/form-data; boundary=b", b'{"purpose": "user_data"}'),
    "JSON": ("application/json", b'{"purpose": "user_data", "file": "{}"}'),
}
_NASTY = bytes(range(256)) * 5 + b"\r\n--boundary--\r\n"


@must("files-echo-their-upload", spec="createFile", says="Upload a file", needs="files")
@pytest.mark.parametrize(
    ("content", "form"),
    [
        (chat_examples(3), {"purpose": "fine-tune", "filename": "three.jsonl"}),
        (b"x", {"purpose": "user_data", "filename": "a b (1).txt"}),
        (b"xy", {"purpose": "user_data", "filename": "größe 日本.txt"}),
        ("größe 日本 👍\n".encode(), {"purpose": "user_data", "filename": "letters.txt"}),
    ],
    ids=["training data", "odd name", "name beyond ASCII", "content beyond ASCII"],
)
def test_upload_answers_what_was_sent(api: Session, content: bytes, form: dict[str, str]) -> None:
    """
    An upload answers the size, the name and the purpose of what was sent.

    A file that arrived cut short would train a worse model, unseen.
    """
    file = upload(api, content, **form)

    assert (file["bytes"], file["filename"], file["purpose"]) == (
        len(content),
        form["filename"],
        form["purpose"],
    )


@must(
    "files-come-back-byte-for-byte",
    spec="downloadFile",
    says="byte for byte as it was uploaded or written",
    needs="files",
)
@pytest.mark.parametrize(
    "content",
    [chat_examples(10), _NASTY, b"\xef\xbb\xbf{}\r\n", _NASTY * 2000],
    ids=["lines", "bytes", "BOM", "large"],
)
def test_download_returns_what_was_uploaded(api: Session, content: bytes) -> None:
    """
    A download returns the very bytes that were uploaded.

    Data that changes on the way trains another model than the one that was ordered.
    """
    file = upload(api, content, purpose="user_data", filename="contract.bin")
    answer = api.call("downloadFile", file_id=file["id"])

    assert answer.body == content


@must(
    "files-look-the-same-everywhere",
    spec="retrieveFile",
    says="Return what is known about one file",
    needs="files",
)
def test_upload_retrieve_and_list_show_the_same_file(api: Session) -> None:
    """
    Upload, retrieval and the list agree on a file.

    A client that mixes them would upload a file again that is there.
    """
    created = upload(api, b"{}\n", purpose="user_data")
    retrieved = api.call("retrieveFile", file_id=created["id"]).json
    page = api.call("listFiles", purpose="user_data", limit=100).json
    listed = [file for file in page["data"] if file["id"] == created["id"]]
    keys = ("id", "object", "bytes", "created_at", "filename", "purpose")
    views = [{key: view.get(key) for key in keys} for view in (created, retrieved, *listed)]

    assert views == [views[0]] * 3


@must(
    "files-filter-by-purpose",
    spec="listFiles/parameters/purpose",
    says="only files uploaded with it are listed",
    needs="files",
)
def test_purpose_filter_lists_only_its_files(api: Session) -> None:
    """
    Asked for one purpose, the list shows files of that purpose and no other.

    A clean-up of old batches would delete training data.
    """
    ours = upload(api, b"{}\n", purpose="user_data")["id"]
    theirs = upload(api, b"{}\n", purpose="batch")["id"]
    found = ids_of(api, Listing("listFiles", {"purpose": "user_data"}, ()), limit=100)

    assert ours in found
    assert theirs not in found


@must(
    "files-deleted-are-gone",
    spec="deleteFile",
    says="It is gone at once: it is neither listed nor found any more.",
    needs="files",
)
def test_deleted_file_is_gone(api: Session) -> None:
    """
    A deleted file is neither listed nor retrieved, downloaded or deleted again.

    Whoever deletes personal data must be able to rely on it.
    """
    file_id = upload(api, b"{}\n", purpose="user_data")["id"]
    deleted = api.call("deleteFile", file_id=file_id).json
    for operation in ("retrieveFile", "downloadFile", "deleteFile"):
        api.call(operation, file_id=file_id, expect=404)

    assert (deleted["id"], deleted["deleted"]) == (file_id, True)
    assert file_id not in ids_of(api, Listing("listFiles", {"purpose": "user_data"}, ()), limit=100)


@must("files-are-kept-apart", spec="deleteFile", says="Delete a file", needs="files")
def test_deleting_one_file_leaves_the_others_alone(api: Session) -> None:
    """
    Deleting one of two equal files leaves the other whole.

    A server that keeps equal content once must not lose it with the first copy.
    """
    content = b'{"same": "content"}\n'
    one, other = (upload(api, content, purpose="user_data")["id"] for _ in range(2))
    api.call("deleteFile", file_id=one)

    assert one != other
    assert api.call("downloadFile", file_id=other).body == content


@must(
    "files-of-results-download",
    spec="FineTuningJob/properties/result_files",
    says="download them as any other file",
    needs="files",
)
def test_result_file_can_be_downloaded(api: Session, finished_job: Json) -> None:
    """
    The result file of a job is a file that can be retrieved and downloaded.

    The losses of the training stand nowhere else.
    """
    file_id = finished_job["result_files"][0]
    file = api.call("retrieveFile", file_id=file_id).json
    content = api.call("downloadFile", file_id=file_id).body

    assert file["purpose"] == "fine-tune-results"
    assert len(content) > 0


@must(
    "files-keep-their-own-content",
    spec="downloadFile",
    says="byte for byte as it was uploaded or written",
    needs="files",
)
def test_older_file_keeps_its_content(api: Session) -> None:
    """
    A file keeps its content when others of the same name come after it.

    Tomorrow's data under yesterday's id would train yesterday's job anew, and otherwise.
    """
    contents = [f'{{"number": {number}}}\n'.encode() for number in range(3)]
    ids = [upload(api, content, purpose="user_data")["id"] for content in contents]

    assert [api.call("downloadFile", file_id=file_id).body for file_id in ids] == contents


@must(
    "files-of-results-are-listed",
    spec="listFiles",
    says="Return the files of the project",
    needs="files",
)
@pytest.mark.parametrize("purpose", ["fine-tune-results", None], ids=["by purpose", "among all"])
def test_result_file_is_listed(api: Session, finished_job: Json, purpose: str | None) -> None:
    """
    The result file of a job is listed, by its purpose and among all.

    Whoever deletes all files of a customer must not leave his results behind.
    """
    page = api.call("listFiles", purpose=purpose, limit=1000).json

    assert finished_job["result_files"][0] in [file["id"] for file in page["data"]]


@must("files-deleted-stop-no-job", spec="deleteFile", says="Delete a file", needs="files")
def test_deleting_a_file_stops_no_job_on_another(api: Session, running_job: Json) -> None:
    """
    Deleting a file does nothing to a job that trains on another.

    A clean-up on Sunday must not end the trainings of the weekend.
    """
    file_id = upload(api, chat_examples(10))["id"]
    api.call("deleteFile", file_id=file_id)
    job = api.call("retrieveFineTuningJob", fine_tuning_job_id=running_job["id"]).json

    assert job["status"] in {"running", "succeeded"}


@should("files-deleted-are-not-trained-on", spec="FineTuningJob/properties/error", needs="files")
@pytest.mark.usefixtures("a_whole_life")
def test_job_whose_file_is_deleted_before_it_runs_fails(
    api: Session, new_job: Callable[..., Json]
) -> None:
    """
    A job whose training file is deleted before it runs fails.

    Whoever deletes data believes that nothing will be made of it.
    """
    file_id = upload(api, chat_examples(10))["id"]
    job_id = new_job(training_file=file_id)["id"]
    api.call("deleteFile", file_id=file_id, expect=(200, *REFUSED_STATE))
    seen = retrieve_job(api, job_id)["status"]
    ended = wait_for_its_end(api, job_id)["status"]

    # A job that ran already when its file went may have read it by then.
    assert seen in {"running", "succeeded"} or ended == "failed"


@must("files-need-a-known-purpose", spec="CreateFileRequest/properties/purpose/enum", needs="files")
def test_unknown_purpose_is_refused(api: Session) -> None:
    """
    An upload for a purpose that does not exist is refused.

    The file could be used for nothing, and would only cost.
    """
    files = {"file": Upload("a.jsonl", b"{}\n")}

    api.call("createFile", form={"purpose": "no-such-purpose"}, files=files, expect=400)


@must(
    "files-expire-when-told",
    spec="OpenAIFile/properties/expires_at",
    says="When the file expires, in Unix seconds; null if it never does.",
    needs="files",
)
@pytest.mark.parametrize(
    ("form", "lifetime"),
    [
        ({"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"}, 3600),
        ({"expires_after[anchor]": "created_at", "expires_after[seconds]": "2592000"}, 2592000),
        ({}, None),
    ],
    ids=["an hour", "thirty days", "never"],
)
def test_file_expires_when_it_was_told(
    api: Session, form: dict[str, str], lifetime: int | None
) -> None:
    """
    A file expires as long after its upload as was asked for, and never if nothing was.

    Data that stays longer than agreed breaks a contract; data that goes earlier, a training.
    """
    file = upload(api, b"{}\n", purpose="user_data", **form)
    expires = file.get("expires_at")

    assert (expires - file["created_at"] if expires else None) == lifetime


@must(
    "files-of-batches-expire",
    spec="FileExpirationAfter",
    says="a `batch` file expires after 30 days",
    needs="files",
)
def test_file_of_a_batch_expires_by_itself(api: Session) -> None:
    """
    A file for batches expires after thirty days unless it was told otherwise.

    Such files are written by machines, and no one cleans up after them.
    """
    file = upload(api, b"{}\n", purpose="batch")

    assert (file.get("expires_at") or 0) - file["created_at"] == 30 * 24 * 3600


@must("files-expire-within-bounds", spec="FileExpirationAfter/properties/seconds", needs="files")
@pytest.mark.parametrize(
    ("anchor", "seconds"),
    [("created_at", "3599"), ("created_at", "2592001"), ("created_at", "soon"), ("now", "3600")],
    ids=["too short", "too long", "no number", "other anchor"],
)
def test_expiry_that_makes_no_sense_is_refused(api: Session, anchor: str, seconds: str) -> None:
    """
    A lifetime under an hour, over thirty days or from another moment is refused.

    A file that is gone before its job has begun fails the job.
    """
    form = {"expires_after[anchor]": anchor, "expires_after[seconds]": seconds}
    form["purpose"] = "user_data"

    api.call("createFile", form=form, files={"file": Upload("a.jsonl", b"{}\n")}, expect=400)


@must(
    "files-refused-are-not-kept",
    spec="responses/BadRequest",
    says="Nothing has changed.",
    needs="files",
)
def test_refused_upload_leaves_no_file(api: Session) -> None:
    """
    An upload that is refused leaves no file behind.

    Whoever was told that his data was not taken believes that it is nowhere.
    """
    name = f"{tag()}.jsonl"
    files = {"file": Upload(name, b"{}\n")}
    api.call("createFile", form={"purpose": "no-such-purpose"}, files=files, expect=400)
    page = api.call("listFiles", limit=100).json

    assert [file for file in page["data"] if file["filename"] == name] == []


@should("files-download-as-attachments", spec="downloadFile/responses/200/headers", needs="files")
def test_download_is_an_attachment_of_its_name(api: Session) -> None:
    """
    A download says that it is an attachment, and its name.

    A browser would otherwise show, and run, what a stranger has uploaded.
    """
    file_id = upload(api, b"<script></script>", purpose="user_data", filename="page.html")["id"]
    told = api.call("downloadFile", file_id=file_id).headers.get("content-disposition", "")

    assert told.startswith("attachment")
    assert "page.html" in told


@must("files-in-broken-forms-are-refused", spec="createFile/responses/400", needs="files")
@pytest.mark.parametrize(("kind", "content"), _BROKEN_FORMS.values(), ids=_BROKEN_FORMS.keys())
def test_upload_that_cannot_be_read_is_refused(api: Session, kind: str, content: bytes) -> None:
    """
    An upload whose form cannot be read is refused, never with a server error.

    A connection that broke off half way is the everyday case, and worth a second try only if told.
    """
    headers = {"content-type": kind}

    api.send("POST", "/files", content=content, headers=headers, expect=range(400, 500))


@must("files-need-their-parts", spec="CreateFileRequest/required", needs="files")
@pytest.mark.parametrize("missing", ["file", "purpose"])
def test_upload_without_a_part_is_refused(api: Session, missing: str) -> None:
    """
    An upload without its file or without its purpose is refused.

    A script with a typing error would believe that its data is there.
    """
    form = {} if missing == "purpose" else {"purpose": "fine-tune"}
    files = {} if missing == "file" else {"file": Upload("a.jsonl", b"{}\n")}

    api.call("createFile", form=form, files=files, expect=400)
