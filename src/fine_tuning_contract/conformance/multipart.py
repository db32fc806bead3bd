"""Multipart form bodies."""

import hashlib
from collections.abc import Mapping

import attrs


@attrs.frozen
class Upload:
    """A file to send: its name, its bytes and its media type."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


def encode_form(form: Mapping[str, str], files: Mapping[str, Upload]) -> tuple[str, bytes]:
    """Return the content type and the bytes of a form, the same for the same form."""
    parts = [
        (f'Content-Disposition: form-data; name="{_escaped(name)}"\r\n\r\n', value.encode())
        for name, value in form.items()
    ]
    parts += [(_file_head(name, upload), upload.content) for name, upload in files.items()]
    boundary = _boundary(b"".join(head.encode() + content for head, content in parts))
    chunks = [f"--{boundary}\r\n{head}".encode() + content + b"\r\n" for head, content in parts]
    return f"multipart/form-data; boundary={boundary}", b"".join(
        chunks
    ) + f"--{boundary}--\r\n".encode()


def _file_head(name: str, upload: Upload) -> str:
    disposition = f'form-data; name="{_escaped(name)}"; filename="{_escaped(upload.name)}"'
    return f"Content-Disposition: {disposition}\r\nContent-Type: {upload.media_type}\r\n\r\n"


def _boundary(content: bytes) -> str:
    # Drawn from the content, so that a run can be repeated byte for byte.
    return "contract-" + hashlib.sha256(content).hexdigest()[:32]


def _escaped(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
