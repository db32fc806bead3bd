"""Files: what may be uploaded, and how it is listed, read and deleted."""

import json
import socket
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from callers import Caller, Serve

from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.settings import Limits

LIMIT = 2_000_000
UPLOAD = (
    b"POST /v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-test\r\n"
    b"content-type: multipart/form-data; boundary=x\r\n"
)


def test_upload_is_described_as_it_was_sent(api: Caller) -> None:
    """Name, purpose and size come back."""
    file_id = api.upload_text(b"hello", name="a.jsonl")
    file = api.get(f"/files/{file_id}")

    expected = {"object": "file", "id": file_id, "bytes": 5, "filename": "a.jsonl"}
    assert file | expected == file
    assert (file["purpose"], file["status"]) == ("fine-tune", "processed")
    assert "expires_at" not in file


def test_content_comes_back_byte_for_byte(api: Caller) -> None:
    """What was uploaded is downloaded, whatever it is."""
    content = bytes(range(256)) * 1000 + b"\r\n--boundary\r\n"
    file_id = api.upload_text(content, name='odd "name".bin')
    answer = api.http.get(f"/files/{file_id}/content")

    assert answer.content == content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize(
    "form",
    [
        {"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"},
        {"expires_after": '{"anchor": "created_at", "seconds": 3600}'},
    ],
    ids=["members", "JSON"],
)
def test_file_expires_when_it_was_told_to(api: Caller, control: Control, form: Any) -> None:
    """After its time a file is gone."""
    file_id = api.upload(**form)
    file = api.get(f"/files/{file_id}")
    control.advance(3601)

    assert file["expires_at"] == file["created_at"] + 3600
    assert api.http.get(f"/files/{file_id}").status_code == 404


@pytest.mark.parametrize(
    ("form", "param"),
    [
        pytest.param({}, "purpose", id="no purpose"),
        pytest.param({"purpose": "fun"}, "purpose", id="unknown purpose"),
        pytest.param({"purpose": "fine-tune", "colour": "red"}, "colour", id="unknown field"),
        pytest.param(
            {
                "purpose": "fine-tune",
                "expires_after[anchor]": "created_at",
                "expires_after[seconds]": "1",
            },
            "expires_after.seconds",
            id="too short a life",
        ),
        pytest.param(
            {"purpose": "fine-tune", "expires_after[anchor]": "now"},
            "expires_after.anchor",
            id="unknown anchor",
        ),
    ],
)
def test_faulty_form_is_refused_and_nothing_is_kept(
    api: Caller, form: Any, param: str | None
) -> None:
    """A refused upload names the field, and leaves no file."""
    answer = api.http.post("/files", files={"file": ("a", b"x")}, data=form)

    assert answer.status_code == 400
    assert answer.json()["error"]["param"].startswith(param.split(".")[0])
    assert api.get("/files")["data"] == []


