"""Rules for files on their way up and down."""

import hashlib
import io
import random
from pathlib import Path
from typing import Any, BinaryIO

import httpx
import pytest

from fine_tuning_client import APIConnectionError, FineTuningClient, FineTuningError
from fine_tuning_contract.conformance import must, should

from . import sent
from .callers import API_KEY
from .conftest import ClientFor
from .documents import file
from .servers import Answer, Server, json_answer, refusal
from .sockets import Deed, SocketServer, Visit, http_answer
from .streams import PIECE, CountedFile, Pieces, Swallowing

_MEBIBYTE = 1 << 20
_UPLOADED = json_answer(file())
_STRANGE_NAMES = {
    "quotes": 'a"; name="purpose',
    "line break": 'a.jsonl"\r\nX-Injected: yes\r\n\r\n',
    "unicode": "données-数据.jsonl",
    "path": "../../etc/passwd",
    "backslash": "a\\b.jsonl",
    "empty": "",
}


def _short(visit: Visit) -> None:
    visit.send(http_answer(b"x" * 70_000, length=90_000))


def _chunk_missing(visit: Visit) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n"
    visit.send(head + b"5\r\nhello\r\n400\r\nhel")


def _reset(visit: Visit) -> None:
    visit.send(http_answer(b"x" * 70_000, length=90_000))
    visit.reset()


def _silent(visit: Visit) -> None:
    visit.send(http_answer(b"x" * 70_000, length=90_000))
    visit.hang()


_BROKEN: dict[str, Deed] = {
    "short": _short,
    "chunk missing": _chunk_missing,
    "reset": _reset,
    "silent": _silent,
}
broken = pytest.mark.parametrize("deed", _BROKEN.values(), ids=_BROKEN.keys())


@pytest.fixture(scope="session")
def five_megabytes() -> bytes:
    """Bytes that look like everything: all values, line breaks of all kinds, marks of forms."""
    noise = random.Random(1).randbytes(5 * _MEBIBYTE - 2000)  # noqa: S311 - guards nothing
    return b"\r\n--+++\r\n--\r\n\r\n\xef\xbb\xbf\x00\r\n--boundary--\r\n" + noise + b"\n\r\n--\r\n"


@must("transfers-upload-every-byte", spec="CreateFileRequest/properties/file")
@pytest.mark.parametrize(
    "way", ["bytes", "named bytes", "typed bytes", "open file", "path", "memory"]
)
def test_upload_arrives_byte_for_byte(
    client_for: ClientFor, five_megabytes: bytes, tmp_path: Path, way: str
) -> None:
    """
    Five megabytes arrive as they were given, however they were given.

    One byte changed is a training file that is refused, or worse, is not.
    """
    path = tmp_path / "train.jsonl"
    path.write_bytes(five_megabytes)
    answering = SocketServer(lambda visit: visit.send(http_answer(_UPLOADED.body)))
    with answering as server, path.open("rb") as opened:
        given = _given(way, five_megabytes, path, opened)
        client_for(base_url=server.url).call("files.create", file=given, purpose="fine-tune")

    found = {part.name: part for part in _form_of(server.visits[0])}
    assert _digest(found["file"].content) == _digest(five_megabytes)
    assert found["purpose"].content == b"fine-tune"
    assert found["file"].file_name


@should("transfers-name-files-as-they-are-called", spec="CreateFileRequest/properties/file")
@pytest.mark.parametrize("way", ["named bytes", "open file", "path"])
def test_file_keeps_its_name(client_for: ClientFor, tmp_path: Path, way: str) -> None:
    """
    A file is uploaded under its own name, and its folders stay at home.

    By their names people find files again, and folders tell whose machine it was.
    """
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"{}\n")
    server = Server(_UPLOADED)
    with path.open("rb") as opened:
        given = _given(way, b"{}\n", path, opened)
        client_for(server).call("files.create", file=given, purpose="fine-tune")

    assert sent.parts(server.request)[1].file_name == "train.jsonl"


@should("transfers-guard-the-borders", spec="CreateFileRequest")
def test_borders_of_a_form_cannot_be_guessed(client_for: ClientFor) -> None:
    """
    The border between the parts of a form is random, and does not stand in the file.

    With a border that is known, the bytes of a file can become further fields.
    """
    server = Server(_UPLOADED)
    client = client_for(server)
    client.call("files.create", file=b"{}\n", purpose="fine-tune")
    border = server.request.headers["content-type"].partition("boundary=")[2].encode()
    injected = b'\r\n--%s\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nevals' % border
    client.call("files.create", file=injected, purpose="fine-tune")

    assert server.requests[0].headers["content-type"] != server.requests[1].headers["content-type"]
    assert [(part.name, part.content) for part in sent.parts(server.request)] == [
        ("purpose", b"fine-tune"),
        ("file", injected),
    ]


@should("transfers-guard-the-name", spec="CreateFileRequest")
@pytest.mark.parametrize("name", _STRANGE_NAMES.values(), ids=_STRANGE_NAMES.keys())
def test_name_of_a_file_stays_a_name(client_for: ClientFor, name: str) -> None:
    """
    The name of a file adds neither a field nor a header to the form.

    Names of files come from users.
    """
    server = Server(_UPLOADED)
    client_for(server).call("files.create", file=(name, b"{}\n"), purpose="fine-tune")

    assert [(part.name, part.content) for part in sent.parts(server.request)] == [
        ("purpose", b"fine-tune"),
        ("file", b"{}\n"),
    ]
    assert b"\nX-Injected" not in server.request.content


@should("transfers-stream-uploads", spec="CreateFileRequest/properties/file")
def test_upload_is_never_whole_in_memory() -> None:
    """
    An open file is read piece by piece while it is sent.

    A training file may have 512 MB, and the machine that sends it may not.
    """
    given, transport = CountedFile(16 * _MEBIBYTE), Swallowing()
    transport.on_piece = given.note_sent
    client = FineTuningClient(api_key=API_KEY, transport=transport)
    client.files.create(file=("train.jsonl", given), purpose="fine-tune")

    assert transport.received > 16 * _MEBIBYTE
    assert given.most_ahead <= _MEBIBYTE


@should("transfers-leave-files-open", spec="CreateFileRequest/properties/file")
def test_given_file_stays_open_and_a_path_does_not(client_for: ClientFor, tmp_path: Path) -> None:
    """
    A file that the caller opened stays open; one that the client opened is closed.

    Each closes what he opened.
    """
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"{}\n")
    with path.open("rb") as opened:
        client_for(Server(_UPLOADED)).call("files.create", file=opened, purpose="fine-tune")
        assert not opened.closed

    client_for(Server(_UPLOADED)).call("files.create", file=path, purpose="fine-tune")
    path.unlink()


@should("transfers-repeat-whole-files", spec="createFile/responses/429")
def test_repeated_upload_sends_the_whole_file_again(client_for: ClientFor, tmp_path: Path) -> None:
    """
    An upload that is repeated sends the file from its beginning.

    The rest of a file is valid JSON Lines too, only fewer.
    """
    path = tmp_path / "train.jsonl"
    path.write_bytes(b'{"line": 1}\n' * 1000)
    server = Server(refusal(429, retry_after="0"), _UPLOADED)
    client_for(server, retries=1).call("files.create", file=path, purpose="fine-tune")

    assert [sent.parts(each)[1].content for each in server.requests] == [path.read_bytes()] * 2


@should("transfers-refuse-text", spec="CreateFileRequest/properties/file")
@pytest.mark.parametrize("text", ["train.jsonl", '{"messages": []}'])
def test_text_in_the_place_of_a_file_is_refused(client_for: ClientFor, text: str) -> None:
    """
    Text in the place of a file is refused before anything is sent.

    It is either a path that was meant to be read, or content without its bytes: nobody can know.
    """
    server = Server(_UPLOADED)
    with pytest.raises(ValueError, match="Path"):
        client_for(server).call("files.create", file=text, purpose="fine-tune")

    assert server.requests == []


@should("transfers-send-forms-by-member", spec="FileExpirationAfter")
def test_object_in_a_form_is_sent_by_member(client_for: ClientFor) -> None:
    """
    An object in a form is sent member by member, as `expires_after[seconds]`.

    A form has no other way to carry it.
    """
    server = Server(_UPLOADED)
    after = {"anchor": "created_at", "seconds": 3600}
    client_for(server).call("files.create", file=b"", purpose="batch", expires_after=after)

    assert {part.name: part.content for part in sent.parts(server.request)} == {
        "purpose": b"batch",
        "expires_after[anchor]": b"created_at",
        "expires_after[seconds]": b"3600",
        "file": b"",
    }