def test_upload_without_a_file_is_refused(api: Caller) -> None:
    """A form needs a file."""
    answer = api.http.post("/files", files={"purpose": (None, "fine-tune")})

    assert answer.json()["error"]["message"] == "Missing required parameter: 'file'."


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        pytest.param({"content-type": "application/json"}, b"{}", id="JSON"),
        pytest.param({"content-type": "multipart/form-data"}, b"x", id="no boundary"),
        pytest.param({"content-type": "multipart/form-data; boundary=b"}, b"", id="empty"),
        pytest.param({"content-type": "multipart/form-data; boundary=b"}, b"junk", id="junk"),
        pytest.param(
            {"content-type": "multipart/form-data; boundary=b"},
            b'--b\r\ncontent-disposition: form-data; name="file"\r\n\r\nabc',
            id="cut off",
        ),
        pytest.param(
            {"content-type": "multipart/form-data; boundary=b"},
            b"--b\r\ncontent-type: text/plain\r\n\r\nabc\r\n--b--\r\n",
            id="part without a name",
        ),
    ],
)
def test_body_that_is_no_form_is_refused(
    api: Caller, headers: dict[str, str], content: bytes
) -> None:
    """An upload must be a whole multipart form."""
    answer = api.http.post("/files", content=content, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_field_given_twice_is_refused(api: Caller) -> None:
    """Two purposes are none."""
    form = [("file", ("a", b"x")), ("purpose", (None, "batch")), ("purpose", (None, "vision"))]
    answer = api.http.post("/files", files=form)

    assert answer.json()["error"]["code"] == "bad_form"


def test_oversized_parts_are_refused(api: Caller) -> None:
    """A small field may not be large, and there may not be many."""
    long = api.http.post("/files", files={"purpose": (None, "x" * 20_000)})
    many = api.http.post("/files", files={f"f{n}": (None, "x") for n in range(40)})

    assert [long.status_code, many.status_code] == [400, 400]


def test_files_are_listed_in_both_orders_and_by_purpose(api: Caller) -> None:
    """A list can be turned round, cut by purpose, and continued."""
    ids = [api.upload(purpose=purpose) for purpose in ("batch", "vision", "batch")]

    def listed(**query: Any) -> Any:
        return [file["id"] for file in api.get("/files", **query)["data"]]

    assert listed() == ids[::-1]
    assert listed(order="asc") == ids
    assert listed(purpose="batch", order="asc") == [ids[0], ids[2]]
    assert listed(after=ids[1]) == [ids[0]]
    assert listed(after=ids[1], order="asc") == [ids[2]]
    page = api.get("/files", limit=2)
    assert (page["has_more"], page["first_id"], page["last_id"]) == (True, ids[2], ids[1])


@pytest.mark.parametrize("query", ["limit=0", "limit=10001", "order=up", "after=file-nobody"])
def test_faulty_list_of_files_is_refused(api: Caller, query: str) -> None:
    """Limits, orders and cursors are checked."""
    answer = api.http.get(f"/files?{query}")

    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == query.partition("=")[0]


def test_deleted_file_is_gone(api: Caller) -> None:
    """After deletion a file can be neither read nor deleted."""
    file_id = api.upload()
    deleted = api.http.delete(f"/files/{file_id}").json()
    again = [
        api.http.get(f"/files/{file_id}"),
        api.http.get(f"/files/{file_id}/content"),
        api.http.delete(f"/files/{file_id}"),
    ]

    assert deleted == {"object": "file", "deleted": True, "id": file_id}
    assert [answer.status_code for answer in again] == [404, 404, 404]
    assert again[0].json()["error"]["message"] == f"No such File object: {file_id}"


def test_upload_above_the_limit_leaves_nothing_on_disk(serve: Serve, tmp_path: Path) -> None:
    """An upload that is too large is refused, and its beginning removed."""
    files = tmp_path / "files"
    served = serve(files=str(files), limits=Limits(upload_bytes=LIMIT))
    with served.client("sk-test") as http:
        form = {"purpose": "fine-tune"}
        answer = http.post("/files", files={"file": ("a", b"x" * (LIMIT + 1))}, data=form)

    assert answer.status_code == 400
    assert list(files.iterdir()) == []


def answered(connection: socket.socket) -> Any:
    """Return what comes back before the connection ends."""
    answer = HTTPResponse(connection)
    answer.begin()
    return json.loads(answer.read())


@pytest.mark.parametrize(
    ("limits", "sent", "code"),
    [
        pytest.param(Limits(upload_bytes=LIMIT), LIMIT + 1, "body_too_large", id="one file"),
        pytest.param(
            Limits(storage_bytes=LIMIT), LIMIT + 1, "storage_limit_exceeded", id="all together"
        ),
        pytest.param(Limits(upload_bytes=LIMIT), 0, "body_too_large", id="as announced"),
    ],
)
def test_upload_is_refused_before_its_end(
    serve: Serve, tmp_path: Path, limits: Limits, sent: int, code: str
) -> None:
    """As soon as a file cannot fit, be it by its announced length, the rest is not waited for."""
    served = serve(files=str(tmp_path / "files"), limits=limits)
    length = b"content-length: 9000000000\r\n" if not sent else b"transfer-encoding: chunked\r\n"
    part = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"a" * sent
    chunk = b"%x\r\n%b\r\n" % (len(part), part) if sent else b""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(UPLOAD + length + b"\r\n" + chunk)
        answer = answered(connection)

    assert answer["error"]["code"] == code
    assert list((tmp_path / "files").iterdir()) == []


def test_form_without_end_is_refused(serve: Serve, tmp_path: Path) -> None:
    """What stands around the file counts too, so that no form goes on for ever."""
    served = serve(files=str(tmp_path / "files"), limits=Limits(upload_bytes=1))
    chunk = b"%x\r\n%b\r\n" % (LIMIT, b"a" * LIMIT)
    start = b"7\r\n--x--\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(UPLOAD + b"transfer-encoding: chunked\r\n\r\n" + start + chunk * 2)
        answer = answered(connection)

    assert answer["error"]["code"] == "body_too_large"


def test_caller_who_sends_all_before_reading_is_answered(serve: Serve) -> None:
    """A refused upload may be sent to its end, and the answer is still there."""
    served = serve(limits=Limits(upload_bytes=1))
    content = b"a" * (20 * LIMIT)
    with served.client("sk-test") as http:
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
            connection.sendall(UPLOAD + b"content-length: %d\r\n\r\n" % len(content) + content)
            answer = answered(connection)
        alive = http.get("/files").status_code

    assert answer["error"]["code"] == "body_too_large"
    assert alive == 200