@must(
    "transfers-download-every-byte",
    spec="downloadFile",
    says="byte for byte as it was uploaded or written",
)
@pytest.mark.parametrize("media_type", ["application/octet-stream", "text/csv", "application/json"])
def test_download_is_byte_for_byte(
    client_for: ClientFor, five_megabytes: bytes, tmp_path: Path, media_type: str
) -> None:
    """
    A download gives the bytes as they are, in memory or in a file, whatever their media type says.

    JSON Lines is not JSON, and a table of metrics is neither.
    """
    server = Server(Answer(five_megabytes, headers={"content-type": media_type}))
    client = client_for(server)

    assert _digest(client.call("files.content", "file-1")) == _digest(five_megabytes)
    client.save(tmp_path / "out.bin", "files.content", "file-1")
    assert _digest((tmp_path / "out.bin").read_bytes()) == _digest(five_megabytes)


@should("transfers-download-in-pieces", spec="downloadFile")
def test_download_is_never_whole_in_memory() -> None:
    """
    A download is written piece by piece while it arrives.

    A file of results is as large as the server likes.
    """
    stream = Pieces(64)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=stream))
    client = FineTuningClient(api_key=API_KEY, transport=transport)
    given = iter(client.files.content("file-1"))
    first = next(given)

    assert (stream.given, len(first)) == (1, PIECE)
    assert sum(len(piece) for piece in given) == 63 * len(first)


@should("transfers-left-early-are-closed", spec="downloadFile")
def test_download_that_is_left_early_is_closed() -> None:
    """
    A download of which the caller takes only the beginning gives its connection back.

    Connections that nobody reads to the end run out one by one.
    """
    stream = Pieces(64)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=stream))
    client = FineTuningClient(api_key=API_KEY, transport=transport)
    given = iter(client.files.content("file-1"))
    next(given)
    del given

    assert stream.closed


@should("transfers-broken-off-are-raised", spec="downloadFile")
@broken
def test_download_that_breaks_off_is_raised(client_for: ClientFor, deed: Deed) -> None:
    """
    A download that breaks off is raised as an error, never given as if it were whole.

    Half a table of metrics looks like a training that ended early.
    """
    with SocketServer(deed) as server:
        client = client_for(base_url=server.url, timeout=0.3)
        with pytest.raises(APIConnectionError):
            client.call("files.content", "file-1")


@should("transfers-broken-off-leave-nothing", spec="downloadFile")
@broken
def test_download_that_breaks_off_leaves_no_file(
    client_for: ClientFor, tmp_path: Path, deed: Deed
) -> None:
    """
    A download to a file that breaks off leaves the folder as it was.

    The next program would take the half for the whole.
    """
    (tmp_path / "out.csv").write_text("the former one")
    with SocketServer(deed) as server:
        client = client_for(base_url=server.url, timeout=0.3)
        with pytest.raises(APIConnectionError):
            client.save(tmp_path / "out.csv", "files.content", "file-1")

    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "the former one"


@should("transfers-refused-are-raised", spec="downloadFile/responses/404")
def test_refused_download_is_raised(client_for: ClientFor, tmp_path: Path) -> None:
    """
    A download that is refused raises the refusal, and writes no file.

    The text of a refusal must not end up in a file of results.
    """
    client = client_for(Server(refusal(404)))
    with pytest.raises(FineTuningError, match="404"):
        client.save(tmp_path / "out.csv", "files.content", "file-1")

    assert list(tmp_path.iterdir()) == []


@should("transfers-once-read-say-so", spec="downloadFile")
def test_download_can_be_read_again_or_says_that_it_cannot() -> None:
    """
    Reading a download a second time gives the same bytes, or an error of the client.

    Never nothing, which would look like an empty file.
    """
    server = Server(Answer(b"step,train_loss\n1,0.5\n"))
    transport = httpx.MockTransport(server)
    content = FineTuningClient(api_key=API_KEY, transport=transport).files.content("file-1")
    content.read()

    assert _second_reading(content) in {b"step,train_loss\n1,0.5\n", "an error"}


def _given(way: str, content: bytes, path: Path, opened: BinaryIO) -> Any:
    return {
        "bytes": content,
        "named bytes": ("train.jsonl", content),
        "typed bytes": ("train.jsonl", content, "application/jsonl"),
        "open file": opened,
        "path": path,
        "memory": ("train.jsonl", io.BytesIO(content)),
    }[way]


def _form_of(visit: Visit) -> list[sent.Part]:
    lines = visit.head.decode().split("\r\n")
    kind = next(line for line in lines if line.lower().startswith("content-type: "))
    return list(sent.form_parts(kind.partition(": ")[2], visit.body))


def _second_reading(content: Any) -> bytes | str:
    try:
        again: bytes = content.read()
    except FineTuningError:
        return "an error"
    return again


def _digest(content: bytes) -> str:
    """Return what can be compared, and shown where it differs, without megabytes."""
    return f"{len(content)} bytes, {hashlib.sha256(content).hexdigest()}"
